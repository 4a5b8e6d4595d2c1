"""The line of a row that is closed: what it is about, its kind, what it says, what it lacks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.look import theme
from desktop.widgets.words import ElidedLabel, TwoLineLabel
from forms.fields import RowSummary

_HEIGHT = 50
_HEAD = 28
_KIND, _STATE, _NUMBER = 148, 52, 20


class RowHead(QWidget):
    """What stands over the lines: what each of their columns is."""

    def __init__(self, subject: str, kind: str, facts: str) -> None:
        super().__init__()
        self.setObjectName("rowHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(_HEAD))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        row.setSpacing(theme.px(10))
        for words, stretch, width in (
            ("", 0, _NUMBER), (subject, 4, 0), (kind, 0, _KIND), (facts, 5, 0), ("", 0, _STATE),
        ):  # fmt: skip
            label = _stretched(ElidedLabel()) if stretch else ElidedLabel()
            label.setText(words)
            label.setProperty("kind", "second")
            if width:
                label.setFixedWidth(theme.px(width))
            row.addWidget(label, stretch)


class RowLine(QFrame):
    """`asked` wants the row opened or closed; `pressed` carries a letter, up, down, drop or new."""

    asked = Signal()
    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rowLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._number, self._state = QLabel(), QLabel()
        self._subject, self._facts = _stretched(ElidedLabel()), _stretched(TwoLineLabel())
        self._kind, self._basis = ElidedLabel(), ElidedLabel()
        self._basis.setProperty("kind", "second")
        self._facts.setProperty("kind", "second")
        self._number.setProperty("kind", "second")
        self._number.setFixedWidth(theme.px(_NUMBER))
        self._state.setFixedWidth(theme.px(_STATE))
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        kinds = QVBoxLayout()
        kinds.setSpacing(0)
        for label in (self._kind, self._basis):
            label.setFixedWidth(theme.px(_KIND))
            kinds.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self._number)
        row.addWidget(self._subject, 4)
        row.addLayout(kinds)
        row.addWidget(self._facts, 5)
        row.addWidget(self._state)

    def show_row(self, number: int, row: RowSummary, lacking: int) -> None:
        """Show what a row holds, and how many of its fields are still to be filled."""
        self._number.setText(str(number))
        self._subject.setText(row.subject.replace("\n", " "))
        self._kind.setText(self._short(row.kind) or "未选类型")
        self._kind.hint = row.kind
        self._basis.setText(row.basis)
        # Alone, the kind stands in the middle of the line.
        self._basis.setVisible(bool(row.basis))
        self._facts.setText(row.facts)
        state = f"缺 {lacking}" if lacking else "✓"
        self._state.setText(state)
        self._state.setProperty("kind", "lacking" if lacking else "whole")
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)
        said = f"缺{lacking}处" if lacking else "齐全"
        self.setAccessibleName(f"第{number}项，{row.subject}，{row.kind or '未选类型'}，{said}")

    def _short(self, kind: str) -> str:
        """Return a kind, or its head where the whole is longer than its column."""
        is_long = self._kind.fontMetrics().horizontalAdvance(kind) > theme.px(_KIND)
        return kind.partition("，")[0] if is_long else kind

    def mark_open(self, *, is_open: bool) -> None:
        """Show whether the row stands open below the line."""
        self.setProperty("open", is_open)
        self.style().unpolish(self)
        self.style().polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close the row."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, move with Alt and the arrows, choose a kind by its letter."""
        key, held = event.key(), event.modifiers()
        moved = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        elif held & Qt.KeyboardModifier.AltModifier and key in moved:
            self.pressed.emit(moved[Qt.Key(key)])
        elif key == Qt.Key.Key_Delete:
            self.pressed.emit("drop")
        elif held & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_N:
            self.pressed.emit("new")
        elif not held and event.text().isalpha():
            self.pressed.emit(event.text().upper())
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


def _stretched(label: ElidedLabel) -> ElidedLabel:
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
