"""Who may look into this window and this register: the lock, and what guards the file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.desk.desk import Desk
from desktop.settings.encryption_part import EncryptionPart
from desktop.settings.lock_part import LockPart
from desktop.settings.marks_part import MarksPart
from desktop.widgets.setting_row import group_heading


class GuardPage(QWidget):
    """Parts under headings; `encrypt_asked` leaves the doing to the window."""

    said = Signal(str)
    failed = Signal(str)
    encrypt_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.lock = LockPart()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.encryption = EncryptionPart(desk, self)
        self.encryption.encrypt_asked.connect(self.encrypt_asked)
        self._add("锁定窗口", self.lock)
        if desk.is_shared:
            # A server keeps no file that could be encrypted here.
            self.encryption.hide()
        else:
            self._add("加密登记簿", self.encryption)
        self.marks = MarksPart(desk)
        self._add("校验锚点的校验字", self.marks)
        self._column.addStretch(1)

    def _add(self, words: str, part: LockPart | EncryptionPart | MarksPart) -> None:
        self._column.addWidget(group_heading(words))
        self._column.addWidget(part)
        part.said.connect(self.said)
        part.failed.connect(self.failed)

    def refresh(self) -> None:
        """Read again what is kept."""
        self.lock.refresh()
        self.encryption.refresh()
        self.marks.refresh()
