"""The tabs of a case: what happened, what was asked, its letters, and the proof of its days."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from casework.desk.desk import Desk
from desktop.base.screen import held
from desktop.case.applicant_tab import ApplicantTab
from desktop.case.deadline_page import DeadlinePage
from desktop.case.file_list import FileList
from desktop.case.section import said_of
from desktop.letters.letter_list import LetterList
from desktop.look import icons, theme
from desktop.widgets.timeline import NextLine, Timeline

if TYPE_CHECKING:
    from casework.cases.attachments import Attachment
    from casework.pages.case_page import CasePage


_LINE = 1080
_PAPERS = 1280
_TWO_SIDES = 1640


class CaseTabs(QTabWidget):
    """Five views of a case; that of its applicant is looked up when it is turned to.

    `number_shown` tells which personal value of a request is shown whole.
    """

    number_shown = Signal(int, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseTabs")
        self.setDocumentMode(True)
        self._request_id = 0
        self._facts = QWidget()
        self._facts_column = QVBoxLayout(self._facts)
        self._facts_column.setContentsMargins(0, 0, 0, 0)
        self.undo = QPushButton(icons.icon("undo-2", "accent"), "撤销最近一步")
        self.undo.setObjectName("undoLast")
        self.undo.setProperty("kind", "quiet")
        self.undo.setToolTip("以更正步骤撤销，原记录仍留在经过中")
        course, papers, proof, who = QWidget(), QWidget(), QWidget(), QWidget()
        self._course, self._papers, self._proof, self._who = (
            QVBoxLayout(course), QVBoxLayout(papers), QVBoxLayout(proof), QVBoxLayout(who),
        )  # fmt: skip
        for words, page, width in (
            ("经过", course, _LINE),
            ("申请", self._facts, _LINE),
            ("文书与附件", papers, _PAPERS),
            ("期限", proof, _TWO_SIDES),
            ("申请人", who, _PAPERS),
        ):
            self.addTab(_scrolled(page, width), words)
        # Made where they stand: whatever is moved is given its look once more.
        self.timeline, self.letters = Timeline(course), LetterList(papers)
        self.files, self.deadline = FileList(papers), DeadlinePage(desk, proof)
        self.applicant = ApplicantTab(desk, who)
        for column in (self._course, self._papers, self._proof, self._who):
            column.setContentsMargins(0, 0, 0, 0)
        self._course.setSpacing(theme.px(4))
        self._course.addStretch(1)
        self._papers.addStretch(1)
        self.take_back()
        self._deadline_tab = 3
        self.currentChanged.connect(self._turned)

    def take_back(self) -> None:
        """Hold the course, the papers and the proof again, which the page without tabs had."""
        self._course.insertWidget(0, self.timeline)
        self._course.insertWidget(1, self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        self._papers.insertWidget(0, self.letters)
        self._papers.insertWidget(1, self.files)
        self._proof.insertWidget(0, self.deadline)
        self._who.insertWidget(0, self.applicant)
        for part in (self.timeline, self.deadline, self.applicant):
            part.show()

    def show_page(
        self,
        page: "CasePage",
        files: "Sequence[Attachment]",
        removed: "Sequence[tuple[Attachment, str]]" = (),
    ) -> None:
        """Show a case and its files."""
        self.timeline.show_entries(page.timeline, pending_of(page))
        self.undo.setText(f"撤销最近一步（{page.undo_label}）")
        self.undo.setHidden(page.undo_step_id is None)
        self.letters.show_documents(page.documents)
        self.files.show_files(files, removed)
        count = len(page.documents) + len(files)
        self.setTabText(2, f"文书与附件 {count}" if count else "文书与附件")
        self.setTabText(3, f"期限 {len(page.clocks)}" if page.clocks else "期限")
        self._show_facts(page)
        self.deadline.show_page(page)
        self._request_id = page.request_id
        self.applicant.forget()
        self._turned(self.currentIndex())

    def _turned(self, place: int) -> None:
        if place == self._deadline_tab:
            self.deadline.suppose_if_empty()
        elif place == self._deadline_tab + 1 and self._request_id:
            self.applicant.show_of(self._request_id)

    def show_deadline(self) -> None:
        """Show the proof of the due day."""
        self.setCurrentIndex(self._deadline_tab)
        self.tabBar().setFocus()

    def _show_facts(self, page: "CasePage") -> None:
        fresh = QWidget()
        form = QFormLayout(fresh)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(theme.px(16))
        form.setVerticalSpacing(theme.px(8))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        request_id = page.request_id

        def tell(label: str) -> None:
            self.number_shown.emit(request_id, label)

        for label, text in page.facts:
            if text:
                name = QLabel(label)
                name.setProperty("kind", "body2")
                name.setMinimumWidth(theme.px(108))
                form.addRow(name, said_of(label, str(text), tell))
        _replace(self._facts_column, fresh)


def pending_of(page: "CasePage") -> NextLine | None:
    """Return what comes next in a case, where the law or the case says what it is."""
    likely = next((offer for offer in page.offers if offer.likely), None)
    if likely is None or not page.courses or page.courses[-1].ended_on is not None:
        return None
    is_late = page.urgency.name == "OVERDUE"
    return NextLine(likely.act.label, page.due_words, "late" if is_late else "second")


def _replace(column: QVBoxLayout, fresh: QWidget) -> None:
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    column.addWidget(fresh)
    column.addStretch(1)


def _scrolled(page: QWidget, width: int) -> QScrollArea:
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(16))
    column.addLayout(held(page, width))
    scroll = QScrollArea()
    scroll.setWidget(inner)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return scroll
