"""Asks for the recovery code of a register that no key of this account opens."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desktop.base.application import NAME, application
from desktop.look import theme
from desktop.widgets.fields import LineField
from rules.errors import ClerkError


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
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(12))
        for part in (self.words, self.code, buttons):
            column.addWidget(part)
        buttons.accepted.connect(self.try_code)
        buttons.rejected.connect(self.reject)

    def try_code(self) -> None:
        """Keep the key of the code typed, or say that it is not the one."""
        from casework.safekeeping.encrypting import take_code

        try:
            take_code(self.code.text(), self._register)
        except ClerkError as error:
            self.words.setText(error.message)
            return
        self.accept()


def ask_code(register: Path, sentence: str) -> bool:
    """Ask for the recovery code of a register; tell whether it can be opened now."""
    app = application()
    stays = app.quitOnLastWindowClosed()
    app.setQuitOnLastWindowClosed(False)
    theme.current().apply(theme.Scheme.SYSTEM, 100)
    try:
        return RecoveryCodeDialog(register, sentence).exec() == QDialog.DialogCode.Accepted
    finally:
        app.setQuitOnLastWindowClosed(stays)
