"""Table 2, typed once a year, with last year's beside it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.reports.annual import AnnualReport, Difference
from casework.reports.layout import layout_2
from casework.year import report_keeping
from desktop.look import icons, theme
from desktop.report.report_table import ReportTable
from rules.errors import ClerkError
from rules.proactive import BLOCKS, NUMBERS
from rules.report_rows import Cell

_NAMES = [name for block in BLOCKS for line in block.lines for name in line.numbers]
_ITEMS, _NUMBERS = 108, 95
REPORT_FILES = "年度报告 (*.xlsx *.xls *.et *.docx *.html *.htm *.mht *.djh *.json);;所有文件 (*)"


class _NarrowTable(ReportTable):
    """Table 2 at half the width: two of them stand side by side."""

    def _fit(self) -> None:
        items = theme.px(_ITEMS)
        room = (self.viewport().width() - items) // 3
        numbers = max(min(room, theme.px(_NUMBERS)), theme.px(_NUMBERS - 8))
        for column in range(self.columnCount()):
            self.setColumnWidth(column, numbers if column else items)


class TypedTable(QWidget):
    """This year's table 2 on the left, last year's on the right."""

    kept = Signal()
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._year = desk, desk.today.year
        self._spots: dict[str, tuple[int, int]] = {}
        self.table = _NarrowTable("table2", is_typed=True)
        self.before = _NarrowTable("table2Before")
        self.before.setAccessibleName("上年的表二")
        self._now_words, self._before_words = QLabel(), QLabel()
        self._before_words.setWordWrap(True)
        self._before_words.setProperty("kind", "body2")
        self.read = QPushButton(icons.icon("upload"), "读入上年年报…")
        self.read.setObjectName("readLastYear")
        self.read.setToolTip("从文件读入上年公布的年度报告，用来核对结转和现行有效件数")
        self.read.clicked.connect(self._choose)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._now_words)
        left.addWidget(self.table, 1)
        right.addWidget(self._before_words)
        right.addWidget(self.before, 1)
        for side in (left, right):
            side.setSpacing(theme.px(8))
        foot = QHBoxLayout()
        foot.addWidget(self.read)
        foot.addStretch(1)
        right.addLayout(foot)
        right.addStretch(0)
        left.addStretch(0)
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.px(12), theme.px(8), theme.px(4), theme.px(8))
        across.setSpacing(theme.px(12))
        across.addLayout(left, 1)
        across.addLayout(right, 1)
        self.table.itemChanged.connect(lambda _: self._keep())

    def show_report(
        self,
        report: AnnualReport,
        last_year: AnnualReport | None,
        wrong: set[Cell],
        changes: Sequence[Difference] = (),
        *,
        is_locked: bool,
    ) -> None:
        """Show both years; a locked year is only read.

        `changes` are the numbers that are otherwise today than when they were published.
        """
        self._year = report.year
        self._now_words.setText(
            f"{report.year}年（已锁定）" if is_locked else f"{report.year}年（在数字上直接填写）"
        )
        self.table.let_type(not is_locked)
        with QSignalBlocker(self.table):
            if report.table2 is not None:
                layout = layout_2(report.table2)
                spots = [spot for spot in layout.spots if spot.number is not None]
                self._spots = {
                    name: (spot.row, spot.column) for name, spot in zip(_NAMES, spots, strict=True)
                }
                self.table.show_layout(
                    layout,
                    {self._place(cell) for cell in wrong if cell.table == 2},
                    {self._place(one.cell): one for one in changes if one.cell.table == 2},
                )
        source = report_keeping.source_of_last_year(self._desk, report.year)
        has_table = last_year is not None and last_year.table2 is not None
        self.before.setVisible(has_table)
        if last_year is not None and last_year.table2 is not None:
            self.before.show_layout(layout_2(last_year.table2), set())
            self._before_words.setText(source)
        elif last_year is not None:
            self._before_words.setText(f"{source}；表二没有填写过，可以读入上年公布的年度报告。")
        else:
            self._before_words.setText(
                f"{report.year - 1}年的年度报告不在程序中。读入当时公布的文件"
                "（Excel、Word、网页或者交换文件），即可核对上年结转和现行有效件数。"
            )

    def _place(self, cell: Cell) -> tuple[int, int]:
        return self._spots[NUMBERS[cell.column - 1]]

    def go_to(self, cell: Cell) -> None:
        """Choose a number of this year's table."""
        if self._spots:
            self.table.setCurrentCell(*self._place(cell))

    def _keep(self) -> None:
        typed = {}
        for name, (row, column) in self._spots.items():
            item = self.table.item(row, column)
            typed[name] = "" if item is None else item.text().strip()
        try:
            report_keeping.keep_table_2(self._desk, self._year, typed)
        except ClerkError as error:
            self.failed.emit(f"{error}表二已恢复原来的数字。")
        self.kept.emit()

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            f"选择{self._year - 1}年的年度报告",
            str(self._desk.beside.folder),
            REPORT_FILES,
        )
        if chosen:
            self.read_last_year(Path(chosen))

    def read_last_year(self, path: Path) -> None:
        """Take last year's report from a file."""
        try:
            report = report_keeping.take_last_year(self._desk, self._year, path)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.kept.emit()
        self.said.emit(f"已读入{report.year}年的年度报告：{path.name}。")
