"""The month: due days on a calendar that draws rest and make-up days, and the cases of one day."""

from collections import defaultdict
from datetime import date, timedelta

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from casework.cases.urgency import long_day
from casework.desk.desk import Desk
from casework.desk.questions import VOID_STATUS, Condition, Query
from casework.pages import worklist
from casework.pages.worklist import BoardRow, WorkRow
from desktop.base.screen import Screen, rule
from desktop.base.wishes import OpenCase
from desktop.look import icons, theme
from desktop.widgets.chip import LOOKS, paint_shape
from desktop.widgets.month_grid import DayKind, MonthGrid, month_later
from desktop.widgets.page_head import titled
from desktop.widgets.rows import ROW, fitted
from desktop.widgets.side_rows import SideDelegate
from rules.working_days import Outlook

_SHOWN_DAYS = 42


class DueMonth(MonthGrid):
    """A month with the cases due on each of its days."""

    def __init__(self, *, today: date, outlook: Outlook) -> None:
        super().__init__(today=today, outlook=outlook)
        self.setObjectName("dueMonth")
        self.due: dict[date, list[WorkRow]] = {}

    def sizeHint(self) -> QSize:
        """Return the room of cells that hold three lines."""
        return QSize(theme.px(100) * 7, theme.px(92) * 6 + theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Return the room below which a cell holds nothing but its count."""
        return QSize(theme.px(72) * 7, theme.px(36) * 6 + theme.px(24))

    def paint_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        """Paint a day, why it rests or works, and the cases due on it."""
        colours, kind = theme.current(), DayKind(self.outlook, day)
        is_inside, chosen = day.month == self.day.month, day == self.day
        painter.setPen(colours.colour("accent" if chosen else "line"))
        ground = "panel" if kind.is_working else "ground"
        painter.setBrush(colours.colour("selected" if chosen else ground))
        painter.drawRoundedRect(cell, theme.px(4), theme.px(4))
        inside = cell.adjusted(theme.px(6), theme.px(3), -theme.px(6), -theme.px(3))
        top = Qt.AlignmentFlag.AlignTop
        painter.setFont(colours.font(13, bold=day == self.today))
        ink = "text" if kind.is_working and is_inside else "second"
        painter.setPen(colours.ink("accent" if day == self.today else ink, is_selected=chosen))
        words = f"{day.day} 今天" if day == self.today else str(day.day)
        painter.drawText(inside, top | Qt.AlignmentFlag.AlignLeft, words)
        painter.setFont(colours.font(11))
        if kind.word:
            ink = "soon" if kind.is_working else "second"
            painter.setPen(colours.ink(ink, is_selected=chosen))
            room = inside.adjusted(theme.px(24), theme.px(2), 0, 0)
            said = fitted(kind.word, painter.fontMetrics(), room.width())
            painter.drawText(room, top | Qt.AlignmentFlag.AlignRight, said)
        self._paint_cases(painter, inside, self.due.get(day, []), is_selected=chosen)

    def _paint_cases(
        self, painter: QPainter, inside: QRect, rows: list[WorkRow], *, is_selected: bool
    ) -> None:
        colours, height = theme.current(), theme.px(18)
        lines = max((inside.height() - theme.px(20)) // height, 0)
        if rows and not lines:
            painter.setFont(colours.font(12))
            painter.setPen(colours.ink("text", is_selected=is_selected))
            corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
            painter.drawText(inside, corner, f"{len(rows)} 件")
            return
        shown = rows if len(rows) <= lines else rows[: max(lines - 1, 0)]
        y = inside.top() + theme.px(20)
        painter.setFont(colours.font(12))
        for row in shown:
            look = LOOKS.get(row.urgency.name, LOOKS["RUNNING"])
            line = QRectF(inside.left(), y, inside.width(), height)
            dot = line.adjusted(theme.px(5), 0, 0, 0)
            dot.setWidth(0)
            ink = colours.ink(look.text, is_selected=is_selected)
            paint_shape(painter, dot.center(), look.shape, ink)
            painter.setPen(ink)
            room = line.adjusted(theme.px(14), 0, 0, 0)
            said = fitted(row.applicant_name, painter.fontMetrics(), room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)
            y += height
        if len(shown) < len(rows):
            painter.setPen(colours.ink("second", is_selected=is_selected))
            words = f"另 {len(rows) - len(shown)} 件" if shown else f"{len(rows)} 件"
            room = QRectF(inside.left(), y, inside.width(), height)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


class MonthScreen(Screen):
    """The month on the left, the day chosen on the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._loaded_from: date | None = None
        self.month = DueMonth(today=desk.today, outlook=desk.outlook)
        self.list = QListWidget()
        self.list.setObjectName("dayList")
        self.list.setAccessibleName("当日到期的申请")
        self.list.setItemDelegate(SideDelegate(self.list))
        self._title, self._day = QLabel(), QLabel()
        self._title.setProperty("kind", "heading")
        self._day.setProperty("kind", "heading")
        self._day.setWordWrap(True)
        self._assemble()
        self.month.moved.connect(self._moved)
        self.month.chosen.connect(self._take)
        self.list.itemActivated.connect(self._open)
        self.month.show_day(desk.today)

    def _assemble(self) -> None:
        head, buttons = titled(
            "到期月历", hint="方向键移动，PageUp、PageDown 换月，Enter 查看当日申请。"
        )
        for words, icon, months in (
            ("上个月", "chevron-left", -1),
            ("今天", "", 0),
            ("下个月", "chevron-right", 1),
        ):
            button = QPushButton(words) if not icon else QPushButton(icons.icon(icon), words)
            button.clicked.connect(lambda _=False, months=months: self._turn(months))
            buttons.addWidget(button)
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(16))
        column.addWidget(self._title)
        column.addWidget(self.month, 1)
        side = QVBoxLayout(right)
        side.setContentsMargins(0, theme.px(8), 0, 0)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        row.addWidget(self._day)
        side.addLayout(row)
        side.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([theme.px(780), theme.px(420)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(rule())
        outer.addWidget(split, 1)

    def _turn(self, months: int) -> None:
        day = month_later(self.month.day, months) if months else self._desk.today
        self.month.show_day(day)
        self.month.setFocus()

    def take(self, what: object) -> None:
        """Show a day."""
        if isinstance(what, date):
            self.month.show_day(what)

    def refresh(self) -> None:
        """Read the due days again."""
        self._loaded_from = None
        self._moved()

    def _moved(self) -> None:
        first, day = self.month.first_shown, self.month.day
        if first != self._loaded_from:
            self._loaded_from = first
            self.month.due = self._due_between(first, first + timedelta(days=_SHOWN_DAYS - 1))
            self.month.update()
        self._title.setText(f"{day.year}年{day.month}月")
        rows = self.month.due.get(day, [])
        self._day.setText(f"{long_day(day)}　{f'{len(rows)} 件到期' if rows else '没有到期的申请'}")
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(f"{row.due_words}，{row.register_number}，{row.matter}")
            item.setData(ROW, BoardRow(row, row.stage, None, ""))
            self.list.addItem(item)

    def _due_between(self, first: date, last: date) -> dict[date, list[WorkRow]]:
        where = (
            Condition("due_on", ">=", first),
            Condition("due_on", "<=", last),
            Condition("closed_on", "empty"),
            Condition("served_on", "empty"),
            Condition("status", "!=", VOID_STATUS),
        )
        ids = worklist.find(self._desk, Query(where=where, order_by="due_on"))
        by_day: defaultdict[date, list[WorkRow]] = defaultdict(list)
        for row in worklist.rows(self._desk, list(ids)):
            if row.due_on is not None:
                by_day[row.due_on].append(row)
        return dict(by_day)

    def _take(self, day: date) -> None:
        self.month.show_day(day)
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _open(self, item: QListWidgetItem) -> None:
        self.wished.emit(OpenCase(item.data(ROW).row.request_id))

    def take_focus(self) -> None:
        """Begin in the month."""
        self.month.setFocus()
