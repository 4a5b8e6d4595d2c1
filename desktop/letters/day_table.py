"""The letters of a day as a list with a tick before each: what is ticked is printed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from casework.papers.day_letters import DayLetter
from desktop.widgets.reading_table import ReadingTable

_HEADS = ("文号|190", "申请人|150", "文书", "申请编号|160", "体检|100")


class DayTable(ReadingTable):
    """Space ticks the present row; `ticked` comes when what is ticked changes."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__("dayLetters", "当日文书", _HEADS)
        self._left_out: set[int] = set()
        self.itemChanged.connect(lambda item: self._changed(item.row()))

    def show_letters(self, letters: Sequence[DayLetter], examined: Sequence[str]) -> None:
        """Show letters with what their examination says; all ticked but those left out before."""
        rows = [
            (
                letter.document.number or "—",
                letter.applicant_name,
                letter.document.title,
                letter.register_number,
                examined[number],
            )
            for number, letter in enumerate(letters)
        ]
        self.blockSignals(True)
        self.show_rows(rows, letters)
        for row, letter in enumerate(letters):
            item = self.item(row, 0)
            if item is not None:
                is_out = letter.document.id in self._left_out
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked if is_out else Qt.CheckState.Checked)
        self.blockSignals(False)
        self.ticked.emit()

    @property
    def chosen(self) -> list[DayLetter]:
        """The letters ticked, from the top."""
        rows = [row for row in range(self.rowCount()) if self._is_ticked(row)]
        return [thing for row in rows if isinstance(thing := self.thing(row), DayLetter)]

    def _is_ticked(self, row: int) -> bool:
        item = self.item(row, 0)
        return item is not None and item.checkState() is Qt.CheckState.Checked

    def _changed(self, row: int) -> None:
        letter = self.thing(row)
        if isinstance(letter, DayLetter):
            change = self._left_out.discard if self._is_ticked(row) else self._left_out.add
            change(letter.document.id)
            self.ticked.emit()

    def tick_all(self) -> None:
        """Tick every letter, or none where every one is ticked already."""
        is_whole = len(self.chosen) == self.rowCount()
        state = Qt.CheckState.Unchecked if is_whole else Qt.CheckState.Checked
        for row in range(self.rowCount()):
            item = self.item(row, 0)
            if item is not None:
                item.setCheckState(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the present row with Space, whichever of its cells has the cursor."""
        item = self.item(self.currentRow(), 0)
        if event.key() == Qt.Key.Key_Space and item is not None:
            is_on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
            return
        super().keyPressEvent(event)
