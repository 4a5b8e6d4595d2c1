"""Every screen with names as long as they come, at the size and zoom of a small office screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.base.pasting import Handed
from desktop.base.remembered import Remembered
from desktop.base.view import ChosenFilter
from desktop.base.wishes import BeginAct, GoTo
from desktop.case.case_head import CaseHead
from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.receipt.receipt_screen import ReceiptScreen
from desktop.start.building import build_window
from desktop.widgets.bars import EmptyState
from desktop.widgets.timeline import ElidedButton
from desktop.widgets.words import ElidedLabel, Words, breakable, unbroken
from desktop.window.main_window import MainWindow
from desktop.window.places import PLACES

NAME = (
    "青枫区澄湖街道桂苑社区居民委员会暨业主大会临时联席会议筹备组"
    "关于老旧小区改造事项联合代表委员会（第三组）"
)
LINK = "https://example.org/" + "a1" * 120
_AROUND = 168
"""What the menu, the bar above and a sentence of three lines below take at 150 %, in pixels."""
MATTER = f"申请公开{'老旧小区改造的立项批复、初步设计和竣工验收报告，' * 15}见 {LINK}"


@pytest.fixture
def zoomed(qapp):
    theme.current().apply(Scheme.LIGHT, 150)
    yield
    theme.current().apply(Scheme.LIGHT, 100)


@pytest.fixture
def small(zoomed: None, window: MainWindow) -> MainWindow:
    window.resize(1366, 728)
    return window


def cut_short(top: QWidget) -> list[str]:
    """Return what is wider or higher than the room it has, and says so nowhere."""
    found = []
    for area in top.findChildren(QScrollArea):
        if area.isVisible() and area.widget().width() > area.viewport().width():
            found.append(f"{area.parentWidget().objectName()}: wider than its page")
    for label in top.findChildren(QLabel):
        if not label.isVisible() or not label.text() or isinstance(label, ElidedLabel):
            continue
        if label.wordWrap():
            is_cut = label.heightForWidth(label.width()) > label.height() + 1
        else:
            is_cut = label.width() < label.sizeHint().width() - 1
        if is_cut:
            found.append(f"{label.objectName()}: {label.text()[:20]}")
    return found


def shown(qapp, window: QWidget) -> list[str]:
    qapp.processEvents()
    qapp.processEvents()
    return cut_short(window)


def test_a_case_of_long_names_is_cut_nowhere(qapp, small: MainWindow, registered):
    if not QFontDatabase.families():
        pytest.skip("without a font every letter is a wide box, and a day has no room")
    request_id = registered(
        applicant_name=NAME, information_sought=MATTER, document_title=NAME * 2, remark=MATTER
    )
    small.screens.open_case(request_id)
    case = small.screens.worklist.case
    assert shown(qapp, small) == []
    case.show_deadline()
    assert shown(qapp, small) == []
    small.screens.worklist.narrow()
    tabs = case.tabs
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        assert shown(qapp, small) == []


def test_an_act_on_long_names_is_cut_nowhere(qapp, small: MainWindow, registered):
    request_id = registered(applicant_name=NAME, information_sought=MATTER)
    for act in ("decide", "consult_third_party", "ask_correction", "extend"):
        small.granting.grant(BeginAct(request_id, act))
        panel = small.screens.worklist.case.panel
        assert panel is not None
        panel.view.set_values(
            {"kind": "PARTLY", "provided": LINK, "ref": NAME, "content": LINK, "items": [LINK]}
        )
        panel.look_ahead()
        assert shown(qapp, small) == [], act
        small.screens.worklist.case.leave_act()


def test_no_place_needs_more_than_a_small_screen(qapp, small: MainWindow, registered):
    registered(applicant_name=NAME, information_sought=MATTER)
    small.outcome.say(NAME * 3)
    for place in PLACES:
        small.screens.show_place(place.name)
        for tabs in small.screens.present.findChildren(QTabWidget):
            for number in range(tabs.count()):
                tabs.setCurrentIndex(number)
                qapp.processEvents()
        smallest = small.screens.present.minimumSizeHint()
        assert smallest.width() <= 1366 - small.rail.width(), place.name
        assert smallest.height() <= 728 - _AROUND, place.name


def test_a_small_screen_at_twice_the_size_holds_the_window(qapp, desk, tmp_path, registered):
    # 1366 × 768 at 200 %, as the system enlarges.
    smallest = QSize(683, 384)
    registered(applicant_name=NAME, information_sought=MATTER)
    window = build_window(desk, Remembered(tmp_path / "窗口.ini"))
    window.resize(smallest)
    window.show()
    assert window.size() == smallest
    while not window.is_furnished:
        qapp.processEvents()
    window.outcome.say("已登记。")
    for place in PLACES:
        window.screens.show_place(place.name)
        qapp.processEvents()
        assert window.size() == smallest, place.name
    window.close()
    window.deleteLater()


def test_a_paper_takes_the_place_of_the_form_where_both_find_no_room(
    qapp, window: MainWindow, tmp_path: Path
):
    paper = tmp_path / "申请表.txt"
    paper.write_text("申请人：林婉清\n所需信息：规划许可证\n2026年11月4日\n", encoding="utf-8")
    window.resize(683, 384)
    window.screens.show_place("receipt")
    screen = window.screens.present
    assert isinstance(screen, ReceiptScreen)
    read: list[bool] = []
    screen.papers_read.connect(lambda: read.append(True))
    screen.take_in(Handed(paths=(paper,)))
    while not read:
        qapp.processEvents()
    pane, look = screen.desk_of_papers.pane, screen.papers.look
    qapp.processEvents()
    assert window.width() == 683
    assert (pane.isVisible(), screen.panel.isVisible()) == (False, True)
    look.click()
    qapp.processEvents()
    assert (pane.isVisible(), screen.panel.isVisible()) == (True, False)
    pane.wanted.emit("applicant_name")
    assert (pane.isVisible(), screen.panel.isVisible()) == (False, True)
    window.resize(1366, 728)
    qapp.processEvents()
    assert (pane.isVisible(), screen.panel.isVisible()) == (True, True)
    assert not look.isVisible()


@pytest.mark.parametrize("text", [NAME, "短", "", LINK, f"{NAME}{LINK}。", "依申请〔2026〕12号"])
def test_words_that_were_made_breakable_are_the_same_words(text: str):
    assert unbroken(breakable(text)) == text


def test_a_long_word_is_broken_and_copied_whole(qtbot: QtBot):
    words = Words(LINK)
    qtbot.addWidget(words)
    assert words.text() == LINK
    assert words.minimumSizeHint().width() < 240
    words.select_all()
    words.copy()
    assert QGuiApplication.clipboard().text() == LINK


def test_what_is_cut_short_ends_in_dots_and_is_told_whole(qtbot: QtBot):
    label = ElidedLabel(NAME)
    qtbot.addWidget(label)
    label.resize(200, 24)
    label.show()
    assert label.text().endswith("…")
    assert label.toolTip() == label.accessibleName() == label.whole == NAME
    label.resize(label.sizeHint())
    assert label.text() == NAME
    assert not label.toolTip()


def test_the_head_of_a_case_is_no_wider_than_its_pane(
    qtbot: QtBot, desk, registered: Callable[..., int]
):
    from casework.pages.case_page import case_page

    head = CaseHead()
    qtbot.addWidget(head)
    head.show_page(case_page(desk, registered(applicant_name=NAME, information_sought=MATTER)))
    assert head.minimumSizeHint().width() < 560


def test_a_wide_screen_does_not_stretch_a_letter(qapp, window: MainWindow, registered):
    request_id = registered()
    window.resize(2560, 1400)
    window.granting.grant(BeginAct(request_id, "extend"))
    panel = window.screens.worklist.case.panel
    assert panel is not None
    panel.view.set_values({"reason": "需要调取历年归档文件", "approved_by": "王建国"})
    panel.look_ahead()
    qapp.processEvents()
    paper = panel.preview.paper
    assert paper.isVisible()
    assert 400 < paper.sheet.width() <= 794


def test_a_wide_screen_does_not_stretch_a_page(qapp, window: MainWindow, registered):
    request_id = registered(information_sought=MATTER)
    window.resize(2560, 1400)
    window.screens.open_case(request_id)
    full = window.screens.worklist.case.full
    qapp.processEvents()
    assert 400 < max(one.width() for one in full.findChildren(Words) if one.isVisible()) < 1080


def test_no_page_scrolls_sideways_on_a_small_screen(qapp, window: MainWindow, registered):
    request_id = registered(applicant_name=NAME, information_sought=MATTER)
    window.resize(1366, 728)
    window.screens.open_case(request_id)
    for place in ("worklist", "today", "month", "templates", "settings"):
        window.screens.show_place(place)
        qapp.processEvents()
        for area in window.screens.present.findChildren(QAbstractScrollArea):
            policy = area.horizontalScrollBarPolicy()
            if area.isVisible() and policy != Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                assert area.horizontalScrollBar().maximum() == 0, area.objectName()


def test_a_notice_is_read_on_a_small_screen(qapp, small: MainWindow):
    small.outcome.say(NAME * 3)
    small.granting.grant(GoTo("calendar"))
    page = small.screens.present.findChild(QPlainTextEdit, "noticeText")
    page.setPlainText("一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。")
    present: Any = small.screens.present
    present.calendar.understand()
    qapp.processEvents()
    assert small.screens.present.minimumSizeHint().height() <= 728 - _AROUND
    assert shown(qapp, small.screens.present) == []


def test_a_condition_of_long_words_is_cut_to_its_row(qapp, window: MainWindow, registered):
    registered()
    window.resize(1366, 728)
    window.screens.show_place("worklist")
    conditions = window.screens.worklist.conditions
    conditions.choose(ChosenFilter("section", NAME * 3))
    qapp.processEvents()
    chip = conditions.findChildren(ElidedButton)[-1]
    assert chip.geometry().right() <= conditions.rect().right()
    assert chip.text().endswith("…")
    assert NAME * 3 in chip.accessibleName()
    said = [one.heading.text() for one in window.screens.worklist.findChildren(EmptyState)]
    assert "没有符合筛选条件的申请" in said
    chip.click()
    assert not conditions.chosen


def test_the_box_says_that_nothing_was_found(qtbot: QtBot, window: MainWindow):
    search = window.bar.search
    search.begin()
    search.setText("没有这样的东西")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    drop: Any = search.drop
    assert drop.list.item(0).text().startswith("没有找到")
    assert drop.isVisible()
    search.setText("收件登记")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert window.screens.name == "receipt"
