"""A row of the settings: its title and its sentence at the left, its control at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.look import theme
from desktop.widgets.words import Words

WIDEST = 960
_WORDS_AT_MOST = 520
_WORDS_AT_LEAST = 120


class _Sentence(Words):
    """Wrapped words no wider than the eye follows."""

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words at the width they will really have."""
        # A grid asks with the width of its column, though the words stay below their maximum.
        return super().heightForWidth(min(width, self.maximumWidth()))


class SettingRow(QFrame):
    """One thing that can be set.

    What does not fit beside the words stands below them; a `source` unfolds under all of it.
    """

    def __init__(
        self,
        title: str,
        sentence: str = "",
        control: QWidget | None = None,
        *,
        source: str = "",
        below: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("settingRow")
        self.title = QLabel(title)
        self.title.setWordWrap(True)
        self.sentence = _Sentence(sentence)
        self.sentence.setProperty("kind", "second")
        if not sentence:
            self.sentence.hide()
        self.source = Words(source)
        self.source.setObjectName("settingSource")
        self.source.setProperty("kind", "second")
        self.source.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.px(10), 0, theme.px(10))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(0, 1)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.title, 1)
        grid.addLayout(head, 0, 0)
        grid.addWidget(self.sentence, 1, 0)
        for part in (self.title, self.sentence):
            part.setMinimumWidth(theme.px(_WORDS_AT_LEAST))
            part.setMaximumWidth(theme.px(_WORDS_AT_MOST))
        # Tab goes through what a row holds in the order it is laid.
        if source:
            self.unfold = QPushButton("依据")
            self.unfold.setProperty("kind", "link")
            self.unfold.setCheckable(True)
            self.unfold.setAccessibleName(f"{title}的依据")
            self.unfold.toggled.connect(self.source.setVisible)
            head.addWidget(self.unfold)
            grid.addWidget(self.source, 2, 0, 1, 2)
        if control is not None:
            grid.addWidget(
                control, 0, 1, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        if below is not None:
            grid.addWidget(below, 3, 0, 1, 2)

    def say(self, sentence: str) -> None:
        """Put another sentence under the title."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))


def side_by_side(*parts: QWidget) -> QWidget:
    """Return a control made of several."""
    whole = QWidget()
    across = QHBoxLayout(whole)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(theme.px(8))
    for part in parts:
        across.addWidget(part)
    return whole


def at_the_left(*parts: QWidget) -> QHBoxLayout:
    """Return a row of parts, at the left of the room there is."""
    across = QHBoxLayout()
    across.setSpacing(theme.px(8))
    for part in parts:
        across.addWidget(part)
    across.addStretch(1)
    return across


def group_heading(words: str) -> QLabel:
    """Return what stands over the rows of one matter."""
    heading = QLabel(words)
    heading.setProperty("kind", "heading")
    heading.setContentsMargins(0, theme.px(16), 0, theme.px(4))
    return heading
