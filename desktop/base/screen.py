"""What every screen of the window has in common: it can look again, and it says what it did."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from casework.desk.changes import What
from desktop.base.wishes import OpenCase
from desktop.look import theme


class Screen(QWidget):
    """One place of the rail.

    `acted` carries what an act did, `said` a sentence of what went well, `failed` one of what did
    not, and `mended` the same sentence once its cause is gone; `wished` carries what only others
    can do: see `desktop.base.wishes`.
    `looked_at` carries the request one looks at now, 0 for none; `read_anew` says that what stands
    is what the register holds. `heeds` are the kinds of change that make it older than that.
    """

    heeds: ClassVar[frozenset[What]] = frozenset()
    # Whether it shows what no change tells of: files beside the register, other programs' doing.
    looks_beside: ClassVar[bool] = False

    acted = Signal(object)
    said = Signal(str)
    failed = Signal(str)
    remarked = Signal(str)
    mended = Signal(str)
    wished = Signal(object)
    looked_at = Signal(int)
    read_anew = Signal()

    def ask_case(self, request_id: int) -> None:
        """Wish that a request be opened."""
        self.wished.emit(OpenCase(request_id))

    def read_first(self) -> None:
        """Read what is shown for the first time: a screen that is made shows nothing yet."""

    def refresh(self) -> None:
        """Read again what is shown."""

    def follow(self) -> None:
        """Read again what was written while the screen shows; what the clerk is at stays."""
        self.refresh()

    def put_by(self) -> None:
        """Keep what is half typed: the screen is about to be built anew."""

    def take_over(self, old: "Screen") -> None:
        """Show what a screen of the same kind showed that is put away for this one."""

    def take(self, what: object) -> None:
        """Show what a wish brought here: a page by its name, a file by its path."""

    def panes(self) -> Sequence[QWidget]:
        """Return the parts F6 goes round, in the order they are read, in sight or not."""
        return (self,)

    def turn(self, _by: int) -> bool:
        """Turn to the next part where one shows at a time; tell whether that is how it is."""
        return False

    def print_now(self) -> bool:
        """Print what one is at; tell whether there is anything of that kind here."""
        return False

    def take_focus(self) -> None:
        """Put the focus where the work of this screen begins."""
        self.setFocus()


def held(part: QWidget, width: int) -> QHBoxLayout:
    """Return a row that keeps a part no wider than the eye can follow, in pixels at 100 %."""
    part.setMaximumWidth(theme.px(width))
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(part, 1)
    row.addStretch(0)
    return row


def rule() -> QFrame:
    """Return a thin line between two parts of a screen."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line


def bare_column(part: QWidget) -> QVBoxLayout:
    """Return the layout of a part whose own parts touch each other and its edges."""
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
