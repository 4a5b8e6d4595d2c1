"""What closes a case: service of the reply, or withdrawal; and the letter that comes back."""

from rules.errors import ClerkError
from rules.running_case import RunningCase
from rules.steps import Step
from rules.time_limits import ClockKind


def served(case: RunningCase, step: Step) -> None:
    """Close the case by service of its reply."""
    case.served = True
    case.first_served_on = case.first_served_on or step.on
    closed(case, step)


def closed(case: RunningCase, step: Step) -> None:
    """Close the case: the clock that runs ends on the day of the step."""
    if case.awaits is not None:
        case.clocks.append(case.awaits)
    elif case.abandoned_on is None:
        case.clocks.append(case.reply_clock()._replace(ended_on=step.on))
    case.closed_on = step.on
    while case.end_clock(ClockKind.ORDERED_ANSWER, step):
        pass


def undelivered(case: RunningCase, _: Step) -> None:
    """Reopen the case; raises `ClerkError` where no reply has been served."""
    if not case.served:
        raise ClerkError("本件没有已送达的答复，不能登记“邮件退回”；请先登记送达。", None)
    case.served = False
    case.closed_on = None
