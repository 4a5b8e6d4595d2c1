"""One cell after another in a row that is otherwise plain: what each changes of the request."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import pytest

from casework.importing.columns import header_of
from casework.importing.field import CellKind
from casework.importing.rows import SheetOfRequests, Walk, entry_of, rows_of
from casework.importing.sheets import Sheet
from casework.importing.vocabulary import BY_NAME, FIELDS
from tests.casework.approved.plain import told
from tests.casework.approved.test_ledgers_drawn_told import WORDS

TODAY = date(2026, 11, 20)
RECEIVED = date(2026, 3, 5)
PLAIN: Mapping[str, Any] = {
    "number": "2026-15", "received_on": RECEIVED, "applicant_name": "林一帆", "information_sought": "批复", "channel": "当面",
}  # fmt: skip
STATES: Mapping[str, Mapping[str, Any]] = {
    "open": {}, "replied": {"reply_kind": "予以公开", "replied_on": date(2026, 3, 20)},
    "served": {"reply_kind": "不予公开（内部事务）", "decided_on": date(2026, 3, 19), "served_on": date(2026, 3, 20), "service_method": "邮寄"},
    "withdrawn": {"withdrawn_on": date(2026, 3, 10)},
}  # fmt: skip
DAYS: Sequence[Any] = (
    date(2026, 3, 4), RECEIVED, date(2026, 3, 18), date(2026, 3, 20), TODAY, date(2026, 11, 21), "3.18", "3月18日", "18日", "2026.3.18（周三）", "2026.3.18（周四）", "2026.3.18签收", "是", "无", "待定",
    "2026.3.18 2026.3.19", "2003.12.31", "20260318", 46099, 20260318, 3.18, 3.2, "2026-03-18T23:30:00Z", datetime.combine(RECEIVED, time(23)), "二〇二六年三月十八日", "18/3/2026", "26.3.18", "3.18-3.19",
)  # fmt: skip
MORE: Mapping[str, Sequence[Any]] = {
    "extended": ("未延长", "拟延期", "延长至4月30日", "3.25", "20260325", "1", "123456789", "延长", "延期20天", "3.25、4.1", "3.1、3.2、3.3"),
    "extended_days": ("0", "21", "20-30", "1234567"), "correction_period": (8, "12345678", "123456789", "3.20", "2027-03-20", "3.20、3.21"),
    "fee_units": (0, "A4纸45页", "1、2"), "fee_yuan": (0, -1, "380元整", "￥1,380", "3.5", "1e13", "999999999999", "1000000000000", "免费"), "fee_method": ("按页计收", "件", "按件收费", "单价"),
    "third_party": ("某公司、某厂",), "third_party_days": ("3.10、3.18、3.19", "2026.3.10-3.18", "26.3.10", "3.10发函，未复"), "agency_days": ("已发函未复", "20260311"),
    "secrecy_review": ("3.18、3.19吴涛", "2026.11.21 吴涛"), "legal_review": ("3.19周敏",), "approved_by": ("3.4陈局",), "status": ("已归档", "未办结", "撤回中", "在办"),
    "reply_kind": ("尚未答复", "正在制作的材料不公开", "第5行", "年报表三第13行", "不公开（第三方）", "按信访办理的特殊答复的一种"), "report_row": ("23", "24", "3", "不予公开1.属于国家秘密", "信访"), "grounds": ("条例第三十六条第五项",),
    "reconsideration": ("2026.5.6、2026.6.30", "2026.5.6 区政府 尚未审结", "2026.5.6、6.1、6.30", "维持", "2026.5.6 区政府 维持"), "reconsideration_result": ("已受理",), "suit": ("2026.5.6 驳回", "（2026）赣01行初7号"), "suit_result": ("上诉中",),
    "court_stage": ("直接起诉", "经复议", "未经复议", "复议后起诉"), "late": ("", "按期", "超3日"), "in_time": ("按期", "逾期", "未按期", "不是"), "due_on": ("2026.4.2", "4.2", "18", "无"), "extended_until": ("2026.4.30", "见附件"),
    "course_text": ("3.9补正，3.16收到补正，3.24答复，信息不存在", "3月5日 收到 3月9日补正", "20260309补正", "3.20延期至4.30", "3月5日当面提交", "26.3.9告知补正；3月99日", "3.24寄出公开", "3.18归档、3.19归档"),
    "remark": ("3.9补正", "3.9补正，3.16收到补正", "3.9补正，待3.16收到补正"), "reply_text": ("3.24答复", "3.24答复，3.25寄出"), "number": ("2025-3", "依申请〔2027〕9号"), "id_type": ("居民户口簿",), "handler": ("无",),
    "applicant_kind": ("科研机构", "非法人组织"), "id_number": ("工作证12345", "91360100MA35AAAA1X", "110105194912310021 护照"), "channel": ("0", "网上平台", "上级机关转来"), "mail_number": (1.1e17, "'0110"), "matter": ("无",),
}  # fmt: skip


# What a cell changes where the request is not open is asked of those that speak of a reply.
OF_REPLIES = (
    "extended", "extended_on", "fee_paid_on", "approved_on", "status", "reply_kind", "report_row", "grounds", "reply_text", "document_number",
    "decided_on", "replied_on", "served_on", "service_method", "service_mail_number", "withdrawn_on", "late", "in_time", "file_number", "filed_on",
    "reconsidered_on", "judged_on", "course_text", "remark", "confirmed_on",
)  # fmt: skip


def cells_of(name: str, state: str) -> Iterator[Any]:
    yield from WORDS.get(name, ("某某",))
    yield from MORE.get(name, ())
    if BY_NAME[name].kind is CellKind.DAY:
        yield from (
            DAYS
            if name in ("received_on", "confirmed_on", "replied_on") and state == "open"
            else DAYS[:12]
        )


def shown(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[list[str]]:
    """Yield what is read from each row by itself, a line each."""
    sheet = Sheet("台账", lambda: iter(list(enumerate([names, *rows], start=1))))
    header = header_of(sheet)
    assert header is not None
    for row in rows_of(SheetOfRequests(sheet, header), Walk()):
        walk = Walk()
        row.notes.clear()
        entry = entry_of(row, walk, TODAY)
        lines: list[str] = []
        if entry is not None:
            lines += told([entry.registration])
            lines += [f"{one.on} {one.kind.name} {one.told}" for one in entry.course.steps]
            lines += [
                f"received {entry.received_on}",
                f"due {entry.due_on}",
                f"late {entry.late}",
                f"remark {entry.remark}",
            ]
            lines.append(
                f"extended {entry.course.extension_days} row {entry.course.row_of_report} {entry.course.closing_words()}"
            )
        lines += [f"! {one.partition('：')[2]}" for one in row.warnings]
        lines += [f"{one.kind.name} {one.wrong} → {one.to_do}" for one in walk.left]
        lines += [f"note {one.partition('》')[2]} {times}" for one, times in row.notes.items()]
        yield lines + [f"? {kind} {words}" for kind, words in walk.doubts]


@pytest.mark.parametrize(
    ("state", "part"),
    [("open", 0), ("open", 1), ("open", 2), ("replied", 0), ("served", 0), ("withdrawn", 0)],
)
def test_what_each_cell_changes_of_a_request(approved, state: str, part: int) -> None:
    names = {one.name: one.label if one.label in one.names else min(one.names) for one in FIELDS}
    row = {**PLAIN, **STATES[state]}
    asked = list(names)[part::3] if state == "open" else OF_REPLIES

    def tell() -> Iterator[str]:
        yield from next(shown([names[one] for one in row], [list(row.values())]))
        for name in asked:
            cells = list(cells_of(name, state))
            rows = [list({**row, name: cell}.values()) for cell in (row.get(name), *cells)]
            plain, *every = shown([names[one] for one in {**row, name: ""}], rows)
            for cell, lines in zip(cells, every, strict=True):
                gone = [f"−{line}" for line in plain if line not in lines]
                come = [f"+{line}" for line in lines if line not in plain]
                if "REFUSED" in str(come):
                    gone = []
                yield f"{name} {cell!r}: {' '.join(come or gone)}".replace("\n", "⏎")

    approved(f"cells_{state}_{part}", tell())
