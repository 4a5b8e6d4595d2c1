"""A suit: the office's fifteen natural days to answer it and hand in its evidence (行诉法67)."""

from rules.errors import ClerkError
from rules.provisions import Provision
from rules.running_case import RunningCase
from rules.steps import Step
from rules.time_limits import ClockKind


def sued(case: RunningCase, step: Step) -> None:
    """Set the period to answer running from receipt of the complaint's copy."""
    # Imported here because the first window can do without dateutil.
    from rules.periods import defence_due

    period = defence_due(step.on, case.calendar)
    days = (period.nominal_on - period.starts_after).days
    expected_on = period.ends_on
    if expected_on > case.outlook.published_until:
        expected_on = defence_due(step.on, case.outlook.expected).ends_on
    case.clocks.append(
        case.clock(ClockKind.DEFENCE, step.on, days, period.bases[0], period.ends_on)._replace(
            expected_on=expected_on, natural_days=days, step_id=step.id, is_named=False
        )
    )


def appealed(case: RunningCase, step: Step) -> None:
    """Set the period of the second instance to the day the court named; none where it named none.

    No text seen sets its length: what the court's own paper says is taken as it is
    (docs/decisions/0013). Raises `ClerkError` for a day before the papers came.
    """
    if step.until is None:
        return
    if step.until < step.on:
        raise ClerkError(
            f"答辩的最后一日{step.until}早于收到上诉材料的日期{step.on}，请核对法院的通知书。",
            Provision.PERIODS_OF_CIVIL_PROCEDURE,
            "until",
        )
    days = (step.until - step.on).days
    case.clocks.append(
        case.clock(
            ClockKind.DEFENCE, step.on, days, Provision.PERIODS_OF_CIVIL_PROCEDURE, step.until
        )._replace(natural_days=days, step_id=step.target or step.id)
    )


def defended(case: RunningCase, step: Step) -> None:
    """End the period of the suit that was answered; raises `ClerkError` where none is open."""
    if not case.end_clock(ClockKind.DEFENCE, step):
        # Imported here because the first window can do without dateutil.
        from rules.periods import DEFENCE_DAYS

        raise ClerkError(
            "没有待答辩的行政诉讼案件，请先登记收到起诉状副本的日期。",
            DEFENCE_DAYS.on(step.on).basis,
        )


def judged(case: RunningCase, step: Step) -> None:
    """End every period to answer the suit that was decided."""
    while case.end_clock(ClockKind.DEFENCE, step):
        pass
