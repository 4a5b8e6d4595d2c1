"""Several people in one register: share it, move it to a server or back, and who may log in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.desk.desk import Desk
from desktop.settings.accounts_part import AccountsPart
from desktop.settings.server_parts import SharedPart
from desktop.settings.share_part import SharePart
from desktop.widgets.setting_row import group_heading


class SharingPage(QWidget):
    """Of a file the ways to share it, of a shared register where it lies and its accounts.

    `share_asked` and `move_asked` leave the doing to the window; the second carries an address or
    the name of a file, and whether the server keeps the papers too.
    """

    said = Signal(str)
    failed = Signal(str)
    share_asked = Signal()
    move_asked = Signal(str, bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.share: SharePart | None = None
        self.shared: SharedPart | None = None
        self.accounts: AccountsPart | None = None
        parts: list[tuple[str, SharePart | SharedPart | AccountsPart]] = []
        if desk.is_shared:
            self.shared, self.accounts = SharedPart(desk), AccountsPart(desk)
            self.shared.move_asked.connect(self.move_asked)
            parts = [("共用的登记簿", self.shared), ("账号", self.accounts)]
        else:
            self.share = SharePart(desk)
            self.share.share_asked.connect(self.share_asked)
            self.share.move_asked.connect(self.move_asked)
            parts = [("几个人共用登记簿", self.share)]
        for words, part in parts:
            column.addWidget(group_heading(words))
            column.addWidget(part)
            part.said.connect(self.said)
            part.failed.connect(self.failed)
        column.addStretch(1)

    def refresh(self) -> None:
        """Read again how it stands; what is being typed stays."""
        for part in (self.share, self.shared, self.accounts):
            if part is not None:
                part.refresh()
