from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import ClerkError
from rules.law import Dated
from rules.periods import (
    DEFENCE_DAYS,
    DEPARTMENT_REPORT_DUE,
    GOVERNMENT_REPORT_DUE,
    LITIGATION_AFTER_RECONSIDERATION_DAYS,
    LITIGATION_MONTHS,
    LONGEST_UNTOLD_YEARS,
    RECONSIDERATION_DAYS,
    MonthDay,
    Period,
    days_after,
    defence_due,
    months_after,
    reconsideration_answer_due,
    remedy_periods,
    report_due,
    suit_after_reconsideration,
    untold_period,
)
from rules.working_days import Calendar, SpecialDay, days_between

NOTICE = "国办发明电（虚构）"
NATIONAL_DAY = [
    SpecialDay(day, False, "国庆节放假", NOTICE)
    for day in days_between(date(2025, 10, 1), date(2025, 10, 8))
]
MAKE_UP = [
    SpecialDay(date(2025, 9, 28), True, "调休上班", NOTICE),
    SpecialDay(date(2025, 10, 11), True, "调休上班", NOTICE),
]
CALENDAR = Calendar(NATIONAL_DAY + MAKE_UP, first_day=date(2005, 1, 1), last_day=date(2031, 12, 31))

EVERY_DAY = Calendar(
    [SpecialDay(day, True, "上班") for day in days_between(date(2008, 5, 1), date(2031, 12, 31))],
    first_day=date(2008, 5, 1),
    last_day=date(2031, 12, 31),
)


@pytest.mark.parametrize(
    ("start", "days", "ends_on"),
    [
        pytest.param(date(2025, 6, 2), 60, date(2025, 8, 1), id="ends on a Friday"),
        pytest.param(date(2025, 6, 3), 60, date(2025, 8, 4), id="Saturday to Monday"),
        pytest.param(date(2025, 8, 2), 60, date(2025, 10, 9), id="holiday to the day after"),
        pytest.param(date(2025, 7, 30), 60, date(2025, 9, 28), id="a Sunday that is worked"),
        pytest.param(date(2025, 8, 12), 60, date(2025, 10, 11), id="a Saturday that is worked"),
        pytest.param(date(2025, 6, 6), 0, date(2025, 6, 6), id="no days at all"),
    ],
)
def test_a_period_of_days_runs_through_rest_days_and_never_ends_on_one(
    start: date, days: int, ends_on: date
) -> None:
    assert days_after(start, days, CALENDAR) == ends_on


@pytest.mark.parametrize(
    ("start", "months", "ends_on"),
    [
        pytest.param(date(2025, 3, 3), 6, date(2025, 9, 3), id="the day of the same number"),
        pytest.param(date(2025, 8, 31), 6, date(2026, 3, 2), id="28 February, a Saturday"),
        pytest.param(date(2023, 8, 31), 6, date(2024, 2, 29), id="the leap day"),
        pytest.param(date(2025, 4, 1), 6, date(2025, 10, 9), id="1 October"),
        pytest.param(date(2025, 11, 28), 3, date(2026, 3, 2), id="over the turn of the year"),
    ],
)
def test_a_period_of_months_ends_on_the_day_of_the_same_number(
    start: date, months: int, ends_on: date
) -> None:
    assert months_after(start, months, CALENDAR) == ends_on


def test_a_reply_may_be_reconsidered_for_60_days_and_sued_over_for_6_months() -> None:
    reconsideration, litigation = remedy_periods(date(2025, 6, 3), CALENDAR)
    assert reconsideration.starts_after == date(2025, 6, 3)
    assert reconsideration.nominal_on == date(2025, 8, 2)
    assert reconsideration.ends_on == date(2025, 8, 4)
    assert reconsideration.is_moved
    assert reconsideration.words == "60日"
    assert [basis.short for basis in reconsideration.bases] == [
        "复议法第20条第1款",
        "民法典第201条",
        "民法典第203条",
    ]
    assert litigation.nominal_on == litigation.ends_on == date(2025, 12, 3)
    assert not litigation.is_moved
    assert litigation.words == "6个月"
    assert [basis.short for basis in litigation.bases] == [
        "行诉法第46条第1款",
        "民法典第202条",
        "民法典第203条",
    ]


@pytest.mark.parametrize(
    ("known_on", "basis"),
    [
        (date(2023, 12, 31), "复议法（2023年修订前）第9条第1款"),
        (date(2024, 1, 1), "复议法第20条第1款"),
    ],
)
def test_the_sixty_days_changed_their_article_in_2024(known_on: date, basis: str) -> None:
    assert remedy_periods(known_on, CALENDAR).reconsideration.bases[0].short == basis


@pytest.mark.parametrize(
    ("known_on", "words", "basis"),
    [
        (date(2015, 4, 30), "3个月", "行诉法（2014年修正前）第39条"),
        (date(2015, 5, 1), "6个月", "行诉法第46条第1款"),
    ],
)
def test_the_time_to_sue_was_three_months_before_may_2015(
    known_on: date, words: str, basis: str
) -> None:
    litigation = remedy_periods(known_on, CALENDAR).litigation
    assert (litigation.words, litigation.bases[0].short) == (words, basis)


@pytest.mark.parametrize(
    ("received_on", "ends_on", "basis"),
    [
        (date(2025, 9, 17), date(2025, 10, 9), "行诉法第45条"),
        (date(2025, 6, 2), date(2025, 6, 17), "行诉法第45条"),
        (date(2015, 4, 30), date(2015, 5, 15), "行诉法（2014年修正前）第38条第2款"),
    ],
)
def test_a_suit_follows_reconsideration_within_15_days(
    received_on: date, ends_on: date, basis: str
) -> None:
    period = suit_after_reconsideration(received_on, CALENDAR)
    assert (period.ends_on, period.bases[0].short) == (ends_on, basis)


def test_an_applicant_who_was_not_told_has_a_year() -> None:
    period = untold_period(date(2024, 10, 4), CALENDAR)
    assert period.nominal_on == date(2025, 10, 4)
    assert period.ends_on == date(2025, 10, 9)
    assert period.words == "1年"
    assert [basis.short for basis in period.bases] == ["复议法第20条第3款", "民法典第203条"]


@pytest.mark.parametrize(
    ("received_on", "simple", "ends_on", "words", "bases"),
    [
        pytest.param(
            date(2025, 9, 26),
            False,
            date(2025, 10, 16),
            "10个工作日",
            ["复议法第48条", "复议法第88条第2款"],
            id="ten working days",
        ),
        pytest.param(
            date(2025, 9, 26),
            True,
            date(2025, 10, 10),
            "5个工作日",
            ["复议法第54条", "复议法第88条第2款"],
            id="five in the simple procedure",
        ),
        pytest.param(
            date(2023, 12, 29),
            False,
            date(2024, 1, 8),
            "10日",
            ["复议法（2023年修订前）第23条第1款", "民法典第201条", "民法典第203条"],
            id="natural days before 2024",
        ),
        pytest.param(
            date(2023, 12, 31),
            True,
            date(2024, 1, 10),
            "10日",
            ["复议法（2023年修订前）第23条第1款", "民法典第201条", "民法典第203条"],
            id="no simple procedure before 2024",
        ),
        pytest.param(
            date(2024, 1, 1),
            True,
            date(2024, 1, 8),
            "5个工作日",
            ["复议法第54条", "复议法第88条第2款"],
            id="the first day of the new law",
        ),
    ],
)
def test_the_office_answers_a_reconsideration_in_time(
    received_on: date, simple: bool, ends_on: date, words: str, bases: list[str]
) -> None:
    period = reconsideration_answer_due(received_on, CALENDAR, simple=simple)
    assert (period.ends_on, period.words) == (ends_on, words)
    assert [basis.short for basis in period.bases] == bases


@pytest.mark.parametrize(
    ("received_on", "ends_on", "basis"),
    [
        (date(2025, 9, 1), date(2025, 9, 16), "行诉法第67条第1款"),
        (date(2015, 4, 30), date(2015, 5, 11), "行诉法（2014年修正前）第43条"),
    ],
)
def test_the_office_answers_a_suit_in_time(received_on: date, ends_on: date, basis: str) -> None:
    period = defence_due(received_on, CALENDAR)
    assert (period.ends_on, period.bases[0].short) == (ends_on, basis)


@pytest.mark.parametrize(
    ("year", "of_government", "due_on", "basis"),
    [
        (2025, False, date(2026, 1, 31), "条例第49条第1款"),
        (2025, True, date(2026, 3, 31), "条例第49条第2款"),
        (2019, False, date(2020, 1, 31), "条例第49条第1款"),
        (2018, False, date(2019, 3, 31), "条例（2007）第31条"),
        (2018, True, date(2019, 3, 31), "条例（2007）第31条"),
    ],
)
def test_the_annual_report_is_due_in_the_following_year(
    year: int, of_government: bool, due_on: date, basis: str
) -> None:
    due = report_due(year, of_government=of_government)
    assert (due.value, due.basis.short) == (due_on, basis)


def test_the_report_day_is_not_moved_off_a_rest_day() -> None:
    assert report_due(2026, of_government=False).value.weekday() == 6


def test_a_period_beyond_the_calendar_says_so() -> None:
    with pytest.raises(ClerkError, match="不在工作日历范围内"):
        days_after(date(2031, 12, 30), 60, CALENDAR)


@pytest.mark.parametrize(
    ("limit", "versions"),
    [
        (
            RECONSIDERATION_DAYS,
            ["1999-10-01 60 复议法（2023年修订前）第9条第1款", "2024-01-01 60 复议法第20条第1款"],
        ),
        (
            LITIGATION_MONTHS,
            ["1990-10-01 3 行诉法（2014年修正前）第39条", "2015-05-01 6 行诉法第46条第1款"],
        ),
        (
            LITIGATION_AFTER_RECONSIDERATION_DAYS,
            ["1990-10-01 15 行诉法（2014年修正前）第38条第2款", "2015-05-01 15 行诉法第45条"],
        ),
        (LONGEST_UNTOLD_YEARS, ["2024-01-01 1 复议法第20条第3款"]),
        (
            DEFENCE_DAYS,
            ["1990-10-01 10 行诉法（2014年修正前）第43条", "2015-05-01 15 行诉法第67条第1款"],
        ),
    ],
)
def test_the_limits_changed_on_these_days(limit: Dated[int], versions: list[str]) -> None:
    assert [
        f"{version.since} {version.value} {version.basis.short}" for version in limit.versions
    ] == versions


@pytest.mark.parametrize("limit", [DEPARTMENT_REPORT_DUE, GOVERNMENT_REPORT_DUE])
def test_the_report_days_changed_with_the_regulations(limit: Dated[MonthDay]) -> None:
    assert [version.since for version in limit.versions] == [date(2008, 5, 1), date(2019, 5, 15)]


@pytest.mark.parametrize(
    "limit",
    [
        RECONSIDERATION_DAYS,
        LITIGATION_MONTHS,
        LITIGATION_AFTER_RECONSIDERATION_DAYS,
        DEFENCE_DAYS,
        DEPARTMENT_REPORT_DUE,
        GOVERNMENT_REPORT_DUE,
    ],
)
def test_each_day_has_one_value(limit: Dated[object]) -> None:
    for version, following in pairwise(limit.versions):
        assert limit.on(version.since) is version
        assert limit.on(following.since - timedelta(days=1)) is version
        assert limit.on(following.since) is following


def test_the_older_laws_bear_the_same_titles() -> None:
    assert [
        str(RECONSIDERATION_DAYS.versions[0].basis),
        str(LITIGATION_MONTHS.versions[0].basis),
    ] == ["《中华人民共和国行政复议法》第九条第一款", "《中华人民共和国行政诉讼法》第三十九条"]
    assert not LITIGATION_MONTHS.versions[0].basis.attested


DAYS = st.dates(date(2008, 5, 1), date(2030, 1, 1))


@given(DAYS, st.integers(0, 400))
def test_the_end_of_a_period_is_a_working_day_and_at_most_a_holiday_later(
    start: date, days: int
) -> None:
    ends_on = days_after(start, days, CALENDAR)
    nominal_on = start + timedelta(days=days)
    assert CALENDAR.is_working_day(ends_on)
    assert ends_on >= nominal_on
    assert not any(
        CALENDAR.is_working_day(day) for day in days_between(nominal_on, ends_on) if day < ends_on
    )


@given(DAYS, st.integers(1, 12))
def test_months_end_on_the_same_number_or_the_last_of_the_month(start: date, months: int) -> None:
    ends_on = months_after(start, months, EVERY_DAY)
    assert (ends_on.year * 12 + ends_on.month) - (start.year * 12 + start.month) == months
    last_of_month = (ends_on + timedelta(days=1)).day == 1
    assert ends_on.day == start.day or (last_of_month and ends_on.day < start.day)


@given(DAYS, st.integers(0, 30))
def test_who_learns_later_never_has_less_time(start: date, later: int) -> None:
    before = remedy_periods(start, CALENDAR)
    after = remedy_periods(start + timedelta(days=later), CALENDAR)
    pairs: list[tuple[Period, Period]] = list(zip(before, after, strict=True))
    assert all(late.ends_on >= early.ends_on for early, late in pairs)
