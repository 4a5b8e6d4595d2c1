"""What moves with the calendar, brought up to today while the window stands.

Rows are made anew in slices, so that a key pressed meanwhile is answered between two of them.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from casework.cases.reckoning import older
from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.window.screen_stack import ScreenStack

if TYPE_CHECKING:
    from desktop.base.asking import Asking

_SLICE_SECONDS = 0.03
_PAUSE_MS = 40


class TurnOfDay(QObject):
    """Knows which day the screens were built on, and which rows wait to be made anew."""

    def __init__(self, desk: Desk, remembered: Remembered, screens: ScreenStack) -> None:
        super().__init__(screens)
        self._desk, self._remembered, self._screens = desk, remembered, screens
        self._day = desk.today.isoformat()
        self._waiting: list[int] = []
        self._asking: Asking | None = None

    def look(self) -> None:
        """Reckon the open cases once a day, and build the screens anew where they are older."""
        desk = self._desk
        # A ledger that is being entered has the register: the next minute asks again. Where it is
        # only read, who writes in it counts the day.
        if self._screens.is_held or desk.store.is_read_only or self._waiting:
            return
        if self._asking is None:
            from desktop.base.asking import Asking

            self._asking = Asking(self, desk)
        if self._asking.is_busy:
            return
        today = desk.today.isoformat()
        is_new = self._remembered.text("day") != today
        self._asking.ask(
            lambda desk: _to_be_made_anew(desk, is_new_day=is_new),
            lambda found: self._begin(found, today),
        )

    def _begin(self, found: list[int], today: str) -> None:
        self._waiting += found
        self._go_on(today)

    def _go_on(self, today: str) -> None:
        if self._screens.is_held:
            self._waiting.clear()
            return
        if self._waiting:
            from casework.cases.recount import reckon_anew

            # Read slice by slice, a full board would keep the window longer than the slices do.
            with self._screens.reading_later():
                del self._waiting[: reckon_anew(self._desk, self._waiting, seconds=_SLICE_SECONDS)]
        if self._waiting:
            QTimer.singleShot(_PAUSE_MS, self._screens, lambda: self._go_on(today))
            return
        # A screen built on another day still says and offers that day.
        is_older, self._day = today != self._day, today
        self._remembered.keep("day", today)
        if is_older:
            self._screens.rebuild()
        else:
            self._screens.catch_up()


def _to_be_made_anew(desk: Desk, *, is_new_day: bool) -> list[int]:
    """Return the cases whose rows are of another day or, after an upgrade, of older rules."""
    from casework.cases.projection import make_ready
    from casework.cases.recount import moved

    # The board is empty until the open cases of an older version are reckoned.
    found = [*(moved(desk) if is_new_day else ()), *older(desk)]
    if found:
        # The rows are made on the window's thread.
        make_ready()
    return found
