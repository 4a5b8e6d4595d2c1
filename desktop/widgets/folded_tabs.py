"""Tabs on one line: those that have no room are in a menu at its end."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QTabWidget, QWidget


class FoldedTabs(QTabWidget):
    """Pages with their names above; the menu shows where the names are wider than the window."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setDocumentMode(True)
        self.more = QPushButton("››")
        self.more.setObjectName("moreTabs")
        self.more.setProperty("kind", "icon")
        self.more.setAccessibleName("其他页")
        self.more.setToolTip("列出全部各页")
        menu = QMenu(self.more)
        menu.aboutToShow.connect(self._fill)
        self.more.setMenu(menu)
        self.setCornerWidget(self.more, Qt.Corner.TopRightCorner)
        self.more.hide()

    def _fill(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for place in range(self.count()):
            action = menu.addAction(self.tabText(place))
            action.setCheckable(True)
            action.setChecked(place == self.currentIndex())
            action.triggered.connect(lambda _=False, place=place: self.setCurrentIndex(place))

    def tabInserted(self, index: int) -> None:
        """Look whether there is room for one more."""
        super().tabInserted(index)
        if self.isVisible():
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the menu where a name is out of sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = sum(self.tabBar().tabSizeHint(place).width() for place in range(self.count()))
        self.more.setVisible(needed > self.width())
