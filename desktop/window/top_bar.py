"""The one row above every screen: the menus, one box for searching and commands, a new receipt."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QMenuBar, QPushButton, QWidget

from desktop.look import icons, theme
from desktop.widgets.key_button import KeyButton
from desktop.window.search_box import SearchBox

HEIGHT = 44
_BOX = 420


class TopBar(QFrame):
    """Menus, search and receipt; narrow, the menus fold into one button."""

    receipt_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self.folded: QPushButton | None = None
        self._all: QMenu | None = None
        self.search = SearchBox()
        self._receipt = KeyButton("收件", "F2", icon="plus", kind="primary")
        self._receipt.is_drawn = False
        self._receipt.setObjectName("receive")
        self._receipt.setToolTip("登记一件新申请（F2）")
        self._receipt.clicked.connect(self.receipt_asked)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(theme.px(12))
        row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.search, 1)
        row.addWidget(self._receipt)
        self.is_narrow = False
        self._fit()
        theme.current().changed.connect(self.look)

    def _fit(self) -> None:
        side = theme.px(8 if self.is_narrow else 16)
        self._row.setContentsMargins(theme.px(8), 0, side, 0)
        self.setFixedHeight(theme.px(HEIGHT))
        self.search.setMaximumWidth(theme.px(2000 if self.is_narrow else _BOX))
        self.search.setMinimumWidth(theme.px(160 if self.is_narrow else 220))

    def fold(self, is_narrow: bool) -> None:
        """Put the menus under one button where there is little room, and back."""
        if is_narrow == self.is_narrow:
            return
        self.is_narrow = is_narrow
        folded = self.folded or self._add_folded()
        self.menus.setVisible(not is_narrow)
        folded.setVisible(is_narrow)
        self._fit()

    def _add_folded(self) -> QPushButton:
        """Add the button that holds the menus; most windows are never narrow enough for it."""
        self._all = QMenu(self)
        for action in self.menus.actions():
            self._all.addAction(action)
        folded = self.folded = QPushButton(icons.icon("menu"), "")
        folded.setObjectName("foldedMenus")
        folded.setProperty("kind", "icon")
        folded.setAccessibleName("菜单")
        folded.setToolTip("菜单：文件、办理、查看、帮助")
        folded.setMenu(self._all)
        self._row.insertWidget(1, folded)
        return folded

    def look(self) -> None:
        """Take the drawings in the present colours and sizes."""
        self._fit()
        self.search.look()
        self._receipt.is_drawn = True
        self._receipt.update()
        if self.folded is not None:
            self.folded.setIcon(icons.icon("menu"))
