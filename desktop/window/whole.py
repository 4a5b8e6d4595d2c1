"""What the parts of the window know of the whole: each other, and what it does as one.

The parts are handed this and not the window itself, which builds them: no import runs in a circle.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QMainWindow, QMenu

from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.base.wishes import Wish
from desktop.widgets.bars import OutcomeBar
from desktop.window.commands import Command
from desktop.window.parts import Lock, Registers
from desktop.window.rail import Rail
from desktop.window.screen_stack import ScreenStack
from desktop.window.top_bar import TopBar

if TYPE_CHECKING:
    from desktop.case.case_screen import CaseScreen


class Grants(Protocol):
    """What does as screens wish."""

    def grant(self, wish: Wish) -> None:
        """Do what is wished for."""

    def undo(self) -> None:
        """Take back the last step of the case one looks at."""


class Finds(Protocol):
    """What answers the search box in the list."""

    def list_found(self, text: str) -> None:
        """Show everything that answers a search in the list."""


class TakesAnswers(Protocol):
    """What takes the answers of sections."""

    def listen(self) -> None:
        """Take what is dropped on the window from now on."""

    def ask(self) -> None:
        """Ask for the file and read it."""


class WholeWindow(QMainWindow):
    """The window as its parts see it; who builds it fills it in."""

    desk: Desk
    remembered: Remembered
    rail: Rail
    bar: TopBar
    outcome: OutcomeBar
    screens: ScreenStack
    registers: Registers
    granting: Grants
    searching: Finds
    commands: Sequence[Command]
    menus: Mapping[str, QMenu]

    @property
    def section_answers(self) -> TakesAnswers:
        """What takes the answers of sections; raises `NotImplementedError` where none was built."""
        raise NotImplementedError

    @property
    def lock(self) -> Lock:
        """What covers the window while nobody is there; raises as `section_answers`."""
        raise NotImplementedError

    @property
    def open_case(self) -> "CaseScreen | None":
        """The case one looks at, if one does."""
        return self.screens.worklist.case if self.screens.name == "worklist" else None

    def count(self) -> None:
        """Show beside the places how much waits there, once it is counted."""
        self.screens.count_pressing(
            lambda waiting, is_alarming: self.rail.show_count(
                "today", waiting, is_alarming=is_alarming
            )
        )
