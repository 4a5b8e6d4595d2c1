"""What words typed into the one box lead to: the list, or what drops under the box."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop.window.whole import WholeWindow

if TYPE_CHECKING:
    from desktop.window.found import FoundList

_MEANT_MS, _LEAST = 2_000, 2


class Searching:
    """Lets the list, the drop and the screens answer the box of a window."""

    def __init__(self, window: WholeWindow) -> None:
        self._window = window
        box = window.bar.search
        box.searched.connect(self.search)
        box.left_down.connect(lambda: window.screens.present.take_focus())
        box.make_drop = self._make_drop
        self._typed = ""
        # What stands for so long was meant, and is no word half typed.
        self._meant = QTimer(window)
        self._meant.setSingleShot(True)
        self._meant.setInterval(_MEANT_MS)
        self._meant.timeout.connect(self._note)

    def search(self, text: str) -> None:
        """Show what answers a search in the list, where the list is what one looks at."""
        screens = self._window.screens
        self._typed = text
        self._meant.start()
        if not text or (screens.name == "worklist" and not screens.worklist.is_wide):
            screens.search(text)

    def list_found(self, text: str) -> None:
        """Show everything that answers a search in the list."""
        self._typed = text
        self._note()
        screens = self._window.screens
        screens.show_place("worklist")
        screens.worklist.narrow()
        screens.search(text)

    def _note(self) -> None:
        self._meant.stop()
        if len(self._typed) >= _LEAST:
            self._window.desk.looked("SEARCH", details=self._typed)

    def _make_drop(self) -> "FoundList":
        from desktop.window.answers import answers_of
        from desktop.window.found import FoundList

        window = self._window
        return FoundList(window.bar.search, lambda typed: answers_of(window, typed), window)
