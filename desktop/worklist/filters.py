"""The filters above the list, each a question to the register."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from casework.desk.questions import VOID_STATUS, Condition

Where = tuple[Condition, ...]
_OPEN = Condition("closed_on", "empty")
_NOT_VOID = Condition("status", "!=", VOID_STATUS)
# What was served and came back was in time or not on the day it was first posted.
_NOT_RETURNED = Condition("served_on", "empty")


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: its words, what to say where nothing answers, and its conditions on a day."""

    name: str
    words: str
    empty: str
    where: Callable[[date], Where]


def _due(since: int | None, until: int) -> Callable[[date], Where]:
    def where(today: date) -> Where:
        days = [Condition("due_on", "<=", today + timedelta(days=until))]
        if since is not None:
            days.append(Condition("due_on", ">=", today + timedelta(days=since)))
        return (_OPEN, _NOT_VOID, _NOT_RETURNED, *days)

    return where


FILTERS = (
    Filter("open", "在办", "没有在办的申请", lambda _: (_OPEN, _NOT_VOID)),
    Filter("overdue", "逾期", "没有逾期的申请", _due(None, -1)),
    Filter("today", "今天到期", "今天没有到期的申请", _due(0, 0)),
    Filter("week", "七日内到期", "七日内没有到期的申请", _due(0, 7)),
    Filter(
        "stopped",
        "暂停",
        "没有暂停计时的申请",
        lambda _: (_OPEN, Condition("waiting_for", "not empty")),
    ),
    Filter(
        "closed", "已办结", "还没有办结的申请", lambda _: (Condition("closed_on", "not empty"),)
    ),
    Filter("all", "全部", "登记簿还是空的", lambda _: ()),
)
