"""What the year teaches (依申请公开分析研判), counted when the place is opened."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QVBoxLayout, QWidget

from casework.cases.circulation_times import (
    HEADS,
    CirculationTimes,
    circulation_times,
    rows_of,
    sentences_of,
)
from casework.cases.urgency import short_day
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.questions import Query, ids
from casework.desk.unwritable import told_if_unwritable
from casework.reports.analysis import Analysis
from casework.reports.analysis_excel import ExtraTable, write_analysis_excel
from casework.reports.analysis_word import write_analysis_word
from casework.reports.behind import Behind, behind
from casework.year.periods import ComparedPeriod, periods_of
from casework.year.year_facts import Weighed, facts_of_year, weighed_requests, year_analysis
from casework.year.year_report import year_at_hand, years_with_requests
from desktop.analysis.analysis_lists import FrequentPage, ReviewPage
from desktop.analysis.analysis_pages import (
    LinesPart,
    SharesPart,
    TimesPage,
    TrendPage,
    page_of,
)
from desktop.analysis.circulation_part import CirculationPart
from desktop.analysis.overview_page import OverviewPage
from desktop.analysis.period_page import PeriodPage
from desktop.base.documents import open_path
from desktop.base.screen import Screen, rule
from desktop.base.wishes import BeginAct
from desktop.base.work import Progress
from desktop.look import icons
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.folded_tabs import FoldedTabs
from desktop.widgets.page_head import titled
from desktop.widgets.work_strip import WorkStrip

_COMPARED = ("和去年同期比", "和去年全年比")
# Up to here the analysis is there before the eye has moved; beyond, it is made aside.
_AT_ONCE = 3_000


class _Found(NamedTuple):
    """An analysis with the reviews decided so far, and the months and quarters of its year."""

    analysis: Analysis
    weighed: Mapping[int, Weighed]
    circulation: CirculationTimes
    periods: list[ComparedPeriod]
    behind: Behind


class AnalysisScreen(Screen):
    """The analysis of one year, question by question."""

    heeds = frozenset({What.CASE, What.SETTINGS})

    shown = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.analysis: Analysis | None = None
        self._year = ChoiceBox()
        self._year.setObjectName("analysisYear")
        self._year.setAccessibleName("年份")
        self.strip = WorkStrip()
        self.overview, self.times, self.trend = OverviewPage(), TimesPage(), TrendPage()
        self.channels = SharesPart("channels", "接收渠道", "渠道")
        self.applicants = SharesPart("applicants", "申请人类别", "类别")
        self.subjects = SharesPart("subjects", "申请主题", "主题")
        self.groups = SharesPart("groups", "办理结果分类", "分类")
        self.outcomes = SharesPart("outcomes", "办理结果", "结果")
        self._circulated = CirculationTimes((), ())
        self.circulation = CirculationPart()
        self.sections = LinesPart("sections", "各承办科室", "科室")
        self.by_outcome = LinesPart(
            "byOutcome", "各类结果的复议诉讼", "办理结果", has_received=False
        )
        self.reviews, self.frequent = ReviewPage(), FrequentPage(desk)
        self.periods = PeriodPage(desk)
        self._assemble()
        self._year.activated.connect(lambda _: self.refresh())
        self.strip.failed.connect(self.failed)
        self.times.late.opened.connect(self.ask_case)
        self.times.slow.opened.connect(self.ask_case)
        self.reviews.case_asked.connect(self.ask_case)
        self.reviews.act_asked.connect(lambda *act: self.wished.emit(BeginAct(*act)))
        self.frequent.case_asked.connect(self.ask_case)
        self.frequent.said.connect(self.said)
        self.frequent.failed.connect(self.failed)
        self.periods.said.connect(self.said)
        self.periods.failed.connect(self.failed)
        self.overview.wished.connect(self._follow)
        self.refresh()

    def _follow(self, wish: object) -> None:
        if isinstance(wish, str):
            names = [self.tabs.tabText(at) for at in range(self.tabs.count())]
            self.tabs.setCurrentIndex(names.index(wish))
        else:
            self.wished.emit(wish)

    def _assemble(self) -> None:
        head, buttons = titled("研判")
        self._head = head
        self.compared = QPushButton(_COMPARED[0])
        self.compared.setObjectName("compared")
        self.compared.setToolTip("各个数字下面比的是什么")
        choices = QMenu(self.compared)
        for place, words in enumerate(_COMPARED):
            choices.addAction(words).triggered.connect(
                lambda _=False, place=place: self.compare_with(place)
            )
        self.compared.setMenu(choices)
        self.export = QPushButton(icons.icon("download"), "导出")
        self.export.setObjectName("exportAnalysis")
        menu = QMenu(self.export)
        for words, suffix, write in (
            ("Excel 工作簿（含图表）…", ".xlsx", self._write_excel),
            ("Word 分析报告…", ".docx", self._write_word),
        ):
            action = menu.addAction(words)
            action.triggered.connect(partial(self._choose_place, suffix, write))
        self.export.setMenu(menu)
        for part in (self.strip, self._year, self.compared, self.export):
            buttons.addWidget(part)
        self.tabs = FoldedTabs("analysisTabs")
        for words, page in (
            ("概况", page_of(self.overview)),
            ("渠道、申请人、主题", page_of(self.channels, self.applicants, self.subjects)),
            ("办理结果", page_of(self.groups, self.outcomes)),
            ("办理时间", page_of(self.times)),
            ("科室与复议诉讼", page_of(self.sections, self.circulation, self.by_outcome)),
            ("月度季度", self.periods),
            ("历年", page_of(self.trend)),
            ("转主动公开评估", self.reviews),
            ("频繁申请", self.frequent),
        ):
            # Read with the arrow keys, a page is a place to stand.
            page.setAccessibleName(words)
            self.tabs.addTab(page, words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(rule())
        column.addWidget(self.tabs, 1)

    @property
    def year(self) -> int:
        """The year shown."""
        chosen = self._year.currentData()
        return year_at_hand(self._desk) if chosen is None else int(chosen)

    def compare_with(self, place: int) -> None:
        """Compare the figures with the same days of the year before (0), or with all of it (1)."""
        self.compared.setText(_COMPARED[place])
        self.overview.is_whole_year = bool(place)
        if self.analysis is not None:
            self.overview.show_analysis(self.analysis)

    def refresh(self) -> None:
        """Count again; a large register aside, with what was shown standing meanwhile."""
        year = self.year
        self._year.clear()
        for known in years_with_requests(self._desk):
            self._year.addItem(f"{known}年", known)
        self._year.setCurrentIndex(max(self._year.findData(year), 0))
        if len(ids(self._desk, Query(), _AT_ONCE + 1)) <= _AT_ONCE:
            self._show(_found(self._desk, year))
        elif not self.strip.is_busy:
            self._count_aside(year)

    def _count_aside(self, year: int) -> None:
        store, clock = self._desk.store, self._desk.clock
        self.export.setEnabled(False)

        def task(progress: Progress) -> _Found:
            own = Desk(store.reader(), clock)
            try:
                return _found(own, year, progress.say)
            finally:
                own.close()

        self.strip.run(task, f"正在统计{year}年", self._show)

    def _show(self, found: _Found) -> None:
        analysis = self.analysis = found.analysis
        self.export.setEnabled(True)
        last = analysis.until or date(analysis.year, 12, 31)
        self._head.say(f"{analysis.year}年1月1日至{short_day(last)}")
        self.overview.show_analysis(analysis, found.behind)
        self.channels.show_shares(analysis.channels)
        self.applicants.show_shares(analysis.applicants)
        self.subjects.show_shares(analysis.subjects)
        self.groups.show_shares(analysis.groups)
        self.outcomes.show_shares(analysis.outcomes)
        self.times.show_analysis(analysis)
        self.sections.show_lines(analysis.sections)
        self._circulated = found.circulation
        self.circulation.show_times(found.circulation)
        self.by_outcome.show_lines(analysis.by_outcome)
        self.trend.show_analysis(analysis)
        self.reviews.show_reviews(analysis.reviews, found.weighed)
        self.frequent.show_applicants(analysis.frequent)
        self.periods.show_periods(found.periods)
        self.shown.emit()

    def _choose_place(self, suffix: str, write: Callable[[Analysis, Path], None]) -> None:
        name = f"{self._desk.office.name}{self.year}年依申请公开分析{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "导出分析", str(self._desk.beside.file(name)), f"(*{suffix})"
        )
        if chosen:
            self.export_to(Path(chosen).with_suffix(suffix), write)

    def _write_excel(self, analysis: Analysis, path: Path) -> None:
        times = self._circulated
        tables = [
            ExtraTable(title, HEADS, rows_of(lines))
            for title, lines in (("科室", times.sections), ("承办人", times.people))
        ]
        write_analysis_excel(analysis, path, tables)

    def _write_word(self, analysis: Analysis, path: Path) -> None:
        sentences = sentences_of(self._circulated.sections)
        unit = self._desk.office.name
        write_analysis_word(analysis, path, unit=unit, circulation=sentences)

    def export_to(self, path: Path, write: Callable[[Analysis, Path], None]) -> None:
        """Write the analysis off the window's thread, then open it."""
        analysis = self.analysis
        if analysis is None:
            return
        self._desk.looked("EXPORTED", details=f"{self.year}年依申请公开分析（{path.suffix[1:]}）")

        def task(progress: Progress) -> Path:
            progress.say(-1, "正在写出分析")
            with told_if_unwritable(path):
                write(analysis, path)
            return path

        self.strip.run(task, "正在写出分析", self._exported)

    def _exported(self, path: Path) -> None:
        open_path(path)
        self.said.emit(f"已导出分析：{path}")

    def take_focus(self) -> None:
        """Begin at the tabs."""
        self.tabs.tabBar().setFocus()


def _found(desk: Desk, year: int, say: Callable[[int, str], None] | None = None) -> _Found:
    facts = facts_of_year(desk, year, say)
    analysis = year_analysis(desk, year, say, facts)
    return _Found(
        analysis,
        weighed_requests(desk),
        circulation_times(desk, year),
        periods_of(desk, year, facts),
        behind(facts.requests, analysis),
    )
