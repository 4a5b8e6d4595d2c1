"""What moves with the calendar, brought up to today while the window stands."""

from casework.cases.reckoning import has_older
from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.window.screen_stack import ScreenStack


class TurnOfDay:
    """Knows which day the screens were built on."""

    def __init__(self, desk: Desk, remembered: Remembered, screens: ScreenStack) -> None:
        self._desk, self._remembered, self._screens = desk, remembered, screens
        self._day = desk.today.isoformat()

    def look(self) -> None:
        """Reckon the open cases once a day, and build the screens anew where they are older."""
        desk = self._desk
        # A ledger that is being entered has the register: the next minute asks again. Where it is
        # only read, who writes in it counts the day.
        if self._screens.is_held or desk.store.is_read_only:
            return
        today = desk.today.isoformat()
        # A screen built on another day still says and offers that day.
        is_stale, self._day = today != self._day, today
        moved = 0
        if self._remembered.text("day") != today:
            from casework.cases.recount import refresh_the_day

            moved = refresh_the_day(desk)
            self._remembered.keep("day", today)
        if has_older(desk):
            # After an upgrade: the board is empty until the open cases are reckoned.
            from casework.cases.recount import reckon_anew

            moved += reckon_anew(desk)
        if moved or is_stale:
            self._screens.rebuild()
