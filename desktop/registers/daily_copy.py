"""The daily copy of the register, made beside the clerk's work and checked when made."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from casework.desk.desk import Desk
from desktop.base.work import LoneWork, Progress, Stopped
from rules.errors import ClerkError


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


class CopyRound(NamedTuple):
    """What a round of copying did: the copy, the one in the second place, the month's rehearsal."""

    path: Path
    second: Path | None
    rehearsal: tuple[bool, str] | None


def keep_safe(desk: Desk, progress: Progress) -> CopyRound:
    """Copy the register here and in the second place, and once a month try to put a copy back.

    Raises `Stopped` and `ClerkError` as `copy_register` does; a second place that is full or gone
    is no reason to do without the first.
    """
    from casework.desk.second_place import copy_to_second_place
    from casework.safekeeping.rehearsing import is_rehearsal_due, rehearse

    path = copy_register(desk, progress)
    reader = Desk(desk.store.reader(), desk.clock, desk.clerk)
    try:
        second = None
        with suppress(ClerkError):
            second = copy_to_second_place(reader)
        progress.say(-1, "正在演练恢复")
        rehearsal = rehearse(reader) if is_rehearsal_due(reader) else None
    finally:
        reader.close()
    return CopyRound(path, second, rehearsal)


class DailyCopy(QObject):
    """Copies the register on another thread, through a connection of its own that only reads."""

    said = Signal(str)
    failed = Signal(str)
    made = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work = LoneWork(self)

    @property
    def is_busy(self) -> bool:
        """Whether a copy is being made."""
        return self._work.is_busy

    def make_if_due(self) -> None:
        """Make today's copy quietly, where there is none yet."""
        from casework.desk import daily_copy

        if daily_copy.is_due(self._desk):
            self._start(quietly=True)

    def make(self) -> None:
        """Make a copy now, and say where it lies."""
        self._start(quietly=False)

    def _start(self, *, quietly: bool) -> None:
        desk = self._desk
        self._work.begin(
            lambda progress: keep_safe(desk, progress),
            lambda kept: self._kept(kept, quietly=quietly),
            self.failed,
        )

    def _kept(self, kept: object, *, quietly: bool) -> None:
        """Note what was copied and tried, on the thread that may write, and say what matters."""
        from casework.desk.second_place import note_second_copy
        from casework.safekeeping.rehearsing import note_rehearsal

        assert isinstance(kept, CopyRound)
        words = [f"已备份登记簿：{kept.path}"]
        if kept.second is not None:
            note_second_copy(self._desk)
            words.append(f"第二备份处也已备份：{kept.second.parent}")
        if kept.rehearsal is not None:
            is_sound, said = kept.rehearsal
            note_rehearsal(self._desk, is_sound=is_sound)
            words.append(said)
            if not is_sound:
                self.failed.emit(said)
        if not quietly:
            self.said.emit("。".join(word.rstrip("。") for word in words) + "。")
        self.made.emit()
