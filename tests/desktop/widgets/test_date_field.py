from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.date_field import DateField, day_remark
from desktop.widgets.month_grid import MonthGrid, month_later
from rules.working_days import Calendar, Outlook, SpecialDay

TODAY = date(2026, 9, 28)
SPECIAL = [
    *(SpecialDay(date(2026, 10, day), False, "国庆节放假") for day in range(1, 8)),
    SpecialDay(date(2026, 10, 10), True, "调休上班"),
]


@pytest.fixture
def outlook() -> Outlook:
    calendar = Calendar(SPECIAL, first_day=date(2026, 1, 1), last_day=date(2026, 12, 31))
    return Outlook(calendar, calendar)


@pytest.fixture
def field(qtbot, outlook) -> DateField:
    holder = QWidget()
    column = QVBoxLayout(holder)
    field, after = DateField(today=TODAY, outlook=outlook), QLineEdit()
    column.addWidget(field)
    column.addWidget(after)
    qtbot.addWidget(holder)
    holder.show()
    field.setFocus()
    vars(field).update(holder=holder, after=after)
    return field


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9.28", date(2026, 9, 28)),
        ("0928", date(2026, 9, 28)),
        ("20260213", date(2026, 2, 13)),
        ("2026年2月13日", date(2026, 2, 13)),
        ("昨天", date(2026, 9, 27)),
        ("+3", date(2026, 10, 1)),
    ],
)
def test_a_day_may_be_typed_short(qtbot, field, typed, meant):
    field.line.setText(typed)
    assert field.day() == meant
    qtbot.keyClick(field.line, Qt.Key.Key_Tab)
    assert field.line.text() == meant.isoformat()


def test_one_tab_leaves_the_field(qtbot, field):
    qtbot.keyClick(field.line, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is field.after


def test_a_text_that_means_no_day_stays_as_it_was_typed(qtbot, field):
    field.line.setText("13.45")
    qtbot.keyClick(field.line, Qt.Key.Key_Tab)
    assert field.value() == "13.45"
    assert field.day() is None


def test_arrows_go_by_days_and_with_ctrl_by_working_days(qtbot, field):
    field.set_value("2026-09-30")
    qtbot.keyClick(field.line, Qt.Key.Key_Up)
    assert field.value() == "2026-10-01"
    qtbot.keyClick(field.line, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == "2026-10-08"
    qtbot.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == "2026-09-30"


def test_an_arrow_in_an_empty_field_gives_today(qtbot, field):
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    assert field.value() == "2026-09-28"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 9, 28), "周一"),
        (date(2026, 10, 1), "周四 · 国庆节放假"),
        (date(2026, 10, 10), "周六 · 调休上班"),
        (date(2026, 10, 17), "周六 · 休息日"),
    ],
)
def test_a_day_says_whether_it_rests(outlook, day, words):
    assert day_remark(day, outlook) == words


def test_the_calendar_takes_a_day_by_keyboard(qtbot, field):
    field.set_value("2026-09-28")
    qtbot.keyClick(field.line, Qt.Key.Key_F4)
    grid = field.findChild(MonthGrid)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert field.value() == "2026-10-06"
    assert not grid.isVisible()


def test_esc_leaves_the_calendar_and_the_day(qtbot, field):
    field.set_value("2026-09-28")
    qtbot.keyClick(field.line, Qt.Key.Key_F4)
    grid = field.findChild(MonthGrid)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert not grid.isVisible()
    assert field.value() == "2026-09-28"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day, months, later):
    assert month_later(day, months) == later
