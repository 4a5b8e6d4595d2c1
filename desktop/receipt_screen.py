"""Receipt: a new request from paper to register, its day of receipt explained."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.acts import ACTS
from casework.desk import Desk
from desktop.act_panel import ActPanel
from desktop.screen import Screen
from desktop.suggestions import Suggestions
from desktop.widgets.form_view import FormView

REGISTER = "register"
_KNOWN = ("applicant_kind", "id_type", "id_number", "phone", "address", "email")


class ReceiptScreen(Screen):
    """The registration form with its preview."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.panel = self._fresh_panel()
        self._column.addWidget(self.panel)

    def _fresh_panel(self) -> ActPanel:
        panel = ActPanel(self._desk, ACTS[REGISTER], None)
        panel.performed.connect(self._performed)
        panel.left.connect(lambda: self.case_asked.emit(0))
        name = panel.view.rows["applicant_name"].editor
        name.left.connect(self._offer_known)
        return panel

    def _offer_known(self) -> None:
        """Fill the empty fields of an applicant known from before; nothing typed is replaced."""
        fill_known(self._desk, self.panel.view)

    def _performed(self, done: object) -> None:
        finished, self.panel = self.panel, self._fresh_panel()
        self._column.replaceWidget(finished, self.panel)
        finished.hide()
        finished.deleteLater()
        self.acted.emit(done)

    def put_by(self) -> None:
        """Keep the half-filled form."""
        self.panel.flush_draft()

    def take_focus(self) -> None:
        """Begin at the first field that waits for something."""
        self.panel.take_focus()


def fill_known(desk: Desk, view: FormView) -> None:
    """Fill what an applicant gave last time into the fields that are still as they began."""
    values = view.values()
    name = str(values["applicant_name"] or "").strip()
    if not name or values["phone"] or values["id_number"] or values["address"]:
        return
    known = Suggestions(desk).last_of(name)
    if known is not None:
        view.set_values({field: getattr(known, field) for field in _KNOWN if getattr(known, field)})
