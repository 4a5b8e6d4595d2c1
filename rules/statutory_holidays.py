"""The days off that the law itself gives everybody, whatever a year's notice arranges around them.

全国年节及纪念日放假办法 art. 2. A statutory day that falls on a Saturday or Sunday is made good on
a working day (art. 6); which one, only the notice says.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum

from rules import lunar
from rules.law import Dated, InForce
from rules.provisions import Provision

MADE_GOOD = Provision.HOLIDAY_MADE_GOOD


class Festival(Enum):
    """A festival on which everybody is off; the value is its name in a notice."""

    NEW_YEAR = "元旦"
    SPRING = "春节"
    QINGMING = "清明节"
    LABOUR = "劳动节"
    DRAGON_BOAT = "端午节"
    MID_AUTUMN = "中秋节"
    NATIONAL = "国庆节"

    def first_day(self, year: int) -> date:
        """Return the day the festival is counted from, such as 正月初一 or 1 May."""
        match self:
            case Festival.NEW_YEAR:
                return date(year, 1, 1)
            case Festival.SPRING:
                return lunar.spring_festival(year)
            case Festival.QINGMING:
                return lunar.qingming(year)
            case Festival.LABOUR:
                return date(year, 5, 1)
            case Festival.DRAGON_BOAT:
                return lunar.dragon_boat_festival(year)
            case Festival.MID_AUTUMN:
                return lunar.mid_autumn_festival(year)
            case Festival.NATIONAL:
                return date(year, 10, 1)


# Days from the festival's own day: -1 is 除夕, 0 正月初一.
Offsets = Mapping[Festival, tuple[int, ...]]
_SINGLE = {
    Festival.NEW_YEAR: (0,),
    Festival.QINGMING: (0,),
    Festival.DRAGON_BOAT: (0,),
    Festival.MID_AUTUMN: (0,),
    Festival.NATIONAL: (0, 1, 2),
}
STATUTORY_DAYS: Dated[Offsets] = Dated(
    InForce(
        date(1999, 9, 18),
        {
            Festival.NEW_YEAR: (0,),
            Festival.SPRING: (0, 1, 2),
            Festival.LABOUR: (0, 1, 2),
            Festival.NATIONAL: (0, 1, 2),
        },
        Provision.HOLIDAYS_1999,
    ),
    InForce(
        date(2008, 1, 1),
        {**_SINGLE, Festival.SPRING: (-1, 0, 1), Festival.LABOUR: (0,)},
        Provision.HOLIDAYS_2007,
    ),
    InForce(
        date(2014, 1, 1),
        {**_SINGLE, Festival.SPRING: (0, 1, 2), Festival.LABOUR: (0,)},
        Provision.HOLIDAYS_2013,
    ),
    InForce(
        date(2025, 1, 1),
        {**_SINGLE, Festival.SPRING: (-1, 0, 1, 2), Festival.LABOUR: (0, 1)},
        Provision.HOLIDAYS,
    ),
)


def statutory_days(year: int) -> dict[Festival, tuple[date, ...]]:
    """Return each festival's statutory days off in `year`, in the order of the year.

    Raises `ValueError` where the lunar calendar of the year is not kept (see `rules.lunar`).
    """
    offsets = STATUTORY_DAYS.on(date(year, 1, 1)).value
    days = {
        festival: tuple(
            festival.first_day(year) + timedelta(days=offset) for offset in offsets[festival]
        )
        for festival in Festival
        if festival in offsets
    }
    return dict(sorted(days.items(), key=lambda entry: entry[1]))
