"""The calendar itself: counting, from worked examples to every start day of twenty years."""

import csv
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.desk.office_calendar import FIRST_DAY, seed_days
from rules.errors import ClerkError
from rules.working_days import Calendar, Outlook, SpecialDay, days_between

COUNTS = Path(__file__).parent / "data" / "due_counts.csv"
PUBLISHED = Calendar(seed_days(), first_day=FIRST_DAY, last_day=date(2026, 12, 31))

A_WEEK = Calendar(
    [
        SpecialDay(date(2026, 2, 16), False, "春节放假", "国办发明电〔2025〕7号"),
        SpecialDay(date(2026, 2, 14), True, "调休上班（春节）", "国办发明电〔2025〕7号"),
    ],
    first_day=date(2026, 2, 9),
    last_day=date(2026, 2, 22),
    published_until=date(2026, 2, 18),
)


def test_the_day_of_receipt_is_not_counted():
    assert PUBLISHED.nth_after(date(2026, 3, 2), 1) == date(2026, 3, 3)


def test_a_limit_over_the_spring_festival_skips_it_and_counts_the_days_worked_for_it():
    assert PUBLISHED.nth_after(date(2026, 2, 13), 20) == date(2026, 3, 19)


def test_a_limit_of_no_days_ends_on_the_day_itself_even_at_rest():
    assert PUBLISHED.nth_after(date(2026, 2, 15), 0) == date(2026, 2, 15)


def test_a_make_up_day_is_a_working_day_and_a_day_off_is_not():
    assert A_WEEK.is_working_day(date(2026, 2, 14))
    assert not A_WEEK.is_working_day(date(2026, 2, 16))
    assert not A_WEEK.is_working_day(date(2026, 2, 15))
    assert A_WEEK.is_working_day(date(2026, 2, 17))


def test_the_last_working_days_of_the_calendar_can_be_reached_and_no_more():
    assert A_WEEK.nth_after(date(2026, 2, 9), 9) == date(2026, 2, 20)
    with pytest.raises(ClerkError, match="不在工作日历范围内（2026年至2026年）"):
        A_WEEK.nth_after(date(2026, 2, 9), 10)


def test_the_next_working_day_is_the_day_itself_when_it_is_one():
    assert A_WEEK.next_working_day(date(2026, 2, 14)) == date(2026, 2, 14)
    assert A_WEEK.next_working_day(date(2026, 2, 15)) == date(2026, 2, 17)


def test_after_the_last_working_day_there_is_no_next_one():
    with pytest.raises(ClerkError, match="2026-02-21不在工作日历范围内"):
        A_WEEK.next_working_day(date(2026, 2, 21))


@pytest.mark.parametrize("day", [date(2026, 2, 8), date(2026, 2, 23)])
def test_a_day_outside_the_calendar_is_refused(day):
    with pytest.raises(ClerkError, match="请核对日期"):
        A_WEEK.is_working_day(day)


def test_a_negative_limit_is_refused():
    with pytest.raises(ClerkError, match="期限不能是负数（-1个工作日）"):
        A_WEEK.nth_after(date(2026, 2, 10), -1)


def test_counting_excludes_the_first_day_and_includes_the_last():
    assert A_WEEK.count(date(2026, 2, 9), date(2026, 2, 14)) == 5
    assert A_WEEK.count(date(2026, 2, 14), date(2026, 2, 16)) == 0
    assert A_WEEK.count(date(2026, 2, 14), date(2026, 2, 9)) == -5


@pytest.mark.parametrize(
    ("day", "why", "source"),
    [
        (date(2026, 2, 13), "工作日", ""),
        (date(2026, 2, 14), "调休上班（春节）", "国办发明电〔2025〕7号"),
        (date(2026, 2, 15), "周日", ""),
        (date(2026, 2, 16), "春节放假", "国办发明电〔2025〕7号"),
        (date(2026, 2, 21), "周六", ""),
    ],
)
def test_a_day_says_what_it_is_and_by_which_notice(day, why, source):
    assert (A_WEEK.why(day), A_WEEK.source(day)) == (why, source)


def test_a_special_day_that_no_notice_is_known_of_has_no_source():
    day = SpecialDay(date(2004, 5, 8), True, "调休上班")
    calendar = Calendar([day], first_day=day.on, last_day=day.on)
    assert (calendar.is_working_day(day.on), calendar.source(day.on)) == (True, "")


def test_a_day_is_published_up_to_the_last_one_settled():
    assert A_WEEK.is_published(date(2026, 2, 18))
    assert not A_WEEK.is_published(date(2026, 2, 19))
    assert PUBLISHED.is_published(PUBLISHED.last_day)


def test_a_special_day_just_outside_the_calendar_does_no_harm():
    days = [SpecialDay(date(2026, 3, day), True, "调休上班") for day in (1, 8)]
    calendar = Calendar(days, first_day=date(2026, 3, 2), last_day=date(2026, 3, 7))
    assert calendar.count(date(2026, 3, 2), date(2026, 3, 7)) == 4


def test_an_outlook_is_published_as_far_as_its_readings():
    assert Outlook(A_WEEK, A_WEEK).published_until == date(2026, 2, 18)


def test_special_days_outside_the_calendar_do_no_harm():
    calendar = Calendar(seed_days(), first_day=date(2019, 1, 1), last_day=date(2019, 1, 31))
    assert calendar.nth_after(date(2019, 1, 1), 22) == date(2019, 1, 31)


@pytest.mark.parametrize("first_day", [date(2024, 1, 1) + timedelta(days=n) for n in range(7)])
def test_the_week_is_right_whatever_day_the_calendar_begins_on(first_day):
    calendar = Calendar([], first_day=first_day, last_day=date(2024, 3, 3))
    days = days_between(first_day, date(2024, 3, 3))
    assert all(calendar.is_working_day(day) == (day.weekday() < 5) for day in days)


def test_days_between_holds_both_ends_and_nothing_where_they_are_reversed():
    assert list(days_between(date(2024, 2, 28), date(2024, 3, 1))) == [
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
    ]
    assert list(days_between(date(2024, 2, 2), date(2024, 2, 1))) == []


def test_the_sample_counts_come_out():
    with COUNTS.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            opened_on = date.fromisoformat(row["from"])
            due_on = PUBLISHED.nth_after(opened_on, int(row["working_days"]))
            assert due_on.isoformat() == row["due_on"], row


def test_every_start_day_of_twenty_years_agrees_with_counting_day_by_day():
    days = list(days_between(date(2007, 1, 1), date(2026, 12, 31)))
    works = [chinese_calendar.is_workday(day) for day in days]
    for limit in (1, 5, 7, 10, 15, 20, 30, 40):
        for start in range(len(days)):
            left, index = limit, start
            while left and index + 1 < len(days):
                index += 1
                left -= works[index]
            if left:
                break
            assert PUBLISHED.nth_after(days[start], limit) == days[index]


def test_every_day_of_the_seed_agrees_with_the_package_that_it_comes_from():
    for day in days_between(FIRST_DAY, PUBLISHED.last_day):
        assert PUBLISHED.is_working_day(day) == chinese_calendar.is_workday(day)


DAYS = st.dates(date(2005, 1, 1), date(2025, 12, 31))
LIMITS = st.integers(0, 200)


@given(DAYS, LIMITS, st.integers(0, 40), st.integers(0, 400))
def test_a_later_start_or_a_longer_limit_never_ends_earlier(day, limit, more, later):
    ends_on = PUBLISHED.nth_after(day, limit)
    assert ends_on <= PUBLISHED.nth_after(day, limit + more)
    start = min(day + timedelta(days=later), date(2025, 12, 31))
    assert ends_on <= PUBLISHED.nth_after(start, limit)


@given(DAYS, st.integers(1, 200))
def test_counting_undoes_a_limit_and_a_limit_ends_on_a_working_day(day, limit):
    ends_on = PUBLISHED.nth_after(day, limit)
    assert PUBLISHED.count(day, ends_on) == limit
    assert PUBLISHED.is_working_day(ends_on)
    assert PUBLISHED.count(day, ends_on - timedelta(days=1)) == limit - 1


@given(DAYS, DAYS, DAYS)
def test_counts_add_up(first, second, third):
    whole = PUBLISHED.count(first, third)
    assert PUBLISHED.count(first, second) + PUBLISHED.count(second, third) == whole


@given(DAYS)
def test_the_next_working_day_is_the_first_not_before_the_day(day):
    next_on = PUBLISHED.next_working_day(day)
    assert PUBLISHED.is_working_day(next_on)
    assert PUBLISHED.count(day, next_on) == (next_on != day)


@given(DAYS, st.integers(0, 100), st.integers(0, 100))
def test_a_limit_in_two_parts_ends_with_the_whole(day, first, second):
    halfway = PUBLISHED.nth_after(day, first)
    assert PUBLISHED.nth_after(halfway, second) == PUBLISHED.nth_after(day, first + second)
