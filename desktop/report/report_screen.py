"""The annual report: the tables in their official layout, each number opening its cases."""

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

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
from casework.reports.annual import AnnualReport
from casework.reports.layout import layout_3, layout_4
from casework.year import report_keeping
from casework.year.report_files import ReportForm, write_report
from casework.year.year_report import year_at_hand
from desktop.base.asking import Asking
from desktop.base.documents import open_path
from desktop.base.screen import Screen, rule
from desktop.base.work import Progress
from desktop.look import theme
from desktop.report.compare_page import ComparePage
from desktop.report.ledger_page import LedgerPage
from desktop.report.report_lock import LockStrip
from desktop.report.report_side import ReportSide
from desktop.report.report_table import ReportTable
from desktop.report.report_texts_page import TextsPage
from desktop.report.report_typed import TypedTable
from desktop.report.rollup_page import RollUpPage
from desktop.report.year_read import (
    NOTHING,
    CellRequests,
    YearRead,
    behind_table_3,
    behind_table_4,
    read_year,
    report_to_write,
)
from desktop.widgets.chapters import Chapters
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.menu_button import MenuButton
from desktop.widgets.page_head import titled
from desktop.widgets.tab_order import tab_as_read
from desktop.widgets.work_strip import WorkStrip
from rules.report_checks import ReportFinding
from rules.report_rows import ROWS, TOTAL_COLUMN, Cell

_HEAD_ROWS = 3
_LABEL_COLUMNS = 3
_PAGES_WITH_SIDE = 4
_SIDE = 340
_SIDE_SHARE = 0.3
_TABLES_WITH_CASES = 2


class ReportScreen(Screen):
    """The report of one year; a page of it is built when it is first turned to."""

    # What is kept of a report is written here alone, while its texts are being typed.
    heeds = frozenset({What.CASE, What.SETTINGS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.report: AnnualReport | None = None
        self._last: AnnualReport | None = None
        self._read: YearRead | None = None
        self._year = ChoiceBox()
        self._year.setObjectName("reportYear")
        self._year.setAccessibleName("年份")
        self.table3, self.table4 = ReportTable("table3"), ReportTable("table4")
        self.lock, self.side = LockStrip(desk), ReportSide(desk)
        self.list = self.side.list
        self.strip = WorkStrip()
        self._asking, self._asking_behind = Asking(self, desk), Asking(self, desk)
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
        self.export = MenuButton("导出", "download")
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
        self.tabs = Chapters("reportTabs")
        self.tabs.addTab(self.table3, "表三　申请")
        self.tabs.addTab(self.table4, "表四　复议诉讼")
        for words, call in (
            ("表二　主动公开", lambda: self.typed),
            ("正文", lambda: self.texts),
            ("对照核查", lambda: self.comparing),
            ("台账", lambda: self.ledger),
            ("下级汇总", lambda: self.roll_up),
        ):
            self.tabs.offer(words, call)
        self.tabs.placed.connect(lambda _: tab_as_read(self))
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
        self.tabs.currentChanged.connect(self._turned)
        self.publish.clicked.connect(self._ask_to_publish)
        self.lock.moved.connect(self.refresh)
        self.side.findings.chosen.connect(self._go_to_cells)
        self.side.case_asked.connect(self.ask_case)
        self.lock.said.connect(self.said)
        for part in (self.lock, self.strip, self._asking, self._asking_behind):
            part.failed.connect(self.failed)
        self._asking.begun.connect(lambda: self.head.say(f"正在统计{self.year}年"))

    @cached_property
    def typed(self) -> TypedTable:
        """Table 2, which is typed."""
        page = self.tabs.place("表二　主动公开", TypedTable(self._desk))
        page.kept.connect(self.refresh)
        page.said.connect(self.said)
        page.failed.connect(self.failed)
        self._show_typed(page)
        return page

    @property
    def table2(self) -> ReportTable:
        """This year's table 2."""
        return self.typed.table

    @cached_property
    def texts(self) -> TextsPage:
        """The written parts."""
        page = self.tabs.place("正文", TextsPage(self._desk))
        page.failed.connect(self.failed)
        self._show_texts(page)
        page.checked.connect(self._texts_checked)
        return page

    @cached_property
    def comparing(self) -> ComparePage:
        """Her own figures against these."""
        page = self.tabs.place("对照核查", ComparePage(self._desk))
        page.case_asked.connect(self.ask_case)
        page.failed.connect(self.failed)
        page.show_year(self.year)
        return page

    @cached_property
    def ledger(self) -> LedgerPage:
        """The year's requests, line by line."""
        page = LedgerPage(self._desk)
        self.tabs.place("台账", _scrolled(page))
        page.said.connect(self.said)
        page.failed.connect(self.failed)
        page.show_year(self.year)
        return page

    @cached_property
    def roll_up(self) -> RollUpPage:
        """The sum of the units."""
        page = self.tabs.place("下级汇总", RollUpPage(self._desk))
        page.said.connect(self.said)
        page.failed.connect(self.failed)
        page.show_year(self.year)
        return page

    def _built(self, name: str) -> Any:  # noqa: ANN401  one page or another
        return vars(self).get(name)

    def _keep_texts(self) -> None:
        if self._built("texts") is not None:
            self.texts.keep()

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
        self._keep_texts()
        self._asking.ask(lambda desk: read_year(desk, year), self._show)

    def _show(self, read: YearRead) -> None:
        self._read, self.report, self._last = read, read.report, read.last
        year = read.today.year
        self._year.clear()
        for known in read.years:
            self._year.addItem(f"{known}年", known)
        self._year.setCurrentIndex(max(self._year.findData(year), 0))
        findings, wrong = read.findings, read.wrong
        self.table3.show_layout(
            layout_3(read.report.table3),
            {_place_3(cell) for cell in wrong if cell.table == 3},
            {_place_3(one.cell): one for one in read.changes if one.cell.table == 3},
        )
        self.table4.show_layout(
            layout_4(read.report.table4),
            {_place_4(cell) for cell in wrong if cell.table == 4},
            {_place_4(one.cell): one for one in read.changes if one.cell.table == 4},
        )
        for name, show in (("typed", self._show_typed), ("texts", self._show_texts)):
            if (page := self._built(name)) is not None:
                show(page)
        self.publish.setVisible(not read.is_locked)
        drafted = report_keeping.with_drafts(read.report)
        self.lock.show_year(year, len(drafted.findings(read.last)), len(read.changes))
        for name in ("comparing", "ledger", "roll_up"):
            if (page := self._built(name)) is not None:
                page.show_year(year)
        self._show_findings(findings)
        self._show_behind()
        self.read_anew.emit()

    def _show_typed(self, page: TypedTable) -> None:
        read = self._read
        if read is not None:
            page.show_report(
                read.report, read.last, read.wrong, read.changes, is_locked=read.is_locked
            )

    def _show_texts(self, page: TextsPage) -> None:
        read = self._read
        if read is not None:
            page.show_report(read.report, read.last, is_locked=read.is_locked)

    def _show_findings(self, findings: Sequence[ReportFinding]) -> None:
        told: list[tuple[str, Sequence[Cell]]]
        changes = [] if self._read is None else self._read.changes
        told = [(f"公布后变动：{change.sentence}", (change.cell,)) for change in changes]
        told += [(finding.sentence, finding.cells) for finding in findings]
        self.side.show_findings(told)
        self._fit_side(has_findings=bool(told))
        state = f"有 {len(told)} 处需要核对" if told else "各项勾稽关系和文字数字相符 ✓"
        self.head.say(f"{self.year}年政府信息公开工作年度报告，{state}")

    def _texts_checked(self, findings: list[ReportFinding]) -> None:
        """Show the problems of texts being typed beside those of the tables."""
        if self.report is None or self.tabs.currentWidget() is not self._built("texts"):
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
        self._fit_side(has_findings=self.side.findings.count() > 0)
        self.list.setVisible(index < _TABLES_WITH_CASES)
        self._show_behind()
        if self.tabs.currentWidget() is self._built("texts"):
            self.texts.look_again()
        elif self.report is not None:
            self._show_findings(self.report.findings(self._last))

    def _fit_side(self, *, has_findings: bool) -> None:
        """Give the page the whole width where nothing would stand beside it."""
        at = self.tabs.currentIndex()
        self.side.setVisible(at < _TABLES_WITH_CASES or (at < _PAGES_WITH_SIDE and has_findings))

    def _show_behind(self) -> None:
        year = self.year
        if self.tabs.currentWidget() is self.table4:
            at = self.table4.currentColumn() + 1
            self._asking_behind.ask(lambda desk: behind_table_4(desk, year, at), self._list)
            return
        row = self.table3.currentRow() - _HEAD_ROWS + 1
        column = self.table3.currentColumn() - _LABEL_COLUMNS + 1
        is_number = 1 <= row <= len(ROWS) and 1 <= column <= TOTAL_COLUMN
        if self.tabs.currentIndex() != 0 or not is_number:
            self._list(NOTHING)
            return
        self._asking_behind.ask(lambda desk: behind_table_3(desk, year, row, column), self._list)

    def _list(self, behind: CellRequests) -> None:
        self.side.show_requests(behind)

    def _ask_to_publish(self) -> None:
        self._keep_texts()
        year = self.year
        self._asking.ask(lambda desk: read_year(desk, year), self._ask_day)

    def _ask_day(self, read: YearRead) -> None:
        self._show(read)
        drafted = report_keeping.with_drafts(read.report)
        self._show_findings(drafted.findings(read.last))
        self.lock.ask_day()

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
        self._keep_texts()
        desk, year, anchor = self._desk, self.year, self._desk.anchor_words
        desk.looked("EXPORTED", details=f"{year}年年度报告（{path.suffix[1:]}）")

        def task(progress: Progress) -> Path:
            progress.say(-1, "正在写出年度报告")
            own = Desk(desk.store.reader(), desk.clock, desk.clerk)
            try:
                write_report(report_to_write(own, year), path, form, anchor=anchor)
            finally:
                own.close()
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
