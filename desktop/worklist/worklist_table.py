"""The table of requests: chips, 32-pixel rows, columns chosen and remembered, copied as a table."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.base.remembered import Remembered
from desktop.base.view import ShownColumn
from desktop.look import theme
from desktop.widgets.chip import paint_chip
from desktop.widgets.rows import fitted, paint_ground
from desktop.worklist.worklist_model import (
    COLUMNS,
    DUE_COLUMN,
    MATTER_COLUMN,
    SHOWN_AT_FIRST,
    WorklistModel,
)

_QUIET = frozenset({4, 5, 6, 7, 8})
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
        paint_ground(painter, area, is_selected=chosen, is_hovered=is_hovered)
        inside = area.adjusted(theme.px(8), 0, -theme.px(4), -1)
        words = index.data(Qt.ItemDataRole.DisplayRole) or ""
        if index.column() == DUE_COLUMN:
            paint_chip(painter, inside, index.data(Qt.ItemDataRole.UserRole) or "", words)
        else:
            painter.setFont(colours.font(13))
            quiet = index.column() in _QUIET
            painter.setPen(colours.ink("second" if quiet else "text", is_selected=chosen))
            shown = fitted(words, painter.fontMetrics(), inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class WorklistTable(QTableView):
    """The list; `opened` comes with Enter or a double click, `lettered` with a letter key."""

    opened = Signal()
    lettered = Signal(str)
    wandered = Signal()

    def __init__(
        self, model: WorklistModel, remembered: Remembered, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("worklist")
        self.setAccessibleName("申请列表")
        self._remembered = remembered
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        # While a new zoom is applied this table still stands, with the widths of its own.
        self._made_at = theme.current().zoom
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
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
        self.activated.connect(self.opened)
        theme.current().changed.connect(self._look)

    def _look(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        self.verticalHeader().setMinimumSectionSize(theme.px(32))

    def _restore(self) -> None:
        header = self.horizontalHeader()
        state = self._remembered.bytes("worklist/columns")
        if state is None or not header.restoreState(state):
            for number, column in enumerate(COLUMNS):
                self.setColumnWidth(number, theme.px(column.width))
                header.setSectionHidden(number, number >= SHOWN_AT_FIRST)
            header.setSortIndicator(DUE_COLUMN, Qt.SortOrder.AscendingOrder)
        else:
            self._fit_to_zoom(self._remembered.number("worklist/columns_zoom", 100))
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
        self._remembered.keep("worklist/columns", self.horizontalHeader().saveState())
        self._remembered.keep("worklist/columns_zoom", self._made_at)

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
    def chosen_row(self) -> int:
        """The row the cursor is on, or -1."""
        return self.currentIndex().row()

    def choose_row(self, row: int) -> None:
        """Put the cursor on a row and show it."""
        model = self.model()
        index = model.index(row, max(self.currentIndex().column(), 0))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            index, flags.ClearAndSelect | flags.Rows | flags.Current
        )
        self.scrollTo(index)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell that the cursor went to another row."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.wandered.emit()

    def copy_rows(self) -> None:
        """Copy the chosen rows, with headings, as a table Excel and WPS can take."""
        shown = self.shown_columns
        lines = ["\t".join(COLUMNS[number].heading for number in shown)]
        model = self.model()
        for index in sorted(self.selectionModel().selectedRows(), key=QModelIndex.row):
            cells = (str(model.index(index.row(), number).data() or "") for number in shown)
            lines.append("\t".join(" ".join(cell.split()) for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, copy, and hand letters on to the case that is shown."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose_row(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
        elif event.modifiers() == Qt.KeyboardModifier.NoModifier and event.text().isalpha():
            self.lettered.emit(event.text().upper())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin on the first row where none is chosen yet."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.choose_row(0)
