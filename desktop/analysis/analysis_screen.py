"""What the year teaches (依申请公开分析研判), counted when the place is opened."""

from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from casework.cases.circulation_times import (
    HEADS,
    CirculationTimes,
    rows_of,
    sentences_of,
)
from casework.cases.urgency import short_day
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.unwritable import told_if_unwritable
from casework.reports.analysis import Analysis
from casework.reports.analysis_excel import ExtraTable, write_analysis_excel
from casework.reports.analysis_word import write_analysis_word
from casework.year.year_report import year_at_hand, years_with_requests
from desktop.analysis.analysis_found import AnalysisFound, analysis_found
from desktop.analysis.analysis_lists import FrequentPage, ReviewPage
from desktop.analysis.analysis_pages import TimesPage, TrendPage, page_of
from desktop.analysis.overview_page import OverviewPage
from desktop.analysis.period_page import PeriodPage
from desktop.analysis.share_pages import ResultsPage, SectionsPage, SharesPage
from desktop.base.asking import is_large
from desktop.base.documents import open_path
from desktop.base.screen import Screen, rule
from desktop.base.wishes import BeginAct
from desktop.base.work import Progress
from desktop.widgets.chapters import Chapters
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.menu_button import MenuButton
from desktop.widgets.page_head import titled
from desktop.widgets.work_strip import WorkStrip

_COMPARED = ("和去年同期比", "和去年全年比")


_PAGES = (
    "shares", "results", "times", "sections", "periods", "trend", "reviews", "frequent",
)  # fmt: skip


class _Part(Protocol):
    def show_found(self, found: AnalysisFound) -> None: ...


Part = TypeVar("Part", bound=_Part)


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
        self._found: AnalysisFound | None = None
        self.overview = OverviewPage()
        self._assemble()
        self._year.activated.connect(lambda _: self.refresh())
        self.strip.failed.connect(self.failed)
        self.overview.wished.connect(self._follow)
        self.refresh()

    @cached_property
    def shares(self) -> SharesPage:
        """How requests came, from whom, and about what."""
        page = SharesPage()
        return self._placed("渠道、申请人、主题", page, page_of(page))

    @cached_property
    def results(self) -> ResultsPage:
        """How requests ended."""
        page = ResultsPage()
        return self._placed("办理结果", page, page_of(page))

    @cached_property
    def times(self) -> TimesPage:
        """How long it took."""
        page = TimesPage()
        page.late.opened.connect(self.ask_case)
        page.slow.opened.connect(self.ask_case)
        return self._placed("办理时间", page, page_of(page))

    @cached_property
    def sections(self) -> SectionsPage:
        """The sections, and what was challenged."""
        page = SectionsPage()
        return self._placed("科室与复议诉讼", page, page_of(page))

    @cached_property
    def periods(self) -> PeriodPage:
        """Months and quarters."""
        page = PeriodPage(self._desk)
        page.said.connect(self.said)
        page.failed.connect(self.failed)
        return self._placed("月度季度", page, page)

    @cached_property
    def trend(self) -> TrendPage:
        """The years side by side."""
        page = TrendPage()
        return self._placed("历年", page, page_of(page))

    @cached_property
    def reviews(self) -> ReviewPage:
        """What to weigh again."""
        page = ReviewPage()
        page.case_asked.connect(self.ask_case)
        page.act_asked.connect(lambda *act: self.wished.emit(BeginAct(*act)))
        return self._placed("转主动公开评估", page, page)

    @cached_property
    def frequent(self) -> FrequentPage:
        """Who asks far more than others."""
        page = FrequentPage(self._desk)
        page.case_asked.connect(self.ask_case)
        page.said.connect(self.said)
        page.failed.connect(self.failed)
        return self._placed("频繁申请", page, page)

    def _placed(self, words: str, page: Part, outer: QWidget) -> Part:
        # Read with the arrow keys, a page is a place to stand.
        outer.setAccessibleName(words)
        self.tabs.place(words, outer)
        if self._found is not None:
            page.show_found(self._found)
        return page

    def _follow(self, wish: object) -> None:
        if isinstance(wish, str):
            names = [self.tabs.tabText(at) for at in range(self.tabs.count())]
            self.tabs.setCurrentIndex(names.index(wish))
        else:
            self.wished.emit(wish)

    def _assemble(self) -> None:
        head, buttons = titled("研判")
        self._head = head
        self.compared = MenuButton(_COMPARED[0])
        self.compared.setObjectName("compared")
        self.compared.setToolTip("各个数字下面比的是什么")
        choices = QMenu(self.compared)
        for place, words in enumerate(_COMPARED):
            choices.addAction(words).triggered.connect(
                lambda _=False, place=place: self.compare_with(place)
            )
        self.compared.setMenu(choices)
        self.export = MenuButton("导出", "download")
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
        self.tabs = Chapters("analysisTabs")
        first = page_of(self.overview)
        first.setAccessibleName("概况")
        self.tabs.addTab(first, "概况")
        for words, call in (
            ("渠道、申请人、主题", lambda: self.shares),
            ("办理结果", lambda: self.results),
            ("办理时间", lambda: self.times),
            ("科室与复议诉讼", lambda: self.sections),
            ("月度季度", lambda: self.periods),
            ("历年", lambda: self.trend),
            ("转主动公开评估", lambda: self.reviews),
            ("频繁申请", lambda: self.frequent),
        ):
            self.tabs.offer(words, call)
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
        if not is_large(self._desk):
            self._show(analysis_found(self._desk, year))
        elif not self.strip.is_busy:
            self._count_aside(year)

    def _count_aside(self, year: int) -> None:
        store, clock = self._desk.store, self._desk.clock
        self.export.setEnabled(False)

        def task(progress: Progress) -> AnalysisFound:
            own = Desk(store.reader(), clock)
            try:
                return analysis_found(own, year, progress.say)
            finally:
                own.close()

        self.strip.run(task, f"正在统计{year}年", self._show)

    def _show(self, found: AnalysisFound) -> None:
        self._found = found
        analysis = self.analysis = found.analysis
        self.export.setEnabled(True)
        last = analysis.until or date(analysis.year, 12, 31)
        self._head.say(f"{analysis.year}年1月1日至{short_day(last)}")
        self.overview.show_analysis(analysis, found.behind)
        for name in _PAGES:
            if (page := vars(self).get(name)) is not None:
                page.show_found(found)
        self.shown.emit()

    def _choose_place(self, suffix: str, write: Callable[[Analysis, Path], None]) -> None:
        name = f"{self._desk.office.name}{self.year}年依申请公开分析{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "导出分析", str(self._desk.beside.file(name)), f"(*{suffix})"
        )
        if chosen:
            self.export_to(Path(chosen).with_suffix(suffix), write)

    def _write_excel(self, analysis: Analysis, path: Path) -> None:
        times = CirculationTimes((), ()) if self._found is None else self._found.circulation
        tables = [
            ExtraTable(title, HEADS, rows_of(lines))
            for title, lines in (("科室", times.sections), ("承办人", times.people))
        ]
        write_analysis_excel(analysis, path, tables)

    def _write_word(self, analysis: Analysis, path: Path) -> None:
        circulated = () if self._found is None else self._found.circulation.sections
        sentences = sentences_of(circulated)
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
