"""The annual report: the tables in their official layout, each number opening its cases."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.unwritable import told_if_unwritable
from casework.reports.annual import AnnualReport, Difference
from casework.reports.layout import layout_3, layout_4
from casework.year import report_keeping
from casework.year.report_files import ReportForm, write_report
from casework.year.year_report import (
    challenges_behind,
    requests_in_cell,
    why_counted,
    year_at_hand,
    year_report,
    years_with_requests,
)
from desktop.base.documents import open_path
from desktop.base.screen import Screen, rule
from desktop.base.work import Progress
from desktop.look import icons, theme
from desktop.report.compare_page import ComparePage
from desktop.report.ledger_page import LedgerPage
from desktop.report.report_lock import LockStrip
from desktop.report.report_side import ReportSide
from desktop.report.report_table import ReportTable
from desktop.report.report_texts_page import TextsPage
from desktop.report.report_typed import TypedTable
from desktop.report.rollup_page import RollUpPage
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.folded_tabs import FoldedTabs
from desktop.widgets.page_head import titled
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError
from rules.report_checks import ReportFinding
from rules.report_rows import (
    CHALLENGE_HEADS,
    RESULT_HEADS,
    ROWS,
    TOTAL_COLUMN,
    Applicant,
    Cell,
)

_HEAD_ROWS = 3
_LABEL_COLUMNS = 3
_PAGES_WITH_SIDE = 4
_SIDE = 340
_SIDE_SHARE = 0.3
_TABLES_WITH_CASES = 2
_MOST_REASONS = 500


class ReportScreen(Screen):
    """The report of one year."""

    # What is kept of a report is written here alone, while its texts are being typed.
    heeds = frozenset({What.CASE, What.SETTINGS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.report: AnnualReport | None = None
        self._last: AnnualReport | None = None
        self._changes: list[Difference] = []
        self._year = ChoiceBox()
        self._year.setObjectName("reportYear")
        self._year.setAccessibleName("年份")
        self.typed = TypedTable(desk)
        self.table2 = self.typed.table
        self.table3, self.table4 = ReportTable("table3"), ReportTable("table4")
        self.texts, self.lock, self.side = TextsPage(desk), LockStrip(desk), ReportSide(desk)
        self.list = self.side.list
        self.comparing, self.ledger = ComparePage(desk), LedgerPage(desk)
        self.roll_up = RollUpPage(desk)
        self.strip = WorkStrip()
        self._assemble()
        self._listen()
        self.refresh()

    def _assemble(self) -> None:
        self.head, buttons = titled(
            "年报",
            hint="选中表三、表四的数字，右侧列出对应的申请和计入的原因，回车打开。",
        )
        buttons.addWidget(self.strip)
        buttons.addWidget(self._year)
        self.export = QPushButton(icons.icon("download"), "导出")
        self.export.setObjectName("exportReport")
        menu = QMenu(self.export)
        for form in ReportForm:
            action = menu.addAction(f"{form.words}…")
            action.triggered.connect(partial(self._choose_place, form))
        self.export.setMenu(menu)
        self.publish = QPushButton("公布并锁定…")
        self.publish.setObjectName("publishReport")
        buttons.addWidget(self.export)
        buttons.addWidget(self.publish)
        self.tabs = FoldedTabs("reportTabs")
        pages: Sequence[tuple[str, QWidget]] = (
            ("表三　申请", self.table3),
            ("表四　复议诉讼", self.table4),
            ("表二　主动公开", self.typed),
            ("正文", self.texts),
            ("对照核查", self.comparing),
            ("台账", _scrolled(self.ledger)),
            ("下级汇总", self.roll_up),
        )
        for words, page in pages:
            self.tabs.addTab(page, words)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tabs)
        split.addWidget(self.side)
        split.setStretchFactor(0, 1)
        self._split, self._is_laid_out = split, False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for part in (self.head, rule(), self.lock):
            outer.addWidget(part)
        outer.addWidget(split, 1)

    def _listen(self) -> None:
        self._year.activated.connect(self.refresh)
        self.table3.currentCellChanged.connect(lambda *_: self._show_behind())
        self.table4.currentCellChanged.connect(lambda *_: self._show_behind())
        for table in (self.table3, self.table4):
            table.cellActivated.connect(lambda *_: self.side.go_to_list())
        self.typed.kept.connect(self.refresh)
        self.tabs.currentChanged.connect(self._turned)
        self.publish.clicked.connect(self._ask_to_publish)
        self.lock.moved.connect(self.refresh)
        self.texts.checked.connect(self._texts_checked)
        self.side.findings.chosen.connect(self._go_to_cells)
        self.strip.failed.connect(self.failed)
        for page in (self.side, self.comparing):
            page.case_asked.connect(self.ask_case)
        for part in (self.typed, self.lock, self.ledger, self.roll_up):
            part.said.connect(self.said)
            part.failed.connect(self.failed)
        self.texts.failed.connect(self.failed)
        self.comparing.failed.connect(self.failed)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the tables what the list beside them does not need, once the width is known."""
        super().showEvent(event)
        if not self._is_laid_out and self.width() > theme.px(_SIDE):
            self._is_laid_out = True
            side = min(theme.px(_SIDE), round(self.width() * _SIDE_SHARE))
            self._split.setSizes([self.width() - side, side])

    @property
    def year(self) -> int:
        """The year shown."""
        chosen = self._year.currentData()
        return year_at_hand(self._desk) if chosen is None else int(chosen)

    def refresh(self) -> None:
        """Count the year again; a locked year shows what was published and what changed since."""
        year = self.year
        self.texts.keep()
        self._year.clear()
        for known in years_with_requests(self._desk):
            self._year.addItem(f"{known}年", known)
        self._year.setCurrentIndex(max(self._year.findData(year), 0))
        kept = report_keeping.published(self._desk, year)
        today = year_report(self._desk, year)
        report = today if kept is None else kept.report
        self.report, self._last = report, report_keeping.last_year_of(self._desk, year)
        self._changes = report_keeping.changed_since(self._desk, today)
        findings = report.findings(self._last)
        wrong = {cell for finding in findings for cell in finding.cells}
        self.typed.show_report(report, self._last, wrong, self._changes, is_locked=kept is not None)
        self.table3.show_layout(
            layout_3(report.table3),
            {_place_3(cell) for cell in wrong if cell.table == 3},
            {_place_3(one.cell): one for one in self._changes if one.cell.table == 3},
        )
        self.table4.show_layout(
            layout_4(report.table4),
            {_place_4(cell) for cell in wrong if cell.table == 4},
            {_place_4(one.cell): one for one in self._changes if one.cell.table == 4},
        )
        self.texts.show_report(report, self._last, is_locked=kept is not None)
        self.publish.setVisible(kept is None)
        drafted = report_keeping.with_drafts(report)
        self.lock.show_year(year, len(drafted.findings(self._last)), len(self._changes))
        for page in (self.comparing, self.ledger, self.roll_up):
            page.show_year(year)
        self._show_findings(findings)
        self._show_behind()
        self.read_anew.emit()

    def _show_findings(self, findings: Sequence[ReportFinding]) -> None:
        told: list[tuple[str, Sequence[Cell]]]
        told = [(f"公布后变动：{change.sentence}", (change.cell,)) for change in self._changes]
        told += [(finding.sentence, finding.cells) for finding in findings]
        self.side.show_findings(told)
        state = f"有 {len(told)} 处需要核对" if told else "各项勾稽关系和文字数字相符 ✓"
        self.head.say(f"{self.year}年政府信息公开工作年度报告，{state}")

    def _texts_checked(self, findings: list[ReportFinding]) -> None:
        """Show the problems of texts being typed beside those of the tables."""
        if self.report is None or self.tabs.currentWidget() is not self.texts:
            return
        tables = AnnualReport(
            self.report.year, "", self.report.table2, self.report.table3, self.report.table4
        )
        texts = [finding for finding in findings if finding.kind in ("text", "empty")]
        self._show_findings([*tables.findings(self._last), *texts])

    def _go_to_cells(self, cells: Sequence[Cell]) -> None:
        """Go to the first number a problem is about."""
        for cell in cells:
            if cell.table == 3:
                self.tabs.setCurrentWidget(self.table3)
                self.table3.setCurrentCell(*_place_3(cell))
            elif cell.table == 4:
                self.tabs.setCurrentWidget(self.table4)
                self.table4.setCurrentCell(*_place_4(cell))
            else:
                self.tabs.setCurrentWidget(self.typed)
                self.typed.go_to(cell)
            return

    def _turned(self, index: int) -> None:
        self.side.setVisible(index < _PAGES_WITH_SIDE)
        self.list.setVisible(index < _TABLES_WITH_CASES)
        self._show_behind()
        if self.tabs.currentWidget() is self.texts:
            self.texts.look_again()
        elif self.report is not None:
            self._show_findings(self.report.findings(self._last))

    def _show_behind(self) -> None:
        if self.tabs.currentWidget() is self.table4:
            column = self.table4.currentColumn() + 1
            kind = CHALLENGE_HEADS[(column - 1) // len(RESULT_HEADS)]
            head = RESULT_HEADS[(column - 1) % len(RESULT_HEADS)]
            why = challenges_behind(self._desk, self.year, column)
            self.side.show_requests(f"{kind}，{head}：涉及 {len(why)} 件", list(why), why)
            return
        row = self.table3.currentRow() - _HEAD_ROWS + 1
        column = self.table3.currentColumn() - _LABEL_COLUMNS + 1
        is_number = 1 <= row <= len(ROWS) and 1 <= column <= TOTAL_COLUMN
        if self.tabs.currentIndex() != 0 or not is_number:
            self.side.show_requests("", ())
            return
        self._show_behind_3(row, column)

    def _show_behind_3(self, row: int, column: int) -> None:
        kind = None if column == TOTAL_COLUMN else list(Applicant)[column - 1]
        ids = requests_in_cell(self._desk, self.year, row, kind)
        whom = "总计" if kind is None else kind.value
        why = why_counted(self._desk, self.year, ids[:_MOST_REASONS])
        self.side.show_requests(f"{ROWS[row - 1].name}，{whom}：{len(ids)} 件", ids, why)

    def _ask_to_publish(self) -> None:
        self.texts.keep()
        self.refresh()
        if self.report is not None:
            drafted = report_keeping.with_drafts(self.report)
            self._show_findings(drafted.findings(self._last))
        self.lock.ask_day()

    def report_to_write(self) -> AnnualReport:
        """Return the report as it goes out: the published one, or today's with its texts filled.

        Raises `ClerkError` where a text names a figure there is not.
        """
        self.texts.keep()
        kept = report_keeping.published(self._desk, self.year)
        if kept is not None:
            return kept.report
        drafted = report_keeping.with_drafts(year_report(self._desk, self.year))
        return report_keeping.settled(drafted)

    def _choose_place(self, form: ReportForm) -> None:
        if self.report is None:
            return
        suggested = self._desk.beside.file(f"{self.report.title}{form.suffix}")
        chosen, _ = QFileDialog.getSaveFileName(
            self, "导出年度报告", str(suggested), f"{form.words} (*{form.suffix})"
        )
        if chosen:
            self.export_as(Path(chosen).with_suffix(form.suffix), form)

    def export_as(self, path: Path, form: ReportForm) -> None:
        """Write the report in a form off the window's thread, then open it."""
        anchor = self._desk.anchor_words
        self._write(path, lambda report: write_report(report, path, form, anchor=anchor))

    def export_to(self, path: Path, write: Callable[[AnnualReport, Path], None]) -> None:
        """Write the report with any writer off the window's thread, then open it."""

        def write_it(report: AnnualReport) -> None:
            with told_if_unwritable(path):
                write(report, path)

        self._write(path, write_it)

    def _write(self, path: Path, write: Callable[[AnnualReport], None]) -> None:
        try:
            report = self.report_to_write()
        except ClerkError as error:
            self.failed.emit(str(error))
            return

        self._desk.looked("EXPORTED", details=f"{self.year}年年度报告（{path.suffix[1:]}）")

        def task(progress: Progress) -> Path:
            progress.say(-1, "正在写出年度报告")
            write(report)
            return path

        self.strip.run(task, "正在写出年度报告", self._exported)

    def _exported(self, path: Path) -> None:
        open_path(path)
        self.said.emit(f"已导出年度报告：{path}")

    def take_focus(self) -> None:
        """Begin in table 3."""
        self.tabs.currentWidget().setFocus()


def _scrolled(page: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidget(page)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return scroll


def _place_3(cell: Cell) -> tuple[int, int]:
    return cell.row + _HEAD_ROWS - 1, cell.column + _LABEL_COLUMNS - 1


def _place_4(cell: Cell) -> tuple[int, int]:
    return 3, cell.column - 1
