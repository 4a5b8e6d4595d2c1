"""The desk counts working days on its short calendar, and on the whole one beyond it."""

from datetime import date

import pytest

from casework.desk.desk import Desk


@pytest.mark.parametrize(
    ("after", "until", "counted"),
    [
        # 30 Sept 2019 was a Monday; 1-7 October rested, Saturday 12 October was worked.
        (date(2019, 9, 30), date(2019, 10, 12), 4 + 1),
        # Saturday 31 January 2009 still rested; Sunday 1 February was worked.
        (date(2009, 1, 30), date(2009, 2, 2), 2),
        (date(2026, 9, 30), date(2026, 10, 10), 2 + 1),
    ],
)
def test_working_days_are_counted_alike_in_late_and_early_years(
    desk: Desk, after: date, until: date, counted: int
) -> None:
    assert desk.working_days(after, until) == counted


def test_a_count_across_both_calendars_is_the_sum_of_its_parts(desk: Desk) -> None:
    first = desk.published.first_day
    since, until = date(first.year - 3, 3, 2), date(first.year + 1, 3, 2)
    parts = desk.working_days(since, first) + desk.working_days(first, until)
    assert desk.working_days(since, until) == parts


def test_the_calendar_reaches_beyond_today_whatever_the_clock_is_set_to(desk, clock) -> None:
    known = desk.outlook
    assert desk.outlook is known
    assert known.safe.last_day == date(2040, 12, 31)
    clock.day = date(2045, 5, 10)
    assert desk.outlook.safe.last_day == date(2049, 12, 31)
    clock.day = date(2026, 3, 6)
    assert desk.outlook.safe.last_day == date(2040, 12, 31)
