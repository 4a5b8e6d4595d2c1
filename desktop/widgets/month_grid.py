"""A month as a grid of days, with rest days and make-up days drawn; moved in by arrow keys."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from desktop.look import icons, theme
from rules.errors import ClerkError
from rules.working_days import WEEKDAYS, Outlook

_WEEKS = 6


def month_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month where it has none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


class DayKind:
    """What the calendar says of a day: whether it works, and the word for it."""

    def __init__(self, outlook: Outlook | None, day: date) -> None:
        self.is_working = day.weekday() < 5
        self.word = ""
        self.is_special = False
        if outlook is None:
            return
        try:
            self.is_working = outlook.expected.is_working_day(day)
            self.is_special = day in outlook.expected.special_days
            self.word = outlook.expected.why(day) if self.is_special else ""
        except ClerkError:
            # Outside the calendar nothing is known but the weekday.
            return


class MonthGrid(QWidget):
    """The days of one month; `chosen` tells which day was clicked or taken with Enter."""

    chosen = Signal(object)
    moved = Signal()

    def __init__(
        self, *, today: date, outlook: Outlook | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.today, self.outlook = today, outlook
        self.day = today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("日历")

    def show_day(self, day: date) -> None:
        """Move to a day and the month around it."""
        self.day = day
        self.setAccessibleDescription(f"{day.year}年{day.month}月{day.day}日")
        self.moved.emit()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of seven columns and a heading."""
        return QSize(theme.px(36) * 7, theme.px(32) * _WEEKS + theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Return the room below which digits would touch."""
        return self.sizeHint()

    @property
    def first_shown(self) -> date:
        """The Monday the grid begins with."""
        first = self.day.replace(day=1)
        return first - timedelta(days=first.weekday())

    def day_at(self, point: QPoint) -> date | None:
        """Return the day under a point, if there is one."""
        top = theme.px(24)
        column = point.x() * 7 // max(self.width(), 1)
        row = (point.y() - top) * _WEEKS // max(self.height() - top, 1)
        if point.y() < top or not (0 <= column < 7 and 0 <= row < _WEEKS):
            return None
        return self.first_shown + timedelta(days=row * 7 + column)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the headings and the days."""
        painter = QPainter(self)
        colours = theme.current()
        top, width = theme.px(24), self.width() / 7
        height = (self.height() - top) / _WEEKS
        painter.setFont(colours.font(12))
        painter.setPen(colours.colour("second"))
        for column, word in enumerate(WEEKDAYS):
            heading = QRect(int(column * width), 0, int(width), top)
            painter.drawText(heading, Qt.AlignmentFlag.AlignCenter, word)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(_WEEKS * 7):
            day = self.first_shown + timedelta(days=index)
            row, column = divmod(index, 7)
            cell = QRect(int(column * width), int(top + row * height), int(width), int(height))
            self.paint_day(painter, cell.adjusted(1, 1, -1, -1), day)

    def paint_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        """Paint one day."""
        colours, kind = theme.current(), DayKind(self.outlook, day)
        ink = "text" if kind.is_working else "second"
        if day.month != self.day.month:
            ink = "second"
        painter.setPen(Qt.PenStyle.NoPen)
        if day == self.day:
            painter.setBrush(colours.colour("accent"))
            painter.drawRoundedRect(cell, theme.px(4), theme.px(4))
            ink = "on_accent"
        elif not kind.is_working:
            painter.setBrush(colours.colour("ground"))
            painter.drawRoundedRect(cell, theme.px(4), theme.px(4))
        if day == self.today and day != self.day:
            painter.setPen(colours.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, theme.px(4), theme.px(4))
        painter.setPen(colours.colour(ink))
        painter.setFont(colours.font(13))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if kind.is_special:
            painter.setFont(colours.font(10))
            mark = "班" if kind.is_working else "休"
            if day != self.day and day.month == self.day.month:
                painter.setPen(colours.colour("soon" if kind.is_working else "in_time"))
            corner = cell.adjusted(0, 1, -theme.px(3), 0)
            painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, mark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by day, week or month; Enter takes the day."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.show_day(self.day + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.show_day(month_later(self.day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the day under the pointer."""
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.chosen.emit(day)

    def event(self, event: QEvent) -> bool:
        """Say why a day rests or works, when the pointer stays on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(event.pos())
            word = DayKind(self.outlook, day).word if day is not None else ""
            QToolTip.showText(event.globalPos(), word, self)
            return True
        return super().event(event)


class CalendarPopup(QFrame):
    """A month that drops from a date field: arrows move, Enter takes, Esc leaves."""

    chosen = Signal(object)

    def __init__(self, *, today: date, outlook: Outlook | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("panel")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.grid = MonthGrid(today=today, outlook=outlook)
        self._title = QLabel()
        earlier, later = self._arrow("chevron-left", -1), self._arrow("chevron-right", 1)
        head = QHBoxLayout()
        head.addWidget(earlier)
        head.addWidget(self._title, 1, Qt.AlignmentFlag.AlignCenter)
        head.addWidget(later)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(head)
        column.addWidget(self.grid)
        self.grid.chosen.connect(self._take)
        self.grid.moved.connect(self._name_month)
        self.setFocusProxy(self.grid)

    def _arrow(self, name: str, months: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(name))
        button.setAccessibleName("上个月" if months < 0 else "下个月")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.grid.show_day(month_later(self.grid.day, months)))
        return button

    def _name_month(self) -> None:
        self._title.setText(f"{self.grid.day.year}年{self.grid.day.month}月")

    def open_at(self, corner: QPoint, day: date) -> None:
        """Show the month of a day with its upper left corner at a point of the screen."""
        self.grid.show_day(day)
        self.adjustSize()
        self.move(corner)
        self.show()
        self.grid.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; the day stays as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _take(self, day: date) -> None:
        self.close()
        self.chosen.emit(day)
