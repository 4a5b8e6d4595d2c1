"""The books in the window: an enquiry by keyboard alone, a request out of it, the year's work."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from casework.books.duties import DUTIES, year_work
from casework.books.enquiries import ENQUIRIES, REQUESTED
from casework.books.entering import entries
from casework.desk.desk import Desk
from desktop.books.books_screen import BooksScreen
from desktop.books.enquiry_page import EnquiryPage
from desktop.receipt.receipt_screen import ReceiptScreen
from desktop.window.main_window import MainWindow
from tests.desktop.keys import Keys


@pytest.fixture
def shown(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: window.is_furnished)
    window.activateWindow()
    return window


def books(window: MainWindow) -> BooksScreen:
    screen = window.screens.named("affairs")
    assert isinstance(screen, BooksScreen)
    return screen


def test_an_enquiry_takes_three_keys_beside_its_words(
    shown: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    keys = Keys(qtbot)
    shown.screens.present.take_focus()
    keys.press(Qt.Key.Key_F3)
    keys.type("how to apply")
    keys.press(Qt.Key.Key_Tab)
    keys.type("told")
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert keys.count == 3
    (entry,) = entries(desk, ENQUIRIES)
    assert (entry.title, entry.state, entry.on) == ("how to apply", "已答复", desk.today)
    # The next caller may begin at once.
    assert books(shown).enquiries.view.values()["question"] == ""


def test_one_key_turns_an_enquiry_into_a_request(
    shown: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    keys = Keys(qtbot)
    shown.screens.present.take_focus()
    keys.press(Qt.Key.Key_F3)
    page = books(shown).enquiries
    page.view.set_values({"question": "要2023年工作要点", "caller": "林一帆"})
    keys.press(Qt.Key.Key_F8)
    receipt = shown.screens.present
    assert isinstance(receipt, ReceiptScreen)
    values = receipt.panel.view.values()
    assert values["applicant_name"] == "林一帆"
    assert values["information_sought"] == "要2023年工作要点"
    receipt.panel.view.submit()
    (entry,) = entries(desk, ENQUIRIES)
    assert entry.state == REQUESTED
    assert shown.screens.worklist.case.request_id == entry.request_id


def test_the_years_work_from_the_template_to_done(shown: MainWindow, desk: Desk) -> None:
    screen = books(shown)
    shown.screens.show_place("affairs")
    screen.take("duty")
    screen.duties.tools["makeThis"].trigger()
    count = len(year_work(desk, 2026).duties)
    assert screen.duties.table.rowCount() == count
    screen.duties.show_entry(screen.duties.table.thing(count - 1))
    screen.duties.tools["done"].trigger()
    assert year_work(desk, 2026).done == 1
    assert "已完成 1 项" in screen.duties.figures.text()


def test_pasted_duties_are_entered_and_what_was_not_read_is_said(
    shown: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = books(shown).duties
    with qtbot.waitSignal(page.failed) as told:
        page.take_text("更新指南\t办公室\t3月底前\n加强学习\t各科室\t适时")
    assert "加强学习" in told.args[0]
    assert [one.on for one in entries(desk, DUTIES)] == [date(2026, 3, 31)]


def test_a_plan_in_a_file_is_read_aside(
    shown: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "要点.csv"
    path.write_text("任务,责任单位,完成时限\n更新指南,办公室,9月30日\n", encoding="gb18030")
    page = books(shown).duties
    with qtbot.waitSignal(page.said):
        page.take_file(path)
    assert [one.title for one in entries(desk, DUTIES)] == ["更新指南"]


def test_a_struck_entry_is_offered_back(shown: MainWindow, desk: Desk) -> None:
    page = books(shown).enquiries
    shown.screens.show_place("affairs")
    page.view.set_values({"question": "误记"})
    page.view.submit()
    page.show_entry(page.table.thing(0))
    page.strike()
    assert entries(desk, ENQUIRIES) == []
    shown.outcome.undo()
    assert [one.title for one in entries(desk, ENQUIRIES)] == ["误记"]


def test_what_is_half_typed_waits_while_another_entry_is_read(
    shown: MainWindow, desk: Desk
) -> None:
    page = books(shown).enquiries
    shown.screens.show_place("affairs")
    page.view.set_values({"question": "第一个"})
    page.view.submit()
    page.view.set_values({"question": "还没写完"})
    page.show_entry(page.table.thing(0))
    assert page.view.values()["question"] == "第一个"
    page.begin()
    assert page.view.values()["question"] == "还没写完"


def test_list_and_form_stand_in_turn_where_they_have_no_room(qtbot, desk: Desk) -> None:
    page = EnquiryPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 500)
    page.show()
    qtbot.waitExposed(page)
    assert page.table.parentWidget().isVisible()
    assert page.view.isVisible()
    assert not page.segments.isVisible()
    page.resize(620, 360)
    assert page.segments.isVisible()
    page.show_part(0)
    assert page.search.isVisible()
    assert not page.view.isVisible()
    form = page.findChild(QPushButton, "enquiry_segment1")
    qtbot.mouseClick(form, Qt.MouseButton.LeftButton)
    assert page.view.isVisible()
    assert not page.search.isVisible()
