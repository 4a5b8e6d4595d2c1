"""The quiet bar that says what happened, and the empty list that says how to begin."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.look import icons, theme

_STAYS_MS = 10_000


class OutcomeBar(QFrame):
    """What the last act did, with a way back where there is one.

    It belongs to the case it is about and goes with it; what went well goes by itself after ten
    seconds unless the mouse is on it, what did not stays.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcomeBar")
        self._undo: Callable[[], None] | None = None
        self._is_filled = False
        self.about = 0
        self._leaves = QTimer(self)
        self._leaves.setSingleShot(True)
        self._leaves.setInterval(_STAYS_MS)
        self._leaves.timeout.connect(self._leave)
        self.hide()

    def _fill(self) -> None:
        # Nothing is said before the first paint: see docs/decisions/0009.
        from desktop.widgets.words import Words

        self._is_filled = True
        self._sign, self.words = QLabel(), Words()
        self.words.setObjectName("outcome")
        self.back = QPushButton("撤销")
        self.back.setObjectName("undo")
        self.back.setProperty("kind", "quiet")
        self.back.setToolTip("撤销刚才的办理步骤（Ctrl+Z）")
        self._close = QPushButton()
        self._close.setProperty("kind", "quiet")
        self._close.setAccessibleName("关闭提示")
        self._close.clicked.connect(self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(6), theme.px(8), theme.px(6))
        row.setSpacing(theme.px(8))
        row.addWidget(self._sign)
        row.addWidget(self.words, 1)
        row.addWidget(self.back)
        row.addWidget(self._close)
        self.back.clicked.connect(self.undo)

    def say(self, message: str, undo: Callable[[], None] | None = None, *, about: int = 0) -> None:
        """Say what was done to a request, and offer to undo it."""
        self._show("say", message, undo, about)
        self._leaves.start()

    def remind(self, message: str) -> None:
        """Say what waits; it goes by itself, and is no sign that something was done."""
        self._show("check", message, None, 0)
        self._leaves.start()

    def say_check(self, message: str, *, about: int = 0) -> None:
        """Say what should be looked at before one goes on."""
        self._show("check", message, None, about)

    def say_problem(self, message: str) -> None:
        """Say what could not be done, and what to do about it."""
        self._show("error", message, None, 0)

    def leave_problem(self, message: str) -> None:
        """Go, where this is still said and its cause is gone."""
        if self._is_filled and self.property("kind") == "error" and self.words.text() == message:
            self.leave()

    def show_case(self, request_id: int) -> None:
        """Go, where what is said is about another case than the one that is looked at now."""
        if self.about and request_id != self.about:
            self.leave()

    def leave(self) -> None:
        """Say nothing more, and offer nothing."""
        self._undo, self.about = None, 0
        self._leaves.stop()
        self.hide()

    def _leave(self) -> None:
        if self.underMouse():
            self._leaves.start()
        else:
            self.leave()

    def _show(self, kind: str, message: str, undo: Callable[[], None] | None, about: int) -> None:
        if not self._is_filled:
            self._fill()
        self._undo, self.about = undo, about
        self._leaves.stop()
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        name, colour = _SIGNS[kind]
        self._sign.setPixmap(icons.pixmap(name, 16, colour))
        self._close.setIcon(icons.icon("x"))
        self.words.setText(message)
        self.words.setAccessibleName(message)
        self.back.setVisible(undo is not None)
        self.show()

    def undo(self) -> None:
        """Take back the last act, where it can be taken back."""
        if self._undo is not None:
            undo = self._undo
            self.leave()
            undo()


_SIGNS = {
    "say": ("check", "in_time"),
    "check": ("triangle-alert", "soon"),
    "error": ("triangle-alert", "overdue"),
}


class EmptyState(QWidget):
    """What would stand here, and how to begin."""

    def __init__(self, icon: str, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture, heading, line = QLabel(), QLabel(title), QLabel(hint)
        picture.setPixmap(icons.pixmap(icon, 32, "faint"))
        heading.setProperty("kind", "heading")
        line.setProperty("kind", "body2")
        line.setWordWrap(True)
        line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.heading, self.hint = heading, line
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(8))
        column.addStretch(2)
        for part in (picture, heading):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(line)
        column.addStretch(3)
