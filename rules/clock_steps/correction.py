"""Correction: the notice stops the reply clock, the corrected request opens a fresh one."""

from rules.errors import ClerkError
from rules.provisions import Provision
from rules.running_case import RunningCase
from rules.steps import Step
from rules.time_limits import ClockKind


def correction_noticed(case: RunningCase, step: Step) -> None:
    """Ask for a correction, once; raises `ClerkError` where the clock does not run."""
    if case.corrected:
        raise ClerkError(
            "补正告知应当一次性作出，本件已告知过补正，不能再次要求补正；"
            "补正后仍不明确的，可作“补正后申请内容仍不明确”答复。",
            Provision.CORRECTION,
        )
    case.must_run(step)
    notice = case.correction_notice_clock()
    case.stop_cautiously(step.on)
    if step.on > notice.due_on:
        case.warnings.append(
            f"补正告知应当自收到申请之日起{notice.days}个工作日内作出，最迟{notice.due_on}，"
            f"实际{step.on}，已逾期（{notice.basis.short}）。"
        )
        case.clock_goes_on = not case.practice.late_correction_notice_stops
        if not case.clock_goes_on and case.uninterrupted is None:
            case.uninterrupted = case.reply
    case.clocks.append(notice._replace(ended_on=step.on))
    case.corrected = True
    if not case.clock_goes_on:
        case.reply = case.reply._replace(stopped_on=step.on)
    days = case.practice.correction_period_days if step.days is None else step.days
    if days < 1:
        raise ClerkError("补正期限应为1个工作日以上，请重新填写。", Provision.CORRECTION, "days")
    delivered_on = step.delivered_on or step.on
    if step.until is not None and step.until <= delivered_on:
        raise ClerkError(
            f"补正期限的截止日{step.until}应当晚于申请人收到补正告知书的日期{delivered_on}，请核对日期。",
            Provision.CORRECTION,
            "until",
        )
    case.awaits = case.clock(
        ClockKind.CORRECTION, delivered_on, days, Provision.CORRECTION, step.until
    )._replace(is_delivered=step.delivered_on is not None)


def correction_received(case: RunningCase, step: Step) -> None:
    """Open a fresh period, or give the request up where the correction is late without reason.

    Raises `ClerkError` where no correction is awaited.
    """
    if case.awaits is None or case.awaits.kind is not ClockKind.CORRECTION:
        raise ClerkError(
            "本件没有待补正的事项，不能登记“收到补正申请”；请先登记补正告知。", Provision.CORRECTION
        )
    period = case.awaits
    case.clocks.append(period._replace(ended_on=step.on))
    if case.has_lapsed_on(step.on):
        excused = step.good_reason
        if excused is None and not case.practice.late_correction_presumed_excused:
            excused = False
        if excused is False:
            case.awaits = None
            case.abandoned_on = step.on
            case.warnings.append(
                f"补正申请于{step.on}收到，已超过补正期限{period.due_on}，没有正当理由，"
                f"视为放弃申请（{period.basis.short}）。"
            )
            return
        if excused is None:
            case.warnings.append(
                f"补正申请于{step.on}收到，已超过补正期限{period.due_on}；有无正当理由尚未认定，"
                f"先按有正当理由重新起算（{period.basis.short}）。"
            )
    case.awaits = None
    if not case.clock_goes_on:
        case.open_reply(step.on, step.kind)
    case.clock_goes_on = False
