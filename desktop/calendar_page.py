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
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casework.desk import Desk
from casework.projection import refresh_the_day
from db import calendar_days
from db.calendar_days import YearState
from desktop import theme
from rules.errors import ClerkError
from rules.notices import read_notice
from rules.working_days import WEEKDAYS, SpecialDay

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
        self._understood: list[SpecialDay] = []
        self._years = _table("calendarYears", ("年份", "状态", "依据"))
        self._days = _table("noticeDays", ("日期", "星期", "安排", "说明"))
        self._year, self._notice = QLineEdit(), QPlainTextEdit()
        self._source, self._answer = QLineEdit(), QLabel()
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
        for signal in (self._year.textChanged, self._notice.textChanged):
            signal.connect(self._pause.start)

        left, right = QWidget(), QWidget()
        side, column = QVBoxLayout(left), QVBoxLayout(right)
        for layout in (side, column):
            layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
            layout.setSpacing(theme.px(8))
        side.addWidget(_heading("已知的年份"))
        side.addWidget(self._years, 1)
        column.addWidget(_heading("录入放假通知"))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        for label, field in (("年份", self._year), ("文号", self._source)):
            caption = QLabel(label)
            caption.setBuddy(field)
            line.addWidget(caption)
            line.addWidget(field)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self._notice, 1)
        column.addWidget(self._answer)
        column.addWidget(self._days, 2)
        foot = QHBoxLayout()
        foot.addWidget(self._enter)
        foot.addStretch(1)
        column.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([theme.px(420), theme.px(780)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

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
        """Show what the notice says, changing nothing."""
        text, year = self._notice.toPlainText().strip(), self._year.text().strip()
        self._understood, answer = [], "粘贴通知后，下面逐日列出读到的安排，核对无误再录入。"
        if text and not (year.isdecimal() and len(year) == 4):
            answer = "请填写通知所说的年份，如 2027。"
        elif text:
            try:
                self._understood = read_notice(text, int(year))
            except ClerkError as error:
                answer = str(error)
            else:
                rests = sum(not day.is_working for day in self._understood)
                works = len(self._understood) - rests
                answer = f"读到放假和调休 {rests} 天，上班 {works} 天。请与通知原文核对。"
        self._answer.setText(answer)
        self._enter.setEnabled(bool(self._understood))
        self._enter.setText(f"录入{year}年放假安排" if self._understood else "录入放假安排")
        _fill(
            self._days,
            [
                (
                    f"{day.on.month}月{day.on.day}日",
                    f"周{WEEKDAYS[day.on.weekday()]}",
                    "上班" if day.is_working else "休息",
                    day.name,
                )
                for day in self._understood
            ],
        )
        self._days.setVisible(bool(self._understood))

    def enter(self) -> None:
        """Put the year's days into the register's calendar and count every open case anew."""
        if not self._understood:
            return
        year = int(self._year.text())
        source = self._source.text().strip() or "国务院办公厅放假通知"
        days = [SpecialDay(day.on, day.is_working, day.name, source) for day in self._understood]
        store = self._desk.store
        with store.atomic():
            calendar_days.replace_year(
                store, year, days, source=source,
                recorded_at=self._desk.now, recorded_by=self._desk.clerk,
            )  # fmt: skip
            self._desk.forget_settings()
            moved = refresh_the_day(self._desk)
        self._notice.clear()
        self._year.clear()
        self.refresh()
        effect = f"{moved}件在办申请重新推算了期限。" if moved else "在办申请的期限没有变动。"
        self.said.emit(f"已录入{year}年放假安排，{effect}")

    def take_focus(self) -> None:
        """Begin in the notice."""
        self._notice.setFocus()


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", "group")
    return label


def _table(name: str, heads: tuple[str, ...]) -> QTableWidget:
    table = QTableWidget(0, len(heads))
    table.setObjectName(name)
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
