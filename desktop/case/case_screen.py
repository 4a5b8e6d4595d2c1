"""One case, read from top to bottom: where it stands, how long is left and why, what comes next.

Acts open in the same space, in place of the page; Esc brings the page back.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QStackedLayout, QWidget

from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.base.screen import Screen, bare_column, rule
from desktop.base.wishes import OpenCase
from desktop.case.acting_place import ActingPlace
from desktop.case.case_bundles import CaseBundles
from desktop.case.case_files import CaseFiles
from desktop.case.case_full import CaseFull
from desktop.case.case_head import CaseHead, WideHead
from desktop.case.case_tabs import CaseTabs
from desktop.case.colleague_line import ColleagueLine
from desktop.case.undo_reason import UndoReason
from desktop.letters.case_letters import CaseLetters
from desktop.letters.dispatch_check import LeavingPanel
from desktop.widgets.bars import EmptyState
from desktop.widgets.tab_order import tab_as_read
from rules.errors import ClerkError

if TYPE_CHECKING:
    from casework.cases.attachments import Attachment
    from casework.pages.case_page import CasePage
    from desktop.acting.act_panel import ActPanel
    from desktop.redaction.redact_panel import RedactPanel


_HINT = "在列表中用 ↑↓ 选择一件申请，这里显示它的办理情况。"


class CaseScreen(Screen):
    """The case that is open, its page or the act in progress on it."""

    narrowed = Signal()
    widened = Signal()
    width_asked = Signal()
    stepped = Signal(int)

    def __init__(
        self, desk: Desk, remembered: Remembered | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("案件")
        self._desk, self._remembered = desk, remembered
        self.request_id, self.is_wide = 0, False
        self.page: CasePage | None = None
        self.panel: ActPanel | None = None
        self.leaving: LeavingPanel | None = None
        self.place: ActingPlace | None = None
        self.redacting: RedactPanel | None = None
        # Made where they stand: whatever is moved is given its look once more, with all in it.
        self._body = QWidget(holder := QWidget(self))
        self.head, self.tabs = CaseHead(self._body), CaseTabs(desk, self._body)
        self.wide_head = WideHead(self._body)
        self._empty = EmptyState("list", "没有选中申请", _HINT)
        self._body.setObjectName("casePage")
        self._body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = bare_column(self._body)
        for part in (self.head, self.wide_head, rule()):
            self._column.addWidget(part)
        self._column.addWidget(self.tabs, 1)
        self.wide_head.hide()
        self.colleagues = ColleagueLine()
        outer = bare_column(self)
        outer.addWidget(self.colleagues)
        outer.addWidget(holder, 1)
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._body)
        self.head.act_chosen.connect(self.begin)
        self.head.width_asked.connect(self.width_asked)
        self.wide_head.act_chosen.connect(self.begin)
        self.wide_head.back_asked.connect(self.narrowed)
        self.wide_head.step_asked.connect(self.stepped)
        self.tabs.number_shown.connect(self._note_shown)
        self.tabs.applicant.number_shown.connect(self._note_shown)
        self.undo_reason = UndoReason(self)
        self.undo_reason.given.connect(self.undo_last)
        self.tabs.undo.clicked.connect(lambda: self.undo_reason.ask(self.tabs.undo))
        self.files = CaseFiles(desk, self)
        self.files.changed.connect(self.refresh)
        files = self.tabs.files
        files.opened.connect(self.files.open)
        files.added.connect(
            lambda path, flag: self.files.add(self.request_id, Path(path), to_disclose=flag)
        )
        files.handed.connect(lambda handed: self.files.take_in(self.request_id, handed))
        self.tabs.files.refused.connect(self.failed)
        deadline = self.tabs.deadline
        deadline.proof_asked.connect(lambda place: self.files.write_proof(self.request_id, place))
        deadline.day_supposed.connect(self._suppose)
        self.head.why_asked.connect(self.tabs.show_deadline)
        self.tabs.files.marked.connect(self.files.mark)
        self.tabs.files.removal_asked.connect(self._remove_file)
        self.tabs.files.redaction_asked.connect(self._redact_file)
        self.bundles = CaseBundles(desk, self.tabs.letters.strip, self)
        self.bundles.acted.connect(self._performed)
        files.bundle_asked.connect(lambda name: self.bundles.ask(self.request_id, name))
        files.again_asked.connect(lambda one: self.bundles.release_again(self.request_id, one))
        self.tabs.applicant.opened.connect(lambda one: self.wished.emit(OpenCase(one)))
        self.tabs.applicant.sheet_asked.connect(lambda: self.files.write_sheet(self.request_id))
        self._listen_to_letters()

    def _listen_to_letters(self) -> None:
        shown = self.tabs.letters
        self.letters = letters = CaseLetters(self._desk, shown.strip, self)
        shown.examine = letters.examine
        shown.offers = lambda line: letters.offers(self.request_id, line)
        for part in (self.tabs.timeline, shown):
            part.document_opened.connect(letters.open)
            part.document_printed.connect(letters.print)
        shown.printer_asked.connect(letters.print_with_dialog)
        shown.pdf_asked.connect(letters.make_pdf)
        shown.mail_asked.connect(letters.copy_mail)
        shown.revision_asked.connect(letters.revise)
        shown.remaking_asked.connect(letters.remake)
        shown.finding_asked.connect(letters.show_finding)
        shown.paper_asked.connect(lambda offer: letters.write_paper(self.request_id, offer))
        for teller in (self.files, self.bundles, letters):
            teller.said.connect(self.said)
            teller.failed.connect(self.failed)
        letters.changed.connect(self.refresh)
        letters.panel_asked.connect(self._show_leaving)
        letters.panel_done.connect(self.leave_act)
        letters.act_asked.connect(self._begin)

    @cached_property
    def full(self) -> CaseFull:
        """The case without tabs: made when it is first given the whole width."""
        full = CaseFull(self._desk, self._remembered, self._body)
        full.hide()
        self._column.addWidget(full, 1)
        full.why_asked.connect(self._show_proof)
        full.applicant_asked.connect(self._show_applicant)
        full.number_shown.connect(self._note_shown)
        if self.page is not None:
            full.show_page(self.page)
        return full

    def set_wide(self, is_wide: bool) -> None:
        """Show the case without tabs in the whole width, or with tabs beside the list."""
        if is_wide == self.is_wide:
            return
        self.is_wide = is_wide
        if is_wide:
            self.full.take(self.tabs)
        else:
            self.full.show_panes()
            self.tabs.take_back()
        self.wide_head.setVisible(is_wide)
        self.full.setVisible(is_wide)
        self.head.setVisible(not is_wide)
        self.tabs.setVisible(not is_wide)
        tab_as_read(self._body)

    def show_place(self, row: int, count: int) -> None:
        """Say which of the list's requests this is."""
        self.wide_head.show_place(row, count)

    def show_deadline(self) -> None:
        """Show the proof of the due day."""
        if self.is_wide:
            self._show_proof(0)
        else:
            self.tabs.show_deadline()

    def _show_proof(self, place: int) -> None:
        self.tabs.deadline.choose(place)
        self.tabs.deadline.suppose_if_empty()
        self.full.show_proof()

    def _note_shown(self, request_id: int, label: str) -> None:
        from casework.desk.access import Look

        self._desk.looks.note(Look.SHOWN, request_id, label)

    def _show_applicant(self) -> None:
        self.tabs.applicant.show_of(self.request_id)
        self.full.show_applicant()

    def show_case(self, request_id: int) -> None:
        """Show a case by id; 0 shows none. An act in progress on another case is put away."""
        if request_id != self.request_id:
            self._put_panel_away()
            if "full" in vars(self):
                self.full.show_panes()
        self.request_id = request_id
        self.looked_at.emit(request_id)
        self.refresh()

    @property
    def is_acting(self) -> bool:
        """Whether an act is being filled in."""
        return any((self.panel, self.leaving, self.redacting))

    def refresh(self) -> None:
        """Read the case again."""
        if not self.request_id:
            self.page = None
            self._stack.setCurrentWidget(self._empty)
            return
        from casework.pages import case_page

        try:
            self.page = case_page.case_page(self._desk, self.request_id)
        except ClerkError as error:
            self.request_id, self.page = 0, None
            self._stack.setCurrentWidget(self._empty)
            self.failed.emit(str(error))
            return
        self.head.show_page(self.page)
        self.wide_head.show_page(self.page)
        if "full" in vars(self):
            self.full.show_page(self.page)
        self.tabs.show_page(self.page, *self.files.of_case(self.request_id))
        self.tabs.files.show_released(self.bundles.released(self.request_id))
        self.setAccessibleName(f"案件，{self.page.row.register_number}")
        tab_as_read(self._body)
        if not self.is_acting:
            self._stack.setCurrentWidget(self._body)

    def _suppose(self, day: date) -> None:
        from casework.pages.case_page import what_if

        try:
            self.tabs.deadline.show_what_if(what_if(self._desk, self.request_id, day))
        except ClerkError as error:
            self.failed.emit(str(error))

    def begin(self, act_name: str) -> None:
        """Open an act on this case, if the law and the case allow it."""
        if not self.request_id or act_name not in self._allowed():
            return
        if not self.letters.before_act(self.request_id, act_name):
            self._begin(act_name)

    def _begin(self, act_name: str, values: Mapping[str, Any] | None = None) -> None:
        from casework.acts import ACTS
        from desktop.acting.act_panel import ActPanel

        try:
            panel = ActPanel(self._desk, ACTS[act_name], self.request_id, self._make_room())
        except ClerkError as error:
            self._put_panel_away()
            self.failed.emit(str(error))
            return
        self.panel = panel
        panel.performed.connect(self._performed)
        panel.left.connect(self.leave_act)
        if panel.reasoning is not None:
            panel.reasoning.precedents.opened.connect(self.ask_case)
        if values:
            panel.view.set_values(values)
        self._show_panel(panel)

    def _show_leaving(self, panel: LeavingPanel) -> None:
        self._make_room()
        self.leaving = panel
        self._show_panel(panel)

    def _redact_file(self, file: "Attachment") -> None:
        from desktop.redaction.redact_panel import RedactPanel

        panel = self.redacting = RedactPanel(self._desk, self.request_id, file, self._make_room())
        panel.performed.connect(self._performed)
        panel.left.connect(self.leave_act)
        self._show_panel(panel)

    def _make_room(self) -> ActingPlace:
        self._put_panel_away()
        self.place = ActingPlace(self._desk, self)
        self._stack.addWidget(self.place)
        return self.place

    def _show_panel(self, panel: "ActPanel | LeavingPanel | RedactPanel") -> None:
        assert self.place is not None
        self.place.hold(panel, self.page, self.panel if panel is self.panel else None)
        self._stack.setCurrentWidget(self.place)
        self.widened.emit()
        panel.take_focus()

    def _remove_file(self, file: "Attachment") -> None:
        from casework.cases.attachments import by_label

        labels = {one.id: label for label, one in by_label(self._desk, self.request_id).items()}
        self._begin("remove_attachment", {"file": labels.get(file.id)})

    def begin_by_key(self, key: str) -> bool:
        """Begin the act of a letter key; tell whether there was one."""
        if self.page is None or self.is_acting:
            return False
        if key == "P":
            self.print_last()
            return True
        name = next((one.act.name for one in self.page.offers if one.act.key == key), "")
        if name:
            self.begin(name)
        return bool(name)

    def _begin_likely(self) -> None:
        """Begin what the first button offers, where it stands out as the next thing to do."""
        offers = () if self.page is None else self.page.offers
        if not self.is_acting and offers and offers[0].likely:
            self.begin(offers[0].act.name)

    def _allowed(self) -> set[str]:
        return set() if self.page is None else {offer.act.name for offer in self.page.offers}

    def leave_act(self) -> None:
        """Go back from the act to the page; what was typed stays as a draft."""
        self._put_panel_away()
        self.refresh()
        self.setFocus()

    def _put_panel_away(self) -> None:
        if self.redacting is not None:
            self.redacting.put_away()
        if self.place is not None:
            self.place.leave()
            self._stack.removeWidget(self.place)
        self.place = None
        self.panel = self.leaving = self.redacting = None

    def _performed(self, done: object) -> None:
        self._put_panel_away()
        self.refresh()
        self.setFocus()
        self.acted.emit(done)

    def undo_last(self, reason: str = "") -> None:
        """Take back the last step that stands; without a reason, for the usual one of the form."""
        if self.page is None or self.page.undo_step_id is None:
            return
        from casework import acts

        try:
            done = acts.undo(self._desk, self.request_id, self.page.undo_step_id, reason)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.refresh()
        self.acted.emit(done._replace(step_id=None))

    def print_last(self) -> None:
        """Print the latest letter of the case."""
        documents = () if self.page is None else self.page.documents
        latest = next((one for one in documents if one.status != "withdrawn"), None)
        if latest is None:
            self.failed.emit("本件还没有文书可打印，请先办理会产生文书的步骤。")
        else:
            self.letters.print(latest)

    def panes(self) -> Sequence[QWidget]:
        """Return the parts of the act in progress, or of the page."""
        if self.panel is not None:
            return self.panel.parts.panes()
        if self.is_acting and self.place is not None:
            return (self.place,)
        return (self.wide_head, *self.full.panes()) if self.is_wide else (self.head, self.tabs)

    def turn(self, by: int) -> bool:
        """Turn to the next part of the act where one shows at a time."""
        return self.panel is not None and self.panel.parts.turn(by)

    def take_focus(self) -> None:
        """Take the focus for the letter keys, or give it to the act in progress."""
        panel = self.panel or self.leaving or self.redacting
        panel.take_focus() if panel is not None else self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letter keys begin acts, Enter the likely one; Esc gives the width back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.full.show_panes() if self.full.is_proving else self.narrowed.emit()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self.is_wide:
            self.stepped.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton) and focused.hasFocus():
                focused.click()
            else:
                self._begin_likely()
        elif event.modifiers() == Qt.KeyboardModifier.NoModifier and event.text().isalpha():
            if not self.begin_by_key(event.text().upper()):
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)
