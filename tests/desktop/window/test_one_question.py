"""Board, list, month, reminder, tray and rail count from one question: here they are compared."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from casework.cases.recount import refresh_the_day
from casework.desk.desk import Desk
from casework.desk.questions import Query, ids
from casework.pages import agenda
from casework.pages.agenda_items import DayGroup
from casework.pages.day_board import day_board
from casework.pages.month import entries_by_day
from casework.pages.reminders import pressing, reminder_words
from casework.sample_office import TODAY
from desktop.base.remembered import Remembered
from desktop.start.building import build_window
from desktop.worklist.filters import FILTERS


@pytest.fixture(params=[0, 3, 12, 31, 60], ids=lambda days: f"{days} days on")
def later(request, sample_office, tmp_path) -> Iterator[Desk]:
    """The sample office some days later: what was to come has fallen due, and is late."""
    desk = sample_office(tmp_path / "later", TODAY + timedelta(days=request.param))
    refresh_the_day(desk)
    yield desk
    desk.close()


def listed(desk: Desk, name: str) -> set[int]:
    """Return the requests of a filter of the list."""
    preset = next(one for one in FILTERS if one.name == name)
    return set(ids(desk, Query(where=preset.where(desk))))


def on_board(desk: Desk, *titles: str) -> list[int]:
    return [
        line.request_id
        for day in day_board(desk).days
        if day.title in titles
        for line in day.lines
        if line.request_id
    ]


def test_what_is_late_is_the_same_everywhere(qtbot, later, tmp_path) -> None:
    late, today = on_board(later, "已逾期"), on_board(later, "今天")
    counts = day_board(later).counts
    assert counts.overdue == len(late) == pressing(later).overdue
    assert set(late) == listed(later, "overdue")
    first = later.today - timedelta(days=400)
    month = entries_by_day(later, first, later.today + timedelta(days=400))
    in_month = {
        one.request_id
        for entries in month.values()
        for one in entries
        if one.urgency.name == "OVERDUE" and one.act_name and one.chip != "视为放弃，待告知"
    }
    assert in_month == set(late)
    words = reminder_words(later)
    assert (f"逾期{counts.overdue}件" in words) == bool(counts.overdue)
    assert counts.today == pressing(later).due_today
    window = build_window(later, Remembered(tmp_path / "窗口.ini"))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.is_furnished)
    assert window.rail._buttons["today"].count == counts.overdue + counts.today
    assert window.rail._buttons["today"].count == pressing(later).in_all
    assert len(today) >= counts.today


def test_what_is_near_is_the_same_on_the_list_and_in_the_month(later) -> None:
    near = set(agenda.cases_in(later, DayGroup.TODAY, DayGroup.NEAR))
    assert listed(later, "week") == near
    month = entries_by_day(later, later.today, later.near_until)
    in_month = {
        one.request_id
        for entries in month.values()
        for one in entries
        if one.task is not None and one.task.is_ours and one.urgency.name in ("TODAY", "SOON")
    }
    assert near <= in_month
