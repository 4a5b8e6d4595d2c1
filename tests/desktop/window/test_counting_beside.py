"""What goes over every open case is asked beside the window where the register is large."""

import threading
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt, QThreadPool

from db import clocks
from db.store import Store
from desktop.base import asking
from desktop.tray import presence
from desktop.tray.tray import Tray
from desktop.window.main_window import MainWindow


@pytest.fixture
def of_all(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """For each question that counts the days of all cases, whether it kept the window."""
    found = list[bool]()
    counted = clocks.count_by_day

    def count(store: Store, first: date | None = None, last: date | None = None) -> object:
        if first is None or last is None:
            found.append(threading.current_thread() is threading.main_thread())
        return counted(store, first, last)

    monkeypatch.setattr(clocks, "count_by_day", count)
    monkeypatch.setattr(asking, "_AT_ONCE", 0)
    yield found
    QThreadPool.globalInstance().waitForDone()


def rail_says(window: MainWindow) -> int:
    return window.rail._buttons["today"].count


def test_the_rail_is_counted_beside_after_each_act(qtbot, window, registered, of_all):
    registered(arrived_on="2026-09-01")
    window.screens.show_place("month")
    of_all.clear()
    registered(arrived_on="2026-09-02")
    qtbot.waitUntil(lambda: rail_says(window) == 2)
    assert of_all
    assert not any(of_all)


def test_a_board_read_meanwhile_is_not_counted_over(qtbot, window, registered, of_all):
    registered(arrived_on="2026-09-01")
    window.screens.show_place("month")
    registered(arrived_on="2026-09-02")
    window.screens.show_place("today")
    window.count()
    assert rail_says(window) == 2
    qtbot.waitUntil(lambda: not window.screens._counting.is_busy)
    assert rail_says(window) == 2


def test_no_day_of_the_month_has_every_case_counted(qtbot, window, registered, of_all):
    registered(arrived_on="2026-11-03")
    window.screens.show_place("month")
    qtbot.waitUntil(lambda: window.screens.present.month.is_read)
    qtbot.waitUntil(lambda: rail_says(window) == 0 and not window.screens._counting.is_busy)
    of_all.clear()
    for _ in range(5):
        qtbot.keyClick(window.screens.present.month, Qt.Key.Key_Right)
    assert "现有" in window.screens.present.side._if.text()
    assert of_all == []


def test_the_tray_and_the_reminder_count_beside(qtbot, window, registered, of_all, monkeypatch):
    said = list[str]()
    monkeypatch.setattr(Tray, "is_there", lambda: True)
    monkeypatch.setattr(Tray, "say", lambda _, title, words: said.append(title + words) or True)
    registered(arrived_on="2026-09-01")
    window.screens.show_place("month")
    qtbot.waitUntil(lambda: rail_says(window) == 1)
    of_all.clear()
    window.presence.start()
    qtbot.waitUntil(lambda: bool(said))
    tray = window.presence.tray
    qtbot.waitUntil(lambda: "逾期 1 件" in tray.icon.toolTip())
    assert said[0].startswith("今日提醒逾期1件")
    tray.menu.aboutToShow.emit()
    assert tray.menu.actions()[2].text() == "今日待办 1 件"
    assert of_all
    assert not any(of_all)
    assert not presence.is_due(window)


def test_until_the_month_is_read_nothing_is_said_to_be_due(qtbot, window, registered, of_all):
    registered(arrived_on="2026-10-26")
    window.screens.show_place("month")
    month = window.screens.present
    assert not month.month.is_read
    assert month.side._count.text() == ""
    assert "没有到期的" not in month.month.accessibleDescription()
    assert month.head.title.text() == "2026年11月"
    qtbot.waitUntil(lambda: month.month.is_read)
    assert month.side._count.text() == "没有到期的"
