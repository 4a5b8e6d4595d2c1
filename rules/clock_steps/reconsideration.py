"""Reconsideration: the office's own period to answer, until it has answered or all is decided."""

from rules import time_limits as limits
from rules.errors import ClerkError
from rules.running_case import RunningCase
from rules.steps import Step
from rules.time_limits import ClockKind


def reconsidered(case: RunningCase, step: Step) -> None:
    """Set the period to answer running from receipt of the copy."""
    if step.on < limits.RECONSIDERATION_ANSWER_DAYS.versions[0].since:
        # Imported here because the first window can do without dateutil.
        from rules.periods import reconsideration_answer_due

        # The old law counted natural days: its working days were only 五日 and 七日.
        period = reconsideration_answer_due(step.on, case.calendar, simple=False)
        days = (period.nominal_on - period.starts_after).days
        case.clocks.append(
            case.clock(
                ClockKind.RECONSIDERATION_ANSWER, step.on, days, period.bases[0], period.ends_on
            )._replace(natural_days=days, step_id=step.id)
        )
        return
    limit = (
        limits.SIMPLE_ANSWER_DAYS if step.simple_procedure else limits.RECONSIDERATION_ANSWER_DAYS
    )
    clock = case.dated_clock(ClockKind.RECONSIDERATION_ANSWER, step.on, limit)
    case.clocks.append(clock._replace(step_id=step.id))


def reconsideration_answered(case: RunningCase, step: Step) -> None:
    """End the period of the case that was answered; raises `ClerkError` where none is open."""
    if not case.end_clock(ClockKind.RECONSIDERATION_ANSWER, step):
        raise ClerkError(
            "没有待答复的行政复议案件，请先登记收到复议申请书副本的日期。",
            limits.RECONSIDERATION_ANSWER_DAYS.on(step.on).basis,
        )


def reconsideration_decided(case: RunningCase, step: Step) -> None:
    """End the period of the case that was decided: nothing is left to answer in it.

    A decision that does not say on which case ends every one.
    """
    while case.end_clock(ClockKind.RECONSIDERATION_ANSWER, step):
        pass
