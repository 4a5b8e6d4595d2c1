"""Two lists of the analysis that lead to an act: what to make public, and who asks too often."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from casework.desk.desk import Desk
from casework.desk.unwritable import told_if_unwritable
from casework.reports.analysis_excel import write_evidence_excel
from casework.reports.repeats import (
    EXCESS_ADVICE,
    REVIEW_ADVICE,
    FrequentApplicant,
    PublicationCandidate,
)
from casework.reports.request_facts import ReportedRequest
from casework.year.year_facts import Weighed
from desktop.analysis.analysis_found import AnalysisFound
from desktop.base.documents import open_path
from desktop.look import icons, theme
from desktop.widgets.bars import EmptyState
from desktop.widgets.charts import ChartBar, ColumnChart
from desktop.widgets.check_box import CheckBox
from desktop.widgets.reading_table import ReadingTable
from rules.errors import ClerkError

_REQUEST_HEADS = ("编号|180", "申请人|160", "收到|100", "办结|100", "结果|200", "事项")
REVIEW_ACT = "review_publication"


def request_row(one: ReportedRequest) -> tuple[object, ...]:
    """Return a request as the lists below show it."""
    return (
        one.register_number,
        one.applicant_name,
        one.received_on,
        one.closed_on or "在办",
        one.outcome,
        one.asked_for.replace("\n", " "),
    )


class ReviewPage(QWidget):
    """Documents to weigh again (条例18、44), with what was decided."""

    case_asked = Signal(int)
    act_asked = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reviews: Sequence[PublicationCandidate] = ()
        self._weighed: Mapping[int, Weighed] = {}
        self.table = ReadingTable(
            "reviews",
            "转主动公开评估清单",
            (
                "信息",
                "次数|56",
                "申请人|64",
                "列入原因|320",
                "评估结论|120",
                "评估日期|96",
                "公开日期|96",
            ),
        )
        self.requests = ReadingTable("reviewRequests", "申请过这项信息的", _REQUEST_HEADS)
        self.only_open = CheckBox("只看未评估的")
        self.only_open.setObjectName("onlyOpen")
        self.weigh = QPushButton(icons.icon("scale"), "登记评估结论")
        self.weigh.setObjectName("weigh")
        self.weigh.setToolTip("在最近办结的一件上登记：转为主动公开、改为可依申请公开或者维持现状")
        self._words, self._stack = QLabel(), QStackedWidget()
        self._words.setWordWrap(True)
        empty = EmptyState(
            "check",
            "没有需要评估的信息",
            "多个申请人申请过、申请过三次以上，或者曾不予公开后来公开的信息，会列在这里。",
        )
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.requests)
        split.setSizes([theme.px(360), theme.px(160)])
        self._stack.addWidget(split)
        self._stack.addWidget(empty)
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self._words, 1)
        head.addWidget(self.only_open)
        head.addWidget(self.weigh)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.only_open.toggled.connect(lambda _: self._show())
        self.weigh.clicked.connect(self._weigh)
        self.table.currentCellChanged.connect(lambda *_: self._show_requests())
        self.table.opened.connect(lambda review: self._open(review))
        self.requests.opened.connect(lambda request_id: self.case_asked.emit(request_id))

    def show_reviews(
        self, reviews: Sequence[PublicationCandidate], weighed: Mapping[int, Weighed]
    ) -> None:
        """Show the list with what was decided so far."""
        self._reviews, self._weighed = reviews, weighed
        self._show()

    def show_found(self, found: AnalysisFound) -> None:
        """Show a year."""
        self.show_reviews(found.analysis.reviews, found.weighed)

    def _decision(self, review: PublicationCandidate) -> Weighed | None:
        found = [self._weighed[one.request_id] for one in review.requests
                 if one.request_id in self._weighed]  # fmt: skip
        return max(found, key=lambda one: one.on, default=None)

    def _is_open(self, review: PublicationCandidate) -> bool:
        decision = self._decision(review)
        # Asked for again after it was weighed: it is weighed anew.
        return decision is None or decision.on < review.requests[-1].received_on

    def _show(self) -> None:
        open_ones = [review for review in self._reviews if self._is_open(review)]
        shown = open_ones if self.only_open.isChecked() else list(self._reviews)
        rows = []
        for review in shown:
            decision = self._decision(review)
            rows.append(
                (
                    review.document.replace("\n", " "),
                    review.times,
                    review.applicants,
                    review.why,
                    "" if decision is None else decision.words,
                    "" if decision is None else decision.on,
                    "" if decision is None else decision.published_on or "",
                )
            )
        self.table.show_rows(rows, shown)
        self._stack.setCurrentIndex(0 if shown else 1)
        self._words.setText(
            f"{len(self._reviews)}项信息，其中{len(open_ones)}项未评估。{REVIEW_ADVICE}"
            if self._reviews
            else ""
        )
        self._show_requests()

    def _show_requests(self) -> None:
        review = self.table.thing()
        requests = review.requests if isinstance(review, PublicationCandidate) else ()
        self.requests.show_rows(
            [request_row(one) for one in requests], [one.request_id for one in requests]
        )
        self.weigh.setEnabled(self._last_closed() != 0)

    def _last_closed(self) -> int:
        review = self.table.thing()
        if not isinstance(review, PublicationCandidate):
            return 0
        closed = [one for one in review.requests if one.closed_on is not None]
        return (
            max(closed, key=lambda one: (one.closed_on, one.request_id)).request_id if closed else 0
        )

    def _weigh(self) -> None:
        request_id = self._last_closed()
        if request_id:
            self.act_asked.emit(request_id, REVIEW_ACT)

    def _open(self, review: object) -> None:
        if isinstance(review, PublicationCandidate):
            self.case_asked.emit(review.requests[-1].request_id)


class FrequentPage(QWidget):
    """Applicants far beyond the usual (条例35、42), each with the sheet that shows it."""

    case_asked = Signal(int)
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.table = ReadingTable(
            "frequent",
            "申请数量、频次明显超过一般的申请人",
            ("申请人|180", "件数|64", "单月最多|80", "内容重复|80", "说明"),
        )
        self.months = ColumnChart("各月申请件数", may_shrink=True)
        self.requests = ReadingTable("frequentRequests", "该申请人的申请", _REQUEST_HEADS)
        for table in (self.table, self.requests):
            table.setMinimumHeight(theme.px(64))
        self.evidence = QPushButton(icons.icon("download"), "导出证据表…")
        self.evidence.setObjectName("evidence")
        self._stack = QStackedWidget()
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.addWidget(self.months)
        column.addWidget(self.requests, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(lower)
        split.setSizes([theme.px(160), theme.px(380)])
        self._stack.addWidget(split)
        self._stack.addWidget(
            EmptyState(
                "check",
                "没有数量、频次明显超过一般的申请人",
                "单个自然月超过10件或者一年超过30件的申请人会列在这里，"
                "并可导出按月统计和重复情况的证据表。",
            )
        )
        words = QLabel(EXCESS_ADVICE)
        words.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(words, 1)
        head.addWidget(self.evidence)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        outer.setSpacing(theme.px(8))
        outer.addLayout(head)
        outer.addWidget(self._stack, 1)
        self.table.currentCellChanged.connect(lambda *_: self._show_one())
        self.evidence.clicked.connect(self._choose)
        self.requests.opened.connect(lambda request_id: self.case_asked.emit(request_id))

    def show_applicants(self, applicants: Sequence[FrequentApplicant]) -> None:
        """Show them, the busiest first."""
        self.table.show_rows(
            [
                (one.name, one.times, one.most_in_a_month, one.repeats, one.sentence)
                for one in applicants
            ],
            applicants,
        )
        self._stack.setCurrentIndex(0 if applicants else 1)
        self._show_one()

    def show_found(self, found: AnalysisFound) -> None:
        """Show a year."""
        self.show_applicants(found.analysis.frequent)

    def _chosen(self) -> FrequentApplicant | None:
        thing = self.table.thing()
        return thing if isinstance(thing, FrequentApplicant) else None

    def _show_one(self) -> None:
        one = self._chosen()
        self.evidence.setEnabled(one is not None)
        requests = () if one is None else one.requests
        months = () if one is None else one.by_month
        self.months.show_bars(
            [ChartBar(f"{int(month[5:])}月", count, str(count)) for month, count in months]
        )
        self.requests.show_rows(
            [request_row(request) for request in requests],
            [request.request_id for request in requests],
        )

    def _choose(self) -> None:
        # A file name may travel further than its content: no applicant is named in it.
        place = self._desk.beside.file("申请数量频次证据表.xlsx")
        chosen, _ = QFileDialog.getSaveFileName(
            self, "导出证据表", str(place), "Excel 工作簿 (*.xlsx)"
        )
        if chosen:
            self.export_to(Path(chosen).with_suffix(".xlsx"))

    def export_to(self, path: Path) -> None:
        """Write the evidence on the chosen applicant, then open it."""
        one = self._chosen()
        if one is None:
            return
        try:
            with told_if_unwritable(path):
                write_evidence_excel(one, path)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self._desk.looked("EXPORTED", details="申请数量频次证据表")
        open_path(path)
        self.said.emit(f"已导出证据表：{path}")
