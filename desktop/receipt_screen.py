"""Receipt: a new request from paper to register, its day of receipt explained.

The applicant known from before, the category her name speaks for, the request that was made
before and the one that is the eleventh of the month are noticed while she types.
"""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from casework import acts
from casework.acts import ACTS, Done
from casework.desk import Desk
from desktop.act_panel import ActPanel
from desktop.receipt_papers import ReceiptPapers
from desktop.screen import Screen
from desktop.suggestions import Suggestions
from desktop.widgets.form_view import FormView
from forms.registration import Registration
from rules.errors import ClerkError

REGISTER = "register"
_KNOWN = ("applicant_kind", "id_type", "id_number", "phone", "address", "email")
_PAUSE_MS = 250


class ReceiptScreen(Screen):
    """The registration form with its preview, and the papers the request came with."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self._desk = desk
        self._asked_about: tuple[str, str, str] = ("", "", "")
        self.papers = ReceiptPapers()
        self.papers.added.connect(self._read)
        self.papers.split_asked.connect(self.split)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.notice)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.papers)
        self.panel = self._fresh_panel()
        self._column.addWidget(self.panel, 1)
        self._typed()

    def _fresh_panel(self) -> ActPanel:
        panel = ActPanel(self._desk, ACTS[REGISTER], None)
        panel.performed.connect(self._performed)
        panel.left.connect(lambda: self.case_asked.emit(0))
        panel.view.changed.connect(self._typed)
        panel.view.rows["applicant_name"].editor.left.connect(self._name_left)
        for kind in (QPlainTextEdit, QLineEdit):
            for field in panel.view.findChildren(kind):
                # A file dropped on a field is a paper of the request, not its path as text.
                field.setAcceptDrops(False)
        return panel

    def _typed(self) -> None:
        self.papers.offer_split(len(self._items()))
        if self.isVisible():
            self._pause.start()

    def _items(self) -> list[str]:
        text = str(self.panel.view.values()["information_sought"] or "")
        return [line.strip() for line in text.splitlines() if line.strip()]

    def notice(self) -> None:
        """Say what the register already knows about this applicant and this matter."""
        self._pause.stop()
        values = self.panel.view.values()
        asked = (
            str(values["applicant_name"] or "").strip(),
            str(values["information_sought"] or "").strip(),
            str(values["confirmed_on"] or values["arrived_on"] or ""),
        )
        if asked == self._asked_about:
            return
        self._asked_about = asked
        try:
            day = min(date.fromisoformat(asked[2]), self._desk.today)
        except ValueError:
            day = self._desk.today
        from casework.receipt_hints import receipt_hints

        self.panel.preview.show_hints(receipt_hints(self._desk, asked[0], asked[1], day))

    def _name_left(self) -> None:
        """Fill the empty fields of an applicant known from before; nothing typed is replaced."""
        if not fill_known(self._desk, self.panel.view):
            guess_kind(self.panel.view)

    def _read(self, path: Path) -> None:
        """Take what a paper says into the fields that are still empty."""
        from casework.receipt_form import read_application

        try:
            found = read_application(path)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        values = self.panel.view.values()
        fresh = {name: text for name, text in found.items() if not values.get(name)}
        if fresh:
            self.panel.view.set_values(fresh)
            self._name_left()
            self.said.emit(f"已从“{path.name}”读入{len(fresh)}栏，请核对后登记。")

    def split(self) -> None:
        """Register each line of what is sought as a request of its own."""
        if len(self._items()) < 2:
            return
        form = self.panel.view.read()
        if isinstance(form, list):
            self.panel.view.show_problems(form)
            return
        assert isinstance(form, Registration)
        try:
            done = acts.register_split(self._desk, form, self._items())
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self._performed(done)

    def _performed(self, done: Done) -> None:
        kept = self._keep_papers(done.request_id)
        finished, self.panel = self.panel, self._fresh_panel()
        self._column.replaceWidget(finished, self.panel)
        finished.hide()
        finished.deleteLater()
        self._asked_about = ("", "", "")
        self._typed()
        self.acted.emit(done._replace(message=f"{done.message}{kept}"))

    def _keep_papers(self, request_id: int) -> str:
        """Keep the papers with their request; return what there is to say about it."""
        from casework.attachments import add_file

        said = ""
        for path in self.papers.paths:
            try:
                add_file(self._desk, request_id, path)
            except ClerkError as error:
                said += f"申请材料“{path.name}”没有存入：{error.message}"
        self.papers.clear()
        return said

    def showEvent(self, event: QShowEvent) -> None:
        """Look up what a draft brought back."""
        super().showEvent(event)
        self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look nothing up for a form that nobody sees."""
        self._pause.stop()
        super().hideEvent(event)

    def put_by(self) -> None:
        """Keep the half-filled form."""
        self.panel.flush_draft()

    def take_focus(self) -> None:
        """Begin at the first field that waits for something."""
        self.panel.take_focus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files only."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files dropped."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.papers.take(Path(url.toLocalFile()))


def fill_known(desk: Desk, view: FormView) -> bool:
    """Fill what an applicant gave last time into what is still empty; tell whether she is known."""
    values = view.values()
    name = str(values["applicant_name"] or "").strip()
    if not name or values["phone"] or values["id_number"] or values["address"]:
        return False
    known = Suggestions(desk).last_of(name)
    if known is not None:
        view.set_values({field: getattr(known, field) for field in _KNOWN if getattr(known, field)})
    return known is not None


def guess_kind(view: FormView) -> None:
    """Choose the category a name speaks for, where the clerk has not chosen another than before."""
    from casework.receipt_hints import guessed_kind

    values = view.values()
    guess = guessed_kind(str(values["applicant_name"] or ""))
    if guess is None or values["id_number"]:
        return
    kind, id_type = guess
    if view.rows["applicant_kind"].touched or values["applicant_kind"] == kind.name:
        return
    view.set_values({"applicant_kind": kind.name, "id_type": id_type.name})
