"""Asks for the recovery code of a register that no key of this account opens."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desktop.base.application import NAME, before_the_window
from desktop.look import theme
from desktop.widgets.fields import LineField
from rules.errors import ClerkError


class CodeAnswer(Enum):
    """What came of asking for a code."""

    OPENED = "opened"
    LEFT = "left"
    OTHER_WAYS = "other ways"


class RecoveryCodeDialog(QDialog):
    """Takes the code, and closes once it opens the register."""

    def __init__(self, register: Path, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(NAME)
        self._register = register
        self.words = QLabel(sentence)
        self.words.setObjectName("codeWords")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setFixedWidth(theme.px(520))
        self.code = LineField()
        self.code.setObjectName("recoveryCode")
        self.code.setAccessibleName("恢复码")
        self.code.setPlaceholderText("恢复码，14组，每组4个字母或数字")
        buttons = QDialogButtonBox()
        self.go = buttons.addButton("打开登记簿", QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave = buttons.addButton("退出", QDialogButtonBox.ButtonRole.RejectRole)
        self.others = buttons.addButton("其他办法…", QDialogButtonBox.ButtonRole.ActionRole)
        self.others.setObjectName("otherWays")
        self.answer = CodeAnswer.LEFT
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(12))
        for part in (self.words, self.code, buttons):
            column.addWidget(part)
        buttons.accepted.connect(self.try_code)
        buttons.rejected.connect(self.reject)
        self.others.clicked.connect(self._look_elsewhere)

    def try_code(self) -> None:
        """Keep the key of the code typed, or say that it is not the one."""
        from casework.safekeeping.encrypting import take_code

        try:
            take_code(self.code.text(), self._register)
        except ClerkError as error:
            self.words.setText(error.message)
            return
        self.answer = CodeAnswer.OPENED
        self.accept()

    def _look_elsewhere(self) -> None:
        self.answer = CodeAnswer.OTHER_WAYS
        self.reject()


def ask_code(register: Path, sentence: str) -> CodeAnswer:
    """Ask for the recovery code of a register; return whether it can be opened now."""
    with before_the_window():
        dialog = RecoveryCodeDialog(register, sentence)
        dialog.exec()
        return dialog.answer
