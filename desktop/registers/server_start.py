"""Says why a register on a server did not open, and tries again when asked to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.base.application import NAME, before_the_window
from desktop.look import theme
from rules.errors import ClerkError


class ServerStart(QDialog):
    """Says why the server did not answer; accepted to try again."""

    def __init__(self, error: ClerkError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(NAME)
        self.words = QLabel(error.message)
        self.words.setObjectName("serverWords")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setFixedWidth(theme.px(520))
        buttons = QDialogButtonBox()
        self.go = buttons.addButton("再试一次", QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave = buttons.addButton("退出", QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(12))
        column.addWidget(self.words)
        column.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)


def ask_again(error: ClerkError) -> bool:
    """Say why a register on a server did not open; tell whether to try again."""
    with before_the_window():
        return ServerStart(error).exec() == QDialog.DialogCode.Accepted
