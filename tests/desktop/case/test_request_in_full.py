"""What somebody asks for stands whole, whatever its length, the width and the zoom."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget

from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.start.building import build_window
from desktop.window.main_window import MainWindow
from tests.desktop.said import plain_words

LINES = tuple(f"{number}. {2000 + number}年青枫区政务公开工作要点及附件" for number in range(1, 25))
ASKED = "\n".join(LINES)
# The display and the zoom: at 150 % the words have two thirds of the width.
_VIEWPORT = "qt_scrollarea_viewport"
SIZES = ((1024, 100), (1366, 100), (1024, 150), (1366, 150))


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]} wide at {size[1]} %")
def window(request, qtbot, desk, remembered) -> MainWindow:
    width, zoom = request.param
    theme.current().apply(Scheme.LIGHT, zoom)
    window = build_window(desk, remembered)
    qtbot.addWidget(window)
    window.resize(width, 768)
    window.show()
    qtbot.waitUntil(lambda: window.is_furnished)
    return window


@pytest.fixture
def case(registered) -> int:
    return registered(information_sought=ASKED)


def holding(part: QWidget) -> list[QLabel]:
    """Return the labels in sight that hold the whole request."""
    return [
        label
        for label in part.findChildren(QLabel)
        if label.isVisible() and LINES[-1] in plain_words(label.text())
    ]


def cut(label: QLabel) -> str:
    """Return what of a label cannot be read, empty where every line has its room."""
    words = plain_words(label.text())
    if any(line not in words for line in LINES):
        return "a line is missing"
    needed = label.heightForWidth(label.width())
    if label.height() < needed:
        return f"{label.height()} of {needed} pixels high"
    # What lies beyond its parent is painted nowhere: up to what scrolls each must hold it whole.
    part: QWidget = label
    while (around := part.parentWidget()) is not None and around.objectName() != _VIEWPORT:
        corner = label.mapTo(around, QPoint(0, label.height()))
        if corner.y() > around.height() or label.mapTo(around, QPoint()).y() < 0:
            return f"beyond {around.objectName() or type(around).__name__}"
        part = around
        if part.isWindow():
            return ""
    assert around is not None
    scroll = around.parentWidget()
    hidden = part.height() - around.height()
    if isinstance(scroll, QScrollArea) and scroll.verticalScrollBar().maximum() < hidden:
        return f"{hidden} pixels that nothing scrolls to"
    return ""


def test_beside_the_list_the_request_stands_whole(qtbot, window, case):
    window.screens.show_place("worklist")
    worklist = window.screens.worklist
    worklist.stand_on(case)
    tabs = worklist.case.tabs
    if not worklist.case.isVisible():
        pytest.skip("so narrow a list has no case beside it")
    tabs.setCurrentIndex(1)
    qtbot.wait(50)
    found = holding(tabs)
    assert found
    assert [cut(label) for label in found] == [""] * len(found)


def test_in_the_whole_width_the_request_stands_whole(qtbot, window, case):
    window.screens.open_case(case)
    qtbot.wait(50)
    found = holding(window.screens.worklist.case.full)
    assert found
    assert [cut(label) for label in found] == [""] * len(found)


def test_over_an_act_the_request_can_be_read_whole(qtbot, window, case):
    window.screens.open_case(case)
    screen = window.screens.worklist.case
    screen.begin("decide")
    qtbot.wait(50)
    screen.place.head.unfold.click()
    qtbot.wait(50)
    found = holding(screen.place.head)
    assert [cut(label) for label in found] == [""]
    # Nor does it leave the form no room.
    assert screen.panel.findChild(QPushButton, "save").isVisible()
    form = screen.panel.parts.form if screen.panel.parts.form.isVisible() else screen.panel
    assert form.height() >= theme.px(150)
    bottom = screen.panel.mapTo(window, QPoint(0, screen.panel.height()))
    assert bottom.y() <= window.height()
