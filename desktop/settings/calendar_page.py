"""The calendar of days off: what is known of each year, and a notice pasted in to learn another.

What was understood is shown day by day before anything is changed.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
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
from casework.pages.calendar_changes import CalendarChange, MovedCase, take_in, understand
from db import calendar_days
from db.calendar_days import YearState
from desktop.base.screen import held
from desktop.look import theme
from desktop.widgets.check_box import CheckBox
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
        self._year, self._notice = QLineEdit(), QPlainTextEdit()
        self._source, self._answer = QLineEdit(), QLabel()
        self._temporary = CheckBox("临时调整，只改这几天")
        self._temporary.setObjectName("temporary")
        self._enter = QPushButton("录入放假安排")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(200)
        self._pause.timeout.connect(self.understand)
        self._assemble()
        self.refresh()

    def _assemble(self) -> None:
        for widget, name, words in (
            (self._year, "noticeYear", "年份"),
            (self._notice, "noticeText", "放假通知正文"),
            (self._source, "noticeSource", "通知文号"),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self._year.setFixedWidth(theme.px(80))
        self._source.setMinimumWidth(theme.px(220))
        self._source.setPlaceholderText("如 国办发明电〔2026〕7号")
        self._notice.setPlaceholderText(
            "把国务院办公厅放假通知的正文粘贴在这里，例如：\n"
            "一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。1月4日（周一）上班。"
        )
        self._notice.setTabChangesFocus(True)
        self._answer.setObjectName("noticeAnswer")
        self._answer.setWordWrap(True)
        self._enter.setObjectName("enterYear")
        self._enter.setProperty("kind", "primary")
        self._enter.clicked.connect(self.enter)
        self._temporary.toggled.connect(self.understand)
        for signal in (
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
        column.addWidget(_heading("录入放假通知"))
        line = FlowLayout(theme.px(8))
        for label, field in (("年份", self._year), ("文号", self._source)):
            pair, caption = QWidget(), QLabel(label)
            caption.setBuddy(field)
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.px(8))
            row.addWidget(caption)
            row.addWidget(field)
            line.addWidget(pair)
        line.addWidget(self._temporary)
        column.addLayout(line)
        self._notice.setMinimumHeight(theme.px(64))
        for table in (self._moved, self._days):
            table.setMinimumHeight(theme.px(112))
        column.addWidget(self._notice, 1)
        column.addWidget(self._answer)
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
        years = calendar_days.years(self._desk.store)
        next_year = self._desk.today.year + 1
        rows = [(f"{year.year}年", _STATES[year.state], year.source) for year in reversed(years)]
        if all(year.year != next_year for year in years):
            rows.insert(0, (f"{next_year}年", _STATES[YearState.MISSING], "通知发布后在右侧录入"))
        _fill(self._years, rows)
        if not self._year.text():
            settled = calendar_days.published_until(self._desk.store)
            self._year.setText(str(settled.year + 1 if settled else next_year))
        self.understand()

    def understand(self) -> None:
        """Show what the notice says and what it would move, changing nothing."""
        text, year = self._notice.toPlainText().strip(), self._year.text().strip()
        self._pause.stop()
        self._is_asking = False
        self.change, answer = None, "粘贴通知后，这里逐日列出读到的安排，核对无误再录入。"
        if text and not (year.isdecimal() and len(year) == 4):
            answer = "请填写通知所说的年份，如 2027。"
        elif text:
            try:
                self.change = understand(
                    self._desk, text, int(year), self._source.text().strip(),
                    temporary=self._temporary.isChecked(),
                )  # fmt: skip
            except ClerkError as error:
                answer = str(error)
            else:
                answer = _answer(self.change)
        self._answer.setText(answer)
        days = () if self.change is None else self.change.days
        self._enter.setEnabled(bool(days))
        self._enter.setText(f"录入{year}年放假安排" if days else "录入放假安排")
        moved = () if self.change is None else self.change.moved
        _fill(self._moved, [_moved_row(case) for case in moved])
        self._moved.setVisible(bool(moved))
        _fill(self._days, [_row(day) for day in days])
        self._days.setVisible(bool(days))

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

    def take_focus(self) -> None:
        """Begin in the notice."""
        self._notice.setFocus()


def _answer(change: CalendarChange) -> str:
    rests = sum(not day.is_working for day in change.days)
    lines = [f"读到休息 {rests} 天，上班 {len(change.days) - rests} 天。请与通知原文核对。"]
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
