"""Ledgers as offices keep them, in seven layouts; nobody in them exists."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from db import steps

Cell = str | int | float | date | None
Rows = Sequence[Sequence[Cell]]
Merge = tuple[int, int, int, int]


def write(
    path: Path,
    rows: Rows,
    *,
    name: str = "台账",
    merges: Sequence[Merge] = (),
    more: dict[str, Rows] | None = None,
    hidden: Sequence[str] = (),
) -> Path:
    """Write sheets to an Excel file; merges are first row, first column, last row, last column."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy/m/d"})
        for sheet_name, sheet_rows in {name: rows, **(more or {})}.items():
            sheet = book.add_worksheet(sheet_name)
            if sheet_name in hidden:
                sheet.hide()
            for top, left, bottom, right in merges if sheet_name == name else ():
                sheet.merge_range(top, left, bottom, right, "")
            for number, row in enumerate(sheet_rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, day)
                    elif cell is not None:
                        sheet.write(number, column, cell)
    return path


def table(text: str) -> Rows:
    """Return the rows of a text: cells apart by |, # before a number, @ before a day."""
    return [tuple(map(_cell, line.split("|"))) for line in text.strip("\n").splitlines()]


def _cell(text: str) -> Cell:
    if text.startswith("#"):
        return int(text[1:])
    if text.startswith("@"):
        return date.fromisoformat(text[1:])
    return text or None


# The columns of the regulations' own list, in their order.
FULL_HEADER = tuple(
    """
序号|登记编号|收到日期|确认日期|接收渠道（当面/邮寄/平信/网上/邮箱/传真/口头/转来）|
邮件单号|申请人类别（7 类）|申请人姓名/名称|证件类型|证件号码（脱敏）|联系电话|邮箱|
通信地址|代理人|申请内容（原文）|内容摘要|申请获取方式|拆分件数|承办科室|承办人|
分办日期|补正告知日期|补正期限|补正收到日期|征求第三方（发出/收到）|
征求其他机关（发出/收到）|暂停天数|是否延长|延长天数|延长告知日期|是否收费|计收方式|
件数/页数|金额|收费通知日期|缴费截止|缴费日期|法定到期日|预警状态|保密审查人/日期|
法制审核|签发人/日期|答复类型|年报归类|答复文号|落款日期|送达方式|
交邮/签收日期（计算时点）|邮件单号|是否逾期（超几日）|更正情况|
复议（提出日/机关/结果/日期）|诉讼（法院/案号/结果）|是否转主动公开|归档卷号|归档日期|备注
""".replace("\n", "").split("|")
)


def full(**cells: Cell) -> list[Cell]:
    """Return a row of the full layout; keywords are the column's place as c1, c2 … or its words."""
    row: list[Cell] = [None] * len(FULL_HEADER)
    for name, cell in cells.items():
        row[PLACES[name]] = cell
    return row


PLACES = {
    "number": 1, "received": 2, "confirmed": 3, "channel": 4, "kind": 6, "name": 7, "id": 9,
    "phone": 10, "sought": 14, "matter": 15, "split": 17, "section": 18, "handler": 19,
    "assigned": 20, "noticed": 21, "period": 22, "corrected": 23, "third": 24, "agency": 25,
    "extended": 27, "days": 28, "extended_on": 29, "fee": 30, "method": 31, "units": 32, "yuan": 33,
    "fee_noticed": 34, "paid": 36, "due": 37, "secrecy": 39, "signed": 41, "reply": 42, "row": 43,
    "document": 44, "decided": 45, "method_of_service": 46, "served": 47, "mail": 48, "late": 49,
    "reconsidered": 51, "sued": 52, "file": 54, "filed": 55, "remark": 56,
}  # fmt: skip


def plain_ledger() -> Rows:
    """One header row on top, days typed with points."""
    return table("""
序号|登记编号|收到日期|申请人|申请内容|答复类型|答复日期
#1|依申请〔2025〕1号|2025.3.5|张三丰|征地批复|予以公开|2025.3.20
#2|依申请〔2025〕2号|2025.3.6|李四光|会议纪要|不予公开（国家秘密）|2025.4.1
#3|依申请〔2025〕3号|2025.3.7|某某置业有限公司|规划许可|信息不存在|2025.4.2
""")


def titled_ledger() -> Rows:
    """A title, a unit line and a blank row above; a total and a signature below."""
    return table("""
某某县住房和城乡建设局2025年政府信息公开申请登记台账
填报单位：某某县住房和城乡建设局|||填报日期：2025年12月31日

序号|受理编号|受理时间|申请人姓名（名称）|申请方式|所需政府信息|办理结果|办结时间|答复书文号|办理科室|用途
#1|2025-001|3月5日|王小明|当面|拆迁公告|部分公开|3月20日|住建公复1号|办公室|生活需要
#2|2025-002|3.8|赵六|邮寄|补偿标准|不属于本机关负责公开|3.28||法规科|诉讼

#3|2025-003|#45750|某某律师事务所|网上平台|合同|申请人撤回|4月15日
合计|#3
填表人：钱七||||审核人：孙八
""")


def grouped_ledger() -> tuple[Rows, list[Merge]]:
    """Two header rows with merged groups."""
    rows = table(
        """
依申请公开台账
序号|编号|收到日期|申请人信息|||申请内容|补正||征求第三方意见||延期||答复情况|||行政复议||
|||姓名|类别|联系电话||告知日期|收到日期|发出日期|收到日期|告知日期|天数|日期|类型|文号|提出日期|结果|决定日期
"""
        "#1|依申请〔2025〕1号|@2025-01-06|周小舟|自然人|13800000001|批复|||"
        "@2025-01-10|@2025-01-20|||@2025-02-10|个人隐私|公复1号|@2025-03-03|维持|@2025-04-30\n"
        "#2|依申请〔2025〕2号|@2025-01-07|某某学会|社会公益组织||名单|@2025-01-09|@2025-01-16|||"
        "@2025-02-12|#20|@2025-03-12|予以公开|公复2号"
    )
    merges = [
        (0, 0, 0, 18),
        *((1, column, 2, column) for column in (0, 1, 2, 6)),
        (1, 3, 1, 5),
        (1, 7, 1, 8),
        (1, 9, 1, 10),
        (1, 11, 1, 12),
        (1, 13, 1, 15),
        (1, 16, 1, 18),
    ]
    return rows, merges


def portal_ledger() -> Rows:
    """What a portal hands out: its own numbers, times of day, states."""
    return table(
        "申请单号|提交时间|受理时间|申请人类型|姓名/单位名称|联系方式|所需信息内容描述|"
        "获取信息的方式|办理状态|答复时间|答复结果\n"
        "YSQ20250305001|2025-03-05 21:30:11|2025-03-06 09:01:00|公民|吴用|139|道路规划|"
        "电子邮件|已办结|2025-03-25 10:00:00|已主动公开\n"
        "YSQ20250306002|2025-03-06 08:30:11|2025-03-06 09:05:00|法人或其他组织|某某大学||"
        "科研经费|邮寄|办理中"
    )


def a_row(**changed: Any) -> Any:
    """Return a row of the full layout, with what is changed in it."""
    values: dict[str, Any] = {
        "number": "依申请〔2025〕1号",
        "received": date(2025, 3, 5),
        "channel": "当面",
        "kind": "自然人",
        "name": "张三",
        "sought": "征地批复",
    } | changed
    return full(**values)


def kinds_of(desk: Any, request_id: int = 1) -> list[tuple[str, date]]:
    """Return the steps of a request by kind and day."""
    return [(step.kind, step.on) for step in steps.of_request(desk.store, request_id)]
