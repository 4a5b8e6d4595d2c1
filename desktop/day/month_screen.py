"""The month: six weeks with every clock in its day, and beside them the day one stands on."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casework.cases.urgency import Urgency, long_day, short_day
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.pages.month import MonthEntry, entries_by_day, new_request
from desktop.base.screen import Screen, rule
from desktop.base.wishes import BeginAct, OpenCase
from desktop.day.weeks_grid import WeeksGrid
from desktop.look import icons, theme
from desktop.widgets.chip import Chip
from desktop.widgets.key_button import KeyButton
from desktop.widgets.page_head import PageHead
from desktop.widgets.words import ElidedLabel, Words
from rules.working_days import WEEKDAYS

_SIDE = 312
_SIDE_FROM = 860
_MOST = 40


class MonthScreen(Screen):
    """The weeks on the left, the day chosen on the right."""

    heeds = frozenset({What.CASE, What.SETTINGS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._loaded_from: date | None = None
        self.month = WeeksGrid(today=desk.today, outlook=desk.outlook)
        self.head = PageHead(
            "", hint="方向键移动，PageUp、PageDown 换月，T 回到今天，Enter 办理当日"
        )
        self.side = DaySide()
        self.side.wished.connect(self.wished)
        self._assemble()
        self.month.moved.connect(self._moved)
        self.month.taken.connect(lambda _: self.side.take_focus())
        self.month.show_day(desk.today)

    def _assemble(self) -> None:
        for words, icon, key, months in (
            ("上个月", "chevron-left", "", -1),
            ("今天", "", "T", 0),
            ("下个月", "chevron-right", "", 1),
        ):
            if icon:
                button = QPushButton(icons.icon(icon), "")
                button.setProperty("kind", "tool")
                button.setAccessibleName(words)
                button.setToolTip(words)
            else:
                button = KeyButton(words, key)
            button.clicked.connect(lambda _=False, months=months: self._turn(months))
            self.head.row.addWidget(button)
        panes = QHBoxLayout()
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(0)
        panes.addWidget(self.month, 1)
        panes.addWidget(self.side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(rule())
        outer.addLayout(panes, 1)

    def _turn(self, months: int) -> None:
        self.month.turn(months)
        self.month.setFocus()

    def take(self, what: object) -> None:
        """Show a day."""
        if isinstance(what, date):
            self.month.show_day(what)

    def refresh(self) -> None:
        """Read the due days again."""
        self._loaded_from = None
        self._moved()
        self.read_anew.emit()

    def _moved(self) -> None:
        first, day = self.month.first_shown, self.month.day
        if first != self._loaded_from:
            self._loaded_from = first
            self.month.show_entries(entries_by_day(self._desk, first, self.month.last_shown))
            self._say(first)
        self.side.show_day(day, self.month.entries.get(day, ()), self._if_received(day))

    def _say(self, first: date) -> None:
        every = [one for entries in self.month.entries.values() for one in entries]
        left = [one for one in every if not one.is_done]
        late = sum(one.urgency is Urgency.OVERDUE for one in left)
        middle = self.month.day
        self.head.title.setText(f"{middle.year}年{middle.month}月")
        shown = "今天" if first == self._desk.today else f"{short_day(first)}起"
        words = f"{shown}六周，未办 {len(left):,} 件"
        self.head.say(f"{words}，其中逾期 {late:,} 件" if late else words)

    def _if_received(self, day: date) -> str:
        found = new_request(self._desk, day)
        if found is None:
            return "放假日历没有到这一天，算不出期限。"
        settled = "（暂定）" if found.is_provisional else ""
        return (
            f"答复期限 {long_day(found.due_on)}{settled}，那一周现有 {found.in_that_week} 件到期。"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the weeks the whole width where there is no room for the day beside them."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= theme.px(_SIDE_FROM))

    def panes(self) -> Sequence[QWidget]:
        """Return the weeks and the day beside them."""
        return self.month, self.side

    def take_focus(self) -> None:
        """Begin in the month."""
        self.month.setFocus()


class DaySide(QFrame):
    """The day one stands on: its lines with their acts, and what a request received would mean.

    `wished` carries what only others can do.
    """

    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("peek")
        self.setAccessibleName("所选的一天")
        self.setFixedWidth(theme.px(_SIDE))
        self._day, self._count = QLabel(), QLabel()
        self._day.setProperty("kind", "heading")
        self._count.setProperty("kind", "body2")
        self._if = Words()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.lines: list[QPushButton] = []
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        head.addWidget(self._day, 1)
        head.addWidget(self._count)
        heading = QLabel("如果这一天收到一件新申请")
        heading.setProperty("kind", "group")
        below = QVBoxLayout()
        below.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        below.addWidget(heading)
        below.addWidget(self._if)
        inner = QWidget()
        inner.setObjectName("peekInner")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._rows)
        column.addLayout(below)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("peekScroll")
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(rule())
        outer.addWidget(scroll, 1)

    def show_day(self, day: date, entries: Sequence[MonthEntry], received: str) -> None:
        """Show a day, what is on it, and what a request received on it would mean."""
        self._day.setText(f"{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}")
        self._count.setText(f"{len(entries)} 件" if entries else "没有到期的")
        self._if.setText(received)
        self.lines = []
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for entry in entries[:_MOST]:
            self._rows.addWidget(self._line(entry))
            self._rows.addWidget(rule())

    def _line(self, entry: MonthEntry) -> QWidget:
        row, chip = QWidget(), Chip()
        column = QVBoxLayout(row)
        column.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        column.setSpacing(theme.px(2))
        name = QPushButton(f"{entry.who}　{entry.number}".strip())
        name.setProperty("kind", "flat")
        name.setObjectName("dayCase")
        name.setToolTip("打开案件")
        name.clicked.connect(lambda: self.wished.emit(OpenCase(entry.request_id)))
        self.lines.append(name)
        first, last = QHBoxLayout(), QHBoxLayout()
        first.addWidget(name)
        first.addStretch(1)
        first.addWidget(chip)
        kind, matter = QLabel(entry.kind), ElidedLabel(entry.matter.replace("\n", " "))
        kind.setProperty("kind", "second")
        last.addWidget(kind, 1)
        if entry.act_name:
            act = QPushButton(entry.act_label)
            act.setProperty("kind", "link")
            wish = BeginAct(entry.request_id, entry.act_name)
            act.clicked.connect(lambda: self.wished.emit(wish))
            last.addWidget(act)
        column.addLayout(first)
        column.addWidget(matter)
        column.addLayout(last)
        chip.show_words(entry.urgency.name, entry.chip)
        return row

    def take_focus(self) -> None:
        """Begin at the first line of the day."""
        if self.lines:
            self.lines[0].setFocus()
