"""Grants the wishes that concern registers: copies, what was, the sample, and other registers."""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from casework.desk.desk import Desk
from desktop.base.wishes import (
    EncryptRegister,
    ExportAll,
    MakeCopy,
    MakeSample,
    MoveRegister,
    NewRegister,
    OpenRegister,
    ReopenRegister,
    RestoreCopy,
    ShareRegister,
    Wish,
)
from desktop.base.work import LoneWork, Progress, Work
from rules.errors import ClerkError

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.registers.attached_words import AttachedWords
    from desktop.registers.daily_check import DailyCheck
    from desktop.registers.daily_copy import DailyCopy
    from desktop.registers.other_registers import OtherRegisters, SampleRegister

_IDLE_SECONDS = 600


class RegisterWishes(QObject):
    """Does what the window is wished for and holds no means to do itself.

    `said` and `failed` carry sentences, `copied` one of a copy that was
    asked for, `copy_made` comes after every copy and every look over; `closing` comes
    before the window is closed so that a copy may take the register's place.
    """

    said = Signal(str)
    failed = Signal(str)
    copied = Signal(str)
    copy_made = Signal()
    closing = Signal()

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._copied_on: date | None = None
        self._checked_on: date | None = None
        self._sealing = LoneWork(self)
        self._exporting: Work | None = None

    # Each is read at its first use: the first list waits for none of them.

    @cached_property
    def copy(self) -> "DailyCopy":
        """The copies made beside the clerk's work."""
        from desktop.registers.daily_copy import DailyCopy

        copy = DailyCopy(self._desk, self)
        copy.said.connect(self.copied)
        copy.went_on.connect(self.said)
        copy.made.connect(self.copy_made)
        copy.failed.connect(self.failed)
        return copy

    @cached_property
    def check(self) -> "DailyCheck":
        """The look over the register, once a day."""
        from desktop.registers.daily_check import DailyCheck

        check = DailyCheck(self._desk, self)
        check.made.connect(self.copy_made)
        check.failed.connect(self.failed)
        return check

    @cached_property
    def words(self) -> "AttachedWords":
        """The reading of new attachments."""
        from desktop.registers.attached_words import AttachedWords

        return AttachedWords(self._desk, self)

    @cached_property
    def others(self) -> "OtherRegisters":
        """The other registers; what they need is read at the first use."""
        # Its dialogs cost the first list what Qt makes known for them.
        from desktop.registers.other_registers import OtherRegisters

        others = OtherRegisters(self._desk.store.path, self._window)
        others.said.connect(self.said)
        others.failed.connect(self.failed)
        return others

    @cached_property
    def sample(self) -> "SampleRegister":
        """The sample register, made when it is asked for."""
        from desktop.registers.other_registers import SampleRegister

        sample = SampleRegister(self)
        sample.said.connect(self.said)
        sample.failed.connect(self.failed)
        return sample

    def recent(self) -> list[Path]:
        """Return the registers last opened that are still there, without this one."""
        return self.others.recent()

    def copy_if_due(self) -> None:
        """Make today's copy quietly, where there is none yet."""
        self._copied_on = self._desk.today
        self.copy.make_if_due()

    def keep_up(self) -> None:
        """Copy the register and look it over, once a day each, also where the window stays open.

        With nothing of that to do, what was attached meanwhile is read for the search.
        """
        today = self._desk.today
        if self._desk.store.is_read_only or self.copy.is_busy or self.check.is_busy:
            return
        self._seal_idle()
        if self._copied_on != today:
            self.copy_if_due()
        elif self._checked_on != today:
            self._checked_on = today
            self.check.make_if_due()
        else:
            self.words.read_new()

    def grant(self, wish: Wish) -> bool:
        """Do what is wished for; tell whether it was a wish for this room."""
        match wish:
            case MakeCopy():
                self.copy.make()
            case ExportAll():
                self.ask_and_export()
            case MakeSample():
                self.sample.make()
            case EncryptRegister(key):
                self.encrypt(key)
            case ShareRegister():
                self.share()
            case MoveRegister(to, keeps_papers):
                self.move(to, keeps_papers=keeps_papers)
            case RestoreCopy(copy):
                self.restore(copy)
            case ReopenRegister():
                self.reopen()
            case NewRegister():
                self.others.ask_and_make()
            case OpenRegister(None):
                self.others.ask_and_open()
            case OpenRegister(Path() as path):
                self.others.open(path)
            case _:
                return False
        return True

    def restore(self, copy: Path) -> None:
        """Put a copy in the register's place, and open it in a fresh window.

        Of a shared register whoever is not logged in by the account that owns it is asked for that.
        """
        from contextlib import nullcontext

        from casework.desk.server_login import logged_in_as
        from casework.safekeeping.restoring import (
            needs_owner,
            put_back,
            the_copy,
            why_no_restore,
        )

        desk = self._desk
        path = desk.store.path
        refused = why_no_restore(desk)
        if refused:
            self.failed.emit(refused)
            return
        if not self._may_close():
            return
        from desktop.registers import other_registers
        from desktop.registers.moving_dialog import restoring_dialog

        owner = None
        if needs_owner(desk):
            from desktop.registers.server_login import ask_owner

            owner = ask_owner(path, self._window)
            if owner is None:
                return
        self.closing.emit()
        self._window.close()
        desk.close()

        def act(told: "Callable[[int, int], None]") -> list[str]:
            with logged_in_as(path, *owner) if owner else nullcontext():
                return put_back(the_copy(copy, path), path, desk.clock, desk.clerk, told=told)

        restoring_dialog(act, is_shared=desk.is_shared).run()
        other_registers.start(path)
        QApplication.quit()

    def reopen(self) -> None:
        """Open this register in a fresh window and close this one."""
        from desktop.registers import other_registers

        path = self._desk.store.path
        self.closing.emit()
        self._window.close()
        self._desk.close()
        other_registers.start(path)
        QApplication.quit()

    def ask_and_export(self) -> None:
        """Ask for a folder, and write all tables and papers into a new one in it."""
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self._window, "导出全部数据到哪个文件夹")
        if chosen:
            self.export_into(Path(chosen))

    def export_into(self, folder: Path) -> None:
        """Write all tables and papers into a new folder, out of the window's way, and say so."""
        if self._exporting is not None:
            return
        from casework.safekeeping.exporting import export

        desk = self._desk
        target = folder / f"登记簿导出 {desk.clock():%Y-%m-%d %H%M%S}"
        desk.looked("EXPORTED", details="全部表格和文书")

        def task(progress: Progress) -> str:
            still = desk.still()
            try:
                return export(still, target)
            finally:
                still.close()

        work = self._exporting = Work(task, self)
        work.done.connect(lambda words: self.said.emit(str(words)))
        work.failed.connect(self.failed)
        work.ended.connect(self._exported)
        self.said.emit("正在导出全部数据，完成后在这里说明。")
        work.start()

    def _exported(self) -> None:
        self._exporting = None

    def encrypt(self, key: str | None) -> None:
        """Encrypt the register, or take the encryption off, and open it in a fresh window."""
        from casework.safekeeping.encrypting import decrypt_office, encrypt_office

        desk = self._desk
        path = desk.store.path
        self._while_closed(
            "加密",
            lambda: (
                decrypt_office(path, desk.clock, desk.clerk)
                if key is None
                else encrypt_office(path, key, desk.clock, desk.clerk)
            ),
        )

    def share(self) -> None:
        """Move the register into a database of this computer, and open it there."""
        from casework.desk.addressed import shared_name
        from casework.safekeeping.sharing import share_here

        path, clock = self._desk.store.path, self._desk.clock
        self._move(
            "共用本机的登记簿",
            shared_name(path),
            lambda progress: share_here(path, clock, told=progress.say),
        )

    def move(self, to: str, *, keeps_papers: bool = False) -> None:
        """Move the register to a server or back to a file, and open it there."""
        from casework.safekeeping.moving import move_register, moved_to

        path, clock = self._desk.store.path, self._desk.clock
        self._move(
            "移动登记簿",
            moved_to(path, to),
            lambda progress: move_register(
                path, to, clock, keeps_papers=keeps_papers, told=progress.say
            ),
        )

    def _move(self, title: str, there: Path, act: "Callable[[Progress], list[str]]") -> None:
        """Close the register and the window, move it before the clerk's eyes, and open it anew."""
        if not self._may_close():
            return
        from desktop.registers import other_registers
        from desktop.registers.moving_dialog import MovingDialog

        path = self._desk.store.path
        self.closing.emit()
        self._window.close()
        self._desk.close()
        dialog = MovingDialog(title, act)
        dialog.run()
        other_registers.start(there if dialog.is_moved else path)
        QApplication.quit()

    def _may_close(self) -> bool:
        if self.copy.is_busy or self.check.is_busy or self._sealing.is_busy:
            self.failed.emit("正在备份、检查或者加密文书，请稍候再试。")
            return False
        return True

    def _while_closed(self, title: str, act: "Callable[[], list[str]]") -> None:
        """Do what needs the register closed, say what came of it, and open it anew."""
        if not self._may_close():
            return
        from PySide6.QtWidgets import QMessageBox

        from desktop.registers import other_registers

        path = self._desk.store.path
        self.closing.emit()
        self._window.close()
        self._desk.close()
        icon, said = QMessageBox.Icon.Information, list[str]()
        try:
            said = act()
        except ClerkError as error:
            icon, said = QMessageBox.Icon.Warning, [str(error)]
        if said:
            box = QMessageBox(icon, title, "\n".join(said))
            box.setTextFormat(Qt.TextFormat.PlainText)
            box.exec()
        other_registers.start(path)
        QApplication.quit()

    def _seal_idle(self) -> None:
        """Encrypt again what was looked at and rests, one by one and out of sight."""
        from casework.safekeeping.encrypting import is_encrypted, seal_papers

        desk = self._desk
        if self._sealing.is_busy or not is_encrypted(desk):
            return

        def task(progress: Progress) -> int:
            return seal_papers(desk, idle_seconds=_IDLE_SECONDS, check=lambda _: progress.check())

        self._sealing.begin(task, failed=self.failed, stops_at_quit=True)
