"""Unpublished years: replayed from what was known at the time, year by year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.desk.office_calendar import FIRST_DAY, NOTICES, issued_on, seed_days
from rules.forecast import FORECAST_SOURCE, outlook
from rules.settled_days import settled_until
from rules.working_days import Calendar, Outlook, SpecialDay, days_between

LAST_PUBLISHED = date(2026, 12, 31)
TRUTH = Calendar(seed_days(), first_day=FIRST_DAY, last_day=LAST_PUBLISHED)
LIMITS = (5, 7, 10, 15, 20, 40)
# A day off given once, by a notice of its own in May, with this Sunday worked for it.
UNFORESEEABLE = date(2015, 9, 6)


@lru_cache(maxsize=64)
def known_at_the_end_of(year: int) -> Outlook:
    return outlook(
        seed_days(), date(year, 12, 31), first_day=FIRST_DAY, last_day=date(year + 2, 12, 31)
    )


@dataclass(frozen=True)
class Replay:
    safe_on: date
    expected_on: date
    due_on: date

    @property
    def slack(self) -> int:
        return (self.due_on - self.safe_on).days


def replays(year: int) -> Iterator[Replay]:
    """Yield every limit from October to December of a year that ends in the next one."""
    known = known_at_the_end_of(year)
    for opened_on in days_between(date(year, 10, 1), date(year, 12, 31)):
        for limit in LIMITS:
            due_on = TRUTH.nth_after(opened_on, limit)
            if due_on.year > year:
                yield Replay(
                    known.safe.nth_after(opened_on, limit),
                    known.expected.nth_after(opened_on, limit),
                    due_on,
                )


@pytest.mark.parametrize("year", range(2007, 2026))
def test_in_autumn_a_safe_day_of_the_next_year_is_never_later_than_the_truth(year):
    assert all(replay.safe_on <= replay.due_on for replay in replays(year))


@pytest.mark.parametrize("year", range(2018, 2026))
def test_in_autumn_a_safe_day_is_at_most_three_days_early_on_average(year):
    slacks = [replay.slack for replay in replays(year)]
    assert sum(slacks) / len(slacks) <= 3


def test_from_2018_to_2025_safe_days_were_about_a_day_and_a_half_early():
    slacks = [replay.slack for year in range(2018, 2026) for replay in replays(year)]
    assert len(slacks) == 1070
    assert sum(slacks) / len(slacks) == pytest.approx(1.51, abs=0.01)
    assert max(slacks) <= 11


def test_from_2018_to_2025_the_expected_day_was_right_in_nineteen_cases_of_twenty():
    hits = [
        replay.expected_on == replay.due_on
        for year in range(2018, 2026)
        for replay in replays(year)
    ]
    assert sum(hits) / len(hits) >= 0.95


@pytest.mark.parametrize("year", [year for year in range(2008, 2026) if year != 2019])
def test_in_each_year_but_that_of_the_epidemic_nine_expected_days_of_ten_were_right(year):
    hits = [replay.expected_on == replay.due_on for replay in replays(year)]
    assert sum(hits) / len(hits) >= 0.9


@pytest.mark.parametrize("year", range(2007, 2026))
def test_every_working_day_of_all_later_years_is_one_in_the_safe_reading(year):
    """Then no limit from any day, however long or often stopped, ends later than the truth."""
    known = outlook(seed_days(), date(year, 12, 31), first_day=FIRST_DAY, last_day=LAST_PUBLISHED)
    missed = {
        day
        for day in days_between(date(year + 1, 1, 1), LAST_PUBLISHED)
        if TRUTH.is_working_day(day) and not known.safe.is_working_day(day)
    }
    assert missed <= {UNFORESEEABLE}


@pytest.mark.parametrize("year", range(2018, 2026))
def test_from_every_day_of_an_unpublished_year_the_safe_day_is_not_late(year):
    known = known_at_the_end_of(year)
    for opened_on in days_between(date(year + 1, 1, 1), date(year + 1, 12, 31)):
        for limit in (1, *LIMITS, 60):
            if limit <= TRUTH.count(opened_on, LAST_PUBLISHED):
                due_on = TRUTH.nth_after(opened_on, limit)
                assert known.safe.nth_after(opened_on, limit) <= due_on


def notices_read_on(day: date) -> Outlook:
    """Return the outlook of somebody who has read every notice issued up to `day`."""
    read = max(year for year, notice in NOTICES.items() if notice.issued_on <= day)
    days = [special for special in seed_days() if (issued_on(special.on) or FIRST_DAY) <= day]
    return outlook(days, settled_until(read), first_day=FIRST_DAY, last_day=date(read + 2, 12, 31))


@pytest.mark.parametrize("year", range(2007, 2026))
def test_with_the_notices_of_the_very_day_the_safe_day_is_not_late(year):
    """The next notice may still move the last days of December (2011, 2018, 2022)."""
    known, changed_on = None, {notice.issued_on for notice in NOTICES.values()}
    for opened_on in days_between(date(year, 10, 1), date(year, 12, 31)):
        if known is None or opened_on in changed_on:
            known = notices_read_on(opened_on)
        for limit in (1, *LIMITS):
            safe_on = known.safe.nth_after(opened_on, limit)
            due_on = TRUTH.nth_after(opened_on, limit)
            # Days changed by a notice of their own were thought settled when they were read.
            if safe_on > known.published_until:
                assert safe_on <= due_on


@pytest.mark.parametrize(
    ("year", "settled"),
    [
        (2026, date(2026, 12, 31)),
        (2018, date(2018, 12, 28)),
        (2011, date(2011, 12, 29)),
        (2022, date(2022, 12, 29)),
        (2024, date(2024, 12, 31)),
    ],
)
def test_the_last_days_of_december_are_settled_unless_new_year_may_reach_back(year, settled):
    assert settled_until(year) == settled


@pytest.mark.parametrize("year", range(2008, 2026))
def test_no_notice_ever_set_apart_a_december_day_thought_settled(year):
    for special in seed_days():
        if special.on.year == year and special.on.month == 12 and special.on.weekday() < 5:
            assert special.on > settled_until(year)


def test_the_expected_reading_of_2027_is_spelt_out():
    expected = known_at_the_end_of(2026).expected
    off = [
        day
        for day in days_between(date(2027, 1, 1), date(2027, 12, 31))
        if day.weekday() < 5 and not expected.is_working_day(day)
    ]
    assert [f"{day:%m-%d}" for day in off] == [
        "01-01",
        *("02-05", "02-08", "02-09", "02-10", "02-11", "02-12"),
        "04-05",
        *("05-03", "05-04", "05-05"),
        "06-09",
        "09-15",
        *("10-01", "10-04", "10-05", "10-06", "10-07"),
    ]
    assert expected.why(date(2027, 2, 8)) == "春节放假（推算）"
    assert expected.why(date(2027, 2, 14)) == "调休上班（春节，推算）"
    assert expected.source(date(2027, 2, 14)) == FORECAST_SOURCE


def test_the_safe_reading_says_why_it_counts_a_doubtful_day():
    safe = known_at_the_end_of(2026).safe
    assert safe.why(date(2027, 2, 8)) == "春节放假（推算）"
    assert safe.why(date(2027, 2, 14)) == "春节可能调休上班，暂计入工作日"
    assert safe.is_working_day(date(2027, 2, 14))
    assert safe.why(date(2027, 5, 4)) == "劳动节可能放假，暂计入工作日"
    assert safe.is_working_day(date(2027, 5, 4))
    assert safe.source(date(2027, 5, 4)) == FORECAST_SOURCE


def test_what_is_published_is_read_alike_by_both_and_as_it_is():
    known = known_at_the_end_of(2021)
    for day in days_between(FIRST_DAY, date(2021, 12, 31)):
        for reading in known:
            assert reading.is_working_day(day) == TRUTH.is_working_day(day)
            assert reading.source(day) == TRUTH.source(day)
    assert known.published_until == date(2021, 12, 31)
    assert not known.expected.is_published(date(2022, 1, 1))


def test_what_was_published_for_later_days_is_left_aside():
    rumour = SpecialDay(date(2022, 3, 9), False, "传闻")
    days = [*(day for day in seed_days() if day.on.year < 2022), rumour]
    known = outlook(days, date(2021, 12, 31), first_day=FIRST_DAY, last_day=date(2022, 12, 31))
    assert known.safe.is_working_day(rumour.on)
    assert known.expected.is_working_day(rumour.on)


def test_new_year_days_already_settled_in_december_settle_the_rest_of_them():
    known = known_at_the_end_of(2018)
    # 29 December 2018 was worked and 30, 31 December were off: nothing else is paid for 1 January.
    assert not known.safe.is_working_day(date(2019, 1, 1))
    assert not known.safe.is_working_day(date(2019, 1, 5))
    assert known.safe.is_working_day(date(2019, 1, 2))


def test_a_new_year_beside_a_weekend_is_sure_to_be_made_good_on_the_monday():
    assert not known_at_the_end_of(2021).safe.is_working_day(date(2022, 1, 3))
    assert not known_at_the_end_of(2022).safe.is_working_day(date(2023, 1, 2))


def test_a_cut_in_mid_year_keeps_what_was_published_before_it():
    known = outlook(
        seed_days(), date(2026, 9, 24), first_day=FIRST_DAY, last_day=date(2026, 12, 31)
    )
    for day in days_between(date(2026, 1, 1), date(2026, 9, 24)):
        assert known.safe.is_working_day(day) == TRUTH.is_working_day(day)
    for day in days_between(date(2026, 9, 25), date(2026, 12, 31)):
        assert known.safe.is_working_day(day) or not TRUTH.is_working_day(day)
        assert known.expected.is_working_day(day) == TRUTH.is_working_day(day)


def test_the_last_day_published_is_read_as_published_and_the_last_day_forecast_as_forecast():
    known = outlook(seed_days(), date(2026, 9, 25), first_day=FIRST_DAY, last_day=date(2026, 10, 1))
    for reading in known:
        assert reading.why(date(2026, 9, 25)) == "中秋节放假"
        assert reading.why(date(2026, 9, 27)) == "中秋节放假（推算）"
        assert reading.why(date(2026, 10, 1)) == "国庆节放假（推算）"
        assert not reading.is_working_day(date(2026, 10, 1))


def test_a_weekend_off_for_one_festival_is_not_counted_as_worked_for_the_next():
    safe = known_at_the_end_of(2025).safe
    assert not safe.is_working_day(date(2026, 9, 27))
    assert safe.is_working_day(date(2026, 9, 20))


def test_a_weekend_day_the_mid_autumn_may_leave_free_is_counted_as_worked_for_national_day():
    safe = known_at_the_end_of(2028).safe
    assert safe.why(date(2029, 9, 23)) == "国庆节可能调休上班，暂计入工作日"
    assert safe.is_working_day(date(2029, 9, 23))


def test_a_mid_autumn_alone_on_a_wednesday_takes_no_weekend_from_national_day():
    expected = known_at_the_end_of(2009).expected
    assert expected.is_working_day(date(2010, 10, 9))
    assert not expected.is_working_day(date(2010, 9, 25))


def test_a_saturday_worked_for_the_mid_autumn_does_not_settle_national_day():
    known = outlook(
        seed_days(), date(2010, 9, 27), first_day=FIRST_DAY, last_day=date(2010, 12, 31)
    )
    assert known.safe.is_working_day(date(2010, 10, 10))
    assert not known.expected.is_working_day(date(2010, 10, 10))


def test_beyond_the_lunar_table_the_safe_reading_works_every_day():
    known = outlook([], LAST_PUBLISHED, first_day=FIRST_DAY, last_day=date(2072, 12, 31))
    spring_festival, saturday = date(2071, 1, 31), date(2071, 6, 6)
    assert not known.expected.is_working_day(saturday)
    assert known.safe.is_working_day(saturday)
    assert known.safe.is_working_day(spring_festival)
    assert not known.safe.is_working_day(date(2070, 10, 1))
    assert known.safe.nth_after(date(2071, 6, 1), 20) == date(2071, 6, 21)


def test_only_the_days_of_a_possible_run_are_called_doubtful():
    safe = known_at_the_end_of(2026).safe
    doubtful = [day for day, special in safe.special_days.items() if "可能放假" in special.name]
    assert [f"{day:%m-%d}" for day in sorted(doubtful) if day.year == 2027 and day.month == 5] == [
        "05-03",
        "05-04",
        "05-05",
    ]
    assert safe.why(date(2027, 5, 6)) == "工作日"


def test_a_year_that_ends_the_calendar_still_minds_the_new_year_after_it():
    known = outlook(
        seed_days(), date(2017, 12, 31), first_day=FIRST_DAY, last_day=date(2018, 12, 31)
    )
    assert known.safe.is_working_day(date(2018, 12, 29))
    assert not known.expected.is_working_day(date(2018, 12, 31))


def test_a_sunday_known_to_be_free_is_not_expected_to_pay_for_labour_day():
    known = outlook([], date(2020, 4, 26), first_day=FIRST_DAY, last_day=date(2020, 6, 1))
    assert known.expected.is_working_day(date(2020, 5, 9))
    assert known.expected.is_working_day(date(2020, 5, 10))


def test_nothing_is_forecast_where_everything_is_published():
    known = outlook(seed_days(), LAST_PUBLISHED, first_day=FIRST_DAY, last_day=LAST_PUBLISHED)
    assert known.safe.special_days == known.expected.special_days == TRUTH.special_days


DAYS = st.dates(date(2005, 1, 1), date(2030, 12, 31))


@settings(max_examples=30)
@given(DAYS, DAYS, st.integers(1, 80))
def test_the_expected_day_is_never_before_the_safe_one(published_until, opened_on, limit):
    known = outlook(seed_days(), published_until, first_day=FIRST_DAY, last_day=date(2032, 6, 30))
    assert known.safe.nth_after(opened_on, limit) <= known.expected.nth_after(opened_on, limit)


@settings(max_examples=30)
@given(st.dates(date(2007, 12, 31), date(2026, 12, 30)))
def test_wherever_publication_stops_no_working_day_is_missed(published_until):
    known = outlook(seed_days(), published_until, first_day=FIRST_DAY, last_day=LAST_PUBLISHED)
    next_year = min(published_until + timedelta(days=400), LAST_PUBLISHED)
    for day in days_between(published_until, next_year):
        if TRUTH.is_working_day(day) and day != UNFORESEEABLE:
            assert known.safe.is_working_day(day), day
