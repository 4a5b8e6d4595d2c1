"""Working days: Monday to Friday, less the State Council's days off, plus its make-up days.

A `Calendar` is a table of days, made once and asked often: the n-th working day after a day is
two look-ups. Nothing here knows today's date or where the table came from.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import accumulate, compress
from typing import NamedTuple

from rules.errors import ClerkError
from rules.tasks import NEAR_DAYS

WEEKDAYS = "一二三四五六日"
_ONE_DAY = timedelta(days=1)
_WEEK = bytes((1, 1, 1, 1, 1, 0, 0))


class SpecialDay(NamedTuple):
    """A day the State Council set apart from the ordinary week, and the notice that did so."""

    on: date
    is_working: bool
    name: str
    source: str = ""


class Calendar:
    """Which days are working days from `first_day` to `last_day`, both included.

    Days after `published_until` are not settled by any notice yet: what the table says of them is
    an assumption of whoever made it (see `rules.forecast`).
    """

    def __init__(
        self,
        special_days: Iterable[SpecialDay],
        *,
        first_day: date,
        last_day: date,
        published_until: date | None = None,
    ) -> None:
        self.first_day = first_day
        self.last_day = last_day
        self.published_until = last_day if published_until is None else published_until
        self.special_days: Mapping[date, SpecialDay] = {day.on: day for day in special_days}
        self._start = first_day.toordinal()
        length = last_day.toordinal() - self._start + 1
        # Ordinal 1 (0001-01-01) was a Monday.
        past_monday = (self._start - 1) % 7
        works = bytearray(_WEEK * (length // 7 + 2))[past_monday : past_monday + length]
        for day in self.special_days.values():
            index = day.on.toordinal() - self._start
            if 0 <= index < length:
                works[index] = day.is_working
        self._works = bytes(works)
        self._worked = list(accumulate(self._works))
        ordinals = range(self._start, self._start + length)
        self._working_ordinals = list(compress(ordinals, self._works))

    def _index(self, day: date) -> int:
        index = day.toordinal() - self._start
        if not 0 <= index < len(self._works):
            raise self._outside(day)
        return index

    def _outside(self, day: date | None) -> ClerkError:
        first, last = self.first_day.year, self.last_day.year
        which = "所求的日期" if day is None else day.isoformat()
        return ClerkError(f"{which}不在工作日历范围内（{first}年至{last}年），请核对日期。")

    def is_working_day(self, day: date) -> bool:
        """Tell whether `day` is a working day; raises `ClerkError` outside the calendar."""
        return bool(self._works[self._index(day)])

    def count(self, after: date, until: date) -> int:
        """Return the number of working days later than `after` and not later than `until`.

        Negative where `until` lies before `after`: the days that would have to be given back.
        """
        return self._worked[self._index(until)] - self._worked[self._index(after)]

    def nth_after(self, day: date, working_days: int) -> date:
        """Return the last day of a limit of `working_days` that `day` sets running.

        The day itself is not counted (民法典201); 0 gives the day itself.

        Raises `ClerkError` where the calendar does not reach so far, or the limit is no limit.
        """
        if working_days < 0:
            raise ClerkError(f"期限不能是负数（{working_days}个工作日），请改为0或正整数。")
        if working_days == 0:
            return day
        position = self._worked[self._index(day)] + working_days - 1
        if position >= len(self._working_ordinals):
            raise self._outside(None)
        return date.fromordinal(self._working_ordinals[position])

    def nth_before(self, day: date, working_days: int) -> date:
        """Return the working day that lies so many before `day`; 0 gives the last one up to it.

        Raises `ClerkError` where the calendar does not reach so far.
        """
        position = self._worked[self._index(day)] - 1 - working_days
        if working_days < 0 or position < 0:
            raise self._outside(None)
        return date.fromordinal(self._working_ordinals[position])

    def next_working_day(self, day: date) -> date:
        """Return `day` itself if it is a working day, else the first one after it (民法典203).

        Raises `ClerkError` where the calendar does not reach so far.
        """
        position = bisect_right(self._working_ordinals, day.toordinal() - 1)
        if position >= len(self._working_ordinals):
            raise self._outside(day)
        return date.fromordinal(self._working_ordinals[position])

    def day_after(self, day: date) -> date:
        """Return the first working day after `day`."""
        return self.nth_after(day, 1)

    def near_until(self, day: date) -> date:
        """Return the last day that is near on `day`: of it and the next four working days."""
        return self.nth_after(day, NEAR_DAYS)

    def is_published(self, day: date) -> bool:
        """Tell whether the days off of `day`'s year were published when the table was made."""
        return day <= self.published_until

    def why(self, day: date) -> str:
        """Return the word for what kind of day this is: 工作日, 周六, 春节放假 and so on."""
        special = self.special_days.get(day)
        if special is None:
            return "工作日" if day.weekday() < 5 else f"周{WEEKDAYS[day.weekday()]}"
        return special.name

    def source(self, day: date) -> str:
        """Return the notice that set the day apart, or an empty text for an ordinary day."""
        special = self.special_days.get(day)
        return "" if special is None else special.source


class Outlook(NamedTuple):
    """Two readings of the days to come, equal on every day already published.

    `safe` never counts fewer working days than the truth will, so that a limit counted on it
    never ends later than the truth. `expected` is the likeliest course.
    """

    safe: Calendar
    expected: Calendar

    def last_days(self, day: date, working_days: int) -> tuple[date, date]:
        """Return the safe and the expected last day of a limit that `day` sets running."""
        safe_on = self.safe.nth_after(day, working_days)
        if safe_on <= self.published_until:
            return safe_on, safe_on
        return safe_on, self.expected.nth_after(day, working_days)

    @property
    def published_until(self) -> date:
        """The last day whose working or resting is settled."""
        return self.safe.published_until


def with_local_days(
    national: Iterable[SpecialDay], local: Iterable[SpecialDay]
) -> list[SpecialDay]:
    """Return the nation's days and those a region adds, in order.

    Where both speak of a day the nation's notice stands: a region gives days off beside it and
    cannot take back a make-up day.
    """
    days = {day.on: day for day in local}
    days.update({day.on: day for day in national})
    return [days[on] for on in sorted(days)]


def days_between(first: date, last: date) -> Iterable[date]:
    """Yield every calendar day from `first` to `last`, both included."""
    day = first
    while day <= last:
        yield day
        day += _ONE_DAY
