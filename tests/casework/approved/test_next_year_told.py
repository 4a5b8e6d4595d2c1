"""An office whose days run into a year without a notice: what is provisional, and what is not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.desk.last_check import note_check
from casework.desk.second_place import keep_second_place
from casework.pages import agenda, day_board, month, reminders
from casework.pages.case_page import case_page, what_if
from casework.pages.chase import chase
from casework.pages.register_check import problems
from casework.papers.proofs import proof_letters
from db import office_books, requests
from db.office_books import NewEntry
from tests.casework.approved.plain import told
from tests.casework.conftest import Clock
from tests.casework.doings import Do
from tests.casework.test_every_act import REVIEW, Doing

# 18 December 2026 is a Friday; nothing is published of 2027.
BEGUN = date(2026, 12, 25)
SERVED: tuple[Doing, ...] = (
    ("review", "2026-12-21", REVIEW[2]),
    ("decide", "2026-12-21", {"kind": "REFUSED_WORKING_PAPERS", "reasons": "讨论记录"}),
    ("serve", "2026-12-22", {"method": "BY_HAND", "received_by": "林一帆"}),
)
SILENT: tuple[Doing, ...] = (
    ("receive_reconsideration", "2026-12-21", {"body": "青枫区人民政府", "over": "SILENCE"}),
    ("decide_reconsideration", "2026-12-22", {"result": "CORRECTED", "number": "3号"}),
)
BODY = {"by": "RECONSIDERATION", "body": "青枫区人民政府", "decision": "3号"}
STATES: dict[str, tuple[str, tuple[Doing, ...]]] = {
    "came on the last day": ("2026-12-25", ()),
    "put off to a day": ("2026-12-18", (
        ("ask_reasons", "2026-12-21", {"facts": "本月已申请40件", "until": "2026-12-28"}),
        ("give_reasons", "2026-12-22", {"reasons": "课题研究", "good_reason": True}),
        ("defer", "2026-12-23", {"until": "2027-03-31", "reason": "数量较多"}),
    )),
    "asked for reasons": ("2026-12-18", (("ask_reasons", "2026-12-21", {"facts": "本月已申请40件", "until": "2027-01-08"}),)),
    "ordered to a day": ("2026-12-18", (*SERVED, ("order_reply", "2026-12-24", {"by": "OFFICE", "way": "OWN", "reason": "依据有误", "until": "2027-01-20"}))),
    "ordered in natural days": ("2026-12-18", (*SERVED, ("order_reply", "2026-12-24", {"by": "OFFICE", "way": "OWN", "reason": "依据有误", "natural_days": 30}))),
    "ordered by law": ("2026-12-18", (*SERVED, ("order_reply", "2026-12-24", {"by": "OFFICE", "way": "OWN", "reason": "依据有误"}))),
    "to answer by a day": ("2026-11-20", (*SILENT, ("order_answer", "2026-12-23", BODY | {"until": "2027-01-15"}))),
    "to answer in days": ("2026-11-20", (*SILENT, ("order_answer", "2026-12-23", BODY | {"days": 15}))),
    "correction": ("2026-12-18", (("ask_correction", "2026-12-21", {"items": "名称", "days": 15}), ("deliver", "2026-12-22", {"ref": "补正告知书"}))),
    "correction on its way": ("2026-12-18", (("ask_correction", "2026-12-21", {"items": "名称", "days": 15}),)),
    "others asked": ("2026-12-18", (
        ("consult_third_party", "2026-12-21", {"ref": "甲公司", "content": "合同", "delivered_on": "2026-12-22"}),
        ("consult_agency", "2026-12-21", {"ref": "乙局", "content": "报告"}),
    )),
    "asked within": ("2026-12-18", (
        ("assign", "2026-12-21", {"section": "规划科", "handler": "李文", "answer_by": "2027-01-08"}),
        ("refer", "2026-12-21", {"body": "区保密局", "content": "规划图", "answer_by": "2027-01-11"}),
    )),
    "fee": ("2026-12-18", (("notice_fee", "2026-12-21", {"method": "BY_PAGE", "units": 120}),)),
    "longer": ("2026-12-18", (("extend", "2026-12-22", {"reason": "量大", "days": 20, "approved_by": "吴处长"}),)),
    "challenged": ("2026-12-18", (
        *SERVED,
        ("receive_reconsideration", "2026-12-23", {"body": "青枫区人民政府"}),
        ("sue", "2026-12-24", {"stage": "DIRECT", "court": "青枫区人民法院", "brought_by": "甲公司"}),
    )),
    "by post": ("2026-12-18", (*SERVED[:2], ("serve", "2026-12-22", {"method": "POST", "mail_number": "XA1"}))),
    "to be served": ("2026-12-18", SERVED[:2]),
}  # fmt: skip


@pytest.fixture
def office(desk: Desk, do: Do) -> dict[str, int]:
    made: dict[str, int] = {}
    for state, (came_on, course) in STATES.items():
        one = do("register", None, came_on, applicant_name="林一帆", information_sought=state)
        for act, on, values in course:
            do(act, one.request_id, on, **values)
        made[state] = one.request_id
    return made


def test_days_that_run_into_a_year_without_a_notice(
    approved, desk: Desk, clock: Clock, office: dict[str, int]
) -> None:
    def tell() -> Iterator[str]:
        clock.day = BEGUN
        for state, one in office.items():
            yield f"== {state}"
            yield from page_lines(desk, one)
        yield f"problems: {list(problems(desk))}"
        for day in (BEGUN, date(2027, 1, 8), date(2027, 1, 20)):
            clock.day = day
            yield f"==== {day}"
            yield from day_lines(desk)

    approved("into_next_year", tell())


def page_lines(desk: Desk, request_id: int) -> Iterator[str]:
    page = case_page(desk, request_id)
    yield f"{page.urgency.name} {page.due_words} | {page.row.due_words}{page.row.unsure} | {page.row.state_words}"
    yield page.due_sentence
    for line in page.clocks:
        numbered = [day.number for day in line.proof if day.number]
        yield f" clock {line.label} {line.opened_on}: {line.words} | {line.due_words} | {numbered[-1:]}{line.unit} | {line.urgency.name} {line.basis}"
    for title, letter in proof_letters(desk, load(desk, request_id)):
        said = vars_of(letter)
        yield f" {title}: {said['length']} | {said['result']} | {said['opened']} | {said['basis']}"
    for last in page.last_days:
        yield f" last {last.label} {last.on} {last.words} {last.basis}"
    for last in page.challenge_days:
        yield f" challenge {last.label} {last.on} {last.words} {last.basis}"
    yield from (f" course {one.words}" for one in page.courses)
    for tried in what_if(desk, request_id, date(2026, 12, 31)):
        if tried.allowed:
            yield f" if {tried.label}: {tried.words}"
    row = requests.one(desk.store, request_id)
    yield f" row {row.due_on} {row.expected_on} provisional {bool(row.provisional)} | {row.waiting_for} {row.watch_on}"
    for item in agenda.of_case(desk, request_id):
        yield f" day {item.due_on} {item.group.name} {item.urgency.name} {item.words} | {item.chip} | {item.reason} | {item.act_label}"


def vars_of(letter: object) -> dict[str, str]:
    return {name: getattr(letter, name) for name in ("length", "result", "opened", "basis")}


def day_lines(desk: Desk) -> Iterator[str]:
    board = day_board.day_board(desk)
    yield f"{board.sentence} | later {board.later} | {board.counts}"
    yield " ".join(f"{one.on}:{one.number}{one.tone[0]}{one.unsure}" for one in board.load)
    for shown in board.days:
        yield f" {shown.title} {shown.note} {shown.tone}"
        for line in shown.lines:
            yield f"   {line.kind} {line.number} {line.matter} {line.note} [{line.chip}] {line.urgency.name} {line.act_label}"
    for entry in chase(desk, only_missing=desk.today != BEGUN):
        needs = [f"{one.need.label} {one.last_safe_on} {one.note}" for one in entry.needs]
        yield f" {entry.matter} due {entry.due_on} done {entry.done_on}{' late' * entry.will_miss}: {needs}"
    yield f"new: {month.new_request(desk, desk.today)}"
    yield f"chances: {[(one.number, one.acts) for one in month.last_chances(desk, desk.today)]}"
    yield f"reminder: {reminders.reminder_words(desk)}"


def test_the_duties_of_the_office_on_its_board(
    approved, desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    # 6 March 2026 is a Friday; the near days end on 12 March.
    clock.day = date(2026, 3, 6)
    near = (date(2026, 2, 27), date(2026, 3, 5), clock.day, date(2026, 3, 12), date(2026, 3, 13))
    for book, state in (("duty", "未完成"), ("enquiry", "待答复"), ("often_asked", "待公开")):
        # Only a duty has a day to come.
        for on in near if book == "duty" else near[:3]:
            owner = "李文" if on.day % 2 else ""
            entry = NewEntry(on, f"{book} {on}", "", state, owner, {})
            office_books.add(
                desk.store, book, entry, recorded_at="2026-03-01T09:00:00", recorded_by="周敏"
            )
    note_check(desk, ["第一处。"])
    keep_second_place(desk, tmp_path / "移动硬盘")

    def tell() -> Iterator[str]:
        for notice in reminders.office_notices(desk):
            yield f"{notice.urgency.name} {notice.chip} | {notice.words} | {notice.reason} | {notice.place} {notice.act_label}"
        for shown in day_board.day_board(desk).days:
            yield f"{shown.title} {shown.note} {shown.tone}"
            yield from told(shown.lines, " ")
        yield reminders.reminder_words(desk)

    approved(
        "duties_on_the_board",
        (line.replace(str(tmp_path / "移动硬盘"), "移动硬盘") for line in tell()),
    )


def test_a_reply_given_anew_is_not_called_the_one_before(desk: Desk, do: Do, replied: int) -> None:
    do("order_reply", replied, "2026-03-30", by="OFFICE", way="OWN", reason="依据有误")
    do("decide", replied, "2026-04-02", kind="PROVIDED", provided="要点")
    titles = [entry.title for entry in case_page(desk, replied).timeline]
    assert titles[:2] == ["作出答复", "责令重新答复"]
    assert [one for one in titles if one.endswith("（原答复）")] == [
        "送达（原答复）", "审查（原答复）", "作出答复（原答复）",
    ]  # fmt: skip
