"""Receipt: a new request from paper to register, its day of receipt explained.

The applicant known from before, the category her name speaks for, the request that was made
before and the one that is the eleventh of the month are noticed while she types.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from casework import acts
from casework.acts import ACTS, Done
from casework.desk.desk import Desk
from desktop.acting.act_panel import ActPanel
from desktop.acting.suggestions import Suggestions
from desktop.base import pasting
from desktop.base.pasting import Handed
from desktop.base.screen import Screen
from desktop.base.wishes import GoBack
from desktop.receipt.receipt_papers import Paper, ReceiptPapers
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
        self.papers.handed.connect(self.take_in)
        self.papers.refused.connect(self.failed)
        self.papers.removed.connect(
            lambda: self.said.emit("已移除申请材料，登记时不存附件；读入的栏目没有变化。")
        )
        self.papers.split_asked.connect(self.split)
        # A field of text takes the key before this does, and leaves it files and pictures.
        QShortcut(QKeySequence.StandardKey.Paste, self, self.papers.paste)
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
        panel.left.connect(lambda: self.wished.emit(GoBack()))
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
        from casework.receipt.receipt_hints import receipt_hints

        self.panel.preview.show_hints(receipt_hints(self._desk, asked[0], asked[1], day))

    def _name_left(self) -> None:
        """Fill the empty fields of an applicant known from before; nothing typed is replaced."""
        if not fill_known(self._desk, self.panel.view):
            guess_kind(self.panel.view)

    def take_in(self, handed: Handed) -> None:
        """Keep what was chosen, dropped or pasted, read what it says, and tell what came of it."""
        from casework.cases.attachments import check_file

        kept: list[str] = []
        said: list[str] = []
        refused: list[str] = []
        try:
            if handed.words:
                said.append(self._take_words(handed.words))
            elif handed.picture:
                kept += self._keep(self._unnamed("粘贴图片", ".png", handed.picture))
        except ClerkError as error:
            refused.append(str(error))
        for path in handed.paths:
            try:
                check_file(path)
                kept += self._keep(Paper(path.name, path))
                read = self._fill(_read(path))
                if read:
                    said.append(f"已从“{path.name}”读入{read}栏，请核对后登记。")
            except ClerkError as error:
                refused.append(str(error))
        if kept:
            said.insert(0, f"已添加申请材料：{'、'.join(kept)}，登记后存为附件。")
        words = "".join((*refused, *said)) or "这些材料已经添加过，没有重复添加。"
        (self.failed if refused else self.said).emit(words)

    def _take_words(self, words: str) -> str:
        from casework.receipt.receipt_form import read_application_text

        read = self._fill(read_application_text(words).values)
        if not read:
            raise ClerkError(
                "复制的文字里没有读出还空着的栏目；要填入某一栏，请先点到那一栏再粘贴。"
            )
        self._keep(self._unnamed("粘贴文字", ".txt", words.encode(errors="replace")))
        return f"已从粘贴的文字读入{read}栏，请核对后登记；原文登记后存为附件。"

    def _unnamed(self, what: str, suffix: str, content: bytes) -> Paper:
        from casework.cases.attachments import pasted_name

        taken = [paper.name for paper in self.papers.papers]
        return Paper(pasted_name(what, self._desk.clock(), suffix, taken), None, content)

    def _keep(self, paper: Paper) -> list[str]:
        return [paper.name] if self.papers.keep(paper) else []

    def _fill(self, found: Mapping[str, str]) -> int:
        """Fill the fields that are still empty; return how many were."""
        values = self.panel.view.values()
        fresh = {name: text for name, text in found.items() if not values.get(name)}
        if fresh:
            self.panel.view.set_values(fresh)
            self._name_left()
        return len(fresh)

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
        from casework.cases.attachments import add_content, add_file

        said = ""
        for paper in self.papers.papers:
            try:
                if paper.path is None:
                    add_content(self._desk, request_id, paper.name, paper.content)
                else:
                    add_file(self._desk, request_id, paper.path)
            except ClerkError as error:
                said += f"申请材料“{paper.name}”没有存入：{error.message}"
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
        if pasting.has_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files dropped."""
        self.take_in(pasting.handed(event.mimeData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the files and pictures that no field of text could take."""
        if pasting.is_paste(event):
            self.papers.paste()
        else:
            super().keyPressEvent(event)


def _read(path: Path) -> Mapping[str, str]:
    """Return what a paper says; nothing of a picture where none can be read."""
    from casework.receipt.receipt_form import how_to_read_scans, read_application

    if how_to_read_scans() and path.suffix.casefold() in (".jpg", ".jpeg", ".png", ".bmp", ".pdf"):
        return {}
    return read_application(path).values


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
    from casework.receipt.receipt_hints import guessed_kind

    values = view.values()
    guess = guessed_kind(str(values["applicant_name"] or ""))
    if guess is None or values["id_number"]:
        return
    kind, id_type = guess
    if view.rows["applicant_kind"].touched or values["applicant_kind"] == kind.name:
        return
    view.set_values({"applicant_kind": kind.name, "id_type": id_type.name})
