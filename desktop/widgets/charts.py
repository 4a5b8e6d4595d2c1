"""Bars and lines drawn in the palette's colours, every number written beside its shape.

Colour never speaks alone: series differ by their marks and dashes, and each chart tells its
numbers to a screen reader as words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.look import theme

_ROW = 26
_BAR = 14
_LABEL = 168
_WORDS = 104
_COLUMNS_HEIGHT = 190
_COLUMNS_LEAST = 72
_LINES_HEIGHT = 230


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A number, what it counts, and how it is written."""

    label: str
    value: float
    words: str


class BarChart(QWidget):
    """Lying bars, one a row: label, bar, number."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._bars: tuple[ChartBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[ChartBar]) -> None:
        """Show these bars."""
        self._bars = tuple(bars)
        self.setAccessibleDescription("；".join(f"{bar.label}{bar.words}" for bar in bars))
        self.setFixedHeight(theme.px(_ROW) * max(len(self._bars), 1) + theme.px(8))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the room its rows take."""
        return QSize(theme.px(420), theme.px(_ROW) * max(len(self._bars), 1) + theme.px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        colours, painter = theme.current(), QPainter(self)
        painter.setFont(colours.font(12))
        metrics = painter.fontMetrics()
        label = min(float(theme.px(_LABEL)), self.width() * 0.42)
        words = float(theme.px(_WORDS))
        room = max(self.width() - label - words - theme.px(16), theme.px(20))
        most = max((bar.value for bar in self._bars), default=0) or 1
        middle = Qt.AlignmentFlag.AlignVCenter
        for number, bar in enumerate(self._bars):
            top = number * theme.px(_ROW) + theme.px(4)
            line = QRectF(0, top, self.width(), theme.px(_ROW))
            painter.setPen(colours.colour("text"))
            shown = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, int(label))
            painter.drawText(
                QRectF(0, line.top(), label, line.height()),
                middle | Qt.AlignmentFlag.AlignRight,
                shown,
            )
            left = label + theme.px(8)
            length = room * bar.value / most
            high = theme.px(_BAR)
            body = QRectF(left, line.center().y() - high / 2, max(length, 1), high)
            painter.fillRect(body, colours.colour("accent" if bar.value else "line"))
            painter.setPen(colours.colour("second"))
            painter.drawText(
                QRectF(body.right() + theme.px(6), line.top(), words, line.height()),
                middle | Qt.AlignmentFlag.AlignLeft,
                bar.words,
            )
        painter.end()


class ColumnChart(QWidget):
    """Standing columns with their number on top and their label below."""

    def __init__(self, name: str, *, may_shrink: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._bars: tuple[ChartBar, ...] = ()
        self.setMaximumHeight(theme.px(_COLUMNS_HEIGHT))
        self.setMinimumHeight(theme.px(_COLUMNS_LEAST if may_shrink else _COLUMNS_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_bars(self, bars: Sequence[ChartBar]) -> None:
        """Show these columns."""
        self._bars = tuple(bars)
        self.setAccessibleDescription("；".join(f"{bar.label}{bar.words}" for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for columns high enough to be compared."""
        return QSize(theme.px(420), theme.px(_COLUMNS_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the columns."""
        if not self._bars:
            return
        colours, painter = theme.current(), QPainter(self)
        painter.setFont(colours.font(12))
        foot, head = theme.px(24), theme.px(22)
        room = self.height() - foot - head
        most = max(bar.value for bar in self._bars) or 1
        step = self.width() / len(self._bars)
        wide = min(step * 0.56, theme.px(40))
        centre = Qt.AlignmentFlag.AlignHCenter
        for number, bar in enumerate(self._bars):
            middle = step * (number + 0.5)
            high = room * bar.value / most
            body = QRectF(middle - wide / 2, head + room - high, wide, max(high, 1))
            painter.fillRect(body, colours.colour("accent" if bar.value else "line"))
            painter.setPen(colours.colour("text"))
            painter.drawText(
                QRectF(middle - step / 2, body.top() - theme.px(20), step, theme.px(18)),
                centre | Qt.AlignmentFlag.AlignBottom,
                bar.words,
            )
            painter.setPen(colours.colour("second"))
            painter.drawText(
                QRectF(middle - step / 2, head + room + theme.px(4), step, foot), centre, bar.label
            )
        painter.setPen(colours.colour("strong"))
        painter.drawLine(QPointF(0, head + room), QPointF(self.width(), head + room))
        painter.end()


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """A line of a chart: what it counts and its number at each label."""

    name: str
    values: tuple[float, ...]


_LOOKS = (
    ("accent", Qt.PenStyle.SolidLine, "circle"),
    ("soon", Qt.PenStyle.DashLine, "square"),
    ("in_time", Qt.PenStyle.DotLine, "diamond"),
    ("overdue", Qt.PenStyle.DashDotLine, "triangle"),
)


class LineChart(QWidget):
    """Lines over the years; each has its own mark and its own dashes, named above."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._labels: tuple[str, ...] = ()
        self._series: tuple[ChartSeries, ...] = ()
        self.setFixedHeight(theme.px(_LINES_HEIGHT))

    def show_lines(self, labels: Sequence[str], series: Sequence[ChartSeries]) -> None:
        """Show at most four lines over these labels."""
        self._labels, self._series = tuple(labels), tuple(series[: len(_LOOKS)])
        told = (
            f"{one.name}："
            + "、".join(
                f"{label} {value:g}" for label, value in zip(labels, one.values, strict=True)
            )
            for one in series
        )
        self.setAccessibleDescription("；".join(told))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        if not self._labels:
            return
        colours, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(colours.font(12))
        metrics = painter.fontMetrics()
        head, foot, side = theme.px(44), theme.px(24), theme.px(28)
        area = QRectF(side, head, self.width() - 2 * side, self.height() - head - foot)
        most = max((max(one.values, default=0) for one in self._series), default=0) or 1
        painter.setPen(colours.colour("line"))
        for part in range(3):
            y = area.top() + area.height() * part / 2
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        gaps = max(len(self._labels) - 1, 1)
        xs = [area.left() + area.width() * place / gaps for place in range(len(self._labels))]
        if len(xs) == 1:
            xs = [area.center().x()]
        painter.setPen(colours.colour("second"))
        for x, label in zip(xs, self._labels, strict=True):
            painter.drawText(
                QRectF(x - theme.px(30), area.bottom() + theme.px(4), theme.px(60), foot),
                Qt.AlignmentFlag.AlignHCenter,
                label,
            )
        left = area.left()
        lines = []
        for place, one in enumerate(self._series):
            left = self._name(painter, metrics, left, place, one.name)
            points = [
                QPointF(x, area.bottom() - area.height() * value / most)
                for x, value in zip(xs, one.values, strict=True)
            ]
            lines.append(points)
            self._line(painter, place, points)
        for number in range(len(xs)):
            self._numbers(painter, [points[number] for points in lines], number)
        painter.end()

    def _name(
        self, painter: QPainter, metrics: QFontMetrics, left: float, place: int, name: str
    ) -> float:
        token, dashes, mark = _LOOKS[place]
        ink, y = theme.current().colour(token), float(theme.px(12))
        painter.setPen(QPen(ink, theme.px(2), dashes))
        painter.drawLine(QPointF(left, y), QPointF(left + theme.px(28), y))
        self._mark(painter, QPointF(left + theme.px(14), y), mark, token)
        painter.setPen(theme.current().colour("text"))
        width = metrics.horizontalAdvance(name)
        painter.drawText(
            QRectF(left + theme.px(34), 0, width + 4, theme.px(24)),
            Qt.AlignmentFlag.AlignVCenter,
            name,
        )
        return left + theme.px(34) + width + theme.px(24)

    def _line(self, painter: QPainter, place: int, points: list[QPointF]) -> None:
        token, dashes, mark = _LOOKS[place]
        painter.setPen(QPen(theme.current().colour(token), theme.px(2), dashes))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        for point in points:
            self._mark(painter, point, mark, token)

    def _numbers(self, painter: QPainter, points: list[QPointF], number: int) -> None:
        """Write the numbers of one label above their points, from below, none on another."""
        room, reached = theme.px(15), float("inf")
        order = sorted(range(len(points)), key=lambda place: -points[place].y())
        for place in order:
            point = points[place]
            bottom = min(point.y() - theme.px(5), reached)
            reached = bottom - room
            painter.setPen(theme.current().colour(_LOOKS[place][0]))
            painter.drawText(
                QRectF(point.x() - theme.px(30), bottom - room, theme.px(60), room),
                Qt.AlignmentFlag.AlignCenter,
                f"{self._series[place].values[number]:g}",
            )

    def _mark(self, painter: QPainter, centre: QPointF, mark: str, token: str) -> None:
        reach = float(theme.px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour(token))
        x, y = centre.x(), centre.y()
        if mark == "circle":
            painter.drawEllipse(centre, reach, reach)
        elif mark == "square":
            painter.drawRect(QRectF(x - reach, y - reach, 2 * reach, 2 * reach))
        elif mark == "diamond":
            reach *= 1.3
            painter.drawPolygon(
                QPolygonF([QPointF(x, y - reach), QPointF(x + reach, y), QPointF(x, y + reach),
                           QPointF(x - reach, y)])
            )  # fmt: skip
        else:
            painter.drawPolygon(
                QPolygonF([QPointF(x, y - reach), QPointF(x + reach, y + reach),
                           QPointF(x - reach, y + reach)])
            )  # fmt: skip
        painter.setBrush(Qt.BrushStyle.NoBrush)
