"""Grants what screens wish for, says what was done, and offers to take it back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.base.screen import Screen
from desktop.base.wishes import (
    BeginAct,
    CaseClosed,
    GoBack,
    GoTo,
    Hold,
    ImportLedger,
    OfferBack,
    OpenCase,
    ShowDay,
    ShowSearch,
    ShowView,
    Wish,
)
from rules.errors import ClerkError

if TYPE_CHECKING:
    from casework.acts import Done
    from desktop.window.main_window import MainWindow


class Granting(QObject):
    """Listens to every screen of a window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        registers, outcome = window.registers, window.outcome
        registers.said.connect(outcome.say)
        registers.failed.connect(outcome.say_problem)
        registers.copied.connect(self._copied)
        registers.closing.connect(lambda: window.screens.present.put_by())

    def listen_to(self, screen: Screen) -> None:
        """Hear what a new screen did, says and wishes."""
        screen.acted.connect(self.acted)
        screen.said.connect(self._window.outcome.say)
        screen.failed.connect(self._window.outcome.say_problem)
        screen.wished.connect(self.grant)

    def grant(self, wish: Wish) -> None:
        """Do what is wished for."""
        screens = self._window.screens
        match wish:
            case OpenCase(request_id):
                screens.open_case(request_id)
            case GoBack():
                screens.go_back_whence()
            case BeginAct(request_id, act_name):
                screens.open_case(request_id)
                screens.worklist.case.begin(act_name)
            case GoTo(place):
                self._go_to(place)
            case ShowDay(None):
                screens.show_place("worklist")
                screens.worklist.narrow()
                screens.worklist.use_filter("overdue")
            case ShowDay(day):
                screens.show_place("month")
                screens.present.take(day)
            case ShowView(view):
                screens.show_place("worklist")
                screens.worklist.narrow()
                screens.worklist.use_view(view)
            case ShowSearch(text):
                self._window.bar.search.show_text(text)
            case CaseClosed():
                screens.go_back()
            case ImportLedger(path):
                screens.show_place("import")
                screens.present.take(path)
            case OfferBack(words, undo):
                self.done_at_large(words, undo)
            case Hold(is_held):
                self._hold(is_held)
            case _:
                self._window.registers.grant(wish)

    def _go_to(self, place: str) -> None:
        screens = self._window.screens
        if place not in ("calendar", "safety"):
            screens.show_place(place)
            return
        screens.show_place("settings")
        screens.present.take(place)

    def _hold(self, is_held: bool) -> None:
        window = self._window
        window.screens.hold(is_held)
        for part in (window.rail, window.bar, *window.menus.values()):
            part.setEnabled(not is_held)

    def _copied(self, words: str) -> None:
        if self._window.screens.name == "settings":
            self._window.screens.present.refresh()
        self._window.outcome.say(words)

    def done_at_large(self, words: str, undo: Callable[[], None]) -> None:
        """Say what was done to the register, and offer to take it back."""
        self._window.screens.refresh_today()
        self._window.count()
        self._window.outcome.say(words, undo)

    def acted(self, done: "Done") -> None:
        """Say what was done, offer to undo it, and show the case it was done to."""
        window = self._window
        if window.screens.name == "receipt":
            window.screens.open_case(done.request_id)
        window.screens.refresh_today()
        window.count()
        undo = (lambda: self._undo(done)) if done.can_be_undone else None
        window.outcome.say("".join((done.message, *_printed(done), *done.warnings)), undo)

    def _undo(self, done: "Done") -> None:
        from casework import acts

        window = self._window
        try:
            undone = acts.take_back(window.desk, done)
        except ClerkError as error:
            window.outcome.say_problem(str(error))
            return
        window.screens.refresh_all()
        window.count()
        window.outcome.say(undone.message)


def _printed(done: "Done") -> list[str]:
    return [f"已生成“{done.documents[0].title}”，按 P 打印。"] if done.documents else []
