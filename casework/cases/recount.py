"""Every open case counted anew at once: after a calendar change, a new day, a new practice."""

import json
import time
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from casework.cases.case_file import load
from casework.cases.projection import refresh, watch_on
from casework.cases.recorded import as_step, reckoned_with
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from db.open_cases import OpenCaseRow, RawStep, open_cases, steps_of_open_cases
from rules.case import Status
from rules.fold import COUNTED, case_state
from rules.steps import StepKind
from rules.working_days import Outlook


class OpenStanding(NamedTuple):
    """Where an open case stands: its day, how sure it is, and what to look at next."""

    due_on: date | None
    expected_on: date | None
    status: Status
    is_provisional: bool
    watch_on: date | None
    missed_on: date | None


class Recounted(NamedTuple):
    """An open case as the register has it, and where it stands now."""

    kept: OpenCaseRow
    now: OpenStanding

    @property
    def is_moved(self) -> bool:
        """Whether any day or state of the deadline differs from what the register has."""
        kept, now = self.kept, self.now
        return (
            _iso(now.due_on) != kept.due_on
            or now.status.word != kept.status
            or _iso(now.expected_on) != kept.expected_on
            or now.is_provisional != bool(kept.provisional)
            or _iso(now.watch_on) != kept.watch_on
            or _iso(now.missed_on) != kept.missed_on
        )


_KINDS = tuple(
    kind.word
    for kind in (
        *COUNTED,
        StepKind.DELIVERED,
        StepKind.DISPATCHED,
        StepKind.LETTER_RETURNED,
        StepKind.ANNULLED,
        StepKind.DECIDED,
    )
)
# They name other steps by their ids, so that no two cases with one of them are alike.
_NAMING = {
    StepKind.DELIVERED.word,
    StepKind.DISPATCHED.word,
    StepKind.LETTER_RETURNED.word,
    StepKind.ANNULLED.word,
}


def recounted(desk: Desk, outlook: Outlook) -> Iterator[Recounted]:
    """Yield every open case counted on these working days, as of today.

    Two queries, and one fold for all cases that are alike: received on the same day, with the
    same steps on the same days. There are far fewer of those than cases in a busy office.
    """
    history = steps_of_open_cases(desk.store, _KINDS)
    known: dict[tuple[Any, ...], OpenStanding] = {}
    for kept in open_cases(desk.store):
        steps = history.get(kept.request_id, ())
        alike = _alike(kept, steps)
        standing = known.get(alike)
        if standing is None:
            standing = known[alike] = _standing(desk, outlook, kept, steps)
        yield Recounted(kept, standing)


def _alike(kept: OpenCaseRow, steps: Sequence[RawStep]) -> tuple[Any, ...]:
    """Return all that the fold asks of a case; equal for cases that stand alike."""
    key: list[Any] = [kept.received_on, kept.confirmed_on and kept.arrived_on]
    for step in steps:
        if step.kind in _NAMING:
            return (kept.request_id,)
        key += step.kind, step.happened_on
        if step.details != "{}":
            key.append(reckoned_with(json.loads(step.details)))
    return tuple(key)


def _standing(
    desk: Desk, outlook: Outlook, kept: OpenCaseRow, steps: Sequence[RawStep]
) -> OpenStanding:
    received_on = date.fromisoformat(kept.received_on)
    taken = [as_step(step.read()) for step in steps]
    case = case_state(
        received_on,
        taken,
        outlook,
        as_of=max([desk.today, received_on, *(step.on for step in taken)]),
        practice=desk.practice,
        arrived_on=None
        if kept.confirmed_on is None or kept.arrived_on is None
        else date.fromisoformat(kept.arrived_on),
    )
    return OpenStanding(
        case.due_on,
        case.expected_on,
        case.status,
        case.is_provisional,
        watch_on(case),
        case.missed_on,
    )


def refresh_the_day(desk: Desk) -> int:
    """Bring the list up to today's date, calendar and practice; return how many cases moved."""
    return reckon_anew(desk, moved(desk))


def moved(desk: Desk) -> list[int]:
    """Return the open cases whose days or state are not what the register has of them."""
    return [one.kept.request_id for one in recounted(desk, desk.outlook) if one.is_moved]


def reckon_anew(desk: Desk, request_ids: Sequence[int], *, seconds: float | None = None) -> int:
    """Make rows anew in this order, closed ones too; return how many.

    One at least, and no more than `seconds` allow: a window that reckons many goes on with the
    rest after it has answered the clerk.
    """
    end = None if seconds is None else time.monotonic() + seconds
    made = 0
    with writing(desk, "recount", What.CASE):
        for request_id in request_ids:
            refresh(desk, load(desk, request_id))
            made += 1
            if end is not None and time.monotonic() >= end:
                break
    return made


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
