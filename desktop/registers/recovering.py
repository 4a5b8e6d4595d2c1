"""Runs the page of a broken start until a way is chosen, before any window is open."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.desk.addressed import is_shared
from desktop.base.application import NAME, before_the_window
from desktop.look import theme
from desktop.registers.recovery_page import RecoveryPage
from rules.errors import ClerkError


class ChosenRegister(NamedTuple):
    """What to open, and whether only to read it."""

    path: Path
    read_only: bool


class RecoveryWindow(QWidget):
    """The page of a broken start in a window of its own; `answer` is what was chosen, or None."""

    def __init__(self, register: Path, clock: Callable[[], datetime], sentence: str = "") -> None:
        super().__init__()
        self.setWindowTitle(NAME)
        self.answer: ChosenRegister | None = None
        self._loop = QEventLoop(self)
        self.page = RecoveryPage(register, clock, sentence)
        self.page.chosen.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.resize(theme.px(1100), theme.px(720))

    def _take(self, path: Path, read_only: bool) -> None:
        self.answer = ChosenRegister(path, read_only)
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while something is being written; else leave."""
        if self.page.is_busy and self.answer is None:
            event.ignore()
            return
        event.accept()
        self._loop.quit()

    def ask(self) -> ChosenRegister | None:
        """Show the page until a way is chosen or it is closed."""
        self.show()
        self._loop.exec()
        return self.answer


def ask_on(
    register: Path, clock: Callable[[], datetime], error: ClerkError, *, read_only: bool
) -> ChosenRegister | None:
    """Ask for what a register needs to be opened, or for another one; None to leave."""
    same = ChosenRegister(register, read_only)
    if type(error).__name__ == "KeyNeededError":
        from desktop.registers.recovery_code import CodeAnswer, ask_code

        answered = ask_code(register, error.message)
        if answered is not CodeAnswer.OTHER_WAYS:
            return same if answered is CodeAnswer.OPENED else None
    elif type(error).__name__ == "LoginNeededError":
        from desktop.registers.server_login import ask_login

        return same if ask_login(register, error.message) else None
    if is_shared(register):
        from desktop.registers.server_start import ask_again

        return same if ask_again(error) else None
    return recover(register, clock, error.message)


def recover(
    register: Path, clock: Callable[[], datetime], sentence: str = ""
) -> ChosenRegister | None:
    """Show what lies around a register that does not open; return what to open, or None to leave.

    `sentence` says why, where the caller knows better than a look around.
    """
    with before_the_window():
        return RecoveryWindow(register, clock, sentence).ask()
