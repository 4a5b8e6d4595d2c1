"""A shared register: where it lies, its sheet, starting and stopping, and the way back."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from casework.desk.accounts import may_give_accounts
from casework.desk.desk import Desk
from casework.safekeeping.paper_place import (
    are_in_database,
    keep_in_database,
    keep_in_folder,
)
from casework.safekeeping.sharing import (
    SharedPlace,
    let_nobody_else_in,
    let_others_in,
    shared_place,
    start_sharing,
    stop_sharing,
)
from casework.safekeeping.sharing_sheet import write_sheet
from desktop.base.documents import open_path
from desktop.base.work import Progress
from desktop.look import theme
from desktop.registers.moving_question import ask_first
from desktop.registers.registers import ENDING, as_register
from desktop.settings.code_step import button
from desktop.widgets.fields import LineField
from desktop.widgets.setting_row import SettingRow, side_by_side
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError

_BACK = (
    "把登记簿移回这台电脑的一个文件，编号、经过、设置、文书都不变，逐行核对一致才算数；"
    "共用的那一份停止写入并保留。"
)
_IN_DATABASE = (
    "存在数据库里：打开时取到本机，关闭窗口后不留在本机，分办给科室的件只有那个科室取得到。"
)
_IN_FOLDER = "放在连接文件旁边的文件夹里：各台电脑都要能读写那个共享文件夹，由共享权限管谁能看。"
_TO_DATABASE = (
    "把文书、附件和模板存进数据库，逐份核对一致才算数，原来的文件夹改名保留。"
    "请先让其他人都关闭窗口：正在移的时候别人不能保存。"
)
_TO_FOLDER = (
    "把文书、附件和模板取到连接文件旁边的文件夹，逐份核对一致才算数，以后都放在那里。"
    "请先让其他人都关闭窗口，并确认各台电脑都能读写那个文件夹。"
)
_ONLY_OWNER = "要用建库账号登录才能移回文件。"
_ASKED = (
    "移动时窗口关闭，完成后打开移回的文件；完成以前可以停止，登记簿留在原处。"
    "请先让其他人都关闭窗口：移走以后，他们的窗口不能再保存。"
)
_OTHERS = (
    "在这台电脑上开一个加密的端口，其他电脑用各人的账号连接；建库账号只能在这台电脑上登录。"
    "旁边会存一个给其他电脑用的连接文件。还要请管理员在防火墙放行这个端口。"
)
_STOP = "停止以后，所有人的窗口都不能再查看和保存；再打开登记簿时自动启动。"


class SharedPart(QWidget):
    """`move_asked` carries the file to move back to, once the clerk has agreed."""

    said = Signal(str)
    failed = Signal(str)
    move_asked = Signal(str, bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._in_database = True
        self.sheet = button("printSheet", "打印共用说明…")
        self.start = button("startServer", "启动数据库")
        self.stop = button("stopServer", "停止数据库…")
        self.back = button("moveBack", "移回文件…")
        self._where = SettingRow("放在哪里", "", side_by_side(self.sheet, self.start, self.stop))
        self.words = self._where.sentence
        self.words.setObjectName("sharedWords")
        self.papers = button("movePapers", "")
        self._papers = SettingRow("文书、附件和模板", "", self.papers)
        self.address = LineField()
        self.address.setObjectName("ownAddress")
        self.address.setAccessibleName("其他电脑用的本机地址")
        self.address.setFixedWidth(theme.px(180))
        self.others = button("letOthersIn", "让其他电脑连接…")
        self.alone = button("letNobodyIn", "不再让其他电脑连接")
        self._outside = SettingRow(
            "其他电脑", "", side_by_side(self.address, self.others, self.alone)
        )
        self._back = SettingRow("移回文件", _BACK, self.back)
        self.strip = WorkStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._where, self.strip, self._outside, self._papers, self._back):
            column.addWidget(part)
        self.sheet.clicked.connect(self._write_sheet)
        self.start.clicked.connect(self._start)
        self.stop.clicked.connect(self._ask_to_stop)
        self.back.clicked.connect(self._choose)
        self.papers.clicked.connect(self._ask_about_papers)
        self.others.clicked.connect(
            lambda: ask_first(self, "让其他电脑连接", _OTHERS, "连接", self._let_others_in)
        )
        self.alone.clicked.connect(self._let_nobody_in)
        self.strip.failed.connect(self.failed)
        self.strip.ended.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show where it lies and how it stands; a server that is gone is said elsewhere."""
        try:
            place = shared_place(self._desk)
        except ClerkError as error:
            place = SharedPlace(error.message)
        state = "" if not place.is_ours else ("正在运行。" if place.is_running else "已停止。")
        self._where.say(place.words + state)
        self.start.setVisible(place.is_ours and not place.is_running)
        self.stop.setVisible(place.is_ours and place.is_running)
        is_owner, self._in_database = False, True
        # A server that is gone is said at the foot of the rail.
        with suppress(ClerkError):
            if place.is_running:
                is_owner = may_give_accounts(self._desk)
                self._in_database = are_in_database(self._desk)
        self._papers.say(_IN_DATABASE if self._in_database else _IN_FOLDER)
        self.papers.setText("改放在文件夹…" if self._in_database else "改存进数据库…")
        self.papers.setEnabled(is_owner)
        self._show_outside(place, is_owner=is_owner)
        self.sheet.setEnabled(is_owner)
        self.back.setEnabled(is_owner)
        self._back.say(_BACK if is_owner else _BACK + _ONLY_OWNER)

    def _show_outside(self, place: SharedPlace, *, is_owner: bool) -> None:
        self._outside.setVisible(place.is_ours)
        is_open = bool(place.outside_port)
        if place.why_not_outside:
            self._outside.say(place.why_not_outside)
        elif is_open:
            self._outside.say(
                f"其他电脑可以连接（端口{place.outside_port}，连接加密），用各人的账号登录。"
                "防火墙怎样放行，写在共用说明里。"
            )
        else:
            self._outside.say("只有这台电脑的几个账户能用。框里是其他电脑找到这台电脑的地址。")
        if not self.address.text():
            self.address.setText(place.own_address)
        can = is_owner and not place.why_not_outside
        self.address.setVisible(not is_open and not place.why_not_outside)
        self.others.setVisible(not is_open)
        self.others.setEnabled(can)
        self.alone.setVisible(is_open)
        self.alone.setEnabled(can)

    def _let_others_in(self) -> None:
        desk, host = self._desk, self.address.text()

        def task(progress: Progress) -> str:
            progress.say(-1, "正在打开加密的端口")
            writer = Desk(desk.store.second_writer(), desk.clock, desk.clerk)
            try:
                return "".join(let_others_in(writer, host))
            finally:
                writer.close()

        self.strip.run(task, "正在打开加密的端口", self.said.emit)

    def _let_nobody_in(self) -> None:
        self.said.emit(let_nobody_else_in())
        self.refresh()

    def _write_sheet(self) -> None:
        try:
            sheet = write_sheet(self._desk)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        open_path(sheet)
        self.said.emit(f"共用说明已写成“{sheet.name}”并打开，请打印。")

    def _ask_about_papers(self) -> None:
        words = _TO_FOLDER if self._in_database else _TO_DATABASE
        ask_first(self, "文书、附件和模板", words, "移动", self._move_papers)

    def _move_papers(self) -> None:
        """Move the papers by a connection of their own, off the window's thread."""
        desk, doing = self._desk, keep_in_folder if self._in_database else keep_in_database

        def task(progress: Progress) -> str:
            writer = Desk(desk.store.second_writer(), desk.clock, desk.clerk)
            try:
                return "".join(doing(writer, progress.say))
            finally:
                writer.close()

        self.strip.run(task, "正在移动文书", self._papers_moved)

    def _papers_moved(self, words: str) -> None:
        self._desk.store.forget_place()
        self.said.emit(words)

    def _start(self) -> None:
        def task(progress: Progress) -> str:
            progress.say(-1, "正在启动数据库")
            return start_sharing()

        self.strip.run(task, "正在启动数据库", self.said.emit)

    def _ask_to_stop(self) -> None:
        ask_first(self, "停止数据库", _STOP, "停止", self._stop)

    def _stop(self) -> None:
        def task(progress: Progress) -> str:
            progress.say(-1, "正在停止数据库")
            return stop_sharing()

        self.strip.run(task, "正在停止数据库", self.said.emit)

    def _choose(self) -> None:
        start = str(self._desk.beside.register.with_suffix(ENDING))
        chosen, _ = QFileDialog.getSaveFileName(self, "移回哪个文件", start, f"登记簿 (*{ENDING})")
        if not chosen:
            return
        file = as_register(chosen)
        if file.exists():
            self.failed.emit(f"“{file.name}”已经存在，没有改动它；请换一个名称。")
            return
        self.ask_to_move(file)

    def ask_to_move(self, file: Path) -> None:
        """Ask before the register is moved back to a file."""
        ask_first(self, "移回文件", _ASKED, "移回", lambda: self.move_asked.emit(str(file), False))
