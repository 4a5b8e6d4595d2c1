"""The chase list (督办): which cases miss their day at the present pace, and whom to call.

For each open case that is due soon: what its reply still needs, the last safe day of each act
counted back from the due day, who has to do it, and the day on which all would be done if nobody
were called.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casework.cases.case_file import CaseFile, load
from casework.cases.circulation_times import pace_of
from casework.cases.deadlines import unsettled
from casework.cases.review_course import counsel_reasons, drafted_reply, waiting_sheet
from casework.cases.urgency import short_day
from casework.desk.desk import Desk
from casework.desk.people import People, people_of
from casework.papers.chase_sheet import ChasedAct, write_chase_sheet
from db import requests
from db.requests import Query, QueryCondition
from rules.case import Status
from rules.circulation import awaited
from rules.errors import ClerkError
from rules.pace import Need, done_on, last_safe_days, longest_needed
from rules.people import OfficePart
from rules.reply_course import GIVING_OUT
from rules.steps import StepKind

_MOST = 500


class ChaseNeed(NamedTuple):
    """An act a reply still needs: its last safe day, whose it is, and whether it is next."""

    need: Need
    last_safe_on: date
    section: str
    who: str
    phone: str
    note: str
    is_next: bool

    @property
    def caller(self) -> str:
        """Whom to call: section and person."""
        return " ".join(filter(None, (self.section, self.who))) or "未明确承办人"


class ChaseLine(NamedTuple):
    """A case with what its reply still needs; `done_on` is when it is done at the present pace."""

    request_id: int
    register_number: str
    applicant_name: str
    matter: str
    due_on: date
    done_on: date
    needs: tuple[ChaseNeed, ...]

    @property
    def will_miss(self) -> bool:
        """Whether the due day passes before all is done."""
        return self.done_on > self.due_on


class ChasePerson(NamedTuple):
    """Somebody to call, with how many cases wait and the earliest last safe day."""

    caller: str
    phone: str
    cases: int
    earliest_on: date


def chase(desk: Desk, *, only_missing: bool = True) -> list[ChaseLine]:
    """Return the open cases, the earliest due first: those that will miss their day, or all."""
    pace, office = pace_of(desk), people_of(desk)
    where = [QueryCondition("closed_on", "empty"), QueryCondition("due_on", "not empty")]
    if only_missing:
        # What is due later cannot miss its day, whatever it still needs.
        horizon = longest_needed(desk.today, desk.outlook.safe, pace)
        where.append(QueryCondition("due_on", "<=", horizon))
    query = Query(where=tuple(where), order_by="due_on")
    found = []
    for row in requests.rows(desk.store, requests.ids(desk.store, query, _MOST)):
        file = load(desk, row.id)
        line = None if file.is_void else _line(desk, file, row.matter, office, pace)
        if line is not None and (line.will_miss or not only_missing):
            found.append(line)
    return found


def _line(
    desk: Desk, file: CaseFile, matter: str, office: People, pace: Mapping[Need, int]
) -> ChaseLine | None:
    case = file.case
    if case.due_on is None or case.status is Status.ABANDONED:
        return None
    calendar, wanted = case.outlook.safe, list(_needs(desk, file, office))
    kinds = [need for need, *_ in wanted]
    safe = {one.need: one.on for one in last_safe_days(kinds, case.due_on, calendar, pace)}
    first = min(kinds, key=list(Need).index, default=None)
    return ChaseLine(
        file.request_id,
        file.register_number,
        file.registration.applicant_name,
        matter,
        case.due_on,
        done_on(kinds, desk.today, calendar, pace),
        tuple(
            ChaseNeed(
                need, safe[need], _section_of(office, who) or section, who,
                office.phone_of(who), note, is_next=need is first or need in _BESIDE,
            )
            for need, section, who, note in wanted
        ),
    )  # fmt: skip


def _section_of(office: People, who: str) -> str:
    """Return the section somebody works in: one person is called once, whatever for."""
    person = office.named(who)
    return "" if person is None else office.section_of(person)


# They wait for nobody in the office: who was asked is called whatever comes before.
_BESIDE = frozenset({Need.SECTIONS, Need.OTHERS, Need.REFERRAL})
_Wanted = tuple[Need, str, str, str]


def _needs(desk: Desk, file: CaseFile, office: People) -> Iterator[_Wanted]:
    """Yield what the reply still needs, with section, person and a note."""
    case, today = file.case, desk.today
    section, handler = file.assigned
    own = _present(office, handler, today)
    clerk = _present(office, desk.clerk, today)
    if not case.has(StepKind.DECIDED):
        yield from _before_the_draft(file, office, (section, *own), clerk, today)
    kinds = file.reply_kinds
    gives_out = not kinds or any(kind in GIVING_OUT for kind in kinds)
    if gives_out and not case.has(StepKind.REVIEWED):
        yield Need.REVIEW, "", *_playing(office, OfficePart.REVIEWER, today)
    draft = drafted_reply(file)
    asked = sum(1 for _ in file.all_of(StepKind.COUNSEL_ASKED))
    answered = sum(1 for _ in file.all_of(StepKind.COUNSEL_ANSWERED))
    must_go = draft is not None and bool(counsel_reasons(desk, file, draft))
    if asked > answered or (must_go and not answered):
        yield Need.COUNSEL, "", *_playing(office, OfficePart.COUNSEL, today)
    if not case.has(StepKind.APPROVED):
        who, absent = _playing(office, OfficePart.LEADER, today)
        yield Need.APPROVE, "", who, "，".join(filter(None, (_sheet_words(desk, file), absent)))
    yield Need.SERVE, "", *clerk


def _sheet_words(desk: Desk, file: CaseFile) -> str:
    """Return where the approval sheet lies and for how long; empty where it is not on its way."""
    sheet = waiting_sheet(file.this_round)
    if sheet is None:
        return ""
    days = desk.working_days(sheet.since, desk.today)
    return f"呈批单{sheet.label}，自{short_day(sheet.since)}起{days}个工作日"


def _before_the_draft(
    file: CaseFile,
    office: People,
    own: tuple[str, str, str],
    clerk: tuple[str, str],
    today: date,
) -> Iterator[_Wanted]:
    case = file.case
    waiting = [one for one in awaited(file.standing) if one.answer_by is not None]
    if not file.assigned[0]:
        yield Need.ASSIGN, "", *clerk
    for one in waiting:
        day = "" if one.answer_by is None else f"请{short_day(one.answer_by)}前答复"
        who, absent = _present(office, one.handler, today)
        words = "，".join(filter(None, (one.section, day, absent)))
        yield Need.SECTIONS, one.section, who, words
    has_answer = any(step.said for step in file.all_of(StepKind.SECTION_ANSWERED))
    if not waiting and not has_answer and not case.has(StepKind.SEARCHED):
        yield Need.SEARCH, *own
    for spell in case.spells:
        if spell.answered_on is None and spell.ref:
            yield (
                Need.OTHERS,
                "",
                spell.ref,
                f"最迟{short_day(spell.own_due_on)}{unsettled(case, spell.own_due_on)}",
            )
    referred = list(file.all_of(StepKind.REFERRED))
    if len(referred) > sum(1 for _ in file.all_of(StepKind.REFERRAL_ANSWERED)):
        asked_for = referred[-1].answer_by
        note = "" if asked_for is None else f"请{short_day(asked_for)}前答复"
        yield Need.REFERRAL, "", referred[-1].body, note
    yield Need.DECIDE, *own


def _present(office: People, name: str, today: date) -> tuple[str, str]:
    """Return who is there for somebody, and a note where that is another."""
    instead = office.standing_in_for(name, today) if name else ""
    return (instead, f"{name}外出，由其代办") if instead else (name, "")


def _playing(office: People, part: OfficePart, today: date) -> tuple[str, str]:
    """Return who plays a part, the last one of the office's list, and a note on an absence."""
    playing = office.playing(part)
    return _present(office, playing[-1].name, today) if playing else (part.label, "")


def people_to_call(lines: list[ChaseLine]) -> list[ChasePerson]:
    """Return whom to call, who has the earliest day first."""
    found: dict[str, ChasePerson] = {}
    for line in lines:
        seen = set[str]()
        for one in line.needs:
            known = found.get(one.caller)
            earliest = (
                one.last_safe_on if known is None else min(known.earliest_on, one.last_safe_on)
            )
            more = 0 if one.caller in seen else 1
            seen.add(one.caller)
            cases = more + (0 if known is None else known.cases)
            found[one.caller] = ChasePerson(one.caller, one.phone, cases, earliest)
    return sorted(found.values(), key=lambda one: (one.earliest_on, one.caller))


def print_chase(desk: Desk, lines: list[ChaseLine], caller: str = "") -> Path:
    """Write the sheet of what is to be done, of everybody or of one to call; return its file.

    Raises `ClerkError` where there is nothing to call for.
    """
    acts = [
        ChasedAct(
            register_number=line.register_number,
            matter=line.matter,
            due_on=line.due_on,
            done_on=line.done_on,
            act=one.need.label,
            last_safe_on=one.last_safe_on,
            caller="\n".join(filter(None, (one.caller, one.phone, one.note))),
        )
        for line in lines
        for one in line.needs
        if caller in ("", one.caller)
    ]
    if not acts:
        raise ClerkError("没有需要督办的事项，不用打印。")
    return write_chase_sheet(desk, acts, caller)
