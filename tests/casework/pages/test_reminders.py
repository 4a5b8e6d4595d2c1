from datetime import date, datetime

import pytest

from casework.cases.urgency import Urgency
from casework.desk.desk import Desk
from casework.pages.reminders import (
    Pressing,
    keep_reminder_times,
    missed_reminder,
    office_notices,
    pressing,
)
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


def missed(desk: Desk, now: str, reminded: str | None) -> str | None:
    """Return the reminder missed at a moment, where the last one given was at another."""
    desk.clock = lambda: datetime.fromisoformat(now)
    found = missed_reminder(desk, None if reminded is None else datetime.fromisoformat(reminded))
    return None if found is None else f"{found:%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("now", "reminded", "due"),
    [
        pytest.param("2026-03-06 08:59", "2026-03-05 14:00", None, id="before the first time"),
        pytest.param("2026-03-06 09:00", "2026-03-05 14:00", "03-06 09:00", id="at the minute"),
        pytest.param("2026-03-06 13:00", "2026-03-06 09:00", None, id="given this morning"),
        pytest.param("2026-03-06 16:00", "2026-03-05 09:10", "03-06 14:00", id="only the last"),
        pytest.param("2026-03-06 08:30", "2026-03-05 09:10", "03-05 14:00", id="made up for"),
        pytest.param("2026-03-06 08:30", "2026-01-05 09:10", "03-05 14:00", id="however long ago"),
        pytest.param("2026-03-06 08:30", None, "03-05 14:00", id="never reminded"),
        pytest.param("2026-03-06 08:30", "2027-03-05 14:00", "03-05 14:00", id="a clock set back"),
    ],
)
def test_a_reminder_missed_is_made_up_for_once(
    desk: Desk, now: str, reminded: str | None, due: str | None
) -> None:
    assert missed(desk, now, reminded) == due


@pytest.mark.parametrize(
    ("now", "reminded", "due"),
    [
        pytest.param("2026-03-07 10:00", "2026-03-06 14:00", None, id="Saturday"),
        pytest.param("2026-03-09 08:30", "2026-03-06 14:00", None, id="Monday before nine"),
        pytest.param("2026-03-09 09:00", "2026-03-06 14:00", "03-09 09:00", id="Monday at nine"),
        pytest.param("2026-03-07 10:00", "2026-03-06 09:00", "03-06 14:00", id="Friday made up"),
        pytest.param("2026-02-20 10:00", "2026-02-14 14:00", None, id="Spring Festival"),
        pytest.param("2026-02-28 10:00", "2026-02-27 14:00", "02-28 09:00", id="make-up Saturday"),
        pytest.param("2026-03-02 08:30", "2026-02-27 14:00", "02-28 14:00", id="its last missed"),
        pytest.param("2027-01-01 10:00", "2026-12-31 14:00", None, id="New Year, not published"),
    ],
)
def test_days_of_rest_have_no_reminders_while_nothing_presses(
    desk: Desk, now: str, reminded: str, due: str | None
) -> None:
    assert missed(desk, now, reminded) == due


@pytest.mark.parametrize(
    ("now", "reminded", "due"),
    [
        pytest.param("2026-04-04 10:00", "2026-04-03 14:00", "04-04 09:00", id="overdue, Saturday"),
        pytest.param("2026-04-07 08:30", "2026-04-03 14:00", "04-06 14:00", id="overdue, holiday"),
        pytest.param("2026-03-28 10:00", "2026-03-27 14:00", None, id="not yet due"),
    ],
)
def test_what_is_overdue_is_reminded_of_on_days_of_rest_too(
    desk: Desk, registered: int, now: str, reminded: str, due: str | None
) -> None:
    # Received on 6 March, so due on 3 April.
    assert missed(desk, now, reminded) == due


def test_a_day_of_rest_on_which_something_is_due_has_reminders(
    desk: Desk, do: object, registered: int
) -> None:
    for act, on, typed in (
        ("ask_reasons", "2026-03-09", {"facts": "一年六十件", "until": "2026-03-20"}),
        ("give_reasons", "2026-03-10", {"reasons": "课题研究", "good_reason": True}),
        ("defer", "2026-03-11", {"until": "2026-04-11", "reason": "数量过多，须分批检索"}),
    ):
        do(act, registered, on, **typed)  # type: ignore[operator]
    assert missed(desk, "2026-04-05 10:00", "2026-04-03 14:00") is None
    assert missed(desk, "2026-04-11 10:00", "2026-04-10 14:00") == "04-11 09:00"


def test_a_closed_case_presses_no_more(desk: Desk, do: object, registered: int) -> None:
    desk.clock = lambda: datetime.fromisoformat("2026-04-04 10:00")
    assert pressing(desk) == Pressing(1, 0, 0)
    do("withdraw", registered, "2026-04-03", reason="申请人自行查到")  # type: ignore[operator]
    assert missed(desk, "2026-04-04 10:00", "2026-04-03 14:00") is None
    assert pressing(desk) == Pressing(0, 0, 0)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-04-02 10:00", "没有逾期和今天到期的申请"),
        ("2026-04-03 10:00", "今天到期 1 件"),
        ("2026-04-07 10:00", "逾期 1 件"),
    ],
)
def test_what_presses_is_said_shortly(desk: Desk, registered: int, now: str, words: str) -> None:
    desk.clock = lambda: datetime.fromisoformat(now)
    assert pressing(desk).words == words


def test_without_times_there_are_no_reminders(desk: Desk) -> None:
    keep_reminder_times(desk, "")
    assert missed(desk, "2026-03-06 10:00", None) is None
