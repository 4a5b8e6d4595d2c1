"""Tabs on one line, none of them cut: those that have no room are in a menu at its end."""

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
        self._absent: set[QWidget | None] = set()
        self._is_fitting = False
        # Whatever page is opened, its name is among those that show.
        self.currentChanged.connect(self._fit)

    def _fill(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for place in self._offered():
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

    def setTabVisible(self, index: int, visible: bool) -> None:
        """Offer a page, or leave it out of the line and of the menu."""
        (self._absent.discard if visible else self._absent.add)(self.widget(index))
        super().setTabVisible(index, visible)
        self._fit()

    def setTabText(self, index: int, text: str) -> None:
        """Name a page anew, which may need another room."""
        super().setTabText(index, text)
        self._fit()

    def _offered(self) -> list[int]:
        return [place for place in range(self.count()) if self.widget(place) not in self._absent]

    def _fit(self) -> None:
        """Show as many names as there is room for, from the left, the present one among them."""
        if self._is_fitting:
            return
        offered, present = self._offered(), self.currentIndex()
        widths = {place: self.tabBar().tabSizeHint(place).width() for place in offered}
        is_folded = sum(widths.values()) > self.width()
        room = self.width() - (self.more.sizeHint().width() if is_folded else 0)
        used, is_full = widths.get(present, 0), False
        self._is_fitting = True
        for place in offered:
            if place != present:
                is_full = is_full or (is_folded and used + widths[place] > room)
                used += 0 if is_full else widths[place]
            is_shown = place == present or not is_full
            if self.isTabVisible(place) != is_shown:
                super().setTabVisible(place, is_shown)
        self._is_fitting = False
        self.more.setVisible(is_folded)
