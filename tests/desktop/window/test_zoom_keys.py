"""Ctrl with plus, minus and nought changes the size, also on the number pad."""

import pytest
from PySide6.QtCore import Qt

from desktop.look import theme

CTRL, PAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier


@pytest.mark.parametrize("modifier", [CTRL, CTRL | PAD], ids=["row", "number pad"])
def test_ctrl_and_plus_minus_nought(qtbot, window, modifier):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before = theme.current().zoom
    for key, larger in ((Qt.Key.Key_Plus, True), (Qt.Key.Key_Minus, False)):
        kept = theme.current().zoom
        qtbot.keyClick(window, key, modifier)
        assert (theme.current().zoom > kept) == larger
        assert theme.current().zoom != kept
        qtbot.wait(50)
    qtbot.keyClick(window, Qt.Key.Key_Plus, modifier)
    qtbot.wait(50)
    qtbot.keyClick(window, Qt.Key.Key_0, modifier)
    assert theme.current().zoom == 100 == before
    qtbot.wait(50)
