"""What a limit of 20 working days costs, beside the calendars that others ship.

The same start days for all: every day from 2008 to 2025. Where `holidays` is installed it is
measured too; it pins an older dateutil and so has its own environment.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from importlib.util import find_spec
from time import perf_counter
from typing import Any

from casework.desk.office_calendar import built_in_outlook
from rules.working_days import days_between

LIMIT = 20
FIRST, LAST = date(2008, 1, 1), date(2025, 12, 31)
ROUNDS = 5
_ONE_DAY = timedelta(days=1)


def run() -> list[dict[str, Any]]:
    """Return name, ours, baseline, ratio and unit of each figure; times are microseconds."""
    days = list(days_between(FIRST, LAST))
    calendar = built_in_outlook(LAST.replace(year=LAST.year + 1)).safe
    answers = [calendar.nth_after(day, LIMIT) for day in days]
    ours = _best(lambda: [calendar.nth_after(day, LIMIT) for day in days]) / len(days)

    # The others take a while: every tenth start day is enough, and the answers must agree.
    sample, agreed = days[::10], answers[::10]
    others: dict[str, Callable[[date], date]] = {
        "chinesecalendar 自带 find_workday": _chinese_calendar_itself,
        "chinesecalendar 逐日计数": _chinese_calendar_day_by_day,
    }
    if find_spec("holidays"):
        others["holidays 的 get_nth_working_day"] = _holidays_itself()
    figures = []
    for name, nth_after in others.items():
        if [nth_after(day) for day in sample] != agreed:
            raise AssertionError(f"{name} 与本程序的到期日不一致")
        theirs = _best(partial(_each, nth_after, sample)) / len(sample)
        figures.append(_figure(f"20个工作日到期日，对比 {name}", ours, theirs))
    if not find_spec("holidays"):
        figures[-1]["name"] += "（未安装 holidays，未比）"
    # No package: the day loop at its barest, over the very table this program counts on.
    works = {day: calendar.is_working_day(day) for day in days_between(FIRST, calendar.last_day)}
    bare = _best(lambda: [_bare_loop(works, day) for day in sample]) / len(sample)
    return [*figures, _figure("20个工作日到期日，对比 最简逐日循环", ours, bare)]


def _each(count: Callable[[date], date], days: list[date]) -> list[date]:
    return [count(day) for day in days]


def _bare_loop(works: dict[date, bool], day: date) -> date:
    left = LIMIT
    while left:
        day += _ONE_DAY
        left -= works[day]
    return day


def _figure(name: str, ours: float, baseline: float) -> dict[str, Any]:
    return {
        "name": name,
        "ours": round(ours, 3),
        "baseline": round(baseline, 3),
        "ratio": round(ours / baseline, 4),
        "unit": "微秒",
    }


def _best(work: Callable[[], object]) -> float:
    """Return the least time of some rounds, in microseconds: what the machine can do."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times) * 1e6


def _chinese_calendar_itself(day: date) -> date:
    from chinese_calendar import find_workday, is_workday

    # It counts from the day itself: on a day of rest, the next working day is its day 0.
    return find_workday(LIMIT if is_workday(day) else LIMIT - 1, day)


def _chinese_calendar_day_by_day(day: date) -> date:
    from chinese_calendar import is_workday

    left = LIMIT
    while left:
        day += _ONE_DAY
        left -= is_workday(day)
    return day


def _holidays_itself() -> Callable[[date], date]:
    import holidays

    china = holidays.CN(years=range(FIRST.year - 1, LAST.year + 2))
    return lambda day: china.get_nth_working_day(day, LIMIT)


if __name__ == "__main__":
    for figure in run():
        sys.stdout.write("  ".join(str(value) for value in figure.values()) + "\n")
