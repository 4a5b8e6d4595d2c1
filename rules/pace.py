"""How long what is still needed takes, and so the last safe day of each act before a reply.

Counted back from the due day: each act must be done early enough that those after it, at the
office's usual pace, are still done in time.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import NamedTuple

from rules.working_days import Calendar


class Need(Enum):
    """What a reply still needs, in the order in which it is done; usual working days for each."""

    ASSIGN = "分办", 1
    SECTIONS = "科室答复", 5
    SEARCH = "检索", 3
    OTHERS = "征求意见的答复", 0
    REFERRAL = "报请确定的答复", 0
    REVIEW = "审查", 2
    DECIDE = "作出答复", 1
    COUNSEL = "法律审核", 3
    APPROVE = "签发", 1
    SERVE = "送达", 1

    def __init__(self, label: str, usual_days: int) -> None:
        self.label = label
        self.usual_days = usual_days


USUAL: Mapping[Need, int] = {need: need.usual_days for need in Need}


class LastSafeDay(NamedTuple):
    """An act still needed and the last day on which it is safe."""

    need: Need
    on: date


def last_safe_days(
    needs: Iterable[Need], due_on: date, calendar: Calendar, pace: Mapping[Need, int] = USUAL
) -> list[LastSafeDay]:
    """Return the last safe day of each act needed, in their order.

    The last one may be done on the due day itself; each one before leaves room for the next.
    """
    found: list[LastSafeDay] = []
    day = calendar.nth_before(due_on, 0)
    for need in sorted(set(needs), key=list(Need).index, reverse=True):
        found.append(LastSafeDay(need, day))
        day = calendar.nth_before(day, pace.get(need, need.usual_days))
    return found[::-1]


def done_on(
    needs: Iterable[Need], today: date, calendar: Calendar, pace: Mapping[Need, int] = USUAL
) -> date:
    """Return the day on which everything needed is done at this pace, begun today."""
    return calendar.nth_after(today, sum(pace.get(need, need.usual_days) for need in set(needs)))


def longest_needed(today: date, calendar: Calendar, pace: Mapping[Need, int] = USUAL) -> date:
    """Return the day on which a case that needs everything is done: what is due later can wait."""
    return done_on(tuple(Need), today, calendar, pace)


def own_day(
    need: Need, on: date, due_on: date, calendar: Calendar, pace: Mapping[Need, int] = USUAL
) -> date:
    """Return the day to set somebody for an act, asked on a day: counted back from the due day.

    Never the day of asking itself while the due day lies ahead, and never after the due day.
    """
    after = [one for one in (Need.REVIEW, Need.DECIDE, Need.APPROVE, Need.SERVE) if _is(one, need)]
    kept = sum(pace.get(one, one.usual_days) for one in after)
    latest = calendar.nth_before(due_on, kept)
    return min(max(latest, calendar.nth_after(on, 1)), max(due_on, on))


def urged_day(on: date, calendar: Calendar) -> date:
    """Return the day to set somebody who is urged: two working days on."""
    return calendar.nth_after(on, _URGED_DAYS)


_URGED_DAYS = 2


def _is(one: Need, later_than: Need) -> bool:
    order = list(Need)
    return order.index(one) > order.index(later_than)
