"""The daily copy of the register, made beside the clerk's work and checked when made."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from casework.desk.desk import Desk
from desktop.base.work import Progress, Stopped, Work


def copy_register(desk: Desk, progress: Progress) -> Path:
    """Copy the register, on another thread than the window's; return where the copy lies.

    Raises `Stopped` where the clerk stops it, and `ClerkError` where it cannot be made.
    """
    from casework.desk import daily_copy
    from db.backup import BackupCancelled

    reader = Desk(desk.store.reader(), desk.clock, desk.clerk)
    try:
        return daily_copy.back_up(
            reader,
            on_progress=lambda done, pages: progress.say(
                done * 100 // max(pages, 1), "正在备份登记簿"
            ),
        )
    except BackupCancelled as cancelled:
        raise Stopped from cancelled
    finally:
        reader.close()


class DailyCopy(QObject):
    """Copies the register on another thread, through a connection of its own that only reads."""

    said = Signal(str)
    failed = Signal(str)
    made = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work: Work | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a copy is being made."""
        return self._work is not None

    def make_if_due(self) -> None:
        """Make today's copy quietly, where there is none yet."""
        from casework.desk import daily_copy

        if daily_copy.is_due(self._desk):
            self._start(quietly=True)

    def make(self) -> None:
        """Make a copy now, and say where it lies."""
        self._start(quietly=False)

    def _start(self, *, quietly: bool) -> None:
        if self._work is not None:
            return
        desk = self._desk

        self._work = Work(lambda progress: copy_register(desk, progress), self)
        if not quietly:
            self._work.done.connect(lambda path: self.said.emit(f"已备份登记簿：{path}"))
        self._work.done.connect(lambda _: self.made.emit())
        self._work.failed.connect(self.failed)
        self._work.ended.connect(self._ended)
        self._work.start()

    def _ended(self) -> None:
        self._work = None
