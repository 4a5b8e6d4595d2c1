"""Sentences in a list, each about something that choosing it leads to."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.look import theme

_ABOUT = Qt.ItemDataRole.UserRole + 4
_PADDING = 8
_MOST_HEIGHT = 230


class SentenceList(QListWidget):
    """Sentences, each on as many lines as it needs; `chosen` carries what one is about."""

    chosen = Signal(object)

    def __init__(self, name: str, words: str, *, most_height: int = _MOST_HEIGHT) -> None:
        super().__init__()
        self._most = theme.px(most_height)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)

    def show_sentences(self, sentences: Sequence[tuple[str, object]]) -> None:
        """Show sentences with what they are about."""
        self.clear()
        for sentence, about in sentences:
            item = QListWidgetItem(sentence)
            item.setData(_ABOUT, about)
            self.addItem(item)
        self._measure()

    def sentences(self) -> list[str]:
        """Return what stands there."""
        return [self.item(row).text() for row in range(self.count())]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        room = self.viewport().width() - theme.px(2 * _PADDING)
        total = 0
        for row in range(self.count()):
            item = self.item(row)
            area = self.fontMetrics().boundingRect(
                0, 0, max(room, 60), 10_000, Qt.TextFlag.TextWordWrap, item.text()
            )
            height = area.height() + theme.px(_PADDING)
            item.setSizeHint(QSize(max(room, 60), height))
            total += height
        self.setFixedHeight(min(max(total, 1) + 4, self._most))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_ABOUT))
