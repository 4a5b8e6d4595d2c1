"""Hears, on a thread of its own, what other windows on the server say."""

from collections.abc import Callable, Sequence
from queue import SimpleQueue
from threading import Event, Thread
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from rules.errors import ClerkError


class OneHeard(Protocol):
    """What another window said: its words, and whether they are of something written."""

    @property
    def words(self) -> str:
        """The words."""

    @property
    def is_of_writing(self) -> bool:
        """Whether something was written."""


class Ear(Protocol):
    """What a thread listens by; each raises `ClerkError` once the server cannot be reached."""

    def wait(self, seconds: float) -> Sequence[OneHeard]:
        """Return what others say meanwhile."""

    def say(self, words: str) -> None:
        """Tell the others something."""

    def close(self) -> None:
        """Listen no more."""


_WAIT_SECONDS = 0.2
_AGAIN_AFTER_SECONDS = 3.0
_END_SECONDS = 8.0


class Listener(QObject):
    """`written` says that something was written, `heard` carries what a window said of itself.

    `lost` carries a sentence once the server cannot be reached, `regained` comes when it can be
    again: what was said meanwhile was not heard.
    """

    written = Signal()
    heard = Signal(str)
    lost = Signal(str)
    regained = Signal()

    def __init__(self, listen: Callable[[], Ear]) -> None:
        super().__init__()
        self._listen = listen
        self._stop = Event()
        self._sayings: SimpleQueue[str] = SimpleQueue()
        self._thread = Thread(target=self._run, daemon=True, name="colleagues")

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def say(self, words: str) -> None:
        """Tell the other windows something, as soon as the server hears it."""
        self._sayings.put(words)

    def end(self, last_words: str = "") -> None:
        """Say a last thing and listen no more; waits a moment for the thread."""
        if last_words:
            self.say(last_words)
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(_END_SECONDS)

    def _run(self) -> None:
        is_lost = False
        while not self._stop.is_set():
            try:
                ear = self._listen()
                try:
                    if is_lost:
                        is_lost = False
                        self.regained.emit()
                    self._hear(ear)
                finally:
                    ear.close()
            except ClerkError as error:
                if not is_lost:
                    is_lost = True
                    self.lost.emit(str(error))
                self._stop.wait(_AGAIN_AFTER_SECONDS)

    def _hear(self, ear: Ear) -> None:
        while True:
            while not self._sayings.empty():
                ear.say(self._sayings.get())
            if self._stop.is_set():
                return
            is_written = False
            for one in ear.wait(_WAIT_SECONDS):
                if one.is_of_writing:
                    is_written = True
                else:
                    self.heard.emit(one.words)
            # An import writes many times a second: the window looks once.
            if is_written:
                self.written.emit()
