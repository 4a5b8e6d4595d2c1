"""Reasons at hand under the field for them: the usual three, all of them, and one more kept."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from casework.pages.phrases import Phrase
from desktop.look import theme
from desktop.widgets.words import ElidedLabel

_SHOWN = 3
# 6 to 9 are the past replies under them.
_BY_KEY = 5
_MENU_WIDTH = 560


class PhraseLines(QFrame):
    """`chosen` carries the text of a reason to insert; `keep_asked` that what is typed be kept."""

    chosen = Signal(str)
    keep_asked = Signal()

    def __init__(self, around: QWidget) -> None:
        super().__init__()
        self.setObjectName("phrases")
        self._phrases: list[Phrase] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._every = QPushButton()
        self._keep = QPushButton("把现在写的存为常用")
        for button, name in ((self._every, "everyPhrase"), (self._keep, "keepPhrase")):
            button.setObjectName(name)
            button.setProperty("kind", "quiet")
        self._every.setAccessibleName("全部常用理由")
        hint = QLabel("Ctrl+数字 填入")
        hint.setProperty("kind", "second")
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, theme.px(8), 0)
        foot.addWidget(self._every)
        foot.addWidget(self._keep)
        foot.addStretch(1)
        foot.addWidget(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._lines)
        column.addLayout(foot)
        self._keep.clicked.connect(self.keep_asked)
        self._every.clicked.connect(self._show_every)
        for number in range(1, _BY_KEY + 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), around)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.take, number))

    def show_phrases(self, phrases: list[Phrase]) -> None:
        """Show the first of these; the rest is behind 全部."""
        self._phrases = phrases
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, phrase in enumerate(phrases[:_SHOWN], start=1):
            self._lines.addWidget(_Line(number, phrase, self))
        self._every.setText(f"全部 {len(phrases)} 条")
        self._every.setVisible(len(phrases) > _SHOWN)

    @property
    def phrases(self) -> list[Phrase]:
        """What may be inserted, in its order."""
        return self._phrases

    def take(self, number: int) -> None:
        """Insert a reason by its number."""
        if self.isVisible() and number <= len(self._phrases):
            self.chosen.emit(self._phrases[number - 1].text)

    def _show_every(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = theme.px(_MENU_WIDTH)
        for phrase in self._phrases:
            words = f"{phrase.text}　{phrase.note}".replace("&", "&&").replace("\n", " ")
            shown = menu.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
            menu.addAction(shown).triggered.connect(partial(self._chosen, phrase.text))
        menu.popup(self._every.mapToGlobal(self._every.rect().bottomLeft()))

    def _chosen(self, text: str, _checked: bool = False) -> None:
        self.chosen.emit(text)


class _Line(QPushButton):
    """One reason: its number, its beginning, and where it comes from."""

    def __init__(self, number: int, phrase: Phrase, lines: PhraseLines) -> None:
        super().__init__()
        self.setObjectName(f"phrase{number}")
        self.setProperty("kind", "line")
        self.setAccessibleName(f"{phrase.text}，{phrase.note}")
        self.setFixedHeight(theme.px(28))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key, note = QLabel(str(number)), QLabel(phrase.note)
        key.setProperty("kind", "second")
        note.setProperty("kind", "second")
        text = ElidedLabel(phrase.text.replace("\n", " "))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(key)
        row.addWidget(text, 1)
        row.addWidget(note)
        self.clicked.connect(partial(lines.take, number))
