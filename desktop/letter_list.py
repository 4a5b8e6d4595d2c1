"""The letters of a case, each opened by one click and printed by one more."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import icons, theme

if TYPE_CHECKING:
    from casework.acts import DocumentLine


class LetterList(QWidget):
    """Letters with their numbers."""

    document_opened = Signal(object)
    document_printed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))

    def show_documents(self, documents: "Sequence[DocumentLine]") -> None:
        """Show these letters."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not documents:
            hint = "发出告知书、征求意见书或者作出答复后，文书列在这里。"
            empty = QLabel(hint)
            empty.setProperty("kind", "body2")
            self._column.addWidget(empty)
            return
        for document in documents:
            self._column.addWidget(self._row(document))

    def _row(self, document: "DocumentLine") -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        title = QLabel(document.title)
        number = QLabel(document.number)
        number.setProperty("kind", "body2")
        across.addWidget(title)
        across.addWidget(number)
        across.addStretch(1)
        for words, icon, signal in (
            ("打开", "file-text", self.document_opened),
            ("打印", "printer", self.document_printed),
        ):
            button = QPushButton(icons.icon(icon), words)
            button.setAccessibleName(f"{words}{document.title}")
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(document))
            across.addWidget(button)
        return row
