"""The fold from a case's dated steps to where it stands.

Everything follows from the day of receipt and the steps. What the law does not allow is refused
with its article; what it leaves open is answered by the office's practice.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from rules.case import Case, Clock, Status, Waiting
from rules.clock_steps.closing import closed, served, undelivered
from rules.clock_steps.consultation import (
    answered,
    consulted,
    reasons_asked,
    reasons_given,
    referral_answered,
    referred,
)
from rules.clock_steps.correction import correction_noticed, correction_received
from rules.clock_steps.extension import deferred, extended
from rules.clock_steps.fee import fee_noticed, fee_paid
from rules.clock_steps.ordering import answer_ordered, reply_ordered
from rules.clock_steps.reconsideration import (
    reconsideration_answered,
    reconsideration_decided,
    reconsidered,
)
from rules.clock_steps.suit import appealed, defended, judged, sued
from rules.errors import ClerkError
from rules.practice import Practice
from rules.provisions import Provision
from rules.receipt import is_late_confirmation
from rules.running_case import RunningCase
from rules.steps import Step, StepKind, effective
from rules.time_limits import ClockKind
from rules.working_days import Outlook

CAUTIOUS = Practice()


def case_state(
    received_on: date,
    steps: Iterable[Step],
    outlook: Outlook,
    *,
    as_of: date,
    practice: Practice = CAUTIOUS,
    arrived_on: date | None = None,
) -> Case:
    """Return where a case stands on `as_of`; steps dated later are not known yet.

    Where the day of receipt is a confirmation that came late after `arrived_on`, the reply clock
    counted from the arrival stands beside it. Raises `ClerkError` where a step is not allowed by
    law or cannot have happened.
    """
    standing = [step for step in effective(steps) if step.on <= as_of]
    running = RunningCase(received_on, outlook, practice, as_of)
    running.arrived_on = arrived_on
    if arrived_on is not None and is_late_confirmation(arrived_on, received_on, outlook.safe):
        running.uninterrupted = running.reply._replace(opened_on=arrived_on)
    for running.place, step in enumerate(standing):
        _take(running, step)
    return _result(running, tuple(standing))


def refusal(case: Case, step: Step) -> ClerkError | None:
    """Return why the law does not allow this next step, or `None` where it does."""
    steps: Sequence[Step] = (*case.steps, step)
    try:
        case_state(
            case.received_on,
            steps,
            case.outlook,
            as_of=max(case.as_of, step.on),
            practice=case.practice,
            arrived_on=case.arrived_on,
        )
    except ClerkError as error:
        return error
    return None


_TAKE = {
    StepKind.CORRECTION_NOTICED: correction_noticed,
    StepKind.CORRECTION_RECEIVED: correction_received,
    StepKind.THIRD_PARTY_CONSULTED: consulted,
    StepKind.AGENCY_CONSULTED: consulted,
    StepKind.THIRD_PARTY_ANSWERED: answered,
    StepKind.AGENCY_ANSWERED: answered,
    StepKind.EXTENDED: extended,
    StepKind.DEFERRED: deferred,
    StepKind.REASONS_ASKED: reasons_asked,
    StepKind.REASONS_GIVEN: reasons_given,
    StepKind.REFERRED: referred,
    StepKind.REFERRAL_ANSWERED: referral_answered,
    StepKind.FEE_NOTICED: fee_noticed,
    StepKind.FEE_PAID: fee_paid,
    StepKind.SERVED: served,
    StepKind.WITHDRAWN: closed,
    StepKind.UNDELIVERED: undelivered,
    StepKind.RECONSIDERED: reconsidered,
    StepKind.RECONSIDERATION_ANSWERED: reconsideration_answered,
    StepKind.RECONSIDERATION_DECIDED: reconsideration_decided,
    StepKind.SUED: sued,
    StepKind.DEFENDED: defended,
    StepKind.APPEALED: appealed,
    StepKind.JUDGED: judged,
    StepKind.REPLY_ORDERED: reply_ordered,
    StepKind.ANSWER_ORDERED: answer_ordered,
}
COUNTED = tuple(_TAKE)
_ENDS = {StepKind.SERVED, StepKind.WITHDRAWN}
_AFTER_CLOSING = {
    StepKind.UNDELIVERED,
    StepKind.RECONSIDERED,
    StepKind.RECONSIDERATION_ANSWERED,
    StepKind.RECONSIDERATION_DECIDED,
    StepKind.SUED,
    StepKind.DEFENDED,
    StepKind.APPEALED,
    StepKind.JUDGED,
    StepKind.REPLY_ORDERED,
    StepKind.ANSWER_ORDERED,
    StepKind.THIRD_PARTY_ANSWERED,
    StepKind.AGENCY_ANSWERED,
}
_WAITING = {
    StepKind.THIRD_PARTY_CONSULTED: Waiting.THIRD_PARTY,
    StepKind.AGENCY_CONSULTED: Waiting.AGENCY,
    StepKind.REASONS_ASKED: Waiting.REASONS,
    StepKind.REFERRED: Waiting.REFERRAL,
}


def _take(case: RunningCase, step: Step) -> None:
    """Take in the next step; raises `ClerkError` where it is not allowed."""
    kind = step.kind
    act = _TAKE.get(kind)
    if act is None:
        return
    if step.on < case.received_on:
        raise ClerkError(
            f"“{kind.label}”的日期{step.on}早于收到申请之日{case.received_on}，请核对日期。",
            Provision.RECEIPT,
            "on",
        )
    if step.delivered_on is not None and step.delivered_on < step.on:
        raise ClerkError(
            f"“{kind.label}”的送达日期{step.delivered_on}早于发出日期{step.on}，请核对日期。",
            None,
            "delivered_on",
        )
    if case.closed_on is not None and kind not in _AFTER_CLOSING:
        raise ClerkError(
            f"本件已于{case.closed_on}办结，不能再登记“{kind.label}”；如办结登记有误，请先撤销该步骤。",
            None,
            "on",
        )
    case.note_what_is_missed(step.on, may_be_later=kind not in _ENDS)
    act(case, step)


def _result(running: RunningCase, steps: tuple[Step, ...]) -> Case:
    """Return the state once every step known on the day asked about has been taken in."""
    as_of = running.as_of
    if as_of < running.received_on:
        raise ClerkError(f"查询日期{as_of}早于收到申请之日{running.received_on}，请核对日期。")
    running.note_what_is_missed(as_of)
    open_spells = [spell for spell in running.spells if spell.is_open_on(as_of)]
    waiting: list[Waiting] = []
    due_on: date | None = None
    expected_on: date | None = None
    status = Status.RUNNING
    if running.closed_on is not None:
        status = Status.CLOSED
        open_spells = []
    elif running.abandoned_on is not None:
        status = Status.ABANDONED
    if running.awaits is not None and running.closed_on is None:
        running.clocks.append(running.awaits)
        status = _while_waiting(running, running.awaits, waiting)
        if running.clock_goes_on and status is Status.STOPPED:
            status = Status.RUNNING
    if (running.awaits is None or running.clock_goes_on) and running.abandoned_on is None:
        clock = running.reply_clock()
        due_on, expected_on = clock.due_on, clock.expected_on
        if running.closed_on is None:
            running.clocks.append(clock)
    # What was sent once the limit was over, or deferred to a named day, moves it no more.
    is_moving = due_on is not None and running.moves_the_due_day(open_spells)
    if status is Status.RUNNING and open_spells:
        status = Status.STOPPED if is_moving else Status.RUNNING
        waiting.extend(dict.fromkeys(_WAITING[spell.kind] for spell in open_spells))
    if (
        status is Status.RUNNING
        and not running.corrected
        and running.reply.opened_on == running.received_on
    ):
        notice = running.correction_notice_clock()
        if as_of <= notice.due_on:
            running.clocks.append(notice)
    return Case(
        running.received_on,
        as_of,
        steps,
        status,
        tuple(waiting),
        running.reply,
        tuple(running.spells),
        due_on,
        expected_on,
        is_moving,
        running.closed_on,
        running.first_served_on,
        tuple(running.clocks),
        tuple(running.warnings),
        running.outlook,
        running.practice,
        (*running.rounds, running.round()),
        running.cautious_on(),
        running.round_place,
        running.arrived_on,
    )


def _while_waiting(case: RunningCase, clock: Clock, waiting: list[Waiting]) -> Status:
    if case.has_lapsed_on(case.as_of):
        return Status.ABANDONED
    is_correction = clock.kind is ClockKind.CORRECTION
    waiting.append(Waiting.CORRECTION if is_correction else Waiting.FEE)
    return Status.STOPPED
