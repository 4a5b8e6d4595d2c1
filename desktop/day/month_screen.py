"""The month: six weeks with every clock in its day, and beside them the day one stands on."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from casework.cases.urgency import Urgency, long_day, short_day
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.pages.month import LastChance, MonthEntry, entries_by_day, last_chances, new_request
from desktop.base.asking import Asking
from desktop.base.pause import Pause
from desktop.base.screen import Screen, rule
from desktop.day.day_side import DaySide
from desktop.day.weeks_grid import WeeksGrid
from desktop.look import icons, theme
from desktop.widgets.key_button import KeyButton
from desktop.widgets.menu_button import MenuButton
from desktop.widgets.page_head import PageHead
from rules.tasks import Task

_SIDE_FROM = 860
# Walking through the days with a key held down must not read the cases of every day passed.
_PAUSE_MS = 120
# What the menu offers: words, and the tasks it keeps; without any, everything.
_CLOCKS: Mapping[str, frozenset[Task]] = {
    "全部计时": frozenset(),
    "答复": frozenset({Task.REPLY, Task.RE_REPLY, Task.CAUTIOUS_REPLY, Task.ORDERED_ANSWER}),
    "送达": frozenset({Task.SERVE}),
    "确认收到、补正": frozenset({Task.CONFIRM, Task.CORRECTION_NOTICE, Task.CORRECTION}),
    "第三方和机关意见": frozenset({Task.THIRD_PARTY, Task.AGENCY, Task.REFERRAL}),
    "科室、法律审核和签批": frozenset(
        {Task.SECTION, Task.COUNSEL, Task.ENDORSEMENT, Task.SIGNATURE}
    ),
    "缴费、说明理由": frozenset({Task.FEE_PAYMENT, Task.REASONS}),
    "复议诉讼": frozenset({Task.RECONSIDERATION_ANSWER, Task.DEFENCE}),
}


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
        self._tasks: frozenset[Task] = frozenset()
        self._read: Mapping[date, Sequence[MonthEntry]] = {}
        self._pause = Pause(self, desk, _PAUSE_MS, self.look_for_chances)
        self._asking, self._asking_chances = Asking(self, desk), Asking(self, desk)
        for asking in (self._asking, self._asking_chances):
            asking.failed.connect(self.failed)
        self._assemble()
        self.month.moved.connect(self._moved)
        self.month.taken.connect(lambda _: self.side.take_focus())
        self.month.show_day(desk.today)

    def _assemble(self) -> None:
        self.clocks = MenuButton(next(iter(_CLOCKS)))
        self.clocks.setObjectName("clockFilter")
        self.clocks.setToolTip("只看一种期限")
        menu = QMenu(self.clocks)
        for words in _CLOCKS:
            menu.addAction(words).triggered.connect(lambda _=False, one=words: self.filter(one))
        self.clocks.setMenu(menu)
        self.head.row.addWidget(self.clocks)
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
        # Until it is known that there is room for it, it must not make the window wider.
        self.side.hide()
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
        first, last = self.month.first_shown, self.month.last_shown
        is_new, self._loaded_from = first != self._loaded_from, first
        if is_new:
            self._say_month()
            self._asking.ask(lambda desk: entries_by_day(desk, first, last), self._take_read)
        # What was answered at once has been shown.
        if not is_new or self._asking.is_busy:
            self._show_side()
        self.side.show_chances(())
        self._pause.start()

    def _take_read(self, read: Mapping[date, Sequence[MonthEntry]]) -> None:
        self._read = read
        self._show_read()
        self._show_side()

    def _show_side(self) -> None:
        month, day = self.month, self.month.day
        entries, received = month.entries.get(day, ()), self._if_received(day)
        self.side.show_day(day, entries, received, is_read=month.is_read)

    def _show_read(self) -> None:
        tasks = self._tasks
        kept = {
            day: [one for one in entries if not tasks or one.task in tasks]
            for day, entries in self._read.items()
        }
        self.month.show_entries({day: entries for day, entries in kept.items() if entries})
        self._say(self.month.first_shown)

    def filter(self, words: str) -> None:
        """Show the clocks of one kind alone, by the words of the menu; the first shows all."""
        self._tasks = _CLOCKS[words]
        self.clocks.setText(words)
        if self.month.is_read:
            self._show_read()
            self._show_side()
        self.look_for_chances()

    def look_for_chances(self) -> None:
        """Show what may still be done on the chosen day and not after it."""
        self._pause.stop()
        if self.isVisible() and self.side.isVisible():
            day = self.month.day
            self._asking_chances.ask(
                lambda desk: last_chances(desk, day), lambda found: self._show_chances(day, found)
            )

    def _show_chances(self, day: date, found: Sequence[LastChance]) -> None:
        if day == self.month.day:
            self.side.show_chances(found)

    def _say_month(self) -> None:
        middle = self.month.day
        self.head.title.setText(f"{middle.year}年{middle.month}月")

    def _say(self, first: date) -> None:
        every = [one for entries in self.month.entries.values() for one in entries]
        left = [one for one in every if not one.is_done]
        late = sum(one.urgency is Urgency.OVERDUE for one in left)
        self._say_month()
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

    def showEvent(self, event: QShowEvent) -> None:
        """Look for what the day is the last one for, once it is seen."""
        super().showEvent(event)
        self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no case that nobody sees."""
        self._pause.stop()
        super().hideEvent(event)

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
