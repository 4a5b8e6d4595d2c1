"""The list beside a case: rows or columns, the filters in one row, what stays after an act."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.widgets.key_button import KeyButton
from desktop.widgets.one_row import OneRow
from desktop.worklist.worklist_model import KEPT_ROLE, MATTER_COLUMN
from desktop.worklist.worklist_screen import WorklistScreen


@pytest.fixture
def screen(qtbot, desk, remembered, registered) -> WorklistScreen:
    registered(applicant_name="王小明", arrived_on="2026-10-26")
    registered(applicant_name="李秀英", arrived_on="2026-11-10")
    screen = WorklistScreen(desk, remembered)
    screen.read_first()
    qtbot.addWidget(screen)
    screen.resize(1238, 700)
    with qtbot.waitActive(screen):
        screen.show()
    return screen


def test_beside_a_case_the_list_is_rows_and_with_room_it_is_columns(qtbot, screen):
    assert screen.view is screen.rows
    assert screen.rows.rowHeight(0) == 52
    screen.resize(2400, 700)
    screen._split.setSizes([1400, 1000])
    qtbot.waitUntil(lambda: screen.view is screen.table)
    assert screen.table.isVisible()
    assert not screen.rows.isVisible()


def test_rows_may_take_one_line_and_stay_so(qtbot, desk, remembered, screen):
    screen.show_compact(True)
    assert screen.rows.rowHeight(0) == 34
    again = WorklistScreen(desk, remembered)
    again.read_first()
    qtbot.addWidget(again)
    assert again.rows.rowHeight(0) == 34


def test_rows_and_columns_have_one_cursor(qtbot, screen):
    screen.rows.setFocus()
    qtbot.keyClick(screen.rows, Qt.Key.Key_Down)
    assert screen.table.chosen_row == screen.rows.chosen_row == 1
    qtbot.waitUntil(lambda: screen.case.request_id == screen.model.id_at(1))


def test_the_filters_say_how_many_answer(screen):
    keys = {
        preset: screen.findChild(KeyButton, f"filter_{preset}").key
        for preset in ("open", "overdue", "week", "closed")
    }
    assert keys == {"open": "2", "overdue": "0", "week": "1", "closed": "0"}


@pytest.mark.parametrize("width", [380, 460, 700])
def test_the_filters_are_one_row_and_none_is_lost(qtbot, screen, width):
    row = screen.filters.findChild(OneRow)
    row.resize(width, 30)
    assert {button.y() for button in row.shown} == {row.shown[0].y()}
    assert row.shown[-1].geometry().right() <= width
    row.menu.aboutToShow.emit()
    assert len(row.shown) + len(row.menu.actions()) == len(row.as_read()) - 1


def test_a_filter_in_the_menu_is_chosen_there(screen):
    row = screen.filters.findChild(OneRow)
    row.resize(200, 30)
    row.menu.aboutToShow.emit()
    next(one for one in row.menu.actions() if one.text().startswith("办结")).trigger()
    assert screen.filter_words == "办结的申请"


def test_after_an_act_the_case_stays_though_it_left_the_filter(qtbot, screen, do):
    screen.use_filter("week")
    request_id = screen.case.request_id or screen.model.id_at(0)
    screen.table.choose_row(0)
    screen.show_chosen()
    screen.case.begin("withdraw")
    screen.case.panel.view.submit()
    assert screen.case.request_id == request_id
    row = screen.model.row_of(request_id)
    assert row == 0
    assert screen.model.index(row, MATTER_COLUMN).data(KEPT_ROLE)


def test_what_left_the_filter_goes_when_another_is_chosen(qtbot, screen, do, registered):
    screen.use_filter("open")
    first, second = screen.model.id_at(0), screen.model.id_at(1)
    screen.table.choose_row(0)
    screen.show_chosen()
    screen.case.begin("withdraw")
    screen.case.panel.view.submit()
    screen.narrow()
    screen.table.choose_row(screen.model.row_of(second))
    screen.show_chosen()
    assert screen.case.request_id == second
    assert screen.model.row_of(first) == -1


def test_the_order_is_said_at_the_foot_and_can_be_changed(screen):
    assert screen.findChild(QPushButton, "listOrder").text() == "改排序"
    assert screen.list.count.text() == "2 件，按最急的期限排列"
    assert "补正告知" in screen.list.count.toolTip()
    screen.table.show_order("applicant_name", descending=True)
    assert screen.list.count.text() == "2 件，按申请人排列，倒序"


def test_the_rows_of_a_long_list_are_never_sized_one_by_one(qtbot, screen):
    # Over 100,000 requests that took twenty seconds.
    sized = []
    screen.rows.verticalHeader().sectionResized.connect(lambda *what: sized.append(what))
    screen.show_compact(True)
    screen.show_compact(False)
    assert sized == []
