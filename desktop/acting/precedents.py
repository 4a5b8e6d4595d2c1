"""The past replies closest to the one being drafted, their reasoning at hand, under its reasons."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from casework.books.guidance import Precedent
from desktop.look import theme
from desktop.widgets.words import ElidedLabel

_SHOWN = 4
# The reasons over them have 1 to 5.
_BEFORE = 5


class PrecedentLines(QFrame):
    """`chosen` carries the reasoning to insert, `opened` the id of the request behind a line."""

    chosen = Signal(str)
    opened = Signal(int)

    def __init__(self, around: QWidget) -> None:
        super().__init__()
        self.setObjectName("precedents")
        self._found: list[Precedent] = []
        self._open = -1
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        head, keys = QLabel("相近的答复"), QLabel("Ctrl+数字 填入理由")
        for label in (head, keys):
            label.setProperty("kind", "second")
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), 0)
        row.addWidget(head)
        row.addStretch(1)
        row.addWidget(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(self._lines)
        for number in range(1, _SHOWN + 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{_BEFORE + number}"), around)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.take, number))

    @property
    def found(self) -> list[Precedent]:
        """What is shown, the closest first."""
        return self._found

    def show_precedents(self, found: list[Precedent]) -> None:
        """Show these, each in a line; none shows nothing."""
        self._found, self._open = found[:_SHOWN], -1
        self._fill()
        self.setVisible(bool(self._found))

    def _fill(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, one in enumerate(self._found, start=1):
            self._lines.addWidget(_Line(number, one, self))
            if number - 1 == self._open:
                self._lines.addWidget(_Whole(number, one, self))

    def unfold(self, number: int) -> None:
        """Show the reasoning of a line, or fold it again."""
        self._open = -1 if self._open == number - 1 else number - 1
        self._fill()

    def take(self, number: int) -> None:
        """Insert the reasoning of a line; one that did not stand is shown and not inserted."""
        if not self.isVisible() or number > len(self._found):
            return
        one = self._found[number - 1]
        if one.is_overturned or not one.reasoning:
            self._open = number - 1
            self._fill()
        else:
            self.chosen.emit(one.reasoning)


class _Line(QPushButton):
    """One past reply: its number, what it was about, its kind and what became of it."""

    def __init__(self, number: int, one: Precedent, lines: PrecedentLines) -> None:
        super().__init__()
        self.setObjectName(f"precedent{number}")
        self.setProperty("kind", "line")
        self.setAccessibleName(f"{one.name}，{one.words}")
        self.setToolTip("看理由")
        self.setFixedHeight(theme.px(28))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key, note = QLabel(str(_BEFORE + number)), QLabel(one.words)
        key.setProperty("kind", "second")
        note.setProperty("kind", "problem" if one.is_overturned else "second")
        text = ElidedLabel(one.name)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(key)
        row.addWidget(text, 1)
        row.addWidget(note)
        self.clicked.connect(partial(lines.unfold, number))


class _Whole(QWidget):
    """The reasoning of a past reply, with what is to be learnt where it did not stand."""

    def __init__(self, number: int, one: Precedent, lines: PrecedentLines) -> None:
        super().__init__()
        self.setObjectName(f"precedentWhole{number}")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(28), theme.px(4), theme.px(8), theme.px(8))
        column.setSpacing(theme.px(4))
        said = one.reasoning or "没有单独写理由，请打开原件看答复书。"
        parts = [(said, "body2")]
        if one.articles:
            parts.append((f"依据：{one.articles}", "second"))
        if one.lesson:
            parts.append((f"指导意见：{one.lesson}", "second"))
        if one.is_overturned:
            parts.insert(0, ("这份答复已被纠正，不要照用。", "problem"))
        for words, kind in parts:
            label = QLabel(words)
            label.setWordWrap(True)
            label.setProperty("kind", kind)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        if one.reasoning and not one.is_overturned:
            insert = QPushButton("填入理由")
            insert.setObjectName(f"insertPrecedent{number}")
            insert.setProperty("kind", "quiet")
            insert.clicked.connect(lambda: lines.chosen.emit(one.reasoning))
            foot.addWidget(insert)
        if one.request_id:
            show = QPushButton("打开该案")
            show.setObjectName(f"openPrecedent{number}")
            show.setProperty("kind", "quiet")
            show.clicked.connect(lambda: lines.opened.emit(one.request_id))
            foot.addWidget(show)
        foot.addStretch(1)
        column.addLayout(foot)
