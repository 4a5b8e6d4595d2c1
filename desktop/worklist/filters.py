"""The filters above the list, each a question to the register."""

from collections.abc import Callable
from dataclasses import dataclass

from casework.desk.desk import Desk
from casework.desk.questions import VOID_STATUS, AnyOf, QueryCondition, Where
from casework.pages.agenda import cases_in
from casework.pages.agenda_items import DayGroup

_OPEN = QueryCondition("closed_on", "empty")
# A closed case whose reply is being challenged is work as long as a day of it is to be kept.
_AT_WORK = AnyOf((_OPEN, QueryCondition("watch_on", "not empty")))
_NOT_VOID = QueryCondition("status", "!=", VOID_STATUS)


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: its words, what to say where nothing answers, and its conditions today."""

    name: str
    words: str
    empty: str
    where: Callable[[Desk], Where]


def _in(*groups: DayGroup) -> Callable[[Desk], Where]:
    """Return what holds for the requests that have a day in these groups of the board."""
    return lambda desk: (QueryCondition("id", "in", cases_in(desk, *groups)),)


_NEAR = _in(DayGroup.TODAY, DayGroup.NEAR)
FILTERS = (
    Filter("open", "在办", "没有在办的申请", lambda _: (_AT_WORK, _NOT_VOID)),
    Filter("overdue", "逾期", "没有逾期的申请", _in(DayGroup.OVERDUE)),
    Filter("week", "五日内", "今天和后四个工作日都没有到期的", _NEAR),
    Filter(
        "stopped",
        "暂停",
        "没有暂停计时的申请",
        lambda _: (_OPEN, QueryCondition("waiting_for", "not empty")),
    ),
    Filter(
        "closed", "办结", "还没有办结的申请", lambda _: (QueryCondition("closed_on", "not empty"),)
    ),
    Filter("all", "全部", "登记簿还是空的", lambda _: ()),
    Filter("today", "今天到期", "今天没有到期的申请", _in(DayGroup.TODAY)),
)
