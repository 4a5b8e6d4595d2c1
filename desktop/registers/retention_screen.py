"""Files whose period of keeping is over, to be decided on; and a value taken out of everything."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.safekeeping.erasing import ERASING_EXPLAINED, ErasureDone, erase_value, places
from casework.safekeeping.retention import anonymise, keep_longer, over
from desktop.base.screen import Screen, held, rule
from desktop.look import theme
from desktop.widgets.date_field import DateField
from desktop.widgets.fields import LineField
from desktop.widgets.page_head import titled
from desktop.widgets.reading_table import ReadingTable
from desktop.widgets.sentence_list import SentenceList
from desktop.widgets.setting_row import at_the_left
from rules.errors import ClerkError

_HINT = "保管期限届满的案卷由鉴定小组决定：继续保管，或者删去个人信息。删去的内容不能恢复。"
_WIDEST = 1200


class RetentionScreen(Screen):
    """Lists, decides, and says what was done; nothing goes without a plain question."""

    heeds = frozenset({What.CASE, What.SETTINGS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.slip = ""
        self.words = QLabel()
        self.words.setObjectName("retentionWords")
        self.table = ReadingTable(
            "retentionTable",
            "保管期限届满的案卷",
            ("编号|150", "申请人|140", "事项", "归档日期|110", "保管期限|90", "届满|110"),
        )
        self.table.setMinimumHeight(theme.px(180))
        self.reason = _line("retentionReason", "依据，如鉴定小组2037年1月意见", 300)
        self.until = DateField(today=desk.today, outlook=desk.outlook)
        self.until.setAccessibleName("继续保管到")
        self.longer = _button("keepLonger", "继续保管到这一天")
        self.go = _button("anonymise", "删去选中一件的个人信息…")
        self.value = _line("eraseValue", "要删去的号码、地址或者姓名", 300)
        self.why = _line("eraseReason", "原因，如录错，是他人的号码", 300)
        self.look = _button("erasePlaces", "查找在哪里")
        self.erase = _button("eraseAll", "从各处删去…")
        self.save = _button("saveSlip", "保存删除清单…", "primary")
        self.told = SentenceList("retentionTold", "结果", most_height=400)
        self.ask: Callable[[str], bool] = self._ask
        self._assemble()
        self.longer.clicked.connect(self._keep_longer)
        self.go.clicked.connect(self._anonymise)
        self.look.clicked.connect(self._look)
        self.erase.clicked.connect(self._erase)
        self.save.clicked.connect(self._save)
        self.table.opened.connect(self.ask_case)
        self.refresh()

    def _assemble(self) -> None:
        head, _ = titled("保管期限和个人信息", hint=_HINT)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(_group("保管期限届满的案卷"))
        column.addWidget(self.words)
        column.addWidget(self.table)
        column.addLayout(at_the_left(self.reason, self.go))
        self.until.setFixedWidth(theme.px(300))
        column.addLayout(at_the_left(self.until, self.longer))
        column.addWidget(_group("从各处删去一个内容"))
        hint = QLabel(ERASING_EXPLAINED)
        hint.setProperty("kind", "second")
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addLayout(at_the_left(self.value, self.look))
        column.addLayout(at_the_left(self.why, self.erase))
        column.addWidget(self.told)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        inner = QWidget()
        inner.setLayout(held(body, _WIDEST))
        scrolled = QScrollArea()
        scrolled.setWidget(inner)
        scrolled.setWidgetResizable(True)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(rule())
        outer.addWidget(scrolled, 1)

    def refresh(self) -> None:
        """List again what is to be decided on."""
        found = over(self._desk)
        self.words.setText(
            f"{len(found)}件保管期限已满，请鉴定后决定。"
            if found
            else "没有保管期限届满的案卷。归档时写明保管期限（如10年、30年）的，届满后列在这里。"
        )
        self.table.setVisible(bool(found))
        self.table.show_rows(
            [
                (
                    one.register_number, one.applicant_name, one.matter,
                    one.filed_on, one.retention, one.until,
                )
                for one in found
            ],
            [one.request_id for one in found],
        )  # fmt: skip
        for part in (self.go, self.longer, self.reason, self.until):
            part.setVisible(bool(found))
        for part in (self.go, self.longer, self.erase):
            part.setEnabled(not self._desk.store.is_read_only)
        self.save.setVisible(bool(self.slip))
        self.told.setVisible(self.told.count() > 0)

    def _ask(self, words: str) -> bool:
        box = QMessageBox(QMessageBox.Icon.Warning, "删去个人信息", words, parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        go = box.addButton("删去", QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton("不删", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is go

    def _keep_longer(self) -> None:
        request_id, day = self.table.thing(), self.until.day()
        if not isinstance(request_id, int) or day is None:
            self.failed.emit("请选中一件，并填写继续保管到哪一天。")
            return
        try:
            self.said.emit(keep_longer(self._desk, [request_id], day, self.reason.text()))
        except ClerkError as error:
            self.failed.emit(error.message)
            return
        self.refresh()

    def _anonymise(self) -> None:
        request_id = self.table.thing()
        if isinstance(request_id, int) and self.ask(
            "这一件的姓名、号码、电话、地址和全部文书、附件都删去，不能恢复；"
            "经过、期限、结果和统计不变。要删去吗？"
        ):
            self._do(lambda: anonymise(self._desk, request_id, self.reason.text()))

    def _look(self) -> None:
        try:
            found = places(self._desk, self.value.text())
        except ClerkError as error:
            self.failed.emit(error.message)
            return
        self._desk.looked("SEARCH", details="查找要删去的内容")
        self._tell(found or ["登记簿里没有找到这个内容。"])

    def _erase(self) -> None:
        if self.ask("这个内容从登记簿各处删去，不能恢复。要删去吗？"):
            self._do(lambda: erase_value(self._desk, self.value.text(), self.why.text()))

    def _do(self, act: "Callable[[], ErasureDone]") -> None:
        try:
            done = act()
        except ClerkError as error:
            self.failed.emit(error.message)
            return
        self.slip = done.slip
        self.value.clear()
        self._tell(list(done.sentences))
        self.said.emit(done.sentences[0])
        self.refresh()

    def _tell(self, sentences: list[str]) -> None:
        self.told.show_sentences([(one, None) for one in sentences])
        self.told.setVisible(True)

    def _save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "保存删除清单", f"删除清单 {self._desk.today}.txt", "文本文件 (*.txt)"
        )
        if chosen:
            self.save_slip(Path(chosen))

    def save_slip(self, path: Path) -> None:
        """Write the slip with the salts, which is to be kept apart from the register."""
        from casework.safekeeping.recovery import keep_words

        try:
            keep_words(path, self.slip)
        except ClerkError as error:
            self.failed.emit(error.message)
            return
        self.slip = ""
        self.save.hide()
        self.said.emit(f"已保存删除清单：{path}。请打印后与登记簿分开保管。")

    def take_focus(self) -> None:
        """Begin in the list, or at the value."""
        (self.table if not self.table.isHidden() else self.value).setFocus()


def _line(name: str, words: str, width: int) -> LineField:
    field = LineField()
    field.setObjectName(name)
    field.setAccessibleName(words)
    field.setPlaceholderText(words)
    field.setFixedWidth(theme.px(width))
    return field


def _button(name: str, words: str, kind: str = "") -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    if kind:
        button.setProperty("kind", kind)
    return button


def _group(words: str) -> QLabel:
    heading = QLabel(words)
    heading.setProperty("kind", "group")
    heading.setContentsMargins(0, theme.px(8), 0, 0)
    return heading
