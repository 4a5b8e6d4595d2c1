"""The calendar of days off: what is known of each year, and a notice pasted in to learn another.

What was understood is shown day by day before anything is changed.
"""

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casework.cases.urgency import long_day
from casework.desk.desk import Desk
from casework.pages.calendar_changes import (
    CalendarChange,
    LocalYear,
    MovedCase,
    NotUnderstood,
    Reach,
    YearState,
    local_years,
    published_until,
    take_back_local,
    take_in,
    understand,
    years_entered,
)
from desktop.base.pause import Pause
from desktop.base.screen import held
from desktop.look import theme
from desktop.settings.notice_text import NoticeText
from desktop.widgets.check_box import CheckBox
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.flow_layout import FlowLayout
from rules.errors import ClerkError
from rules.working_days import WEEKDAYS, SpecialDay

_WIDEST = 1640
_STATES = {
    YearState.PUBLISHED: "已录入",
    YearState.EDITED: "已录入，有改动",
    YearState.MISSING: "未录入",
}


class CalendarPage(QWidget):
    """The years on the left, a notice on the right."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.change: CalendarChange | None = None
        self._years = _table("calendarYears", ("年份", "状态", "依据"), "已知的年份")
        self._days = _table("noticeDays", ("日期", "星期", "安排", "说明"), "通知中的放假和调休")
        self._moved = _table(
            "movedCases",
            ("编号", "原期限", "新期限", "写有原日期的文书", "事项"),
            "期限随之变动的申请",
        )
        self._is_asking = False
        self._local: list[LocalYear] = []
        self._year, self._notice = QLineEdit(), NoticeText()
        self._notice.failed.connect(self.failed)
        self._source, self._answer = QLineEdit(), QLabel()
        self._reach, self._region = ChoiceBox(), QLineEdit()
        self._passed = _table(
            "notUnderstood", ("没有录入的句子", "原因", "核对后"), "通知中没有读懂的句子"
        )
        self._settled: set[str] = set()
        self._shown: tuple[NotUnderstood, ...] = ()
        self._take_back = QPushButton("删去这一年的地方假日")
        self._enter = QPushButton("录入放假安排")
        self._pause = Pause(self, desk, 200, self.understand)
        self._assemble()
        self.refresh()

    def _assemble(self) -> None:
        for widget, name, words in (
            (self._year, "noticeYear", "年份"),
            (self._notice, "noticeText", "放假通知正文"),
            (self._source, "noticeSource", "通知文号"),
            (self._reach, "noticeReach", "通知的范围"),
            (self._region, "noticeRegion", "地方假日的地区"),
            (self._take_back, "takeBackLocal", "删去这一年的地方假日"),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self._year.setFixedWidth(theme.px(80))
        self._source.setMinimumWidth(theme.px(220))
        self._source.setPlaceholderText("如 国办发明电〔2026〕7号")
        self._notice.setPlaceholderText(
            "把国务院办公厅放假通知的正文粘贴在这里，例如：\n"
            "一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。1月4日（周一）上班。\n"
            "表格也可以连同表头一起复制过来。"
        )
        self._answer.setObjectName("noticeAnswer")
        self._answer.setWordWrap(True)
        self._enter.setObjectName("enterYear")
        self._enter.setProperty("kind", "primary")
        self._enter.clicked.connect(self.enter)
        for reach in Reach:
            self._reach.addItem(reach.value, reach)
        self._reach.currentIndexChanged.connect(self._reach_chosen)
        self._region.setPlaceholderText("如 广西壮族自治区")
        self._region.setMinimumWidth(theme.px(180))
        self._take_back.clicked.connect(self.take_back)
        self._years.itemSelectionChanged.connect(self._year_chosen)
        for signal in (
            self._region.textChanged,
            self._year.textChanged,
            self._notice.textChanged,
            self._source.textChanged,
        ):
            signal.connect(self._pause.start)

        left, right = QWidget(), QWidget()
        left.setMinimumWidth(theme.px(300))
        side, column = QVBoxLayout(left), QVBoxLayout(right)
        for layout in (side, column):
            layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
            layout.setSpacing(theme.px(8))
        side.addWidget(_heading("已知的年份"))
        side.addWidget(self._years, 1)
        side.addWidget(self._take_back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(_heading("录入放假通知"))
        line = FlowLayout(theme.px(8))
        self._pair_of_region = QWidget()
        for pair, label, field in (
            (QWidget(), "年份", self._year),
            (QWidget(), "文号", self._source),
            (QWidget(), "范围", self._reach),
            (self._pair_of_region, "地区", self._region),
        ):
            caption = QLabel(label)
            caption.setBuddy(field)
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.px(8))
            row.addWidget(caption)
            row.addWidget(field)
            line.addWidget(pair)
        self._pair_of_region.hide()
        line.addWidget(self._notice.choose)
        column.addLayout(line)
        self._notice.setMinimumHeight(theme.px(64))
        for table in (self._passed, self._moved, self._days):
            table.setMinimumHeight(theme.px(112))
        for place in (0, 1):
            fits = QHeaderView.ResizeMode.ResizeToContents
            self._years.horizontalHeader().setSectionResizeMode(place, fits)
        self._passed.setWordWrap(True)
        self._passed.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._passed.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        self._passed.setColumnWidth(2, theme.px(168))
        self._passed.setColumnWidth(0, theme.px(260))
        column.addWidget(self._notice, 1)
        column.addWidget(self._answer)
        column.addWidget(self._passed, 1)
        column.addWidget(self._moved, 1)
        column.addWidget(self._days, 2)
        foot = QHBoxLayout()
        foot.addWidget(self._enter)
        foot.addStretch(1)
        column.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        scroll = QScrollArea()
        scroll.setWidget(right)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        split.addWidget(scroll)
        split.setSizes([theme.px(420), theme.px(780)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        # A splitter sets its own widest, so it is what holds it that has one.
        both = QWidget()
        around = QVBoxLayout(both)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(split)
        outer.addLayout(held(both, _WIDEST))

    def refresh(self) -> None:
        """Read the years again."""
        years = years_entered(self._desk)
        next_year = self._desk.today.year + 1
        rows = [(f"{year.year}年", _STATES[year.state], year.source) for year in reversed(years)]
        if all(year.year != next_year for year in years):
            rows.insert(0, (f"{next_year}年", _STATES[YearState.MISSING], "通知发布后在右侧录入"))
        self._local = local_years(self._desk)
        rows += [
            (f"{local.year}年", f"地方假日{local.days}天", f"{local.region} {local.names}")
            for local in self._local
        ]
        _fill(self._years, rows)
        self._take_back.hide()
        if not self._year.text():
            settled = published_until(self._desk)
            self._year.setText(str(settled.year + 1 if settled else next_year))
        self.understand()

    def understand(self) -> None:
        """Show what the notice says and what it would move, changing nothing."""
        text, year = self._notice.toPlainText().strip(), self._year.text().strip()
        self._pause.stop()
        self._is_asking = False
        passed: tuple[NotUnderstood, ...] = ()
        self.change, answer = None, "粘贴通知后，这里逐日列出读到的安排，核对无误再录入。"
        if text and not (year.isdecimal() and len(year) == 4):
            answer = "请填写通知所说的年份，如 2027。"
        elif text:
            try:
                first = self._understood(text, int(year), settled=())
                passed = first.not_understood
                self.change = (
                    self._understood(text, int(year), settled=self._settled) if passed else first
                )
            except ClerkError as error:
                answer = str(error)
            else:
                answer = _answer(self.change)
        self._settled.intersection_update(one.sentence for one in passed)
        self._show_passed(passed)
        self._answer.setText(answer)
        days = () if self.change is None else self.change.days
        is_clear = self.change is not None and not self.change.not_understood
        self._enter.setEnabled(bool(days) and is_clear)
        self._enter.setText(f"录入{year}年放假安排" if days else "录入放假安排")
        moved = () if self.change is None else self.change.moved
        _fill(self._moved, [_moved_row(case) for case in moved])
        self._moved.setVisible(bool(moved))
        _fill(self._days, [_row(day) for day in days])
        self._days.setVisible(bool(days))

    def _understood(self, text: str, year: int, *, settled: Collection[str]) -> CalendarChange:
        return understand(
            self._desk, text, year, self._source.text().strip(),
            reach=self._reach.currentData(), region=self._region.text().strip(), settled=settled,
        )  # fmt: skip

    def _show_passed(self, passed: tuple[NotUnderstood, ...]) -> None:
        if self._shown != passed:
            self._shown = passed
            _fill(self._passed, [(one.sentence, one.why, "") for one in passed])
            for row, one in enumerate(passed):
                box = CheckBox("不设放假和上班")
                box.setObjectName(f"settled{row}")
                box.setAccessibleName(f"{one.sentence}：核对过，不设放假和上班")
                box.toggled.connect(partial(self._settle, one.sentence))
                self._passed.setCellWidget(row, 2, box)
            self._passed.resizeRowsToContents()
        self._passed.setVisible(bool(passed))

    def _settle(self, sentence: str, is_settled: bool) -> None:
        (self._settled.add if is_settled else self._settled.discard)(sentence)
        self.understand()

    def _reach_chosen(self) -> None:
        self._pair_of_region.setVisible(self._reach.currentData() is Reach.REGION)
        self.understand()

    def _chosen_local(self) -> LocalYear | None:
        row = self._years.currentRow() - (self._years.rowCount() - len(self._local))
        is_one = bool(self._years.selectedItems()) and 0 <= row < len(self._local)
        return self._local[row] if is_one else None

    def _year_chosen(self) -> None:
        self._take_back.setVisible(self._chosen_local() is not None)

    def take_back(self) -> None:
        """Take back the chosen region's days of a year."""
        local = self._chosen_local()
        if local is not None:
            message = take_back_local(self._desk, local.region, local.year)
            self.refresh()
            self.said.emit(message)

    def enter(self) -> None:
        """Put the days into the register's calendar and count every open case anew.

        Where days of open cases move, or the notice looks odd, it takes a second press.
        """
        if self.change is None:
            return
        if not self._is_asking and (self.change.moved or self.change.oddities):
            self._is_asking = True
            self._enter.setText(_question(self.change))
            return
        message = take_in(self._desk, self.change)
        self._notice.clear()
        self._year.clear()
        self._source.clear()
        self.refresh()
        self.said.emit(message)

    def show_notice(self, text: str, year: int) -> None:
        """Show what a notice's text says of a year; nothing is entered."""
        self._year.setText(str(year))
        self._notice.setPlainText(text)
        self.understand()

    def take_focus(self) -> None:
        """Begin in the notice."""
        self._notice.setFocus()


def _answer(change: CalendarChange) -> str:
    rests = sum(not day.is_working for day in change.days)
    lines = [f"读到休息 {rests} 天，上班 {len(change.days) - rests} 天。请与通知原文核对。"]
    if change.not_understood:
        lines.append(
            f"有 {len(change.not_understood)} 句没有读懂，其中的日期都没有录入："
            "请在正文里改写清楚，或者核对后勾选“不设放假和上班”，再录入。"
        )
    lines += change.oddities
    if change.moved:
        letters = sum(bool(case.letters) for case in change.moved)
        told = f"，其中{letters}件已发出写有原日期的文书，请考虑另行告知" if letters else ""
        lines.append(f"录入后，{len(change.moved)}件在办申请的期限会变动{told}：")
    else:
        lines.append("录入后，在办申请的期限没有变动。")
    return "\n".join(lines)


def _question(change: CalendarChange) -> str:
    doubt = "通知有疑点，" if change.oddities else ""
    moved = f"改动{len(change.moved)}件期限" if change.moved else "仍要录入"
    return f"{doubt}再按一次确认：{moved}"


def _moved_row(case: MovedCase) -> tuple[str, str, str, str, str]:
    before, after = (
        "停止计算" if day is None else long_day(day) for day in (case.due_before, case.due_after)
    )
    return case.register_number, before, after, "、".join(case.letters) or "没有", case.matter


def _row(day: SpecialDay) -> tuple[str, str, str, str]:
    return (
        f"{day.on.year}年{day.on.month}月{day.on.day}日",
        f"周{WEEKDAYS[day.on.weekday()]}",
        "上班" if day.is_working else "休息",
        day.name,
    )


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", "group")
    return label


def _table(name: str, heads: tuple[str, ...], words: str) -> QTableWidget:
    table = QTableWidget(0, len(heads))
    table.setObjectName(name)
    table.setAccessibleName(words)
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.px(28))
    table.setShowGrid(False)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )
    table.horizontalHeader().setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)
    return table


def _fill(table: QTableWidget, rows: Sequence[tuple[str, ...]]) -> None:
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            table.setItem(number, column, QTableWidgetItem(words))
