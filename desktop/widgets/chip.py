"""The deadline chip: words first, then a shape, then colour; the same wherever a due day shows.

Looks are chosen by the name of an urgency, so that a list can paint thousands of chips without
building a widget for any.
"""

from typing import NamedTuple

from PySide6 import QtWidgets
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.look import theme
from desktop.widgets.rows import fitted


class ChipLook(NamedTuple):
    """The colours of a chip by token name, the shape before its words, and whether they are bold.

    Without a ground the chip is words and a shape: calm is the rule, so that alarm is seen.
    """

    text: str
    ground: str
    shape: str
    is_bold: bool = False


LOOKS = {
    "OVERDUE": ChipLook("overdue", "overdue_ground", "full", is_bold=True),
    "TODAY": ChipLook("soon", "soon_ground", "half", is_bold=True),
    "SOON": ChipLook("soon", "soon_ground", "half", is_bold=True),
    "RUNNING": ChipLook("text", "", "ring"),
    "PAUSED": ChipLook("paused", "paused_ground", "bars"),
    "PROVISIONAL": ChipLook("text", "rest", "diamond"),
    "CLOSED": ChipLook("in_time", "in_time_ground", "tick"),
}
_PLAIN = LOOKS["RUNNING"]
_INSIDE, _SHAPE, _GAP = 8, 8, 6


def chip_width(urgency: str, words: str) -> int:
    """Return how wide a chip with these words is, in pixels."""
    look = LOOKS.get(urgency, _PLAIN)
    metrics = QFontMetrics(theme.current().font(12, bold=look.is_bold))
    around = 2 * _INSIDE if look.ground or theme.current().high_contrast else 0
    return metrics.horizontalAdvance(words) + theme.px(around + _SHAPE + _GAP) + 1


def paint_chip(
    painter: QPainter, area: QRectF, urgency: str, words: str, *, is_right: bool = False
) -> None:
    """Paint a chip at a side of `area`, as wide as its words and never wider than the area."""
    look = LOOKS.get(urgency, _PLAIN)
    colours = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(colours.font(12, bold=look.is_bold))
    metrics = painter.fontMetrics()
    height = min(theme.px(22), area.height())
    width = min(chip_width(urgency, words), area.width())
    left = area.right() - width if is_right else area.left()
    body = QRectF(left, area.center().y() - height / 2, width, height)
    ink = colours.colour(look.text)
    has_body = bool(look.ground) or colours.high_contrast
    if has_body:
        if colours.high_contrast:
            # Its ground is the window's: a line says that the words belong together.
            body.adjust(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(ink, 1))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour(look.ground or "panel"))
        painter.drawRoundedRect(body, theme.px(4), theme.px(4))
    inside = theme.px(_INSIDE) if has_body else 0
    centre = QPointF(body.left() + inside + theme.px(_SHAPE) / 2, body.center().y())
    paint_shape(painter, centre, look.shape, colours.colour("faint") if not look.ground else ink)
    painter.setPen(ink)
    room = body.adjusted(inside + theme.px(_SHAPE + _GAP), 0, 1 - inside, 0)
    shown = fitted(words, metrics, room.width() + 1)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


def paint_shape(painter: QPainter, centre: QPointF, shape: str, ink: QColor) -> None:
    """Paint the small mark that tells urgencies apart without colour."""
    radius = max(theme.px(_SHAPE), 6) / 2 - 0.5
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    pen = QPen(ink, max(1.5, theme.px(1.5)))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if shape == "bars":
        painter.setPen(QPen(ink, theme.px(2)))
        for x in (centre.x() - radius / 2, centre.x() + radius / 2):
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        return
    if shape == "tick":
        start, bend, end = (
            QPointF(box.left(), centre.y()),
            QPointF(centre.x() - radius / 4, box.bottom() - 1),
            QPointF(box.right(), box.top() + 1),
        )
        painter.drawPolyline([start, bend, end])
        return
    if shape == "diamond":
        left, top = QPointF(box.left(), centre.y()), QPointF(centre.x(), box.top())
        right, bottom = QPointF(box.right(), centre.y()), QPointF(centre.x(), box.bottom())
        painter.drawPolygon([left, top, right, bottom])
        return
    painter.drawEllipse(box)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if shape == "full":
        painter.drawEllipse(box)
    elif shape == "half":
        painter.drawPie(box, 90 * 16, 180 * 16)


class Chip(QWidget):
    """A chip that stands by itself, as in the head of a case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._urgency, self._words = "RUNNING", ""
        fixed = QtWidgets.QSizePolicy.Policy.Fixed
        self.setSizePolicy(fixed, fixed)
        theme.current().changed.connect(self.updateGeometry)

    def show_words(self, urgency: str, words: str) -> None:
        """Show an urgency by its name, and the words that say it."""
        self._urgency, self._words = urgency, words
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room the words need."""
        return QSize(chip_width(self._urgency, self._words), theme.px(22))

    def minimumSizeHint(self) -> QSize:
        """Return the room the words need: a due day is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        paint_chip(QPainter(self), QRectF(self.rect()), self._urgency, self._words)
