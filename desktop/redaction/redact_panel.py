"""遮盖: an attachment's pages in the case's own space, decided place by place, made into a copy."""

import shutil
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from casework.cases.attachments import Attachment, path_of
from casework.desk.desk import Desk
from casework.desk.half_filled import drop_half_filled, half_filled, keep_half_filled
from casework.programs.aside import new_aside
from casework.redaction.deciding import Decisions, Mark, MarkDecision, MarkGroup
from casework.redaction.places import Box
from casework.redaction.secret_kinds import SecretKind
from desktop.base.work import Progress
from desktop.redaction.legend_strips import legend_strips
from desktop.redaction.redact_frame import RedactFrame
from rules.errors import ClerkError

if TYPE_CHECKING:
    from casework.redaction.burning import Burnt
    from casework.redaction.prepared import Prepared
    from casework.redaction.suggesting import Suggestions

_KEPT_BY_HER = "经办人保留"


class RedactPanel(RedactFrame):
    """One attachment being covered.

    `performed` carries what was kept, `left` that the clerk went back: her decisions stay.
    """

    performed = Signal(object)
    left = Signal()
    failed = Signal(str)

    def __init__(
        self, desk: Desk, request_id: int, file: Attachment, parent: QWidget | None = None
    ) -> None:
        super().__init__(file.name, parent)
        self._desk, self._request_id, self._file = desk, request_id, file
        self._folder = new_aside("redact")
        # The pages of a paper stay nowhere: they go with the panel, and with the program.
        self._clear = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._is_gone = False
        self.decisions: Decisions | None = None
        self.page = 0
        self._connect()
        self._begin()

    def _connect(self) -> None:
        self.thumbnails.chosen.connect(self.show_page)
        self.view.paper.drawn.connect(self._drawn)
        self.view.paper.clicked.connect(self._clicked)
        self.marks.decided.connect(self._decided)
        self.marks.ground_chosen.connect(self._ground_chosen)
        self.marks.removed.connect(self._removed)
        self.marks.shown.connect(self._stood)
        self.grounds.added.connect(self._ground_added)
        self.cover_all.clicked.connect(self._cover_all)
        self.undo.clicked.connect(self._back)
        self.search.returnPressed.connect(self._search)
        self.product.toggled.connect(self._show_product)
        self.make.clicked.connect(self.make_copy)
        self.back.clicked.connect(self._leave)
        self.waits.clicked.connect(self._next_pending)
        self.strip.failed.connect(self._fail)
        self.strip.stopped.connect(self._stopped)
        for keys, slot in (
            ("Ctrl+Return", self.make_copy),
            ("Ctrl+Enter", self.make_copy),
            ("Ctrl+F", self.search.setFocus),
            ("Ctrl+Z", self._back),
            ("Esc", self._leave),
            ("Space", self.product.toggle),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @property
    def draft_key(self) -> str:
        """The key under which the decisions are kept until the copy is made."""
        return f"redact:{self._request_id}:{self._file.sha256[:16]}"

    def _begin(self) -> None:
        from casework.cases.case_file import load

        try:
            case = load(self._desk, self._request_id)
            source = path_of(self._desk, self._file)
        except ClerkError as error:
            self._fail(str(error))
            return
        applicant = case.registration.applicant_name
        self.head.say(f"{case.register_number}　{applicant}　{self._file.name}")
        own = [applicant, case.registration.co_applicants]
        folder, name = self._folder, self._file.name

        def task(progress: Progress) -> tuple["Prepared", "Suggestions"]:
            from dataclasses import replace

            from casework.receipt.page_letters import recogniser
            from casework.redaction.preparing import prepare
            from casework.redaction.suggesting import suggest

            prepared = replace(prepare(source, folder, progress.say, recogniser()), name=name)
            pages = [page.text for page in prepared.pages]
            return prepared, suggest(pages, own=own, check=progress.check)

        self.strip.run(task, f"正在打开“{self._file.name}”", self._prepared)

    def _prepared(self, result: tuple["Prepared", "Suggestions"]) -> None:
        if self._is_gone:
            return
        from casework.redaction.redacting import to_look_at

        prepared, suggestions = result
        self.decisions = Decisions(prepared, suggestions)
        draft = half_filled(self._desk, self.draft_key)
        if draft is not None:
            self.decisions.take_draft(draft)
        self.look_at.setText("".join(to_look_at(prepared, suggestions)))
        self.show_page(0)
        self.marks.next_pending()
        self.marks.setFocus()

    def show_page(self, page: int) -> None:
        """Show a page (from 0)."""
        self.page = page
        self._show()

    def _show(self) -> None:
        if self.decisions is None:
            return
        self.view.show_page(self.decisions, self.page)
        self.thumbnails.show_page(self.decisions, self.page)
        self.marks.show_decisions(self.decisions, self.page)
        self.grounds.show_decisions(self.decisions)
        count = len(self.decisions.prepared.pages)
        self.page_words.setText(
            f"第 {self.page + 1} 页，共 {count} 页　拖动框选，单击待定处遮盖，再点取消"
        )
        pending = self.decisions.count(MarkDecision.PENDING)
        self.waits.setText(f"还有 {pending} 处待定，定完才能生成")
        self.waits.setVisible(bool(pending))
        self.cover_all.setVisible(bool(pending))
        self.make.setEnabled(not pending and not self.strip.is_busy)
        self.undo.setEnabled(self.decisions.can_go_back)

    def _changed(self) -> None:
        self.note.clear()
        if self.decisions is not None:
            keep_half_filled(self._desk, self.draft_key, self.decisions.as_draft())
        self._show()

    def _decided(self, group: MarkGroup, state: MarkDecision) -> None:
        if self.decisions is not None:
            self.decisions.decide(group.marks, state, _KEPT_BY_HER)
            self._changed()

    def _clicked(self, mark: Mark) -> None:
        if self.decisions is None:
            return
        if mark.state is not MarkDecision.COVERED:
            self.decisions.decide([mark], MarkDecision.COVERED)
        elif mark.found.kind is SecretKind.AREA:
            self.decisions.remove(mark)
        else:
            self.decisions.decide([mark], MarkDecision.PENDING)
        self._changed()
        self.marks.stand_on(mark.id)

    def _drawn(self, box: Box) -> None:
        if self.decisions is not None and self.decisions.mark_area(self.page, box) is not None:
            self._changed()

    def _ground_chosen(self, group: MarkGroup, number: int) -> None:
        if self.decisions is not None:
            self.decisions.set_ground(group.marks, number)
            self._changed()

    def _ground_added(self, ground: Any) -> None:  # noqa: ANN401
        if self.decisions is not None:
            self.decisions.add_ground(ground)
            self._changed()

    def _removed(self, group: MarkGroup) -> None:
        if self.decisions is not None and group.key[0] is SecretKind.AREA:
            for mark in group.marks:
                self.decisions.remove(mark)
            self._changed()

    def _cover_all(self) -> None:
        if self.decisions is not None:
            self.decisions.cover_pending()
            self._changed()

    def _back(self) -> None:
        if self.decisions is not None and self.decisions.can_go_back:
            self.decisions.back()
            self._changed()

    def _search(self) -> None:
        words = self.search.text().strip()
        if self.decisions is None or not words:
            return
        count = self.decisions.search(words)
        self._changed()
        self.note.setText(
            f"已遮盖“{words}”{count}处。"
            if count
            else f"没有找到“{words}”，请核对写法；扫描件里的文字请拖动框选。"
        )

    def _stood(self, group: MarkGroup) -> None:
        mark = next(
            (one for one in group.marks if one.found.places[0][0] == self.page), group.marks[0]
        )
        page, boxes = mark.found.places[0]
        self.view.paper.chosen = frozenset(one.id for one in group.marks)
        if page != self.page:
            self.page = page
            if self.decisions is not None:
                self.view.show_page(self.decisions, page)
                self.thumbnails.show_page(self.decisions, page)
        self.view.show_box(boxes[0])
        self.view.paper.update()

    def _next_pending(self) -> None:
        self.marks.next_pending()
        self.marks.setFocus()

    def _show_product(self, is_on: bool) -> None:
        self.view.paper.is_product = is_on
        self.view.paper.update()

    def make_copy(self) -> None:
        """Make the disclosed copy and keep it with the case, once everything is decided."""
        decided = self.decisions
        if decided is None or self.strip.is_busy:
            return
        if decided.count(MarkDecision.PENDING):
            self._next_pending()
            return
        from casework.acts.copying import copy_name

        target = self._folder / copy_name(self._desk, self._request_id, self._file)
        bars, legends = decided.bars(), legend_strips(decided)

        def task(progress: Progress) -> "Burnt":
            from casework.redaction.burning import burn

            return burn(decided.prepared, bars, target, progress.say, legends)

        self.make.setEnabled(False)
        self.strip.run(task, "正在生成公开件", lambda burnt: self._keep(target, burnt))

    def _keep(self, target: Path, burnt: "Burnt") -> None:
        from casework.acts.copying import keep_copy

        if self._is_gone or self.decisions is None:
            return
        try:
            done = keep_copy(
                self._desk, self._request_id, self._file, target, burnt, self.decisions
            )
        except ClerkError as error:
            self._fail(str(error))
            return
        drop_half_filled(self._desk, self.draft_key)
        self.performed.emit(done)

    def _fail(self, sentence: str) -> None:
        self.note.setText(sentence)
        self._show()
        self.failed.emit(sentence)

    def _stopped(self) -> None:
        if self.decisions is None:
            self._leave()
        else:
            self._show()

    def _leave(self) -> None:
        self.put_away()
        self.left.emit()

    def put_away(self) -> None:
        """Stop what is under way; the pages go when it has stopped."""
        self._is_gone = True
        if self.strip.is_busy:
            self.strip.ended.connect(self._clear)
            self.strip.stop_work()
        else:
            self._clear()

    def take_focus(self) -> None:
        """Give the focus to the list."""
        self.marks.setFocus()
