"""Pages under tabs, each built when it is first turned to: a screen opens with the one one sees."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.folded_tabs import FoldedTabs

Page = TypeVar("Page", bound=QWidget)


class Chapters(FoldedTabs):
    """`placed` carries a page that was built, before it shows for the first time.

    `currentWidget`, `indexOf` and `setCurrentWidget` speak of pages, whatever room they stand in.
    """

    placed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._rooms: dict[str, _Room] = {}
        self.currentChanged.connect(lambda _: self._see())

    def offer(self, words: str, call: Callable[[], QWidget]) -> None:
        """Add a page by its name; `call` places it when it is wanted."""
        room = self._rooms[words] = _Room(call)
        self.addTab(room, words)

    def place(self, words: str, page: Page) -> Page:
        """Put a page under its name, and return it."""
        self._rooms[words].take(page)
        self.placed.emit(page)
        return page

    @property
    def is_built(self) -> bool:
        """Whether the page that shows, or would, is there."""
        room = self.widget(self.currentIndex())
        return not isinstance(room, _Room) or room.is_filled

    def turn_to(self, words: str) -> None:
        """Show the page of this name."""
        super().setCurrentWidget(self._rooms[words])

    def currentWidget(self) -> QWidget:
        """Return the page that shows, built where it was not."""
        room = super().currentWidget()
        assert room is not None
        return room.page if isinstance(room, _Room) else room

    def indexOf(self, page: QWidget) -> int:
        """Return the place of a page, -1 where it is none of these."""
        room = page.parentWidget()
        return super().indexOf(room if isinstance(room, _Room) else page)

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show a page."""
        self.setCurrentIndex(self.indexOf(page))

    def showEvent(self, event: QShowEvent) -> None:
        """Build the page that is seen first."""
        self._see()
        super().showEvent(event)

    def _see(self) -> None:
        # Nobody sees the tabs while they are filled.
        if self.isVisible():
            self.currentWidget()


class _Room(QWidget):
    """Where a page will stand."""

    def __init__(self, call: Callable[[], QWidget]) -> None:
        super().__init__()
        self._call = call
        self._page: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def is_filled(self) -> bool:
        """Whether the page stands here."""
        return self._page is not None

    @property
    def page(self) -> QWidget:
        """The page, built where it was not."""
        if self._page is None:
            self._call()
        assert self._page is not None
        return self._page

    def take(self, page: QWidget) -> None:
        """Let a page stand here."""
        self._page = page
        self._column.addWidget(page)
        # Qt would show it only at the next turn of events, and no focus could be given to it now.
        page.show()
