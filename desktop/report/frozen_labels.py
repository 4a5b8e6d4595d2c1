"""The labels and heads of a table of the report, kept in sight while its numbers are scrolled.

They are drawn over the table, which itself stays one table: the arrow keys and a screen reader
find each cell once.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QRegion, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyleOptionViewItem,
    QTableWidget,
    QWidget,
)

from casework.reports.layout import Spot
from desktop.look import theme

# More of the width than this is left to the numbers: the groups on the far left yield first.
_MOST = 0.6


class _Drawn(NamedTuple):
    """A cell of the frozen part and the room it has on the screen."""

    spot: Spot
    room: QRect


class FrozenLabels(QWidget):
    """Lies over the label columns and the head rows of a table that is scrolled away from them."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(table)
        self._table = table
        self._spots: Sequence[Spot] = ()
        self._columns = self._rows = 0
        for bar in (table.horizontalScrollBar(), table.verticalScrollBar()):
            bar.valueChanged.connect(lambda _: self.place())
            bar.rangeChanged.connect(lambda *_: self.place())
        table.horizontalHeader().sectionResized.connect(lambda *_: self.place())
        self.hide()

    def show_spots(self, spots: Sequence[Spot]) -> None:
        """Freeze what stands left of the numbers and, where they have one head, above them."""
        numbers = [spot for spot in spots if spot.number is not None]
        self._spots = spots
        self._columns = min((spot.column for spot in numbers), default=0)
        first = min((spot.row for spot in numbers), default=0)
        counted = {spot.row for spot in numbers}
        below = {spot.row for spot in spots if spot.row >= first}
        # A table of several blocks has heads between its numbers: they go with their block.
        self._rows = first if below <= counted else 0
        self.place()

    @property
    def columns(self) -> range:
        """The columns that stay: those nearest to the numbers, where not all have room."""
        first, most = 0, self._table.viewport().width() * _MOST
        while first < self._columns - 1 and self._wide(range(first, self._columns)) > most:
            first += 1
        columns = range(first, self._columns)
        return columns if self._wide(columns) <= most else range(0)

    @property
    def width_kept(self) -> int:
        """How much of the width the labels keep once the table is scrolled sideways."""
        return self._wide(self.columns) if self._table.horizontalScrollBar().maximum() else 0

    @property
    def height_kept(self) -> int:
        """How much of the height the heads keep once the table is scrolled down."""
        if not self._table.verticalScrollBar().maximum():
            return 0
        high = self._high(range(self._rows))
        return high if high <= self._table.viewport().height() * _MOST else 0

    def place(self) -> None:
        """Cover what has been scrolled away, and nothing where nothing has been."""
        drawn = [one.room for one in self._drawn()]
        self.setVisible(bool(drawn))
        if not drawn:
            return
        self.setGeometry(self._table.viewport().geometry())
        covered = QRegion()
        for room in drawn:
            covered += room
        self.setMask(covered)
        self.raise_()
        self.update()

    def _drawn(self) -> Iterator[_Drawn]:
        table, columns = self._table, self.columns
        is_aside = table.horizontalScrollBar().value() > 0 and bool(columns)
        is_below = table.verticalScrollBar().value() > 0 and self.height_kept > 0
        wide = self._wide(columns) if is_aside else 0
        high = self.height_kept if is_below else 0
        room = table.viewport().rect()
        for spot in self._spots:
            is_label = spot.column < self._columns and spot.column + spot.columns > columns.start
            is_head = spot.row < self._rows
            if not ((is_aside and is_label) or (is_below and is_head)):
                continue
            left, right = self._across(spot, columns, is_frozen=is_aside and is_label)
            top, bottom = self._down(spot, is_frozen=is_below and is_head)
            if not (is_aside and is_label):
                left = max(left, wide)
            if not (is_below and is_head):
                # A group that reaches far down says its name where it can be seen.
                top = max(top, high)
            cell = QRect(left, top, right - left, bottom - top)
            # What lies wholly behind the heads or the labels has no room left.
            if not cell.isEmpty() and not (cell := cell & room).isEmpty():
                yield _Drawn(spot, cell)

    def _across(self, spot: Spot, columns: range, *, is_frozen: bool) -> tuple[int, int]:
        """Return where a cell begins and ends across."""
        table, last = self._table, spot.column + spot.columns
        right = table.columnViewportPosition(last - 1) + table.columnWidth(last - 1)
        if not is_frozen:
            return table.columnViewportPosition(spot.column), right
        kept = range(max(spot.column, columns.start), min(last, columns.stop))
        start = self._wide(range(columns.start, kept.start))
        end = start + self._wide(kept)
        return start, max(end, right) if last > columns.stop else end

    def _down(self, spot: Spot, *, is_frozen: bool) -> tuple[int, int]:
        table, last = self._table, spot.row + spot.rows - 1
        if is_frozen:
            start = self._high(range(spot.row))
            return start, start + self._high(range(spot.row, last + 1))
        return table.rowViewportPosition(spot.row), (
            table.rowViewportPosition(last) + table.rowHeight(last)
        )

    def _wide(self, columns: range) -> int:
        return sum(self._table.columnWidth(column) for column in columns)

    def _high(self, rows: range) -> int:
        return sum(self._table.rowHeight(row) for row in rows)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cells as the table does, and the edge beyond which the rest moves."""
        painter, table = QPainter(self), self._table
        look = QStyleOptionViewItem()
        table.initViewItemOption(look)
        hint = QStyle.StyleHint.SH_Table_GridLineColor
        grid = QColor.fromRgb(table.style().styleHint(hint, look, table) & 0xFFFFFF)
        delegate, model = table.itemDelegate(), table.model()
        for spot, room in self._drawn():
            index = model.index(spot.row, spot.column)
            option = QStyleOptionViewItem(look)
            option.rect = room.adjusted(0, 0, -1, -1)
            painter.save()
            painter.setClipRect(room)
            painter.fillRect(room, theme.current().colour("ground"))
            delegate.paint(painter, option, index)
            painter.setPen(grid)
            painter.drawLine(room.topRight(), room.bottomRight())
            painter.drawLine(room.bottomLeft(), room.bottomRight())
            painter.restore()
        self._paint_edges(painter)

    def _paint_edges(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.current().colour("strong"), theme.px(1)))
        area = QRectF(self.rect()).adjusted(0, 0, -1, -1)
        if self._table.horizontalScrollBar().value() > 0 and self.columns:
            x = self.width_kept - 1
            painter.drawLine(x, 0, x, round(area.bottom()))
        if self._table.verticalScrollBar().value() > 0 and self.height_kept:
            y = self.height_kept - 1
            painter.drawLine(0, y, round(area.right()), y)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let no number be chosen through its label; the table has the keys from now on."""
        self._table.setFocus()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Belongs to the press."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open nothing through a label."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the table, as over its numbers."""
        QApplication.sendEvent(self._table.viewport(), event)
