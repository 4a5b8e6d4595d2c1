"""The day one stands on in the month: its lines, what is possible at the latest, what if."""

from collections import deque
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casework.pages.month import LastChance, MonthEntry
from desktop.base.screen import rule
from desktop.base.wishes import BeginAct, OpenCase
from desktop.look import theme
from desktop.widgets.chip import Chip, chip_width
from desktop.widgets.rows import fitted
from desktop.widgets.words import ElidedLabel, Words
from rules.working_days import WEEKDAYS

_SIDE = 312
# What a name and its chip have: the edges, the bar that scrolls and the gap between are left out.
_NAME = _SIDE - 2 * 16 - 10 - 16
_MOST = 40
# A day of so many lines fills the height of a usual display.
_AT_ONCE = 10


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
        self._chances_part = QWidget()
        self._chances = QVBoxLayout()
        self._chances.setSpacing(theme.px(2))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.lines: list[QPushButton] = []
        self._waiting = deque[MonthEntry]()
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.setInterval(0)
        self._more.timeout.connect(self._add_lines)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        head.addWidget(self._day, 1)
        head.addWidget(self._count)
        heading = QLabel("如果这一天收到一件新申请")
        heading.setProperty("kind", "group")
        last = QLabel("最迟这一天还能办的")
        last.setProperty("kind", "group")
        above = QVBoxLayout(self._chances_part)
        above.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), 0)
        above.addWidget(last)
        above.addLayout(self._chances)
        self._chances_part.hide()
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
        column.addWidget(self._chances_part)
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

    def show_day(
        self, day: date, entries: Sequence[MonthEntry], received: str, *, is_read: bool = True
    ) -> None:
        """Show a day, what is on it, and what a request received on it would mean.

        Where the day is not read yet, nothing is said of what is on it.
        """
        self._day.setText(f"{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}")
        none = "没有到期的" if is_read else ""
        self._count.setText(f"{len(entries)} 件" if entries else none)
        self._if.setText(received)
        self.lines = []
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._waiting = deque(entries[:_MOST])
        self._add_lines()

    def _add_lines(self) -> None:
        """Add what is seen at once, and the rest a few at a time, so that no key waits for it."""
        for _ in range(min(_AT_ONCE, len(self._waiting))):
            self._rows.addWidget(self._line(self._waiting.popleft()))
            self._rows.addWidget(rule())
        if self._waiting:
            self._more.start()

    def show_chances(self, chances: Sequence[LastChance]) -> None:
        """Show what may be done on this day and not after it."""
        while (item := self._chances.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for chance in chances[:_MOST]:
            self._chances.addWidget(self._chance(chance))
        self._chances_part.setVisible(bool(chances))

    def _chance(self, chance: LastChance) -> QWidget:
        part, acts = QWidget(), Words(chance.acts)
        name = QPushButton(f"{chance.who}　{chance.number}")
        name.setProperty("kind", "flat")
        name.setObjectName("lastChance")
        name.setToolTip("打开案件")
        name.setAccessibleDescription(chance.acts)
        name.clicked.connect(lambda: self.wished.emit(OpenCase(chance.request_id)))
        acts.setProperty("kind", "second")
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, theme.px(4))
        column.setSpacing(0)
        column.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(acts)
        return part

    def _line(self, entry: MonthEntry) -> QWidget:
        row, chip = QWidget(), Chip()
        column = QVBoxLayout(row)
        column.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        column.setSpacing(theme.px(2))
        words = f"{entry.who}　{entry.number}".strip()
        # A row as wide as a long name would push the chips of all rows out of sight.
        room = theme.px(_NAME) - chip_width(entry.urgency.name, entry.chip)
        name = QPushButton(fitted(words, QFontMetrics(theme.current().font()), room))
        name.setProperty("kind", "flat")
        name.setObjectName("dayCase")
        name.setAccessibleName(words)
        name.setToolTip("打开案件" if name.text() == words else f"打开案件：{words}")
        name.clicked.connect(lambda: self.wished.emit(OpenCase(entry.request_id)))
        self.lines.append(name)
        first, last = QHBoxLayout(), QHBoxLayout()
        first.addWidget(name)
        first.addStretch(1)
        first.addWidget(chip)
        kind = ElidedLabel(entry.named or entry.kind)
        matter = ElidedLabel(entry.matter.replace("\n", " "))
        kind.setProperty("kind", "second")
        last.addWidget(kind)
        last.addStretch(1)
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
