"""What the screens are made of, read while the clerk looks at the first list.

A screen that is opened imports a hundred modules the first time, and the acts behind it another
four hundred. Those of Qt are read here on the window's thread, whose classes they make, one at a
time between two keys; what they ask of the rooms below on a thread beside. See
docs/decisions/0034.
"""

import pkgutil
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from threading import Thread
from types import CodeType

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.base.work import uncollected

# From what is opened first to what is opened last; each stands on the ones before. The tray, the
# lock and the look for a newer version begin by themselves a little later.
_ROOMS = (
    "widgets", "acting", "worklist", "case", "letters", "receipt", "day", "tray", "locking",
    "report", "analysis", "books", "templates", "registers", "settings", "importing", "window",
)  # fmt: skip
_OF_PLACE = {
    "today": ("day",), "month": ("day",), "chase": ("day",),
    "worklist": ("worklist", "case", "letters"), "receipt": ("receipt",),
    "letters_of_day": ("letters",), "receipts": ("letters",),
    "report": ("report",), "analysis": ("analysis",), "affairs": ("books",),
    "templates": ("templates",), "settings": ("settings",), "import": ("importing",),
    "check": ("registers",), "retention": ("registers",), "as_of": ("registers",),
}  # fmt: skip
_BASE = ("widgets", "acting")
_BELOW = ("casework.", "db.", "forms.", "rules.")
_PAUSE_MS = 20
# The window has not looked at its clock for so long: it is at work.
_BUSY_SECONDS = 0.1
# A place that opens is made, asked and painted within so long, and has the processor for itself.
_REST_SECONDS = 1.0


class ReadingAhead(QObject):
    """Reads ahead for a window, unless something has it at work: `is_busy` tells.

    `done` comes once everything is read.
    """

    done = Signal()

    def __init__(self, owner: QObject, is_busy: Callable[[], bool]) -> None:
        super().__init__(owner)
        self._is_busy = is_busy
        self._waiting: deque[str] = deque()
        self._thread: Thread | None = None
        self._read: set[str] = set()
        # The rooms being read; none once what was asked for meanwhile goes first.
        self._batch: Sequence[str] = ()
        self._wanted: Sequence[str] = ()
        self._then: Callable[[], None] | None = None
        self._uncollected = uncollected()
        self._is_begun = self._is_over = False
        self._looked_at = self._rests_until = 0.0
        self._next = QTimer(self)
        self._next.setInterval(_PAUSE_MS)
        self._next.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Begin to read."""
        if self._is_begun:
            return
        self._is_begun = True
        # Two hundred thousand objects are made meanwhile, none of them ever garbage.
        self._uncollected.__enter__()
        self._looked_at = time.monotonic()
        self._next.start()

    def hurry(self, place: str, then: Callable[[], None]) -> bool:
        """Read what a place is made of before the rest, and call `then` once it is read.

        Returns whether there is anything to wait for; where there is not, nothing is called. The
        rest is read once the place shows: two threads of Python take turns, and a screen has many.
        """
        rooms = (*_BASE, *_OF_PLACE.get(place, ()))
        if self._is_over or place not in _OF_PLACE or self._read.issuperset(rooms):
            self._rest()
            return False
        self._rests_until = 0.0
        self._wanted, self._then = rooms, then
        self._waiting.clear()
        self._batch = ()
        self._next.setInterval(0)
        self.begin()
        return True

    def _rest(self) -> None:
        self._rests_until = time.monotonic() + _REST_SECONDS

    def _is_to_wait(self) -> bool:
        now = time.monotonic()
        return now < self._rests_until or now - self._looked_at > _BUSY_SECONDS

    def _read_below(self, rooms: Sequence[str]) -> None:
        """Read what is not of Qt, away from the window's thread."""
        names = [name for room in rooms for name in modules_of(room)]
        for name in names:
            for below in dict.fromkeys(below_of(name)):
                while self._batch is rooms and self._is_to_wait():
                    time.sleep(_BUSY_SECONDS)
                if self._batch is not rooms:
                    return
                _read(below)
        if self._batch is rooms:
            self._waiting.extend(names)

    def _go_on(self) -> None:
        self._looked_at = time.monotonic()
        # Two threads that read the same modules would wait for each other.
        if (self._thread is not None and self._thread.is_alive()) or self._is_busy():
            return
        if self._is_to_wait():
            return
        if self._waiting:
            _read(self._waiting.popleft())
            return
        self._read.update(self._batch)
        then = self._then
        if then is not None and self._read.issuperset(self._wanted):
            self._then, self._wanted, self._batch = None, (), ()
            self._next.setInterval(_PAUSE_MS)
            self._rest()
            then()
        elif rooms := [room for room in self._wanted or _ROOMS if room not in self._read]:
            self._batch = rooms
            self._thread = Thread(target=self._read_below, args=(rooms,), daemon=True)
            self._thread.start()
        else:
            self._is_over = True
            self._next.stop()
            self._uncollected.__exit__(None, None, None)
            self.done.emit()


def _read(name: str) -> None:
    # What is of another system, or of a part that is not installed, is asked for by nobody here.
    with suppress(ImportError, AttributeError, OSError):
        import_module(name)


def modules_of(room: str) -> list[str]:
    """Return the names of the modules of a room of the window."""
    package = f"desktop.{room}"
    return [
        f"{package}.{one.name}" for one in pkgutil.iter_modules(import_module(package).__path__)
    ]


def below_of(name: str) -> Iterator[str]:
    """Yield the modules of the rooms below that a module of the window names in its imports."""
    spec = find_spec(name)
    find = None if spec is None else getattr(spec.loader, "get_code", None)
    code = None if find is None else find(name)
    if isinstance(code, CodeType):
        yield from _named_in(code)


def _named_in(code: CodeType) -> Iterator[str]:
    # A name with a dot in it is one that is imported.
    yield from (name for name in code.co_names if name.startswith(_BELOW))
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from _named_in(part)
