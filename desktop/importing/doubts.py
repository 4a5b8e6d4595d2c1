"""What a ledger leaves open, settled for all rows that have it; and a row to look at."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from casework.importing.settling_doubts import Answers, Doubt
from desktop.look import theme
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.reading_table import ReadingTable

_ANSWER = 3
_AS_IT_IS = "暂不处理"


class DoubtTable(ReadingTable):
    """The doubts, those of most rows first, each with a choice that holds for all its rows.

    `chosen` comes with every answer; `answers` then holds all that were given in this file.
    `opened` carries the first row of a doubt.
    """

    chosen = Signal()

    def __init__(self) -> None:
        heads = ("行|190", "关于|104", "台账写的是", "这些行怎样登记|260")
        super().__init__("importDoubts", "存疑的内容", heads)
        self.verticalHeader().setDefaultSectionSize(theme.px(34))
        self.answers: dict[str, dict[str, str]] = {}
        self._boxes: list[ChoiceBox] = []
        self._last = ("", "")

    def show_doubts(self, doubts: Sequence[Doubt], answers: Answers, *, is_done: bool) -> None:
        """Show the doubts of a plan; `is_done` where nothing can be changed any more."""
        self.answers = {kind: dict(said) for kind, said in answers.items()}
        self._boxes = []
        self.show_rows(
            [(one.rows_words, one.label, one.words, "") for one in doubts],
            [one.rows[0] for one in doubts],
        )
        for row, one in enumerate(doubts):
            box = ChoiceBox()
            box.addItem(_AS_IT_IS, "")
            for name, words in one.choices:
                box.addItem(words, name)
            box.setCurrentIndex(max(box.findData(one.answer), 0))
            box.setAccessibleName(f"{one.label}“{one.words}”怎样登记")
            box.setEnabled(not is_done)
            box.setMaxVisibleItems(20)
            box.activated.connect(lambda place, at=row, of=one: self._choose(of, at, place))
            self.setCellWidget(row, _ANSWER, box)
            self._boxes.append(box)
            if (one.kind, one.words) == self._last:
                self.setCurrentCell(row, 0)

    def box(self, row: int) -> ChoiceBox:
        """Return the choice of a row."""
        return self._boxes[row]

    def take_focus(self) -> bool:
        """Go back to the answer given last; tell whether there was one."""
        kept, self._last = self._last, ("", "")
        if not kept[0] or not 0 <= self.currentRow() < len(self._boxes):
            return False
        self._boxes[self.currentRow()].setFocus()
        return True

    def _choose(self, doubt: Doubt, row: int, place: int) -> None:
        answer = str(self._boxes[row].itemData(place, Qt.ItemDataRole.UserRole))
        said = self.answers.setdefault(doubt.kind, {})
        if answer:
            said[doubt.words] = answer
        else:
            said.pop(doubt.words, None)
        self._last = (doubt.kind, doubt.words)
        self.chosen.emit()


class RowCells(ReadingTable):
    """A row of the file, each cell beside the name of its column."""

    def __init__(self) -> None:
        super().__init__("importRow", "台账的一行", ("列名|200", "内容"))

    def show_cells(self, cells: Sequence[tuple[str, str]]) -> None:
        """Show what the row says."""
        self.show_rows(cells)
