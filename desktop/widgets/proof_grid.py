"""The proof of a due day, small: weeks under one another, working days wide, weekends narrow."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.look import theme
from desktop.widgets.proof_strip import Day

_HEAD, _CELL, _REST, _GAP = 20, 22, 22, 2
_MOST_WEEKS = 9
_WEEK = timedelta(days=7)
_LATE_DAYS = 60


class ProofGrid(QWidget):
    """Counted days numbered, the others plain; today framed; days over the limit in red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: dict[date, Day] = {}
        self._today = date.min
        self._late: tuple[date, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: Sequence[Day], today: date, late: Sequence[date] = ()) -> None:
        """Show these days, the last of which is due, and the working days that came after it."""
        self._days = {day.on: day for day in days}
        self._today, self._late = today, tuple(late)[-_LATE_DAYS:]
        counted = sum(day.counted for day in days)
        self.setAccessibleName(f"期限推算，共 {counted} 个工作日")
        self.setVisible(bool(days))
        self.updateGeometry()
        self.update()

    @property
    def _first(self) -> date:
        every = [*self._days, *self._late]
        last = max(every)
        monday = min(every) - timedelta(days=min(every).weekday())
        # What is long shows its end: there is the day that matters.
        return max(monday, last - timedelta(days=last.weekday()) - (_MOST_WEEKS - 1) * _WEEK)

    @property
    def _weeks(self) -> int:
        if not self._days:
            return 0
        return (max([*self._days, *self._late]) - self._first).days // 7 + 1

    def sizeHint(self) -> QSize:
        """Return the room of the weeks."""
        return QSize(theme.px(280), theme.px(_HEAD) + theme.px(_CELL + _GAP) * self._weeks)

    def _column(self, weekday: int) -> tuple[float, float]:
        gap, rest = theme.px(_GAP), theme.px(_REST)
        wide = (self.width() - 2 * rest - 6 * gap) / 5
        if weekday < 5:
            return weekday * (wide + gap), wide
        return 5 * (wide + gap) + (weekday - 5) * (rest + gap), rest

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the weekdays and the weeks."""
        if not self._days:
            return
        painter, colours = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(colours.font(12))
        painter.setPen(colours.colour("second"))
        for weekday, words in enumerate("一二三四五六日"):
            x, wide = self._column(weekday)
            painter.drawText(
                QRectF(x, 0, wide, theme.px(_HEAD)), Qt.AlignmentFlag.AlignCenter, words
            )
        due = max(self._days)
        for number in range(7 * self._weeks):
            day = self._first + timedelta(days=number)
            if day <= max([due, *self._late]):
                x, wide = self._column(day.weekday())
                y = theme.px(_HEAD) + theme.px(_CELL + _GAP) * (number // 7)
                self._paint_day(painter, QRectF(x, y, wide, theme.px(_CELL)), day, due)

    def _paint_day(self, painter: QPainter, cell: QRectF, on: date, due: date) -> None:
        colours, day = theme.current(), self._days.get(on)
        ground, ink, words, bold = "rest", "second", "", False
        if on in self._late:
            ground, ink = "overdue_ground", "overdue"
            words = f"+{self._late.index(on) + 1}"
        elif day is None:
            if on < min(self._days):
                return
        elif on == due:
            ground, ink, words, bold = "accent", "on_accent", str(day.number or ""), True
        elif day.counted:
            ground, ink, words = "accent_ground", "accent", str(day.number or "")
        elif on == min(self._days):
            ground, words = "ground", "收到"
        elif "征求" in day.why or "等待" in day.why or "报请" in day.why:
            ground, ink = "paused_ground", "paused"
            before = self._days.get(on - timedelta(days=1))
            words = "不计" if before is None or before.why != day.why else ""
        painter.setPen(Qt.PenStyle.NoPen)
        if words == "收到":
            painter.setPen(QPen(colours.colour("strong"), 1))
        painter.setBrush(colours.colour(ground))
        painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if on == self._today:
            painter.setPen(QPen(colours.colour("text"), theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.adjusted(1, 1, -1, -1))
        painter.setFont(colours.font(12, bold=bold))
        painter.setPen(colours.colour(ink))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, words)
