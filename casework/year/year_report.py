"""The annual report of the register: its counts, its challenges and its fees of a year."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from casework.desk.desk import Desk
from casework.reports.annual import AnnualReport
from casework.reports.locked_years import OWN_REPORT
from db import report_facts, report_rows, requests, settings
from db.faults import read_as_written
from db.report_facts import Happening
from db.report_rows import YearCounts
from forms.choices import CourtStage
from rules.annual_report import Counted, Table3, place_of, table_3_from_counts
from rules.challenges import (
    Challenge,
    ChallengeKind,
    Result,
    challenge_ids_by_cell,
    challenge_place,
    table_4,
)
from rules.proactive import COUNTS, FEES, Table2
from rules.report_rows import Applicant, Cell
from rules.report_texts import FeeTotals
from rules.steps import StepKind

# From April on the report of the year before is out, or late beyond being begun.
_REPORT_MONTHS = 3


def year_report(desk: Desk, year: int) -> AnnualReport:
    """Return the report of a year as the register has it today."""
    challenges: list[Challenge] = []
    notices, noticed, paid = 0, 0, 0
    first = f"{year}-01-01"
    # What a later year brought is not known yet at the end of this one: it is pending.
    happened = report_facts.happenings(desk.store, _WANTED, date(year, 12, 31))
    for request_id, group in groupby(happened, key=_REQUEST):
        brought = []
        for one in group:
            if one.kind in _CHALLENGED:
                brought.append(one)
            elif one.on < first:
                continue
            elif one.kind == _NOTICED:
                notices += 1
                noticed += one.yuan
            else:
                paid += one.yuan if one.kind == _PAID else -one.yuan
        if brought and (brought[-1].on >= first or _is_pending(request_id, brought)):
            challenges.extend(challenges_of(request_id, brought))
    return AnnualReport(
        year,
        desk.office.name,
        table_2_of(desk, year),
        table_3_of(report_rows.counted(desk.store, year)),
        table_4(challenges, year),
        settings.value(desk.store, f"report_texts_{year}", {}),
        # Paid back may be more than came in, where it came in the year before: nothing was taken.
        FeeTotals(notices, Decimal(noticed), Decimal(max(paid, 0))),
    )


def _is_pending(request_id: int, happened: Sequence[Happening]) -> bool:
    return any(one.concluded_on is None for one in challenges_of(request_id, happened))


def all_challenges(desk: Desk) -> list[Challenge]:
    """Return every reconsideration and suit of the register."""
    happened = report_facts.happenings(desk.store, tuple(_CHALLENGED))
    return [
        challenge
        for request_id, brought in groupby(happened, key=_REQUEST)
        for challenge in challenges_of(request_id, list(brought))
    ]


_REQUEST = attrgetter("request_id")
_RECONSIDERED, _SUED = StepKind.RECONSIDERED.word, StepKind.SUED.word
_ENDS = {
    _RECONSIDERED: StepKind.RECONSIDERATION_DECIDED.word,
    _SUED: StepKind.JUDGED.word,
}
_APPEALED = StepKind.APPEALED.word
_CHALLENGED = frozenset({*_ENDS, *_ENDS.values(), _APPEALED})
_NOTICED, _PAID = StepKind.FEE_NOTICED.word, StepKind.FEE_PAID.word
_WANTED = (*_CHALLENGED, _NOTICED, _PAID, StepKind.FEE_REFUNDED.word)


def table_3_of(counts: YearCounts) -> Table3:
    """Return table 3 from the register's grouped counts."""
    return table_3_from_counts(
        {Applicant[kind]: number for kind, number in counts.new.items()},
        {Applicant[kind]: number for kind, number in counts.carried_in.items()},
        {(row, Applicant[kind]): number for (row, kind), number in counts.closed.items()},
        {Applicant[kind]: number for kind, number in counts.carried_out.items()},
    )


def table_2_of(desk: Desk, year: int) -> Table2:
    """Return table 2 as it was typed for a year; all zero where it was not."""
    kept = settings.value(desk.store, f"table_2_{year}", {})
    with read_as_written(desk.store.path):
        counts = {name: int(kept[name]) for name in COUNTS if name in kept}
        return Table2(**counts, fees_wan_yuan=Decimal(str(kept.get(FEES, 0))))


def challenges_of(request_id: int, happened: Sequence[Happening]) -> Iterator[Challenge]:
    """Yield the reconsiderations and suits over a request, each with what became of it."""
    for one, end in ends_of(happened):
        on = date.fromisoformat(one.on)
        yield Challenge(
            request_id,
            _kind_of(one),
            on,
            None if end is None else max(date.fromisoformat(end.on), on),
            None if end is None else Result[str(end.result)],
        )


def ends_of(happened: Sequence[Happening]) -> Iterator[tuple[Happening, Happening | None]]:
    """Yield the reconsiderations and suits, each with its end or None while it is undecided.

    A decision ends the challenge it names, or the oldest that is open. First and second instance
    are one suit: an appeal opens it again, and the last judgment is its result.
    """
    for brought, concluded in _ENDS.items():
        open_: list[Happening] = []
        ended: dict[int, Happening] = {}
        begun = [one for one in happened if one.kind == brought]
        for one in happened:
            if one.kind == brought:
                open_.append(one)
            elif one.kind == concluded:
                which = _named(one, open_)
                if which is not None:
                    open_.remove(which)
                    ended[which.id] = one
            elif one.kind == _APPEALED and brought == _SUED:
                again = [other for other in begun if other.id in ended]
                which = _named(one, again[-1:] if one.target is None else again)
                if which is not None:
                    del ended[which.id]
                    open_.append(which)
        yield from ((one, ended.get(one.id)) for one in begun)


def _named(end: Happening, open_: Sequence[Happening]) -> Happening | None:
    """Return the challenge that an end names among those open, or the oldest of them."""
    if end.target is None:
        return open_[0] if open_ else None
    return next((one for one in open_ if one.id == end.target), None)


def _kind_of(brought: Happening) -> ChallengeKind:
    if brought.kind == _RECONSIDERED:
        return ChallengeKind.RECONSIDERATION
    if brought.stage == CourtStage.AFTER_RECONSIDERATION.name:
        return ChallengeKind.SUIT_AFTER_RECONSIDERATION
    return ChallengeKind.DIRECT_SUIT


def years_with_requests(desk: Desk) -> list[int]:
    """Return the years the register can report on, the latest first."""
    first = report_rows.first_year(desk.store)
    this_year: date = desk.today
    return list(range(this_year.year, (first or this_year.year) - 1, -1))


def year_at_hand(desk: Desk) -> int:
    """Return the year one looks at first: until April the one before, if its report is not out."""
    before = desk.today.year - 1
    is_due = desk.today.month <= _REPORT_MONTHS and before in years_with_requests(desk)
    return before if is_due and OWN_REPORT.kept(desk, before) is None else desk.today.year


def why_counted(desk: Desk, year: int, request_ids: Sequence[int]) -> dict[int, str]:
    """Return, by request, the sentence that says where table 3 of the year counts it and why."""
    found = {}
    for row in requests.rows(desk.store, request_ids):
        received_on = row.received_on or row.arrived_on
        if received_on is not None:
            counted = Counted(
                row.id,
                Applicant[row.applicant_kind],
                received_on,
                row.reported_on or row.closed_on,
                row.report_row,
            )
            found[row.id] = place_of(counted, year).sentence
    return found


def challenges_behind(desk: Desk, year: int, column: int) -> dict[int, str]:
    """Return the requests behind a number of table 4, each with where it is counted and why."""
    challenges = all_challenges(desk)
    ids = challenge_ids_by_cell(challenges, year).get(Cell(4, 1, column), [])
    why: dict[int, str] = {}
    for challenge in challenges:
        if challenge.request_id in ids and challenge.column_in(year) is not None:
            known = why.get(challenge.request_id, "")
            why[challenge.request_id] = known + challenge_place(challenge, year)
    return {request_id: why[request_id] for request_id in ids}


def requests_in_cell(desk: Desk, year: int, row: int, kind: Applicant | None) -> Sequence[int]:
    """Return the requests counted in a number of table 3; without a kind, in its total."""
    name = None if kind is None else kind.name
    return report_rows.request_ids_in_cell(desk.store, year, row, name)
