"""A part of the page of a case: a heading over what it holds, on the ground of the desk."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.look import icons, theme
from desktop.widgets.readable import reading_label
from forms.masking import masked_by_label

_LABEL, _WIDEST = 92, 1000


class Section(QFrame):
    """Its parts are put in anew with each case; `folded` says that its heading was pressed."""

    folded = Signal(bool)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("caseSection")
        self.heading = QPushButton(title)
        self.heading.setProperty("kind", "fold")
        self.heading.setObjectName("fold")
        self.heading.clicked.connect(self._turn)
        self.is_folded = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(12))
        self.column.setSpacing(theme.px(6))
        self.column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        self._inner: QWidget | None = None
        self.fold(is_folded=False)

    def fold(self, *, is_folded: bool) -> None:
        """Show the heading alone, or what stands under it too."""
        self.is_folded = is_folded
        self.heading.setIcon(icons.icon("chevron-right" if is_folded else "chevron-down"))
        self.heading.setToolTip("展开" if is_folded else "收起")
        self.heading.setAccessibleDescription("已收起" if is_folded else "已展开")
        for part in self.children():
            if isinstance(part, QWidget) and self.column.indexOf(part) > 0:
                part.setVisible(not is_folded)

    def _turn(self) -> None:
        self.fold(is_folded=not self.is_folded)
        self.folded.emit(self.is_folded)

    def fill(self, parts: Sequence[QWidget]) -> None:
        """Show these parts in place of those before."""
        if self._inner is not None:
            self.column.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget()
        # On a wide screen a line stays as long as the eye can follow.
        self._inner.setMaximumWidth(theme.px(_WIDEST))
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for part in parts:
            column.addWidget(part)
        self.column.addWidget(self._inner)
        self._inner.setVisible(not self.is_folded)


def pair_grid(
    pairs: Sequence[tuple[str, str]], shown: Callable[[str], None] = lambda _: None
) -> QWidget:
    """Return labels with their values in two columns; personal ones show their ends only.

    `shown` is told the label of one that was asked for whole.
    """
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(theme.px(2))
    for place, (label, value) in enumerate(pairs):
        row, side = divmod(place, 2)
        name = QLabel(label)
        name.setProperty("kind", "body2")
        name.setWordWrap(True)
        name.setFixedWidth(theme.px(_LABEL))
        said = said_of(label, value, shown)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        name.setAlignment(top)
        if isinstance(said, QLabel):
            said.setAlignment(top)
        grid.addWidget(name, row, 2 * side)
        grid.addWidget(said, row, 2 * side + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    return part


def said_of(label: str, value: str, shown: Callable[[str], None]) -> QWidget:
    """Return a value to be read; a personal one shows its ends, and the whole when asked for.

    `shown` is told the label then.
    """
    ends = masked_by_label(label, value)
    if ends is None or ends == value:
        return reading_label(value)
    return _Hidden(value, ends, label, shown)


class _Hidden(QWidget):
    """A value that others may not read over the shoulder, shown when it is asked for."""

    def __init__(self, value: str, ends: str, label: str, told: Callable[[str], None]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        words = QLabel(ends)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setObjectName("maskedNumber")
        shown = QPushButton("显示")
        shown.setProperty("kind", "link")
        shown.setAccessibleName(f"显示{label}")

        def show() -> None:
            words.setText(value)
            shown.hide()
            told(label)

        shown.clicked.connect(show)
        row.addWidget(words)
        row.addWidget(shown)
        row.addStretch(1)
