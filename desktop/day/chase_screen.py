"""The chase list: whom to call today so that no case misses its day, and by when."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.cases.urgency import UNSETTLED, short_day
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.pages.chase import ChaseLine, ChaseNeed, chase, people_to_call, print_chase
from casework.pages.register_numbers import short_number
from desktop.base import documents
from desktop.base.asking import Asking
from desktop.base.screen import Screen, rule
from desktop.base.wishes import OpenCase
from desktop.look import theme
from desktop.widgets.bars import EmptyState
from desktop.widgets.check_box import CheckBox
from desktop.widgets.key_button import KeyButton
from desktop.widgets.page_head import titled
from desktop.widgets.reading_table import ReadingTable
from rules.errors import ClerkError

_EVERYBODY = "全部"
_SIDE = 408
_NARROW = 736
_LEAST, _LEAST_SIDE = 860, 216
_SPARED_OF_PEOPLE = (1, 3)
_WHEN = 2
# The applicant, the due day and the pace: each stands in the case as well.
_SPARED = (4, 6, 7)


class ChaseScreen(Screen):
    """People on the left, what is wanted of them on the right; Enter opens the case."""

    heeds = frozenset({What.CASE, What.SETTINGS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.lines: list[ChaseLine] = []
        self.people = ReadingTable(
            "chasePeople", "该找谁", ("科室、人员", "电话|120", "件数|56", "最早一项|88")
        )
        self.people.setFixedWidth(theme.px(_SIDE))
        self.acts = ReadingTable(
            "chaseActs",
            "还需办理的事项",
            (
                *("最迟|80", "还需办理|96", "何时办|80", "编号|56"),
                *("申请人|112", "事项", "答复期限|80", "现在的进度|104"),
            ),
        )
        self.all_open = CheckBox("也列不会误期的")
        self.all_open.setObjectName("chaseAll")
        self.print = KeyButton("打印督办单", icon="printer", kind="primary")
        self.print.setObjectName("printChase")
        self._empty = EmptyState(
            "check", "没有会误期的申请", "按现在的进度，在办的申请都能在期限内答复。"
        )
        self._assemble()
        self.people.currentCellChanged.connect(lambda *_: self._show_acts())
        self.people.opened.connect(lambda _: self.acts.setFocus())
        self.acts.opened.connect(lambda one: self.wished.emit(OpenCase(int(one))))
        self.all_open.toggled.connect(lambda _: self.refresh())
        self.print.clicked.connect(self.print_sheet)
        self._asking = Asking(self, desk)
        self._asking.failed.connect(self.failed)
        self._asking.begun.connect(lambda: self._head.say("正在推算在办申请的进度"))
        for part in (self._panes, self._empty):
            part.hide()
        self.refresh()

    def _assemble(self) -> None:
        head, buttons = titled(
            "督办", hint="最迟日按答复期限倒排，Enter 打开案件；打印的是左边选中的人"
        )
        self._head = head
        buttons.addWidget(self.all_open)
        buttons.addWidget(self.print)
        self._panes = QWidget()
        panes = QHBoxLayout(self._panes)
        panes.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        panes.setSpacing(theme.px(16))
        panes.addWidget(self.people)
        panes.addWidget(self.acts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(rule())
        column.addWidget(self._panes, 1)
        column.addWidget(self._empty, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be spared where the window is narrow."""
        super().resizeEvent(event)
        is_least = self.width() < theme.px(_LEAST)
        for column in _SPARED_OF_PEOPLE:
            self.people.setColumnHidden(column, is_least)
        self.people.setFixedWidth(theme.px(_LEAST_SIDE if is_least else _SIDE))
        is_narrow = is_least or self.width() - theme.px(_SIDE) < theme.px(_NARROW)
        self.acts.setColumnHidden(_WHEN, is_least)
        for column in _SPARED:
            self.acts.setColumnHidden(column, is_narrow)

    def refresh(self) -> None:
        """Read the open cases again."""
        only_missing = not self.all_open.isChecked()
        self._asking.ask(lambda desk: chase(desk, only_missing=only_missing), self._show)

    def _show(self, lines: list[ChaseLine]) -> None:
        self.lines = lines
        late = sum(line.will_miss for line in self.lines)
        self._head.say(f"会误期 {late} 件" if late else "")
        self._panes.setVisible(bool(self.lines))
        self._empty.setVisible(not self.lines)
        self.print.setEnabled(bool(self.lines))
        people = people_to_call(self.lines)
        everybody = (_EVERYBODY, "", str(len(self.lines)), "")
        # The people are shown before what is wanted of them, not once for each.
        self.people.blockSignals(True)
        self.people.show_rows(
            [
                everybody,
                *(
                    (one.caller, one.phone, str(one.cases), short_day(one.earliest_on))
                    for one in people
                ),
            ],
            ["", *(one.caller for one in people)],
        )
        self.people.blockSignals(False)
        self._show_acts()

    @property
    def caller(self) -> str:
        """Who is chosen on the left; empty for everybody."""
        return str(self.people.thing() or "")

    def _show_acts(self) -> None:
        caller = self.caller
        found = [
            (line, one) for line in self.lines for one in line.needs if caller in ("", one.caller)
        ]
        found.sort(key=lambda pair: (pair[1].last_safe_on, pair[0].due_on, pair[0].request_id))
        self.acts.show_rows(
            [self._row(line, one) for line, one in found], [line.request_id for line, _ in found]
        )

    def _row(self, line: ChaseLine, one: ChaseNeed) -> tuple[str, ...]:
        return (
            self._day(one.last_safe_on),
            one.need.label,
            self._when(one),
            short_number(line.register_number, self._desk.today.year),
            line.applicant_name,
            line.matter,
            self._day(line.due_on),
            f"{short_day(line.done_on)}办完" if line.will_miss else "来得及",
        )

    def _day(self, day: date) -> str:
        return short_day(day) + ("" if self._desk.is_settled(day) else UNSETTLED)

    def _when(self, one: ChaseNeed) -> str:
        if one.last_safe_on < self._desk.today:
            return "已经晚了"
        if one.last_safe_on == self._desk.today:
            return "今天必办"
        return "现在" if one.is_next else "等前一步"

    def print_sheet(self) -> None:
        """Write the sheet of whoever is chosen, and open it to be printed."""
        try:
            path = print_chase(self._desk, self.lines, self.caller)
            documents.open_path(path)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.said.emit(f"已写好“{path.name}”，在打开的文档里打印。")

    def take_focus(self) -> None:
        """Begin at the people."""
        self.people.setFocus()
