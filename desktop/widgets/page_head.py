"""The head of a page: its title, its state in one sentence, and its tools."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop.look import theme
from desktop.widgets.words import ElidedLabel


class PageHead(QWidget):
    """The head of a screen: its title, one sentence that says its state, and a row for tools.

    A `hint` of how to use the page is its tooltip: keys do not stand on the page.
    """

    def __init__(
        self,
        title: str,
        *,
        sentence: str = "",
        hint: str = "",
        height: int = 52,
        is_stacked: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("pageHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(height))
        self.title, self.sentence = ElidedLabel(title), ElidedLabel(sentence)
        self.title.setProperty("kind", "title")
        self.title.hint = hint
        self.title.setToolTip(hint)
        self.sentence.setProperty("kind", "body2")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        self.row.setSpacing(theme.px(8))
        way = QBoxLayout.Direction
        self._words = QBoxLayout(way.TopToBottom if is_stacked else way.LeftToRight)
        self._words.setSpacing(theme.px(0 if is_stacked else 12))
        if is_stacked:
            self._words.addStretch(1)
        self._words.addWidget(self.title)
        self._words.addWidget(self.sentence, 0 if is_stacked else 1)
        self._words.addStretch(1 if is_stacked else 0)
        self.row.addLayout(self._words, 1)
        self.row.addStretch(0)

    def say(self, sentence: str) -> None:
        """Say the state of the page."""
        self.sentence.setText(sentence)


def titled(title: str, *, hint: str = "") -> tuple[PageHead, QHBoxLayout]:
    """Return the head of a screen, and the row in it where buttons go."""
    head = PageHead(title, hint=hint)
    return head, head.row
