"""What the days of a year will be before its notice is published: surely at worst, and most likely.

The safe reading rests only where every way of arranging a festival rests, and works every weekend
day that any of them works, so that no limit counted on it ends later than the truth. The expected
reading follows the likeliest way. `rules.arrangements` says what the ways are.

Taken for certain: the statutory days; that the Spring Festival and National Day make a run of at
least seven days; that a festival beside a weekend borrows nothing; that a New Year on a Wednesday
stands alone. Beyond foresight: a day off given once for an occasion (3 September 2015), and days
taken back in an emergency. Of a year whose lunar festivals are not kept nothing is foreseen: the
safe reading works every day of it, the expected one its weeks.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from rules import lunar
from rules.arrangements import Arrangement, Feast, base_of, feasts_of, is_weekend, ways_of
from rules.statutory_holidays import Festival
from rules.working_days import Calendar, Outlook, SpecialDay, days_between

FORECAST_SOURCE = "放假通知尚未公布，按《全国年节及纪念日放假办法》推算"

# How many days before a festival its notice is the only one that can have set them apart.
_REACH = 4
# No notice moves a day further than this from the run it pays for.
_HORIZON = 14


@dataclass(frozen=True, slots=True)
class _Prospect:
    """What is known of a feast before its notice; days are ordinals."""

    first_off: int
    last_off: int
    perhaps_off: tuple[int, ...]
    perhaps_worked: tuple[int, ...]
    likeliest: Arrangement

    def shifted(self, by: int) -> "_Prospect":
        return _Prospect(
            self.first_off + by,
            self.last_off + by,
            tuple(day + by for day in self.perhaps_off),
            tuple(day + by for day in self.perhaps_worked),
            self.likeliest.shifted(by),
        )


def _prospect(ways: list[Arrangement]) -> _Prospect:
    off = {day for way in ways for day in range(way.first, way.last + 1)}
    return _Prospect(
        max(way.first for way in ways),
        min(way.last for way in ways),
        tuple(day for day in sorted(off) if not is_weekend(day)),
        tuple(sorted({day for way in ways for day in way.worked})),
        ways[0],
    )


@lru_cache(maxsize=256)
def _prospect_in_first_weeks(feast: Feast) -> _Prospect:
    return _prospect(_with_neighbour(feast))


def _with_neighbour(feast: Feast) -> list[Arrangement]:
    """Return the ways of arranging a feast, whether or not its neighbour takes its days."""
    ways = ways_of(feast)
    if feast.taken:
        ways = list(dict.fromkeys([*ways, *ways_of(replace(feast, taken=()))]))
    return ways


def _agreeing(feast: Feast, works: Callable[[int], bool], settled: int) -> list[Arrangement]:
    """Return the ways that agree with the days already settled; all of them where none does."""
    ways = _with_neighbour(feast)
    compared = range(feast.days[0] - _REACH, min(feast.days[-1] + _HORIZON, settled + 1))
    agreeing = [
        way
        for way in ways
        if all(way.rests(day) != works(day) for day in compared)
        and all(works(day) for day in way.worked if day <= settled)
    ]
    return agreeing or ways


def _prospects(
    year: int, works: Callable[[int], bool], settled: int
) -> Iterator[tuple[str, _Prospect]]:
    """Yield the headings of the year's notice with what is known of each, in their order."""
    neighbour: Arrangement | None = None
    for name, bare in feasts_of(year):
        feast = bare
        if name == Festival.NATIONAL.value and neighbour:
            # The Mid-Autumn may hold the weekend that would otherwise be worked for National Day.
            feast = replace(bare, taken=tuple(range(neighbour.first, neighbour.last + 1)))
        if feast.days[0] - 2 * _HORIZON > settled:
            by = base_of(feast)
            prospect = _prospect_in_first_weeks(feast.shifted(-by)).shifted(by)
        else:
            prospect = _prospect(_agreeing(feast, works, settled))
        neighbour = prospect.likeliest
        yield name, prospect


def _special(day: int, name: str, *, is_working: bool) -> SpecialDay:
    return SpecialDay(date.fromordinal(day), is_working, name, FORECAST_SOURCE)


def _safe_days(prospects: list[tuple[str, _Prospect]]) -> Iterator[SpecialDay]:
    surely_off: set[int] = set()
    for _, prospect in prospects:
        surely_off.update(range(prospect.first_off, prospect.last_off + 1))
    for name, prospect in prospects:
        for day in range(prospect.first_off, prospect.last_off + 1):
            yield _special(day, f"{name}放假（推算）", is_working=False)
        for days, words in (
            (prospect.perhaps_off, "可能放假"),
            (prospect.perhaps_worked, "可能调休上班"),
        ):
            for day in days:
                if day not in surely_off:
                    yield _special(day, f"{name}{words}，暂计入工作日", is_working=True)


def _expected_days(prospects: list[tuple[str, _Prospect]]) -> Iterator[SpecialDay]:
    for name, prospect in prospects:
        likeliest = prospect.likeliest
        for day in range(likeliest.first, likeliest.last + 1):
            yield _special(day, f"{name}放假（推算）", is_working=False)
        for day in likeliest.worked:
            yield _special(day, f"调休上班（{name}，推算）", is_working=True)


def _unforeseen_days(published_until: date, last_day: date) -> list[SpecialDay]:
    """Return the days of rest that may be worked in years without a lunar calendar: all of them."""
    first = max(published_until + timedelta(days=1), date(lunar.LAST_YEAR + 1, 1, 1))
    return [
        SpecialDay(day, True, "放假安排无从推算，暂计入工作日", FORECAST_SOURCE)
        for day in days_between(first, last_day)
        if is_weekend(day.toordinal())
    ]


def outlook(
    special_days: Iterable[SpecialDay],
    published_until: date,
    *,
    first_day: date,
    last_day: date,
    local: Iterable[SpecialDay] = (),
) -> Outlook:
    """Return the safe and the expected calendar from `first_day` to `last_day`.

    What `special_days` says of the days after `published_until` is left aside; what a region gives
    counts only where it is `local` and worked, so that no limit ends later than the truth.
    """
    known = tuple(day for day in special_days if day.on <= published_until)
    ordered = tuple(day for day in local if day.is_working and day.on > published_until)
    return _outlook(known, published_until, first_day, last_day, ordered)


# A register opened again, or a setting changed, asks the same once more.
@lru_cache(maxsize=4)
def _outlook(
    settled_days: tuple[SpecialDay, ...],
    published_until: date,
    first_day: date,
    last_day: date,
    ordered_days: tuple[SpecialDay, ...],
) -> Outlook:
    known = {day.on: day for day in settled_days}
    ordered = {day.on: day for day in ordered_days}
    settled = published_until.toordinal()

    def works(day: int) -> bool:
        special = known.get(date.fromordinal(day))
        return special.is_working if special else not is_weekend(day)

    # The New Year after the last day may reach back before it.
    until = min((last_day + timedelta(days=_HORIZON)).year, lunar.LAST_YEAR)
    years = range(published_until.year, until + 1)
    prospects = [prospect for year in years for prospect in _prospects(year, works, settled)]
    unforeseen = _unforeseen_days(published_until, last_day)

    def calendar(forecast: Iterable[SpecialDay]) -> Calendar:
        ahead = {day.on: day for day in forecast if published_until < day.on <= last_day}
        ahead.update(ordered)
        return Calendar(
            [*known.values(), *ahead.values()],
            first_day=first_day,
            last_day=last_day,
            published_until=published_until,
        )

    safe = calendar([*_safe_days(prospects), *unforeseen])
    return Outlook(safe, calendar(_expected_days(prospects)))
