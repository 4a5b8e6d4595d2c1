"""The course of a case to scale: counted days full, uncounted hatched, the due day and today."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.look import theme
from desktop.look.plain import plain_tip

_TALL, _TALLER = 38, 54
_BAR_TOP, _BAR = 5, 6
_FREE = 8


class ShownStretch(Protocol):
    """Days that are not counted."""

    @property
    def first(self) -> date: ...  # noqa: D102
    @property
    def last(self) -> date: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102


class ShownCourse(Protocol):
    """One round of a case: see `casework.pages.course_line`."""

    @property
    def opened_on(self) -> date: ...  # noqa: D102
    @property
    def opened_words(self) -> str: ...  # noqa: D102
    @property
    def due_on(self) -> date | None: ...  # noqa: D102
    @property
    def is_reply_due(self) -> bool: ...  # noqa: D102
    @property
    def ended_on(self) -> date | None: ...  # noqa: D102
    @property
    def today(self) -> date: ...  # noqa: D102
    @property
    def is_late(self) -> bool: ...  # noqa: D102
    @property
    def stretches(self) -> Sequence[ShownStretch]: ...  # noqa: D102
    @property
    def unsure(self) -> str: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


class CourseStrip(QWidget):
    """Paints one course; what it says is its accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: ShownCourse | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_course(self, course: ShownCourse | None) -> None:
        """Show a course; None shows nothing and takes no room."""
        self._course = course
        self.setVisible(course is not None)
        self.setAccessibleName("" if course is None else f"经过：{course.words}")
        self.setToolTip("" if course is None else plain_tip(course.words))
        self.updateGeometry()
        self.update()

    @property
    def _shows_today(self) -> bool:
        course = self._course
        return course is not None and course.ended_on is None

    def sizeHint(self) -> QSize:
        """Return the room of the line and the words under it."""
        width = self.width() if self.isVisible() else theme.px(320)
        return QSize(theme.px(320), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the room of the first and the last words."""
        return QSize(theme.px(200), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return more where today stands over the line: it would touch the due day's words."""
        return theme.px(_TALLER if self._is_crowded(width) else _TALL)

    def _place(self, day: date, width: int = 0) -> float:
        course = self._course
        assert course is not None
        first, last = course.opened_on, self._last()
        side = theme.px(7)
        room = max((width or self.width()) - 2 * side, 1)
        length = max((last - first).days, 1)
        return side + room * min(max((day - first).days, 0), length) / length

    def _last(self) -> date:
        course = self._course
        assert course is not None
        days = [course.opened_on, course.due_on, course.ended_on]
        if self._shows_today:
            days.append(course.today)
        return max(day for day in days if day is not None)

    def _width(self, words: str, *, bold: bool) -> int:
        from PySide6.QtGui import QFontMetrics

        return QFontMetrics(theme.current().font(12, bold=bold)).horizontalAdvance(words)

    def _due_words(self) -> str:
        course = self._course
        if course is None or course.due_on is None:
            return ""
        what = "最迟送达" if course.is_reply_due else "最迟"
        return f"{_short(course.due_on)} {what}{course.unsure}"

    def _is_crowded(self, width: int = 0) -> bool:
        """Tell whether today's word would touch that of the due day or of the first day."""
        course = self._course
        if course is None or not self._shows_today:
            return False
        width = width or self.width()
        today, half = self._place(course.today, width), self._width("今天", bold=True) / 2
        first = self._width(self._first_words(), bold=False)
        left, right = today - half - theme.px(_FREE), today + half + theme.px(_FREE)
        if left < first:
            return True
        if course.due_on is None:
            return False
        start, end = self._due_span(width)
        return left < end and start < right

    def _first_words(self) -> str:
        course = self._course
        return "" if course is None else f"{_short(course.opened_on)} {course.opened_words}"

    def _due_span(self, width: int = 0) -> tuple[float, float]:
        """Return where the due day's words stand: beside the first day's, never on them.

        Of a case long overdue both days lie close to each other at the left.
        """
        course, room = self._course, width or self.width()
        assert course is not None
        assert course.due_on is not None
        due = self._place(course.due_on, room)
        start, end = self._span(due, self._due_words(), bold=True, room=room)
        after = self._width(self._first_words(), bold=False) + theme.px(_FREE)
        moved = max(start, after)
        return (moved, moved + end - start) if moved + end - start <= room else (start, end)

    def _span(self, middle: float, words: str, *, bold: bool, room: int = 0) -> tuple[float, float]:
        width, room = self._width(words, bold=bold), room or self.width()
        start = min(max(middle - width / 2, 0), max(room - width, 0))
        return start, start + width

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar, its marks and their words."""
        course = self._course
        if course is None:
            return
        painter, colours = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        above = theme.px(_TALLER - _TALL) if self._is_crowded() else 0
        top, high = above + theme.px(_BAR_TOP), theme.px(_BAR)
        middle = top + high / 2
        now = course.ended_on or course.today

        def bar(first: date, last: date, name: str) -> None:
            x, end = self._place(first), self._place(last)
            if end > x:
                is_bare = colours.high_contrast and name == "counted"
                painter.setPen(colours.colour("text") if is_bare else Qt.PenStyle.NoPen)
                painter.setBrush(colours.colour(name))
                painter.drawRoundedRect(QRectF(x, top, end - x, high), 2, 2)

        bar(course.opened_on, self._last(), "counted")
        late_from = course.due_on if course.is_late and course.is_reply_due else None
        bar(course.opened_on, min(now, late_from) if late_from else now, "accent")
        if late_from is not None and now > late_from:
            bar(late_from, now, "overdue")
        for one in course.stretches:
            x, end = self._place(one.first), self._place(one.last)
            area = QRectF(x, top, max(end - x, 2), high)
            painter.setPen(QPen(colours.colour("paused"), 1))
            painter.setBrush(colours.colour("paused_ground"))
            painter.drawRect(area)
            painter.setBrush(QBrush(colours.colour("paused"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(area)
        self._ring(painter, self._place(course.opened_on), middle, 12)
        if course.ended_on is not None:
            self._ring(painter, self._place(course.ended_on), middle, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        if course.due_on is not None:
            painter.setBrush(colours.colour("text"))
            x = min(self._place(course.due_on), self.width() - theme.px(4))
            painter.drawRect(
                QRectF(x - theme.px(2), middle - theme.px(8), theme.px(4), theme.px(16))
            )
        if self._shows_today:
            painter.setBrush(colours.colour("overdue" if course.is_late else "accent"))
            x = min(self._place(course.today), self.width() - theme.px(2))
            painter.drawRect(
                QRectF(x - theme.px(1), middle - theme.px(10), theme.px(2), theme.px(20))
            )
        self._paint_words(painter, course, above)

    def _ring(self, painter: QPainter, x: float, middle: float, size: float) -> None:
        colours = theme.current()
        painter.setPen(QPen(colours.colour("accent"), theme.px(2.5)))
        painter.setBrush(colours.colour("panel"))
        radius = theme.px(size) / 2 - theme.px(1.25)
        painter.drawEllipse(QPointF(max(x, theme.px(7)), middle), radius, radius)

    def _paint_words(self, painter: QPainter, course: ShownCourse, above: int) -> None:
        colours, base = theme.current(), above + theme.px(20)
        taken: list[tuple[float, float]] = []

        def say(middle: float, words: str, ink: str, *, bold: bool, must: bool, y: float) -> None:
            put(self._span(middle, words, bold=bold), words, ink, bold=bold, must=must, y=y)

        def put(
            span: tuple[float, float], words: str, ink: str, *, bold: bool, must: bool, y: float
        ) -> None:
            start, end = span
            free = theme.px(_FREE)
            if not must and any(start - free < b and a < end + free for a, b in taken):
                return
            if y == base:
                taken.append((start, end))
            painter.setFont(colours.font(12, bold=bold))
            painter.setPen(colours.colour(ink))
            room = QRectF(start, y, end - start + 2, theme.px(16))
            painter.drawText(
                room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words
            )

        say(0, self._first_words(), "second", bold=False, must=True, y=base)
        if self._shows_today:
            y = 0 if above else base
            ink = "overdue" if course.is_late else "text"
            say(self._place(course.today), "今天", ink, bold=True, must=True, y=y)
        if course.due_on is not None:
            put(self._due_span(), self._due_words(), "text", bold=True, must=True, y=base)
        if course.ended_on is not None:
            words = f"{_short(course.ended_on)} 送达"
            ink = "overdue" if course.is_late else "second"
            say(self._place(course.ended_on), words, ink, bold=False, must=False, y=base)
        for one in course.stretches:
            x = (self._place(one.first) + self._place(one.last)) / 2
            say(x, one.label, "paused", bold=False, must=False, y=base)
