"""The State Council's calendar as the program ships it, and the outlook on the years to come.

The days come from the chinesecalendar package; the document numbers of the notices and the days
they were published are kept here. The office may edit both in its register.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rules.errors import ClerkError
from rules.settled_days import settled_until
from rules.working_days import Outlook, SpecialDay

FIRST_DAY = date(2004, 1, 1)
LAST_DAY = date(2040, 12, 31)
# A limit that begins today, and its extension, end within so many years.
_YEARS_AHEAD = 4
# The last day of the last year the seed knows; a test holds it against the seed.
SEEDED_UNTIL = date(2026, 12, 31)


class HolidayNotice(NamedTuple):
    """A holiday notice: its document number and the day under it or, if later, of its appearing."""

    number: str
    issued_on: date


# Read off copies of the notices; those for 2004 to 2006 were not seen.
NOTICES = {
    2007: HolidayNotice("国办发明电〔2006〕49号", date(2006, 12, 14)),
    2008: HolidayNotice("国办发明电〔2007〕52号", date(2007, 12, 15)),
    2009: HolidayNotice("国办发明电〔2008〕42号", date(2008, 12, 4)),
    2010: HolidayNotice("国办发明电〔2009〕27号", date(2009, 12, 8)),
    2011: HolidayNotice("国办发明电〔2010〕40号", date(2010, 12, 10)),
    2012: HolidayNotice("国办发明电〔2011〕45号", date(2011, 12, 6)),
    2013: HolidayNotice("国办发明电〔2012〕33号", date(2012, 12, 8)),
    2014: HolidayNotice("国办发明电〔2013〕28号", date(2013, 12, 11)),
    2015: HolidayNotice("国办发明电〔2014〕28号", date(2014, 12, 16)),
    2016: HolidayNotice("国办发明电〔2015〕18号", date(2015, 12, 10)),
    2017: HolidayNotice("国办发明电〔2016〕17号", date(2016, 12, 1)),
    2018: HolidayNotice("国办发明电〔2017〕12号", date(2017, 11, 30)),
    2019: HolidayNotice("国办发明电〔2018〕15号", date(2018, 12, 6)),
    2020: HolidayNotice("国办发明电〔2019〕16号", date(2019, 11, 21)),
    2021: HolidayNotice("国办发明电〔2020〕27号", date(2020, 11, 25)),
    2022: HolidayNotice("国办发明电〔2021〕11号", date(2021, 10, 25)),
    2023: HolidayNotice("国办发明电〔2022〕16号", date(2022, 12, 8)),
    2024: HolidayNotice("国办发明电〔2023〕7号", date(2023, 10, 25)),
    2025: HolidayNotice("国办发明电〔2024〕12号", date(2024, 11, 12)),
    2026: HolidayNotice("国办发明电〔2025〕7号", date(2025, 11, 4)),
}


class Amendment(NamedTuple):
    """A notice that changed days of the running year."""

    notice: HolidayNotice
    first: date
    last: date


AMENDMENTS = (
    # 中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日.
    Amendment(
        HolidayNotice("国发明电〔2015〕1号", date(2015, 5, 13)), date(2015, 9, 3), date(2015, 9, 6)
    ),
    # 调整2019年劳动节假期安排.
    Amendment(
        HolidayNotice("国办发明电〔2019〕3号", date(2019, 3, 22)),
        date(2019, 4, 28),
        date(2019, 5, 5),
    ),
    # 延长2020年春节假期.
    Amendment(
        HolidayNotice("国办发明电〔2020〕1号", date(2020, 1, 27)),
        date(2020, 1, 31),
        date(2020, 2, 2),
    ),
)
_VICTORY_DAY = "抗战胜利70周年纪念日"
_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": _VICTORY_DAY,
}


def _notice(day: date) -> HolidayNotice | None:
    for amendment in AMENDMENTS:
        if amendment.first <= day <= amendment.last:
            return amendment.notice
    # What is set apart in December belongs to the New Year that follows.
    return NOTICES.get(day.year + (day.month == 12))


def source_of_year(year: int) -> str:
    """Return the document number of the notice for `year`, or an empty text where not known."""
    notice = NOTICES.get(year)
    return notice.number if notice else ""


def source_of(day: date) -> str:
    """Return the document number of the notice that set `day` apart, or an empty text."""
    notice = _notice(day)
    return notice.number if notice else ""


def issued_on(day: date) -> date | None:
    """Return the day the notice that set `day` apart was issued, None where not known."""
    notice = _notice(day)
    return notice.issued_on if notice else None


@lru_cache(maxsize=1)
def seed_days() -> tuple[SpecialDay, ...]:
    """Return every day a notice set apart from 2004 on, in order, as chinesecalendar gives them."""
    # Imported here because the command line and the first window can do without it.
    from chinese_calendar.constants import holidays, workdays

    off = [
        SpecialDay(day, False, f"{_NAMES.get(name, name)}放假", source_of(day))
        for day, name in holidays.items()
    ]
    worked = [
        SpecialDay(day, True, f"调休上班（{_NAMES.get(name, name)}）", source_of(day))
        for day, name in workdays.items()
    ]
    return tuple(sorted([*off, *worked], key=lambda day: day.on))


def seed_years() -> range:
    """Return the years whose notices the seed holds."""
    days = seed_days()
    return range(days[0].on.year, days[-1].on.year + 1)


def reach(today: date) -> tuple[date, date]:
    """Return the first and the last day of an office's calendar: what is kept, and round today."""
    first = date(max(today.year - 1, date.min.year), 1, 1)
    last = date(min(today.year + _YEARS_AHEAD, date.max.year - 1), 12, 31)
    return min(FIRST_DAY, first), max(LAST_DAY, last)


@lru_cache(maxsize=64)
def built_in_outlook(known_until: date | None = None) -> Outlook:
    """Return the outlook of the seed, from 2004 to `LAST_DAY`.

    With `known_until`, as if nothing had been published for the days after it. Raises `ClerkError`
    where that day lies before the calendar begins.
    """
    if known_until is not None and known_until < FIRST_DAY:
        raise ClerkError(
            f"日历截止日{known_until}早于内置工作日历的起始日{FIRST_DAY}，请改为该日或之后的日期。"
        )
    # The window's first list can do without it.
    from rules.forecast import outlook

    settled = settled_until(seed_years()[-1])
    published_until = settled if known_until is None else min(known_until, settled)
    return outlook(seed_days(), published_until, first_day=FIRST_DAY, last_day=LAST_DAY)
