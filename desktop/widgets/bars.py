"""The quiet bar that says what happened, the empty list that says how to begin, and search."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
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


_SIGN = 24


class SearchField(QLineEdit):
    """Search as one types; Esc clears, Down goes to what was found."""

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setPlaceholderText("搜索编号、申请人、事项、文号、拼音…")
        self.setAccessibleName("搜索申请")
        self.setToolTip("搜索（Ctrl+F）：编号、申请人、事项、文书内容、电话、拼音首字母")
        # The first paint does not wait for the drawing: it takes its room and comes next.
        self._sign: QAction | None = None
        self.setTextMargins(theme.px(_SIGN), 0, 0, 0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(120)
        self._pause.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(self._typed)

    def _typed(self) -> None:
        # Qt looks through the icon themes of the system for this button: not before it is needed.
        self.setClearButtonEnabled(True)
        self._pause.start()

    def show_text(self, text: str) -> None:
        """Show words that are searched for already."""
        self.setText(text)
        self._pause.stop()

    def look(self) -> None:
        """Take the icon in the present colours."""
        if self._sign is None:
            self.setTextMargins(0, 0, 0, 0)
            self._sign = self.addAction(
                icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition
            )
        self._sign.setIcon(icons.icon("search"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Esc, go to the list on Down or Enter."""
        if event.key() == Qt.Key.Key_Escape:
            if not self.text():
                self.left_down.emit()
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._pause.stop()
                self.searched.emit(self.text().strip())
            self.left_down.emit()
        else:
            super().keyPressEvent(event)
