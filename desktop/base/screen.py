"""What every screen of the window has in common: it can look again, and it says what it did."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.look import theme


class Screen(QWidget):
    """One place of the rail.

    `acted` carries what an act did; `case_asked` a request to be opened (0: none, go back);
    `act_asked` a request and the name of an act to begin on it; `place_asked` the name of a place
    to go to, or `calendar` for that page of the settings; `copy_asked` asks for a copy of the
    register, `sample_asked` for the sample, `restore_asked` carries the copy that shall take the
    register's place; `came_back` tells that the case in the whole width was closed;
    `search_shown` carries the words a list brought back is searched for; `list_asked` a view of
    the list to be shown, `ledger_asked` a file to be imported. `reversible` says what was done to
    the register at large and carries how it is taken back; `held` tells that a screen writes for
    long, and when it has done: nothing else may be begun meanwhile.
    """

    acted = Signal(object)
    case_asked = Signal(int)
    act_asked = Signal(int, str)
    place_asked = Signal(str)
    copy_asked = Signal()
    sample_asked = Signal()
    restore_asked = Signal(object)
    said = Signal(str)
    failed = Signal(str)
    came_back = Signal()
    search_shown = Signal(str)
    list_asked = Signal(object)
    ledger_asked = Signal(object)
    reversible = Signal(str, object)
    held = Signal(bool)

    def refresh(self) -> None:
        """Read again what is shown."""

    def put_by(self) -> None:
        """Keep what is half typed: the screen is about to be built anew."""

    def take_over(self, old: "Screen") -> None:
        """Show what a screen of the same kind showed that is put away for this one."""

    def take_focus(self) -> None:
        """Put the focus where the work of this screen begins."""
        self.setFocus()


def titled(title: str, *, hint: str = "") -> tuple[QWidget, QHBoxLayout]:
    """Return the head of a screen, and the row in it where buttons go."""
    head = QWidget()
    column = QVBoxLayout(head)
    column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(8))
    column.setSpacing(theme.px(2))
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    heading = QLabel(title)
    heading.setProperty("kind", "heading")
    row.addWidget(heading)
    row.addStretch(1)
    column.addLayout(row)
    if hint:
        line = QLabel(hint)
        line.setProperty("kind", "body2")
        line.setWordWrap(True)
        column.addWidget(line)
    return head, row


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
