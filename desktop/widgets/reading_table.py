"""A table that is only read: rows of words, each row able to stand for something that opens."""

from collections.abc import Container, Iterator, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from desktop.look import theme
from desktop.look.plain import plain_tip

_ROW, _HEAD = 30, 32
_AT_ONCE = 100
_NARROWEST = 48
_LEAST, _LEAST_OF_NAMES = 128, 88
# On both sides of the words in a cell.
_ROOM = 8
_THING = Qt.ItemDataRole.UserRole + 3


class ReadingTable(QTableWidget):
    """Rows of words; `opened` carries what the row chosen with Enter or two clicks stands for.

    Heads ending in a number of pixels after a bar, as in `件数|80`, have that width; one without
    takes what is left, and enough to be read where too little is: the others are narrower then.
    """

    opened = Signal(object)

    def __init__(self, name: str, words: str, heads: Sequence[str]) -> None:
        super().__init__(0, len(heads))
        self.setObjectName(name)
        self.setAccessibleName(words)
        self._heads = [head.partition("|")[0] for head in heads]
        self.setHorizontalHeaderLabels(self._heads)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme.px(24))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        # A thousand rows at once would keep the window from its events.
        self._rows: Sequence[Sequence[object]] = ()
        self._things: Sequence[object] | None = None
        self._sides: Sequence[Qt.AlignmentFlag] = ()
        self._filled = 0
        self._filling = QTimer(self)
        self._filling.setInterval(0)
        self._filling.timeout.connect(lambda: self._fill(_AT_ONCE))
        self._widths: dict[int, int] = {}
        self._is_cramped = self._is_fitted = False
        for column, head in enumerate(heads):
            width = head.partition("|")[2]
            if width:
                self._widths[column] = int(width)
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(column, theme.px(int(width)))
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.itemDoubleClicked.connect(lambda item: self._open(item.row()))

    def show_rows(
        self, rows: Sequence[Sequence[object]], things: Sequence[object] | None = None
    ) -> None:
        """Show these rows, numbers to the right; `things` are what each of them stands for."""
        kept = self.currentRow()
        self.setRowCount(len(rows))
        numbers = [
            column > 0
            and any(str(row[column]) for row in rows)
            and all(_is_figure(row[column]) for row in rows)
            for column in range(self.columnCount())
        ]
        middle = Qt.AlignmentFlag.AlignVCenter
        sides = [
            middle | (Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft)
            for is_number in numbers
        ]
        for column, side in enumerate(sides):
            head = self.horizontalHeaderItem(column)
            if head is not None:
                head.setTextAlignment(side)
        self._rows, self._things, self._sides, self._filled = rows, things, sides, 0
        if len(rows) > _AT_ONCE:
            # What stood in the rows that come later would stand there still.
            self.clearContents()
        self._filling.start()
        self._fill(_AT_ONCE)
        # What leads nowhere is read and not chosen.
        modes = QTableWidget.SelectionMode
        self.setSelectionMode(modes.NoSelection if things is None else modes.SingleSelection)
        if rows:
            self.setCurrentCell(min(max(kept, 0), len(rows) - 1), 0)
        if self._is_cramped:
            self._share_width()

    def _fill(self, number: int) -> None:
        """Write so many of the rows that are not written yet; the last stops what fills on."""
        until = min(self._filled + number, len(self._rows))
        for at in range(self._filled, until):
            for column, value in enumerate(self._rows[at]):
                item = QTableWidgetItem(str(value))
                item.setTextAlignment(self._sides[column])
                if column == 0 and self._things is not None:
                    item.setData(_THING, self._things[at])
                if len(str(value)) > 12:
                    item.setToolTip(plain_tip(str(value)))
                self.setItem(at, column, item)
        self._filled = until
        if until == len(self._rows):
            self._filling.stop()

    def thing(self, row: int | None = None) -> object:
        """Return what a row stands for, the present one where none is named; None for none."""
        at = self.currentRow() if row is None else row
        if at >= self._filled:
            self._fill(at + 1 - self._filled)
        item = self.item(at, 0)
        return None if item is None else item.data(_THING)

    def fit_height(self) -> None:
        """Be as tall as the rows need, so that a page scrolls and not each table in it."""
        self._is_fitted = True
        rows = max(self.rowCount(), 1)
        is_wide = self.horizontalHeader().length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if is_wide else 0
        heads = max(self.horizontalHeader().sizeHint().height(), theme.px(_HEAD))
        self.setFixedHeight(theme.px(_ROW) * rows + heads + 2 + bar)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words readable where the columns of figures leave too little: those give way."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        shown = [column for column in range(self.columnCount()) if not self.isColumnHidden(column)]
        fixed = [column for column in shown if column in self._widths]
        free = len(shown) - len(fixed)
        room = self.viewport().width() - theme.px(_LEAST) * free
        if self._is_cramped:
            is_cramped = room < sum(theme.px(self._widths[one]) for one in fixed)
        else:
            is_cramped = room < sum(self.columnWidth(one) for one in fixed)
        if not is_cramped and not self._is_cramped:
            return
        self._is_cramped = is_cramped
        if is_cramped:
            widths = self._squeezed(fixed, room, room + theme.px(_LEAST - _LEAST_OF_NAMES) * free)
        else:
            widths = {column: theme.px(self._widths[column]) for column in fixed}
            self._break_heads(())
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        if self._is_fitted:
            self.fit_height()

    def _squeezed(self, fixed: Sequence[int], room: int, most: int) -> dict[int, int]:
        """Return what each column gets where they have less room than they ask for.

        None gets more than its own words need. Then heads take two lines, then the names give way
        up to `most`, and last of all the longest words are cut: a day or a figure never is.
        """
        widths = self._needed(fixed, is_broken=False)
        self._break_heads(fixed if sum(widths.values()) > room else ())
        if sum(widths.values()) > room:
            widths = self._needed(fixed, is_broken=True)
        words = {
            column: width
            for column, width in widths.items()
            if not all(map(_is_short, self._words_in(column)))
        }
        widest, step = max(words.values(), default=0), theme.px(4)
        while sum(widths.values()) > most and widest > theme.px(_NARROWEST):
            widest -= step
            widths |= {column: min(width, widest) for column, width in words.items()}
        return widths

    def _needed(self, columns: Sequence[int], *, is_broken: bool) -> dict[int, int]:
        """Return how wide each must be for its words and its head, and no wider than it asks."""
        measure, heads = self.fontMetrics(), self.horizontalHeader().fontMetrics()
        found = {}
        for column in columns:
            head = self._heads[column]
            lines = [
                *map(heads.horizontalAdvance, _halves(head) if is_broken else (head,)),
                *map(measure.horizontalAdvance, self._words_in(column)),
            ]
            found[column] = min(theme.px(self._widths[column]), max(lines) + 2 * theme.px(_ROOM))
        return found

    def _words_in(self, column: int) -> Iterator[str]:
        yield from (str(row[column]) for row in self._rows)

    def _break_heads(self, broken: Container[int]) -> None:
        """Set these heads in two lines, and the others in one."""
        for column, words in enumerate(self._heads):
            item = self.horizontalHeaderItem(column)
            if item is not None:
                item.setText("\n".join(_halves(words)) if column in broken else words)

    def _open(self, row: int) -> None:
        thing = self.thing(row)
        if thing is not None:
            self.opened.emit(thing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentRow())
            return
        super().keyPressEvent(event)


def _halves(words: str) -> tuple[str, ...]:
    """Return the two lines of a head; one that is short has one."""
    middle = (len(words) + 1) // 2
    return (words[:middle], words[middle:]) if len(words) > 2 else (words,)


def _is_short(words: str) -> bool:
    """Tell whether it is a day, a figure or nothing, of which a part would say something else."""
    return not words.strip("0123456789-—.,%:年月日 ")


def _is_figure(value: object) -> bool:
    text = str(value)
    return not text or text == "—" or text.rstrip("%").replace(".", "", 1).isdecimal()
