"""The post of many cases in one list: numbers and days of receipt entered as they come back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casework.acts.receipts import Learnt, Underway, enter_learnt, underway
from casework.cases.urgency import short_day
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.pages.register_numbers import short_number
from desktop.base.asking import Asking
from desktop.base.screen import Screen, rule
from desktop.base.wishes import OpenCase
from desktop.look import theme
from desktop.look.plain import plain_tip
from desktop.widgets.bars import EmptyState
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.key_button import KeyButton
from desktop.widgets.page_head import titled
from forms.choices import HowReceived
from rules.errors import ClerkError

_HEADS = (
    ("编号", 72), ("收件人", 120), ("文书", 0), ("交邮", 72), ("邮件单号", 140),
    ("收到日期", 96), ("收到的情形", 168), ("签收人、依据", 132), ("结果", 168),
)  # fmt: skip
_NUMBER, _DAY, _HOW, _TOLD, _RESULT = 4, 5, 6, 7, 8
_TYPED = (_NUMBER, _DAY, _TOLD)
_ROW = 34
_WIDTHS = tuple((column, width) for column, (_, width) in enumerate(_HEADS))
# What the letter is and when it was posted stand in its case as well.
_SPARED, _WHOLE, _NARROW = (2, 3), 1000, 760
# What was typed of a letter, and why it was not entered.
_Refused = dict[int, tuple[Learnt, str]]
_NARROW_WIDTHS = (44, 76, 0, 0, 124, 84, 92, 96, 56)


class ReceiptsScreen(Screen):
    """A line a letter that is out; what was typed is entered case by case, all at one press."""

    heeds = frozenset({What.CASE})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._asking = Asking(self, desk)
        self.letters: list[Underway] = []
        self._refused: _Refused = {}
        self.table = _Table()
        self.save = KeyButton("登记填好的", key="Ctrl+Enter", kind="primary")
        self.save.setObjectName("saveReceipts")
        self._empty = EmptyState(
            "check", "没有等回执的邮件", "交邮而没有登记邮件单号或者收到日期的文书列在这里。"
        )
        head, buttons = titled(
            "邮件回执", hint="可以从表格里复制一列，在单元格上粘贴；日期可以只写 3.16。"
        )
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((head, 0), (rule(), 0), (self.table, 1), (self._empty, 1)):
            column.addWidget(part, stretch)
        # Nothing is said to be missing before it was looked for.
        self._empty.hide()
        self.save.setEnabled(False)
        self.save.clicked.connect(self.enter_all)
        self.table.itemDoubleClicked.connect(self._open)
        self._asking.failed.connect(self._not_read)
        self.refresh()

    def refresh(self) -> None:
        """Read the letters again; what is typed and not entered yet stays with its letter."""
        self._asking.ask(underway, self._show)

    def _not_read(self, why: str) -> None:
        self.save.setEnabled(bool(self.letters))
        self.failed.emit(why)

    def _show(self, letters: list[Underway]) -> None:
        self.table.take_what_is_typed()
        row, column = self.table.currentRow(), self.table.currentColumn()
        stood = self.letters[row].key if 0 <= row < len(self.letters) else None
        kept = {one.key: self._learnt(row) for row, one in enumerate(self.letters)}
        self.letters = letters
        self.table.show_letters(self.letters, self._desk.today.year)
        for row, one in enumerate(self.letters):
            if one.key in kept and not kept[one.key].is_empty:
                self._fill(row, kept[one.key])
            if one.key in self._refused:
                learnt, why = self._refused[one.key]
                self._fill(row, learnt)
                self.table.show_result(row, why)
            if one.key == stood:
                self.table.setCurrentCell(row, column)
        self._refused = {}
        for part, is_shown in ((self.table, True), (self._empty, False)):
            part.setVisible(bool(self.letters) is is_shown)
        self.save.setEnabled(bool(self.letters))
        if self.table.hasFocus() and self.table.currentRow() < 0:
            self.take_focus()

    def _learnt(self, row: int) -> Learnt:
        number, day, told = (self.table.words(row, column) for column in _TYPED)
        return Learnt(number, day, self.table.how(row), told)

    def _fill(self, row: int, learnt: Learnt) -> None:
        for column, words in zip(
            _TYPED, (learnt.mail_number, learnt.received_on, learnt.told), strict=True
        ):
            self.table.set_words(row, column, words)
        self.table.choose_how(row, learnt.how)

    def enter_all(self) -> None:
        """Enter every line that says something new; a refused one stays with its sentence."""
        if not self.save.isEnabled():
            return
        entered, refused = 0, _Refused()
        for row, one in enumerate(self.letters):
            learnt = self._learnt(row)
            is_new = learnt.mail_number.strip() != one.service.mail_number
            if not (is_new or learnt.received_on.strip() or learnt.told.strip() or learnt.how):
                continue
            try:
                entered += bool(enter_learnt(self._desk, one, learnt))
                # What is entered is not typed any more, where the letter stays for its number.
                self._fill(row, Learnt(learnt.mail_number))
            except ClerkError as error:
                refused[one.key] = (learnt, str(error))
        # What was entered is not entered a second time before the list says so.
        self.save.setEnabled(False)
        self._refused = refused
        self.refresh()
        if refused:
            self.failed.emit(
                f"已登记{entered}件，{len(refused)}件没有登记，原因写在该行的“结果”里。"
            )
        elif entered:
            self.said.emit(f"已登记{entered}件。")
        else:
            self.failed.emit("没有填写新的邮件单号或者收到日期。")

    def _open(self, item: QTableWidgetItem) -> None:
        if item.column() not in _TYPED and item.row() < len(self.letters):
            self.wished.emit(OpenCase(self.letters[item.row()].request_id))

    def take_focus(self) -> None:
        """Begin in the first line, at the number."""
        self.table.setFocus()
        if self.letters:
            self.table.setCurrentCell(0, _NUMBER)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter what is typed with Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enter_all()
            return
        super().keyPressEvent(event)


class _Table(QTableWidget):
    """The lines; only what is learnt can be typed."""

    def __init__(self) -> None:
        super().__init__(0, len(_HEADS))
        self.setObjectName("receipts")
        self.setAccessibleName("等回执的邮件")
        self.setHorizontalHeaderLabels([head for head, _ in _HEADS])
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, (_, width) in enumerate(_HEADS):
            if width:
                self.setColumnWidth(column, theme.px(width))
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be spared where the window is narrow."""
        super().resizeEvent(event)
        room = self.width()
        for column in _SPARED:
            self.setColumnHidden(column, room < theme.px(_WHOLE))
        is_narrow = room < theme.px(_NARROW)
        widths = {
            column: theme.px(narrow if is_narrow else wide)
            for (column, wide), narrow in zip(_WIDTHS, _NARROW_WIDTHS, strict=True)
            if wide and not self.isColumnHidden(column)
        }
        whole = sum(widths.values())
        # The bar beside many rows takes its room from the columns.
        share = min(1.0, self.viewport().width() / whole)
        for column, width in widths.items():
            self.setColumnWidth(column, int(width * share))

    def show_letters(self, letters: list[Underway], year: int) -> None:
        """Show these letters, with nothing typed."""
        self.setRowCount(0)
        self.setRowCount(len(letters))
        for row, one in enumerate(letters):
            sent_on = one.service.sent_on
            shown = (
                short_number(one.register_number, year),
                one.service.addressee,
                one.service.name,
                "" if sent_on is None else short_day(sent_on),
                one.service.mail_number,
                "", "", "", "",
            )  # fmt: skip
            for column, words in enumerate(shown):
                item = QTableWidgetItem(words)
                if column not in _TYPED:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                if words:
                    item.setToolTip(plain_tip(words))
                self.setItem(row, column, item)
            box = ChoiceBox()
            box.setAccessibleName("收到的情形")
            box.addItem("", "")
            for how in HowReceived:
                box.addItem(how.value, how.name)
            self.setCellWidget(row, _HOW, box)

    def take_what_is_typed(self) -> None:
        """Put into its cell what is being typed there."""
        for editor in self.viewport().findChildren(
            QLineEdit, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            self.commitData(editor)

    def words(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        item = self.item(row, column)
        return "" if item is None else item.text()

    def set_words(self, row: int, column: int, words: str) -> None:
        """Put words into a cell."""
        item = self.item(row, column)
        if item is not None:
            item.setText(words)

    def how(self, row: int) -> str:
        """Return the name of the chosen way of receipt."""
        box = self.cellWidget(row, _HOW)
        return str(box.currentData()) if isinstance(box, ChoiceBox) else ""

    def choose_how(self, row: int, name: str) -> None:
        """Choose a way of receipt by its name."""
        box = self.cellWidget(row, _HOW)
        if isinstance(box, ChoiceBox):
            box.setCurrentIndex(max(box.findData(name), 0))

    def show_result(self, row: int, words: str) -> None:
        """Say beside a line why it was not entered."""
        item = self.item(row, _RESULT)
        if item is not None:
            item.setText(words)
            item.setToolTip(plain_tip(words))
            item.setForeground(QColor(theme.current().colour("overdue")))

    def paste(self, text: str) -> None:
        """Put a column copied from a sheet into the cells from the present one down."""
        row, column = self.currentRow(), self.currentColumn()
        if column not in _TYPED or row < 0:
            return
        for at, line in enumerate(text.splitlines()):
            if row + at < self.rowCount():
                self.set_words(row + at, column, line.split("\t")[0].strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a whole column; Ctrl+Enter is the screen's."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QApplication.clipboard().text())
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)
