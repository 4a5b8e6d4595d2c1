"""Rows of one ledger that has every column, filled by lot with what belongs there: the course each
tells, held against what was approved."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from casework.importing.columns import header_of
from casework.importing.field import CellKind
from casework.importing.rows import SheetOfRequests, Walk, entry_of, rows_of
from casework.importing.sheets import Sheet
from casework.importing.vocabulary import BY_NAME, FIELDS

TODAY = date(2026, 11, 20)
RECEIVED = date(2026, 3, 5)
# Each day as it follows the receipt in an honest course.
AFTER = {
    "assigned_on": 1, "correction_noticed_on": 4, "correction_received_on": 11, "third_party_sent_on": 5, "third_party_delivered_on": 7, "third_party_answered_on": 13, "agency_sent_on": 6, "agency_delivered_on": 8, "agency_answered_on": 14, "extended_on": 20, "fee_noticed_on": 15, "fee_paid_on": 18,
    "approved_on": 22, "decided_on": 23, "replied_on": 24, "served_on": 26, "withdrawn_on": 9, "filed_on": 40, "reconsidered_on": 50, "reconsideration_answered_on": 60, "reconsideration_decided_on": 90, "sued_on": 100, "judged_on": 200,
}  # fmt: skip
WORDS: Mapping[str, Sequence[Any]] = {
    "section": ("规划科",), "handler": ("陈远",), "correction": ("是", "3.9发出，3.16收到", date(2026, 3, 9), "缺少身份证明"), "correction_period": ("7", "2026.3.20"), "third_party": ("是", "青枫建材公司"), "third_party_days": ("3.10/3.18", "是", "3.10"), "third_party_opinion": ("同意", "不同意", "再议"),
    "agency": ("是", "区住建局"), "agency_days": ("3.11-3.19", "是"), "agency_opinion": ("同意公开", "部分同意", "无意见"), "extended": ("是", "20", "不延长", "2026.3.25", "3.25、3.26", "延长至4月30日"), "extended_days": ("20", "十", "若干"), "fee": ("是", "减免"), "fee_method": ("按件", "按页", "另议"), "fee_units": ("45页", "3", "若干"), "fee_yuan": (100, "很多"),
    "secrecy_review": ("吴涛 3.24", "吴涛"), "legal_review": ("周敏2026.3.25", "通过"), "approved_by": ("陈局 3.26", "陈局"), "reply_kind": ("予以公开", "部分公开", "不予公开（过程性信息）", "信息不存在", "撤回申请", "是", "办理中", "按特别程序处理的一种"), "grounds": ("第三方权益",), "report_row": ("第13行", "予以公开", "不明"), "reply_text": ("经检索不存在", "详见附件"),
    "document_number": ("青公开答〔2026〕7号",), "service_method": ("邮寄", "当面", "托人带"), "service_mail_number": ("EA123456789CN",), "status": ("已办结", "办理中", "申请人撤回", "待定"), "file_number": ("2026-C-3",), "late": ("是", "否"), "remark": ("另案", "3月9日补正，3月16日收到补正"), "course_text": ("3月9日补正，3月16日收到补正，3月24日答复予以公开", "3月6日分办规划科"),
    "reconsideration": ("是", "2026.4.24 区政府 维持 2026.6.3", "2026.4.24区政府"), "reconsideration_body": ("区人民政府",), "reconsideration_result": ("维持", "责令重新答复", "调解", "尚未审结"), "suit": ("是", "2026.6.13 青枫区人民法院（2026）赣0100行初7号 撤诉 2026.9.21"), "court": ("青枫区人民法院",), "suit_number": ("（2026）赣0100行初7号",),
    "court_stage": ("直接起诉", "经复议", "一审"), "suit_result": ("驳回诉讼请求", "撤诉", "和解了事", "审理中"), "channel": ("网上", "邮寄", "当面"), "confirmed_on": (date(2026, 3, 6),), "arrived_on": (date(2026, 3, 4), date(2026, 3, 5)),
}  # fmt: skip
ASKED = [one.name for one in FIELDS if one.name in WORDS or one.name in AFTER]
CHALLENGES = [name for name in ASKED if name.startswith(("reconsider", "su", "court", "judged"))]


def cell_by_lot(draw: random.Random, name: str) -> Any:
    if BY_NAME[name].kind is CellKind.DAY and name in AFTER:
        slip = draw.choice((0, 0, 0, 0, 1, -30)) if draw.random() < 0.2 else 0
        return RECEIVED + timedelta(days=AFTER[name] + slip)
    return draw.choice(WORDS[name])


def courses(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what each row tells, in a sheet with all of these columns."""
    base = {
        "number": "2026-15",
        "received_on": RECEIVED,
        "applicant_name": "林一帆",
        "information_sought": "批复",
    }
    names = [*base, *columns]
    heads = [
        BY_NAME[name].label
        if BY_NAME[name].label in BY_NAME[name].names
        else min(BY_NAME[name].names)
        for name in names
    ]
    cells = [
        (1, heads),
        *(
            (at, [{**base, **row}.get(name) for name in names])
            for at, row in enumerate(rows, start=2)
        ),
    ]
    sheet = Sheet("台账", partial(iter, cells))
    header = header_of(sheet)
    assert header is not None
    for row, own in zip(rows_of(SheetOfRequests(sheet, header), Walk()), rows, strict=True):
        walk = Walk()
        row.notes.clear()
        entry = entry_of(row, walk, TODAY)
        yield f"== { {name: str(cell) for name, cell in own.items()} }"
        if entry is not None:
            one = entry.registration
            yield f"  {one.channel.name} {one.arrived_on} {one.confirmed_on} {entry.received_on}; row {entry.course.row_of_report} extended {entry.course.extension_days} {entry.course.closing_words()}; {entry.remark}"
            for step in entry.course.steps:
                yield f"  {step.on} {step.kind.name} {step.told}"
        yield from (f"  ! {one.partition('行')[2]}" for one in row.warnings)
        yield from (f"  ✗ {one.partition('行')[2]}" for one in row.problems)
        yield from (f"  note {one.partition('》')[2]} {times}" for one, times in row.notes.items())


def test_courses_drawn_by_lot(approved) -> None:
    rows = []
    for seed in range(130):
        draw = random.Random(f"course {seed}")
        names = draw.sample(ASKED, draw.randint(2, 9))
        rows.append({name: cell_by_lot(draw, name) for name in names})
    approved("ledger_courses_drawn", courses(ASKED, rows))


def test_challenges_drawn_by_lot(approved) -> None:
    rows = []
    for seed in range(110):
        draw = random.Random(f"challenge {seed}")
        names = draw.sample(CHALLENGES, draw.randint(1, 6))
        rows.append({name: cell_by_lot(draw, name) for name in names})
    approved("ledger_challenges_drawn", courses(CHALLENGES, rows))
