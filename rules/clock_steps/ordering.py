"""What comes after a reply that was set aside, or after an order to give one at last.

A reply set aside by reconsideration, by a court or by the office itself opens a new round with a
clock of its own; the earlier reply stays on record with what became of it.
"""

from datetime import date

from rules import time_limits as limits
from rules.errors import ClerkError
from rules.running_case import RunningCase
from rules.steps import Step
from rules.time_limits import ClockKind, OrderedBy, ReplyClock

# A decision that names ten years has been misread.
LONGEST_ORDERED_DAYS = 3_660


def reply_ordered(case: RunningCase, step: Step) -> None:
    """Open a new round; raises `ClerkError` where no reply stands or the period is none."""
    if case.first_served_on is None:
        raise ClerkError(
            "本件没有已送达的答复，不能登记“责令重新答复”；请先登记送达，"
            "责令对未答复的申请作出答复的，登记“责令限期答复”。",
            ordered_by(step).basis,
            "on",
        )
    case.begin_round(_clock_of(step))


def answer_ordered(case: RunningCase, step: Step) -> None:
    """Set the period of an order to answer running beside the reply clock, which stays missed.

    A request that was taken for withdrawn is work again. Raises `ClerkError` where a reply was
    served already or the period is none.
    """
    if case.first_served_on is not None:
        raise ClerkError(
            "本件已有送达的答复，不能登记“责令限期答复”；"
            "原答复被撤销、需要重新作出的，登记“责令重新答复”。",
            ordered_by(step).basis,
            "on",
        )
    clock = _clock_of(step)
    if case.closed_on is not None or case.abandoned_on is not None or case.has_lapsed_on(step.on):
        case.begin_round(clock)
        return
    due_on, expected_on = (
        limits.reply_due(clock, [], calendar) for calendar in (case.calendar, case.outlook.expected)
    )
    case.clocks.append(
        case.clock(
            ClockKind.ORDERED_ANSWER, step.on, clock.natural_days or clock.limit_days, clock.basis
        )._replace(
            due_on=due_on,
            expected_on=max(due_on, expected_on),
            natural_days=clock.natural_days,
            step_id=step.id,
            is_named=clock.named_day is not None,
        )
    )


def ordered_by(step: Step) -> OrderedBy:
    """Return who gave an order; raises `ClerkError` where the step does not say."""
    for who in OrderedBy:
        if step.by in (who.word, who.name):
            return who
    known = "、".join(f"{who.word}（{who.label}）" for who in OrderedBy)
    said = f"填写的“{step.by}”无法识别" if step.by else "没有填写"
    raise ClerkError(
        f"“{step.kind.label}”应写明由谁作出（by），{said}，可用的有：{known}。", None, "by"
    )


def _clock_of(step: Step) -> ReplyClock:
    """Return the clock an order sets running: what it names, or else the limit of the law."""
    basis = ordered_by(step).basis
    _one_period_at_most(step)
    if step.until is not None:
        if step.until < step.on:
            raise ClerkError(
                f"决定书写明的截止日{step.until}早于收到或者生效之日{step.on}，请核对日期。",
                basis,
                "until",
            )
        return ReplyClock(step.on, step.kind, 0, basis, until=step.until)
    if step.natural_days is not None:
        days = _a_period(step.natural_days, "自然日", step, "natural_days")
        return ReplyClock(step.on, step.kind, days, basis, natural_days=days)
    if step.days is not None:
        return ReplyClock(step.on, step.kind, _a_period(step.days, "工作日", step, "days"), basis)
    return ReplyClock(step.on, step.kind, limits.REPLY_DAYS.on(step.on).value, basis)


def _one_period_at_most(step: Step) -> None:
    given: list[int | date] = [
        one for one in (step.days, step.natural_days, step.until) if one is not None
    ]
    if len(given) > 1:
        raise ClerkError(
            "期限只能写一种：工作日数、自然日数或者截止日，请按决定书只保留一种。",
            ordered_by(step).basis,
            "days",
        )


def _a_period(days: int, unit: str, step: Step, field: str) -> int:
    if 1 <= days <= LONGEST_ORDERED_DAYS:
        return days
    raise ClerkError(
        f"决定书确定的期限应为1个{unit}以上、{LONGEST_ORDERED_DAYS}个{unit}以内，"
        f"填写的是{days}，请改正。",
        ordered_by(step).basis,
        field,
    )
