"""Pieces of the recovery page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.look import theme
from desktop.widgets.words import Words

_SIDE, _BESIDE_FROM = 348, 820


class SideBySide(QWidget):
    """The ways on and what was found beside them; below them where both have no room."""

    def __init__(self, ways: QVBoxLayout, found: QVBoxLayout) -> None:
        super().__init__()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(theme.px(24), theme.px(30), theme.px(24), theme.px(24))
        self._both.setSpacing(theme.px(40))
        self._both.addLayout(ways, 1)
        self.side = QWidget()
        found.setContentsMargins(0, 0, 0, 0)
        self.side.setLayout(found)
        self._both.addWidget(self.side, 0, Qt.AlignmentFlag.AlignTop)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set what was found where there is room for it."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        is_wide = self.width() >= theme.px(_BESIDE_FROM)
        directions = QBoxLayout.Direction
        self._both.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        self._both.setSpacing(theme.px(40 if is_wide else 12))
        self.side.setMinimumWidth(theme.px(_SIDE) if is_wide else 0)
        self.side.setMaximumWidth(theme.px(_SIDE) if is_wide else _AS_WIDE_AS_IT_IS)


_AS_WIDE_AS_IT_IS = 16_777_215


def found_thing(name: str, state: str, note: str, *, is_good: bool | None) -> QVBoxLayout:
    """Return a line of what was found: what it is, how it is, and a word on it."""
    what, how = Words(name), QLabel(state)
    what.setProperty("kind", "group")
    how.setProperty("kind", {True: "sound", False: "unsound", None: "body2"}[is_good])
    how.setTextFormat(Qt.TextFormat.PlainText)
    row = QHBoxLayout()
    row.addWidget(what, 1)
    row.addWidget(how)
    column = QVBoxLayout()
    column.setSpacing(theme.px(2))
    column.addLayout(row)
    if note:
        words = Words(note)
        words.setProperty("kind", "second")
        column.addWidget(words)
    return column
