"""The line over a case that says who else is at it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.look import theme


class ColleagueLine(QLabel):
    """Says who else is at the case, in amber where that changed it; hidden while nobody is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("colleagues")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        side, above = theme.px(16), theme.px(6)
        self.setContentsMargins(side, above, side, above)
        self.hide()

    def show_words(self, words: str, *, is_urgent: bool = False) -> None:
        """Show a sentence, or nothing where there is none."""
        kind = "warning" if is_urgent else "bystander"
        if words == self.text() and kind == self.property("kind"):
            return
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setText(words)
        self.setVisible(bool(words))
