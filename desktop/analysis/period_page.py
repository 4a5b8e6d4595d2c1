"""The months and quarters of a year in a table, and what one of them is made of."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.year.periods import ComparedPeriod, write_bulletin
from desktop.analysis.analysis_found import AnalysisFound
from desktop.analysis.analysis_pages import LINE_HEADS, line_row
from desktop.base.documents import open_path
from desktop.look import icons, theme
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.reading_table import ReadingTable
from rules.errors import ClerkError

_BY = (("承办科室", "sections"), ("承办人", "persons"), ("主题", "subjects"), ("办理结果", "kinds"))
_HEADS = (
    "期间", "收到|64", "期末在办|80", "办结|64", "平均工作日|96", "逾期|64", "延期|64", "复议|64",
    "纠正率|72", "诉讼|64", "败诉率|72", "咨询|64",
)  # fmt: skip


class PeriodPage(QWidget):
    """Choose a row to see what it is made of; its bulletin is a Word document."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.periods: list[ComparedPeriod] = []
        self.table = ReadingTable("periods", "各月各季度", _HEADS)
        self.by = ChoiceBox()
        self.by.setObjectName("periodBy")
        self.by.setAccessibleName("按什么分")
        for words, name in _BY:
            self.by.addItem(f"按{words}", name)
        self.parts = ReadingTable("periodParts", "所选期间的构成", ("名称", *LINE_HEADS))
        self.heading = QLabel()
        self.heading.setProperty("kind", "group")
        self.make = QPushButton(icons.icon("file-text"), "生成通报")
        self.make.setObjectName("makeBulletin")
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.heading, 1)
        row.addWidget(self.by)
        row.addWidget(self.make)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(self.table, 3)
        column.addLayout(row)
        column.addWidget(self.parts, 2)
        self.table.currentCellChanged.connect(lambda *_: self._show_parts())
        self.by.activated.connect(lambda _: self._show_parts())
        self.make.clicked.connect(self.make_bulletin)

    def show_periods(self, periods: list[ComparedPeriod]) -> None:
        """Show the months and quarters of a year, the last of them chosen at first."""
        is_first = not self.periods
        self.periods = periods
        rows = []
        for period in periods:
            figures, whole = period.figures, period.figures.whole
            rows.append(
                (
                    figures.span.words, whole.received, figures.open_at_end, whole.closed,
                    f"{whole.mean_days:.1f}", whole.late, whole.extended, whole.reconsidered,
                    f"{whole.corrected_rate:.0%}", whole.sued, f"{whole.lost_rate:.0%}",
                    period.enquiries.total,
                )
            )  # fmt: skip
        self.table.show_rows(rows, list(range(len(rows))))
        if is_first and rows:
            self.table.setCurrentCell(self._last_month(), 0)
        self._show_parts()

    def _last_month(self) -> int:
        """Return the row of the last month: what a bulletin is made of most often."""
        spans = [period.figures.span for period in self.periods]
        months = [row for row, one in enumerate(spans) if one.first.month == one.last.month]
        return months[-1] if months else len(spans) - 1

    def show_found(self, found: AnalysisFound) -> None:
        """Show a year."""
        self.show_periods(found.periods)

    @property
    def chosen(self) -> ComparedPeriod | None:
        """The month or quarter one stands on."""
        row = self.table.currentRow()
        return self.periods[row] if 0 <= row < len(self.periods) else None

    def _show_parts(self) -> None:
        period = self.chosen
        self.make.setEnabled(period is not None)
        if period is None:
            self.heading.setText("")
            self.parts.show_rows([])
            return
        lines = getattr(period.figures, str(self.by.currentData()))
        self.heading.setText(f"{period.figures.span.words}：{self.by.currentText()}")
        self.parts.show_rows([line_row(line) for line in lines])

    def make_bulletin(self) -> Path | None:
        """Write the bulletin of the month or quarter chosen, and open it."""
        period = self.chosen
        if period is None:
            return None
        try:
            path = write_bulletin(self._desk, period)
        except ClerkError as error:
            self.failed.emit(str(error))
            return None
        open_path(path)
        self.said.emit(f"已生成“{path.stem}”，保存在文书文件夹的“{path.parent.name}”中。")
        return path
