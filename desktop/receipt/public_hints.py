"""What is public already, asked while a matter is typed; made ready off the window's thread."""

from PySide6.QtCore import QObject, Signal

from casework.desk.desk import Desk
from casework.published.index import Fit, PublicIndex
from casework.published.public_list import index_of, state_of
from desktop.base.work import LoneWork, Progress


class PublicHints(QObject):
    """Answers which public documents fit; `ready` tells that it can, after `prepare`."""

    ready = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._index: PublicIndex | None = None
        self._state = (-1, -1)
        self._work = LoneWork(self)

    def prepare(self) -> None:
        """Make the list ready where it is not, or has changed."""
        state = state_of(self._desk)
        if self._work.is_busy or state == self._state:
            return
        desk = self._desk

        def task(_progress: Progress) -> tuple[tuple[int, int], PublicIndex]:
            store = desk.store.reader()
            try:
                return state, index_of(store)
            finally:
                store.close()

        self._work.begin(task, self._made)

    def fits(self, sought: str) -> list[Fit]:
        """Return the documents that fit, the best first; none while the list is made ready."""
        return [] if self._index is None else self._index.fits(sought)

    def _made(self, made: tuple[tuple[int, int], PublicIndex]) -> None:
        self._state, self._index = made
        self.ready.emit()
