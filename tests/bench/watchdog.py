"""How long the window's own thread is kept from its events while something is done to it."""

import time
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_BEAT_MS = 2


class Watchdog(QObject):
    """Counts the longest time between two beats of the event loop, in milliseconds.

    `worst_thread_ms` is the most the thread itself worked between two beats: what a busy machine
    does meanwhile is not in it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.worst_ms = self.worst_thread_ms = 0.0
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.worst_ms = max(self.worst_ms, (now - self._last) * 1000)
        self.worst_thread_ms = max(self.worst_thread_ms, (worked - self._worked) * 1000)
        self._last, self._worked = now, worked

    def __enter__(self) -> "Watchdog":
        """Begin to watch."""
        QApplication.processEvents()
        self.worst_ms = self.worst_thread_ms = 0.0
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Watch no longer; what is under way counts."""
        self._beat()
        self._timer.stop()


def longest_wait_ms(doing: Callable[[], object], *, rest_ms: int = 400) -> float:
    """Return how long the event loop stood still at most, while and shortly after doing this."""
    with Watchdog() as watch:
        doing()
        QTest.qWait(rest_ms)
    return watch.worst_ms


def type_slowly(widget: QWidget, text: str, *, pause_ms: int = 150) -> None:
    """Type a text as a person does, the window answering between the keys."""
    for letter in text:
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QApplication.sendEvent(widget, event)
        QTest.qWait(pause_ms)
