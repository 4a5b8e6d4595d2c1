"""How pressing a day is, in the words and shapes of every chip: the same wherever it is shown.

Read before the first list is painted; nothing of how a day is computed is here.
"""

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import NamedTuple

from rules.tasks import NEAR_DAYS
from rules.working_days import WEEKDAYS

VOID = "登记作废"
UNSETTLED = "（暂定）"
"""Stands after a due day whose working or resting no notice has settled yet."""
RETURNED = "邮件退回，待重新送达"
LAPSED = "视为放弃，待告知"
NOT_DELIVERED = "送达日期未登记"
ABANDONED = "abandoned"


class Urgency(Enum):
    """How pressing a case is; the value orders the list, the most pressing first."""

    OVERDUE = 0, "逾期"
    TODAY = 1, "今天到期"
    SOON = 2, "五日内到期"
    RUNNING = 3, "办理中"
    PROVISIONAL = 4, "暂定"
    PAUSED = 5, "暂停"
    CLOSED = 6, "已办结"

    def __init__(self, order: int, words: str) -> None:
        self.order = order
        self.words = words


def short_day(day: date) -> str:
    """Return a day as a chip shows it: 9月28日."""
    return f"{day.month}月{day.day}日"


def of_side(words: str, who: str) -> str:
    """Return what is waited for with whom it is waited for: 第三方提出意见期限（某某公司）."""
    return f"{words}（{who}）" if who else words


def long_day(day: date) -> str:
    """Return a day as it is read: 2026年9月28日（周一）."""
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


# Working days later than the first day and not later than the second, or minus them.
Counted = Callable[[date, date], int]


class Deadline(NamedTuple):
    """What a case's chip is made of, from the fold or from the columns of the list.

    `waiting` is whose move it is, in words, the first of several; `until` the day that is waited
    for. `is_settled` tells of a day whether its resting or working is.
    """

    today: date
    status: str
    due_on: date | None
    cautious_on: date | None
    missed_on: date | None
    closed_on: date | None
    in_time: bool | None
    is_returned: bool
    is_reopened: bool
    waiting: str
    until: date | None
    is_settled: Callable[[date], bool]


def chip(of: Deadline, count: Counted) -> tuple[Urgency, str]:
    """Return how pressing a case is and what its chip says: 逾期 2 个工作日, 暂停，最迟 4月1日.

    Where the day it speaks of is not settled, it says 暂定.
    """
    again = "重新答复，" if of.is_reopened else ""
    if of.closed_on is not None:
        return Urgency.CLOSED, "已办结（按期）" if of.in_time is not False else "已办结（逾期）"
    if of.is_returned:
        return Urgency.SOON, RETURNED
    if of.status == ABANDONED:
        return Urgency.OVERDUE, LAPSED
    if of.due_on is None:
        return _waiting(of, again)
    due_on = of.due_on
    if of.cautious_on is not None and of.today <= of.cautious_on < due_on:
        # The earlier of two readings warns, as long as it can be kept.
        due_on = of.cautious_on
    unsure = "" if of.is_settled(due_on) else UNSETTLED
    if due_on < of.today:
        late = max(count(due_on, of.today), 1)
        return Urgency.OVERDUE, f"{again}逾期 {late} 个工作日{unsure}"
    if due_on == of.today:
        return Urgency.TODAY, f"{again}今天到期{unsure}"
    left = count(of.today, due_on)
    if of.missed_on is not None:
        return Urgency.OVERDUE, f"{again}曾逾期，剩 {left} 个工作日{unsure}"
    if of.waiting and of.until is not None and of.until >= of.today:
        return Urgency.PAUSED, f"{again}暂停，{_until(of)}"
    words = f"{again}剩 {left} 个工作日"
    if due_on != of.due_on:
        words += "（从严）"
    if left <= NEAR_DAYS:
        return Urgency.SOON, words + unsure
    if unsure:
        return Urgency.PROVISIONAL, f"{again}暂定 {short_day(due_on)}"
    return Urgency.RUNNING, words


def _until(of: Deadline) -> str:
    assert of.until is not None
    unsure = "" if of.is_settled(of.until) else UNSETTLED
    return f"最迟 {short_day(of.until)}{unsure}"


def _waiting(of: Deadline, again: str) -> tuple[Urgency, str]:
    missed = of.missed_on is not None
    urgency, before = (Urgency.OVERDUE, "曾逾期，") if missed else (Urgency.PAUSED, "")
    if of.until is not None:
        until = _until(of)
    else:
        # A period of the other side that has not begun waits for the day its letter arrived.
        until = "缺收件日期" if of.waiting.startswith(_HAVE_A_CLOCK) else of.waiting
    return urgency, f"{again}{before}暂停" + (f"，{until}" if until else "")


_HAVE_A_CLOCK = ("等待补正", "等待缴费", "征求第三方", "征求其他")
