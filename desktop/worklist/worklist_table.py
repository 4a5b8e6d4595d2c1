"""The table of requests: chips, columns chosen and remembered."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.base.remembered import Remembered
from desktop.base.view import ShownColumn
from desktop.look import theme
from desktop.widgets.chip import paint_chip
from desktop.widgets.rows import fitted, paint_ground
from desktop.worklist.list_view import ListView
from desktop.worklist.worklist_model import (
    COLUMNS,
    DUE_COLUMN,
    KEPT_ROLE,
    MATTER_COLUMN,
    SHOWN_AT_FIRST,
    WorklistModel,
)

APPLICANT_COLUMN = 2
_QUIET = frozenset({1, 4, 5, 6, 7, 8})
_WIDEST = 2000


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: the due column as a chip, the minor columns in the second colour."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        colours = theme.current()
        area = QRectF(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        has_bar = option.rect.left() <= 0
        paint_ground(painter, area, is_selected=chosen, is_hovered=is_hovered, has_bar=has_bar)
        inside = area.adjusted(theme.px(12), 0, -theme.px(4), -1)
        words = index.data(Qt.ItemDataRole.DisplayRole) or ""
        if index.column() == DUE_COLUMN:
            paint_chip(painter, inside, index.data(Qt.ItemDataRole.UserRole) or "", words)
        else:
            painter.setFont(colours.font(13))
            quiet = index.column() in _QUIET or index.data(KEPT_ROLE)
            if index.column() == APPLICANT_COLUMN:
                painter.setFont(colours.font(13, bold=True))
            painter.setPen(colours.ink("second" if quiet else "text", is_selected=chosen))
            shown = fitted(words, painter.fontMetrics(), inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class WorklistTable(ListView):
    """The list with its columns."""

    def __init__(
        self, model: WorklistModel, remembered: Remembered, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, parent)
        self.setObjectName("worklist")
        self._remembered = remembered
        self.setItemDelegate(RowDelegate(self))
        # While a new zoom is applied this table still stands, with the widths of its own.
        self._made_at = theme.current().zoom
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.show_columns)
        self._look()
        self._restore()
        self.setSortingEnabled(True)
        header.sectionResized.connect(self._keep)
        header.sectionMoved.connect(self._keep)
        header.sortIndicatorChanged.connect(self._keep)
        theme.current().changed.connect(self._look)

    def _look(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(34))
        self.verticalHeader().setMinimumSectionSize(theme.px(34))

    def _restore(self) -> None:
        header = self.horizontalHeader()
        state = self._remembered.bytes("worklist/columns2")
        if state is None or not header.restoreState(state):
            for number, column in enumerate(COLUMNS):
                self.setColumnWidth(number, theme.px(column.width))
                header.setSectionHidden(number, number >= SHOWN_AT_FIRST)
            header.setSortIndicator(DUE_COLUMN, Qt.SortOrder.AscendingOrder)
        else:
            self._fit_to_zoom(self._remembered.number("worklist/columns2_zoom", 100))
        header.setMinimumSectionSize(theme.px(64))
        header.setSectionResizeMode(MATTER_COLUMN, QHeaderView.ResizeMode.Stretch)

    def _fit_to_zoom(self, kept_at: int) -> None:
        """Give columns kept at another zoom the widths that hold as much at this one."""
        zoom = self._made_at
        if zoom == kept_at or kept_at <= 0:
            return
        for number in self.shown_columns:
            self.setColumnWidth(number, round(self.columnWidth(number) * zoom / kept_at))

    def _keep(self) -> None:
        self._remembered.keep("worklist/columns2", self.horizontalHeader().saveState())
        self._remembered.keep("worklist/columns2_zoom", self._made_at)

    def show_columns(self, point: QPoint) -> None:
        """Offer which columns show."""
        menu, header = QMenu(self), self.horizontalHeader()
        for number, column in enumerate(COLUMNS):
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(number))
            action.setEnabled(number not in (DUE_COLUMN, MATTER_COLUMN))
            action.toggled.connect(lambda shown, at=number: self.show_column(at, shown))
        menu.popup(header.mapToGlobal(point))

    def show_column(self, number: int, shown: bool) -> None:
        """Show a column or hide it, and remember it."""
        self.horizontalHeader().setSectionHidden(number, not shown)
        self._keep()

    @property
    def shown_columns(self) -> list[int]:
        """The columns shown, in the order they stand in."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [column for column in order if not header.isSectionHidden(column)]

    def layout_now(self) -> tuple[ShownColumn, ...]:
        """Return the columns shown, from left to right, with their widths."""
        zoom = theme.current().zoom
        return tuple(
            ShownColumn(COLUMNS[number].order_by, round(self.columnWidth(number) * 100 / zoom))
            for number in self.shown_columns
        )

    def show_layout(self, columns: Sequence[ShownColumn]) -> None:
        """Show these columns in this order and these widths; those the list must have stay."""
        header = self.horizontalHeader()
        numbers = {column.order_by: number for number, column in enumerate(COLUMNS)}
        wanted = {numbers[one.order_by]: one.width for one in columns if one.order_by in numbers}
        for place, number in enumerate(wanted):
            header.moveSection(header.visualIndex(number), place)
            if number != MATTER_COLUMN:
                header.resizeSection(number, theme.px(min(max(wanted[number], 64), _WIDEST)))
        for number in range(header.count()):
            is_shown = number in wanted or number in (DUE_COLUMN, MATTER_COLUMN)
            header.setSectionHidden(number, not is_shown)
        self._keep()

    def show_order(self, order_by: str, *, descending: bool) -> None:
        """Sort by a column, where the list has it."""
        for number, column in enumerate(COLUMNS):
            if column.order_by == order_by:
                falling = Qt.SortOrder.DescendingOrder
                self.sortByColumn(number, falling if descending else Qt.SortOrder.AscendingOrder)

    @property
    def copied_columns(self) -> list[int]:
        """The columns shown."""
        return self.shown_columns
