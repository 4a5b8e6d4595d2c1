"""How the worked examples of the fold are written down.

2026: 02-14 and 02-28 are worked Saturdays, 02-15 to 02-23 rest; 04-06 rests; 05-01 to 05-05 rest,
05-09 is worked; 09-20 is a worked Sunday, 09-25 to 09-27 and 10-01 to 10-07 rest, 10-10 is worked.
"""

from datetime import date
from typing import Any

from casework.desk.office_calendar import built_in_outlook
from rules.case import Case
from rules.errors import ClerkError
from rules.fold import case_state, refusal
from rules.practice import Practice
from rules.steps import Step, StepKind
from rules.time_limits import ClockKind
from rules.working_days import Calendar, Outlook, SpecialDay

K = StepKind
YEARS = {"first_day": date(2026, 1, 1), "last_day": date(2027, 12, 31)}
# 2027 is not published; a day of rest is expected on Monday 18 January.
UNSETTLED = Outlook(
    Calendar([], **YEARS, published_until=date(2026, 12, 31)),
    Calendar(
        [SpecialDay(date(2027, 1, 18), False, "预计放假")],
        **YEARS,
        published_until=date(2026, 12, 31),
    ),
)


def d(text: str) -> date:
    return date.fromisoformat(text)


def a_step(kind: StepKind, on: str, **more: Any) -> Step:
    days = {"delivered_on", "until"}
    ready: dict[str, Any] = {
        name: d(value) if name in days else value for name, value in more.items()
    }
    return Step(kind, d(on))._replace(**ready)


def a_case(
    received_on: str,
    *steps: Step,
    as_of: str | None = None,
    practice: Practice | None = None,
    outlook: Outlook | None = None,
) -> Case:
    last = max([d(received_on), *(step.on for step in steps)])
    return case_state(
        d(received_on),
        steps,
        outlook or built_in_outlook(),
        as_of=d(as_of) if as_of else last,
        practice=practice or Practice(),
    )


def clock(case: Case, kind: ClockKind) -> tuple[str, str | None]:
    found = next(one for one in reversed(case.clocks) if one.kind is kind)
    ended = None if found.ended_on is None else found.ended_on.isoformat()
    return found.due_on.isoformat(), ended


def refused(case: Case, step: Step) -> ClerkError:
    error = refusal(case, step)
    assert error is not None
    return error
