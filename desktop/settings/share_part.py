"""A register in a file: share it on this computer, or move it to the IT department's server."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from casework.desk.addressed import address_typed, must_take_a_register
from casework.desk.desk import Desk
from casework.safekeeping.sharing import why_no_server, why_no_sharing
from desktop.base.work import Progress
from desktop.look import theme
from desktop.registers.moving_question import ask_first
from desktop.settings.code_step import button
from desktop.widgets.check_box import CheckBox
from desktop.widgets.fields import LineField
from desktop.widgets.form_view import FormView
from desktop.widgets.setting_row import SettingRow, at_the_left
from desktop.widgets.work_strip import WorkStrip
from forms.accounts import ServerForm
from forms.fields import Form, Problem
from rules.errors import ClerkError

_SHARE = (
    "由这台电脑运行数据库，登录这台电脑的几个账户（轮班、远程桌面）共用一个登记簿，各人有自己的账号。"
    "登记簿移进数据库，原来的文件改名保留；以后随时可以移回文件，编号、经过、文书都不变。"
)
_MOVE = (
    "信息技术部门已经建好 PostgreSQL 数据库的，把登记簿移过去，几台电脑同时办件。"
    "先检查能不能移，再关闭窗口移动，逐行核对一致才算数，原来的文件改名保留。"
)
_ASKED = (
    "移动时窗口关闭，完成后在新的位置打开；完成以前可以停止，登记簿留在原处。"
    "请先确认别处没有打开这个登记簿。"
)


class SharePart(QWidget):
    """`share_asked` and `move_asked` come once the clerk has agreed, the second with an address.

    With it goes whether the server keeps the papers too.
    """

    said = Signal(str)
    failed = Signal(str)
    share_asked = Signal()
    move_asked = Signal(str, bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.share = button("shareHere", "共用本机的登记簿…")
        self.begin = button("beginMove", "移到服务器…")
        self._sharing = SettingRow("共用本机的登记簿", _SHARE, self.share)
        self.view = FormView(ServerForm, today=desk.today)
        self.password = LineField()
        self.password.setObjectName("ownerPassword")
        self.password.setAccessibleName("建库账号的口令")
        self.password.setPlaceholderText("建库账号的口令")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setFixedWidth(theme.px(280))
        self.keeps = CheckBox("记住口令（存进这台电脑的凭据管理器，不写进任何文件）")
        self.keeps.setObjectName("keepOwnerPassword")
        self.papers = CheckBox("文书、附件和模板也存进数据库（各台电脑没有共用文件夹的，请选上）")
        self.papers.setObjectName("keepPapersThere")
        self.check = button("checkServer", "检查并移动…", "primary")
        self.back = button("leaveMove", "返回")
        self.strip = WorkStrip()
        self._typed = QWidget()
        typed = QVBoxLayout(self._typed)
        typed.setContentsMargins(0, theme.px(8), 0, 0)
        typed.setSpacing(theme.px(8))
        for part in (self.view, self.password, self.keeps, self.papers):
            typed.addWidget(part)
        typed.addLayout(at_the_left(self.check, self.back))
        typed.addWidget(self.strip)
        self._moving = SettingRow("移到本单位的服务器", _MOVE, self.begin, below=self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._sharing)
        column.addWidget(self._moving)
        self._typed.hide()
        self.share.clicked.connect(self._ask_to_share)
        self.begin.clicked.connect(self._begin)
        self.back.clicked.connect(self._leave)
        self.check.clicked.connect(self.view.submit)
        self.view.submitted.connect(self._check)
        self.view.problem_found.connect(self.failed)
        self.strip.failed.connect(self.failed)
        self.strip.ended.connect(lambda: self.check.setEnabled(True))
        self.refresh()

    def refresh(self) -> None:
        """Read again what this computer has for it."""
        can_write = not self._desk.store.is_read_only
        for one, part, words, missing in (
            (self._sharing, self.share, _SHARE, why_no_sharing()),
            (self._moving, self.begin, _MOVE, why_no_server()),
        ):
            one.say(words + missing)
            part.setEnabled(can_write and not missing)

    def _begin(self) -> None:
        self._typed.show()
        self.begin.hide()
        self.view.focus_first()

    def _leave(self) -> None:
        self.strip.stop_work()
        self.password.clear()
        self._typed.hide()
        self.begin.show()
        self.begin.setFocus()

    def _check(self, form: Form) -> None:
        """Look at the server off the window's thread, then ask."""
        assert isinstance(form, ServerForm)
        try:
            address = address_typed(
                form.host, form.port, form.database, form.account, self.password.text(),
                ca=form.ca, keeps_password=self.keeps.isChecked(),
            )  # fmt: skip
        except ClerkError as error:
            self._tell(error)
            return
        register = self._desk.store.path

        def task(progress: Progress) -> str:
            progress.say(-1, "正在连接服务器")
            must_take_a_register(register, address)
            return address

        self.check.setEnabled(False)
        self.strip.run(task, "正在连接服务器", self._ask_to_move)

    def _tell(self, error: ClerkError) -> None:
        if error.field in self.view.rows:
            self.view.tell(Problem(error.field, error.message, error.basis))
        else:
            self.failed.emit(error.message)

    def _ask_to_share(self) -> None:
        ask_first(self, "共用本机的登记簿", _ASKED, "共用", self.share_asked.emit)

    def _ask_to_move(self, address: str) -> None:
        keeps_papers = self.papers.isChecked()
        ask_first(
            self, "移到服务器", _ASKED, "移动", lambda: self.move_asked.emit(address, keeps_papers)
        )
