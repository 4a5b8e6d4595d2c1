"""What would become of a case: one step supposed, and the last day of each act still possible."""

from dataclasses import dataclass
from datetime import date

from rules import time_limits as limits
from rules.case import Case, Clock, Status
from rules.errors import ClerkError
from rules.fold import case_state, refusal
from rules.law import Basis
from rules.provisions import Provision
from rules.steps import Step, StepKind
from rules.time_limits import ClockKind

SUPPOSED = (
    StepKind.THIRD_PARTY_CONSULTED,
    StepKind.AGENCY_CONSULTED,
    StepKind.EXTENDED,
    StepKind.CORRECTION_NOTICED,
    StepKind.CORRECTION_RECEIVED,
    StepKind.THIRD_PARTY_ANSWERED,
    StepKind.AGENCY_ANSWERED,
    StepKind.FEE_NOTICED,
    StepKind.FEE_PAID,
)


@dataclass(frozen=True, slots=True)
class Supposition:
    """What a step on a day would do: the case after it, or why the law does not allow it."""

    step: Step
    before: Case
    after: Case | None
    refusal: ClerkError | None

    @property
    def due_before(self) -> date | None:
        """The due day as the case stands."""
        return self.before.due_on

    @property
    def due_after(self) -> date | None:
        """The due day with the step; `None` where the clock would stand still or it is refused."""
        return None if self.after is None else self.after.due_on

    @property
    def new_clocks(self) -> tuple[Clock, ...]:
        """The clocks that would run and do not run now."""
        if self.after is None:
            return ()
        running = {(clock.kind, clock.opened_on) for clock in self.before.clocks}
        return tuple(
            clock
            for clock in self.after.clocks
            if clock.ended_on is None and (clock.kind, clock.opened_on) not in running
        )


def suppose(case: Case, kind: StepKind, on: date, *, days: int | None = None) -> Supposition:
    """Return what a step of this kind on a day would do to every clock of the case."""
    step = Step(kind, on, days=days)
    error = refusal(case, step)
    if error is not None:
        return Supposition(step, case, None, error)
    after = case_state(
        case.received_on,
        (*case.steps, step),
        case.outlook,
        as_of=max(case.as_of, on),
        practice=case.practice,
        arrived_on=case.arrived_on,
    )
    return Supposition(step, case, after, None)


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last safe day of an act that is still possible, and where that is written."""

    kind: StepKind
    on: date
    basis: Basis


def last_days(case: Case) -> list[LastDay]:
    """Return the last safe day of each act still possible, the nearest first."""
    if case.closed_on is not None or case.status is Status.ABANDONED:
        return []
    found = []
    for clock in case.clocks:
        if clock.ended_on is not None or clock.due_on < case.as_of:
            continue
        act = _OF_CLOCK.get(clock.kind)
        if act is not None:
            found.append(LastDay(act, clock.due_on, clock.basis))
    due_on = case.due_on
    if due_on is not None and due_on >= case.as_of:
        reply_basis = case.reply.basis
        if not case.reply.extended_days and not case.reply.is_fixed:
            longest = limits.LONGEST_EXTENSION_DAYS.on(case.reply.opened_on)
            found.append(LastDay(StepKind.EXTENDED, due_on, longest.basis))
        if not case.has(StepKind.FEE_NOTICED):
            found.append(LastDay(StepKind.FEE_NOTICED, due_on, Provision.FEE_NOTICE))
        # A letter sent on the due day gains nothing: the days after it are not counted, but the
        # due day itself has come.
        last_talk = _day_before(case, due_on)
        if last_talk is not None:
            found.append(
                LastDay(StepKind.THIRD_PARTY_CONSULTED, last_talk, Provision.THIRD_PARTY_ASKED)
            )
            found.append(LastDay(StepKind.AGENCY_CONSULTED, last_talk, Provision.NOT_COUNTED))
        found.append(LastDay(StepKind.SERVED, due_on, reply_basis))
    return sorted(found, key=lambda one: one.on)


_OF_CLOCK = {
    ClockKind.CORRECTION_NOTICE: StepKind.CORRECTION_NOTICED,
    ClockKind.CORRECTION: StepKind.CORRECTION_RECEIVED,
    ClockKind.THIRD_PARTY: StepKind.THIRD_PARTY_ANSWERED,
    ClockKind.AGENCY: StepKind.AGENCY_ANSWERED,
    ClockKind.FEE_PAYMENT: StepKind.FEE_PAID,
    ClockKind.RECONSIDERATION_ANSWER: StepKind.RECONSIDERATION_ANSWERED,
}


def _day_before(case: Case, due_on: date) -> date | None:
    """Return the last working day before the due day that is not past, if there is one."""
    calendar = case.outlook.safe
    day = due_on
    while day > case.as_of:
        day = date.fromordinal(day.toordinal() - 1)
        if calendar.is_working_day(day):
            return day
    return None
