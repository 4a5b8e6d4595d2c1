"""A request among the sections of the office: what each was asked, by when, and what came of it.

Read from the steps. A second assignment stands beside the first; only one that says so, or an
older step that knew nothing else, puts another section in its place.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rules.steps import Step, StepKind
from rules.working_days import Calendar

_TO_A_SECTION = frozenset(
    {
        StepKind.SECTION_ACCEPTED,
        StepKind.SECTION_RETURNED,
        StepKind.SECTION_ANSWERED,
        StepKind.SECTION_URGED,
    }
)


class Circulated(NamedTuple):
    """What one section was asked.

    `name` is the section, with a number where the same one was asked again: no two of a case
    are alike. `answer_by` is the section's own day, None where none was set: nothing is late then.
    """

    name: str
    section: str
    handler: str
    question: str
    step_id: int
    on: date
    answer_by: date | None = None
    is_lead: bool = False
    is_replaced: bool = False
    accepted_on: date | None = None
    returned_on: date | None = None
    return_reason: str = ""
    answered_on: date | None = None
    answer: str = ""
    answered_by: str = ""
    urged_on: tuple[date, ...] = ()

    @property
    def ended_on(self) -> date | None:
        """The day the section answered or sent it back."""
        return self.answered_on or self.returned_on

    @property
    def is_open(self) -> bool:
        """Whether the section still has to answer."""
        return self.ended_on is None and not self.is_replaced

    def late_days(self, calendar: Calendar, as_of: date) -> int:
        """Return how many working days after its own day the section answered, or is by now."""
        if self.answer_by is None or (self.ended_on is None and not self.is_open):
            return 0
        return max(calendar.count(self.answer_by, self.ended_on or as_of), 0)

    def taken_days(self, calendar: Calendar) -> int | None:
        """Return the working days until it ended, None while it has not."""
        return None if self.ended_on is None else max(calendar.count(self.on, self.ended_on), 0)

    @property
    def state(self) -> str:
        """Where it stands, in one word or two."""
        if self.answered_on is not None:
            return "已答复"
        if self.returned_on is not None:
            return "已退回"
        if self.is_replaced:
            return "已改由其他科室主办"
        return "已签收" if self.accepted_on is not None else "待签收"


def circulated(steps: Iterable[Step]) -> tuple[Circulated, ...]:
    """Return what every section was asked in the course of a case, the first first."""
    found: list[Circulated] = []
    for step in steps:
        if step.kind is StepKind.ASSIGNED:
            if step.instead:
                found = [one._replace(is_replaced=one.is_open or one.is_replaced) for one in found]
            found += _asked(step, found)
        elif step.kind in _TO_A_SECTION:
            _take(found, step)
    return tuple(found)


def _asked(step: Step, before: Sequence[Circulated]) -> Iterator[Circulated]:
    names = [one.section for one in before]
    has_lead = any(one.is_lead and not one.is_replaced and not one.returned_on for one in before)
    for place, row in enumerate(step.asked):
        names.append(row.section)
        again = names.count(row.section)
        yield Circulated(
            row.section if again == 1 else f"{row.section}（{again}）",
            row.section,
            row.handler,
            row.question,
            step.id,
            step.on,
            row.answer_by,
            is_lead=place == 0 and not has_lead,
        )


def _take(found: list[Circulated], step: Step) -> None:
    """Give what a section did to the question it did it to; what fits none is passed over."""
    place = next((at for at, one in enumerate(found) if one.name == step.ref), None)
    if place is None:
        return
    one = found[place]
    if step.kind is StepKind.SECTION_ACCEPTED:
        found[place] = one._replace(accepted_on=step.on)
    elif step.kind is StepKind.SECTION_RETURNED:
        found[place] = one._replace(returned_on=step.on, return_reason=step.said)
    elif step.kind is StepKind.SECTION_ANSWERED:
        found[place] = one._replace(
            answered_on=step.on,
            answer=step.said,
            answered_by=step.signed_by,
            # An answer that comes after all stands in the place of the return.
            returned_on=None,
        )
    else:
        found[place] = one._replace(
            urged_on=(*one.urged_on, step.on), answer_by=step.answer_by or one.answer_by
        )


def lead_of(steps: Iterable[Step]) -> Circulated | None:
    """Return who deals with the request in the first place; None where nobody does."""
    every = [one for one in circulated(steps) if not one.is_replaced and not one.returned_on]
    return next((one for one in every if one.is_lead), next(iter(every), None))


def awaited(steps: Iterable[Step]) -> tuple[Circulated, ...]:
    """Return what sections still have to answer."""
    return tuple(one for one in circulated(steps) if one.is_open)
