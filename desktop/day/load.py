"""The load of four weeks: how much falls due on each working day, as small bars to be clicked."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from casework.pages.day_board import LoadDay
from desktop.look import theme

_CELL, _BAR, _EACH, _HIGHEST, _FIRST = 24, 14, 9, 27, 36
_A_WEEK = 7
_WEEKDAYS = "一二三四五六日"


class Load(QWidget):
    """`chosen` carries a day; ←→ go from bar to bar, Enter takes the day."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: Sequence[LoadDay] = ()
        self._at = 1
        self.setObjectName("load")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Until it is known whether there is room for it, it must not make the window wider.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_days(self, days: Sequence[LoadDay]) -> None:
        """Show what is overdue and the working days after it."""
        self._days = days
        self._at = min(self._at, max(len(days) - 1, 0))
        self._speak()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of all the days."""
        width = theme.px(_FIRST) + theme.px(_CELL) * max(len(self._days) - 1, 0)
        return QSize(width, theme.px(60))

    def minimumSizeHint(self) -> QSize:
        """Return that it takes no room by force."""
        return QSize(0, theme.px(60))

    def _speak(self) -> None:
        if self._days:
            self.setAccessibleName(f"四周的期限，{self._words(self._days[self._at])}")

    def _words(self, day: LoadDay) -> str:
        if day.on is None:
            return f"逾期 {day.number} 件"
        weekday = _WEEKDAYS[day.on.weekday()]
        return f"{day.on.month}月{day.on.day}日，周{weekday}，{day.number} 件到期{day.unsure}"

    def _left(self, place: int) -> int:
        return 0 if place == 0 else theme.px(_FIRST) + theme.px(_CELL) * (place - 1)

    def _place_at(self, x: float) -> int:
        if x < theme.px(_FIRST):
            return 0
        return min(int((x - theme.px(_FIRST)) / theme.px(_CELL)) + 1, len(self._days) - 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the day under the mouse."""
        if self._days:
            self.setToolTip(self._words(self._days[self._place_at(event.position().x())]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the day that is clicked."""
        if self._days:
            self._at = self._place_at(event.position().x())
            self._take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bar to bar, and take one."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self._days:
            self._at = min(max(self._at + step, 0), len(self._days) - 1)
            self._speak()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        day: date | None = self._days[self._at].on
        self.chosen.emit(day)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars, their numbers and the days under Mondays."""
        painter, colours = QPainter(self), theme.current()
        base = theme.px(44)
        highest = max((day.number for day in self._days), default=0)
        each = min(theme.px(_EACH), theme.px(_HIGHEST) / max(highest, 1))
        centre = Qt.AlignmentFlag.AlignHCenter
        for place, day in enumerate(self._days):
            left = self._left(place)
            wide = theme.px(_FIRST if place == 0 else _CELL)
            bar = theme.px(_BAR)
            x = left + (theme.px(_CELL) - bar) / 2 if place else left + theme.px(4)
            painter.setPen(Qt.PenStyle.NoPen)
            if day.number:
                high = max(each * day.number, theme.px(4))
                painter.setBrush(colours.colour(day.tone))
                painter.drawRect(QRectF(x, base - high, bar, high))
                is_near = day.tone != "faint"
                painter.setFont(colours.font(12, bold=is_near))
                ink = day.tone if day.tone in ("overdue", "soon") else "text"
                painter.setPen(colours.colour(ink if is_near else "second"))
                room = QRectF(x - bar, base - high - theme.px(16), 3 * bar, theme.px(16))
                painter.drawText(room, centre | Qt.AlignmentFlag.AlignBottom, str(day.number))
            elif day.on is not None:
                painter.setBrush(colours.colour("strong"))
                painter.drawRect(QRectF(x, base - 1, bar, 1))
            painter.setFont(colours.font(12))
            painter.setPen(colours.colour("second"))
            words = self._under(place, day)
            room = QRectF(x - theme.px(16), base, bar + theme.px(32), theme.px(16))
            painter.drawText(room, centre | Qt.AlignmentFlag.AlignVCenter, words)
            if self.hasFocus() and place == self._at:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(colours.colour("accent"), 2))
                painter.drawRect(QRectF(left + 1, 1, wide - 2, self.height() - 2))

    def _under(self, place: int, day: LoadDay) -> str:
        """Return what stands under a bar: the day a week begins with, its month once."""
        if day.on is None:
            return "逾期" if day.number else ""
        if place == 1:
            return "今"
        before = self._days[place - 1].on
        if before is None or before.isocalendar().week == day.on.isocalendar().week:
            return ""
        is_first = day.on.day <= _A_WEEK
        return f"{day.on.month}月{day.on.day}日" if is_first else f"{day.on.day}日"
