"""The ways a yearly notice may arrange a festival, and which of them it would choose.

A notice makes one run of days off of a festival's statutory days and the weekend beside them, and
pays for each weekday it borrows with a weekend day worked nearby. There are few ways to do that,
and they are listed here from the weekday of the festival alone: no year's answer is written down.

The choice among them follows the principles that the State Council's notice for 2025 states
(国办发明电〔2024〕12号: eight days from 除夕, seven from 1 October, five at Labour Day, three
elsewhere but one alone on a Wednesday, eight where Mid-Autumn and National Day meet) and 放假办法
art. 7 (six days of work on end beside a holiday at most); earlier notices show the same habits
with a day less.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from rules.statutory_holidays import Festival, statutory_days

_WEEK = 7
_SUNDAY = 0
_WEDNESDAY = 3
_SHORT_RUN = 3
_LABOUR_RUN = 5
_LONG_RUN = 7
_MOST_BORROWED = 2
# Weekdays before National Day that were once joined to it (2008).
_DAYS_BEFORE_NATIONAL = 3
# So near before National Day, a Mid-Autumn on a weekend may be made good there (2015).
_MADE_GOOD_LATER = 10

# The years from which a principle holds.
_EVE_OPENS_SPRING_SINCE = 2008
_WEDNESDAY_ALONE_SINCE = 2014
_FIVE_LABOUR_DAYS_SINCE = 2020
_REVISED_SINCE = 2025


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A run of days off, and the weekend days worked to pay for it; days are ordinals."""

    first: int
    last: int
    worked: tuple[int, ...] = ()

    def shifted(self, by: int) -> "Arrangement":
        """Return the same arrangement `by` days later."""
        return Arrangement(self.first + by, self.last + by, tuple(day + by for day in self.worked))

    def rests(self, day: int) -> bool:
        """Tell whether `day` is a day off under this arrangement."""
        if self.first <= day <= self.last:
            return True
        return is_weekend(day) and day not in self.worked


@dataclass(frozen=True, slots=True)
class Feast:
    """One heading of a notice: a festival, or two that share one run of days off.

    Days are ordinals. `days` are the statutory ones; `given` counts them (two festivals may fall on
    one day); the run usually begins on `opens` and lasts `usual` days, and may last any of
    `lengths`; `joins_before` weekdays before it may be joined to it. A feast that `must_run` is
    never given its statutory days alone; `stands_alone` where nothing else is usual, and
    `only_alone` where nothing else is to be reckoned with. `on_end` is the most days of work in a
    row, `taken` the days off of a neighbouring feast.
    """

    days: tuple[int, ...]
    given: int
    opens: int
    usual: int
    lengths: tuple[int, ...]
    on_end: int
    must_run: bool = False
    joins_before: int = 0
    stands_alone: bool = False
    only_alone: bool = False
    made_good_later: bool = False
    taken: tuple[int, ...] = ()

    @property
    def is_single(self) -> bool:
        """Whether the feast is one statutory day that makes three days off with a weekend."""
        return self.lengths == (_SHORT_RUN,)

    def shifted(self, by: int) -> "Feast":
        """Return the same feast `by` days later."""
        return replace(
            self,
            days=tuple(day + by for day in self.days),
            opens=self.opens + by,
            taken=tuple(day + by for day in self.taken),
        )


def is_weekend(day: int) -> bool:
    """Tell whether the day of an ordinal is a Saturday or Sunday."""
    return (day - 1) % _WEEK >= 5


def _weekdays(first: int, last: int) -> int:
    """Return how many days from `first` to `last`, both included, are Mondays to Fridays."""
    until, before = divmod(last, _WEEK), divmod(first - 1, _WEEK)
    return (until[0] - before[0]) * 5 + min(until[1], 5) - min(before[1], 5)


def feasts_of(year: int) -> list[tuple[str, Feast]]:
    """Return the headings that a notice for `year` would have, in the order of the year."""
    days = {
        festival: tuple(day.toordinal() for day in days_off)
        for festival, days_off in statutory_days(year).items()
    }
    national = days[Festival.NATIONAL][0]
    mid_autumn = days.get(Festival.MID_AUTUMN, (0,))[0]
    # A Mid-Autumn within the week, or with a day at most in between, shares National Day's run.
    is_shared = national - 2 <= mid_autumn <= national + _LONG_RUN
    feasts: list[tuple[str, Feast]] = []
    for festival, off in days.items():
        if festival is Festival.MID_AUTUMN and is_shared:
            continue
        if festival is Festival.NATIONAL and is_shared:
            name = f"{festival.value}、{Festival.MID_AUTUMN.value}"
            feasts.append((name, _shared(off, mid_autumn, year)))
        else:
            feasts.append((festival.value, _feast(festival, off, year, national)))
    return feasts


def _on_end(year: int) -> int:
    return 6 if year >= _REVISED_SINCE else 7


def _shared(national: tuple[int, ...], mid_autumn: int, year: int) -> Feast:
    usual = _LONG_RUN + 1
    days = tuple(sorted({*national, mid_autumn}))
    lengths = (usual, usual + 1)
    return Feast(days, len(national) + 1, days[0], usual, lengths, _on_end(year), must_run=True)


def _feast(festival: Festival, off: tuple[int, ...], year: int, national: int) -> Feast:
    given, opens, on_end = len(off), off[0], _on_end(year)
    if festival is Festival.SPRING:
        # 除夕 opened the run in the years too in which the law did not give it.
        opens = Festival.SPRING.first_day(year).toordinal() - (year >= _EVE_OPENS_SPRING_SINCE)
        usual = _LONG_RUN + (year >= _REVISED_SINCE)
        return Feast(off, given, opens, usual, (usual, usual + 1), on_end, must_run=True)
    if festival is Festival.NATIONAL or given == _SHORT_RUN:
        lengths = (_LONG_RUN, _LONG_RUN + 1)
        before = _DAYS_BEFORE_NATIONAL
        return Feast(off, given, opens, _LONG_RUN, lengths, on_end, True, joins_before=before)
    if festival is Festival.LABOUR:
        usual = _LABOUR_RUN if year >= _FIVE_LABOUR_DAYS_SINCE else _SHORT_RUN
        any_length = tuple(range(_SHORT_RUN, _LABOUR_RUN + 1))
        return Feast(off, given, opens, usual, any_length, on_end)
    is_wednesday = opens % _WEEK == _WEDNESDAY
    return Feast(
        off,
        given,
        opens,
        _SHORT_RUN,
        (_SHORT_RUN,),
        on_end,
        stands_alone=is_wednesday,
        # Labour Day 2019, a Wednesday, was changed by a notice of its own in March; for New Year
        # there is no such time between the notice and the day.
        only_alone=(
            is_wednesday and festival is Festival.NEW_YEAR and year >= _WEDNESDAY_ALONE_SINCE
        ),
        made_good_later=0 < national - opens < _MADE_GOOD_LATER,
    )


def _first_days(feast: Feast) -> Iterator[int]:
    """Yield the days on which a run may begin."""
    if not feast.must_run:
        yield from range(feast.days[-1] - feast.lengths[-1] + 1, feast.days[0] + 1)
        return
    earliest = feast.opens
    while is_weekend(earliest - 1):
        earliest -= 1
    yield from range(min(earliest, feast.opens - feast.joins_before), feast.opens + 1)
    if feast.days[0] > feast.opens and not is_weekend(feast.opens):
        # 2014 and 2024: 除夕 was worked.
        yield feast.days[0]


def _runs(feast: Feast) -> list[tuple[int, int, int]]:
    """Return the runs of days off a notice may make: first day, last day, weekdays borrowed."""
    runs = []
    for first in _first_days(feast):
        for last in (first + length - 1 for length in feast.lengths):
            borrowed = _weekdays(first, last) - feast.given
            if last >= feast.days[-1] and 0 <= borrowed <= _MOST_BORROWED:
                runs.append((first, last, borrowed))
    if feast.is_single and any(borrowed == 0 for *_, borrowed in runs):
        # Beside a weekend nothing need be borrowed; only on a Sunday it was (New Year 2012).
        most = 1 if feast.days[0] % _WEEK == _SUNDAY else 0
        runs = [run for run in runs if run[2] <= most]
    return runs


def _nearest(day: int, step: int, taken: tuple[int, ...]) -> tuple[int, int]:
    """Return the two weekend days nearest to a run on one of its sides."""
    found: list[int] = []
    while len(found) < 2:
        day += step
        if is_weekend(day) and day not in taken:
            found.append(day)
    return found[0], found[1]


def _payments(feast: Feast, first: int, last: int, borrowed: int) -> Iterator[tuple[int, ...]]:
    """Yield the weekend days that may be worked for a run."""
    before, after = _nearest(first, -1, feast.taken), _nearest(last, 1, feast.taken)
    if borrowed == 0:
        yield ()
    elif borrowed == 1:
        yield before[:1]
        yield after[:1]
    else:
        yield before[0], after[0]
        # Two on one side only as one whole weekend.
        if before[0] - before[1] == 1:
            yield before[1], before[0]
        if after[1] - after[0] == 1:
            yield after


def _longest_stretch(way: Arrangement, taken: tuple[int, ...]) -> int:
    """Return the most days worked on end beside the run or around a day worked for it."""

    def works(day: int) -> bool:
        return not way.rests(day) and day not in taken

    longest = high = 0
    for day in sorted((way.first - 1, way.last + 1, *way.worked)):
        if day < high or not works(day):
            continue
        low, high = day - 1, day + 1
        while works(low):
            low -= 1
        while works(high):
            high += 1
        longest = max(longest, high - low - 1)
    return longest


def _strangeness(feast: Feast, way: Arrangement) -> tuple[int, ...]:
    """Return a measure that is least for the arrangement a notice would choose."""
    length = way.last - way.first + 1
    missing = feast.opens + feast.usual - 1 - way.last if feast.must_run else feast.usual - length
    stretch = _longest_stretch(way, feast.taken)
    # A weekend of which one day is worked and the other spent at home pleases nobody.
    broken = sum(
        way.rests(other) and not way.first <= other <= way.last
        for other in (day - 1 if day % _WEEK == _SUNDAY else day + 1 for day in way.worked)
    )
    return (
        max(missing, 0),
        max(way.first - feast.opens, 0),
        max(stretch - feast.on_end, 0),
        _weekdays(way.first, way.last),
        _weekdays(way.first, feast.opens - 1),
        broken,
        length,
        abs(way.first - feast.opens),
        stretch,
    )


@lru_cache(maxsize=256)
def _ways_in_first_weeks(feast: Feast) -> tuple[Arrangement, ...]:
    ways = sorted(
        (
            Arrangement(first, last, worked)
            for first, last, borrowed in _runs(feast)
            for worked in _payments(feast, first, last, borrowed)
        ),
        key=lambda way: _strangeness(feast, way),
    )
    # Beside a weekend a festival is joined to it, and on one it is made good (放假办法第六条).
    is_joined = feast.is_single and any(not way.worked for way in ways)
    is_moved = feast.made_good_later and is_weekend(feast.days[0])
    may_be_alone = not feast.must_run and (is_moved or not is_joined)
    alone = [Arrangement(feast.days[0], feast.days[-1])] if may_be_alone else []
    if feast.only_alone:
        return tuple(alone)
    return tuple(alone + ways) if feast.stands_alone else tuple(ways + alone)


def ways_of(feast: Feast) -> list[Arrangement]:
    """Return every way a notice may arrange a feast, the likeliest first."""
    by = base_of(feast)
    return [way.shifted(by) for way in _ways_in_first_weeks(feast.shifted(-by))]


def base_of(feast: Feast) -> int:
    """Return a Sunday ordinal by which a feast is moved back to where its like are remembered."""
    return (feast.days[0] // _WEEK - 20) * _WEEK
