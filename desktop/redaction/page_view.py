"""A page with what is in question on it: bars, suggestions, and areas drawn by hand."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QScrollArea, QWidget

from casework.redaction.deciding import Decisions, Mark, MarkDecision
from casework.redaction.places import Box
from desktop.look import theme

# What is printed keeps its colours in the dark: the bar is black on paper.
BAR = QColor("#16181A")
DOUBT = QColor("#B57A00")
DOUBT_GROUND = QColor("#FFF4DB")
_MARGIN = 16
_DRAGGED = 4
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


def circled(number: int) -> str:
    """Return the number of a ground as it is printed."""
    return _CIRCLED[number - 1] if 1 <= number <= len(_CIRCLED) else str(number)


class DrawnPage(QWidget):
    """The page itself. `drawn` carries an area drawn by hand, `clicked` a mark that was met."""

    drawn = Signal(object)
    clicked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("页面")
        self.decisions: Decisions | None = None
        self.page = 0
        self.chosen: frozenset[int] = frozenset()
        self.is_product = False
        self._image = QImage()
        self._scaled = QPixmap()
        self._from: QPointF | None = None
        self._to = QPointF()

    @property
    def scale(self) -> float:
        """How many pixels a point of the page takes."""
        if self.decisions is None:
            return 1.0
        return self.width() / self.decisions.prepared.pages[self.page].text.width

    def show_page(self, decisions: Decisions, page: int) -> None:
        """Show a page (from 0) with what is decided on it."""
        if decisions is not self.decisions or page != self.page or self._image.isNull():
            self._image = QImage(str(decisions.prepared.picture(page)))
            self._scaled = QPixmap()
        self.decisions, self.page = decisions, page
        self.update()

    def fit(self, width: int) -> None:
        """Give the page a width; its height follows."""
        if self.decisions is None or width <= 0:
            return
        text = self.decisions.prepared.pages[self.page].text
        self.setFixedSize(QSize(width, max(round(width * text.height / text.width), 1)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the page, the bars and what is to be decided."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._picture())
        if self.decisions is not None:
            for mark in self.decisions.marks:
                for number, boxes in mark.found.places:
                    if number == self.page:
                        for box in boxes:
                            self._mark(painter, mark, box)
        if self._from is not None:
            painter.setPen(QPen(DOUBT, theme.px(2), Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self._from, self._to).normalized())

    def _picture(self) -> QPixmap:
        size = self.size() * self.devicePixelRatioF()
        if self._scaled.size() != size:
            smooth = Qt.TransformationMode.SmoothTransformation
            ratio = Qt.AspectRatioMode.IgnoreAspectRatio
            self._scaled = QPixmap.fromImage(self._image.scaled(size, ratio, smooth))
            self._scaled.setDevicePixelRatio(self.devicePixelRatioF())
        return self._scaled

    def area(self, box: Box) -> QRectF:
        """Return where a box of the page lies in the widget."""
        scale = self.scale
        return QRectF(
            box.left * scale, box.top * scale, box.width * scale, box.height * scale
        ).adjusted(-1, -1, 1, 1)

    def _mark(self, painter: QPainter, mark: Mark, box: Box) -> None:
        area = self.area(box)
        painter.setPen(Qt.PenStyle.NoPen)
        if mark.state is MarkDecision.COVERED:
            painter.fillRect(area, BAR)
            size = min(area.height() * 0.8, theme.px(14))
            if size >= 6 and area.width() >= size:
                font = theme.current().font(12)
                font.setPixelSize(max(round(size), 6))
                painter.setFont(font)
                painter.setPen(QColor("white"))
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, circled(mark.ground))
        elif self.is_product:
            return
        elif mark.state is MarkDecision.PENDING:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(area, DOUBT_GROUND)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setPen(QPen(DOUBT, theme.px(2), Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)
        if mark.id in self.chosen and not self.is_product:
            painter.setPen(QPen(QColor("#1F5FBF"), theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(-2, -2, 2, 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin an area, or a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.decisions is not None:
            self._from = self._to = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the area on."""
        if self._from is not None:
            self._to = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the area, or the mark that was clicked."""
        if self._from is None or self.decisions is None:
            return
        start, end, scale = self._from, event.position(), self.scale
        self._from = None
        self.update()
        if (end - start).manhattanLength() < theme.px(_DRAGGED):
            mark = self.decisions.at(self.page, end.x() / scale, end.y() / scale)
            if mark is not None:
                self.clicked.emit(mark)
            return
        area = QRectF(start, end).normalized() & QRectF(self.rect())
        self.drawn.emit(
            Box(
                area.left() / scale, area.top() / scale, area.right() / scale, area.bottom() / scale
            )
        )


class RedactionPageView(QScrollArea):
    """The desk the page lies on; the page takes the width there is, up to its own size."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("redactDesk")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.paper = DrawnPage()
        self.setWidget(self.paper)
        self._paint_desk()
        theme.current().changed.connect(self._paint_desk)

    def _paint_desk(self) -> None:
        tint = self.palette()
        tint.setColor(self.backgroundRole(), theme.current().colour("desk"))
        self.viewport().setPalette(tint)
        self.viewport().setAutoFillBackground(True)
        self.viewport().setBackgroundRole(self.backgroundRole())

    def show_page(self, decisions: Decisions, page: int) -> None:
        """Show a page (from 0) from its top, where it is another than before."""
        is_other = page != self.paper.page or self.paper.decisions is None
        self.paper.show_page(decisions, page)
        self._fit()
        if is_other:
            self.verticalScrollBar().setValue(0)

    def show_box(self, box: Box) -> None:
        """Bring a place of the page into sight."""
        area = self.paper.area(box).toRect()
        self.ensureVisible(area.center().x(), area.center().y(), 0, theme.px(80))

    def resizeEvent(self, event: object) -> None:
        """Fit the page anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        if self.paper.decisions is None:
            return
        text = self.paper.decisions.prepared.pages[self.paper.page].text
        room = self.viewport().width() - 2 * theme.px(_MARGIN)
        self.paper.fit(min(room, theme.px(text.width * 96 / 72 * 1.5)))

    def shown(self) -> QRect:
        """Return the part of the page in sight."""
        return self.paper.visibleRegion().boundingRect()
