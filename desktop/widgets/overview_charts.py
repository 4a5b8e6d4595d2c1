"""Three small charts of the overview: months in pairs, parts of a whole, and days used.

Each can be walked with the arrow keys; what stands under the cursor is told to a screen reader.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.look import theme

_HEIGHT = 200
_FOOT, _HEAD = 22, 22
_ROW = 29
_LABEL, _BAR, _NUMBER, _SHARE = 70, 150, 34, 60
# Room for the beginning of the words, and the length a bar keeps.
_WORDS, _SHORTEST = 130, 60


class _Walked(QWidget):
    """A chart with a cursor; `_said` gives the words of each place.

    `chosen` carries the place that was clicked, or entered, and which of its bars (0 or 1).
    """

    chosen = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._at = name, -1
        self._said: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)

    def _tell(self, said: Sequence[str]) -> None:
        self._said, self._at = tuple(said), -1
        self.setAccessibleName(self._name)
        self.setAccessibleDescription("；".join(said))
        self.update()

    @property
    def spoken(self) -> str:
        """What stands under the cursor, in words."""
        return self._said[self._at] if 0 <= self._at < len(self._said) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows from one value to the next."""
        steps = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1,
        }  # fmt: skip
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.spoken:
            self.chosen.emit(self._at, 0)
            return
        if event.key() not in steps or not self._said:
            super().keyPressEvent(event)
            return
        self._at = min(max(self._at + steps[Qt.Key(event.key())], 0), len(self._said) - 1)
        self.setAccessibleName(f"{self._name}：{self.spoken}")
        self.setToolTip(self.spoken)
        self.update()

    def place_at(self, _point: QPointF) -> tuple[int, int] | None:
        """Return the place at a point of the chart and which of its bars, None beside them."""
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over what can be listed, and what it is."""
        found = self.place_at(event.position())
        is_over = found is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)
        self.setToolTip(f"{self._said[found[0]]}，点击列出" if found is not None else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bar that is clicked."""
        found = self.place_at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(*found)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the cursor away."""
        self._at = -1
        super().focusOutEvent(event)
        self.update()

    def _frame(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(theme.current().colour("accent"), 2))
        painter.drawRect(area.adjusted(-2, -2, 2, 2))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers side by side; one of a month that is not over yet is drawn faint."""

    label: str
    first: int
    second: int
    is_ahead: bool = False


class PairChart(_Walked):
    """Standing columns in pairs."""

    def __init__(self, name: str, first: str, second: str) -> None:
        super().__init__(name)
        self._words = first, second
        self._pairs: tuple[Pair, ...] = ()
        self.setMinimumHeight(theme.px(_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show these pairs."""
        self._pairs = tuple(pairs)
        first, second = self._words
        self._tell([f"{one.label}{first}{one.first}件，{second}{one.second}件" for one in pairs])

    def place_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the month at a point, and whether its second column is meant."""
        step = self.width() / max(len(self._pairs), 1)
        number = int(point.x() // step)
        if not 0 <= number < len(self._pairs):
            return None
        one, bar = self._pairs[number], int(point.x() > step * (number + 0.5))
        return (number, bar) if (one.first, one.second)[bar] else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pairs."""
        colours, painter = theme.current(), QPainter(self)
        painter.setFont(colours.font(12))
        foot, head = theme.px(_FOOT), theme.px(_HEAD)
        room = self.height() - foot - head
        most = max((max(one.first, one.second) for one in self._pairs), default=0) or 1
        step = self.width() / max(len(self._pairs), 1)
        wide = min(step * 0.34, theme.px(16))
        centre = Qt.AlignmentFlag.AlignHCenter
        for number, one in enumerate(self._pairs):
            middle = step * (number + 0.5)
            for place, (value, ink) in enumerate(((one.first, "accent"), (one.second, "counted"))):
                high = room * value / most
                left = middle - wide - 1 + place * (wide + 2)
                column = QRectF(left, head + room - high, wide, high)
                if value:
                    painter.fillRect(column, colours.colour(ink))
                if value and place and colours.high_contrast:
                    # The second of a pair has no colour of its own there: it has an edge.
                    painter.setPen(colours.colour("text"))
                    painter.drawRect(column.adjusted(0, 0, -1, 0))
            if one.first:
                top = head + room * (1 - one.first / most) - theme.px(19)
                painter.setPen(colours.colour("text"))
                painter.drawText(
                    QRectF(middle - wide - theme.px(8), top, wide + theme.px(14), theme.px(18)),
                    centre | Qt.AlignmentFlag.AlignBottom,
                    str(one.first),
                )
            painter.setPen(colours.colour("faint" if one.is_ahead else "second"))
            below = QRectF(middle - step / 2, head + room + theme.px(4), step, foot)
            painter.drawText(below, centre, one.label)
            if number == self._at:
                self._frame(painter, QRectF(middle - step / 2 + 3, 3, step - 6, self.height() - 6))
        painter.setPen(colours.colour("strong"))
        painter.drawLine(0, int(head + room), self.width(), int(head + room))
        painter.end()


@dataclass(frozen=True, slots=True)
class ChartPart:
    """A part of a whole: its words, its number, its share and what it is made of."""

    label: str
    count: int
    share: str
    words: str = ""


class PartRows(_Walked):
    """Lying bars of the same length at most, each with its number, share and words."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.parts: tuple[ChartPart, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[ChartPart]) -> None:
        """Show these parts."""
        self.parts = tuple(parts)
        self.setFixedHeight(theme.px(_ROW) * max(len(parts), 1) + theme.px(4))
        self._tell(
            [
                f"{one.label}{one.count}件，{one.share}{'，' + one.words if one.words else ''}"
                for one in parts
            ]
        )

    def place_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the row at a point; one that counts nothing is none."""
        number = int(point.y() // theme.px(_ROW))
        is_row = 0 <= number < len(self.parts) and self.parts[number].count
        return (number, 0) if is_row else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows."""
        colours, painter = theme.current(), QPainter(self)
        most = max((one.count for one in self.parts), default=0) or 1
        middle = Qt.AlignmentFlag.AlignVCenter
        beside = theme.px(_LABEL + _NUMBER + _SHARE + _WORDS)
        longest = min(max(self.width() - beside, theme.px(_SHORTEST)), theme.px(_BAR))
        x = [0, theme.px(_LABEL), theme.px(_LABEL) + longest]
        x.append(x[2] + theme.px(_NUMBER))
        for number, one in enumerate(self.parts):
            top, high = number * theme.px(_ROW), theme.px(_ROW)
            painter.setFont(colours.font(13))
            painter.setPen(colours.colour("text"))
            painter.drawText(QRectF(x[0], top, x[1], high), middle, one.label)
            bar = QRectF(x[1], top + (high - theme.px(12)) / 2, longest, theme.px(12))
            painter.fillRect(bar, colours.colour("rest"))
            bar.setWidth(bar.width() * one.count / most)
            painter.fillRect(bar, colours.colour("accent"))
            painter.setFont(colours.font(13, bold=True))
            painter.drawText(
                QRectF(x[2], top, theme.px(_NUMBER), high),
                middle | Qt.AlignmentFlag.AlignRight,
                str(one.count),
            )
            painter.setFont(colours.font(12))
            painter.setPen(colours.colour("second"))
            painter.drawText(
                QRectF(x[3], top, theme.px(_SHARE), high),
                middle | Qt.AlignmentFlag.AlignRight,
                one.share,
            )
            left = x[3] + theme.px(_SHARE) + theme.px(10)
            shown = painter.fontMetrics().elidedText(
                one.words, Qt.TextElideMode.ElideRight, max(int(self.width() - left), 0)
            )
            painter.drawText(QRectF(left, top, self.width() - left, high), middle, shown)
            if number == self._at:
                self._frame(painter, QRectF(3, top + 3, self.width() - 6, high - 6))
        painter.end()


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many replies took a number of working days; open ones beyond the limit are hollow."""

    days: int
    count: int
    is_open: bool = False


class DaysChart(_Walked):
    """A column for each number of working days, with the limit as a dashed line."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.columns: tuple[DayCount, ...] = ()
        self._limit = 0
        self.setMinimumHeight(theme.px(_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_days(self, columns: Sequence[DayCount], limit: int) -> None:
        """Show the columns, and the limit in working days."""
        self.columns, self._limit = tuple(columns), limit
        self._tell(
            [
                f"{one.days}个工作日{one.count}件{'，在办已逾期' if one.is_open else ''}"
                for one in columns
            ]
        )

    @property
    def _last(self) -> int:
        return max([self._limit + 2, *(one.days for one in self.columns)])

    def place_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the column at a point; closed and open ones of the same days stand together."""
        days = int(point.x() // (self.width() / (self._last + 1)))
        found = [n for n, one in enumerate(self.columns) if one.days == days]
        return (found[-1], 0) if found else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the columns and the limit."""
        colours, painter = theme.current(), QPainter(self)
        painter.setFont(colours.font(12))
        foot, head = theme.px(_FOOT), theme.px(_HEAD + 14)
        room = self.height() - foot - head
        last = self._last
        most = max((one.count for one in self.columns), default=0) or 1
        step = self.width() / (last + 1)
        wide = min(step * 0.62, theme.px(14))
        centre = Qt.AlignmentFlag.AlignHCenter
        for number, one in enumerate(self.columns):
            middle, high = step * (one.days + 0.5), room * one.count / most
            body = QRectF(middle - wide / 2, head + room - high, wide, high)
            ink = colours.colour("overdue" if one.is_open else "accent")
            if one.is_open:
                painter.setPen(QPen(ink, 2))
                painter.drawRect(body.adjusted(1, 1, -1, 0))
            else:
                painter.fillRect(body, ink)
            painter.setPen(ink if one.is_open else colours.colour("text"))
            above = QRectF(middle - step, body.top() - theme.px(18), 2 * step, theme.px(17))
            painter.drawText(above, centre | Qt.AlignmentFlag.AlignBottom, str(one.count))
            if number == self._at:
                self._frame(painter, body.adjusted(-3, -theme.px(18), 3, 0))
        painter.setPen(colours.colour("second"))
        every = 5 if last <= 60 else 20
        for days in (1, *range(every, last + 1, every)):
            area = QRectF(step * (days + 0.5) - 40, head + room + theme.px(4), 80, foot)
            painter.drawText(area, centre, str(days))
        x = step * (self._limit + 1)
        painter.setPen(QPen(colours.colour("text"), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(int(x), theme.px(6), int(x), int(head + room))
        painter.setPen(colours.colour("text"))
        painter.drawText(
            QRectF(x + theme.px(6), theme.px(2), theme.px(90), theme.px(18)),
            Qt.AlignmentFlag.AlignVCenter,
            f"期限 {self._limit}",
        )
        painter.setPen(colours.colour("strong"))
        painter.drawLine(0, int(head + room), self.width(), int(head + room))
        painter.end()
