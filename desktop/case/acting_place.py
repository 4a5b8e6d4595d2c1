"""Where an act on a case is filled in: whose case it is over its form."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.desk.desk import Desk
from desktop.base.pause import Pause
from desktop.base.screen import rule
from rules.errors import ClerkError

if TYPE_CHECKING:
    from casework.pages.case_page import CasePage
    from desktop.acting.act_head import ActHead
    from desktop.acting.act_panel import ActPanel

_PAUSE_MS = 200


class ActingPlace(QWidget):
    """Holds a panel; over an act's stands the head of the case, with what should come first."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: CasePage | None = None
        self._act: ActPanel | None = None
        self.head: "ActHead | None" = None  # noqa: UP037  imported where it is built
        self._pause = Pause(self, desk, _PAUSE_MS, self.look_before)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def hold(self, panel: QWidget, page: "CasePage | None", act: "ActPanel | None") -> None:
        """Take a panel in, best one made with this place for its parent: nothing moves then."""
        self._page, self._act = page, act
        if act is not None and page is not None:
            from desktop.acting.act_head import ActHead

            self.head = ActHead(act.act.title, page, self)
            act.hide_title()
            self._column.addWidget(self.head)
            self._column.addWidget(rule())
            act.view.changed.connect(self._pause.start)
            self.look_before()
        self._column.addWidget(panel, 1)

    def leave(self) -> None:
        """Go out of sight, for good."""
        self._pause.stop()
        self.hide()
        self.deleteLater()

    def look_before(self) -> None:
        """Show over the act what should have happened first, as its form now stands."""
        if self._act is None or self._page is None or self.head is None:
            return
        from casework.pages.done_before import done_before

        form, act_name, case = self._act.view.read(), self._act.act.name, self._page.request_id
        known = None if isinstance(form, list) else form
        try:
            before = done_before(self._desk, case, act_name, known)
        except ClerkError:
            # What the form refers to cannot be looked up yet: the form itself says why.
            before = done_before(self._desk, case, act_name)
        self.head.show_before(before)
