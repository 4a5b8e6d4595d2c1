"""An office with a case in each state: whom to call, what comes first, how each is shown."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product

import pytest

from casework.acts import ACTS, Done
from casework.cases.case_file import load
from casework.cases.urgency import Urgency
from casework.desk.desk import Desk
from casework.desk.people import keep_absence, keep_person
from casework.pages import day_board, month, phrases, reminders
from casework.pages.agenda_items import AgendaItem, DayGroup
from casework.pages.applicant_page import applicant_page
from casework.pages.chase import chase, people_to_call
from casework.pages.course_line import course_lines
from casework.pages.done_before import done_before
from casework.pages.first_before_service import first_before_service
from casework.pages.nearest import challenge_words, nearest
from casework.pages.repeat_sheet import repeat_sheet
from casework.pages.timeline import timeline_of
from casework.pages.worklist import find, found, rows, who_is
from db.query import Query
from forms.fields import read
from forms.people import AbsenceForm, PersonForm
from forms.reply import Reply
from rules.errors import ClerkError
from rules.people import OfficePart
from rules.replies import ReplyKind
from rules.tasks import Task
from tests.casework.approved.office_files import document_lines
from tests.casework.approved.plain import told
from tests.casework.conftest import Clock
from tests.casework.test_every_act import REVIEW, Doing

Do = Callable[..., Done]
FILLED = {
    "on": "2026-03-26", "provided": "图", "withheld": "表——讨论", "reasons": "因", "access": "网站", "access_time": "即日", "public_interest": "不会",
    "earlier": "前", "other_body": "乙局", "contact": "0791-1", "provision": "某法第一条", "joined": "依申请〔2026〕1号", "made_on": "2025-01-01", "course": "核实",
}  # fmt: skip
ITEMS = [
    {"content": "会议纪要", "kind": "REFUSED_WORKING_PAPERS", "reasons": "讨论"},
    {"content": "规划图", "kind": "PROVIDED", "provided": "规划图"},
]  # fmt: skip
KEPT: Doing = ("decide", "2026-03-20", {"kind": "REFUSED_WORKING_PAPERS", "reasons": "讨论记录"})
GIVEN: Doing = ("decide", "2026-03-20", {"kind": "PROVIDED", "provided": "规划图"})
POSTED: Doing = ("serve", "2026-03-23", {"method": "POST", "mail_number": "XA1"})
STATES: dict[str, tuple[Doing, ...]] = {
    "fresh": (),
    "asked of sections": (("assign", "2026-03-09", {"section": "规划科", "handler": "李文", "answer_by": "2026-03-20"}), ("assign", "2026-03-09", {"section": "档案室", "instead": False})),
    "answered": (("assign", "2026-03-09", {"section": "规划科", "handler": "李文", "answer_by": "2026-03-20"}), ("section_answered", "2026-03-11", {"ref": "规划科", "answer": "可以"})),
    "searched": (("search", "2026-03-10", {"searched_by": "李文", "scope": "档案室", "keywords": "规划图", "result": "FOUND", "found": "一份"}),),
    "others asked": (("consult_third_party", "2026-03-09", {"ref": "甲公司", "content": "合同", "delivered_on": "2026-03-10"}), ("consult_agency", "2026-03-10", {"ref": "乙局", "content": "报告"})),
    "referred": (("review", "2026-03-10", dict(REVIEW[2]) | {"secrecy_opinion": "不能确定"}), ("refer", "2026-03-11", {"body": "区保密局", "content": "规划图", "answer_by": "2026-03-18"})),
    "refused": (KEPT,),
    "given": (GIVEN,),
    "items": (("decide_items", "2026-03-20", {"items": ITEMS}),),
    "counsel asked": (GIVEN, REVIEW, ("ask_counsel", "2026-03-20", {"counsel": "何律师", "question": "是否合法"})),
    "signed on": (KEPT, ("endorse", "2026-03-20", {"level": "CHECKED", "by_name": "吴处长"}), ("approve", "2026-03-20", {"approved_by": "吴处长"})),
    "sent back": (KEPT, ("endorse", "2026-03-20", {"level": "CHECKED", "decision": "RETURNED", "by_name": "吴处长", "opinion": "改"})),
    "posted": (REVIEW, KEPT, POSTED),
    "come back": (REVIEW, KEPT, POSTED, ("returned", "2026-03-25", {"reason": "无人"})),
    "corrected": (("ask_correction", "2026-03-09", {"items": "名称", "days": 15}), ("deliver", "2026-03-10", {"ref": "补正告知书"}), ("receive_correction", "2026-03-16", {"information_sought": "规划图"})),
    "one day more": (("extend", "2026-03-12", {"reason": "量大", "days": 1, "approved_by": "吴处长"}), ("notice_fee", "2026-03-13", {"method": "BY_PAGE", "units": 45})),
    "filed": (REVIEW, KEPT, POSTED, ("file", "2026-03-24", {"file_number": "2026-1", "pages": 1})),
    "challenged": (REVIEW, KEPT, POSTED, ("receive_reconsideration", "2026-03-25", {"body": "青枫区人民政府"}), ("sue", "2026-03-25", {"stage": "DIRECT", "court": "青枫区人民法院", "brought_by": "甲公司"})),
    "ordered": (REVIEW, KEPT, POSTED, ("order_reply", "2026-03-25", {"by": "OFFICE", "way": "OWN", "reason": "依据有误", "until": "2026-04-10"})),
}  # fmt: skip


@pytest.fixture
def office(desk: Desk, do: Do, clock: Clock) -> dict[str, int]:
    """A register with a case in each state, all received on one day."""
    for name, section, part, deputy in (
        ("李文", "规划科", OfficePart.SECTION, ""), ("赵立", "政务公开科", OfficePart.CLERK, ""),
        ("孙悦", "政务公开科", OfficePart.REVIEWER, "赵立"), ("王建国", "局领导", OfficePart.LEADER, ""),
    ):  # fmt: skip
        keep_person(desk, PersonForm(name=name, section=section, parts=(part,), phone="8601", deputy=deputy))  # fmt: skip
    keep_absence(
        desk,
        AbsenceForm(
            who="孙悦", first_on=date(2026, 3, 20), last_on=date(2026, 4, 1), stand_in="赵立"
        ),
    )
    made: dict[str, int] = {}
    for at, (state, course) in enumerate(STATES.items()):
        clock.day = date(2026, 3, 6)
        who = {"applicant_name": ("林一帆", "江晓舟")[at % 2], "phone": "13912345678"}
        sought = "1.会议纪要；2.规划图" if state == "items" else "青枫区2025年规划图"
        one = do("register", None, "2026-03-06", information_sought=sought, **who).request_id
        for act, on, values in course:
            do(act, one, on, **values)
        made[state] = one
    clock.day = date(2026, 3, 26)
    return made


def test_an_office_with_a_case_in_each_state(
    approved, desk: Desk, do: Do, office, clock: Clock
) -> None:
    def tell() -> Iterator[str]:
        for day in (date(2026, 3, 26), date(2026, 4, 3), date(2026, 4, 7)):
            clock.day = day
            for only_missing in (True, False):
                lines = chase(desk, only_missing=only_missing)
                yield f"== {day} {'missing' if only_missing else 'all'}"
                for line in lines:
                    yield f" {line.register_number} {line.applicant_name} due {line.due_on} done {line.done_on}{' late' if line.will_miss else ''}"
                    if not only_missing and day.day == 26:
                        for need in line.needs:
                            yield f"  {need.need.label} {need.last_safe_on} {need.caller} {need.phone} {need.note}{' next' if need.is_next else ''}"
                yield from told(people_to_call(lines), " ")
            for request_id in find(desk, Query()):
                (row,) = rows(desk, [request_id])
                yield f" {who_is(desk, request_id)}: {row.due_words}{row.unsure} {row.urgency.name} | {row.state_words} | {row.applicant_kind} | {row.outcome}"
            board = day_board.day_board(desk)
            yield f" {board.sentence} | {board.later} | {[str(one.number) for one in board.load]}"
            for shown in board.days:
                yield f" {shown.title} {shown.note} {shown.tone}"
                for entry in shown.lines:
                    yield f"   {entry.kind} {entry.number} {entry.who} {entry.note} {entry.chip} [{entry.act_label}] {entry.spoken}"
        clock.day = date(2026, 3, 26)
        for days in range(12):
            day = clock.day + timedelta(days=days)
            yield f"{day}: {[(one.number, one.acts) for one in month.last_chances(desk, day)]} {month.new_request(desk, day)}"
        for day, entries in month.entries_by_day(
            desk, date(2026, 3, 20), date(2026, 4, 30)
        ).items():
            yield f"{day}: {[f'{one.named or one.kind} {one.number} {one.chip} {one.act_label}{one.is_done}' for one in entries]}"
        for text, most in (
            ("2号", 3),
            ("林一帆", 3),
            ("lyf", 99),
            ("甲公司", 9),
            (" 江", 2),
            ("规划", 2),
            ("没有", 2),
        ):
            yield f"{text}: {[(row.short_number, named) for row, named in found(desk, text, most)]}"
        yield f"{who_is(desk, 99)!r}"

    approved("office_in_each_state", tell())
    clock.day = date(2026, 3, 26)
    approved("office_done_before", before(desk, office))
    approved("office_applicant", of_applicants(desk, do, office))


def before(desk: Desk, office: dict[str, int]) -> Iterator[str]:
    """Yield what comes first and what came before, of each case."""
    for state, one in office.items():
        yield f"== {state}"
        yield f"first: {first_before_service(desk, one)}"
        for act in ("decide", "decide_items", "serve", "extend"):
            yield f"{act}: {[(before.words, before.sentence) for before in done_before(desk, one, act)]}"
        yield from told(course_lines(load(desk, one).case), " ")
        yield from (f" line: {line.words}" for line in course_lines(load(desk, one).case))
        for entry in timeline_of(load(desk, one), {}):
            yield f" {entry.on} {entry.title}{' annulled' * entry.annulled}: {' / '.join(f'{name} {words}' for name, words in entry.said)}"
    for state in ("fresh", "searched", "others asked", "referred", "items"):
        seen: set[str] = set()
        yield f"== forms in {state}"
        for kind in ReplyKind:
            form = read(Reply, FILLED | {"kind": kind.name, "grounds": ("WORKING_PAPERS",) * (kind is ReplyKind.PARTLY)}, today=desk.today)  # fmt: skip
            if isinstance(form, list):
                yield f"{kind.name}: {[one.message for one in form]}"
                continue
            found = done_before(desk, office[state], "decide", form)
            words = [f"{'+' if one.is_met else '-'}{'!' if one.is_needed else ''}{one.words} {one.sentence}" for one in found]  # fmt: skip
            yield f"{kind.name}: {[one.split()[0] for one in words]}"
            yield from (f"   {one}" for one in words if one not in seen)
            seen.update(words)


def of_applicants(desk: Desk, do: Do, office: dict[str, int]) -> Iterator[str]:
    """Yield what is known of applicants with many requests, and the reasons at hand for one."""
    one = do("register", None, "2026-04-02", applicant_name="江晓舟", phone="13700000001", email="j@x.cn", information_sought="青枫区2025年规划图").request_id  # fmt: skip
    for request_id in (one, office["ordered"], office["items"], office["fresh"]):
        page = applicant_page(desk, request_id)
        yield from told([page.names, page.contacts, page.month, page.challenges])
        yield f"{page.earlier and page.earlier.register_number}, {page.repeats} repeats"
        yield from (f" {one}" for one in page.requests[:9])
        yield from (f" {one.asked} {one.words} {one.evidence}" for one in page.questions)
        try:
            yield from document_lines(repeat_sheet(desk, request_id))
        except ClerkError as refusal:
            yield f"refused: {refusal}"
    for text in ("甲", "乙", "丙", "丁"):
        other = do("register", None, "2026-04-02", applicant_name="何清", information_sought=text).request_id  # fmt: skip
        do("decide", other, "2026-04-02", kind="REFUSED_WORKING_PAPERS", reasons=f"理由{text}")
    phrases.keep_phrase(desk, "REFUSED_WORKING_PAPERS", "常用一")
    phrases.keep_phrase(desk, "REFUSED_WORKING_PAPERS", "常用二")
    for request_id in (office["fresh"], one, other):
        for kind in ("REFUSED_WORKING_PAPERS", "PROVIDED", "PARTLY"):
            yield f"{[(phrase.text, phrase.note) for phrase in phrases.phrases_for(desk, request_id, kind)]}"


def test_which_clock_a_chip_speaks_of(approved, desk: Desk) -> None:
    def item(task: Task, on: date, urgency: Urgency, chip: str) -> AgendaItem:
        return AgendaItem(1, "依申请〔2026〕1号", "林一帆", "", "", "", task, on, urgency, chip, "", "", "", "", DayGroup.NEAR)  # fmt: skip

    days = (date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 7))
    tasks = (Task.CORRECTION_NOTICE, Task.DEFENCE, Task.RECONSIDERATION_ANSWER, Task.AGENCY)

    def tell() -> Iterator[str]:
        for task, on, pressing in product(tasks, days, (Urgency.OVERDUE, Urgency.SOON, Urgency.RUNNING)):  # fmt: skip
            one = item(task, on, pressing, "某日")
            for own, reply_on in product((Urgency.SOON, Urgency.CLOSED), (days[1], None)):
                said = nearest((own, "答复"), reply_on, [one])
                yield f"{task.name} {on} {pressing.name} beside {own.name} {reply_on}: {said[0].name} {said[1]}"
        three = [item(task, days[0], Urgency.SOON, "丙") for task in tasks]
        yield f"{challenge_words(three)} | {challenge_words(three[:2])} | {challenge_words(three[3:])!r}"
        for name, act in ACTS.items():
            yield f"{name}: {day_board.short_act(name, act.label)}"
        yield f"{reminders._notice_to_enter(desk, range(2024, 2028))[2:4]}"

    approved("office_chips", tell())
