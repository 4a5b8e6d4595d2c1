"""The register as an Excel ledger, in the columns and the order the office has chosen.

`LedgerLine` is everything a ledger may show of a request (law of the register: 条例45); a column
that the office did not choose is not written, a value that is not known stays empty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from casework.reports.excel import lines_needed
from casework.reports.workbook import workbook
from forms.masking import masked
from rules.errors import ClerkError


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """A request as the ledger shows it; days are dates, `*_days` working days, `*_yuan` yuan."""

    register_number: str = ""
    received_on: date | None = None
    confirmed_on: date | None = None
    channel: str = ""
    incoming_mail_number: str = ""
    applicant_kind: str = ""
    applicant_name: str = ""
    id_type: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    agent_name: str = ""
    information_sought: str = ""
    matter: str = ""
    obtain_by: str = ""
    split_into: int | None = None
    section: str = ""
    handler: str = ""
    assigned_on: date | None = None
    correction_noticed_on: date | None = None
    correction_due_on: date | None = None
    corrected_on: date | None = None
    third_party_consulted_on: date | None = None
    third_party_answered_on: date | None = None
    agency_consulted_on: date | None = None
    agency_answered_on: date | None = None
    stopped_days: int | None = None
    is_extended: bool | None = None
    extended_days: int | None = None
    extended_on: date | None = None
    is_charged: bool | None = None
    fee_method: str = ""
    fee_units: int | None = None
    fee_yuan: int | None = None
    fee_noticed_on: date | None = None
    fee_due_on: date | None = None
    fee_paid_on: date | None = None
    due_on: date | None = None
    urgency: str = ""
    secrecy_review: str = ""
    legal_review: str = ""
    approval: str = ""
    reply_kind: str = ""
    report_row: str = ""
    document_number: str = ""
    decided_on: date | None = None
    service_way: str = ""
    served_on: date | None = None
    outgoing_mail_number: str = ""
    late_days: int | None = None
    rectification: str = ""
    reconsideration: str = ""
    litigation: str = ""
    made_public: str = ""
    file_number: str = ""
    filed_on: date | None = None
    remark: str = ""


class LedgerColumn(NamedTuple):
    """A column of the ledger: the name of its value, its head, and its width in characters."""

    name: str
    head: str
    width: int


COLUMNS: tuple[LedgerColumn, ...] = (
    LedgerColumn("serial", "序号", 5),
    LedgerColumn("register_number", "登记编号", 16),
    LedgerColumn("received_on", "收到日期", 11),
    LedgerColumn("confirmed_on", "确认日期", 11),
    LedgerColumn("channel", "接收渠道", 10),
    LedgerColumn("incoming_mail_number", "来件邮件单号", 14),
    LedgerColumn("applicant_kind", "申请人类别", 11),
    LedgerColumn("applicant_name", "申请人姓名或者名称", 16),
    LedgerColumn("id_type", "证件类型", 10),
    LedgerColumn("id_number", "证件号码", 20),
    LedgerColumn("phone", "联系电话", 13),
    LedgerColumn("email", "电子邮箱", 18),
    LedgerColumn("address", "通信地址", 24),
    LedgerColumn("agent_name", "代理人", 10),
    LedgerColumn("information_sought", "申请内容", 40),
    LedgerColumn("matter", "内容摘要", 28),
    LedgerColumn("obtain_by", "申请获取方式", 12),
    LedgerColumn("split_into", "拆分件数", 8),
    LedgerColumn("section", "承办科室", 12),
    LedgerColumn("handler", "承办人", 9),
    LedgerColumn("assigned_on", "分办日期", 11),
    LedgerColumn("correction_noticed_on", "补正告知日期", 11),
    LedgerColumn("correction_due_on", "补正期限", 11),
    LedgerColumn("corrected_on", "补正收到日期", 11),
    LedgerColumn("third_party_consulted_on", "征求第三方意见发出", 11),
    LedgerColumn("third_party_answered_on", "征求第三方意见收到", 11),
    LedgerColumn("agency_consulted_on", "征求其他机关意见发出", 11),
    LedgerColumn("agency_answered_on", "征求其他机关意见收到", 11),
    LedgerColumn("stopped_days", "暂停工作日", 10),
    LedgerColumn("is_extended", "是否延长", 8),
    LedgerColumn("extended_days", "延长工作日", 10),
    LedgerColumn("extended_on", "延长告知日期", 11),
    LedgerColumn("is_charged", "是否收费", 8),
    LedgerColumn("fee_method", "计收方式", 8),
    LedgerColumn("fee_units", "件数或者页数", 8),
    LedgerColumn("fee_yuan", "金额（元）", 9),
    LedgerColumn("fee_noticed_on", "收费通知日期", 11),
    LedgerColumn("fee_due_on", "缴费截止", 11),
    LedgerColumn("fee_paid_on", "缴费日期", 11),
    LedgerColumn("due_on", "法定到期日", 11),
    LedgerColumn("urgency", "预警状态", 9),
    LedgerColumn("secrecy_review", "保密审查人及日期", 16),
    LedgerColumn("legal_review", "法制审核", 16),
    LedgerColumn("approval", "签发人及日期", 16),
    LedgerColumn("reply_kind", "答复类型", 20),
    LedgerColumn("report_row", "年报归类", 22),
    LedgerColumn("document_number", "答复文号", 18),
    LedgerColumn("decided_on", "落款日期", 11),
    LedgerColumn("service_way", "送达方式", 10),
    LedgerColumn("served_on", "交邮或者签收日期", 11),
    LedgerColumn("outgoing_mail_number", "寄件邮件单号", 14),
    LedgerColumn("late_days", "是否逾期（超几个工作日）", 12),
    LedgerColumn("rectification", "更正情况", 14),
    LedgerColumn("reconsideration", "行政复议", 20),
    LedgerColumn("litigation", "行政诉讼", 20),
    LedgerColumn("made_public", "是否转主动公开", 12),
    LedgerColumn("file_number", "归档卷号", 12),
    LedgerColumn("filed_on", "归档日期", 11),
    LedgerColumn("remark", "备注", 20),
)
BY_NAME = {column.name: column for column in COLUMNS}
BY_HEAD = {column.head: column for column in COLUMNS}

# What fits on a printed landscape page and answers most questions.
USUAL = (
    "serial", "register_number", "received_on", "channel", "applicant_kind", "applicant_name",
    "matter", "section", "handler", "due_on", "reply_kind", "report_row", "document_number",
    "served_on", "late_days", "filed_on", "remark",
)  # fmt: skip

_NOT_LINES = {"serial"}
if {column.name for column in COLUMNS} - _NOT_LINES != {field.name for field in fields(LedgerLine)}:
    raise TypeError("every column of the ledger needs its value")


def chosen_columns(names: Sequence[str]) -> tuple[LedgerColumn, ...]:
    """Return the columns named by their names or heads, in that order.

    Raises `ClerkError` where a column is unknown, named twice or none is named.
    """
    columns = []
    for name in names:
        column = BY_NAME.get(name) or BY_HEAD.get(name)
        if column is None:
            raise ClerkError(f"台账没有“{name}”这一列，请从列表中选择。", field="columns")
        if column in columns:
            raise ClerkError(f"台账的“{column.head}”列选了两次，请去掉一次。", field="columns")
        columns.append(column)
    if not columns:
        raise ClerkError("台账至少要有一列，请选择要导出的列。", field="columns")
    return tuple(columns)


def write_ledger(
    lines: Iterable[LedgerLine],
    path: Path,
    *,
    columns: Sequence[str] = USUAL,
    title: str = "",
    masks_numbers: bool = True,
    gaps: Sequence[str] = (),
) -> int:
    """Write the ledger to `path`; return how many requests it holds.

    It prints on landscape A4, as wide as the page, its heads on every page. What a person is
    found by is masked unless the office wants it whole. `gaps` say under the table why a number
    stands in no line of it.
    """
    chosen = chosen_columns(columns)
    count = 0
    with workbook(path, constant_memory=True) as book:
        sheet = book.add_worksheet("台账")
        styles = _styles(book)
        top = 1 if title else 0
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.repeat_rows(top)
        sheet.freeze_panes(top + 1, 0)
        for at, column in enumerate(chosen):
            sheet.set_column(at, at, column.width)
        if title:
            sheet.set_row(0, 28)
            sheet.write_string(0, 0, title, styles["title"])
        sheet.set_row(top, 32)
        for at, column in enumerate(chosen):
            sheet.write_string(top, at, column.head, styles["head"])
        for line in lines:
            count += 1
            values = [_value(line, column, count, masks=masks_numbers) for column in chosen]
            # Excel fits a row to its words by itself; what turns the file into a PDF does not.
            sheet.set_row(top + count, _row_height(values, chosen))
            for at, value in enumerate(values):
                _write(sheet, (top + count, at), value, styles)
        if count:
            sheet.autofilter(top, 0, top + count, len(chosen) - 1)
        for at, words in enumerate(gaps, start=top + count + 2):
            # What begins so is no request where the ledger is read in again.
            sheet.write_string(at, 0, f"说明：{words}", styles["note"])
    return count


def _value(line: LedgerLine, column: LedgerColumn, number: int, *, masks: bool) -> object:
    value: object = number if column.name == "serial" else getattr(line, column.name)
    return masked(column.name, value) if masks and isinstance(value, str) else value


_LINE_POINTS = 13.5


def _row_height(values: Sequence[object], columns: Sequence[LedgerColumn]) -> float:
    lines = (
        sum(lines_needed(line, column.width) for line in value.splitlines())
        for value, column in zip(values, columns, strict=True)
        if isinstance(value, str)
    )
    return _LINE_POINTS * max([1, *lines]) + 3


def _styles(book: Workbook) -> dict[str, Format]:
    font = {"font_name": "宋体", "font_size": 10}
    cell = {**font, "border": 1, "valign": "vcenter", "text_wrap": True}
    return {
        "title": book.add_format({**font, "font_size": 14, "bold": True, "valign": "vcenter"}),
        "head": book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#F2F2F2"}),
        "text": book.add_format(cell),
        "note": book.add_format(font),
        "number": book.add_format({**cell, "align": "center", "num_format": "0"}),
        "day": book.add_format({**cell, "align": "center", "num_format": "yyyy-mm-dd"}),
    }


def _write(sheet: Worksheet, at: tuple[int, int], value: object, styles: dict[str, Format]) -> None:
    if value is None or value == "":
        sheet.write_blank(*at, None, styles["text"])
    elif isinstance(value, bool):
        sheet.write_string(*at, "是" if value else "否", styles["number"])
    elif isinstance(value, date):
        sheet.write_datetime(*at, value, styles["day"])
    elif isinstance(value, int):
        sheet.write_number(*at, value, styles["number"])
    else:
        # A name that begins with = is a name and no formula.
        sheet.write_string(*at, str(value), styles["text"])
