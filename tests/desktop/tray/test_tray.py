from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QSystemTrayIcon

from casework.pages.reminders import reminder_words
from desktop.tray import presence, tray
from desktop.tray.tray import Tray
from desktop.window.main_window import MainWindow


class ClosedByHand(QCloseEvent):
    """What the system sends where the clerk closes the window herself."""

    def spontaneous(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def ending(qapp):
    yield
    QApplication.setQuitOnLastWindowClosed(True)


@pytest.fixture
def no_tray(monkeypatch) -> None:
    """A system without a notification area, whichever these tests run on."""
    monkeypatch.setattr(Tray, "is_there", lambda: False)


@pytest.fixture
def messages(monkeypatch) -> list[str]:
    """A system with a notification area, and what was said there."""
    said: list[str] = []

    def say(_: Tray, title: str, words: str) -> bool:
        said.append(f"{title}：{words}")
        return True

    monkeypatch.setattr(Tray, "is_there", lambda: True)
    monkeypatch.setattr(Tray, "say", say)
    return said


@pytest.fixture
def on_day(desk) -> Callable[[date, time], None]:
    def set_clock(day: date, at: time) -> None:
        desk.clock = lambda: datetime.combine(day, at)

    return set_clock


def close_by_hand(window: MainWindow) -> bool:
    """Close the window as the clerk does; tell whether it closed."""
    event = ClosedByHand()
    window.closeEvent(event)
    if event.isAccepted():
        window.hide()
    return event.isAccepted()


def summary(menu: QMenu) -> str:
    menu.aboutToShow.emit()
    return menu.actions()[2].text()


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


def test_what_was_missed_is_said_once(window, desk, registered, remembered, messages):
    registered(arrived_on="2026-09-01")
    remembered.keep("reminded", "2026-11-18T09:05:00")
    window.presence.start()
    assert messages == ["今日提醒：" + reminder_words(desk)]
    assert reminder_words(desk).startswith("逾期1件，2027年放假通知待录入")
    window.presence.look()
    assert len(messages) == 1


def test_nothing_is_said_before_the_time_of_the_day_has_come(window, registered, remembered):
    registered(arrived_on="2026-09-01")
    remembered.keep("reminded", "2026-11-20T09:05:00")
    assert not presence.is_due(window)


def test_a_note_spoilt_by_hand_is_no_fault(window, registered, remembered):
    registered(arrived_on="2026-09-01")
    remembered.keep("reminded", "昨天")
    assert presence.is_due(window)


def test_without_a_tray_the_window_says_it(no_tray, window, registered):
    registered(arrived_on="2026-09-01")
    window.presence.start()
    assert window.presence.tray is None
    assert window.outcome.words.text().startswith("提醒：逾期1件")
    assert window.outcome.property("kind") == "check"


def test_with_a_tray_the_tray_says_it(window, registered, messages):
    registered(arrived_on="2026-09-01")
    window.presence.start()
    assert messages[0].startswith("今日提醒：逾期1件")
    assert window.outcome.isHidden()


def test_the_icon_says_how_much_is_late_and_due_today(window, registered, messages):
    window.presence.start()
    icon = window.presence.tray.icon
    assert icon.toolTip() == "青枫区政务公开局 依申请公开办件台\n没有逾期和今天到期的申请"
    assert icon.icon().cacheKey() == tray.picture(is_late=False).cacheKey()
    registered(arrived_on="2026-09-01")
    registered(arrived_on="2026-10-23")
    window.presence.look()
    assert icon.toolTip().endswith("\n逾期 1 件，今天到期 1 件")
    assert icon.icon().cacheKey() == tray.picture(is_late=True).cacheKey()


def test_a_mark_is_painted_where_something_is_late(qapp):
    quiet, late = (tray.picture(is_late=value).pixmap(32).toImage() for value in (False, True))
    assert quiet.pixelColor(24, 24) != late.pixelColor(24, 24)
    assert quiet.pixelColor(4, 16) == late.pixelColor(4, 16)


def test_the_menu_counts_the_board_anew_each_time(window, registered, messages):
    window.presence.start()
    menu = window.presence.tray.menu
    assert summary(menu) == "今日没有待办"
    registered(arrived_on="2026-09-01")
    assert summary(menu) == "今日待办 1 件"
    window.screens.show_place("today")
    window.count()
    assert window.rail._buttons["today"].count == 1


def test_the_menu_leads_to_the_places(window, registered, messages):
    registered(arrived_on="2026-09-01")
    window.presence.start()
    window.screens.show_place("month")
    window.hide()
    menu = window.presence.tray.menu
    choose(menu, "打开办件台")
    assert window.isVisible()
    assert window.screens.name == "month"
    choose(menu, "收件登记")
    assert window.screens.name == "receipt"
    choose(menu, summary(menu))
    assert window.screens.name == "today"


def test_a_left_click_brings_the_window_and_the_right_button_only_the_menu(window, messages):
    window.presence.start()
    window.hide()
    window.presence.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert window.isHidden()
    window.presence.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert window.isVisible()


def test_a_closed_window_ends_unless_the_clerk_asked_otherwise(window, messages):
    window.presence.start()
    assert close_by_hand(window)
    assert messages == [message for message in messages if "通知区域" not in message]
    assert not window.presence.tray.icon.isVisible()


def test_a_closed_window_stays_in_the_tray_where_that_is_asked(window, remembered, messages):
    remembered.keep(presence.STAYS, True)
    assert not close_by_hand(window)
    assert window.isHidden()
    assert not QApplication.quitOnLastWindowClosed()
    assert [message for message in messages if "通知区域" in message] == messages != []
    window.come_forward()
    assert window.isVisible()
    assert QApplication.quitOnLastWindowClosed()
    close_by_hand(window)
    assert len(messages) == 1


def test_a_hidden_window_still_has_the_register_and_goes_on_reminding(
    window, desk, registered, remembered, messages, on_day
):
    remembered.keep(presence.STAYS, True)
    window.presence.start()
    close_by_hand(window)
    registered(arrived_on="2026-10-26")
    messages.clear()
    on_day(date(2026, 11, 23), time(9, 1))
    window.presence.look()
    assert messages[0].startswith("今日提醒：今天到期1件")


def test_a_hidden_window_keeps_what_is_half_typed(qtbot, window, remembered, messages):
    remembered.keep(presence.STAYS, True)
    window.screens.show_place("receipt")
    name = window.screens.present.findChild(QLineEdit, "applicant_name")
    qtbot.keyClicks(name, "Lin Yifan")
    close_by_hand(window)
    window.come_forward()
    assert name.text() == "Lin Yifan"
    window.screens.rebuild()
    again = window.screens.present.findChild(QLineEdit, "applicant_name")
    assert again.text() == "Lin Yifan"


def test_without_a_tray_closing_ends(no_tray, window, remembered):
    remembered.keep(presence.STAYS, True)
    assert close_by_hand(window)


def test_what_the_program_closes_ends(window, remembered, messages):
    remembered.keep(presence.STAYS, True)
    window.presence.start()
    assert window.close()
    assert not window.presence.tray.icon.isVisible()


def test_leaving_from_the_tray_ends_a_hidden_window(qtbot, window, remembered, messages, qapp):
    remembered.keep(presence.STAYS, True)
    window.presence.start()
    close_by_hand(window)
    choose(window.presence.tray.menu, "退出")
    assert QApplication.quitOnLastWindowClosed()
    assert not window.presence.tray.icon.isVisible()


def test_a_session_that_ends_closes_the_window_and_keeps_the_draft(
    qtbot, window, remembered, messages
):
    remembered.keep(presence.STAYS, True)
    window.screens.show_place("receipt")
    qtbot.keyClicks(window.screens.present.findChild(QLineEdit, "applicant_name"), "Lin Yifan")
    window.presence.session_ends()
    assert not window.screens.present.panel._keeping.isActive()
    assert close_by_hand(window)


def test_a_shutdown_that_was_called_off_leaves_all_as_it_was(window, remembered, messages):
    remembered.keep(presence.STAYS, True)
    window.presence.session_ends()
    window.presence._call_off.timeout.emit()
    assert not close_by_hand(window)


def test_a_start_in_the_tray_shows_no_window(window, messages):
    window.hide()
    assert window.presence.begin_hidden()
    assert window.presence.tray.icon.isVisible()
    assert not QApplication.quitOnLastWindowClosed()


def test_a_start_in_the_tray_shows_the_window_where_there_is_none(no_tray, window):
    window.hide()
    assert not window.presence.begin_hidden()
    assert QApplication.quitOnLastWindowClosed()


def test_a_program_that_stays_shows_the_new_day(window, messages, on_day):
    window.presence.start()
    before = window.screens.present
    on_day(date(2026, 11, 23), time(8, 0))
    window.presence.look()
    assert window.screens.present is not before
    assert window.remembered.text("day") == "2026-11-23"
