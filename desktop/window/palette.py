"""Ctrl+K: type any part of a command's or a case's words, Enter does or opens it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.pages import worklist
from db.requests import Condition, Query
from desktop.look import icons, theme
from desktop.window.commands import Command

_CASES = 8


class Found(NamedTuple):
    """A case that matches what was typed."""

    request_id: int
    words: str


class CommandPalette(QFrame):
    """The list that drops from the top of the window."""

    def __init__(
        self,
        desk: Desk,
        commands: Sequence[Command],
        open_case: Callable[[int], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._window = parent
        self.setObjectName("palette")
        self._desk, self._commands, self._open_case = desk, commands, open_case
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line, self.list = QLineEdit(), QListWidget()
        self.line.setObjectName("paletteLine")
        self.line.setPlaceholderText("输入命令、编号、申请人或事项")
        self.line.setAccessibleName("查找命令或者申请")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("查找结果")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(8))
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.line.textChanged.connect(self._show)
        self.line.installEventFilter(self)
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)

    def open(self) -> None:
        """Drop from the top middle of the window, empty."""
        window = self._window
        width = min(theme.px(620), window.width() - theme.px(64))
        self.setFixedSize(width, theme.px(420))
        left = (window.width() - width) // 2
        self.move(window.mapToGlobal(QPoint(left, theme.px(56))))
        self.line.clear()
        self._show("")
        self.show()
        self.line.setFocus()

    def _show(self, typed: str) -> None:
        self.list.clear()
        words = typed.strip()
        for found in found_cases(self._desk, words) if words else ():
            item = QListWidgetItem(icons.icon("file-text"), found.words)
            item.setData(Qt.ItemDataRole.UserRole, found.request_id)
            self.list.addItem(item)
        for command in self._commands:
            if words.lower() in command.words.lower():
                said = f"{command.words}　{command.keys}" if command.keys else command.words
                item = QListWidgetItem(icons.icon(command.icon or "chevron-right"), said)
                item.setData(Qt.ItemDataRole.UserRole, command)
                self.list.addItem(item)
        if not self.list.count():
            nothing = QListWidgetItem("没有找到这样的命令或者申请，请换一个词。")
            nothing.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(nothing)
            return
        self.list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem | None = None) -> None:
        item = item or self.list.currentItem()
        chosen = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        if chosen is None:
            return
        self.close()
        if isinstance(chosen, Command):
            chosen.run()
        else:
            self._open_case(int(chosen))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the line move through the list and take from it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)


def found_cases(desk: Desk, text: str) -> list[Found]:
    """Return at most eight cases that answer a search, those of that number first."""
    numbered = (Condition("register_number", "contains", text),)
    by_number = worklist.find(desk, Query(where=numbered, order_by="register_number"))
    found = dict.fromkeys((*by_number[:_CASES], *worklist.find(desk, Query(text=text))[:_CASES]))
    ids = list(found)[:_CASES]
    return [
        Found(row.request_id, f"{row.register_number}　{row.applicant_name}　{row.matter}")
        for row in worklist.rows(desk, ids)
    ]
