"""What the screens are made of, read while the clerk looks at the first list.

A screen that is opened imports a hundred modules the first time, and the acts behind it another
four hundred. Those of Qt are read here on the window's thread, whose classes they make, one at a
time between two keys; what they ask of the rooms below on a thread beside. See
docs/decisions/0034.
"""

import pkgutil
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from threading import Thread
from types import CodeType

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.base.work import uncollected

# From what is opened first to what is opened last; each stands on the ones before.
_ROOMS = (
    "widgets", "acting", "worklist", "case", "letters", "receipt", "day", "report", "analysis",
    "books", "templates", "registers", "settings", "importing",
)  # fmt: skip
_BELOW = ("casework.", "db.", "forms.", "rules.")
_PAUSE_MS = 20
# The window has not looked at its clock for so long: it is at work.
_BUSY_SECONDS = 0.1


class ReadingAhead(QObject):
    """Reads ahead for a window, unless something has it at work: `is_busy` tells.

    `done` comes once everything is read.
    """

    done = Signal()

    def __init__(self, owner: QObject, is_busy: Callable[[], bool]) -> None:
        super().__init__(owner)
        self._is_busy = is_busy
        self._waiting: deque[str] = deque()
        self._thread = Thread(target=self._read_below, daemon=True)
        self._uncollected = uncollected()
        self._looked_at = 0.0
        self._next = QTimer(self)
        self._next.setInterval(_PAUSE_MS)
        self._next.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Begin to read."""
        # Two hundred thousand objects are made meanwhile, none of them ever garbage.
        self._uncollected.__enter__()
        self._looked_at = time.monotonic()
        self._thread.start()
        self._next.start()

    def _read_below(self) -> None:
        """Read what is not of Qt, away from the window's thread."""
        names = [name for room in _ROOMS for name in modules_of(room)]
        for name in names:
            for below in dict.fromkeys(below_of(name)):
                # A screen that is being opened has the processor for itself.
                while time.monotonic() - self._looked_at > _BUSY_SECONDS:
                    time.sleep(_BUSY_SECONDS)
                _read(below)
        self._waiting.extend(names)

    def _go_on(self) -> None:
        self._looked_at = time.monotonic()
        # Two threads that read the same modules would wait for each other.
        if self._thread.is_alive() or self._is_busy():
            return
        if self._waiting:
            _read(self._waiting.popleft())
        else:
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
