"""Pieces of the recovery page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from desktop.look import theme
from desktop.widgets.words import Words


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
