"""The ways of arranging a festival, held against every notice from 2008 to 2026."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.desk.office_calendar import FIRST_DAY, seed_days
from rules.arrangements import Arrangement, Feast, feasts_of, is_weekend, ways_of
from rules.working_days import Calendar

PUBLISHED = Calendar(seed_days(), first_day=FIRST_DAY, last_day=date(2026, 12, 31))


def feast(name: str, year: int) -> Feast:
    return next(feast for heading, feast in feasts_of(year) if name in heading)


def in_words(way: Arrangement) -> str:
    first, last = date.fromordinal(way.first), date.fromordinal(way.last)
    worked = ",".join(f"{date.fromordinal(day):%m-%d}" for day in way.worked)
    return f"{first:%m-%d}..{last:%m-%d} {worked}".strip()


@pytest.mark.parametrize(
    ("name", "year", "likeliest"),
    [
        ("元旦", 2019, "12-30..01-01 12-29"),
        ("元旦", 2025, "01-01..01-01"),
        ("元旦", 2026, "01-01..01-03 01-04"),
        ("元旦", 2027, "01-01..01-03"),
        ("元旦", 2023, "12-31..01-02"),
        ("春节", 2022, "01-31..02-06 01-29,01-30"),
        ("春节", 2023, "01-21..01-27 01-28,01-29"),
        ("春节", 2025, "01-28..02-04 01-26,02-08"),
        ("春节", 2026, "02-15..02-23 02-14,02-28"),
        ("春节", 2027, "02-05..02-13 01-31,02-14"),
        ("清明节", 2026, "04-04..04-06"),
        ("劳动节", 2018, "04-29..05-01 04-28"),
        ("劳动节", 2024, "05-01..05-05 04-28,05-11"),
        ("劳动节", 2025, "05-01..05-05 04-27"),
        ("劳动节", 2027, "05-01..05-05 05-08"),
        ("端午节", 2025, "05-31..06-02"),
        ("端午节", 2027, "06-09..06-09"),
        ("中秋节", 2021, "09-19..09-21 09-18"),
        ("国庆节", 2022, "10-01..10-07 10-08,10-09"),
        ("国庆节", 2025, "10-01..10-08 09-28,10-11"),
        ("国庆节", 2028, "10-01..10-08 09-30"),
        ("国庆节", 2029, "09-30..10-07 09-29,10-13"),
        ("国庆节", 2035, "09-30..10-07 09-29,10-13"),
        ("国庆节", 2033, "10-01..10-08 09-25,10-09"),
    ],
)
def test_the_likeliest_way_follows_from_the_weekday(name, year, likeliest):
    assert in_words(ways_of(feast(name, year))[0]) == likeliest


@pytest.mark.parametrize(
    ("name", "year", "ways"),
    [
        (
            "春节",
            2024,
            [
                "02-09..02-15 02-04,02-17",
                "02-09..02-15 02-17,02-18",
                "02-09..02-15 02-03,02-04",
                "02-10..02-16 02-17,02-18",
                "02-10..02-17 02-04,02-18",
                "02-10..02-16 02-04,02-17",
                "02-10..02-16 02-03,02-04",
                "02-10..02-17 02-03,02-04",
            ],
        ),
        (
            "春节",
            2016,
            [
                "02-07..02-13 02-06,02-14",
                "02-07..02-14 02-06,02-20",
                "02-06..02-13 01-31,02-14",
                "02-07..02-14 02-20,02-21",
                "02-06..02-13 01-30,01-31",
                "02-06..02-12 02-13,02-14",
                "02-06..02-12 01-31,02-13",
                "02-06..02-12 01-30,01-31",
            ],
        ),
        (
            "元旦",
            2012,
            ["12-31..01-02", "12-30..01-01", "01-01..01-03 12-31", "01-01..01-03 01-07"],
        ),
        ("元旦", 2014, ["01-01..01-01"]),
        ("元旦", 2027, ["01-01..01-03"]),
        (
            "劳动节",
            2026,
            [
                "05-01..05-05 05-09",
                "05-01..05-05 04-26",
                "04-30..05-04 04-26",
                "04-30..05-04 05-09",
                "04-29..05-03 04-26",
                "04-29..05-03 05-09",
                "04-28..05-02 04-26,05-03",
                "04-28..05-02 04-25,04-26",
                "05-01..05-04",
                "04-30..05-03",
                "04-29..05-02 05-03",
                "04-29..05-02 04-26",
                "04-30..05-02",
                "05-01..05-02",
            ],
        ),
        (
            "中秋节",
            2015,
            [
                "09-26..09-28",
                "09-25..09-27",
                "09-27..09-29 09-26",
                "09-27..09-29 10-03",
                "09-27..09-27",
            ],
        ),
        (
            "中秋节",
            2059,
            ["09-20..09-22", "09-19..09-21", "09-21..09-23 09-20", "09-21..09-23 09-27"],
        ),
        (
            "劳动节",
            2025,
            [
                "05-01..05-05 04-27",
                "05-01..05-05 05-10",
                "04-30..05-04 04-27",
                "04-30..05-04 05-10",
                "04-29..05-03 04-27,05-04",
                "04-29..05-03 04-26,04-27",
                "05-01..05-04",
                "04-30..05-03 05-04",
                "04-30..05-03 04-27",
                "04-29..05-02 04-27,05-03",
                "04-29..05-02 05-03,05-04",
                "04-29..05-02 04-26,04-27",
                "05-01..05-03",
                "04-30..05-02 05-03",
                "04-30..05-02 04-27",
                "05-01..05-02",
            ],
        ),
        (
            "国庆节",
            2028,
            [
                "10-01..10-08 09-30",
                "10-01..10-08 10-14",
                "09-30..10-08 09-24",
                "09-30..10-08 10-14",
                "10-01..10-09 09-30,10-14",
                "10-01..10-09 10-14,10-15",
                "09-30..10-07 10-08",
                "09-30..10-07 09-24",
            ],
        ),
    ],
)
def test_all_the_ways_are_listed_the_likeliest_first(name, year, ways):
    assert [in_words(way) for way in ways_of(feast(name, year))] == ways


def test_a_wednesday_might_be_bridged_before_the_principle_of_2014():
    assert len(ways_of(feast("元旦", 2003))) > 1
    assert len(ways_of(feast("清明节", 2023))) > 1


def test_a_mid_autumn_near_national_day_shares_its_run():
    joined = {year for year in range(2008, 2051) if "国庆节、中秋节" in dict(feasts_of(year))}
    assert joined == {
        *(2009, 2012, 2017, 2020, 2023, 2025, 2028, 2031, 2036, 2039, 2044, 2047, 2050)
    }


def test_a_weekend_held_by_the_mid_autumn_is_not_worked_for_national_day():
    mid_autumn = ways_of(feast("中秋节", 2026))[0]
    taken = tuple(range(mid_autumn.first, mid_autumn.last + 1))
    likeliest = ways_of(replace(feast("国庆节", 2026), taken=taken))[0]
    assert in_words(likeliest) == "10-01..10-07 09-20,10-10"


def test_at_most_three_weekdays_are_joined_before_national_day():
    ways = ways_of(feast("国庆节", 2008))
    assert min(date.fromordinal(way.first) for way in ways) == date(2008, 9, 28)


def test_the_stretch_of_work_after_a_make_up_day_is_measured_once():
    taken = (date(2034, 9, 27).toordinal(),)
    ways = ways_of(replace(feast("国庆节", 2034), taken=taken))
    assert [in_words(way) for way in ways[-6:]] == [
        "09-29..10-05 09-24,10-07",
        "09-29..10-05 10-07,10-08",
        "09-29..10-05 09-23,09-24",
        "09-28..10-04 09-24,10-07",
        "09-28..10-04 09-23,09-24",
        "09-28..10-04 10-07,10-08",
    ]


def was_arranged(way: Arrangement) -> bool:
    """Tell whether the notices arranged the days in and beside a run in this way."""
    days = range(way.first - 2, way.last + 3)
    return all(
        PUBLISHED.is_working_day(date.fromordinal(day)) != way.rests(day) for day in days
    ) and all(PUBLISHED.is_working_day(date.fromordinal(day)) for day in way.worked)


# What no principle of that year's law foretold, and why.
SURPRISES = {
    (2008, "春节"): "both days before were worked, nine days on end",
    (2008, "国庆节"): "the run began on 29 September",
    (2010, "端午节"): "Wednesdays were still bridged",
    (2010, "中秋节"): "Wednesdays were still bridged",
    (2012, "元旦"): "a Sunday was bridged",
    (2012, "清明节"): "Wednesdays were still bridged",
    (2012, "端午节"): "a Saturday was made good on the Friday",
    (2013, "元旦"): "a Tuesday was bridged to the Thursday",
    (2013, "劳动节"): "Wednesdays were still bridged",
    (2013, "端午节"): "Wednesdays were still bridged",
    (2014, "春节"): "the eve was worked",
    (2015, "中秋节"): "a Sunday was made good at National Day",
    (2015, "国庆节"): "a day of the Mid-Autumn was made good",
    (2019, "劳动节"): "changed in March to four days",
    (2020, "春节"): "extended against the epidemic",
    (2024, "春节"): "the eve was worked",
}


def test_all_other_notices_chose_the_likeliest_way():
    surprises = set()
    for year in range(2008, 2027):
        neighbour: Arrangement | None = None
        for name, headed in feasts_of(year):
            taken = range(neighbour.first, neighbour.last + 1) if neighbour else ()
            likeliest = ways_of(replace(headed, taken=tuple(taken)))[0]
            neighbour = likeliest
            if not was_arranged(likeliest):
                surprises.add((year, name))
    assert surprises == set(SURPRISES)


EXTENDED_OR_MADE_GOOD = {(2015, "国庆节"), (2020, "春节")}


def test_even_a_surprise_was_among_the_ways_listed():
    for year, name in SURPRISES:
        ways = ways_of(feast(name, year))
        assert any(was_arranged(way) for way in ways) != ((year, name) in EXTENDED_OR_MADE_GOOD)


YEARS = st.integers(2001, 2069)


@given(YEARS)
def test_every_way_pays_for_each_weekday_it_borrows_with_a_weekend_day(year):
    for _, headed in feasts_of(year):
        for way in ways_of(headed):
            off = range(way.first, way.last + 1)
            assert set(headed.days) <= set(off)
            assert all(is_weekend(day) and day not in off for day in way.worked)
            weekdays_off = sum(not is_weekend(day) for day in off)
            if set(off) != set(headed.days):
                assert weekdays_off - len(way.worked) == headed.given
            else:
                assert not way.worked


@given(YEARS)
def test_there_is_always_a_way_and_no_way_twice(year):
    for _, headed in feasts_of(year):
        ways = ways_of(headed)
        assert ways
        assert len(set(ways)) == len(ways)


@given(st.integers(2026, 2069))
def test_under_the_law_of_2024_nobody_is_likely_to_work_more_than_six_days_on_end(year):
    for _, headed in feasts_of(year):
        way = ways_of(headed)[0]
        stretch = 0
        for day in range(way.first - 14, way.last + 15):
            stretch = 0 if way.rests(day) else stretch + 1
            assert stretch <= 6


@given(YEARS, st.integers(-52, 52))
def test_the_ways_depend_on_the_weekday_and_not_on_the_year(year, weeks):
    for _, headed in feasts_of(year):
        moved = headed.shifted(7 * weeks)
        assert ways_of(moved) == [way.shifted(7 * weeks) for way in ways_of(headed)]
