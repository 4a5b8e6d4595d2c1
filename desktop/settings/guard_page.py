"""Who may look into this window and this register: the lock, and what guards the file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from desktop.look import theme
from desktop.settings.lock_part import LockPart


class GuardPage(QWidget):
    """Parts under headings; each says and fails through the page."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.lock = LockPart()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self._add("锁定窗口", self.lock)
        self._column.addStretch(1)

    def _add(self, words: str, part: LockPart) -> None:
        heading = QLabel(words)
        heading.setProperty("kind", "group")
        heading.setContentsMargins(0, theme.px(8), 0, 0)
        self._column.addWidget(heading)
        self._column.addWidget(part)
        part.said.connect(self.said)
        part.failed.connect(self.failed)

    def refresh(self) -> None:
        """Read again what is kept."""
        self.lock.refresh()
