"""A page of a paper with the places on it that were read: the field one is in is lit."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from casework.receipt.blocks import PageArea
from desktop.look import theme
from desktop.receipt.page_images import PageImage

_MARGIN = 12
_STEP, _MOST = 1.5, 2.2


class ReceiptPageView(QWidget):
    """One page to the width of its pane. `clicked` tells the field whose place was clicked."""

    clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperPage")
        self._pixmap = QPixmap()
        self._places: dict[str, tuple[PageArea, bool]] = {}
        self._lit = ""
        self._turned = 0
        self._zoom = 1.0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("材料的图片")

    def show_page(self, page: PageImage) -> None:
        """Show a page anew, upright as it came."""
        image = QImage(
            page.content, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888
        )
        # Copied, because the bytes go with the page.
        self._pixmap = QPixmap.fromImage(image.copy())
        self._turned = 0
        self._zoom = 1.0
        self._sized()

    def show_places(self, places: Mapping[str, tuple[PageArea, bool]]) -> None:
        """Show where the fields of this page were read, and which are in doubt."""
        self._places = dict(places)
        self.update()

    def light(self, field: str) -> None:
        """Light the place of a field; another, or none, goes out."""
        if field != self._lit:
            self._lit = field
            self.update()

    @property
    def lit(self) -> str:
        """The field whose place is lit, empty where none is."""
        return self._lit if self._lit in self._places else ""

    def turn(self) -> None:
        """Turn the page by a quarter to the right."""
        self._turned = (self._turned + 90) % 360
        self._sized()

    def zoom(self) -> None:
        """Show the page larger than its pane is wide, step by step, then as wide again."""
        self._zoom = 1.0 if self._zoom >= _MOST else self._zoom * _STEP
        self._sized()

    def cut(self, place: PageArea) -> QPixmap:
        """Return the piece of the paper at a place, with a little round it."""
        wide, high = self._pixmap.width(), self._pixmap.height()
        edge = 0.004
        return self._pixmap.copy(
            int((place.left - edge) * wide),
            int((place.top - edge) * high),
            max(1, int((place.width + 2 * edge) * wide)),
            max(1, int((place.height + 2 * edge) * high)),
        )

    def rect_of(self, field: str) -> QRectF:
        """Return where a field's place is drawn."""
        place = self._places[field][0]
        drawn = self._drawn()
        return QRectF(
            drawn.left() + place.left * drawn.width(),
            drawn.top() + place.top * drawn.height(),
            place.width * drawn.width(),
            place.height * drawn.height(),
        )

    def _shape(self) -> QSize:
        size = self._pixmap.size()
        return size.transposed() if self._turned % 180 else size

    def _sized(self) -> None:
        around = self.parentWidget()
        width = theme.px(540) if around is None else around.width()
        self.setMinimumWidth(int(self._zoom * width) if self._zoom > 1 else 0)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell that a page keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the page at a width."""
        shape = self._shape()
        margin = theme.px(_MARGIN)
        inner = max(1, width - 2 * margin)
        return int(inner * shape.height() / max(1, shape.width())) + 2 * margin

    def sizeHint(self) -> QSize:
        """Return the size at the usual width of the pane."""
        width = int(theme.px(540) * self._zoom)
        return QSize(width, self.heightForWidth(width))

    def _drawn(self) -> QRectF:
        """Return where the page is drawn, as it lies before it is turned."""
        margin = theme.px(_MARGIN)
        width = self.width() - 2.0 * margin
        shape = self._shape()
        if not shape.width():
            return QRectF()
        return QRectF(margin, margin, width, width * shape.height() / shape.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, and on it the places while it lies as it came."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), theme.current().colour("desk"))
        drawn = self._drawn()
        if drawn.isEmpty():
            return
        painter.save()
        painter.translate(drawn.center())
        painter.rotate(self._turned)
        size = drawn.size().transposed() if self._turned % 180 else drawn.size()
        painter.drawPixmap(
            QRectF(-size.width() / 2, -size.height() / 2, size.width(), size.height()).toRect(),
            self._pixmap,
        )
        painter.restore()
        if self._turned:
            return
        # What is scanned is white in the dark as well: marks on it have the colours of the day.
        tokens = theme.LIGHT
        for field, (_, is_doubt) in self._places.items():
            if field != self._lit and is_doubt:
                painter.setPen(QPen(QColor(tokens.soon), theme.px(2), Qt.PenStyle.DashLine))
                painter.drawRect(self.rect_of(field))
        if self._lit in self._places:
            tint = QColor(tokens.accent)
            tint.setAlpha(36)
            painter.setBrush(tint)
            painter.setPen(QPen(QColor(tokens.accent), theme.px(2)))
            painter.drawRect(self.rect_of(self._lit))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which field's place was clicked."""
        if self._turned:
            return
        for field in self._places:
            if self.rect_of(field).contains(event.position()):
                self.clicked.emit(field)
                return
