"""A table of the annual report in its official merged layout, walked with the arrow keys."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPolygon, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from casework.reports.annual import Difference
from casework.reports.figures import number_words
from casework.reports.layout import Layout, Spot
from desktop.look import theme
from desktop.look.plain import plain_tip
from desktop.report.frozen_labels import FrozenLabels

_LINE = 20
_WIDTH = 8.4
_PADDING = 8
# Below this many pixels for a character's share the words break more often than rows are high.
_LEAST = 7.5
_CORNER = 9
NUMBER = Qt.ItemDataRole.UserRole + 1
CHANGED = Qt.ItemDataRole.UserRole + 2


_NUMBERED = re.compile(r"\d+\.|（|[一二三四]、")


class CornerDelegate(QStyledItemDelegate):
    """Numbers, those that are not what was published with a folded corner.

    A corner is seen in a black-and-white print and by eyes that tell no colours apart.
    """

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell, and its corner where it has one."""
        super().paint(painter, option, index)
        if not index.data(CHANGED):
            return
        cell = option.rect
        size = theme.px(_CORNER)
        corner = cell.topRight() + QPoint(1, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().tokens.soon))
        painter.drawPolygon(QPolygon([corner, corner - QPoint(size, 0), corner + QPoint(0, size)]))
        painter.restore()


class ReportTable(QTableWidget):
    """One laid-out table; only its numbers can be chosen, and edited where it says so."""

    def __init__(self, name: str, *, is_typed: bool = False, width: float = _WIDTH) -> None:
        super().__init__()
        self.setObjectName(name)
        self._is_typed, self._width = is_typed, width
        self._shares: tuple[float, ...] = ()
        self._wrong: set[tuple[int, int]] = set()
        self._changed: Mapping[tuple[int, int], Difference] = {}
        # What is shown anew begins at the top, whatever room it finds once it is laid out.
        self._begins_at_top = False
        self.verticalScrollBar().actionTriggered.connect(self._moved)
        self.currentCellChanged.connect(self._moved)
        self.setItemDelegate(CornerDelegate(self))
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        # A label that stays needs a table that moves by less than a column.
        self.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.frozen = FrozenLabels(self)
        triggers = QTableWidget.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
            if is_typed
            else triggers.NoEditTriggers
        )

    def let_type(self, may_type: bool) -> None:
        """Let the numbers be typed, or only read; takes effect when a table is shown."""
        self._is_typed = may_type

    def show_layout(
        self,
        layout: Layout,
        wrong: set[tuple[int, int]],
        changed: Mapping[tuple[int, int], Difference] | None = None,
    ) -> None:
        """Show a table; `wrong` are the row and column of numbers that cannot be right.

        `changed` are those that are otherwise today than when they were published. The table
        shows either; of a published number it says what it is today.
        """
        kept = (self.currentRow(), self.currentColumn())
        self._wrong, self._changed = wrong, changed or {}
        self.setAccessibleName(layout.title)
        self.clear()
        self.clearSpans()
        self.setRowCount(layout.rows)
        self.setColumnCount(layout.columns)
        for spot in layout.spots:
            if spot.rows > 1 or spot.columns > 1:
                self.setSpan(spot.row, spot.column, spot.rows, spot.columns)
            self.setItem(spot.row, spot.column, self._item(spot))
        for row, lines in enumerate(layout.heights):
            self.setRowHeight(row, theme.px(_LINE * lines + _PADDING))
        self._shares = tuple(layout.widths)
        self._fit()
        self.frozen.show_spots(layout.spots)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        before = self.item(*kept)
        if before is not None and before.data(NUMBER) is not None:
            self.setCurrentCell(*kept)
        else:
            first = next(spot for spot in layout.spots if spot.number is not None)
            self.setCurrentCell(first.row, first.column)
            self.scrollToTop()
            self.horizontalScrollBar().setValue(0)
            self._begins_at_top = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is, so that no label is scrolled out of sight."""
        super().resizeEvent(event)
        self._fit()
        # A number is chosen before there is a width: its label shall not be out of sight.
        self.horizontalScrollBar().setValue(0)
        if self._begins_at_top:
            self.verticalScrollBar().setValue(0)
        self.frozen.place()

    def _moved(self) -> None:
        self._begins_at_top = False

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QTableWidget.ScrollHint = QTableWidget.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a number out from under the labels too."""
        super().scrollTo(index, hint)
        if index.data(NUMBER) is None:
            return
        cell = self.visualRect(index)
        for bar, hidden in (
            (self.horizontalScrollBar(), self.frozen.width_kept - cell.left()),
            (self.verticalScrollBar(), self.frozen.height_kept - cell.top()),
        ):
            if hidden > 0:
                bar.setValue(bar.value() - hidden)

    def _fit(self) -> None:
        if not self._shares:
            return
        room = self.viewport().width() / sum(self._shares)
        share = max(min(room, theme.px(100) * self._width / 100), theme.px(100) * _LEAST / 100)
        for column, width in enumerate(self._shares):
            self.setColumnWidth(column, int(width * share))

    def _item(self, spot: Spot) -> QTableWidgetItem:
        item = QTableWidgetItem(spot.text)
        colours = theme.current()
        centre = Qt.AlignmentFlag.AlignCenter
        if spot.number is None:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setBackground(colours.colour("ground"))
            item.setForeground(colours.colour("second"))
            # A numbered line begins where those above and below it do, however short it is.
            is_line = spot.rows == 1 and bool(_NUMBERED.match(spot.words))
            is_long = len(spot.words) > 8 and spot.columns < 5
            left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(left if is_line or is_long else centre)
            return item
        item.setData(NUMBER, spot.row)
        item.setTextAlignment(centre)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if self._is_typed else flags)
        if not spot.number:
            item.setForeground(colours.colour("second"))
        if spot.summed:
            font = QFont(self.font())
            font.setBold(True)
            item.setFont(font)
        change = self._changed.get((spot.row, spot.column))
        if change is not None:
            if spot.number == change.published:
                item.setText(f"{spot.text}→{number_words(change.now)}")
            item.setData(CHANGED, True)
            item.setToolTip(plain_tip(change.words))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{spot.text}，{change.words}")
            item.setBackground(QColor(colours.tokens.soon_ground))
            item.setForeground(QColor(colours.tokens.soon))
        if (spot.row, spot.column) in self._wrong:
            item.setBackground(QColor(colours.tokens.overdue_ground))
            item.setForeground(QColor(colours.tokens.overdue))
        return item
