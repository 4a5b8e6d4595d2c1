"""The accounts of a shared register: a list, and the form of the one chosen or of a new one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casework.desk.accounts import (
    GivenAccount,
    accounts_of,
    close_account,
    fresh_password,
    give_account,
    may_give_accounts,
)
from casework.desk.desk import Desk
from casework.desk.people import people_of
from desktop.look import theme
from desktop.settings.code_step import button
from desktop.settings.line_form import LineForm, on_key
from desktop.widgets.form_view import FormView
from desktop.widgets.reading_table import ReadingTable
from desktop.widgets.setting_row import SettingRow
from forms.accounts import AccountForm
from forms.fields import Form
from rules.errors import ClerkError

_HINT = (
    "每个人一个账号，分工决定看得到什么、能办什么，由数据库把关：科室只看得到分办给自己的件，"
    "签发只能由负责人本人的账号登记。"
)
_ONLY_OWNER = "账号由建库账号管理：请信息技术部门（或者共用登记簿的那台电脑）用建库账号登录后办理。"
_PASSWORD = "账号{account}的口令：{password}　只在这里显示一次，请当面交给{person}，不要发在群里。"


class AccountsPart(QWidget):
    """Enter opens an account, Insert begins a new one; `said` and `failed` tell."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: dict[str, GivenAccount] = {}
        self._chosen = ""
        self.add = button("addAccount", "新增账号")
        self.table = ReadingTable(
            "accountsTable", "账号", ("账号|160", "姓名|112", "分工", "状态|80")
        )
        self.password = QLabel()
        self.password.setObjectName("freshPassword")
        self.password.setTextFormat(Qt.TextFormat.PlainText)
        self.password.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.password.setWordWrap(True)
        self.password.setProperty("kind", "group")
        self.reset = button("resetPassword", "重设口令")
        self.lock = button("lockAccount", "停用")
        self.form = LineForm(desk, "account", self.reset, self.lock)
        self.save = self.form.save
        self._assemble()
        self.refresh()

    @property
    def view(self) -> FormView | None:
        """The form that is being filled in, None while there is none."""
        return self.form.view

    def _assemble(self) -> None:
        self.form.setMaximumWidth(theme.px(640))
        below = QWidget()
        under = QVBoxLayout(below)
        under.setContentsMargins(0, theme.px(8), 0, 0)
        under.setSpacing(theme.px(8))
        for part in (self.table, self.password, self.form):
            under.addWidget(part)
        self._row = SettingRow("谁能登录", _HINT, self.add, below=below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        self.add.clicked.connect(lambda: self.open(""))
        self.table.opened.connect(lambda thing: self.open(str(thing)))
        self.form.kept.connect(self._keep)
        self.form.left.connect(self.table.setFocus)
        self.reset.clicked.connect(self._reset)
        self.lock.clicked.connect(self._lock)
        on_key(self.table, "Ins", lambda: self.open(""))

    def refresh(self) -> None:
        """Read the accounts again; a form that is being filled in stays."""
        try:
            may, found = may_give_accounts(self._desk), accounts_of(self._desk)
        except ClerkError:
            # A server that is gone is said at the foot of the rail.
            return
        self._known = {one.name: one for one in found}
        self.table.show_rows(
            [
                (one.name, one.person, one.parts_words, "" if one.is_open else "已停用")
                for one in found
            ],
            [one.name for one in found],
        )
        self.table.fit_height()
        self.table.setVisible(bool(found))
        self.add.setEnabled(may)
        self._row.say(_HINT if may else f"{_HINT}{_ONLY_OWNER}")

    def open(self, account: str) -> None:
        """Show the form of an account, or of a new one."""
        if not self.add.isEnabled():
            self.failed.emit(_ONLY_OWNER)
            return
        self.password.hide()
        self._chosen = account
        known = self._known.get(account)
        for one in (self.reset, self.lock):
            one.setVisible(known is not None and known.is_open)
        self.form.show_form(AccountForm, None if known is None else self._values(known))

    def _values(self, known: GivenAccount) -> dict[str, object]:
        office = people_of(self._desk)
        person = office.named(known.person)
        return {
            "person": known.person,
            "account": known.name,
            "parts": [part.name for part in known.parts],
            "section": "" if person is None else office.section_of(person),
        }

    def _keep(self, form: Form) -> None:
        assert isinstance(form, AccountForm)
        known = self._known.get(form.account)
        # A new account and one that is opened again get a password, a changed one keeps its own.
        is_new = known is None or not known.is_open
        self._give(form, fresh_password() if is_new else "")

    def _give(self, form: AccountForm, password: str) -> None:
        try:
            give_account(
                self._desk, form.account, form.person, form.parts,
                section=form.section, password=password,
            )  # fmt: skip
        except ClerkError as error:
            self.form.tell(error)
            return
        self.refresh()
        self.form.close_form()
        if password:
            self.password.setText(
                _PASSWORD.format(account=form.account, password=password, person=form.person)
            )
            self.password.show()
        self.said.emit(f"已保存账号{form.account}。")

    def _reset(self) -> None:
        """Give the account another password; what else is in the form is not kept."""
        known = self._known[self._chosen]
        values = self._values(known)
        self._give(
            AccountForm(
                person=known.person, account=known.name, parts=known.parts,
                section=str(values["section"]),
            ),
            fresh_password(),
        )  # fmt: skip

    def _lock(self) -> None:
        try:
            close_account(self._desk, self._chosen)
        except ClerkError as error:
            self.form.tell(error)
            return
        account = self._chosen
        self.refresh()
        self.form.close_form()
        self.password.hide()
        self.said.emit(f"已停用账号{account}，它登记过的内容保留姓名。")
