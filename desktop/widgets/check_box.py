"""A box to tick that can be seen in every scheme and grows with the zoom."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from desktop.look import theme

_SIDE = 16
_GAP = 8
_HEIGHT = 24


class CheckBox(QCheckBox):
    """The style's own box is drawn in shades of the window, which in dark is none at all."""

    def sizeHint(self) -> QSize:
        """Return the room of the box and its words."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(theme.px(_SIDE + _GAP + 4) + words, theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the room of the box and its words."""
        return self.sizeHint()

    def hitButton(self, point: QPoint) -> bool:
        """Take a click on the words as one on the box."""
        return self.rect().contains(point)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box, its tick, its words and the focus."""
        colours, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, is_usable = theme.px(_SIDE), self.isEnabled()
        box = QRectF(2, (self.height() - side) / 2, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        line = "second" if is_usable else "disabled"
        is_full = self.isChecked() and is_usable
        painter.setPen(QPen(colours.colour("accent" if is_full else line), 1))
        painter.setBrush(colours.colour("accent" if is_full else "panel"))
        painter.drawRoundedRect(box, theme.px(3), theme.px(3))
        if self.isChecked():
            ink = colours.colour("on_accent" if is_usable else "disabled")
            painter.setPen(QPen(ink, max(1.5, theme.px(2))))
            reach, middle = side / 4, box.center()
            tick = ((-reach, 0.0), (-reach / 4, reach * 0.8), (reach, -reach * 0.8))
            painter.drawPolyline([middle + QPointF(x, y) for x, y in tick])
        if self.hasFocus():
            painter.setPen(QPen(colours.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            if not self.text():
                ring = box.adjusted(-1.5, -1.5, 1.5, 1.5)
            painter.drawRoundedRect(ring, theme.px(4), theme.px(4))
        painter.setPen(colours.colour("text" if is_usable else "disabled"))
        painter.setFont(self.font())
        words = self.rect().adjusted(2 + side + theme.px(_GAP), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
