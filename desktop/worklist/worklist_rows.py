"""The list beside a case: who, the chip, what is asked and where it stands, in two lines."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from casework.pages.worklist import WorkRow
from desktop.look import theme
from desktop.widgets.chip import chip_width, paint_chip
from desktop.widgets.rows import fitted, paint_ground
from desktop.worklist.list_view import ListView
from desktop.worklist.worklist_model import (
    COLUMNS,
    KEPT_ROLE,
    MATTER_COLUMN,
    ROW_ROLE,
    WorklistModel,
)
from desktop.worklist.worklist_table import WorklistTable

_TWO_LINES, _ONE_LINE = 52, 34
_NAME = 136


class RowsDelegate(QStyledItemDelegate):
    """Paints a request over the whole width."""

    is_compact = False

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one request."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, WorkRow):
            return
        area, state = QRectF(option.rect), option.state
        is_kept = bool(index.data(KEPT_ROLE))
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        paint_ground(painter, area, is_selected=chosen, is_hovered=is_hovered, has_bar=True)
        inside = area.adjusted(theme.px(16), 0, -theme.px(16), -1)
        paint = self._paint_line if self.is_compact else self._paint_lines
        paint(painter, inside, row, chosen, is_kept)
        painter.restore()

    def _paint_lines(
        self, painter: QPainter, inside: QRectF, row: WorkRow, is_selected: bool, is_kept: bool
    ) -> None:
        top = QRectF(inside.left(), inside.top() + theme.px(5), inside.width(), theme.px(22))
        low = QRectF(inside.left(), inside.top() + theme.px(27), inside.width(), theme.px(20))
        chip = min(chip_width(row.urgency.name, row.due_words), top.width() * 0.7)
        paint_chip(painter, top, row.urgency.name, row.due_words, is_right=True)
        colours = theme.current()
        second = colours.ink("second", is_selected=is_selected)
        text = colours.ink("second" if is_kept else "text", is_selected=is_selected)
        self._draw(
            painter, top.adjusted(0, 0, -chip - theme.px(12), 0), row.applicant_name, True, text
        )
        painter.setFont(colours.font(12))
        state = "不在本列表" if is_kept else row.state_words
        tail = f"{state}　{row.short_number}"
        width = painter.fontMetrics().horizontalAdvance(tail)
        painter.setPen(second)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(low, side, tail)
        self._draw(painter, low.adjusted(0, 0, -width - theme.px(12), 0), row.matter, False, text)

    def _paint_line(
        self, painter: QPainter, inside: QRectF, row: WorkRow, is_selected: bool, is_kept: bool
    ) -> None:
        chip = min(chip_width(row.urgency.name, row.due_words), inside.width() * 0.5)
        paint_chip(painter, inside, row.urgency.name, row.due_words, is_right=True)
        text = theme.current().ink("second" if is_kept else "text", is_selected=is_selected)
        name = inside.adjusted(0, 0, theme.px(_NAME) - inside.width(), 0)
        self._draw(painter, name, row.applicant_name, True, text)
        matter = inside.adjusted(theme.px(_NAME + 10), 0, -chip - theme.px(12), 0)
        self._draw(painter, matter, row.matter, False, text)

    def _draw(self, painter: QPainter, area: QRectF, words: str, bold: bool, ink: QColor) -> None:
        painter.setFont(theme.current().font(13, bold=bold))
        painter.setPen(ink)
        shown = fitted(words, painter.fontMetrics(), area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class WorklistRows(ListView):
    """The same requests as the table, with the same cursor."""

    def __init__(
        self, model: WorklistModel, table: WorklistTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, parent)
        self.setObjectName("worklistRows")
        self._table = table
        self.setSelectionModel(table.selectionModel())
        self._delegate = RowsDelegate(self)
        self.setItemDelegate(self._delegate)
        header = self.horizontalHeader()
        header.hide()
        for number in range(len(COLUMNS)):
            header.setSectionHidden(number, number != MATTER_COLUMN)
        header.setSectionResizeMode(MATTER_COLUMN, QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._look()
        theme.current().changed.connect(self._look)

    @property
    def copied_columns(self) -> list[int]:
        """The columns of the table: a copy is the same from either."""
        return self._table.copied_columns

    def show_compact(self, is_compact: bool) -> None:
        """Show one line a request instead of two."""
        self._delegate.is_compact = is_compact
        self._look()

    def _look(self) -> None:
        high = theme.px(_ONE_LINE if self._delegate.is_compact else _TWO_LINES)
        # Not the smallest size as well: Qt would size 100,000 rows one by one, for 20 seconds.
        self.verticalHeader().setDefaultSectionSize(high)
        self.viewport().update()
