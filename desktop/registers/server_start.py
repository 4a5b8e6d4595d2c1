"""Asks what a register on a server needs to be opened: an account, or a server that answers."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from casework.desk.addressed import account_of, log_in, needs_login
from desktop.base.application import NAME, application
from desktop.look import theme
from desktop.widgets.fields import LineField
from rules.errors import ClerkError


class ServerStart(QDialog):
    """Says why the server did not let us in; takes account and password where it wants them."""

    def __init__(self, register: Path, error: ClerkError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(NAME)
        self._register, self._asks = register, needs_login(error)
        self.words = QLabel(error.message)
        self.words.setObjectName("serverWords")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setFixedWidth(theme.px(520))
        self.account, self.password = LineField(), LineField()
        self.account.setObjectName("serverAccount")
        self.password.setObjectName("serverPassword")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        buttons = QDialogButtonBox()
        words = "登录" if self._asks else "再试一次"
        self.go = buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave = buttons.addButton("退出", QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(12))
        column.addWidget(self.words)
        if self._asks:
            self._add_fields(column)
        column.addWidget(buttons)
        buttons.accepted.connect(self._go_on)
        buttons.rejected.connect(self.reject)

    def _add_fields(self, column: QVBoxLayout) -> None:
        form = QFormLayout()
        for label, field in (("账号(&U)", self.account), ("密码(&P)", self.password)):
            form.addRow(label, field)
            field.setAccessibleName(label[:2])
        column.addLayout(form)
        self.account.setText(account_of(self._register))
        (self.password if self.account.text() else self.account).setFocus()

    def _go_on(self) -> None:
        if self._asks:
            log_in(self._register, self.account.text().strip(), self.password.text())
        self.accept()


def ask_again(register: Path, error: ClerkError) -> bool:
    """Say why a register on a server did not open; tell whether to try again."""
    app = application()
    stays = app.quitOnLastWindowClosed()
    app.setQuitOnLastWindowClosed(False)
    theme.current().apply(theme.Scheme.SYSTEM, 100)
    try:
        return ServerStart(register, error).exec() == QDialog.DialogCode.Accepted
    finally:
        app.setQuitOnLastWindowClosed(stays)
