"""The tabs of a case: what happened, what was asked, its letters, and the proof of its days."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from casework.deadlines import long_day
from desktop import icons, theme
from desktop.file_list import FileList
from desktop.letter_list import LetterList
from desktop.widgets.chip import Chip
from desktop.widgets.proof_strip import ProofStrip
from desktop.widgets.timeline import Timeline

if TYPE_CHECKING:
    from casework.case_page import CasePage, ClockLine
    from db.attachments import Attachment


class CaseTabs(QTabWidget):
    """Four views of a case; `proof_asked` carries the place of a clock among its clocks."""

    proof_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseTabs")
        self.setDocumentMode(True)
        self.timeline, self.letters, self.files = Timeline(), LetterList(), FileList()
        self._clock_shown = 0
        self._proof = ProofStrip()
        self._proof_words = QLabel()
        self._proof_words.setWordWrap(True)
        self._facts, self._clocks = QWidget(), QWidget()
        self._facts_column, self._clocks_column = (
            QVBoxLayout(self._facts),
            QVBoxLayout(self._clocks),
        )
        for column in (self._facts_column, self._clocks_column):
            column.setContentsMargins(0, 0, 0, 0)
        self.undo = QPushButton(icons.icon("undo-2", "accent"), "")
        self.undo.setObjectName("undoLast")
        self.undo.setProperty("kind", "quiet")
        self.undo.setToolTip("以更正步骤撤销，原记录仍留在经过中")
        course = QWidget()
        rows = QVBoxLayout(course)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(4))
        rows.addWidget(self.timeline)
        rows.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        papers = QWidget()
        stack = QVBoxLayout(papers)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.letters)
        stack.addWidget(self.files)
        stack.addStretch(1)
        self._write_proof = QPushButton(icons.icon("printer"), "生成期限计算书")
        self._write_proof.setObjectName("writeProof")
        self._write_proof.setToolTip("把所选期限的逐日推算写成 Word 文书，可打印、归档")
        self._write_proof.clicked.connect(lambda: self.proof_asked.emit(self._clock_shown))
        deadline = QWidget()
        column = QVBoxLayout(deadline)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for part in (self._clocks, self._proof_words, self._proof):
            column.addWidget(part)
        column.addWidget(self._write_proof, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._deadline_tab = 3
        for words, page in (
            ("经过", course),
            ("申请", self._facts),
            ("文书与附件", papers),
            ("期限", deadline),
        ):
            self.addTab(_scrolled(page), words)

    def show_page(self, page: "CasePage", files: "Sequence[Attachment]") -> None:
        """Show a case and its files."""
        self.timeline.show_entries(page.timeline)
        self.undo.setText(f"撤销最近一步（{page.undo_label}）")
        self.undo.setHidden(page.undo_step_id is None)
        self.letters.show_documents(page.documents)
        self.files.show_files(files)
        count = len(page.documents) + len(files)
        self.setTabText(2, f"文书与附件（{count}）" if count else "文书与附件")
        self._show_facts(page)
        self._show_clocks(page)
        self._proof.show_days(page.proof)
        self._proof_words.setText(page.due_sentence)
        self._proof.setVisible(bool(page.proof))
        self._write_proof.setEnabled(bool(page.clocks))

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
        for label, text in page.facts:
            if text:
                name = QLabel(label)
                name.setProperty("kind", "body2")
                name.setMinimumWidth(theme.px(108))
                form.addRow(name, _words(str(text)))
        _replace(self._facts_column, fresh)

    def _show_clocks(self, page: "CasePage") -> None:
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(3, 1)
        group = QButtonGroup(fresh)
        for number, clock in enumerate(page.clocks):
            button = QPushButton(clock.label)
            button.setProperty("kind", "filter")
            button.setCheckable(True)
            button.setToolTip("显示这项期限的逐日推算")
            button.clicked.connect(
                lambda _=False, clock=clock, at=number: self._show_proof(clock, at)
            )
            group.addButton(button)
            chip = Chip()
            grid.addWidget(button, number, 0)
            grid.addWidget(chip, number, 1)
            chip.show_words(clock.urgency.name, clock.words)
            span = QLabel(f"{long_day(clock.opened_on)}起，至{long_day(clock.due_on)}")
            basis = QLabel(clock.basis)
            basis.setProperty("kind", "second")
            grid.addWidget(span, number, 2)
            grid.addWidget(basis, number, 3)
            if clock.proof == page.proof:
                button.setChecked(True)
                self._clock_shown = number
        _replace(self._clocks_column, fresh)

    def _show_proof(self, clock: "ClockLine", place: int) -> None:
        self._clock_shown = place
        self._proof_words.setText(f"{clock.label}：{clock.words}，至{long_day(clock.due_on)}。")
        self._proof.show_days(clock.proof)
        self._proof.setVisible(bool(clock.proof))


def _replace(column: QVBoxLayout, fresh: QWidget) -> None:
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    column.addWidget(fresh)
    column.addStretch(1)


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return label


def _scrolled(page: QWidget) -> QScrollArea:
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(16))
    column.addWidget(page)
    scroll = QScrollArea()
    scroll.setWidget(inner)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return scroll
