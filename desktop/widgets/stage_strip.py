"""Where a case stands: 收件 ─ 登记 ─ ● 办理 ─ 答复 ─ 送达 ─ 归档, in one painted line."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.look import theme


class Mark(NamedTuple):
    """A stage: its word, whether it is `done`, `skipped`, `now` or `todo`, and its day."""

    label: str
    state: str
    on: date | None = None


class _Look(NamedTuple):
    ink: str
    bold: bool
    said: str


_LOOKS = {
    "done": _Look("second", False, "已完成"),
    "skipped": _Look("second", False, "不需要"),
    "now": _Look("accent", True, "进行中"),
    "todo": _Look("second", False, "未开始"),
}

_DOTS = {"done": "in_time", "skipped": "faint", "now": "accent", "todo": "faint"}


class StageStrip(QWidget):
    """The stages of a case on one line, the present one marked by a full dot and bold words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: Sequence[Mark] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stages(self, marks: Sequence[Mark]) -> None:
        """Show these stages in order."""
        self._marks = marks
        said = "，".join(f"{mark.label}{_LOOKS[mark.state].said}" for mark in marks)
        self.setAccessibleName(f"办理阶段：{said}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for the words and their days."""
        metrics = QFontMetrics(theme.current().font(13, bold=True))
        widths = sum(metrics.horizontalAdvance(mark.label) + theme.px(44) for mark in self._marks)
        return QSize(widths, theme.px(40))

    def minimumSizeHint(self) -> QSize:
        """Return a room in which the lines between stages are short."""
        metrics = QFontMetrics(theme.current().font(13, bold=True))
        widths = sum(metrics.horizontalAdvance(mark.label) + theme.px(26) for mark in self._marks)
        return QSize(widths, theme.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint dots, words, days and the lines between."""
        if not self._marks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        bold = QFontMetrics(colours.font(13, bold=True))
        dot, gap = theme.px(14), theme.px(6)
        widths = [bold.horizontalAdvance(mark.label) + dot + gap for mark in self._marks]
        spare = self.width() - sum(widths) - theme.px(4)
        line = max(0, min(theme.px(36), spare // max(len(widths) - 1, 1)))
        x, middle = theme.px(2), theme.px(11)
        for mark, width in zip(self._marks, widths, strict=True):
            look = _LOOKS[mark.state]
            ink = colours.colour(look.ink)
            self._paint_dot(painter, QPointF(x + theme.px(5), middle), mark.state)
            painter.setPen(ink)
            painter.setFont(colours.font(13, bold=look.bold))
            words = QRectF(x + dot, 0, width - dot, middle * 2)
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(words, side, mark.label)
            if mark.on is not None:
                painter.setPen(colours.colour("second"))
                painter.setFont(colours.font(11))
                below = QRectF(x + dot, middle * 2 - theme.px(2), width + line, theme.px(16))
                painter.drawText(below, side, f"{mark.on.month}月{mark.on.day}日")
            x += width
            if mark is not self._marks[-1]:
                painter.setPen(QPen(colours.colour("strong"), 1))
                painter.drawLine(QPointF(x, middle), QPointF(x + line - gap, middle))
            x += line

    def _paint_dot(self, painter: QPainter, centre: QPointF, state: str) -> None:
        colours = theme.current()
        ink = colours.colour(_DOTS[state])
        radius = theme.px(4)
        painter.setPen(QPen(ink, max(1.5, theme.px(1.5))))
        painter.setBrush(ink if state == "now" else Qt.BrushStyle.NoBrush)
        if state == "done":
            tick = [(-radius, 0), (-radius / 4, radius * 0.8), (radius, -radius * 0.8)]
            painter.drawPolyline([QPointF(centre.x() + dx, centre.y() + dy) for dx, dy in tick])
        elif state == "skipped":
            reach = QPointF(radius, 0)
            painter.drawLine(centre - reach, centre + reach)
        else:
            painter.drawEllipse(centre, radius, radius)
