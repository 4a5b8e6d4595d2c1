"""The accounts of a shared register: a list, and the form of the one chosen or of a new one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
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
from desktop.acting.suggestions import FieldSuggestions
from desktop.look import theme
from desktop.settings.code_step import button
from desktop.widgets.form_view import FormView
from desktop.widgets.key_button import KeyButton
from desktop.widgets.reading_table import ReadingTable
from desktop.widgets.setting_row import SettingRow, at_the_left
from forms.accounts import AccountForm
from forms.fields import Form, Problem
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
        self.view: FormView | None = None
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
        self._note = QLabel()
        self._note.setObjectName("accountNote")
        self._note.setProperty("kind", "problem")
        self._note.setWordWrap(True)
        self.save = KeyButton("保存", "Ctrl+Enter", kind="primary")
        self.save.setObjectName("saveAccount")
        self.reset = button("resetPassword", "重设口令")
        self.lock = button("lockAccount", "停用")
        self.back = KeyButton("返回", "Esc")
        self._assemble()
        self.refresh()
        self._close()

    def _assemble(self) -> None:
        self._form = QWidget()
        self._form.setMaximumWidth(theme.px(640))
        self._side = QVBoxLayout()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, theme.px(8), 0, 0)
        form.setSpacing(theme.px(8))
        form.addLayout(self._side)
        form.addWidget(self._note)
        form.addLayout(at_the_left(self.save, self.reset, self.lock, self.back))
        below = QWidget()
        under = QVBoxLayout(below)
        under.setContentsMargins(0, theme.px(8), 0, 0)
        under.setSpacing(theme.px(8))
        for part in (self.table, self.password, self._form):
            under.addWidget(part)
        self._row = SettingRow("谁能登录", _HINT, self.add, below=below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        self.add.clicked.connect(lambda: self.open(""))
        self.table.opened.connect(lambda thing: self.open(str(thing)))
        self.save.clicked.connect(self._submit)
        self.reset.clicked.connect(self._reset)
        self.lock.clicked.connect(self._lock)
        self.back.clicked.connect(self._close)
        for part, keys, doing in (
            (self._form, "Ctrl+Return", self._submit),
            (self._form, "Ctrl+Enter", self._submit),
            (self._form, "Esc", self._close),
            (self.table, "Ins", lambda: self.open("")),
        ):
            shortcut = QShortcut(QKeySequence(keys), part)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(doing)

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
        self._put_form_away()
        self.password.hide()
        self._chosen = account
        self.view = FormView(
            AccountForm, today=self._desk.today, suggest=FieldSuggestions(self._desk)
        )
        known = self._known.get(account)
        if known is not None:
            self.view.set_values(self._values(known))
        self.view.submitted.connect(self._keep)
        self.view.problem_found.connect(self._say)
        self._side.addWidget(self.view)
        self.reset.setVisible(known is not None and known.is_open)
        self.lock.setVisible(known is not None and known.is_open)
        self._note.hide()
        self._form.show()
        self.view.focus_first()

    def _values(self, known: GivenAccount) -> dict[str, object]:
        office = people_of(self._desk)
        person = office.named(known.person)
        return {
            "person": known.person,
            "account": known.name,
            "parts": [part.name for part in known.parts],
            "section": "" if person is None else office.section_of(person),
        }

    def _put_form_away(self) -> None:
        if self.view is not None:
            self.view.hide()
            self._side.removeWidget(self.view)
            self.view.deleteLater()
            self.view = None

    def _close(self) -> None:
        had_form = self.view is not None
        self._put_form_away()
        self._form.hide()
        if had_form:
            self.table.setFocus()

    def _submit(self) -> None:
        if self.view is not None:
            self.view.submit()

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
            if self.view is not None and error.field in self.view.rows:
                self.view.tell(Problem(error.field, error.message, error.basis))
            else:
                self._say(str(error))
            return
        self.refresh()
        self._close()
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
            self._say(str(error))
            return
        account = self._chosen
        self.refresh()
        self._close()
        self.password.hide()
        self.said.emit(f"已停用账号{account}，它登记过的内容保留姓名。")

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.show()
