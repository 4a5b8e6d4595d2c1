"""How long sections take to answer, by section and by person, out of the steps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from statistics import mean, median
from typing import NamedTuple

from casework.cases.recorded import as_step
from casework.desk.desk import Desk
from db import clocks, steps
from rules.circulation import Circulated, circulated
from rules.pace import USUAL, Need
from rules.steps import StepKind, effective
from rules.tasks import Task
from rules.working_days import Calendar

_OF_SECTIONS = tuple(
    kind.word
    for kind in (
        StepKind.SECTION_ACCEPTED,
        StepKind.SECTION_RETURNED,
        StepKind.SECTION_URGED,
        StepKind.SECTION_ANSWERED,
    )
)
_ENOUGH = 3
_YEARS = 2


class CirculationLine(NamedTuple):
    """What one section, or one person, was asked in a year, and how it went.

    Days are working days from the asking to the answer or the return.
    """

    label: str
    asked: int
    answered: int
    returned: int
    mean_days: float
    late: int
    urged: int
    open: int


HEADS = ("分办", "已答复", "退回", "平均工作日", "晚于请其答复之日", "催办", "未答复")
"""What stands over the figures of `rows_of`, but for the name."""


class CirculationTimes(NamedTuple):
    """The circulation of a year, by section and by person."""

    sections: tuple[CirculationLine, ...]
    people: tuple[CirculationLine, ...]


def rows_of(lines: Sequence[CirculationLine]) -> list[tuple[object, ...]]:
    """Return the lines as a table shows them: the name, then the figures under `HEADS`."""
    return [
        (
            *(one.label, one.asked, one.answered, one.returned, _mean_words(one)),
            *(one.late, one.urged, one.open),
        )
        for one in lines
    ]


def _mean_words(one: CirculationLine) -> str:
    return f"{one.mean_days:.1f}" if one.answered + one.returned else "—"


def sentences_of(lines: Sequence[CirculationLine]) -> list[str]:
    """Return a sentence a line, for the report in words."""
    return [_sentence(one) for one in lines]


def _sentence(one: CirculationLine) -> str:
    parts = [f"{one.label}：请其答复{one.asked}次", f"已答复{one.answered}次"]
    if one.returned:
        parts.append(f"退回{one.returned}次")
    if one.answered + one.returned:
        parts.append(f"从分办到答复或者退回平均{one.mean_days:.1f}个工作日")
    return "，".join([*parts, f"晚于请其答复之日{one.late}次", f"催办{one.urged}次。"])


def circulation_times(desk: Desk, year: int) -> CirculationTimes:
    """Return how long sections took with what they were asked in a year."""
    asked = [one for one in _every(desk) if one.on.year == year]
    calendar = desk.outlook.safe
    return CirculationTimes(
        _lines(asked, lambda one: one.section, calendar, desk.today),
        _lines(asked, lambda one: one.handler or "未写承办人", calendar, desk.today),
    )


def pace_of(desk: Desk) -> dict[Need, int]:
    """Return how many working days each act takes here, as far as the register tells.

    The sections' own answers of late years decide where there are enough of them.
    """
    calendar = desk.outlook.safe
    since = date(desk.today.year - _YEARS, 1, 1)
    taken = [
        days
        for one in _every(desk)
        if one.on >= since and (days := one.taken_days(calendar)) is not None
    ]
    if len(taken) < _ENOUGH:
        return dict(USUAL)
    return {**USUAL, Need.SECTIONS: max(round(median(taken)), 1)}


def _every(desk: Desk) -> Iterator[Circulated]:
    """Yield what sections were asked in cases that show a section's step or wait for one."""
    found = {request_id for request_id, _ in steps.of_kinds(desk.store, _OF_SECTIONS)}
    found |= {row.request_id for row in clocks.due(desk.store, tasks=[Task.SECTION.word])}
    for request_id in sorted(found):
        records = steps.of_request(desk.store, request_id)
        for one in circulated(effective(map(as_step, records))):
            # Where no day was set and nothing came of it, nobody was asked for an answer.
            if one.answer_by is not None or one.ended_on is not None:
                yield one


def _lines(
    asked: Iterable[Circulated],
    key: Callable[[Circulated], str],
    calendar: Calendar,
    today: date,
) -> tuple[CirculationLine, ...]:
    groups: dict[str, list[Circulated]] = {}
    for one in asked:
        groups.setdefault(key(one), []).append(one)
    lines = [_line(label, ones, calendar, today) for label, ones in groups.items()]
    return tuple(sorted(lines, key=lambda line: (-line.asked, line.label)))


def _line(
    label: str, ones: Sequence[Circulated], calendar: Calendar, today: date
) -> CirculationLine:
    taken = [days for one in ones if (days := one.taken_days(calendar)) is not None]
    return CirculationLine(
        label,
        asked=len(ones),
        answered=sum(one.answered_on is not None for one in ones),
        returned=sum(one.returned_on is not None for one in ones),
        mean_days=mean(taken) if taken else 0.0,
        late=sum(one.late_days(calendar, today) > 0 for one in ones),
        urged=sum(len(one.urged_on) for one in ones),
        open=sum(one.is_open for one in ones),
    )
