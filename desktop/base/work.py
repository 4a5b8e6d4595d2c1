"""Long work, off the window's thread: it says how far it is, stops when told, reports its end.

The register belongs to the window's thread (one connection, one writer). Work that reads it must
open a read-only store of its own; work that writes must hand its result back and let the window
write it.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal, SignalInstance
from shiboken6 import isValid

from rules.errors import ClerkError


class Stopped(Exception):  # noqa: N818
    """The clerk asked the work to stop."""


class Progress(QObject):
    """Through this a piece of work says how far it is; `say` raises `Stopped` once told to stop."""

    moved = Signal(int, str)
    _said = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()
        self._said.connect(self._hand_on)

    def say(self, per_cent: int, words: str) -> None:
        """Report progress; -1 per cent means that the length is not known."""
        self.check()
        self._said.emit(per_cent, words)

    def _hand_on(self, per_cent: int, words: str) -> None:
        # On the thread of who asked: who is gone hears nothing that was said before.
        self.moved.emit(per_cent, words)

    def check(self) -> None:
        """Raise `Stopped` once told to stop; report nothing."""
        if self._stop.is_set():
            raise Stopped

    def stop(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()


_LOCK = Lock()
_under_way = 0


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no search for garbage stop every thread while many objects are being made.

    Over a ledger of 15,000 rows one search took a fifth of a second, the window's included. What
    is there in the end is looked through by `collect_all` alone.
    """
    global _under_way
    with _LOCK:
        _under_way += 1
        gc.disable()
    try:
        yield
    finally:
        with _LOCK:
            _under_way -= 1
            if not _under_way:
                gc.freeze()
                gc.enable()


def collect_all() -> None:
    """Search everything for garbage.

    Every thread stands still for a tenth of a second: only while nobody is there.
    """
    with _LOCK:
        if not _under_way:
            gc.unfreeze()
            gc.collect()
            gc.freeze()


class Work(QObject):
    """One piece of work: `done` carries its result, `failed` a sentence for the clerk.

    It is nobody's child: whoever asked may be gone before a thread has done. Then it is told to
    stop and says no more.
    """

    done = Signal(object)
    failed = Signal(str)
    crashed = Signal(object)
    stopped = Signal()
    ended = Signal()
    _said = Signal(str, tuple)

    def __init__(self, task: Callable[[Progress], Any], asker: QObject | None = None) -> None:
        super().__init__()
        self.progress = Progress()
        self._task = task
        self.over = _Over()
        self.over.said.connect(self._let_go)
        self.crashed.connect(_raise_here)
        self._said.connect(self._hand_on)
        if asker is not None:
            asker.destroyed.connect(self._fall_silent)

    def start(self) -> None:
        """Begin on a thread of the pool."""
        _under_way_now.add(self)
        QThreadPool.globalInstance().start(_Run(self))

    def stop(self) -> None:
        """Ask it to stop."""
        self.progress.stop()

    def run(self) -> None:
        """Do the work; every end is told by a signal, never by an exception of the thread."""
        try:
            with uncollected():
                result = self._task(self.progress)
        except Stopped:
            self._said.emit("stopped", ())
        except ClerkError as error:
            self._said.emit("failed", (str(error),))
        except Exception as error:  # noqa: BLE001  a thread's bug is shown by the window's thread
            self._said.emit("crashed", (error,))
        else:
            self._said.emit("done", (result,))
        finally:
            self._said.emit("ended", ())

    def _hand_on(self, name: str, values: tuple[object, ...]) -> None:
        # On the thread of who asked. A signal the work's own thread gave would still come where
        # who asked has gone in between.
        getattr(self, name).emit(*values)

    def _fall_silent(self) -> None:
        self.stop()
        # Where the program ends, Qt lets go of everything, in no order.
        for one in (self, self.progress):
            if isValid(one):
                one.blockSignals(True)

    def _let_go(self) -> None:
        _under_way_now.discard(self)


class LoneWork(QObject):
    """One piece of work at a time for who asks: what is asked while one runs is not begun."""

    ended = Signal()

    def __init__(self, asker: QObject) -> None:
        super().__init__(asker)
        self._asker = asker
        self._work: Work | None = None

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._work is not None

    def begin(
        self,
        task: Callable[[Progress], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[str], object] | SignalInstance | None = None,
        *,
        moved: Callable[[int, str], object] | None = None,
        stopped: Callable[[], object] | None = None,
        stops_at_quit: bool = False,
    ) -> bool:
        """Begin on another thread; return whether it was begun.

        `moved` hears how far it is, `stopped` that it ended because it was told to.

        With `stops_at_quit` the window closes at once: what is half done is begun again another
        day.
        """
        if self._work is not None:
            return False
        work = self._work = Work(task, self._asker)
        if done is not None:
            work.done.connect(done)
        if failed is not None:
            work.failed.connect(failed)
        if moved is not None:
            work.progress.moved.connect(moved)
        if stopped is not None:
            work.stopped.connect(stopped)
        work.ended.connect(self._ended)
        app = QCoreApplication.instance()
        if stops_at_quit and app is not None:
            app.aboutToQuit.connect(work.stop)
        work.start()
        return True

    def stop(self) -> None:
        """Ask what is under way to stop; it does at its next word."""
        if self._work is not None:
            self._work.stop()

    def _ended(self) -> None:
        self._work = None
        self.ended.emit()


class _Over(QObject):
    """Says that a thread is through with its work, even where the work itself fell silent."""

    said = Signal()


# Held here until the window's own thread has heard of the end, so that no other one deletes it.
_under_way_now: set[Work] = set()


class _Run(QRunnable):
    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work: Work | None = work

    def run(self) -> None:
        """Run on the pool's thread."""
        work, self._work = self._work, None
        if work is None:
            return
        over = work.over
        work.run()
        # Nothing of this thread may be the last to hold the work when the window lets it go.
        del work
        over.said.emit()


def _raise_here(error: Exception) -> None:
    raise error
