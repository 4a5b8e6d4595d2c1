"""Grants the wishes that concern registers: copies, what was, the sample, and other registers."""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from casework.desk.desk import Desk
from desktop.base.wishes import (
    MakeCopy,
    MakeSample,
    NewRegister,
    OpenRegister,
    RestoreCopy,
    Wish,
)
from rules.errors import ClerkError

if TYPE_CHECKING:
    from desktop.registers.attached_words import AttachedWords
    from desktop.registers.daily_check import DailyCheck
    from desktop.registers.daily_copy import DailyCopy
    from desktop.registers.other_registers import OtherRegisters, SampleRegister


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

    # Each is read at its first use: the first list waits for none of them.

    @cached_property
    def copy(self) -> "DailyCopy":
        """The copies made beside the clerk's work."""
        from desktop.registers.daily_copy import DailyCopy

        copy = DailyCopy(self._desk, self)
        copy.said.connect(self.copied)
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
            case MakeSample():
                self.sample.make()
            case RestoreCopy(copy):
                self.restore(copy)
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
        """Put a copy in the register's place, and open it in a fresh window."""
        if self.copy.is_busy:
            self.failed.emit("正在备份，请稍候再恢复。")
            return
        from PySide6.QtWidgets import QMessageBox

        from casework.safekeeping.restoring import put_back, the_copy
        from desktop.registers import other_registers

        path = self._desk.store.path
        self.closing.emit()
        self._window.close()
        self._desk.close()
        try:
            put_back(the_copy(copy, path), path, self._desk.clock, self._desk.clerk)
        except ClerkError as error:
            box = QMessageBox(QMessageBox.Icon.Warning, "恢复备份", str(error))
            box.setTextFormat(Qt.TextFormat.PlainText)
            box.exec()
        other_registers.start(path)
        QApplication.quit()
