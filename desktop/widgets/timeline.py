"""What happened in a case, newest first, with the letters of each step in place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.look import icons, theme
from desktop.widgets.reading import reading_label

if TYPE_CHECKING:
    from casework.pages.timeline import TimelineEntry
    from casework.papers.issuing import DocumentLine


class _Rail(QWidget):
    """The line down the left side, with a dot at the step."""

    def __init__(self, *, is_last: bool, is_annulled: bool) -> None:
        super().__init__()
        self._is_last, self._is_annulled = is_last, is_annulled
        self.setFixedWidth(theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line and the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, x, y = theme.current(), theme.px(6), theme.px(9)
        painter.setPen(QPen(colours.colour("line"), theme.px(2)))
        painter.drawLine(
            x, y if not self._is_last else 0, x, self.height() if not self._is_last else y
        )
        if not self._is_last:
            painter.drawLine(x, 0, x, y)
        ink = colours.colour("faint" if self._is_annulled else "accent")
        painter.setPen(QPen(ink, theme.px(2)))
        painter.setBrush(colours.colour("panel" if self._is_annulled else "accent"))
        radius = theme.px(3)
        painter.drawEllipse(x - radius, y - radius, 2 * radius, 2 * radius)


class ElidedButton(QPushButton):
    """A button whose words are cut short where the width ends, never the window widened."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of the whole words."""
        width = self.fontMetrics().horizontalAdvance(self._words) + theme.px(44)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return a room in which the words can still be guessed."""
        return QSize(theme.px(120), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the new width."""
        super().resizeEvent(event)
        room = self.width() - theme.px(42)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)


class Timeline(QWidget):
    """The steps of a case; `document_opened` and `document_printed` carry a letter's line."""

    document_opened = Signal(object)
    document_printed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_entries(self, entries: Sequence["TimelineEntry"]) -> None:
        """Show these steps."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        for entry in entries:
            self._column.addWidget(self._row(entry, is_last=entry is entries[-1]))

    def _row(self, entry: "TimelineEntry", *, is_last: bool) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(4))
        across.addWidget(_Rail(is_last=is_last, is_annulled=bool(entry.annulled)))
        day = QLabel(f"{entry.on:%Y-%m-%d}")
        day.setProperty("kind", "body2")
        day.setFixedWidth(theme.px(84))
        across.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, theme.px(12))
        words.setSpacing(theme.px(2))
        title = QLabel(
            f"<s>{entry.title}</s>（已撤销）" if entry.annulled else f"<b>{entry.title}</b>"
        )
        title.setWordWrap(True)
        words.addWidget(title)
        if entry.detail:
            words.addWidget(reading_label(entry.detail))
        if entry.by:
            by = QLabel(f"{entry.by}　{str(entry.recorded_at)[:16].replace('T', ' ')} 录入")
            by.setProperty("kind", "second")
            words.addWidget(by)
        for document in entry.documents:
            words.addWidget(self._document(document))
        across.addLayout(words, 1)
        return row

    def _document(self, document: "DocumentLine") -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(4))
        name = f"{document.title}　{document.number}".strip()
        opened = ElidedButton(name)
        opened.setIcon(icons.icon("file-text", "accent"))
        opened.setProperty("kind", "quiet")
        opened.setToolTip(f"用 Word 或 WPS 打开：{name}")
        opened.clicked.connect(lambda: self.document_opened.emit(document))
        printed = QPushButton(icons.icon("printer", "accent"), "打印")
        printed.setProperty("kind", "quiet")
        printed.setAccessibleName(f"打印{name}")
        printed.clicked.connect(lambda: self.document_printed.emit(document))
        across.addWidget(opened, 0, Qt.AlignmentFlag.AlignLeft)
        across.addWidget(printed)
        across.addStretch(1)
        return row
