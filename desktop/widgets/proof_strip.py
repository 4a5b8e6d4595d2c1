"""The proof of a due day: every calendar day in weeks, counted ones numbered, the others with why.

It looks like the calendar on her wall, so that the count can be followed with a finger.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.look import theme
from rules.working_days import WEEKDAYS


class Day(Protocol):
    """A day of the ledger: whether it counts, its number, and why not."""

    @property
    def on(self) -> date: ...  # noqa: D102
    @property
    def counted(self) -> bool: ...  # noqa: D102
    @property
    def number(self) -> int | None: ...  # noqa: D102
    @property
    def why(self) -> str: ...  # noqa: D102


class ProofStrip(QWidget):
    """The days from the one that opens the clock to the due day, week by week."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: dict[date, Day] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: Sequence[Day]) -> None:
        """Show these days, the last of which is the due day."""
        self._days = {day.on: day for day in days}
        said = [
            f"{day.on.month}月{day.on.day}日{f'第{day.number}日' if day.counted else day.why}"
            for day in days
        ]
        self.setAccessibleName("期限推算")
        self.setAccessibleDescription("，".join(said))
        self.updateGeometry()
        self.update()

    @property
    def _first(self) -> date:
        first = min(self._days)
        return first - timedelta(days=first.weekday())

    @property
    def _weeks(self) -> int:
        return (max(self._days) - self._first).days // 7 + 1 if self._days else 0

    def sizeHint(self) -> QSize:
        """Return the room of the weeks."""
        return QSize(theme.px(96) * 7, theme.px(24) + self._weeks * theme.px(46))

    def minimumSizeHint(self) -> QSize:
        """Return the room below which reasons would be cut short."""
        return QSize(theme.px(66) * 7, self.sizeHint().height())

    def _cell(self, index: int) -> QRectF:
        row, column = divmod(index, 7)
        width = min(self.width(), theme.px(120) * 7) / 7
        height, top = theme.px(46), theme.px(24)
        return QRectF(column * width, top + row * height, width, height).adjusted(1, 1, -1, -1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the weekdays and the days."""
        if not self._days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        painter.setFont(colours.font(12))
        painter.setPen(colours.colour("second"))
        for column, word in enumerate(WEEKDAYS):
            cell = self._cell(column)
            heading = QRectF(cell.left() + theme.px(8), 0, cell.width(), theme.px(22))
            painter.drawText(heading, Qt.AlignmentFlag.AlignVCenter, f"周{word}")
        last = max(self._days)
        for index in range(self._weeks * 7):
            day = self._days.get(self._first + timedelta(days=index))
            if day is not None:
                self._paint_day(painter, self._cell(index), day, is_last=day.on == last)

    def _paint_day(self, painter: QPainter, cell: QRectF, day: Day, *, is_last: bool) -> None:
        colours = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        ground = "selected" if day.counted else "ground"
        if colours.high_contrast and not is_last:
            # The highlight is kept for the due day; a line marks the days that count.
            ground = "panel"
            if day.counted:
                painter.setPen(colours.colour("line"))
        painter.setBrush(colours.colour("accent" if is_last else ground))
        painter.drawRoundedRect(cell, theme.px(4), theme.px(4))
        inside = cell.adjusted(theme.px(8), theme.px(4), -theme.px(6), -theme.px(4))
        top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        quiet = "on_accent" if is_last else "second"
        painter.setFont(colours.font(12))
        painter.setPen(colours.colour(quiet))
        painter.drawText(inside, top, f"{day.on.month}月{day.on.day}日")
        if day.counted:
            words = f"第{day.number}日" + (" 到期" if is_last else "")
            painter.setFont(colours.font(13, bold=True))
            if painter.fontMetrics().horizontalAdvance(words) > inside.width():
                # The ground says which day it is; its number is what is read here.
                words = f"第{day.number}日"
            painter.setPen(colours.colour("on_accent" if is_last else "accent"))
        else:
            words = day.why
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(inside.width())
        )
        painter.drawText(inside, bottom, shown)

    def event(self, event: QEvent) -> bool:
        """Say in full what a cell may have cut short."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = ""
            for index in range(self._weeks * 7):
                if self._cell(index).contains(event.pos()):
                    day = self._days.get(self._first + timedelta(days=index))
                    words = day.why if day is not None else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)
