"""Extension and deferral: the two ways in which the office itself gains time."""

from rules import time_limits as limits
from rules.errors import ClerkError
from rules.provisions import Provision
from rules.running_case import RunningCase
from rules.steps import Step, StepKind


def extended(case: RunningCase, step: Step) -> None:
    """Lengthen the reply clock, once for each opening.

    Raises `ClerkError` where it does not run, is lengthened already, or the step is late.
    """
    case.must_run(step)
    limit = limits.LONGEST_EXTENSION_DAYS.on(case.reply.opened_on)
    days = limit.value if step.days is None else step.days
    if case.reply.extended_days:
        raise ClerkError(
            f"本次答复期限已于{case.reply.extended_on}延长过一次，不能再次延长。",
            limit.basis,
        )
    if case.reply.until is not None or case.reply.natural_days is not None:
        raise ClerkError(
            f"重新答复的期限由决定确定，至{case.due(case.calendar)}，本机关不能自行延长；"
            "确有困难的，请与作出决定的机关联系。",
            case.reply.basis,
        )
    if case.reply.deferred_until is not None:
        raise ClerkError("本件已确定延迟答复的期限，不能再延长答复期限。", Provision.EXCESSIVE)
    if not 1 <= days <= limit.value:
        raise ClerkError(
            f"延长的期限最长不得超过{limit.value}个工作日，填写的是{days}个工作日，请改正。",
            limit.basis,
            "days",
        )
    case.must_be_in_time(step, limit.basis)
    if case.reply.opened_by is StepKind.FEE_PAID and case.extended_before_payment:
        if not case.practice.extension_after_payment:
            raise ClerkError("缴费前已经延长过答复期限，缴费后不能再次延长。", limit.basis)
        case.warnings.append(
            "缴费前已经延长过答复期限，缴费后能否再次延长没有规定，请本机关核定后使用。"
        )
    case.reply = case.reply._replace(extended_days=days, extended_on=step.on)
    if case.uninterrupted is not None and step.on <= (case.cautious_on() or step.on):
        case.uninterrupted = case.uninterrupted._replace(extended_days=days, extended_on=step.on)


def deferred(case: RunningCase, step: Step) -> None:
    """Replace the due day by the day the office names.

    Raises `ClerkError` where the clock does not run, the step is late, or names no later day.
    """
    case.must_run(step)
    case.must_be_in_time(step, limits.DEFERRAL_BASIS)
    if step.until is None:
        raise ClerkError("请填写延迟答复的合理期限截止日。", limits.DEFERRAL_BASIS, "until")
    if step.until <= step.on:
        raise ClerkError(
            f"延迟答复的截止日{step.until}应当晚于告知日期{step.on}，请核对日期。",
            limits.DEFERRAL_BASIS,
            "until",
        )
    cautious_on = case.cautious_on()
    if case.uninterrupted is not None and cautious_on is not None and step.on <= cautious_on:
        case.uninterrupted = case.uninterrupted._replace(deferred_until=step.until)
    due_on = case.due(case.calendar)
    if step.until <= due_on:
        case.warnings.append(
            f"延迟答复的截止日{step.until}不晚于原答复期限{due_on}，没有延迟，请核对"
            f"{limits.DEFERRAL_BASIS.noted(step.on)}。"
        )
    case.reply = case.reply._replace(deferred_until=step.until)
