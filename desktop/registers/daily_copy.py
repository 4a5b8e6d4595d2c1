"""The daily copy of the register, made beside the clerk's work and checked when made."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from casework.desk.desk import Desk
from desktop.base.work import LoneWork, Progress, Stopped
from rules.errors import ClerkError


def copy_register(desk: Desk, progress: Progress, *, is_wary: bool = False) -> Path:
    """Copy the register, on another thread than the window's; return where the copy lies.

    `is_wary` reads again what earlier copies hold, and writes anew what rotted since. Raises
    `Stopped` where the clerk stops it, and `ClerkError` where it cannot be made.
    """
    from casework.desk import daily_copy
    from db.backup import BackupCancelled

    reader = Desk(desk.store.reader(), desk.clock, desk.clerk)
    try:
        return daily_copy.back_up(
            reader,
            on_progress=_saying(progress, "登记簿和文书"),
            is_wary=is_wary,
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
    is no reason to do without the first. What the rehearsal finds rotten in the copies is written
    again, and tried again.
    """
    from casework.desk.second_place import copy_to_second_place
    from casework.safekeeping.rehearsing import is_rehearsal_due, rehearse

    path = copy_register(desk, progress)
    reader = Desk(desk.store.reader(), desk.clock, desk.clerk)
    rehearsal = None
    try:
        is_due = is_rehearsal_due(reader)
        second = None
        with suppress(ClerkError):
            second = copy_to_second_place(
                reader, on_progress=_saying(progress, "第二备份处"), is_wary=is_due
            )
        if is_due:
            rehearsal = rehearse(reader, _saying(progress, "演练恢复"))
        if rehearsal is not None and not rehearsal[0]:
            path = copy_register(desk, progress, is_wary=True)
            rehearsal = rehearse(reader, _saying(progress, "演练恢复"))
    finally:
        reader.close()
    return CopyRound(path, second, rehearsal)


def _saying(progress: Progress, what: str) -> Callable[[int, int], None]:
    return lambda done, of: progress.say(done * 100 // max(of, 1), f"正在备份：{what}")


class DailyCopy(QObject):
    """Copies the register on another thread, through a connection of its own that only reads."""

    said = Signal(str)
    went_on = Signal(str)
    failed = Signal(str)
    made = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work = LoneWork(self)
        self._is_asked_for = False
        self._told = ""

    @property
    def is_busy(self) -> bool:
        """Whether a copy is being made."""
        return self._work.is_busy

    def make_if_due(self) -> None:
        """Make today's copy quietly, where there is none yet."""
        from casework.desk import daily_copy

        if daily_copy.is_due(self._desk):
            self._start(is_asked_for=False)

    def make(self) -> None:
        """Make a copy now, and say how far it is and where it lies; asked again, stop it.

        The day's own copy that is under way is told of from now on.
        """
        if self._start(is_asked_for=True):
            return
        if self._is_asked_for:
            self._work.stop()
        self._is_asked_for = True

    def _start(self, *, is_asked_for: bool) -> bool:
        desk = self._desk
        began = self._work.begin(
            lambda progress: keep_safe(desk, progress),
            self._kept,
            self.failed,
            moved=self._moved,
            stopped=lambda: self.went_on.emit("已停止备份。已经做好的备份还在，没有留下半份。"),
            # The day's own copy is made again at the next start.
            stops_at_quit=not is_asked_for,
        )
        if began:
            self._is_asked_for, self._told = is_asked_for, ""
        return began

    def _moved(self, per_cent: int, words: str) -> None:
        """Say how far it is, in steps that can be read."""
        words = f"{words}，已完成{per_cent // 10 * 10}%"
        if self._is_asked_for and words != self._told:
            self._told = words
            self.went_on.emit(f"{words}。要停止的，再点一次“立即备份”。")

    def _kept(self, kept: object) -> None:
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
        if self._is_asked_for:
            self.said.emit("。".join(word.rstrip("。") for word in words) + "。")
        self.made.emit()
