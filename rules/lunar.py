"""The festivals of the lunar calendar, and Qingming, as days of the ordinary calendar.

The lunar calendar follows the new moons and solar terms seen from longitude 120° east; its
published dates are kept here as a table, because a rule that the office must answer for should be
one that a clerk can look up. Qingming is a solar term and falls out of a formula.
"""

from datetime import date, timedelta

FIRST_YEAR = 2000
LAST_YEAR = 2070

# Year, then month and day of 正月初一, 五月初五 and 八月十五.
_DATES = """
2000 0205 0606 0912
2001 0124 0625 1001
2002 0212 0615 0921
2003 0201 0604 0911
2004 0122 0622 0928
2005 0209 0611 0918
2006 0129 0531 1006
2007 0218 0619 0925
2008 0207 0608 0914
2009 0126 0528 1003
2010 0214 0616 0922
2011 0203 0606 0912
2012 0123 0623 0930
2013 0210 0612 0919
2014 0131 0602 0908
2015 0219 0620 0927
2016 0208 0609 0915
2017 0128 0530 1004
2018 0216 0618 0924
2019 0205 0607 0913
2020 0125 0625 1001
2021 0212 0614 0921
2022 0201 0603 0910
2023 0122 0622 0929
2024 0210 0610 0917
2025 0129 0531 1006
2026 0217 0619 0925
2027 0206 0609 0915
2028 0126 0528 1003
2029 0213 0616 0922
2030 0203 0605 0912
2031 0123 0624 1001
2032 0211 0612 0919
2033 0131 0601 0908
2034 0219 0620 0927
2035 0208 0610 0916
2036 0128 0530 1004
2037 0215 0618 0924
2038 0204 0607 0913
2039 0124 0527 1002
2040 0212 0614 0920
2041 0201 0603 0910
2042 0122 0622 0928
2043 0210 0611 0917
2044 0130 0531 1005
2045 0217 0619 0925
2046 0206 0608 0915
2047 0126 0529 1004
2048 0214 0615 0922
2049 0202 0604 0911
2050 0123 0623 0930
2051 0211 0613 0919
2052 0201 0601 0907
2053 0219 0620 0926
2054 0208 0610 0916
2055 0128 0530 1005
2056 0215 0617 0924
2057 0204 0606 0913
2058 0124 0625 1002
2059 0212 0614 0921
2060 0202 0603 0909
2061 0121 0622 0928
2062 0209 0611 0917
2063 0129 0601 1006
2064 0217 0619 0925
2065 0205 0608 0915
2066 0126 0528 1003
2067 0214 0616 0923
2068 0203 0604 0911
2069 0123 0623 0929
2070 0211 0613 0919
"""

_ONE_DAY = timedelta(days=1)


def _day(year: str, month_and_day: str) -> date:
    return date(int(year), int(month_and_day[:2]), int(month_and_day[2:]))


_FESTIVALS = {
    int(year): (_day(year, spring), _day(year, dragon_boat), _day(year, mid_autumn))
    for year, spring, dragon_boat, mid_autumn in (row.split() for row in _DATES.split("\n") if row)
}


def _of(year: int) -> tuple[date, date, date]:
    if year not in _FESTIVALS:
        raise ValueError(f"the lunar calendar is kept for {FIRST_YEAR} to {LAST_YEAR}, not {year}")
    return _FESTIVALS[year]


def spring_festival(year: int) -> date:
    """Return 正月初一, the first day of the lunar year that begins in `year`."""
    return _of(year)[0]


def dragon_boat_festival(year: int) -> date:
    """Return 五月初五; where the fifth month comes twice, that of the first."""
    return _of(year)[1]


def mid_autumn_festival(year: int) -> date:
    """Return 八月十五."""
    return _of(year)[2]


def qingming(year: int) -> date:
    """Return the day of the solar term 清明, always the 4th or 5th of April in these years.

    The sun returns to the same longitude every 365.2422 days; 4.81 places it in April 2000.
    """
    _of(year)
    since = year - 2000
    return date(year, 4, int(since * 0.2422 + 4.81) - since // 4)
