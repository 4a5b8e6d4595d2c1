"""Ledgers drawn by lot: what each row is taken for, and what is said of it.

Every column the import knows gets cells as clerks write them: days in many hands, words for days,
several things in one cell, too late, too early, nothing.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from casework.importing.columns import Header, header_of
from casework.importing.field import CellKind, LedgerField
from casework.importing.rows import SheetOfRequests, Walk, entry_of, is_total, rows_of, turned_over
from casework.importing.sheets import Sheet
from casework.importing.vocabulary import FIELDS
from tests.casework.approved.plain import told

Draw = random.Random
TODAY = date(2026, 11, 20)
NAMES = {one.name: sorted(one.names, key=lambda name: (len(name), name)) for one in FIELDS}
USUAL = ("number", "received_on", "applicant_name", "information_sought")

WORDS: dict[str, Sequence[Any]] = {
    "number": ("2026-015", "〔2025〕7号", 12, "无"),
    "applicant_name": ("林一帆", "林一帆、江晓舟", "青枫区梧桐里社区居委会", "某某公司（法定代表人：江晓舟）", "林一帆 13800138000", "王五等3人", "", "明月"),
    "body_name": ("青枫建材有限公司", "", "林一帆", "青枫律师事务所"),
    "applicant_kind": ("公民", "法人", "律所", "企业", "", "不详"),
    "id_type": ("身份证", "统一社会信用代码", "护照", "工作证", ""),
    "id_number": ("11010519491231002X", "110105194912310021", "91320102MA1ABCDE2X", "1101051949****002X", "护照E12345678", "11010519491231002X、110105194912310038", ""),
    "phone": ("13800138000", "0791-87654321", "无"),
    "address": ("青枫区梧桐里6号", "/"),
    "channel": ("当面", "网上", "邮寄", "传真", "电子邮箱", "口头", "微信", "转来", ""),
    "information_sought": ("某村征地批复", "规划许可证", "某路施工合同", "", "征地补偿安置方案及公告"),
    "matter": ("征地批复", "", "拆迁"),
    "obtain_by": ("邮寄", "自取", "网上", "随便"),
    "media": ("纸质", "电子", "光盘", "口头"),
    "correction": ("是", "否", "2026.3.9", "2026.3.9发出，3.16收到", "材料不全"),
    "correction_period": ("7", "15日", "2026-03-20", "尽快", "很长很长的期限说明文字"),
    "third_party": ("是", "否", "青枫建材公司", ""),
    "third_party_days": ("3.10/3.18", "2026.3.10", "3.9-3.20", "是", "已发"),
    "third_party_opinion": ("同意", "不同意", "未答复", "再议"),
    "agency": ("区住建局", "是", "无"),
    "agency_days": ("3.11-3.20", "是", "已函"),
    "agency_opinion": ("同意公开", "不同意", "无意见"),
    "extended": ("是", "否", "20", "延长20个工作日", "2026.3.25延期", "2026.3.25", "不延长", "已报批的事项"),
    "extended_days": ("20", "10", "二十", "若干"),
    "fee": ("是", "否"),
    "fee_method": ("按件", "按页", "按量"),
    "fee_units": ("3", "45页", "12件"),
    "fee_yuan": ("100", 30, "免收", "叁佰", "", "很多"),
    "secrecy_review": ("吴涛 2026.3.20", "吴涛", "2026-03-21", ""),
    "legal_review": ("周敏 3月22日", "通过", ""),
    "approved_by": ("陈局 2026.3.24", "陈局"),
    "status": ("已办结", "办理中", "撤回", "申请人撤回", "已答复", "待定", ""),
    "reply_kind": ("予以公开", "部分公开", "不予公开", "信息不存在", "非本机关", "撤回申请", "是", "办理中", "其他情形", "已转交", "2026.3.24答复予以公开", "补正后仍不明确"),
    "grounds": ("第三方权益", "过程性信息", "内部事务", ""),
    "report_row": ("3", "予以公开", "（一）予以公开", "第13行", "十八", ""),
    "reply_text": ("经检索，本机关未制作该信息", "已于2026年3月24日邮寄答复", "详见附件"),
    "document_number": ("青公开答〔2026〕7号", "7", ""),
    "service_method": ("邮寄", "当面", "网上", "留置", "托人带"),
    "service_mail_number": ("1234567890123", "EA123456789CN"),
    "file_number": ("2026-C-3", ""),
    "course_text": ("2026年3月5日收到，3月9日告知补正，3月16日补正，3月24日答复", "3月6日分办规划科；开会研究", "正在办理"),
    "reconsideration": ("是", "2026.5.6 区政府 维持 2026.6.30", "区政府维持", "无"),
    "reconsideration_result": ("维持", "撤销", "确认违法", "尚未审结", "调解"),
    "reconsideration_body": ("区人民政府", ""),
    "suit": ("是", "2026.5.6 青枫区人民法院（2026）赣0100行初7号 驳回", "区法院", "否"),
    "suit_result": ("驳回", "撤销判决", "审理中", "和解", "维持"),
    "suit_number": ("（2026）赣0100行初7号", ""),
    "court": ("青枫区人民法院", ""),
    "court_stage": ("一审", "二审", "再审", ""),
    "late": ("否", "是", "逾期2天", "未逾期", "0"),
    "in_time": ("是", "否", "超期"),
    "remark": ("同一申请人另案", "3月9日补正，3月16日收到补正，3月24日答复", "", "无"),
    "handler": ("陈远", ""),
    "section": ("规划科", "法制科、办公室", ""),
}  # fmt: skip
ODD: Sequence[Any] = (
    "同上",
    "√",
    "#REF!",
    1.2345678901234568e17,
    "�人",
    None,
    "见备注",
    3,
    date(2026, 3, 9),
    True,
)


def day_by_lot(draw: Draw, near: date) -> Any:
    """Return a day on the way of a request, as one of many clerks writes it."""
    if draw.random() < 0.85:
        day = near + timedelta(days=draw.choice((0, 1, 2, 4, 5, 9, 14, 20, 27, 33, 60)))
        return draw.choice(
            (
                day,
                f"{day:%Y-%m-%d}",
                f"{day.year}年{day.month}月{day.day}日",
                f"{day.month}.{day.day}",
            )
        )
    day = near + timedelta(days=draw.choice((-400, -30, -1, 0, 300)))
    return draw.choice((
        day, f"{day:%Y%m%d}", f"{day.month}月{day.day}日上午", f"{day.year}.{day.month}.{day.day}（周三）",
        f"{day.year}.{day.month}.{day.day}收到", "是", "2026.13.1", "", "待定", None,
    ))  # fmt: skip


def cell_by_lot(draw: Draw, field: LedgerField, near: date) -> Any:
    if draw.random() < 0.012:
        return draw.choice(ODD)
    if field.name == "received_on":
        return draw.choice((*[near] * 30, f"{near.month}.{near.day}", "", "2027.1.5"))
    if field.kind is CellKind.DAY or field.name in ("due_on", "extended_until"):
        return day_by_lot(draw, near)
    return draw.choice(WORDS.get(field.name, ("某某", "", "1")))


def sheet_by_lot(draw: Draw, rows: int) -> Sheet:
    """Return a sheet with a header and so many rows below it."""
    chosen = [one for one in FIELDS if one.name in USUAL and draw.random() < 0.97]
    others = [one for one in FIELDS if one not in chosen]
    chosen += draw.sample(others, draw.randint(8, 22))
    numbered: list[tuple[int, list[Any]]] = []
    if draw.random() < 0.3:
        numbered.append((1, [draw.choice(("2026年依申请公开台账", "台账", "2025年度"))]))
    numbered.append((2, [draw.choice(NAMES[one.name][:4]) for one in chosen]))
    for at in range(rows):
        near = date(2026, 3, 2) + timedelta(days=draw.randrange(7))
        numbered.append((3 + at, [cell_by_lot(draw, one, near) for one in chosen]))
    if draw.random() < 0.3:
        numbered.insert(-1, (2 + rows, [draw.choice(("合计", "3月", "2025年", "以下空白", "7"))]))
        numbered[-1] = (3 + rows, numbered[-1][1])
    return Sheet(
        "台账",
        lambda: iter([one for one in numbered if any(cell not in (None, "") for cell in one[1])]),
    )


def header_lines(header: Header | None) -> Iterator[str]:
    if header is None:
        yield "  no header"
        return
    yield f"  rows {header.first_row}-{header.last_row} of {header.year} {header.month}"
    for one in header.columns:
        more = f" and {','.join(other.name for other in one.more)}" if one.more else ""
        ticked = f" ticked {one.ticked}" if one.ticked else ""
        yield f"  {one.index} {one.header}: {one.field.name if one.field else '—'} {one.match.name}{more}{ticked}"


def test_rows_of_ledgers_drawn_by_lot(approved) -> None:
    answers = {
        "reply": {"其他情形": "PROVIDED"}, "channel": {"微信": "INTERNET"}, "applicant": {"明月": "BUSINESS"},
        "weekday": {},
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for seed in range(100):
            draw = Draw(f"ledger {seed}")
            sheet = sheet_by_lot(draw, draw.randint(1, 3))
            header = header_of(sheet)
            yield f"== {seed}"
            if header is None:
                continue
            walk = Walk(answers=answers if seed % 2 else {})
            for row in rows_of(SheetOfRequests(sheet, header), walk):
                entry = entry_of(row, walk, None if seed % 5 == 0 else TODAY)
                if entry is not None:
                    course, person = entry.course, entry.registration
                    yield f" {entry.place} {entry.number} received {entry.received_on} due {entry.due_on} late {entry.late}; {entry.remark}"
                    yield from told([person], "  ")
                    for step in course.steps:
                        yield f"  {step.on} {step.kind.name} {step.told}"
                    yield f"  {course.extension_days} {course.row_of_report} {course.closing_words()}"
                for warning in row.warnings:
                    yield f"  ! {warning}"
            for one in walk.left:
                yield f"  {one.kind.name} {one.row} {one.told}: {one.wrong} → {one.to_do}"
            yield from (f"  note {one}" for one in walk.noted())
            yield from (f"  ! {one}" for one in walk.warnings)
            yield f"  {walk.rows} rows, {walk.problem_rows} refused, {walk.numbers_left}, doubts {walk.doubts}"

    approved("ledger_rows_drawn", tell())


GROUPS = (
    "",
    "",
    "",
    "补正",
    "征求第三方意见",
    "征求意见",
    "延长期限",
    "收费情况",
    "行政复议",
    "行政诉讼",
    "应诉",
    "申请人",
    "答复情况",
    "送达",
    "办理结果",
    "接收方式",
    "处理费",
    "其他",
    "归档",
)
BELOW = ("日期", "姓名", "是否", "有无", "结果", "发出日期", "收到日期", "方式", "天数", "金额", "文号", "法院", "案号", "机关", "名称", "联系电话", "证件号码",
         "予以公开", "不予公开", "网上", "当面", "公民", "法人", "人", "意见", "卷号", "签收日期", "类别")  # fmt: skip
ALONE = ("申请人及联系电话", "姓名/单位", "收到日期及方式", "答复日期、文号", "申请时间和方式", "签收", "签收日期", "邮件号", "邮件号", "申请人信息", "您的姓名", "申请内容描述",
         "收到申请日其", "登记编号号", "登计编号", "申请公开内容摘要", "申请人（盖章）", "办理情况及结果", "申请公开的信息内容", "通信地址及邮编", "承办科室和承办人", "备注", "公民", "法人", "部分公开",
         "身份证号/信用代码", "A", "第三方意见征询日期", "答复书送达日期")  # fmt: skip


def names_by_lot(draw: Draw) -> tuple[list[str], list[str]]:
    """Return the names of two rows of a header; the lower may be empty."""
    upper, lower = [], []
    for _ in range(draw.randint(4, 11)):
        kind = draw.randrange(4)
        if kind == 0:
            for place in range(draw.randint(1, 3)):
                upper.append(draw.choice(GROUPS) if place == 0 else "")
                lower.append(draw.choice(BELOW))
        elif kind == 1:
            upper.append(draw.choice(ALONE))
            lower.append("")
        else:
            name = draw.choice(NAMES[draw.choice(FIELDS).name])
            if draw.random() < 0.3:
                at = draw.randrange(len(name))
                name = draw.choice(
                    (
                        name[:at] + name[at + 1 :],
                        f"{name}情况",
                        f" {name}：",
                        f"{name[:at]}的{name[at:]}",
                    )
                )
            upper.append(name)
            lower.append("")
    return upper, lower


def test_headers_drawn_by_lot(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(110):
            draw = Draw(f"header {seed}")
            upper, lower = names_by_lot(draw)
            title = draw.choice(
                ([], [(1, ["2026年3月依申请公开台账"])], [(1, ["登记编号", "说明"])])
            )
            body = [
                (
                    place,
                    [
                        draw.choice(("√", "", "1", "林一帆", None))
                        if draw.random() < 0.2
                        else draw.choice(("√", "", None))
                        for _ in upper
                    ],
                )
                for place in (4, 5)
            ]
            rows = [*title, (2, upper), *([(3, lower)] if any(lower) else []), *body]
            merges = tuple(
                ((1, at), (1, at + 1))
                for at in range(len(upper) - 1)
                if upper[at] and not upper[at + 1] and draw.random() < 0.5
            )
            chosen = {"备注": "handler", "A": ""} if draw.random() < 0.2 else None
            sheet = Sheet(draw.choice(("台账", "2025年")), partial(iter, rows), merges)
            yield f"== {seed} {upper} / {lower}"
            yield from header_lines(header_of(sheet, chosen))

    approved("headers_drawn", tell())


def test_sheets_on_their_side_and_their_sums(approved) -> None:
    header = header_of(
        Sheet("台账", lambda: iter([(1, ["登记编号", "收到日期", "申请人", "申请内容"])]))
    )
    assert header is not None
    rows: Sequence[Sequence[Any]] = (
        ("合计", None, "3"), ("合计：", date(2026, 3, 5), "林一帆"), ("共计3件", "", ""), ("1", "合计", "5"), ("1", date(2026, 3, 5), "合计", "总数"),
        ("注：以上", None), ("制表人：周敏", "", ""), ("说明书", date(2026, 3, 5), "林一帆"), ("备注：", date(2026, 3, 5), "林一帆"), (None, None), ("", "本月小计：共12件"),
        ("1", "2", "3", "4", "合计"), ("全年总计件数", "12"), ("1", "待定", "合计"), ("本页合计", date(2026, 3, 5), "林一帆"), ("填表：江", None, "林"),
    )  # fmt: skip
    tables: Sequence[Sequence[Sequence[Any]]] = (
        (("申请人", "林一帆", "江晓舟"), ("收到日期", "3.5", ""), ("申请内容", "批复")),
        (("申请人", "林一帆"), ("收到日期", "3.5")),
        (("申请人",), ("收到日期",), ("内容",)),
        tuple((f"行{at}", "x") for at in range(121)),
        (tuple(str(at) for at in range(2001)), ("a", "b"), ("c", "d")),
        tuple((f"行{at}", "x") for at in range(100)),
    )

    def tell() -> Iterator[str]:
        for row in rows:
            yield f"{[str(cell) for cell in row]}: {is_total(list(row), header)}"
        for table in tables:
            turned = turned_over(
                Sheet("旁", partial(iter, [(at + 1, row) for at, row in enumerate(table)]))
            )
            yield "—" if turned is None else f"{turned.name} {list(turned.rows())[:4]}"[:400]

    approved("sums_and_sides", tell())
