"""The pages of the analysis: a chart and the same numbers in a table, question by question."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casework.reports.analysis import Analysis, AnalysisLine, Share
from desktop.analysis.analysis_found import AnalysisFound
from desktop.base.screen import held
from desktop.look import theme
from desktop.widgets.charts import BarChart, ChartBar, ChartSeries, LineChart
from desktop.widgets.reading_table import ReadingTable

_WIDEST = 1440
_SHARE_HEADS = ("件数|72", "占比|80")


def per_cent(share: float) -> str:
    """Return a share as it is written: 38.7%."""
    return f"{100 * share:.1f}%"


def page_of(*parts: QWidget) -> QScrollArea:
    """Return parts one above the other on a page that scrolls."""
    inner, page = QWidget(), QWidget()
    around = QVBoxLayout(inner)
    around.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(16))
    around.addLayout(held(page, _WIDEST))
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(16))
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidget(inner)
    scroll.setWidgetResizable(True)
    return scroll


def _titled(title: str, *parts: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(4))
    heading = QLabel(title)
    heading.setProperty("kind", "group")
    column.addWidget(heading)
    for part in parts:
        column.addWidget(part)
    return box


class SharesPart(QWidget):
    """Shares of a whole: bars on the left, a table on the right."""

    def __init__(self, name: str, title: str, head: str) -> None:
        super().__init__()
        self.chart = BarChart(title)
        self.table = ReadingTable(name, title, (head, *_SHARE_HEADS))
        across = QHBoxLayout()
        across.setSpacing(theme.px(24))
        across.addWidget(self.chart, 3, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.table, 2, Qt.AlignmentFlag.AlignTop)
        heading = QLabel(title)
        heading.setProperty("kind", "group")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading)
        column.addLayout(across)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show them."""
        self.chart.show_bars([ChartBar(one.label, one.count, _share_words(one)) for one in shares])
        self.table.show_rows([(one.label, one.count, per_cent(one.share)) for one in shares])
        self.table.fit_height()


def _share_words(share: Share) -> str:
    return f"{share.count}件 {per_cent(share.share)}"


LINE_HEADS = (
    "收到|56", "办结|56", "平均工作日|84", "延长|56", "逾期|56", "逾期率|68", "复议|56",
    "复议率|68", "纠正|56", "诉讼|56", "诉讼率|68", "败诉|56",
)  # fmt: skip


def line_row(line: AnalysisLine) -> tuple[object, ...]:
    """Return a line of figures as a table shows it."""
    return (
        line.label, line.received, line.closed, f"{line.mean_days:.1f}", line.extended, line.late,
        per_cent(line.late_rate), line.reconsidered, per_cent(line.reconsideration_rate),
        line.corrected, line.sued, per_cent(line.suit_rate), line.lost,
    )  # fmt: skip


class LinesPart(QWidget):
    """The same figures for each section, outcome or year."""

    def __init__(self, name: str, title: str, head: str, *, has_received: bool = True) -> None:
        super().__init__()
        self.table = ReadingTable(name, title, (head, *LINE_HEADS))
        # An outcome is of a request that is closed: none was received with it.
        self.table.setColumnHidden(1, not has_received)
        heading = QLabel(title)
        heading.setProperty("kind", "group")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(self.table)

    def show_lines(self, lines: Sequence[AnalysisLine]) -> None:
        """Show them."""
        self.table.show_rows([line_row(line) for line in lines])
        self.table.fit_height()


class TimesPage(QWidget):
    """How long replies took, and which came late."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel()
        self.spread = SharesPart("spread", "办理所用工作日", "工作日")
        self.late = ReadingTable(
            "late", "逾期答复的申请", ("编号|180", "申请人|120", "事项", "到期|100", "逾期|80")
        )
        self.slow = ReadingTable(
            "slow",
            "迟延确认的申请",
            ("编号|180", "申请人|120", "事项", "到达|100", "确认所用|96"),
        )
        self._late_words, self._slow_words = QLabel(), QLabel()
        for words in (self._late_words, self._slow_words):
            words.setProperty("kind", "group")
            words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for part in (
            *(self.words, self.spread, self._late_words, self.late),
            *(self._slow_words, self.slow),
        ):
            column.addWidget(part)

    def show_found(self, found: AnalysisFound) -> None:
        """Show the year."""
        analysis = found.analysis
        times = analysis.times
        self.words.setText(
            f"{times.replies}件答复，平均{times.mean_days:.1f}个工作日，"
            f"中位数{times.median_days:g}个，最长{times.longest_days}个；"
            "征求意见、等待补正和缴费的时间不计入。"
        )
        self.spread.show_shares(analysis.time_spread)
        late = analysis.late
        self._late_words.setText(f"逾期答复的申请（{len(late)}）" if late else "没有逾期答复的申请")
        self.late.setVisible(bool(late))
        self.late.show_rows(
            [
                (
                    one.register_number,
                    one.applicant_name,
                    one.asked_for.replace("\n", " "),
                    one.due_on or "",
                    f"{one.late_days}个工作日",
                )
                for one in late
            ],
            [one.request_id for one in late],
        )
        self.late.fit_height()
        self._show_slow(analysis)

    def _show_slow(self, analysis: Analysis) -> None:
        """Show the requests the office itself was slow to confirm, if there are any."""
        slow = analysis.slow_confirmations
        self._slow_words.setText(
            f"迟延确认的申请（{len(slow)}）：到达后超过3个工作日才确认，属本机关自身的迟延"
        )
        self._slow_words.setVisible(bool(slow))
        self.slow.setVisible(bool(slow))
        self.slow.show_rows(
            [
                (
                    one.register_number,
                    one.applicant_name,
                    one.asked_for.replace("\n", " "),
                    one.arrived_on or "",
                    f"{one.confirm_days}个工作日",
                )
                for one in slow
            ],
            [one.request_id for one in slow],
        )
        self.slow.fit_height()


class TrendPage(QWidget):
    """The years side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.counts = LineChart("历年收到与办结")
        self.challenges = LineChart("历年复议与诉讼")
        self.table = LinesPart("years", "历年数字", "年度")
        charts = QHBoxLayout()
        charts.setSpacing(theme.px(24))
        charts.addWidget(_titled("收到、办结与逾期（件）", self.counts))
        charts.addWidget(_titled("行政复议与行政诉讼（件）", self.challenges))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addLayout(charts)
        column.addWidget(self.table)

    def show_found(self, found: AnalysisFound) -> None:
        """Show the years up to this one."""
        years = found.analysis.years
        labels = [line.label for line in years]
        self.counts.show_lines(
            labels,
            [
                ChartSeries("收到", tuple(line.received for line in years)),
                ChartSeries("办结", tuple(line.closed for line in years)),
                ChartSeries("逾期", tuple(line.late for line in years)),
            ],
        )
        self.challenges.show_lines(
            labels,
            [
                ChartSeries("行政复议", tuple(line.reconsidered for line in years)),
                ChartSeries("行政诉讼", tuple(line.sued for line in years)),
            ],
        )
        self.table.show_lines(years)
