"""Asks who logs in to the server a register lies on, where no password is known or it is wrong."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.base.application import NAME, before_the_window
from desktop.look import theme
from desktop.widgets.check_box import CheckBox
from desktop.widgets.fields import LineField


class ServerLoginDialog(QDialog):
    """Takes account and password, and closes once the server accepts them."""

    def __init__(self, register: Path, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from casework.desk.server_login import login_known

        self.setWindowTitle(NAME)
        self._register = register
        self.words = QLabel(sentence)
        self.words.setObjectName("loginWords")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setFixedWidth(theme.px(520))
        self.account = LineField()
        self.account.setObjectName("serverAccount")
        self.account.setAccessibleName("账号")
        self.account.setPlaceholderText("账号")
        self.account.setText(login_known(register))
        self.password = LineField()
        self.password.setObjectName("serverPassword")
        self.password.setAccessibleName("口令")
        self.password.setPlaceholderText("口令")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.keeps = CheckBox("记住口令")
        self.keeps.setObjectName("keepPassword")
        self.kept = kept = QLabel("存进这台电脑的凭据管理器，不写进任何文件。")
        kept.setObjectName("keptWhere")
        buttons = QDialogButtonBox()
        self.go = buttons.addButton("登录", QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave = buttons.addButton("退出", QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(12))
        for part in (self.words, self.account, self.password, self.keeps, kept, buttons):
            column.addWidget(part)
        buttons.accepted.connect(self.try_login)
        buttons.rejected.connect(self.reject)
        if self.account.text():
            self.password.setFocus()

    def try_login(self) -> None:
        """Go on with what was typed, or say why the server does not let in."""
        from rules.errors import ClerkError

        try:
            self._log_in(self.account.text().strip(), self.password.text())
        except ClerkError as error:
            self.words.setText(error.message)
            self.password.selectAll()
            self.password.setFocus()
            return
        self.accept()

    def _log_in(self, account: str, password: str) -> None:
        from casework.desk.server_login import log_in

        log_in(self._register, account, password, keep=self.keeps.isChecked())


_OWNER = (
    "恢复备份要用建立数据库的账号。它只在这一次恢复里使用，不记住；"
    "不知道它的，请信息技术部门（或者共用登记簿的那台电脑）恢复。"
)


class OwnerLoginDialog(ServerLoginDialog):
    """Takes the account that owns a register, for one thing that is done, and keeps nothing."""

    def __init__(self, register: Path, parent: QWidget | None = None) -> None:
        super().__init__(register, _OWNER, parent)
        self.setWindowTitle("恢复备份")
        self.account.clear()
        self.account.setPlaceholderText("建库账号")
        self.go.setText("继续")
        self.leave.setText("不恢复")
        self.keeps.hide()
        self.kept.hide()
        self.account.setFocus()

    def _log_in(self, account: str, password: str) -> None:
        from casework.desk.server_login import must_own

        must_own(self._register, account, password)


def ask_owner(register: Path, parent: QWidget) -> tuple[str, str] | None:
    """Return the account that owns a register with its password, or None where none is given."""
    dialog = OwnerLoginDialog(register, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return dialog.account.text().strip(), dialog.password.text()


def ask_login(register: Path, sentence: str) -> bool:
    """Ask who logs in to a register on a server; tell whether the server lets in now."""
    with before_the_window():
        return ServerLoginDialog(register, sentence).exec() == QDialog.DialogCode.Accepted
