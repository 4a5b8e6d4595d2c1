"""The page of a letter of the case, as it lies on file, where a wide window has room for it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from casework.letters.operative import operative
from desktop.base.screen import rule
from desktop.look import theme
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.paper_page import PaperPage
from rules.errors import ClerkError

if TYPE_CHECKING:
    from casework.papers.issuing import DocumentLine


class LetterShown(QWidget):
    """Shows the latest letter that stands, or the one that is chosen; reads it when it is seen."""

    def __init__(self) -> None:
        super().__init__()
        self._letters: tuple[DocumentLine, ...] = ()
        self._is_read = True
        self.choice = ChoiceBox()
        self.choice.setObjectName("letterShown")
        self.choice.setAccessibleName("显示哪一份文书")
        self.choice.activated.connect(self.read)
        self.paper = PaperPage()
        self._note = QLabel()
        self._note.setProperty("kind", "second")
        self._note.setWordWrap(True)
        self._note.hide()
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        row.addWidget(self.choice, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        column.addLayout(row)
        column.addWidget(self._note)
        column.addWidget(self.paper, 1)

    def show_letters(self, letters: "Sequence[DocumentLine]") -> None:
        """Offer the letters of a case, the latest first, and show the first that stands."""
        kept = self.choice.currentData()
        known = {one.document_id for one in self._letters}
        self._letters = tuple(letters)
        self.choice.clear()
        for one in letters:
            self.choice.addItem(f"{one.title}　{one.number}".strip(), one.document_id)
        standing = next((at for at, one in enumerate(letters) if one.status != "withdrawn"), 0)
        is_same = known and known <= {one.document_id for one in letters}
        again = self.choice.findData(kept) if is_same and len(known) == len(letters) else -1
        self.choice.setCurrentIndex(again if again >= 0 else standing)
        self.setVisible(bool(letters))
        self._is_read = False
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Read the chosen letter from its file."""
        self._is_read = True
        at = self.choice.currentIndex()
        if not 0 <= at < len(self._letters):
            self.paper.show_page(None)
            return
        from casework.papers.opened_letters import page_to_look_at

        try:
            page = page_to_look_at(self._letters[at])
            self.paper.show_page(page)
            self.paper.mark_lines(operative([line.text for line in page.lines]))
            self.paper.bring_marked_into_view()
        except (ClerkError, OSError):
            # The list beside it says which file is gone, when it is opened.
            self.paper.show_page(None)
            self._note.setText("这份文书的文件读不出来，点“打开”看原因。")
            self._note.show()
            return
        self._note.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the letter once it is seen."""
        super().showEvent(event)
        if not self._is_read:
            self.read()
