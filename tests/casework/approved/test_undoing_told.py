"""What taking back leaves of every step: letters, numbers, days, and what its form begins with."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from casework.acts import ACTS, Done, offers, register_split, take_back, undo, undone_values
from casework.acts.undoing import undo_split
from casework.cases.case_file import load
from casework.cases.recount import moved
from casework.desk.desk import Desk
from casework.pages.register_check import problems
from casework.papers.handing_out import hand_out
from casework.papers.issuing import documents_of
from casework.papers.services import services_of
from db import numbers, requests, steps
from forms.choices import RequestNature
from forms.registration import Registration
from rules.errors import ClerkError
from tests.casework.approved.plain import short, told
from tests.casework.approved.test_acts_told import EVERY, Case, case_of
from tests.casework.approved.test_courses_of_acts_told import COURSES
from tests.casework.doings import Do
from tests.casework.test_every_act import Doing

__all__ = ["case_of"]

SERIES = ("登记", "更正登记", "答", "补", "费", "权", "告", "征")


def left_of(desk: Desk, request_id: int) -> Iterator[str]:
    """Yield how a case stands: its row, its letters and their ways, and what comes next."""
    row = requests.one(desk.store, request_id)
    days = (row.received_on, row.due_on, row.closed_on, row.decided_on, row.served_on)
    yield f"   {row.register_number or '—'} {row.stage} {row.status} {' '.join(map(str, days))}"
    file = load(desk, request_id)
    ways = {one.document.id: one.words for one in services_of(desk, file)}
    for one in documents_of(desk, request_id):
        yield f"   {one.title} {one.number} {one.status} {ways.get(one.id, '')}".rstrip()
    yield f"   offered: {' '.join(one.act.name for one in offers(file)[:6])}"
    # What the list was brought up to in one go says the same.
    assert moved(desk) == []
    next_ = [f"{word}{numbers.peek(desk.store, word, 2026)}" for word in SERIES]
    yield f"   next: {' '.join(next_)}"


def taken(desk: Desk, request_id: int, step_id: int, reason: str = "") -> Iterator[str]:
    try:
        done = undo(desk, request_id, step_id, reason)
    except ClerkError as refusal:
        yield f"  refused: {refusal}"
        return
    record = steps.of_request(desk.store, request_id)[-1]
    yield f"  {done.message}"
    yield f"  {record.kind} of {record.annuls} on {record.on} by {record.recorded_by}: {short(record.details) or record.details}"


def unwound(case: Case) -> Iterator[str]:
    """Take every step back, the last first; each is tried once more, and so is its taking back."""
    desk = case.desk
    for number, record in enumerate(reversed(steps.of_request(desk.store, case.id))):
        yield f" {record.id} {record.kind} {record.on}"
        yield from taken(desk, case.id, record.id, "录错" if number % 2 else "")
        if number % 3 == 0:
            yield from taken(desk, case.id, record.id)
            yield from taken(desk, case.id, steps.of_request(desk.store, case.id)[-1].id)
        yield from left_of(desk, case.id)
    yield f" {list(problems(desk))}"


def test_every_step_of_a_course_taken_back(approved, case_of: Callable[[], Case]) -> None:
    def tell() -> Iterator[str]:
        chosen = (
            "third party, extension, partly",
            "correction in time",
            "fee and lapse",
            "reconsidered",
        )
        named = {name: EVERY[name] for name in chosen}
        named |= {name: COURSES[name] for name in ("third parties", "letters on their way")}
        for name, course in named.items():
            case = case_of()
            yield f"==== {name}"
            for _ in case.tried(course):
                pass
            yield from left_of(case.desk, case.id)
            yield from unwound(case)

    approved("undone_courses", tell())


AT_ONCE: tuple[Doing, ...] = (
    ("note", "2026-03-06", {"text": "电话提醒"}),
    ("assign", "2026-03-06", {"section": "规划科", "handler": "李文"}),
    ("ask_correction", "2026-03-09", {"items": "请说明名称", "days": 15}),
    ("receive_correction", "2026-03-10", {"information_sought": "工作要点全文"}),
    ("consult_third_party", "2026-03-10", {"ref": "青枫建材有限公司", "content": "合同", "delivered_on": "2026-03-10", "tell_applicant": True}),
    ("third_party_answered", "2026-03-11", {"ref": "青枫建材有限公司", "opinion": "REFUSE", "reasons": "商业秘密"}),
    ("extend", "2026-03-11", {"reason": "量大", "days": 5, "approved_by": "吴处长"}),
    ("amend", "2026-03-11", {"applicant_name": "林一凡", "arrived_on": "2026-03-06", "information_sought": "工作要点"}),
    ("remake_letter", "2026-03-11", {"ref": "政府信息公开申请补正告知书（公开补〔2026〕1号）", "reason": "更正登记"}),
    ("decide", "2026-03-12", {"kind": "PROVIDED", "provided": "合同", "public_interest": "不公开将对公共利益造成重大影响", "in_spite": "由本机关作出"}),
    ("dispatch", "2026-03-12", {"ref": "决定公开政府信息告知书（第三方）（公开权〔2026〕1号）", "method": "POST"}),
    ("serve", "2026-03-12", {"method": "POST", "mail_number": "XA1"}),
    ("returned", "2026-03-13", {"reason": "地址不详"}),
)  # fmt: skip


def test_every_act_taken_back_at_once_and_done_again(approved, case_of: Callable[[], Case]) -> None:
    def tell() -> Iterator[str]:
        case = case_of()
        desk = case.desk
        yield f" before anything: {dict(undone_values(desk, ACTS['note'], case.id))}"
        for number, (name, on, values) in enumerate(AT_ONCE):
            yield from case.tried(((name, on, values),))
            last = steps.of_request(desk.store, case.id)[-1]
            yield f"  stands: {dict(undone_values(desk, ACTS[name], case.id))}"
            yield from taken(desk, case.id, last.id, "" if number % 2 else "录入有误")
            yield from left_of(desk, case.id)
            case.clock.day = date.fromisoformat(on)
            yield from told(dict(undone_values(desk, ACTS[name], case.id)), "   begun: ")
            yield from case.tried(((name, on, values),))
        yield from left_of(desk, case.id)
        yield f" {list(problems(desk))}"

    approved("undone_at_once", tell())


def _asked(desk: Desk, **typed: object) -> Registration:
    values = {"applicant_name": "林一帆", "information_sought": "甲", "arrived_on": desk.today}
    return Registration(**{**values, **typed})  # type: ignore[arg-type]


def numbered(desk: Desk, done: Done) -> Iterator[str]:
    for request_id, step_id in done.split:
        row = requests.one(desk.store, request_id)
        last = steps.of_request(desk.store, request_id)[-1]
        yield f"   {request_id}/{step_id} {row.register_number or '—'} {row.year} {row.serial} {row.status} split from {row.split_from}; {last.kind} {last.details.get('annuls')}"
    yield f"   next: {numbers.peek(desk.store, '登记', 2026)}"


def test_what_was_split_taken_back_as_a_whole(approved, desk: Desk, do: Do, clock) -> None:
    def refused(doing: Callable[[], object]) -> str:
        try:
            return f"  done: {doing()}"
        except ClerkError as refusal:
            return f"  refused: {refusal} [{refusal.field}]"

    def tell() -> Iterator[str]:
        asked = _asked(desk)
        for items in ((), ("甲",), ("甲", "  ")):
            yield refused(partial(register_split, desk, asked, items))
        three = register_split(desk, asked, [" 甲 ", "乙", "", "丙"])
        yield f"{three.message} {three.can_be_undone} {[line.title for line in three.documents]}"
        yield from numbered(desk, three)
        yield "== taken back whole"
        yield take_back(desk, three).message
        yield from numbered(desk, three)
        yield f"  begun: {dict(undone_values(desk, ACTS['register'], None))}"
        yield refused(lambda: take_back(desk, three))
        yield "== one was handed out, one taken back before, one goes on"
        four = register_split(desk, asked, ["甲", "乙", "丙", "丁"])
        yield from numbered(desk, four)
        first, second, third, _ = four.split
        hand_out(desk, [documents_of(desk, first[0])[0].id])
        yield undo(desk, *second).message
        noted = do("note", third[0], "2026-03-06", text="先问")
        yield refused(lambda: take_back(desk, four))
        yield from numbered(desk, four)
        undo(desk, third[0], noted.step_id or 0)
        yield undo_split(desk, [*four.split, (third[0], 999)]).message
        yield from numbered(desk, four)
        yield "== the next day"
        two = register_split(desk, _asked(desk, nature=RequestNature.CORRECTION), ["甲", "乙"])
        clock.day = date(2026, 3, 9)
        yield take_back(desk, two).message
        yield from numbered(desk, two)
        yield f"  {list(problems(desk))}"

    approved("undone_split", tell())


def test_what_a_registration_taken_back_is_begun_with(approved, desk: Desk, do: Do, clock) -> None:
    register = ACTS["register"]

    def begun() -> str:
        return f"  {short(dict(undone_values(desk, register, None))) or dict(undone_values(desk, register, None))}"

    def tell() -> Iterator[str]:
        yield begun()
        first = do("register", None, "2026-03-06", applicant_name="林一帆", phone="13800138000",
                   information_sought="甲")  # fmt: skip
        yield begun()
        take_back(desk, first)
        yield begun()
        desk.clerk = "孙悦"
        yield f" of another clerk {begun()}"
        desk.clerk = "周敏"
        clock.day = date(2026, 3, 9)
        yield f" another day {begun()}"
        split = register_split(desk, _asked(desk), ["甲", "乙"])
        undo(desk, *split.split[1])
        yield f" a part of a split {begun()}"

    approved("undone_registration", tell())
