"""The quiet bar that says what happened, and the empty list that says how to begin."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.look import icons, theme


class OutcomeBar(QFrame):
    """What the last act did, with a way back where there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcomeBar")
        self._undo: Callable[[], None] | None = None
        self._is_filled = False
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
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(6), theme.px(8), theme.px(6))
        row.setSpacing(theme.px(8))
        row.addWidget(self._sign)
        row.addWidget(self.words, 1)
        row.addWidget(self.back)
        row.addWidget(self._close)
        self.back.clicked.connect(self.undo)

    def say(self, message: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done, and offer to undo it."""
        self._show("say", message, undo)

    def say_problem(self, message: str) -> None:
        """Say what could not be done, and what to do about it."""
        self._show("error", message, None)

    def _show(self, kind: str, message: str, undo: Callable[[], None] | None) -> None:
        if not self._is_filled:
            self._fill()
        self._undo = undo
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        error = kind == "error"
        name, colour = ("triangle-alert", "overdue") if error else ("check", "in_time")
        self._sign.setPixmap(icons.pixmap(name, 16, colour))
        self._close.setIcon(icons.icon("x"))
        self.words.setText(message)
        self.words.setAccessibleName(message)
        self.back.setVisible(undo is not None)
        self.show()

    def undo(self) -> None:
        """Take back the last act, where it can be taken back."""
        if self._undo is not None:
            undo, self._undo = self._undo, None
            self.hide()
            undo()


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
