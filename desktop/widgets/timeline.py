"""What happened in a case, newest first, with the letters of each step in place."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.look import icons, theme
from desktop.look.plain import plain_tip
from desktop.widgets.readable import reading_label
from desktop.widgets.words import ElidedLabel, Words

if TYPE_CHECKING:
    from casework.pages.timeline import TimelineEntry
    from casework.papers.issuing import DocumentLine

_DAY, _DOT, _LABEL = 44, 20, 100


class _Rail(QWidget):
    """The line down the left side, with a dot at the step; hollow where it is still to come."""

    def __init__(self, *, is_first: bool, is_last: bool, is_hollow: bool, ink: str) -> None:
        super().__init__()
        self._is_first, self._is_last, self._is_hollow, self._ink = (
            is_first,
            is_last,
            is_hollow,
            ink,
        )
        self.setFixedWidth(theme.px(_DOT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line and the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, x, y = theme.current(), theme.px(9), theme.px(10)
        painter.setPen(QPen(colours.colour("strong"), 1))
        painter.drawLine(x, y if self._is_first else 0, x, y if self._is_last else self.height())
        ink = colours.colour(self._ink)
        painter.setPen(QPen(ink, theme.px(2)))
        painter.setBrush(colours.colour("panel") if self._is_hollow else ink)
        radius = theme.px(3.5)
        painter.drawEllipse(QPointF(x, y), radius, radius)


class NextLine(NamedTuple):
    """What comes next in a case, over the steps taken: its words and a note."""

    title: str
    note: str
    ink: str = "second"


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

    def show_entries(
        self, entries: Sequence["TimelineEntry"], pending: NextLine | None = None
    ) -> None:
        """Show these steps, newest first, and over them what comes next."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                # Its layout may have asked for it to be shown: alone, it would be a window.
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        if pending is not None:
            self._column.addWidget(self._pending(pending, is_last=not entries))
        for place, entry in enumerate(entries):
            newer = entries[place - 1].on if place else None
            self._column.addWidget(
                self._row(
                    entry,
                    is_first=place == 0 and pending is None,
                    is_last=entry is entries[-1],
                    shows_year=newer is not None and newer.year != entry.on.year,
                )
            )

    def _frame(
        self, day: str, rail: _Rail, *, tip: str = "", year: str = ""
    ) -> tuple[QWidget, QVBoxLayout]:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        label = QLabel(f"{year}<br>{day}" if year else day)
        label.setProperty("kind", "body2")
        label.setFixedWidth(theme.px(_DAY))
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        label.setToolTip(plain_tip(tip))
        words = QVBoxLayout()
        words.setContentsMargins(theme.px(6), 0, 0, theme.px(10))
        words.setSpacing(0)
        across.addWidget(label)
        across.addWidget(rail)
        across.addLayout(words, 1)
        return row, words

    def _pending(self, pending: NextLine, *, is_last: bool) -> QWidget:
        rail = _Rail(is_first=True, is_last=is_last, is_hollow=True, ink="accent")
        row, words = self._frame("待办", rail)
        row.setObjectName("pendingStep")
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        title = QLabel(pending.title)
        title.setProperty("kind", "group")
        note = ElidedLabel(pending.note)
        note.setProperty("kind", pending.ink)
        line.addWidget(title)
        line.addWidget(note, 1)
        line.addStretch(0)
        words.addLayout(line)
        return row

    def _row(
        self, entry: "TimelineEntry", *, is_first: bool, is_last: bool, shows_year: bool
    ) -> QWidget:
        rail = _Rail(
            is_first=is_first,
            is_last=is_last,
            is_hollow=bool(entry.annulled),
            ink="faint" if entry.annulled else "accent",
        )
        tip = f"{entry.by}　{entry.recorded_at[:16]} 录入" if entry.by else ""
        year = f"{entry.on.year}年" if shows_year else ""
        row, words = self._frame(f"{entry.on:%m-%d}", rail, tip=tip, year=year)
        row.setToolTip(plain_tip(tip))
        title = QLabel(f"<s>{escape(entry.title)}</s>（已撤销）" if entry.annulled else entry.title)
        title.setProperty("kind", "body2" if entry.annulled else "group")
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(title)
        said, papers = list(entry.said), list(entry.documents)
        if papers:
            line.addWidget(self._document(papers.pop(0)), 1)
        else:
            line.addStretch(1)
        words.addLayout(line)
        for paper in papers:
            words.addWidget(self._document(paper))
        numbers = {one.number for one in entry.documents}
        for label, value in said:
            if value not in numbers:
                words.addLayout(_pair(label, value))
        return row

    def _document(self, document: "DocumentLine") -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(4))
        name = f"{document.title}　{document.number}".strip()
        is_withdrawn = document.status == "withdrawn"
        if is_withdrawn:
            # At the end it would be the first thing that a narrow column cuts off.
            name = f"（已撤回）{name}"
        opened = ElidedButton(name)
        opened.setIcon(icons.icon("file-text", "accent"))
        opened.setProperty("kind", "flat")
        opened.setToolTip(plain_tip(f"用 Word 或 WPS 打开：{name}"))
        opened.clicked.connect(lambda: self.document_opened.emit(document))
        across.addWidget(opened, 0, Qt.AlignmentFlag.AlignLeft)
        if is_withdrawn:
            across.addStretch(1)
            return row
        printed = QPushButton(icons.icon("printer", "accent"), "")
        printed.setProperty("kind", "flat")
        printed.setToolTip(plain_tip(f"打印{name}"))
        printed.setAccessibleName(f"打印{name}")
        printed.clicked.connect(lambda: self.document_printed.emit(document))
        across.addWidget(printed)
        across.addStretch(1)
        return row


def _pair(label: str, value: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme.px(8))
    name = Words(label)
    name.setProperty("kind", "second")
    name.setFixedWidth(theme.px(_LABEL))
    said = reading_label(value)
    said.setProperty("kind", "small")
    for part in (name, said):
        part.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    line.addWidget(name)
    line.addWidget(said, 1)
    return line
