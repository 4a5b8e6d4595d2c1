from datetime import date

import pytest

from casework.desk import Desk
from casework.reminders import office_notices
from casework.urgency import Urgency
from db import calendar_days, settings


def notices(desk: Desk, clock: object, day: date) -> dict[str, tuple[Urgency, str]]:
    clock.day = day  # type: ignore[attr-defined]
    return {one.place: (one.urgency, one.chip) for one in office_notices(desk)}


def test_the_next_year_is_asked_for_from_november(desk: Desk, clock: object) -> None:
    assert "calendar" not in notices(desk, clock, date(2026, 10, 31))
    assert notices(desk, clock, date(2026, 11, 1))["calendar"] == (Urgency.SOON, "待录入")


def test_a_year_that_is_entered_is_not_asked_for(desk: Desk, clock: object) -> None:
    calendar_days.replace_year(
        desk.store, 2027, [], source="测试", recorded_at="2026-11-02", recorded_by="周敏"
    )
    assert "calendar" not in notices(desk, clock, date(2026, 11, 3))


@pytest.mark.parametrize(
    ("kind", "day", "said"),
    [
        ("COUNTY_DEPARTMENT", date(2026, 1, 5), (Urgency.RUNNING, "剩 26 天")),
        ("COUNTY_DEPARTMENT", date(2026, 1, 29), (Urgency.SOON, "剩 2 天")),
        ("COUNTY_DEPARTMENT", date(2026, 1, 31), (Urgency.TODAY, "今天截止")),
        ("COUNTY_GOVERNMENT", date(2026, 3, 2), (Urgency.RUNNING, "剩 29 天")),
        ("COUNTY_GOVERNMENT", date(2026, 3, 31), (Urgency.TODAY, "今天截止")),
    ],
)
def test_the_annual_report_is_announced_by_the_day_of_the_office(
    desk: Desk, clock: object, kind: str, day: date, said: tuple[Urgency, str]
) -> None:
    settings.put(desk.store, "office", {"name": "青枫区政务公开局", "kind": kind})
    desk.forget_settings()
    assert notices(desk, clock, day)["report"] == said


def test_a_register_begun_this_year_is_not_late_with_last_years_report(
    desk: Desk, clock: object
) -> None:
    assert "report" not in notices(desk, clock, date(2026, 2, 9))


def test_a_year_with_requests_is_late_until_it_is_published(
    desk: Desk, do: object, clock: object
) -> None:
    do(  # type: ignore[operator]
        "register", None, "2025-12-01", applicant_name="林一帆", information_sought="要点"
    )
    assert notices(desk, clock, date(2026, 2, 9))["report"] == (Urgency.OVERDUE, "已过 9 天")
    settings.put(desk.store, "published_2025", {"on": "2026-01-20", "by": "周敏", "report": "{}"})
    assert "report" not in notices(desk, clock, date(2026, 2, 9))


def test_no_report_is_asked_for_after_march(desk: Desk, clock: object) -> None:
    assert "report" not in notices(desk, clock, date(2026, 4, 1))
