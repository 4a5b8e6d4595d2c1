"""The computer's clock, watched while a window stands: set wrong, it would count wrong days."""

from datetime import timedelta
from typing import Final

from desktop.window.main_window import MainWindow

# Between two looks of a minute each; a computer that slept over a night or a holiday is right.
_BACK: Final = timedelta(minutes=10)
_AHEAD: Final = timedelta(days=1)


class ClockWatch:
    """Notices that the clock was set while the window stood, and says so where it is in doubt."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._seen = window.desk.clock()

    def look(self) -> None:
        """Look at the clock once a minute."""
        desk = self._window.desk
        now = desk.clock()
        was_set = not self._seen - _BACK <= now <= self._seen + _AHEAD
        self._seen = now
        if was_set:
            from casework.safekeeping.clock import clock_doubt

            words = clock_doubt(desk)
            if words:
                self._window.outcome.say_problem(words)
