"""The fee: its notice stops the reply clock, the payment sets it running again."""

from rules import time_limits as limits
from rules.errors import ClerkError
from rules.provisions import Provision
from rules.running_case import RunningCase
from rules.steps import Step, StepKind
from rules.time_limits import ClockKind, Spell


def fee_noticed(case: RunningCase, step: Step) -> None:
    """Ask for the fee; raises `ClerkError` where the clock does not run."""
    case.must_run(step)
    due_on = case.latest_due()
    if step.on > due_on:
        case.warnings.append(
            f"收费通知应当在申请处理期限内发出，期限为{due_on}，实际{step.on}，已逾期"
            f"{Provision.FEE_NOTICE.noted(step.on)}。"
        )
    case.clocks.append(case.reply_clock()._replace(ended_on=step.on))
    case.reply = case.reply._replace(stopped_on=step.on)
    case.extended_before_payment |= bool(case.reply.extended_days)
    case.stop_cautiously(step.on)
    case.awaits = case.dated_clock(
        ClockKind.FEE_PAYMENT, step.delivered_on or step.on, limits.FEE_PAYMENT_DAYS
    )._replace(is_delivered=step.delivered_on is not None)


def fee_paid(case: RunningCase, step: Step) -> None:
    """Open a fresh period or go on with the old one, as the office reads the law.

    A payment that comes late revives nothing. Raises `ClerkError` where no fee is awaited.
    """
    if case.awaits is None or case.awaits.kind is not ClockKind.FEE_PAYMENT:
        raise ClerkError(
            "本件没有待缴的信息处理费，不能登记“完成缴费”；请先登记收费通知。",
            Provision.FEE_NOTICE,
        )
    payment = case.awaits
    case.clocks.append(payment._replace(ended_on=step.on))
    is_late = case.has_lapsed_on(step.on)
    case.awaits = None
    if is_late and step.good_reason is not True:
        case.abandoned_on = step.on
        case.warnings.append(
            f"缴费期限至{payment.due_on}，{step.on}才缴费，已视为放弃申请，款项应予退还"
            f"（{payment.basis.short}）。"
        )
        return
    if case.practice.payment_opens_fresh_period:
        case.open_reply(step.on, step.kind)
        return
    stopped_on = case.reply.stopped_on or payment.opened_on
    case.reply = case.reply._replace(stopped_on=None)
    case.spells.append(Spell(StepKind.FEE_NOTICED, stopped_on, payment.opened_on, step.on, step.on))
