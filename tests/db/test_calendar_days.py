from datetime import date

from db import calendar_days
from db.calendar_days import YearState
from db.store import Store
from rules.working_days import SpecialDay

NEW_YEAR = SpecialDay(date(2026, 1, 1), False, "元旦放假", "国办发明电〔2025〕7号")
MAKE_UP = SpecialDay(date(2026, 1, 4), True, "调休上班", "国办发明电〔2025〕7号")
DECEMBER = SpecialDay(date(2025, 12, 31), False, "元旦放假", "国办发明电〔2025〕7号")


def publish(store: Store, year: int, *days: SpecialDay, **changed: object) -> None:
    values = {"source": "国办通知", "recorded_at": "2025-11-04T09:00:00", **changed}
    calendar_days.replace_year(store, year, days, **values)  # type: ignore[arg-type]


def test_days_come_back_in_order(store: Store) -> None:
    publish(store, 2026, MAKE_UP, NEW_YEAR, DECEMBER)
    assert calendar_days.special_days(store) == [DECEMBER, NEW_YEAR, MAKE_UP]
    assert calendar_days.special_days(store, 2026) == [DECEMBER, NEW_YEAR, MAKE_UP]
    assert calendar_days.special_days(store, 2025) == []


def test_a_new_notice_replaces_all_days_of_its_year_and_no_others(store: Store) -> None:
    other = SpecialDay(date(2025, 10, 1), False, "国庆节放假")
    publish(store, 2025, other)
    publish(store, 2026, NEW_YEAR, DECEMBER)
    publish(store, 2026, MAKE_UP)
    assert calendar_days.special_days(store) == [other, MAKE_UP]


def test_what_was_there_before_is_remembered(store: Store) -> None:
    publish(store, 2026, NEW_YEAR, recorded_by="甲")
    publish(store, 2026, MAKE_UP, source="更正通知", recorded_by="乙")
    latest, first = calendar_days.changes(store, 2026)
    assert (latest.days, latest.state, latest.recorded_by) == (
        (NEW_YEAR,), YearState.PUBLISHED, "乙",
    )  # fmt: skip
    assert (first.days, first.state) == ((), YearState.MISSING)
    assert calendar_days.changes(store, 2025) == []


def test_nothing_is_settled_in_an_empty_calendar(store: Store) -> None:
    assert calendar_days.published_until(store) is None
    publish(store, 2026, state=YearState.MISSING)
    assert calendar_days.published_until(store) is None


def test_days_are_settled_up_to_the_first_year_that_is_missing(store: Store) -> None:
    for year in (2024, 2025, 2027):
        publish(store, year)
    assert calendar_days.published_until(store) == date(2025, 12, 31)
    publish(store, 2026)
    assert calendar_days.published_until(store) == date(2027, 12, 31)
    publish(store, 2025, state=YearState.MISSING)
    assert calendar_days.published_until(store) == date(2024, 12, 31)


def test_a_day_put_right_by_hand_makes_an_edited_year(store: Store) -> None:
    publish(store, 2026, NEW_YEAR)
    local = SpecialDay(date(2026, 7, 1), False, "本地放假", "市政府通知")
    calendar_days.put_days(store, [local], recorded_at="x")
    assert calendar_days.special_days(store) == [NEW_YEAR, local]
    (year,) = calendar_days.years(store)
    assert (year.state, year.source) == (YearState.EDITED, "国办通知")
    assert calendar_days.published_until(store) == date(2026, 12, 31)


def test_single_days_do_not_settle_a_missing_year(store: Store) -> None:
    calendar_days.put_days(store, [NEW_YEAR, DECEMBER], recorded_at="x", year=2026)
    assert [(year.year, year.state) for year in calendar_days.years(store)] == [
        (2026, YearState.MISSING)
    ]
    assert calendar_days.published_until(store) is None
