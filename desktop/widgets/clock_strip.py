"""A clock as one row of cells: what is counted, what is still open, and the due day."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.look import theme

_HIGH, _GAP, _EVERY = 20, 2, 5
_MOST = 60
_WHOLE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip


class ClockStrip(QWidget):
    """Working days of a clock, numbered at every fifth; the last is the due day."""

    def __init__(self, days: int, counted: int, ink: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days, self._counted, self._ink = min(days, _MOST), counted, ink
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"共{days}个工作日，已计{min(counted, days)}个")

    def sizeHint(self) -> QSize:
        """Return the room of one row."""
        return QSize(theme.px(240), theme.px(_HIGH))

    def cell(self, number: int) -> QRectF:
        """Return where a day is painted; the due day always has room for its number."""
        gap, others = theme.px(_GAP), self._days - 1
        room = self.width() - gap * others
        words = QFontMetrics(theme.current().font(12, bold=True)).horizontalAdvance(str(self._days))
        last = max(room / self._days, words + 2 * theme.px(_GAP + 2))
        wide = max(room - last, 0) / others if others else 0
        is_last = number == self._days
        return QRectF((number - 1) * (wide + gap), 0, last if is_last else wide, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cells."""
        if not self._days:
            return
        painter, colours = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(1, self._days + 1):
            cell = self.cell(number)
            is_due, is_counted = number == self._days, number <= self._counted
            ground = "counted" if is_counted else "rest"
            painter.setPen(Qt.PenStyle.NoPen)
            if colours.high_contrast:
                # Without grounds of our own the cells have edges, and the counted ones are full.
                painter.setPen(colours.colour("text"))
                ground = "selected" if is_counted else "panel"
            painter.setBrush(colours.colour(ground))
            painter.drawRoundedRect(cell, 2, 2)
            if is_due:
                painter.setPen(QPen(colours.colour(self._ink), theme.px(2)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 2, 2)
        # The grounds first: a number may stand over the days beside it, which bear none.
        for number in range(1, self._days + 1):
            cell, is_due, is_counted = (
                self.cell(number),
                number == self._days,
                number <= self._counted,
            )
            is_beside = number == self._days - 1 and number > 1
            if is_due or number == 1 or (number % _EVERY == 0 and not is_beside):
                painter.setFont(colours.font(12, bold=is_due))
                ink = self._ink if is_due and not is_counted else "text"
                painter.setPen(colours.ink(ink, is_selected=is_counted))
                painter.drawText(cell, _WHOLE, str(number))
