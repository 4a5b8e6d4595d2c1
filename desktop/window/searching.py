"""What words typed into the one box lead to: the list, or what drops under the box."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.window.found import FoundList
    from desktop.window.main_window import MainWindow


class Searching:
    """Lets the list, the drop and the screens answer the box of a window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        box = window.bar.search
        box.searched.connect(self.search)
        box.left_down.connect(lambda: window.screens.present.take_focus())
        box.make_drop = self._make_drop

    def search(self, text: str) -> None:
        """Show what answers a search in the list, where the list is what one looks at."""
        screens = self._window.screens
        if not text or (screens.name == "worklist" and not screens.worklist.is_wide):
            screens.search(text)

    def list_found(self, text: str) -> None:
        """Show everything that answers a search in the list."""
        from casework.desk.access import Look

        self._window.desk.looks.note(Look.SEARCH, details=text)
        screens = self._window.screens
        screens.show_place("worklist")
        screens.worklist.narrow()
        screens.search(text)

    def _make_drop(self) -> "FoundList":
        from desktop.window.answers import answers_of
        from desktop.window.found import FoundList

        window = self._window
        return FoundList(window.bar.search, lambda typed: answers_of(window, typed), window)
