"""Enter goes through the items of a reply and never takes one out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from casework.acts import ACTS

THREE = "1．用地批准文件；2．征收土地公告张贴照片；3．听证笔录"


@pytest.fixture
def items(qtbot, window, registered):
    window.resize(1366, 740)
    window.screens.open_case(registered(information_sought=THREE))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    case = window.screens.worklist.case
    case.begin(next(name for name, act in ACTS.items() if act.label == "逐项答复"))
    return case.panel.view.rows["items"].editor


def enter(qtbot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def contents(items) -> list[str]:
    return [item["content"] for item in items.value()]


def test_enter_in_a_kind_still_empty_takes_no_item_out(qtbot, items):
    before = contents(items)
    assert len(before) == 3
    qtbot.mouseClick(items._lines[1], Qt.MouseButton.LeftButton)
    enter(qtbot)
    enter(qtbot)
    assert contents(items) == before


def test_enter_after_the_last_field_of_an_item_takes_no_item_out(qtbot, items):
    before = contents(items)
    items.set_value([{**items.value()[0], "kind": "PROVIDED", "provided": "用地批复"},
                     *items.value()[1:]])  # fmt: skip
    items.open_row(0)
    items._views[0].go_to("kind")
    for _ in range(8):
        enter(qtbot)
    assert contents(items) == before
