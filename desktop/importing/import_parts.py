"""What the page of an import shows of a ledger: columns, rows left out, words, examples."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QGridLayout,
    QHeaderView,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from casework.importing import ColumnPreview, Match
from casework.importing.left_out import LeftOut
from casework.importing.planning import Example, meanings
from casework.importing.row_places import line_words
from desktop.look import theme
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.readable import reading_label
from desktop.widgets.reading_table import ReadingTable
from desktop.widgets.timeline import Timeline

MOST_ROWS = 200
_Index = QModelIndex | QPersistentModelIndex
_OWN = "why_left_out"
_READ_AS = 4


class LedgerColumns(ReadingTable):
    """The columns of the ledger, each with a choice of what it is read as, doubtful ones first.

    `chosen` comes with every change; `mapping` then holds all that the clerk has overruled.
    """

    chosen = Signal()

    def __init__(self) -> None:
        heads = ("列|56", "列名|180", "内容举例", "把握|84", "读作|210")
        super().__init__("importColumns", "各列的含义", heads)
        self.mapping: dict[str, str] = {}
        self.verticalHeader().setDefaultSectionSize(theme.px(34))
        self._boxes: dict[str, ChoiceBox] = {}
        self._last = ""
        # One list for all the boxes: a wide ledger has some sixty of them.
        self._meanings = QStandardItemModel(self)
        self._places: dict[str, int] = {"remark": 0}
        for place, (name, words) in enumerate(meanings()):
            item = QStandardItem(words)
            item.setData(name, Qt.ItemDataRole.UserRole)
            self._meanings.appendRow(item)
            self._places[name] = place

    def show_columns(
        self, columns: Sequence[ColumnPreview], mapping: Mapping[str, str], *, is_done: bool
    ) -> None:
        """Show the columns as they were read; `is_done` where nothing can be changed any more."""
        self.mapping, self._boxes = dict(mapping), {}
        several = len({one.sheet for one in columns}) > 1
        # What was not known for certain is looked at first; the rest stands as in the file.
        columns = sorted(columns, key=lambda one: one.match is Match.EXACT)
        self.setColumnWidth(0, theme.px(120 if several else 56))
        self.show_rows(
            [
                (
                    f"{one.sheet} {one.letter}" if several else one.letter,
                    one.header,
                    "；".join(one.samples),
                    one.match.value.partition("，")[0],
                    "不读取" if one.field == _OWN else one.label,
                )
                for one in columns
            ]
        )
        for row, one in enumerate(columns):
            if one.field == _OWN:
                self.removeCellWidget(row, _READ_AS)
                continue
            box = ChoiceBox()
            box.setModel(self._meanings)
            box.setCurrentIndex(self._places[one.field])
            box.setAccessibleName(f"“{one.header}”读作")
            box.setEnabled(not is_done)
            box.setMaxVisibleItems(20)
            box.activated.connect(lambda place, header=one.header: self._choose(header, place))
            self.setCellWidget(row, _READ_AS, box)
            self._boxes.setdefault(one.header, box)

    def _words_in(self, column: int) -> Iterator[str]:
        # A choice stands in a box, whose edges and arrow take three characters.
        box = "　　　" if column == _READ_AS else ""
        yield from (f"{words}{box}" for words in super()._words_in(column))

    def take_focus(self) -> bool:
        """Go back to the choice made last; tell whether there was one."""
        box = self._boxes.get(self._last)
        self._last = ""
        if box is not None:
            box.setFocus()
        return box is not None

    def box(self, header: str) -> ChoiceBox:
        """Return the choice of a column by its name."""
        return self._boxes[header]

    def _choose(self, header: str, place: int) -> None:
        name = str(self._meanings.item(place).data(Qt.ItemDataRole.UserRole))
        self.mapping[header], self._last = name, header
        self.chosen.emit()


class _Spaced(QStyledItemDelegate):
    """Cells with room above and below their lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the room of the words and some more."""
        return super().sizeHint(option, index) + QSize(0, theme.px(8))


class WordTable(ReadingTable):
    """Rows whose words are read to their end, on as many lines as they need."""

    def __init__(self, name: str, words: str, heads: Sequence[str]) -> None:
        super().__init__(name, words, heads)
        self.setWordWrap(True)
        self.setItemDelegate(_Spaced(self))
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setMinimumSectionSize(theme.px(30))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def show_words(
        self,
        rows: Sequence[Sequence[object]],
        left: str,
        things: Sequence[object] | None = None,
    ) -> None:
        """Show rows, no more than `MOST_ROWS`; `left` says of a number of rows that they are more.

        It stands in the last column but one, or in the only one.
        """
        shown = [tuple(row) for row in rows[:MOST_ROWS]]
        if len(rows) > MOST_ROWS:
            told = [""] * self.columnCount()
            told[max(self.columnCount() - 2, 0)] = left.format(len(rows) - MOST_ROWS)
            shown.append(tuple(told))
        self.show_rows(shown, None if things is None else [*things, None][: len(shown)])


class LeftOutTable(WordTable):
    """The rows that are not entered: which, what is wrong, what to do."""

    def __init__(self) -> None:
        heads = ("行|76", "申请|150", "情形|100", "哪里不对", "怎么办|170")
        super().__init__("importLeftOut", "不导入的行", heads)

    def show_left(self, left: Sequence[LeftOut]) -> None:
        """Show why rows are left out, those to be corrected first."""
        several = len({one.sheet for one in left}) > 1
        self.setColumnWidth(0, theme.px(140 if several else 76))
        ordered = sorted(left, key=lambda one: not one.kind.is_to_be_corrected)
        rows = [
            (
                f"{one.sheet} {line_words(one.sheet, one.row)}"
                if several
                else line_words(one.sheet, one.row),
                one.told,
                one.kind.value,
                one.wrong,
                one.to_do or "不用处理。",
            )
            for one in ordered
        ]
        things = [one.place for one in ordered[:MOST_ROWS]]
        self.show_words(rows, "另有{:,}条，保存未导入的行后可以全部看到。", things)


class Examples(QScrollArea):
    """Some cases as their timelines will read."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("importExamples")
        self.setAccessibleName("办理经过举例")
        self.setWidgetResizable(True)

    def show_examples(self, examples: Sequence[Example]) -> None:
        """Show these cases, two beside each other."""
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, theme.px(8), theme.px(8), theme.px(8))
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(16))
        for number, one in enumerate(examples):
            part = QVBoxLayout()
            part.setSpacing(theme.px(8))
            heading = reading_label(f"{one.number}　{one.applicant}　{one.stands}", kind="group")
            course = Timeline()
            course.show_entries(one.course)
            part.addWidget(heading)
            part.addWidget(course)
            part.addStretch(1)
            grid.addLayout(part, number // 2, number % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(len(examples), 1)
        self.setWidget(inner)
