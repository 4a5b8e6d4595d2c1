from datetime import date
from itertools import pairwise

import chinese_calendar
import pytest
from chinese_calendar import Holiday

from rules import lunar

YEARS = range(lunar.FIRST_YEAR, lunar.LAST_YEAR + 1)


@pytest.mark.parametrize(
    ("year", "spring", "dragon_boat", "mid_autumn"),
    [
        (2004, date(2004, 1, 22), date(2004, 6, 22), date(2004, 9, 28)),
        (2020, date(2020, 1, 25), date(2020, 6, 25), date(2020, 10, 1)),
        (2023, date(2023, 1, 22), date(2023, 6, 22), date(2023, 9, 29)),
        (2026, date(2026, 2, 17), date(2026, 6, 19), date(2026, 9, 25)),
        (2027, date(2027, 2, 6), date(2027, 6, 9), date(2027, 9, 15)),
        (2033, date(2033, 1, 31), date(2033, 6, 1), date(2033, 9, 8)),
        (2060, date(2060, 2, 2), date(2060, 6, 3), date(2060, 9, 9)),
    ],
)
def test_the_lunar_festivals_fall_on_their_published_days(year, spring, dragon_boat, mid_autumn):
    assert lunar.spring_festival(year) == spring
    assert lunar.dragon_boat_festival(year) == dragon_boat
    assert lunar.mid_autumn_festival(year) == mid_autumn


@pytest.mark.parametrize(
    ("year", "day"), [(2008, 4), (2009, 4), (2010, 5), (2011, 5), (2023, 5), (2025, 4), (2026, 5)]
)
def test_qingming_falls_on_its_published_day(year, day):
    assert lunar.qingming(year) == date(year, 4, day)


def test_qingming_is_the_solar_term_in_every_year_kept():
    for year in YEARS:
        terms = chinese_calendar.get_solar_terms(date(year, 4, 1), date(year, 4, 10))
        assert [day for day, name in terms if name == "清明"] == [lunar.qingming(year)]


def test_every_festival_since_2008_is_a_day_off_under_its_own_name():
    for year in range(2008, 2027):
        for day, names in (
            (lunar.spring_festival(year), {Holiday.spring_festival.value}),
            (lunar.qingming(year), {Holiday.tomb_sweeping_day.value}),
            (lunar.dragon_boat_festival(year), {Holiday.dragon_boat_festival.value}),
            (
                lunar.mid_autumn_festival(year),
                {Holiday.mid_autumn_festival.value, Holiday.national_day.value},
            ),
        ):
            is_off, name = chinese_calendar.get_holiday_detail(day)
            assert is_off, day
            # The package does not name every Saturday and Sunday.
            assert name in names or (name is None and day.weekday() >= 5), day


def test_lunar_years_are_whole_months_long():
    for year, following in pairwise(YEARS):
        length = (lunar.spring_festival(following) - lunar.spring_festival(year)).days
        assert length in {353, 354, 355, 383, 384, 385}


def test_the_festivals_keep_their_distance_within_the_lunar_year():
    for year in YEARS:
        spring = lunar.spring_festival(year)
        dragon_boat = lunar.dragon_boat_festival(year)
        mid_autumn = lunar.mid_autumn_festival(year)
        assert date(year, 1, 21) <= spring <= date(year, 2, 21)
        # Four or five months and four days; three or four months and ten days.
        assert (dragon_boat - spring).days - 4 in {117, 118, 119, 147, 148, 149}
        assert (mid_autumn - dragon_boat).days - 10 in {88, 89, 90, 117, 118, 119}


@pytest.mark.parametrize("year", [lunar.FIRST_YEAR - 1, lunar.LAST_YEAR + 1])
def test_a_year_that_is_not_kept_is_a_fault_of_the_program(year):
    with pytest.raises(ValueError, match="2000 to 2070"):
        lunar.mid_autumn_festival(year)
    with pytest.raises(ValueError, match="2000 to 2070"):
        lunar.qingming(year)
