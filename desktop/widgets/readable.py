"""Words to read: labels whose text can be marked and copied, and the paragraphs of a letter."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.look import theme
from desktop.widgets.words import Words, breakable


def reading_label(text: str = "", *, name: str = "", kind: str = "") -> QLabel:
    """Return a label that wraps and can be marked with the mouse, out of the Tab order."""
    label = Words(text)
    label.setObjectName(name)
    if kind:
        label.setProperty("kind", kind)
    return label


def letter_label() -> QLabel:
    """Return a label that shows a letter as on paper; its text comes from `on_paper`."""
    label = reading_label(name="letter", kind="paper")
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setMargin(theme.px(16))
    return label


def on_paper(paragraphs: Sequence[str], *, indent: int = 0) -> str:
    """Return paragraphs as a `letter_label` shows them, the first line indented by pixels."""
    style = f"text-indent:{theme.px(indent)}px; margin:0 0 {theme.px(6)}px 0; line-height:150%"
    return "".join(f"<p style='{style}'>{escape(breakable(line))}</p>" for line in paragraphs)
