"""The form of an act beside what saving it will do; one of them at a time where it is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.acting.preview import PreviewPane
from desktop.base.screen import rule
from desktop.look import theme
from desktop.widgets.key_button import KeyButton

# Narrower than this the form and what saving will do cannot be read side by side: a window of
# 1240 less its places.
_SIDE_BY_SIDE = 1112
# A form beside a paper gives its preview up, and says the result in a line of its own.
_BESIDE_PAPER = 710
_FIELDS, _TABLE, _ACROSS = 606, 760, 1238
_FORM, _LETTER, _RESULT = range(3)
_WORDS = ("填写", "看文书", "结果")


class ActParts(QWidget):
    """`form` is still empty; `turned` says that another part shows than before."""

    turned = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        split = self._split = QSplitter(Qt.Orientation.Horizontal, self)
        # Filled where it stands: whatever is moved is given its look once more, with all in it.
        self.form, self.preview = QWidget(split), PreviewPane(split)
        self._shown, self._is_beside_paper = _FORM, False
        self._bar = self._segments()
        split.setChildrenCollapsible(False)
        # What a wide screen has more goes to the preview: the fields have their width.
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(_FIELDS), theme.px(_ACROSS - _FIELDS)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(split, 1)
        self.preview.told.connect(self._fit)
        self.preview.large_wanted.connect(lambda _: self._fit())

    def give_a_table_room(self) -> None:
        """Give the form the width that a table of items needs and fields do not."""
        self._split.setSizes([theme.px(_TABLE), theme.px(_ACROSS - _TABLE)])

    def _segments(self) -> QWidget:
        bar = QWidget(self)
        self._group, self.buttons = QButtonGroup(bar), list[KeyButton]()
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4))
        row.setSpacing(theme.px(4))
        for part, words in enumerate(_WORDS):
            button = KeyButton(words)
            button.setObjectName(f"segment{part}")
            button.setProperty("kind", "filter")
            button.setCheckable(True)
            button.setChecked(part == _FORM)
            button.setToolTip(f"{words}（F6 轮换）")
            button.clicked.connect(lambda _=False, part=part: self.show_part(part))
            self._group.addButton(button)
            self.buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(rule())
        return bar

    @property
    def is_one(self) -> bool:
        """Whether one part shows at a time."""
        return not self._is_beside_paper and self.width() < theme.px(_SIDE_BY_SIDE)

    def stand_beside_paper(self, is_beside: bool) -> None:
        """Give the room to the form alone where a paper stands beside it."""
        self._is_beside_paper = is_beside
        self._fit()

    def say_missing(self, number: int) -> None:
        """Say at the letter how much is missing in it."""
        button = self.buttons[_LETTER]
        button.key = f"缺 {number}" if number else ""
        button.setAccessibleName(f"{_WORDS[_LETTER]}，缺{number}处" if number else _WORDS[_LETTER])
        button.updateGeometry()

    def show_part(self, part: int) -> None:
        """Show a part where one shows at a time: 0 the form, 1 the letter, 2 the result."""
        self._shown = part
        self._fit()
        self.turned.emit()

    def show_form(self) -> None:
        """Show the form: a field of it is about to take the focus."""
        self.preview.large.setChecked(False)
        if self._shown != _FORM:
            self.show_part(_FORM)

    def panes(self) -> Sequence[QWidget]:
        """Return the parts F6 goes round where both show."""
        return self.form, self.preview

    def turn(self, by: int) -> bool:
        """Show the next part where one shows at a time, with the focus; tell whether it does."""
        if not self.is_one:
            return False
        offered = [part for part, one in enumerate(self.buttons) if not one.isHidden()]
        at = offered.index(self._shown)
        self.show_part(offered[(at + by) % len(offered)])
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show one part or both, as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_one, has_letter = self.is_one, self.preview.has_letter
        self.buttons[_LETTER].setHidden(not has_letter)
        if self._shown == _LETTER and not has_letter:
            self._shown = _FORM
        self.buttons[self._shown].setChecked(True)
        self._bar.setVisible(is_one)
        large = self.preview.large
        # Alone, the letter has the whole room anyway.
        large.setVisible(not is_one and not self._is_beside_paper)
        is_large = has_letter and large.isChecked() and not large.isHidden()
        self.form.setVisible(self._shown == _FORM if is_one else not is_large)
        self.preview.show_parts(
            letter=not is_one or self._shown == _LETTER,
            result=self._shown == _RESULT if is_one else not is_large,
        )
        has_room = self.width() >= theme.px(_BESIDE_PAPER)
        beside = has_room if self._is_beside_paper else not is_one
        self.preview.setVisible(beside or (is_one and self._shown != _FORM))


def back_and_save(save: QPushButton, back: QPushButton, gaps: QWidget) -> QWidget:
    """Return the foot of an act: what saves it, the way back, what is missing."""
    foot = QWidget()
    row = QHBoxLayout(foot)
    row.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
    row.setSpacing(theme.px(8))
    row.addWidget(save)
    row.addWidget(back)
    row.addWidget(gaps, 1)
    return foot
