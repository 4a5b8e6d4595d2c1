"""Words to read: labels whose text can be marked and copied, and the paragraphs of a letter."""

from PySide6.QtWidgets import QLabel

from desktop.widgets.words import Words


def reading_label(text: str = "", *, name: str = "", kind: str = "") -> QLabel:
    """Return a label that wraps and can be marked with the mouse, out of the Tab order."""
    label = Words(text)
    label.setObjectName(name)
    if kind:
        label.setProperty("kind", kind)
    return label
