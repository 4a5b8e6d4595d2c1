"""The year at a glance: five figures, four pictures, and what is worth a look."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from casework.reports.analysis import Analysis, AnalysisLine
from casework.reports.behind import Behind
from casework.reports.period import reply_limit_days
from desktop.base.screen import rule
from desktop.base.view import View, listed
from desktop.base.wishes import OpenCase, ShowView, Wish
from desktop.look import icons, theme
from desktop.widgets.overview_charts import (
    ChartPart,
    DayCount,
    DaysChart,
    Pair,
    PairChart,
    PartRows,
)
from desktop.widgets.words import Words

_MOST_NOTED = 5
_TWO_FROM = 780
_OFTEN = 3


@dataclass(frozen=True, slots=True)
class NoteworthyLine:
    """A sentence worth a look: what it is, more of it, where it leads, and the icon before it."""

    words: str
    more: str
    link: str
    wish: Wish | str
    icon: str = "info"


class OverviewPage(QWidget):
    """`wished` carries a wish, or the name of a page of the analysis."""

    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._figures = [_Figure() for _ in range(5)]
        self.months = PairChart("各月收到和办结", "收到", "办结")
        self.groups = PartRows("办理结果")
        self.days = DaysChart("答复用了几个工作日")
        self._day_words, self._group_words = QLabel(), QLabel()
        for label in (self._day_words, self._group_words):
            label.setProperty("kind", "second")
        self._noted = QVBoxLayout()
        self._noted.setSpacing(0)
        self.noted: tuple[NoteworthyLine, ...] = ()
        # Whether the figures are compared with all of the year before, or with the same days.
        self.is_whole_year = False
        self._behind: Behind | None = None
        self._year = 0
        self._assemble()
        self.months.chosen.connect(self._list_month)
        self.groups.chosen.connect(lambda place, _bar: self._list_group(place))
        self.days.chosen.connect(lambda place, _bar: self._list_days(place))

    def _list(self, words: str, ids: Sequence[int]) -> None:
        if ids:
            view = View("all", (listed(words, ids),), "received_on", descending=False)
            self.wished.emit(ShowView(view))

    def _list_month(self, place: int, bar: int) -> None:
        if self._behind is not None:
            months = self._behind.closed if bar else self._behind.received
            words = "办结" if bar else "收到"
            self._list(f"{self._year}年{place + 1}月{words}", months.get(place + 1, ()))

    def _list_group(self, place: int) -> None:
        if self._behind is not None:
            name = self.groups.parts[place].label
            self._list(f"{self._year}年办结，{name}", self._behind.groups.get(name, ()))

    def _list_days(self, place: int) -> None:
        column = self.days.columns[place]
        if self._behind is not None:
            days = self._behind.open_days if column.is_open else self._behind.days
            words = "在办逾期" if column.is_open else "办结"
            self._list(f"{words}，用了{column.days}个工作日", days.get(column.days, ()))

    def _assemble(self) -> None:
        self._figure_grid = QGridLayout()
        self._figure_grid.setSpacing(theme.px(8))
        noted = QWidget()
        noted.setLayout(self._noted)
        colours = theme.current().tokens
        # Where the system's contrast theme leaves no second colour, the column has an edge alone.
        is_bare = theme.current().high_contrast
        second, sign = (colours.text, "□") if is_bare else (colours.counted, "■")
        key = QLabel()
        key.setTextFormat(Qt.TextFormat.RichText)
        key.setText(
            f"<span style='color:{colours.accent}'>■</span> 收到　"
            f"<span style='color:{second}'>{sign}</span> 办结"
        )
        key.setProperty("kind", "second")
        self._boxes = []
        self._grid = grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(12))
        for title, beside, part in (
            ("各月收到和办结", key, self.months),
            ("办理结果", self._group_words, self.groups),
            ("答复用了几个工作日", self._day_words, self.days),
            ("值得注意", QLabel(), noted),
        ):
            self._boxes.append(_box(title, beside, part))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(12))
        whole.addLayout(self._figure_grid)
        whole.addWidget(rule())
        whole.addLayout(grid, 1)
        self._columns = 0
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the pictures under one another where two have no room side by side."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        columns = 2 if self.width() >= theme.px(_TWO_FROM) else 1
        if columns == self._columns:
            return
        self._columns = columns
        across = 5 if columns == 2 else 3
        for at, figure in enumerate(self._figures):
            self._figure_grid.addWidget(figure, at // across, at % across)
        for at in range(5):
            self._figure_grid.setColumnStretch(at, 1 if at < across else 0)
        for at, box in enumerate(self._boxes):
            self._grid.addWidget(box, at // columns, at % columns)
        for at in range(2):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)

    def show_analysis(self, analysis: Analysis, behind: Behind | None = None) -> None:
        """Show the year; with what is `behind` its figures, each bar is a list."""
        self._behind, self._year = behind or self._behind, analysis.year
        now = analysis.whole
        before = analysis.years[-2] if len(analysis.years) > 1 else None
        then = before if self.is_whole_year else analysis.same_period
        when = "去年全年" if self.is_whole_year else "去年同期"
        overdue = len(analysis.overdue)
        due_words = f"{analysis.fell_due} 件到期"
        if overdue:
            due_words += f"，其中 {overdue} 件逾期未答"
        rate = f"{100 * analysis.in_time_rate:.1f}" if analysis.fell_due else "—"
        for figure, shown in zip(
            self._figures,
            (
                ("收到", str(now.received), "件", _then(then, when, "received"), False),
                ("办结", str(now.closed), "件", _then(then, when, "closed"), False),
                ("按期率", rate, "%", due_words, bool(overdue or now.late)),
                ("平均用时", f"{now.mean_days:.1f}", "工作日", _then_days(then, when), False),
                (
                    "复议 / 诉讼",
                    f"{now.reconsidered} / {now.sued}",
                    "件",
                    f"纠正 {now.corrected}，败诉 {now.lost}",
                    False,
                ),
            ),
            strict=True,
        ):
            figure.show_figure(*shown)
        self.months.show_pairs(
            [
                Pair(month.label, month.count, closed)
                for month, closed in zip(analysis.months, analysis.closed_by_month, strict=True)
            ]
        )
        grounds = dict(analysis.grounds)
        self._group_words.setText(f"{now.closed} 件")
        self.groups.show_parts(
            [
                ChartPart(
                    group.label,
                    group.count,
                    f"{100 * group.share:.1f}%",
                    "，".join(
                        f"{_plain(one.label)} {one.count}"
                        for one in grounds.get(group.label, ())
                        if _plain(one.label) != group.label
                    ),
                )
                for group in analysis.groups
            ]
        )
        limit = reply_limit_days(analysis.year)
        columns = [DayCount(days, count) for days, count in analysis.days_used]
        late: dict[int, int] = {}
        for one in analysis.overdue:
            if one.used_days is not None:
                late[one.used_days] = late.get(one.used_days, 0) + 1
        columns += [DayCount(days, count, True) for days, count in sorted(late.items())]
        self.days.show_days(columns, limit)
        drawn = sum(late.values())
        hollow = f"；空心是在办逾期的 {drawn} 件" if drawn else ""
        if overdue > drawn:
            hollow += f"；另有在办逾期的 {overdue - drawn} 件"
        self._day_words.setText(f"不含停止计算的期间，办结 {now.closed} 件{hollow}")
        self._show_noted(tuple(_noted(analysis))[:_MOST_NOTED])

    def _show_noted(self, noted: tuple[NoteworthyLine, ...]) -> None:
        self.noted = noted
        while (item := self._noted.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in noted:
            line = _NotedLine(one)
            line.link.clicked.connect(lambda _=False, wish=one.wish: self.wished.emit(wish))
            self._noted.addWidget(line)
        if not noted:
            self._noted.addWidget(Words("没有需要特别注意的。"))
        self._noted.addStretch(1)


class _Figure(QWidget):
    """A figure, large, with its name above and one comparing line below."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._number, self._unit = (QLabel() for _ in range(3))
        self._line = QLabel()
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        self._line.setWordWrap(True)
        self._name.setProperty("kind", "second")
        self._line.setProperty("kind", "second")
        self._number.setProperty("kind", "figure")
        self._unit.setProperty("kind", "second")
        across = QHBoxLayout()
        across.setSpacing(theme.px(4))
        across.addWidget(self._number)
        across.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(2))
        column.addWidget(self._name)
        column.addLayout(across)
        column.addWidget(self._line)
        # A line that wraps moves no name beside it.
        column.addStretch(1)

    def show_figure(self, name: str, number: str, unit: str, line: str, alarms: bool) -> None:
        """Show a figure; one that alarms is red and says why in its line."""
        for label, text in (
            (self._name, name), (self._number, number), (self._unit, unit), (self._line, line),
        ):  # fmt: skip
            label.setText(text)
        self._number.setProperty("kind", "figure_overdue" if alarms else "figure")
        self._number.style().unpolish(self._number)
        self._number.style().polish(self._number)
        self.setAccessibleName(f"{name} {number}{unit}，{line}")


class _NotedLine(QFrame):
    def __init__(self, noted: NoteworthyLine) -> None:
        super().__init__()
        words, more = QLabel(), Words(noted.more)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setText(noted.words)
        more.setProperty("kind", "second")
        self.link = QPushButton(noted.link)
        self.link.setProperty("kind", "quiet")
        self.link.setAccessibleName(f"{noted.link}：{noted.words}")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(words)
        texts.addWidget(more)
        sign = QLabel()
        sign.setPixmap(icons.icon(noted.icon, "second").pixmap(theme.px(16), theme.px(16)))
        sign.setContentsMargins(0, theme.px(2), 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        row.setSpacing(theme.px(10))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)


def _box(title: str, beside: QLabel, part: QWidget) -> QWidget:
    box, heading = QWidget(), QLabel(title)
    heading.setProperty("kind", "group")
    head = QHBoxLayout()
    head.addWidget(heading)
    head.addWidget(beside)
    head.addStretch(1)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(6))
    column.addLayout(head)
    column.addWidget(part)
    column.addStretch(1)
    return box


def _noted(analysis: Analysis) -> Iterator[NoteworthyLine]:
    overdue = analysis.overdue
    if overdue:
        numbers = "、".join(one.register_number for one in overdue[:3])
        view = View("overdue", (), "due_on", descending=False)
        yield NoteworthyLine(
            f"{len(overdue)} 件在办的已经逾期",
            f"{numbers}；按期率已把它们算入",
            "看案件",
            ShowView(view),
            "triangle-alert",
        )
    for challenge in analysis.challenges:
        if challenge.is_corrected and challenge.request is not None:
            request = challenge.request
            way = challenge.challenge.kind.label
            yield NoteworthyLine(
                f"{request.register_number}的答复被{way}纠正",
                request.outcome,
                "看案件",
                OpenCase(request.request_id),
                "scale",
            )
    for review in analysis.reviews:
        if review.times >= _OFTEN:
            yield NoteworthyLine(
                f"{review.times} 件申请同一份信息",
                f"{review.document}；可以评估转为主动公开",
                "去评估",
                "转主动公开评估",
                "refresh-cw",
            )
    for applicant in analysis.frequent:
        yield NoteworthyLine(
            f"{applicant.name} {applicant.times} 件",
            f"其中重复 {applicant.repeats} 件",
            "看频繁申请",
            "频繁申请",
            "copy",
        )


def _plain(label: str) -> str:
    head, point, tail = label.partition(".")
    return tail if point and head.strip().isdecimal() else label


def _then(line: AnalysisLine | None, when: str, name: str) -> str:
    return f"{when}没有" if line is None else f"{when} {getattr(line, name)} 件"


def _then_days(line: AnalysisLine | None, when: str) -> str:
    return f"{when}没有" if line is None or not line.closed else f"{when} {line.mean_days:.1f}"
