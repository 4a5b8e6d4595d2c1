"""Wherever an act's form is clicked, the keys go on speaking to the form."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit


@pytest.fixture
def panel(qtbot, window, registered):
    window.resize(1366, 740)
    window.screens.open_case(registered())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    case = window.screens.worklist.case
    case.begin("ask_correction")
    qtbot.waitUntil(lambda: case.panel.preview.paper.isVisible())
    return case.panel


def clicked(qtbot, widget, at: QPoint | None = None) -> None:
    at = at or QPoint(widget.width() - 5, widget.height() - 5)
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)


@pytest.mark.parametrize("place", ["letter", "result", "beside the fields", "foot"])
def test_after_a_click_beside_the_fields_the_keys_save_as_before(qtbot, window, panel, place):
    panel.view.rows["items"].editor.setFocus()
    before = QApplication.focusWidget()
    assert isinstance(before, QPlainTextEdit)
    before.insertPlainText("请写明地块位置")
    where = {
        "letter": panel.preview.paper.viewport(),
        "result": panel.preview,
        "beside the fields": panel._inner,
        "foot": panel._foot,
    }[place]
    clicked(qtbot, where)
    assert QApplication.focusWidget() is before
    with qtbot.waitSignal(panel.performed):
        qtbot.keyClick(before, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
