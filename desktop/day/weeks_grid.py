"""Six weeks of days with what falls due on them; working days are wide, days of rest narrow."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from casework.cases.urgency import UNSETTLED
from casework.pages.month import MonthEntry
from desktop.look import theme
from desktop.widgets.chip import LOOKS, paint_shape
from desktop.widgets.month_grid import DayKind, month_later
from desktop.widgets.rows import fitted
from rules.working_days import WEEKDAYS, Outlook

WEEKS = 6
_HEAD, _WEEK, _REST, _ENTRY, _DATE = 26, 56, 44, 20, 24
_SQUARES, _SQUARE = 5, 6
_GROUNDS = frozenset({"OVERDUE", "TODAY", "SOON", "PAUSED"})
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class WeeksGrid(QWidget):
    """Begins with the week before the one it is about, so that most of it lies ahead.

    `moved` comes when the day or the weeks changed, `taken` carries the day of Enter or a click.
    """

    moved = Signal()
    taken = Signal(object)

    def __init__(self, *, today: date, outlook: Outlook) -> None:
        super().__init__()
        self.setObjectName("dueMonth")
        self.today, self.outlook, self.day = today, outlook, today
        self.first_shown = _monday(today) - timedelta(days=7)
        self.entries: Mapping[date, Sequence[MonthEntry]] = {}
        self.is_read = False
        """Whether `entries` are those of the weeks shown: a large register is asked beside."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("月历")

    def sizeHint(self) -> QSize:
        """Return the room of days that hold four lines."""
        return QSize(theme.px(900), theme.px(108) * WEEKS + theme.px(_HEAD))

    def minimumSizeHint(self) -> QSize:
        """Return the room below which a day holds nothing but its count."""
        return QSize(theme.px(360), theme.px(37) * WEEKS + theme.px(_HEAD))

    @property
    def last_shown(self) -> date:
        """The Sunday the grid ends with."""
        return self.first_shown + timedelta(days=7 * WEEKS - 1)

    def show_day(self, day: date) -> None:
        """Move to a day, and to the weeks around it where it is not shown."""
        self.day = day
        if not self.first_shown <= day <= self.last_shown:
            self.first_shown = _monday(day) - timedelta(days=7)
            self.is_read = False
        self.moved.emit()
        self.speak()
        self.update()

    def turn(self, months: int) -> None:
        """Show the weeks some months later; 0 those around today."""
        day = month_later(self.day, months) if months else self.today
        first = _monday(day) - timedelta(days=7)
        self.is_read, self.first_shown = self.is_read and first == self.first_shown, first
        self.show_day(day)

    def show_entries(self, entries: Mapping[date, Sequence[MonthEntry]]) -> None:
        """Show what falls due on the days."""
        self.entries, self.is_read = entries, True
        self.speak()
        self.update()

    def speak(self) -> None:
        """Say the day one stands on and what falls due on it."""
        weekday = WEEKDAYS[self.day.weekday()]
        lines = [f"{one.named or one.kind} {one.who}" for one in self.entries.get(self.day, ())]
        none = "，没有到期的" if self.is_read else ""
        said = f"，{len(lines)} 件：{'，'.join(lines)}" if lines else none
        words = f"{self.day.month}月{self.day.day}日，周{weekday}{self.unsure(self.day)}{said}"
        self.setAccessibleDescription(words)
        self.setToolTip("")

    def unsure(self, day: date) -> str:
        """Return （暂定） where something falls due on a day that no notice has settled."""
        is_due = any(not one.is_done for one in self.entries.get(day, ()))
        return UNSETTLED if is_due and day > self.outlook.published_until else ""

    def _columns(self) -> list[tuple[float, float]]:
        """Return where each day of a week begins and how wide it is."""
        rest = [self._is_wide(weekday) for weekday in range(7)]
        narrow = theme.px(_REST)
        fixed = narrow * rest.count(False) + theme.px(_WEEK)
        wide = max((self.width() - fixed) / max(rest.count(True), 1), theme.px(20))
        x, found = float(theme.px(_WEEK)), []
        for is_wide in rest:
            found.append((x, wide if is_wide else narrow))
            x += found[-1][1]
        return found

    def _is_wide(self, weekday: int) -> bool:
        if weekday < 5:
            return True
        # A make-up day has work on it: its column is as wide as the others.
        days = (self.first_shown + timedelta(days=weekday + 7 * week) for week in range(WEEKS))
        return any(DayKind(self.outlook, day).is_working for day in days)

    def _cells(self) -> dict[date, QRectF]:
        """Return where each day shown is."""
        columns, top = self._columns(), theme.px(_HEAD)
        high = (self.height() - top) / WEEKS
        return {
            self.first_shown + timedelta(days=7 * week + weekday): QRectF(
                x, top + week * high, wide, high
            )
            for week in range(WEEKS)
            for weekday, (x, wide) in enumerate(columns)
        }

    def day_at(self, point: QPoint) -> date | None:
        """Return the day under a point, if there is one."""
        cells = self._cells()
        return next((day for day, cell in cells.items() if cell.contains(point)), None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the headings, the weeks and their days."""
        painter, colours = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(colours.font(12))
        painter.setPen(colours.colour("second"))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        inset = theme.px(8)
        painter.drawText(QRectF(inset, 0, theme.px(_WEEK), theme.px(_HEAD)), left, "周")
        for weekday, (x, wide) in enumerate(self._columns()):
            words = f"周{WEEKDAYS[weekday]}" if wide > theme.px(_REST) else WEEKDAYS[weekday]
            painter.drawText(QRectF(x + inset, 0, wide, theme.px(_HEAD)), left, words)
        cells = self._cells()
        for day, cell in cells.items():
            self._paint_day(painter, cell, day)
        for week in range(WEEKS):
            monday = self.first_shown + timedelta(days=7 * week)
            self._paint_week(painter, cells[monday], monday)
        chosen = cells[self.day]
        painter.setPen(QPen(colours.colour("accent"), theme.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(chosen.adjusted(1, 1, -1, -1))

    def _paint_week(self, painter: QPainter, cell: QRectF, monday: date) -> None:
        colours = theme.current()
        room = QRectF(0, cell.top(), theme.px(_WEEK), cell.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour("ground"))
        painter.drawRect(room.adjusted(0, 1, 0, 0))
        painter.setPen(colours.colour("line"))
        painter.drawLine(room.topLeft(), room.topRight())
        painter.drawLine(room.topRight(), room.bottomRight())
        days = (monday + timedelta(days=place) for place in range(7))
        every = [one for day in days for one in self.entries.get(day, ())]
        left = [one for one in every if not one.is_done]
        if left:
            painter.setFont(colours.font(12, bold=True))
            painter.setPen(colours.colour("text"))
            words = QRectF(theme.px(10), room.top() + theme.px(6), room.width(), theme.px(18))
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft, f"{len(left)} 件")
        side, gap = theme.px(_SQUARE), theme.px(2)
        top = room.top() + theme.px(28)
        for place, one in enumerate(sorted(every, key=lambda entry: entry.urgency.order)):
            line, column = divmod(place, _SQUARES)
            y = top + line * (side + gap)
            if y + side > room.bottom() - gap:
                break
            look = LOOKS.get(one.urgency.name, LOOKS["RUNNING"])
            ink = "strong" if one.is_done else look.text if look.ground else "accent"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour(ink))
            painter.drawRect(QRectF(theme.px(10) + column * (side + gap), y, side, side))

    def _paint_day(self, painter: QPainter, cell: QRectF, day: date) -> None:
        colours, kind = theme.current(), DayKind(self.outlook, day)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour("panel" if kind.is_working else "ground"))
        painter.drawRect(cell)
        painter.setPen(colours.colour("line"))
        painter.drawLine(cell.topLeft(), cell.topRight())
        painter.drawLine(cell.topRight(), cell.bottomRight())
        inside = cell.adjusted(theme.px(8), theme.px(4), -theme.px(6), -theme.px(2))
        date_room = QRectF(inside.left(), inside.top(), inside.width(), theme.px(18))
        words = (
            f"{day.month}月{day.day}日" if day.day == 1 or day == self.first_shown else str(day.day)
        )
        painter.setFont(colours.font(12, bold=day == self.today))
        if day == self.today:
            words = f"{day.day} 今天"
            wide = painter.fontMetrics().horizontalAdvance(words) + theme.px(10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("accent"))
            painter.drawRoundedRect(
                QRectF(inside.left() - theme.px(4), inside.top(), wide, theme.px(18)), 2, 2
            )
            painter.setPen(colours.colour("on_accent"))
        else:
            painter.setPen(colours.colour("text" if kind.is_working else "second"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(date_room, middle | Qt.AlignmentFlag.AlignLeft, words)
        told = f"{kind.word}{self.unsure(day)}"
        if told and inside.width() > theme.px(_REST):
            painter.setFont(colours.font(11))
            painter.setPen(colours.colour("soon" if kind.is_working else "second"))
            said = fitted(told, painter.fontMetrics(), inside.width() - theme.px(40))
            painter.drawText(date_room, middle | Qt.AlignmentFlag.AlignRight, said)
        self._paint_entries(painter, inside, day)

    def _paint_entries(self, painter: QPainter, inside: QRectF, day: date) -> None:
        entries = self.entries.get(day, ())
        colours, high = theme.current(), theme.px(_ENTRY)
        y = inside.top() + theme.px(_DATE) - theme.px(2)
        lines = max(int((inside.bottom() - y) // high), 0)
        is_narrow = inside.width() < theme.px(60)
        if not entries:
            return
        if not lines or is_narrow:
            painter.setFont(colours.font(12))
            painter.setPen(colours.colour("text"))
            # Where a cell is as low as two lines, the number stands beside the day.
            is_low = inside.height() < theme.px(_DATE + 14)
            side = Qt.AlignmentFlag.AlignRight if is_low else Qt.AlignmentFlag.AlignLeft
            corner = (Qt.AlignmentFlag.AlignTop if is_low else Qt.AlignmentFlag.AlignBottom) | side
            unsure = self.unsure(day).strip("（）")
            painter.drawText(inside, corner, "\n".join(filter(None, (unsure, f"{len(entries)}件"))))
            return
        shown = entries if len(entries) <= lines else entries[: max(lines - 1, 0)]
        for one in shown:
            self._paint_entry(
                painter, QRectF(inside.left() - theme.px(2), y, inside.width() + 4, high - 1), one
            )
            y += high
        if len(shown) < len(entries):
            painter.setFont(colours.font(12))
            painter.setPen(colours.colour("second"))
            words = f"还有 {len(entries) - len(shown)} 件"
            room = QRectF(inside.left(), y, inside.width(), high)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_entry(self, painter: QPainter, room: QRectF, one: MonthEntry) -> None:
        colours = theme.current()
        look = LOOKS.get(one.urgency.name, LOOKS["RUNNING"])
        is_loud = one.urgency.name in _GROUNDS
        if is_loud and look.ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour(look.ground))
            painter.drawRoundedRect(room, 2, 2)
        ink = colours.colour(look.text if is_loud else "second")
        centre = QPoint(round(room.left() + theme.px(8)), round(room.center().y()))
        shape_ink = colours.colour("in_time") if one.is_done else ink
        paint_shape(painter, centre.toPointF(), look.shape, shape_ink)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(colours.font(12, bold=one.urgency.name == "OVERDUE"))
        painter.setPen(ink)
        metrics = painter.fontMetrics()
        kind = metrics.horizontalAdvance(one.kind) + theme.px(6)
        words = room.adjusted(theme.px(18), 0, -theme.px(2), 0)
        if words.width() < kind + theme.px(24):
            painter.drawText(words, left, fitted(one.who, metrics, words.width()))
            return
        painter.drawText(words, left, one.kind)
        if not is_loud and not one.is_done:
            painter.setPen(colours.colour("text"))
        rest = words.adjusted(kind, 0, 0, 0)
        painter.drawText(rest, left, fitted(one.who, metrics, rest.width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move to the day that is clicked."""
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.setFocus()
            self.show_day(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the day."""
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.taken.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by days, weeks and months; T goes to today, Enter takes the day."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.show_day(self.day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_T, Qt.Key.Key_Home):
            self.turn(0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit(self.day)
        else:
            super().keyPressEvent(event)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
