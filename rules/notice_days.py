"""What a sentence of a holiday notice asks of the notice it stands in, and its runs of days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from rules.errors import ClerkError
from rules.notice_tokens import DayWord
from rules.working_days import WEEKDAYS, days_between

LONGEST_RUN = 16
_ONE_DAY = timedelta(days=1)


class Days(Protocol):
    """What a sentence asks of the notice it stands in."""

    def day(self, word: DayWord, start: date | None) -> date:
        """Return the day a word names; raises `ClerkError` where there is none."""
        ...

    def extended(self, festival: str, until: date) -> list[date]:
        """Return the days added to a festival's days off; raises `ClerkError` where unclear."""
        ...

    def is_the_festivals(self, days: Sequence[date]) -> bool:
        """Tell whether one of the days is given by law for the festival of the heading."""
        ...

    def given_by_law(self, days: Sequence[date]) -> bool:
        """Tell whether one of the days is a statutory day off."""
        ...

    def known_off(self) -> list[date]:
        """Return the days off already read under the heading."""
        ...

    def rests(self, day: date) -> bool:
        """Tell whether a day rests as far as the calendar is known without this notice."""
        ...


def with_weekends(run: Sequence[date]) -> list[date]:
    """Return a run with the weekends that touch it."""
    first, last = min(run), max(run)
    while (first - _ONE_DAY).weekday() >= 5:
        first -= _ONE_DAY
    while (last + _ONE_DAY).weekday() >= 5:
        last += _ONE_DAY
    return list(days_between(first, last))


def run_of(start: date, end: date, text: str) -> list[date]:
    """Return the days after `start` to `end`; raises `ClerkError` where they make no holiday."""
    if end < start:
        raise ClerkError(f"“{text}”的起止日期颠倒了，请核对通知原文。")
    if (end - start).days >= LONGEST_RUN:
        raise ClerkError(f"“{text}”长达{(end - start).days + 1}天，不像一次假期，请核对起止日期。")
    return list(days_between(start + _ONE_DAY, end))


def check_weekday(day: date, weekday: int) -> None:
    """Raise `ClerkError` where a day is not the weekday written after it."""
    if day.weekday() != weekday:
        raise ClerkError(
            f"{day.year}年{day.month}月{day.day}日是星期{WEEKDAYS[day.weekday()]}，"
            f"而文中写的是星期{WEEKDAYS[weekday]}，请核对日期、星期和年份。"
        )
