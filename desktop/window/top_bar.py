"""The bar above every screen: search, the palette and a new receipt."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.look import theme
from desktop.widgets.bars import SearchField


class TopBar(QFrame):
    """Search and the two things done most."""

    palette_asked = Signal()
    receipt_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.search = SearchField()
        self.search.setMaximumWidth(theme.px(520))
        self._palette = QPushButton("命令  Ctrl+K")
        self._palette.setObjectName("openPalette")
        self._palette.setToolTip("查找命令或者申请（Ctrl+K）")
        self._palette.clicked.connect(self.palette_asked)
        self._receipt = QPushButton("＋ 收件  F2")
        self._receipt.setObjectName("receive")
        self._receipt.setProperty("kind", "primary")
        self._receipt.setToolTip("登记一件新申请（F2）")
        self._receipt.clicked.connect(self.receipt_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(self.search, 1)
        row.addStretch(0)
        row.addWidget(self._palette)
        row.addWidget(self._receipt)
        theme.current().changed.connect(self.look)

    def look(self) -> None:
        """Take the drawing in the present colours."""
        self.search.look()
