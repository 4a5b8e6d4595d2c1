from datetime import date

import chinese_calendar
import pytest

from rules.statutory_holidays import MADE_GOOD, STATUTORY_DAYS, Festival, statutory_days


@pytest.mark.parametrize(
    ("year", "total"), [(2007, 10), (2008, 11), (2013, 11), (2014, 11), (2024, 11), (2025, 13)]
)
def test_the_law_gives_so_many_days_a_year(year, total):
    assert sum(len(days) for days in statutory_days(year).values()) == total


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2007, [date(2007, 2, 18), date(2007, 2, 19), date(2007, 2, 20)]),
        (2013, [date(2013, 2, 9), date(2013, 2, 10), date(2013, 2, 11)]),
        (2014, [date(2014, 1, 31), date(2014, 2, 1), date(2014, 2, 2)]),
        (2026, [date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 18), date(2026, 2, 19)]),
    ],
)
def test_the_eve_of_the_spring_festival_came_in_2008_went_in_2014_and_came_back_in_2025(year, days):
    assert list(statutory_days(year)[Festival.SPRING]) == days


def test_the_days_of_2024_are_these():
    assert statutory_days(2024) == {
        Festival.NEW_YEAR: (date(2024, 1, 1),),
        Festival.SPRING: (date(2024, 2, 10), date(2024, 2, 11), date(2024, 2, 12)),
        Festival.QINGMING: (date(2024, 4, 4),),
        Festival.LABOUR: (date(2024, 5, 1),),
        Festival.DRAGON_BOAT: (date(2024, 6, 10),),
        Festival.MID_AUTUMN: (date(2024, 9, 17),),
        Festival.NATIONAL: (date(2024, 10, 1), date(2024, 10, 2), date(2024, 10, 3)),
    }


def test_the_days_of_2005_are_these():
    assert statutory_days(2005) == {
        Festival.NEW_YEAR: (date(2005, 1, 1),),
        Festival.SPRING: (date(2005, 2, 9), date(2005, 2, 10), date(2005, 2, 11)),
        Festival.LABOUR: (date(2005, 5, 1), date(2005, 5, 2), date(2005, 5, 3)),
        Festival.NATIONAL: (date(2005, 10, 1), date(2005, 10, 2), date(2005, 10, 3)),
    }


def test_every_version_of_the_days_is_the_second_article():
    assert all(version.basis.article == 2 for version in STATUTORY_DAYS.versions)
    assert [version.since for version in STATUTORY_DAYS.versions] == [
        date(1999, 9, 18),
        date(2008, 1, 1),
        date(2014, 1, 1),
        date(2025, 1, 1),
    ]


@pytest.mark.parametrize(("year", "count"), [(2007, 3), (2008, 1), (2024, 1), (2025, 2)])
def test_labour_day_had_three_days_then_one_then_two(year, count):
    days = statutory_days(year)[Festival.LABOUR]
    assert days == tuple(date(year, 5, 1 + number) for number in range(count))


def test_before_2008_the_lunar_festivals_but_the_spring_festival_were_no_days_off():
    assert list(statutory_days(2007)) == [
        Festival.NEW_YEAR,
        Festival.SPRING,
        Festival.LABOUR,
        Festival.NATIONAL,
    ]


def test_the_festivals_come_in_the_order_of_the_year():
    assert list(statutory_days(2025)) == [
        Festival.NEW_YEAR,
        Festival.SPRING,
        Festival.QINGMING,
        Festival.LABOUR,
        Festival.DRAGON_BOAT,
        Festival.NATIONAL,
        Festival.MID_AUTUMN,
    ]


def test_every_statutory_day_since_2004_was_a_day_off():
    for year in range(2004, 2027):
        for days in statutory_days(year).values():
            assert all(chinese_calendar.is_holiday(day) for day in days)


def test_only_the_text_of_1999_was_not_seen():
    assert [version.basis.attested for version in STATUTORY_DAYS.versions] == [
        False,
        True,
        True,
        True,
    ]
    assert [version.basis.regulation.number for version in STATUTORY_DAYS.versions] == [
        "国务院令第270号",
        "国务院令第513号",
        "国务院令第644号",
        "国务院令第795号",
    ]
    assert MADE_GOOD.short == "放假办法第6条"
