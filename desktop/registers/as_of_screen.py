"""The register, and a case of it, as they were at the end of a day: from what was recorded then."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from casework.cases.as_of import Standing
from casework.desk.desk import Desk
from desktop.base.screen import Screen, rule
from desktop.base.work import Progress
from desktop.look import theme
from desktop.widgets.date_field import DateField
from desktop.widgets.fields import LineField
from desktop.widgets.page_head import titled
from desktop.widgets.readable import reading_label
from desktop.widgets.reading_table import ReadingTable
from desktop.widgets.timeline import Timeline
from desktop.widgets.words import ElidedLabel
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError

_HINT = "只按那一天结束以前录入的办理记录推算；以后补记、更正的都不在其中。工作日历和口径按现在的。"
_A_HUNDRED = 100


class AsOfScreen(Screen):
    """Asks for a day; lists the register of that day, and beside it the case chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.found: tuple[Standing, ...] = ()
        self._day = desk.today
        self._wanted = 0
        self.day = DateField(today=desk.today, outlook=desk.outlook)
        self.day.setObjectName("asOfDay")
        self.day.setAccessibleName("哪一天")
        self.day.set_value(desk.today.isoformat())
        self.narrow = LineField()
        self.narrow.setObjectName("asOfNarrow")
        self.narrow.setAccessibleName("只看编号、申请人或者事项里有这些字的")
        self.narrow.setPlaceholderText("编号、申请人、事项")
        self.narrow.setMinimumWidth(theme.px(120))
        self.narrow.setMaximumWidth(theme.px(200))
        self.go = QPushButton("查看这一天")
        self.go.setObjectName("asOfGo")
        self.go.setProperty("kind", "primary")
        self.words = ElidedLabel()
        self.words.setObjectName("asOfWords")
        self.words.setProperty("kind", "second")
        self.strip = WorkStrip()
        self.table = ReadingTable(
            "asOfTable",
            "那一天的申请",
            ("编号|150", "申请人|132", "事项", "阶段|96", "期限|250"),
        )
        self.head = reading_label("")
        self.head.setObjectName("asOfHead")
        self.head.setWordWrap(True)
        self.timeline = Timeline()
        self._assemble()
        self.go.clicked.connect(self.look)
        self.day.entered.connect(self.look)
        self.narrow.textChanged.connect(self._show)
        self.table.currentCellChanged.connect(lambda *_: self._show_case())
        self.table.opened.connect(self.ask_case)
        self.strip.failed.connect(self.failed)
        self.strip.ended.connect(lambda: self.go.setEnabled(True))
        self._show()

    def _assemble(self) -> None:
        head, _ = titled("登记簿在某一天的样子", hint=_HINT)
        asked = QHBoxLayout()
        asked.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        asked.setSpacing(theme.px(12))
        self.day.setMaximumWidth(theme.px(300))
        for part in (self.day, self.go, self.narrow, self.words):
            asked.addWidget(part, 1 if part is self.narrow else 0)
        asked.addStretch(1)
        beside = QWidget()
        inside = QVBoxLayout(beside)
        inside.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(16))
        inside.setSpacing(theme.px(8))
        inside.addWidget(self.head)
        inside.addWidget(self.timeline)
        inside.addStretch(1)
        self.beside = QScrollArea()
        self.beside.setWidget(beside)
        self.beside.setWidgetResizable(True)
        self.beside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.beside.setFixedWidth(theme.px(380))
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.table, 1)
        across.addWidget(self.beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(rule())
        column.addLayout(asked)
        column.addWidget(self.strip)
        column.addLayout(across, 1)

    def look(self) -> None:
        """Reckon the register of the day typed, off the window's thread."""
        day, desk = self.day.day(), self._desk
        if day is None:
            self.failed.emit("没有读懂日期，请填写年月日，如2026-03-06。")
            return
        if day > desk.today:
            self.failed.emit(f"{day}晚于今天，那一天的登记簿还没有，请选择今天或者以前的日期。")
            return
        if self.strip.is_busy:
            return
        self._day = day

        def task(progress: Progress) -> tuple[Standing, ...]:
            from casework.cases.as_of import register_as_of

            still = desk.still()
            found: list[Standing] = []
            try:
                for one in register_as_of(still, day):
                    found.append(one)
                    if len(found) % _A_HUNDRED == 0:
                        progress.say(-1, f"正在推算，已有{len(found):,}件")
            finally:
                still.close()
            return tuple(found)

        self.go.setEnabled(False)
        self.strip.run(task, "正在推算", self._take_found)

    def _take_found(self, found: tuple[Standing, ...]) -> None:
        self.found = found
        self._show()
        if self._wanted:
            self._stand_on(self._wanted)

    def _show(self) -> None:
        words = self.narrow.text().strip()
        shown = [one for one in self.found if not words or words in "　".join(one[:3])]
        self.table.show_rows(
            [(one.register_number, one.applicant_name, one.matter, one.stage, one.words)
             for one in shown],
            [one.request_id for one in shown],
        )  # fmt: skip
        if self.found:
            day = f"{self._day.year}年{self._day.month}月{self._day.day}日"
            self.words.setText(f"{day}结束时有{len(self.found):,}件，列出{len(shown):,}件。")
        else:
            self.words.setText("选择日期，再点“查看这一天”。")
        self._show_case()

    def _show_case(self) -> None:
        from casework.pages.case_then import case_then

        request_id = self.table.thing()
        then = None
        if isinstance(request_id, int) and self.table.rowCount():
            try:
                then = case_then(self._desk, request_id, self._day)
                self._desk.looked("CASE", request_id)
            except ClerkError as error:
                self.failed.emit(error.message)
        self.beside.setVisible(then is not None)
        if then is not None:
            self.head.setText("\n".join(then.head))
            self.timeline.show_entries(then.entries)

    def _stand_on(self, request_id: int) -> None:
        for row in range(self.table.rowCount()):
            if self.table.thing(row) == request_id:
                self.table.setCurrentCell(row, 0)
                return

    def take(self, what: object) -> None:
        """Begin at a case, given by its id; at a day, given as one."""
        if isinstance(what, date):
            self.day.set_value(what.isoformat())
        elif isinstance(what, int):
            self._wanted = what
            self._stand_on(what)

    def take_focus(self) -> None:
        """Begin at the day."""
        self.day.setFocus()
