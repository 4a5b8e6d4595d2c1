"""A case's deadline in words: the same on the list, the case page, the month and the print."""

from casework.cases.urgency import RETURNED, SOON_DAYS, Urgency, long_day, short_day
from rules.case import Case, Status, Waiting
from rules.time_limits import ClockKind


def urgency(case: Case) -> Urgency:
    """Return how pressing a case is on the day it was looked at."""
    if case.closed_on is not None:
        return Urgency.CLOSED
    if case.is_returned:
        return Urgency.SOON
    left = case.days_left
    if left is None:
        return Urgency.OVERDUE if case.status is Status.ABANDONED else Urgency.PAUSED
    if left < 0 or (case.due_on is not None and case.due_on < case.as_of):
        return Urgency.OVERDUE
    if case.due_on == case.as_of:
        return Urgency.TODAY
    if case.is_open_consultation:
        return Urgency.PAUSED
    if left <= SOON_DAYS:
        return Urgency.SOON
    return Urgency.PROVISIONAL if case.is_unpublished else Urgency.RUNNING


def due_words(case: Case) -> str:
    """Return what the chip says: 逾期 2 个工作日, 今天到期, 剩 3 个工作日, 暂停，最迟 4月1日."""
    if case.closed_on is not None:
        return "已办结（按期）" if case.in_time is not False else "已办结（逾期）"
    if case.is_returned:
        return RETURNED
    if case.status is Status.ABANDONED:
        return "视为放弃，待告知"
    pressing = urgency(case)
    if pressing is Urgency.PAUSED:
        return _paused_words(case)
    due_on = case.due_on
    if due_on is None:
        return "期限停止计算"
    if pressing is Urgency.OVERDUE:
        return f"逾期 {max(-(case.days_left or 0), 1)} 个工作日"
    if pressing is Urgency.TODAY:
        return "今天到期"
    if pressing is Urgency.PROVISIONAL:
        return f"暂定 {short_day(due_on)}"
    return f"剩 {case.days_left} 个工作日"


def _paused_words(case: Case) -> str:
    kinds = _WATCHED[case.waiting[0]] if case.waiting else set()
    days = [c.due_on for c in case.clocks if c.kind in kinds and c.ended_on is None]
    if days:
        return f"暂停，最迟 {short_day(max(days))}"
    # A clock of the other side that has not begun waits for the day its letter arrived.
    return (
        "暂停，缺收件日期"
        if kinds
        else f"暂停，{case.waiting[0].value}"
        if case.waiting
        else "暂停"
    )


_WATCHED = {
    Waiting.CORRECTION: {ClockKind.CORRECTION},
    Waiting.FEE: {ClockKind.FEE_PAYMENT},
    Waiting.THIRD_PARTY: {ClockKind.THIRD_PARTY},
    Waiting.AGENCY: {ClockKind.AGENCY},
    Waiting.REASONS: set[ClockKind](),
    Waiting.REFERRAL: set[ClockKind](),
}


def due_sentence(case: Case) -> str:
    """Return the sentence at the head of a case: how long, until when, and how sure."""
    if case.closed_on is not None:
        ended = case.first_served_on or case.closed_on
        if case.in_time is False and case.due_on is not None:
            return f"已于{long_day(ended)}办结，超过期限{long_day(case.due_on)}。"
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
    elif left == 0:
        sentence = f"今天是答复期限的最后一日（{day}），须在今天送达。"
    else:
        sentence = f"剩 {left} 个工作日，须在{day}以前（含当日）送达。"
    if case.is_open_consultation:
        sentence += "征求意见尚未结束，期限按征求意见期满暂算，收到意见后会提前。"
    if case.is_unpublished and case.expected_on is not None:
        sentence += (
            f"{case.due_on.year}年放假通知尚未录入，此为稳妥日期，"
            f"预计为{long_day(case.expected_on)}。"
        )
    return sentence


def _waiting_sentence(case: Case) -> str:
    for clock in case.clocks:
        if clock.ended_on is None and clock.kind in (ClockKind.CORRECTION, ClockKind.FEE_PAYMENT):
            whom = "补正" if clock.kind is ClockKind.CORRECTION else "缴费"
            return (
                f"等待申请人{whom}，{clock.kind.label}至{long_day(clock.due_on)}；"
                "答复期限已停止计算。"
            )
    return "答复期限已停止计算。"
