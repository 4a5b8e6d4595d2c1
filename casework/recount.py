"""Every open case counted anew at once: after a calendar change, a new day, a new practice."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casework.case_file import as_step, load
from casework.desk import Desk
from casework.projection import refresh, watch_on
from db.open_cases import OpenCase, open_cases, steps_of_open_cases
from rules.case import Case
from rules.fold import COUNTED, case_state
from rules.steps import StepKind
from rules.working_days import Outlook


class Recounted(NamedTuple):
    """An open case as the register has it, and as it counts now."""

    kept: OpenCase
    case: Case

    @property
    def is_moved(self) -> bool:
        """Whether any day or state of the deadline differs from what the register has."""
        case, kept = self.case, self.kept
        return (
            _iso(case.due_on) != kept.due_on
            or case.status.word != kept.status
            or _iso(case.expected_on) != kept.expected_on
            or case.is_provisional != bool(kept.provisional)
            or _iso(watch_on(case)) != kept.watch_on
        )


_KINDS = tuple(
    kind.word for kind in (*COUNTED, StepKind.DELIVERED, StepKind.ANNULLED, StepKind.DECIDED)
)


def recounted(desk: Desk, outlook: Outlook) -> Iterator[Recounted]:
    """Yield every open case counted on these working days, as of today.

    Two queries and one fold a case: 100,000 cases take about as many microseconds as the fold.
    """
    history = steps_of_open_cases(desk.store, _KINDS)
    today, practice = desk.today, desk.practice
    for kept in open_cases(desk.store):
        received_on = date.fromisoformat(kept.received_on)
        records = history.get(kept.request_id, ())
        as_of = max([today, received_on, *(record.on for record in records)])
        yield Recounted(
            kept,
            case_state(
                received_on,
                [as_step(record) for record in records],
                outlook,
                as_of=as_of,
                practice=practice,
            ),
        )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def refresh_the_day(desk: Desk) -> int:
    """Bring the list up to today's date, calendar and practice; return how many cases moved."""
    moved = [one.kept.request_id for one in recounted(desk, desk.outlook) if one.is_moved]
    with desk.store.atomic():
        for request_id in moved:
            refresh(desk, load(desk, request_id))
    return len(moved)
