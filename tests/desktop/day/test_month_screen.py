from datetime import date

from PySide6.QtCore import Qt

from casework.acts import undo
from db import steps
from desktop.base.wishes import OpenCase
from desktop.day.month_screen import MonthScreen


def test_a_case_stands_on_its_due_day(qtbot, desk, registered):
    request_id = registered()
    screen = MonthScreen(desk)
    qtbot.addWidget(screen)
    screen.month.show_day(date(2026, 12, 8))
    assert screen.list.count() == 1
    with qtbot.waitSignal(screen.wished) as asked:
        screen.list.itemActivated.emit(screen.list.item(0))
    assert asked.args == [OpenCase(request_id)]


def test_a_void_registration_is_due_on_no_day(qtbot, desk, registered):
    request_id = registered()
    undo(desk, request_id, steps.of_request(desk.store, request_id)[0].id)
    screen = MonthScreen(desk)
    qtbot.addWidget(screen)
    screen.month.show_day(date(2026, 12, 8))
    assert screen.list.count() == 0


def test_keys_turn_the_month(qtbot, desk):
    screen = MonthScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.keyClick(screen.month, Qt.Key.Key_PageDown)
    assert screen.month.day == date(2026, 12, 20)
    qtbot.keyClick(screen.month, Qt.Key.Key_Left)
    assert screen.month.day == date(2026, 12, 19)
