"""What the table and the rows of the list have in common: the cursor, the keys, copying."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.worklist.worklist_model import COLUMNS, MATTER_COLUMN, WHOLE_ROLE, WorklistModel
from forms.live_cells import unlive


class ListView(QTableView):
    """`opened` comes with Enter or a double click, `lettered` with a letter key."""

    opened = Signal()
    copied = Signal(int)
    lettered = Signal(str)
    wandered = Signal()

    def __init__(self, model: WorklistModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setAccessibleName("申请列表")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.activated.connect(self.opened)

    @property
    def copied_columns(self) -> list[int]:
        """The columns that are copied, from left to right."""
        return list(range(len(COLUMNS)))

    @property
    def chosen_row(self) -> int:
        """The row the cursor is on, or -1."""
        return self.currentIndex().row()

    def choose_row(self, row: int) -> None:
        """Put the cursor on a row and show it."""
        model = self.model()
        # The one column that shows in rows and in columns alike.
        index = model.index(row, MATTER_COLUMN)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            index, flags.ClearAndSelect | flags.Rows | flags.Current
        )
        self.show_row()

    def show_row(self) -> None:
        """Scroll to the row the cursor is on."""
        self.scrollTo(self.currentIndex())

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
        shown = self.copied_columns
        lines = ["\t".join(COLUMNS[number].heading for number in shown)]
        model = self.model()
        for index in sorted(self.selectionModel().selectedRows(), key=QModelIndex.row):
            # A number is copied whole.
            cells = (
                str(model.index(index.row(), number).data(WHOLE_ROLE) or "") for number in shown
            )
            lines.append("\t".join(unlive(" ".join(cell.split())) for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copied.emit(len(lines) - 1)

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
