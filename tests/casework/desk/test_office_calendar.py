"""The calendar the program ships, against the table of the law notes typed out by hand."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from casework.desk.office_calendar import (
    FIRST_DAY,
    LAST_DAY,
    NOTICES,
    SEEDED_UNTIL,
    built_in_outlook,
    issued_on,
    reach,
    seed_days,
    seed_years,
    source_of,
    source_of_year,
)
from rules.errors import ClerkError
from rules.working_days import Calendar, days_between
from tests.rules.notice_reading import read_notice

# Year by year: the days off, weekends within them included, and the weekend days worked.
LIVED = {
    2019: (
        "2018-12-30..01-01 02-04..02-10 04-05..04-05 05-01..05-04 06-07..06-07 09-13..09-13 "
        "10-01..10-07",
        "2018-12-29 02-02 02-03 04-28 05-05 09-29 10-12",
    ),
    2020: (
        "01-01..01-01 01-24..02-02 04-04..04-06 05-01..05-05 06-25..06-27 10-01..10-08",
        "01-19 04-26 05-09 06-28 09-27 10-10",
    ),
    2021: (
        "01-01..01-03 02-11..02-17 04-03..04-05 05-01..05-05 06-12..06-14 09-19..09-21 "
        "10-01..10-07",
        "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    ),
    2022: (
        "01-01..01-03 01-31..02-06 04-03..04-05 04-30..05-04 06-03..06-05 09-10..09-12 "
        "10-01..10-07",
        "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    ),
    2023: (
        "2022-12-31..01-02 01-21..01-27 04-05..04-05 04-29..05-03 06-22..06-24 09-29..10-06",
        "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    ),
    2024: (
        "01-01..01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10..06-10 09-15..09-17 "
        "10-01..10-07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    2025: (
        "01-01..01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    2026: (
        "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 "
        "10-01..10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}


def typed(text: str, year: int) -> date:
    return date.fromisoformat(text if len(text) > len("01-01") else f"{year}-{text}")


def test_the_seed_is_the_table_typed_out():
    off: set[date] = set()
    worked: set[date] = set()
    for year, (runs, days) in LIVED.items():
        for run in runs.split():
            first, last = (typed(end, year) for end in run.split(".."))
            off.update(days_between(first, last))
        worked.update(typed(day, year) for day in days.split())
    calendar = Calendar(seed_days(), first_day=FIRST_DAY, last_day=date(2026, 12, 31))
    for day in days_between(date(2018, 12, 15), date(2026, 12, 31)):
        expected = day not in off and (day.weekday() < 5 or day in worked)
        assert calendar.is_working_day(day) == expected, day


def test_the_seed_names_each_day_and_the_notice_that_set_it_apart():
    days = {day.on: day for day in seed_days()}
    assert list(days) == sorted(days)
    assert days[date(2026, 2, 16)].name == "春节放假"
    assert days[date(2026, 2, 14)].name == "调休上班（春节）"
    assert days[date(2026, 2, 14)].is_working
    assert days[date(2026, 2, 14)].source == "国办发明电〔2025〕7号"
    assert days[date(2015, 9, 3)].name == "抗战胜利70周年纪念日放假"


@pytest.mark.parametrize(
    ("day", "source"),
    [
        (date(2018, 12, 31), "国办发明电〔2018〕15号"),
        (date(2011, 12, 31), "国办发明电〔2011〕45号"),
        (date(2019, 5, 2), "国办发明电〔2019〕3号"),
        (date(2019, 4, 28), "国办发明电〔2019〕3号"),
        (date(2019, 6, 7), "国办发明电〔2018〕15号"),
        (date(2020, 1, 30), "国办发明电〔2019〕16号"),
        (date(2020, 1, 31), "国办发明电〔2020〕1号"),
        (date(2020, 2, 2), "国办发明电〔2020〕1号"),
        (date(2015, 9, 6), "国发明电〔2015〕1号"),
        (date(2015, 9, 27), "国办发明电〔2014〕28号"),
        (date(2007, 12, 31), "国办发明电〔2007〕52号"),
        (date(2006, 12, 31), "国办发明电〔2006〕49号"),
        (date(2005, 5, 1), ""),
    ],
)
def test_each_day_has_its_notice_where_that_was_seen(day, source):
    assert source_of(day) == source


def test_a_year_has_its_notice_and_an_unseen_year_has_none():
    assert source_of_year(2026) == "国办发明电〔2025〕7号"
    assert source_of_year(2007) == "国办发明电〔2006〕49号"
    assert source_of_year(2006) == ""
    assert source_of_year(2027) == ""


def test_every_notice_was_issued_before_its_year_and_after_the_one_before():
    issued = [notice.issued_on for _, notice in sorted(NOTICES.items())]
    assert issued == sorted(issued)
    assert all(notice.issued_on.year == year - 1 for year, notice in NOTICES.items())
    assert issued_on(date(2026, 5, 1)) == date(2025, 11, 4)
    assert issued_on(date(2020, 2, 1)) == date(2020, 1, 27)
    assert issued_on(date(2004, 5, 1)) is None


def test_the_document_numbers_are_those_the_notices_carry():
    folder = Path(__file__).parents[2] / "rules" / "data" / "notices"
    for year in NOTICES:
        days = read_notice((folder / f"{year}.txt").read_text(encoding="utf-8"), year)
        assert {day.source for day in days} == {source_of_year(year)}
    for name in ("2015-09", "2019-05", "2020-01"):
        days = read_notice((folder / f"{name}.txt").read_text(encoding="utf-8"), int(name[:4]))
        assert all(day.source == source_of(day.on) for day in days)


def test_the_seed_holds_the_years_of_the_package():
    assert seed_years()[0] == 2004
    assert seed_years()[-1] >= 2026


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 3, 6), date(2004, 1, 1), date(2040, 12, 31)),
        (date(2037, 1, 1), date(2004, 1, 1), date(2041, 12, 31)),
        # A clock that was never set, or set to anything, shows days all the same.
        (date(1970, 1, 1), date(1969, 1, 1), date(2040, 12, 31)),
        (date.min, date.min, date(2040, 12, 31)),
        (date.max, date(2004, 1, 1), date(9998, 12, 31)),
    ],
)
def test_the_calendar_reaches_some_years_round_any_day(today, first, last):
    assert reach(today) == (first, last)


def test_the_outlook_reaches_from_the_first_year_far_beyond_the_last_notice():
    outlook = built_in_outlook()
    assert outlook.safe.first_day == outlook.expected.first_day == FIRST_DAY
    assert outlook.safe.last_day == outlook.expected.last_day == LAST_DAY
    assert outlook.published_until.year == seed_years()[-1]
    assert built_in_outlook() is outlook


def test_what_was_published_after_a_day_may_be_left_aside():
    outlook = built_in_outlook(date(2025, 12, 31))
    assert outlook.published_until == date(2025, 12, 31)
    assert outlook.safe.source(date(2025, 10, 1)) == "国办发明电〔2024〕12号"
    assert "推算" in outlook.expected.why(date(2026, 10, 1))


def test_nothing_is_published_after_the_last_notice_whatever_day_is_given():
    assert built_in_outlook(date(2039, 1, 1)).published_until == built_in_outlook().published_until


def test_a_day_before_the_calendar_cannot_be_the_last_one_published():
    with pytest.raises(ClerkError, match="早于内置工作日历的起始日2004-01-01"):
        built_in_outlook(date(2003, 12, 31))
    assert built_in_outlook(FIRST_DAY).published_until == FIRST_DAY


def test_the_package_is_not_imported_before_its_days_are_wanted():
    program = (
        "import sys, casework.desk.office_calendar as calendar\n"
        "assert 'chinese_calendar' not in sys.modules\n"
        "calendar.built_in_outlook()\n"
        "assert 'chinese_calendar' in sys.modules\n"
    )
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", program], cwd=root, check=True)


def test_the_seed_ends_where_the_desk_takes_it_to_end() -> None:
    assert date(seed_years()[-1], 12, 31) == SEEDED_UNTIL
