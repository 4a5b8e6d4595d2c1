"""A place asked for before it is read: the window says so, and loses no key typed meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop.window.main_window import MainWindow
from tests.desktop.keys import Keys


class Ahead:
    """Reads when it is told to."""

    def __init__(self, *, is_read: bool = False) -> None:
        self.is_read = is_read
        self.waiting: list[tuple[str, Callable[[], None]]] = []

    def __call__(self, place: str, then: Callable[[], None]) -> bool:
        if self.is_read:
            return False
        self.waiting = [(place, then)]
        return True

    def read(self) -> None:
        for _, then in self.waiting:
            then()


def shown(window: MainWindow) -> str:
    return window.screens.currentWidget().objectName()


def test_a_place_that_is_not_read_yet_shows_once_it_is(qtbot, window):
    ahead = window.screens.ahead = Ahead()
    qtbot.mouseClick(window.rail._buttons["settings"], Qt.MouseButton.LeftButton)
    assert shown(window) == "opening"
    assert window.rail._buttons["settings"].isChecked()
    assert "settings" not in window.screens._screens
    ahead.read()
    qtbot.waitUntil(lambda: window.screens.name == "settings")
    assert window.screens.currentWidget() is window.screens.present


def test_what_is_typed_meanwhile_stands_in_the_form(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    ahead, keys = Ahead(), Keys(qtbot)
    window.screens.ahead = ahead
    keys.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: shown(window) == "opening")
    assert QApplication.focusWidget().objectName() == "opening"
    keys.type("林知远")
    keys.press(Qt.Key.Key_Backspace)
    event = QInputMethodEvent()
    event.setCommitString("清")
    QApplication.sendEvent(QApplication.focusWidget(), event)
    ahead.read()
    qtbot.waitUntil(lambda: window.screens.name == "receipt")
    assert window.screens.present.panel.view.values()["applicant_name"] == "林知清"


def test_who_changes_the_mind_meanwhile_is_not_taken_away(qtbot, window):
    ahead = window.screens.ahead = Ahead()
    window.screens.open_place("settings")
    window.screens.ahead = Ahead(is_read=True)
    window.screens.open_place("month")
    ahead.read()
    qtbot.wait(20)
    assert window.screens.name == "month"
    assert window.screens.currentWidget() is window.screens.present


def test_what_is_read_or_built_opens_at_once(window):
    window.screens.ahead = Ahead(is_read=True)
    window.screens.open_place("month")
    assert window.screens.name == "month"
    window.screens.ahead = Ahead()
    window.screens.open_place("today")
    assert window.screens.name == "today"
