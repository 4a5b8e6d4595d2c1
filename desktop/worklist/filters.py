"""The filters above the list, each a question to the register."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from casework.desk.desk import Desk
from casework.pages.worklist import five_days_end
from db.request_row import VOID_STATUS
from db.requests import Condition

Where = tuple[Condition, ...]
_OPEN = Condition("closed_on", "empty")
_NOT_VOID = Condition("status", "!=", VOID_STATUS)
# What was served and came back was in time or not on the day it was first posted.
_NOT_RETURNED = Condition("served_on", "empty")


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: its words, what to say where nothing answers, and its conditions today."""

    name: str
    words: str
    empty: str
    where: Callable[[Desk], Where]


def _due(since: date | None, until: date) -> Where:
    days = [Condition("due_on", "<=", until)]
    if since is not None:
        days.append(Condition("due_on", ">=", since))
    return (_OPEN, _NOT_VOID, _NOT_RETURNED, *days)


def _overdue(desk: Desk) -> Where:
    return _due(None, desk.today - timedelta(days=1))


def _today(desk: Desk) -> Where:
    return _due(desk.today, desk.today)


def _five_days(desk: Desk) -> Where:
    """Return what holds for today and the next four working days, everywhere the same."""
    return _due(desk.today, five_days_end(desk))


FILTERS = (
    Filter("open", "在办", "没有在办的申请", lambda _: (_OPEN, _NOT_VOID)),
    Filter("overdue", "逾期", "没有逾期的申请", _overdue),
    Filter("week", "五日内", "今天和后四个工作日都没有到期的", _five_days),
    Filter(
        "stopped",
        "暂停",
        "没有暂停计时的申请",
        lambda _: (_OPEN, Condition("waiting_for", "not empty")),
    ),
    Filter("closed", "办结", "还没有办结的申请", lambda _: (Condition("closed_on", "not empty"),)),
    Filter("all", "全部", "登记簿还是空的", lambda _: ()),
    Filter("today", "今天到期", "今天没有到期的申请", lambda desk: _due(desk.today, desk.today)),
)
