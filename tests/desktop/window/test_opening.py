"""A place asked for before it is read: the window says so, and loses no key typed meanwhile."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from db.requests import Query
from desktop.window.main_window import MainWindow
from desktop.worklist.worklist_model import WorklistModel
from rules.errors import ClerkError
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
    qtbot.waitUntil(lambda: window.screens.name == "month")
    ahead.read()
    qtbot.wait(20)
    assert window.screens.name == "month"
    assert window.screens.currentWidget() is window.screens.present


def test_what_is_built_opens_at_once(window):
    window.screens.show_place("month")
    window.screens.ahead = Ahead()
    window.screens.open_place("today")
    assert window.screens.name == "today"


def turns(window: MainWindow, place: str, monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """Open a place that is read, and return what was done to it in each turn of events."""
    screens, done = window.screens, [set[str]()]
    ask = WorklistModel.ask

    def asked(model: WorklistModel, query: Query) -> None:
        done[-1].add("asked")
        ask(model, query)

    monkeypatch.setattr(WorklistModel, "ask", asked)
    screens.built.connect(lambda _: done[-1].add("made"))
    screens.shown.connect(lambda _: done[-1].add("shown"))
    screens.open_place(place)
    while screens.name != place:
        done.append(set())
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return [one for one in done if one]


def test_a_place_that_is_read_is_made_asked_and_shown_in_turns(qtbot, window, monkeypatch):
    window.screens.ahead = Ahead(is_read=True)
    assert turns(window, "month", monkeypatch) == [{"made"}, {"shown"}]
    assert turns(window, "worklist", monkeypatch) == [{"made"}, {"asked"}, {"shown"}]


def test_what_is_there_stays_to_be_seen_until_a_place_that_is_read_shows(qtbot, window):
    window.screens.ahead = Ahead(is_read=True)
    window.screens.open_place("settings")
    assert not window.screens.updatesEnabled()
    qtbot.waitUntil(lambda: window.screens.name == "settings")
    assert window.screens.updatesEnabled()


def test_what_is_typed_while_a_place_is_made_stands_in_its_form(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.screens.ahead, keys = Ahead(is_read=True), Keys(qtbot)
    window.screens.open_place("receipt")
    keys.type("林知远")
    qtbot.waitUntil(lambda: window.screens.name == "receipt")
    assert window.screens.present.panel.view.values()["applicant_name"] == "林知远"


def test_a_place_that_cannot_be_made_leaves_one_where_one_was(qtbot, window, monkeypatch):
    window.screens.ahead = Ahead(is_read=True)
    was = window.screens.name

    def broken(*_: object) -> None:
        raise ClerkError("读不到")

    monkeypatch.setattr(window.screens, "_build", broken)
    with qtbot.captureExceptions() as raised:
        window.screens.open_place("settings")
        qtbot.waitUntil(lambda: bool(raised))
    assert window.screens.name == was
    assert window.screens.currentWidget() is window.screens.present
    assert window.screens.updatesEnabled()
    assert window.rail._buttons[was].isChecked()
