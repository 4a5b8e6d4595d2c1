"""Beside the report's tables: what does not add up, and the requests behind the chosen number."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from casework.desk.desk import Desk
from casework.pages.worklist import BoardRow
from desktop.look import theme
from desktop.look.plain import plain_tip
from desktop.report.year_read import CellRequests
from desktop.widgets.rows import ROW
from desktop.widgets.sentence_list import SentenceList
from desktop.widgets.side_rows import SideDelegate
from rules.report_rows import Cell


class ReportSide(QWidget):
    """The problems of the report above, the requests of a number below."""

    case_asked = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.verdict, self._behind = QLabel(), QLabel()
        self._reasons: Mapping[int, str] = {}
        self._why = QLabel()
        self._why.setObjectName("whyCounted")
        self._why.setWordWrap(True)
        self._why.setContentsMargins(theme.px(16), theme.px(4), theme.px(16), theme.px(12))
        self._why.hide()
        self.findings = SentenceList("findings", "需要核对的问题")
        self.list = QListWidget()
        self.list.setObjectName("behind")
        self.list.setAccessibleName("所选数字对应的申请")
        self.list.setItemDelegate(SideDelegate(self.list))
        self.list.itemActivated.connect(
            lambda item: self.case_asked.emit(item.data(ROW).row.request_id)
        )
        self._behind.setWordWrap(True)
        for label in (self.verdict, self._behind):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.verdict.setObjectName("verdict")
        self.verdict.setProperty("kind", "warning")
        self.verdict.hide()
        self._behind.setProperty("kind", "group")
        notes = QVBoxLayout()
        notes.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        notes.setSpacing(theme.px(8))
        notes.addWidget(self.verdict)
        notes.addWidget(self.findings)
        notes.addWidget(self._behind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.addLayout(notes)
        column.addWidget(self.list, 1)
        column.addWidget(self._why)
        column.addStretch(0)
        self.list.currentRowChanged.connect(lambda _: self._show_why())

    def show_findings(self, findings: Sequence[tuple[str, Sequence[Cell]]]) -> None:
        """Show what does not add up, or that everything does."""
        self.verdict.setText(f"有 {len(findings)} 处需要核对" if findings else "")
        # That everything agrees is said in the head of the page.
        self.verdict.setVisible(bool(findings))
        self.findings.setVisible(bool(findings))
        self.findings.show_sentences(findings)

    def show_requests(self, behind: CellRequests) -> None:
        """List the requests behind a number, each with how it comes to be there."""
        self._reasons = behind.why
        self._why.setText("")
        self.list.clear()
        for work in behind.rows:
            item = QListWidgetItem(f"{work.register_number}，{work.applicant_name}，{work.matter}")
            item.setData(ROW, BoardRow(work, work.outcome or work.stage, None, ""))
            item.setToolTip(plain_tip(self._reasons.get(work.request_id, "")))
            self.list.addItem(item)
        left_out = behind.number > len(behind.rows)
        first = f"（列出前 {len(behind.rows)} 件）" if left_out else ""
        self._behind.setText(f"{behind.words}{first}")
        self._behind.setVisible(bool(behind.words))

    def _show_why(self) -> None:
        item = self.list.currentItem()
        row = None if item is None else item.data(ROW)
        self._why.setText("" if row is None else self._reasons.get(row.row.request_id, ""))
        self._why.setVisible(bool(self._why.text()))

    def go_to_list(self) -> None:
        """Put the focus on the requests."""
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus()
