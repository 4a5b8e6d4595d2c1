"""The annual report: the tables in their official layout, each number opening its cases."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from casework import worklist
from casework.desk import Desk
from casework.reports.annual import AnnualReport
from casework.reports.layout import layout_2, layout_3, layout_4
from casework.worklist import BoardRow
from casework.year_report import year_report, years_with_requests
from db import report_rows, settings
from desktop import icons, theme
from desktop.documents import open_path
from desktop.report_table import ReportTable
from desktop.screen import Screen, rule, titled
from desktop.today_screen import ROW, BoardDelegate
from desktop.widgets.choice_box import ChoiceBox
from desktop.work import Progress, Work
from rules.proactive import BLOCKS
from rules.report_rows import ROWS, TOTAL_COLUMN, Applicant, Cell

_HEAD_ROWS = 3
_LABEL_COLUMNS = 3
_MOST_SHOWN = 500
_TABLE_2_NAMES = [name for block in BLOCKS for line in block.lines for name in line.numbers]


class ReportScreen(Screen):
    """The report of one year."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.report: AnnualReport | None = None
        self._work: Work | None = None
        self._year = ChoiceBox()
        self._year.setObjectName("reportYear")
        self._year.setAccessibleName("年份")
        self.table2 = ReportTable("table2", is_typed=True)
        self.table3, self.table4 = ReportTable("table3"), ReportTable("table4")
        self.list, self._behind, self._findings = QListWidget(), QLabel(), QLabel()
        self._assemble()
        self._year.activated.connect(self.refresh)
        self.table2.itemChanged.connect(lambda _: self._keep_table_2())
        self.table3.currentCellChanged.connect(lambda *_: self._show_behind())
        self.table3.cellActivated.connect(lambda *_: self._go_to_list())
        self.list.itemActivated.connect(
            lambda item: self.case_asked.emit(item.data(ROW).row.request_id)
        )
        self.refresh()

    def _assemble(self) -> None:
        head, buttons = titled(
            "政府信息公开工作年度报告", hint="选中表三的数字，右侧列出对应的申请。"
        )
        buttons.addWidget(self._year)
        for name, words, run in (
            ("exportExcel", "导出 Excel", self._export_excel),
            ("exportWord", "导出 Word", self._export_word),
        ):
            button = QPushButton(icons.icon("download"), words)
            button.setObjectName(name)
            button.clicked.connect(run)
            buttons.addWidget(button)
        self.list.setObjectName("behind")
        self.list.setAccessibleName("所选数字对应的申请")
        self.list.setItemDelegate(BoardDelegate(self.list))
        self._behind.setWordWrap(True)
        self._behind.setProperty("kind", "group")
        self._findings.setObjectName("findings")
        self._findings.setWordWrap(True)
        self._findings.setProperty("kind", "warning")
        tabs = QTabWidget()
        tabs.setObjectName("reportTabs")
        tabs.setDocumentMode(True)
        for words, table in (
            ("表三　申请", self.table3),
            ("表四　复议诉讼", self.table4),
            ("表二　主动公开（手工填写）", self.table2),
        ):
            tabs.addTab(table, words)
        self._tabs = tabs
        right = QWidget()
        right.setMinimumWidth(theme.px(320))
        side = QVBoxLayout(right)
        side.setContentsMargins(0, theme.px(8), 0, 0)
        notes = QVBoxLayout()
        notes.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        notes.addWidget(self._findings)
        notes.addWidget(self._behind)
        side.addLayout(notes)
        side.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(tabs)
        split.addWidget(right)
        split.setSizes([theme.px(860), theme.px(380)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(rule())
        outer.addWidget(split, 1)

    @property
    def year(self) -> int:
        """The year shown."""
        chosen = self._year.currentData()
        return self._desk.today.year if chosen is None else int(chosen)

    def refresh(self) -> None:
        """Count the year again."""
        year = self.year
        self._year.clear()
        for known in years_with_requests(self._desk):
            self._year.addItem(f"{known}年", known)
        self._year.setCurrentIndex(max(self._year.findData(year), 0))
        self.report = report = year_report(self._desk, year)
        findings = report.findings()
        wrong = {cell for finding in findings for cell in finding.cells}
        self.table2.blockSignals(True)
        if report.table2 is not None:
            self.table2.show_layout(layout_2(report.table2), set())
        self.table2.blockSignals(False)
        self.table3.show_layout(layout_3(report.table3), _places_3(wrong))
        self.table4.show_layout(layout_4(report.table4), set())
        said = "\n".join(finding.sentence for finding in findings)
        self._findings.setText(said or "各表勾稽关系相符。")
        self._findings.setProperty("kind", "warning" if findings else "body2")
        self._findings.style().unpolish(self._findings)
        self._findings.style().polish(self._findings)
        self._show_behind()

    def _show_behind(self) -> None:
        row = self.table3.currentRow() - _HEAD_ROWS + 1
        column = self.table3.currentColumn() - _LABEL_COLUMNS + 1
        self.list.clear()
        if not (1 <= row <= len(ROWS) and 1 <= column <= TOTAL_COLUMN):
            self._behind.setText("")
            return
        kind = None if column == TOTAL_COLUMN else list(Applicant)[column - 1]
        ids = report_rows.request_ids_in_cell(
            self._desk.store, self.year, row, None if kind is None else kind.name
        )
        whom = "总计" if kind is None else kind.value
        self._behind.setText(f"{ROWS[row - 1].name}，{whom}：{len(ids)} 件")
        for work in worklist.rows(self._desk, list(ids[:_MOST_SHOWN])):
            item = QListWidgetItem(f"{work.register_number}，{work.applicant_name}，{work.matter}")
            item.setData(ROW, BoardRow(work, work.outcome or work.stage, None, ""))
            self.list.addItem(item)

    def _go_to_list(self) -> None:
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _keep_table_2(self) -> None:
        if self.report is None or self.report.table2 is None:
            return
        spots = [spot for spot in layout_2(self.report.table2).spots if spot.number is not None]
        kept: dict[str, str] = {}
        for name, spot in zip(_TABLE_2_NAMES, spots, strict=True):
            item = self.table2.item(spot.row, spot.column)
            text = item.text().strip() if item is not None else ""
            if not text.replace(".", "", 1).isdecimal() or (
                "." in text and name != "fees_wan_yuan"
            ):
                self.failed.emit(f"“{text}”不是数字，表二已恢复原数，请重新填写。")
                self.refresh()
                return
            kept[name] = text
        settings.put(self._desk.store, f"table_2_{self.year}", kept)
        self.refresh()

    def _export_excel(self) -> None:
        from casework.reports.excel import write_excel

        self._export("Excel 工作簿 (*.xlsx)", ".xlsx", write_excel)

    def _export_word(self) -> None:
        from casework.reports.word import write_word

        self._export("Word 文档 (*.docx)", ".docx", write_word)

    def _export(self, kind: str, suffix: str, write: Callable[[AnnualReport, Path], None]) -> None:
        report = self.report
        if report is None:
            return
        suggested = self._desk.store.path.with_name(f"{report.title}{suffix}")
        chosen, _ = QFileDialog.getSaveFileName(self, "导出年度报告", str(suggested), kind)
        if chosen:
            self.export_to(Path(chosen).with_suffix(suffix), write)

    def export_to(self, path: Path, write: Callable[[AnnualReport, Path], None]) -> None:
        """Write the report to a file off the window's thread, then open it."""
        report = self.report

        def task(progress: Progress) -> Path:
            progress.say(-1, "正在写出年度报告")
            if report is not None:
                write(report, path)
            return path

        self._work = Work(task, self)
        self._work.done.connect(self._exported)
        self._work.failed.connect(self.failed)
        self._work.start()

    def _exported(self, path: Path) -> None:
        self.said.emit(f"已导出年度报告：{path}")
        open_path(path)

    def take_focus(self) -> None:
        """Begin in table 3."""
        self._tabs.currentWidget().setFocus()


def _places_3(wrong: set[Cell]) -> set[tuple[int, int]]:
    return {
        (cell.row + _HEAD_ROWS - 1, cell.column + _LABEL_COLUMNS - 1)
        for cell in wrong
        if cell.table == 3
    }
