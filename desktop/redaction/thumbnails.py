"""The pages as small pictures, each with its bars and how much on it is to be decided."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from casework.redaction.deciding import Decisions, MarkDecision
from desktop.look import theme
from desktop.redaction.page_view import BAR, DOUBT

WIDTH = 116
_PICTURE = QSize(72, 98)
_STEP = 128
_TOP = 12


class _Strip(QWidget):
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("各页")
        self.decisions: Decisions | None = None
        self.page = 0
        self._pictures: dict[int, QPixmap] = {}

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight."""
        if self.decisions is None:
            return
        painter = QPainter(self)
        colours = theme.current()
        step = theme.px(_STEP)
        first = max(event.rect().top() // step, 0)
        last = min(event.rect().bottom() // step + 1, len(self.decisions.prepared.pages))
        for number in range(first, last):
            area = self._area(number)
            painter.fillRect(area, Qt.GlobalColor.white)
            painter.drawPixmap(area, self._picture(number))
            self._marks(painter, number, area)
            is_here = number == self.page
            pen = QPen(colours.colour("accent" if is_here else "field_line"), 2 if is_here else 1)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)
            painter.setPen(colours.colour("second"))
            painter.setFont(colours.font(12))
            words = QRect(0, area.bottom() + theme.px(3), self.width(), theme.px(18))
            painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, self.words(number))

    def words(self, number: int) -> str:
        """Return what stands under a page."""
        assert self.decisions is not None
        pending = self.decisions.count(MarkDecision.PENDING, number)
        return f"{number + 1}　待定 {pending}" if pending else str(number + 1)

    def _area(self, number: int) -> QRect:
        width, height = theme.px(_PICTURE.width()), theme.px(_PICTURE.height())
        left = (self.width() - width) // 2
        return QRect(left, number * theme.px(_STEP) + theme.px(_TOP), width, height)

    def _picture(self, number: int) -> QPixmap:
        if number not in self._pictures:
            assert self.decisions is not None
            reader = QImageReader(str(self.decisions.prepared.picture(number)))
            reader.setScaledSize(_PICTURE * 2)
            self._pictures[number] = QPixmap.fromImage(reader.read())
        return self._pictures[number]

    def _marks(self, painter: QPainter, page: int, area: QRect) -> None:
        assert self.decisions is not None
        text = self.decisions.prepared.pages[page].text
        across, down = area.width() / text.width, area.height() / text.height
        for mark in self.decisions.marks:
            for number, boxes in mark.found.places:
                if number != page or mark.state is MarkDecision.KEPT:
                    continue
                for box in boxes:
                    place = QRect(
                        round(area.left() + box.left * across),
                        round(area.top() + box.top * down),
                        max(round(box.width * across), 3),
                        max(round(box.height * down), 3),
                    )
                    if mark.state is MarkDecision.COVERED:
                        painter.fillRect(place, BAR)
                    else:
                        painter.setPen(QPen(DOUBT, 1, Qt.PenStyle.DashLine))
                        painter.setBrush(Qt.BrushStyle.NoBrush)
                        painter.drawRect(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the page that was pressed."""
        self._go(int(event.position().y()) // theme.px(_STEP))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the pages."""
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_PageDown: 1,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._go(self.page + step)

    def _go(self, number: int) -> None:
        if self.decisions is not None and 0 <= number < len(self.decisions.prepared.pages):
            self.chosen.emit(number)


class Thumbnails(QScrollArea):
    """All pages beneath each other. `chosen` carries the page (from 0) to be shown."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("thumbnails")
        self.setFixedWidth(theme.px(WIDTH))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.strip = _Strip()
        self.strip.chosen.connect(self.chosen)
        self.setWidget(self.strip)

    def show_page(self, decisions: Decisions, page: int) -> None:
        """Show where one is, and what is decided by now."""
        self.strip.decisions, self.strip.page = decisions, page
        self.strip.setMinimumHeight(len(decisions.prepared.pages) * theme.px(_STEP))
        self.strip.setAccessibleDescription(f"第{self.strip.words(page)}页")
        self.ensureVisible(0, page * theme.px(_STEP) + theme.px(_STEP) // 2, 0, theme.px(_STEP))
        self.strip.update()
