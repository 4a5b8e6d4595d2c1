"""What moves with the calendar, brought up to today while the window stands.

Rows are made anew in slices, so that a key pressed meanwhile is answered between two of them.
"""

from PySide6.QtCore import QTimer

from casework.cases.reckoning import has_older, older
from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.window.screen_stack import ScreenStack

_SLICE_SECONDS = 0.03
_PAUSE_MS = 40


class TurnOfDay:
    """Knows which day the screens were built on, and which rows wait to be made anew."""

    def __init__(self, desk: Desk, remembered: Remembered, screens: ScreenStack) -> None:
        self._desk, self._remembered, self._screens = desk, remembered, screens
        self._day = desk.today.isoformat()
        self._waiting: list[int] = []
        self._is_rebuild_due = False

    def look(self) -> None:
        """Reckon the open cases once a day, and build the screens anew where they are older."""
        desk = self._desk
        # A ledger that is being entered has the register: the next minute asks again. Where it is
        # only read, who writes in it counts the day.
        if self._screens.is_held or desk.store.is_read_only or self._waiting:
            return
        today = desk.today.isoformat()
        # A screen built on another day still says and offers that day.
        self._is_rebuild_due = today != self._day
        if self._remembered.text("day") != today:
            from casework.cases.recount import moved

            self._waiting += moved(desk)
        if has_older(desk):
            # After an upgrade: the board is empty until the open cases are reckoned.
            self._waiting += older(desk)
        self._go_on(today)

    def _go_on(self, today: str) -> None:
        if self._screens.is_held:
            self._waiting.clear()
            return
        if self._waiting:
            from casework.cases.recount import reckon_anew

            del self._waiting[: reckon_anew(self._desk, self._waiting, seconds=_SLICE_SECONDS)]
            self._is_rebuild_due = True
        if self._waiting:
            QTimer.singleShot(_PAUSE_MS, self._screens, lambda: self._go_on(today))
            return
        self._day = today
        self._remembered.keep("day", today)
        if self._is_rebuild_due:
            self._screens.rebuild()
