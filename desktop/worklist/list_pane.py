"""The list with what stands over and under it: filters, conditions, columns or rows, the order."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.base.screen import rule
from desktop.look import icons, theme
from desktop.widgets.bars import EmptyState
from desktop.widgets.ledger_drop import LedgerDrop
from desktop.worklist.conditions_bar import ConditionsBar
from desktop.worklist.filter_row import FilterRow
from desktop.worklist.list_view import ListView
from desktop.worklist.worklist_model import COLUMNS, WorklistModel
from desktop.worklist.worklist_rows import WorklistRows
from desktop.worklist.worklist_table import WorklistTable

_TABLE_FROM = 700
_COMPACT = "worklist/compact"
_ORDERS = {"watch_on": "按最急的期限", "register_number": "按编号"}
# Why: docs/decisions/0036.
_NOT_COUNTED = "补正告知的日期只写在标签里，不参加排列：不是每件都要补正"


class ListPane(LedgerDrop):
    """Columns where there is room for them, else rows of two lines; a ledger may be dropped."""

    def __init__(self, desk: Desk, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(380))
        self._remembered = remembered
        self.model = WorklistModel(desk, self)
        # Made where they stand: whatever is moved is given its look once more.
        self._body = QWidget(self)
        self.table = WorklistTable(self.model, remembered, self._body)
        self.rows = WorklistRows(self.model, self.table, self._body)
        self.conditions = ConditionsBar(desk, remembered)
        self.empty = EmptyState("inbox", "", "")
        self._assemble()
        self.table.horizontalHeader().sortIndicatorChanged.connect(self.say_order)
        self.rows.show_compact(self.is_compact)

    def _assemble(self) -> None:
        self._columns = QPushButton(icons.icon("columns-3"), "")
        self._columns.setObjectName("columns")
        self._columns.setProperty("kind", "icon")
        self._columns.setToolTip("选择显示的列")
        self._columns.setAccessibleName("选择显示的列")
        self._columns.clicked.connect(lambda: self.table.show_columns(self.table.rect().topRight()))
        self.filters = FilterRow(self.conditions.add, self._columns)
        body = self._body
        self._stack = QStackedLayout(body)
        for shape in (self.table, self.rows, self.empty):
            self._stack.addWidget(shape)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in (
            (self.filters, 0), (self.conditions, 0), (rule(), 0), (body, 1), (rule(), 0),
            (self._foot(), 0),
        ):  # fmt: skip
            column.addWidget(part, stretch)

    def _foot(self) -> QWidget:
        self.count = QLabel()
        self.count.setObjectName("listCount")
        self.count.setProperty("kind", "second")
        self._order = QPushButton("改排序")
        self._order.setProperty("kind", "link")
        self._order.setObjectName("listOrder")
        self._order.setMenu(self._orders())
        foot = QWidget()
        foot.setFixedHeight(theme.px(28))
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self.count)
        row.addWidget(self._order)
        row.addStretch(1)
        return foot

    def _orders(self) -> QMenu:
        menu = QMenu(self._order)
        for column in COLUMNS:
            words = _ORDERS.get(column.order_by, f"按{column.heading}")
            menu.addAction(words).triggered.connect(
                lambda _=False, name=column.order_by: self.table.show_order(name, descending=False)
            )
        menu.addAction("倒过来").triggered.connect(
            lambda: self.table.show_order(
                self.model.query.order_by, descending=not self.model.query.descending
            )
        )
        return menu

    @property
    def view(self) -> ListView:
        """The list as it shows: with columns where there is room, else in rows of two lines."""
        return self.table if self.width() >= theme.px(_TABLE_FROM) else self.rows

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between columns and rows with the width."""
        super().resizeEvent(event)
        self.show_list()

    def show_list(self) -> None:
        """Show the list in the shape its width allows, or why it is empty."""
        has_rows, view = bool(self.model.rowCount()), self.view
        wanted = view if has_rows else self.empty
        before = self._stack.currentWidget()
        if before is not wanted:
            had_focus = before is not None and before.hasFocus()
            self._stack.setCurrentWidget(wanted)
            view.show_row()
            if had_focus:
                wanted.setFocus()
        self._columns.setVisible(view is self.table)

    def show_compact(self, is_compact: bool) -> None:
        """Show the rows beside a case in one line each, or in two, and remember it."""
        self._remembered.keep(_COMPACT, is_compact)
        self.rows.show_compact(is_compact)

    @property
    def is_compact(self) -> bool:
        """Whether the rows beside a case take one line each."""
        return self._remembered.flag(_COMPACT)

    def say_order(self) -> None:
        """Say how many requests there are, and in which order."""
        query = self.model.query
        words = _ORDERS.get(query.order_by)
        if words is None:
            heading = next((one.heading for one in COLUMNS if one.order_by == query.order_by), "")
            words = f"按{heading}"
        turned = "，倒序" if query.descending else ""
        self.count.setText(f"{self.model.answering:,} 件，{words}排列{turned}")
        self.count.setToolTip(_NOT_COUNTED if query.order_by == "watch_on" else "")

    def say_why_empty(self, heading: str, hint: str) -> None:
        """Say what would stand here."""
        self.empty.heading.setText(heading)
        self.empty.hint.setText(hint)
