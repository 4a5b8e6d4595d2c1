"""Receipt: a new request from paper to register, its day of receipt explained.

The applicant known from before, the category her name speaks for, the request that was made
before and the one that is the eleventh of the month are noticed while she types.
"""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from casework import acts
from casework.acts import ACTS, Done
from casework.acts.registering import next_number
from casework.desk.desk import Desk
from desktop.acting.act_panel import ActPanel
from desktop.acting.suggestions import FieldSuggestions
from desktop.base import pasting
from desktop.base.pasting import Handed
from desktop.base.pause import Pause
from desktop.base.screen import Screen
from desktop.base.wishes import BeginReceipt, GoBack, PrintLatest
from desktop.base.work import LoneWork, Progress
from desktop.look import theme
from desktop.receipt.paper_desk import GUESSED, LAST_TIME, PaperDesk
from desktop.receipt.paper_or_form import PaperOrForm
from desktop.receipt.public_hints import PublicHints
from desktop.receipt.receipt_papers import ReceiptPapers
from desktop.receipt.split_link import SplitLink
from desktop.widgets.form_view import FormView
from desktop.widgets.key_button import KeyButton
from desktop.widgets.tab_order import tab_as_read
from forms.registration import Registration
from forms.several_matters import matters_in
from rules.errors import ClerkError

REGISTER = "register"
_KNOWN = ("applicant_kind", "id_type", "id_number", "phone", "address", "email")
# In the order of `forms.likeness.Who` after the name.
_OF_THE_APPLICANT = ("id_number", "phone", "email", "address", "agent_name", "co_applicants")
_PUBLIC = 2
_PAUSE_MS = 250
_WITH_PRINTING = 760


class ReceiptScreen(Screen):
    """The registration form with its preview, and the papers the request came with.

    `papers_read` tells that no paper waits to be read.
    """

    papers_read = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self._desk = desk
        self._asked_about: tuple[str, ...] = ()
        self._enquiry_id = 0
        self._prints = False
        self._dictionary = LoneWork(self)
        self.public = PublicHints(desk, self)
        self.public.ready.connect(self._ask_again)
        self.papers = ReceiptPapers()
        self.desk_of_papers = PaperDesk(desk, self.papers)
        self._one_or_both = PaperOrForm(self, self.papers, self.desk_of_papers)
        self.desk_of_papers.said.connect(self.said)
        self.desk_of_papers.failed.connect(self.failed)
        self.desk_of_papers.filled.connect(self._name_left)
        self.desk_of_papers.papers_read.connect(self.papers_read)
        self.papers.handed.connect(self.take_in)
        self.papers.refused.connect(self.failed)
        self.papers.removed.connect(self.desk_of_papers.take_off_all)
        self.papers.split_asked.connect(self.split)
        # A field of text takes the key before this does, and leaves it files and pictures.
        QShortcut(QKeySequence.StandardKey.Paste, self, self.papers.paste)
        self._pause = Pause(self, desk, _PAUSE_MS, self.notice)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part in (self.papers, self.desk_of_papers.strip, self.desk_of_papers.question):
            self._column.addWidget(part)
        self._result = QLabel()
        self._result.setObjectName("resultStrip")
        self._result.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        self._result.setMinimumHeight(theme.px(33))
        self._result.setWordWrap(True)
        self._result.hide()
        # Who is seen is known only once the parts have been laid out anew.
        self._look_again = QTimer(self)
        self._look_again.setSingleShot(True)
        self._look_again.setInterval(0)
        self._look_again.timeout.connect(self._show_result)
        self.desk_of_papers.pane.turned.connect(self._look_again.start)
        self._hints = QLabel()
        self._hints.setObjectName("hintsBesidePaper")
        self._hints.setProperty("kind", "warning")
        self._hints.setWordWrap(True)
        self._hints.hide()
        self._beside = QHBoxLayout()
        self._beside.setSpacing(0)
        self._beside.addWidget(self.desk_of_papers.pane, 5)
        right = QVBoxLayout()
        right.setSpacing(0)
        self._right = right
        self.panel = self._fresh_panel()
        right.addWidget(self.panel, 1)
        self._beside.addLayout(right, 6)
        self._column.addLayout(self._beside, 1)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        for keys, step in (("PgDown", 1), ("PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._next_doubt(step))
        Pause(self, desk, 0, lambda: tab_as_read(self)).start()
        self._typed()

    def _fresh_panel(self) -> ActPanel:
        panel = ActPanel(self._desk, ACTS[REGISTER], None, self)
        # The head of the screen says it, beside the number.
        panel.hide_title()
        self._printing = KeyButton("登记并打印回执", "Ctrl+P")
        self._printing.setObjectName("registerAndPrint")
        self._printing.setToolTip("登记，然后打印接收回执（Ctrl+P）")
        self._printing.clicked.connect(self.print_now)
        panel.offer_beside_save(self._printing)
        panel.put_over_foot(self._hints)
        panel.put_over_foot(self._result)
        panel.performed.connect(self._performed)
        panel.left.connect(lambda: self.wished.emit(GoBack()))
        panel.view.changed.connect(self._typed)
        panel.view.rows["applicant_name"].editor.left.connect(self._name_left)
        for kind in (QPlainTextEdit, QLineEdit):
            for field in panel.view.findChildren(kind):
                # A file dropped on a field is a paper of the request, not its path as text.
                field.setAcceptDrops(False)
        panel.parts.preview.told.connect(self._show_result)
        self.desk_of_papers.attach(panel.view)
        self._one_or_both.attach(panel)
        self._split_link = SplitLink(panel.view.rows["information_sought"])
        self._split_link.split_asked.connect(self.split)
        return panel

    def _show_result(self) -> None:
        """Say what saving will do in one line, where the paper stands in the place of the rest."""
        has_paper = self.desk_of_papers.pane.isVisibleTo(self)
        self.panel.parts.stand_beside_paper(has_paper)
        self._result.setText(self.panel.parts.preview.result)
        is_alone = has_paper and not self.panel.parts.preview.isVisibleTo(self)
        self._result.setVisible(is_alone)
        self._hints.setVisible(is_alone and bool(self._hints.text()))

    def _field_of(self, widget: QWidget | None) -> str:
        """Return the field a widget belongs to, empty where it belongs to none."""
        if widget is None:
            return ""
        rows = self.panel.view.rows
        return next((name for name, row in rows.items() if row.isAncestorOf(widget)), "")

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        field = self._field_of(now)
        if field:
            self.desk_of_papers.pane.light(field)

    def _next_doubt(self, step: int) -> None:
        self.desk_of_papers.next_doubt(step, self._field_of(QApplication.focusWidget()))

    def _typed(self) -> None:
        self.papers.offer_split(len(self._items()))
        self._split_link.offer(len(self._items()))
        if self.isVisible():
            self._pause.start()

    def _items(self) -> list[str]:
        return matters_in(str(self.panel.view.values()["information_sought"] or ""))

    def notice(self) -> None:
        """Say what the register already knows about this applicant and this matter."""
        self._pause.stop()
        values = self.panel.view.values()
        asked = (
            str(values["applicant_name"] or "").strip(),
            str(values["information_sought"] or "").strip(),
            str(values["confirmed_on"] or values["arrived_on"] or ""),
            *(str(values[name] or "").strip() for name in _OF_THE_APPLICANT),
        )
        if asked == self._asked_about:
            return
        self._asked_about = asked
        try:
            day = min(date.fromisoformat(asked[2]), self._desk.today)
        except ValueError:
            day = self._desk.today
        from casework.receipt.receipt_hints import receipt_hints
        from forms.likeness import Who

        who = Who(asked[0], *asked[3:])
        public = [f"已经主动公开：{fit.words}。" for fit in self.public.fits(asked[1])[:_PUBLIC]]
        hints = [*public, *receipt_hints(self._desk, asked[0], asked[1], day, who)]
        self.panel.preview.show_hints(hints)
        self._hints.setText("\n".join(hints))
        self._show_result()

    def _ask_again(self) -> None:
        self._asked_about = ()
        if self.isVisible():
            self._pause.start()

    def _name_left(self) -> None:
        """Fill the empty fields of an applicant known from before; nothing typed is replaced."""
        view, papers = self.panel.view, self.desk_of_papers
        known = known_values(self._desk, view)
        if known:
            papers.fill_otherwise(LAST_TIME, known)
        elif guessed := guessed_values(view):
            papers.fill_otherwise(GUESSED, guessed)

    def take_in(self, handed: Handed) -> None:
        """Keep what was chosen, dropped or pasted, read what it says, and tell what came of it."""
        self.desk_of_papers.take_in(handed)

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
        if self._enquiry_id:
            kept += self._tell_enquiry(done.request_id)
        prints, self._prints = self._prints, False
        finished, self.panel = self.panel, self._fresh_panel()
        self._right.replaceWidget(finished, self.panel)
        finished.hide()
        finished.deleteLater()
        tab_as_read(self)
        self.papers.say_number(next_number(self._desk, self._desk.today.year))
        self._asked_about = ()
        self._typed()
        self.acted.emit(done._replace(message=f"{done.message}{kept}"))
        if prints:
            self.wished.emit(PrintLatest())
        self.desk_of_papers.fill_waiting()

    def _tell_enquiry(self, request_id: int) -> str:
        """Say in the book of enquiries which request one became."""
        from casework.books.enquiries import became_request

        enquiry_id, self._enquiry_id = self._enquiry_id, 0
        try:
            became_request(self._desk, enquiry_id, request_id)
        except ClerkError as error:
            return error.message
        return "咨询登记中已注明转为本件。"

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say in one line what the right side says, where there is no room for it."""
        super().resizeEvent(event)
        self._one_or_both.fit()
        self._printing.setVisible(self.width() >= theme.px(_WITH_PRINTING))
        self._look_again.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Look up what a draft brought back."""
        super().showEvent(event)
        self.papers.say_number(next_number(self._desk, self._desk.today.year))
        self.public.prepare()
        # Half a second of reading: while the form is filled in, and not when it is saved.
        self._dictionary.begin(_make_ready)
        self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look nothing up for a form that nobody sees."""
        self._pause.stop()
        super().hideEvent(event)

    def take_over(self, old: Screen) -> None:
        """Go on where the screen stopped that is put away for this one."""
        if isinstance(old, ReceiptScreen):
            self.panel.resume()

    def take(self, what: object) -> None:
        """Begin with what an enquiry told; it is said in its book once the request is entered."""
        if isinstance(what, BeginReceipt):
            self.panel.view.set_values(what.values)
            self._enquiry_id = what.enquiry_id
            self.panel.take_focus()

    def print_now(self) -> bool:
        """Register, and print the receipt of it."""
        self._prints = True
        self.panel.submit()
        # Where something is missing nothing was registered, and the next save prints nothing.
        self._prints = False
        return True

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


def known_values(desk: Desk, view: FormView) -> dict[str, Any]:
    """Return what an applicant gave last time, where nothing of it is filled in; else nothing."""
    values = view.values()
    name = str(values["applicant_name"] or "").strip()
    if not name or values["phone"] or values["id_number"] or values["address"]:
        return {}
    known = FieldSuggestions(desk).last_of(name)
    if known is None:
        return {}
    return {field: getattr(known, field) for field in _KNOWN if getattr(known, field)}


def guessed_values(view: FormView) -> dict[str, Any]:
    """Return the category a name speaks for, where the clerk has not chosen another than before."""
    from casework.receipt.receipt_hints import guessed_kind

    values = view.values()
    guess = guessed_kind(str(values["applicant_name"] or ""))
    if guess is None or values["id_number"]:
        return {}
    kind, id_type = guess
    if view.rows["applicant_kind"].entered or values["applicant_kind"] == kind.name:
        return {}
    return {"applicant_kind": kind.name, "id_type": id_type.name}


def _make_ready(_progress: Progress) -> None:
    from casework.cases.projection import make_ready

    make_ready()
