"""A case's deadline in words: the same on the list, the case page, the month and the print."""

from datetime import date

from casework.cases.projection import waiting_words, watch_on
from casework.cases.recorded import entered_order
from casework.cases.urgency import (
    NOT_DELIVERED,
    UNSETTLED,
    Deadline,
    Urgency,
    chip,
    long_day,
    short_day,
)
from rules.case import Case, Status
from rules.clock_steps.ordering import ordered_by
from rules.provisions import Provision
from rules.steps import StepKind
from rules.time_limits import ClockKind, OrderedBy, tally


def urgency(case: Case) -> Urgency:
    """Return how pressing a case is on the day it was looked at."""
    return chip(deadline_of(case), case.outlook.safe.count)[0]


def due_words(case: Case) -> str:
    """Return what the chip says: 逾期 2 个工作日, 今天到期, 暂停，最迟 4月1日, 已办结（按期）."""
    return chip(deadline_of(case), case.outlook.safe.count)[1]


def deadline_of(case: Case) -> Deadline:
    """Return what the chip of a case is made of."""
    waiting, _, unknown = waiting_words(case).split("、")[0].partition("，")
    return Deadline(
        case.as_of,
        case.status.word,
        case.due_on,
        case.cautious_on,
        case.missed_on,
        case.closed_on,
        case.in_time,
        case.is_returned,
        case.is_reopened,
        waiting,
        None if unknown else watch_on(case),
        lambda day: not unsettled(case, day),
    )


def unsettled(case: Case, day: date) -> str:
    """Return （暂定） for a day that no notice has settled, as the case was reckoned.

    A date that a decision or the office itself named rests on no calendar.
    """
    is_settled = day <= case.outlook.published_until or day == case.reply.named_day
    return "" if is_settled else UNSETTLED


def due_sentence(case: Case) -> str:
    """Return the sentence at the head of a case: how long, until when, and how sure."""
    return _order_words(case) + _sentence(case) + _missed_words(case) + _cautious_words(case)


def counted_words(case: Case) -> str:
    """Return how many days have counted and which have not; empty where every one counts."""
    if case.closed_on is not None:
        return ""
    found = tally(case.proof(), case.as_of)
    if not found.left_out:
        return ""
    left = "；".join(
        f"{one.why}{short_day(one.first)}至{short_day(one.last)}，不计 {one.number} 个工作日"
        + ("（按期满计）" if one.last > case.as_of else "")
        for one in found.left_out
    )
    return f"已计 {found.counted} 个工作日；{left}。"


def _order_words(case: Case) -> str:
    order = case.order
    if order is None:
        return ""
    who = ordered_by(order)
    decision = entered_order(order).decision
    named = f"（{decision}）" if decision else ""
    if who is OrderedBy.OFFICE:
        return f"本机关已决定自行纠正原答复{named}，重新作出。"
    what = "责令对本件作出答复" if order.kind is StepKind.ANSWER_ORDERED else "责令重新作出答复"
    return f"{who.label}已{what}{named}。"


def _missed_words(case: Case) -> str:
    missed_on = case.missed_on
    if missed_on is None or case.closed_on is not None or missed_on == case.due_on:
        return ""
    return (
        f"答复期限曾于{long_day(missed_on)}届满而没有答复，其后的补正、收费、征求意见、延长"
        f"都不能使逾期消失{Provision.REPLY_PERIOD.noted(missed_on)}。"
    )


def _cautious_words(case: Case) -> str:
    cautious_on = case.cautious_on
    if cautious_on is None or case.closed_on is not None or cautious_on == case.due_on:
        return ""
    late = case.arrived_on is not None and not case.has(StepKind.CORRECTION_NOTICED)
    reading = "按申请到达之日计算" if late else "补正告知超过7个工作日，按期限没有停止计算"
    passed = "已经过去，" if cautious_on < case.as_of else ""
    unsure = unsettled(case, cautious_on)
    return f"{reading}，期限为{long_day(cautious_on)}{unsure}，{passed}请按较早的期限办理。"


def _sentence(case: Case) -> str:
    if case.closed_on is not None:
        ended = case.first_served_on or case.closed_on
        missed_on = case.missed_on
        if missed_on is not None:
            return f"已于{long_day(ended)}办结，超过期限{long_day(missed_on)}。"
        return f"已于{long_day(ended)}办结，未超过期限。"
    if case.is_returned and case.first_served_on is not None:
        kept = "没有超过期限" if case.in_time is not False else "已超过期限"
        return (
            f"答复于{long_day(case.first_served_on)}首次送出，{kept}；"
            "邮件已退回，请核对地址后重新送达，是否按期仍以首次送出之日为准。"
        )
    if case.status is Status.ABANDONED:
        return "申请人逾期未补正或者未缴费，视为放弃申请，请作出不再处理的告知。"
    if case.due_on is None:
        return _waiting_sentence(case)
    day = long_day(case.due_on)
    left = case.days_left or 0
    if case.due_on < case.as_of:
        sentence = f"答复期限{day}已过，逾期 {max(-left, 1)} 个工作日，请立即答复并送达。"
    elif case.due_on == case.as_of:
        sentence = f"今天是答复期限的最后一日（{day}），须在今天送达。"
    elif left == 0:
        # A day that a decision named may be one of rest.
        sentence = f"答复期限至{day}，以前没有其他工作日，请立即送达。"
    else:
        sentence = f"剩 {left} 个工作日，须在{day}以前（含当日）送达。"
    if case.is_open_consultation:
        sentence += "征求意见尚未结束，期限按征求意见期满暂算，收到意见后会提前。"
    if case.is_unpublished and case.expected_on is not None:
        sentence += (
            f"{case.due_on.year}年放假通知尚未录入，期限为暂定，此为稳妥日期，"
            f"预计为{long_day(case.expected_on)}。"
        )
    return sentence


def _waiting_sentence(case: Case) -> str:
    for clock in case.clocks:
        if clock.ended_on is None and clock.kind in (ClockKind.CORRECTION, ClockKind.FEE_PAYMENT):
            whom = "补正" if clock.kind is ClockKind.CORRECTION else "缴费"
            if not clock.is_delivered:
                return (
                    f"等待申请人{whom}，{NOT_DELIVERED}，{clock.kind.label}无从起算，"
                    "不能认定逾期；请登记申请人收到的日期。答复期限已停止计算。"
                )
            return (
                f"等待申请人{whom}，{clock.kind.label}至{long_day(clock.due_on)}"
                f"{unsettled(case, clock.due_on)}；"
                "答复期限已停止计算。"
            )
    return "答复期限已停止计算。"
