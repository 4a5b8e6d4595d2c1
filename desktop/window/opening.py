"""What stands where a place will, while what it is made of is still being read."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget


class Opening(QLabel):
    """Says that a place is being opened; what is typed meanwhile is for the place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("正在打开……", parent)
        self.setObjectName("opening")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("kind", "second")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._typed: list[QKeyEvent | str] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep a key for the place."""
        self._typed.append(event.clone())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Keep what an input method committed."""
        if event.commitString():
            self._typed.append(event.commitString())
        event.accept()

    def hand_over(self) -> None:
        """Give what was typed to whatever has the focus now, in its order."""
        typed, self._typed = self._typed, []
        for one in typed:
            focus = QApplication.focusWidget()
            if focus is None:
                return
            if isinstance(one, QKeyEvent):
                QApplication.sendEvent(focus, one)
                released = QKeyEvent(QEvent.Type.KeyRelease, one.key(), one.modifiers(), one.text())
                QApplication.sendEvent(focus, released)
            else:
                committed = QInputMethodEvent()
                committed.setCommitString(one)
                QApplication.sendEvent(focus, committed)
