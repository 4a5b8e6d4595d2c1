"""The pages of a PDF as pictures, and a PDF sent to the printer of the system's dialog."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

POINTS_AN_INCH = 72
_MOST_DPI = 300


def pictures(pdf: Path, *, dots_an_inch: float, most: int | None = None) -> Iterator[QImage]:
    """Yield the pages of a PDF as pictures, `most` of them at most."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document) if most is None else min(most, len(document))):
            bitmap = document[number].render(scale=dots_an_inch / POINTS_AN_INCH)
            # Copied, because the bitmap's memory goes with it.
            yield QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_BGR888,
            ).copy()
    finally:
        document.close()


def page_count(pdf: Path) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def print_pages(pdf: Path, printer: QPrinter, told: Callable[[int], None]) -> int:
    """Print a PDF page by page at its own size; `told` hears each page and may stop it.

    Returns how many pages were printed. It may run off the window's thread.
    """
    count, printed = page_count(pdf), 0
    first, last = printer.fromPage() or 1, printer.toPage() or count
    painter = QPainter(printer)
    try:
        dots = min(printer.resolution(), _MOST_DPI)
        for number, picture in enumerate(pictures(pdf, dots_an_inch=dots), start=1):
            if not first <= number <= last:
                continue
            told(number)
            if printed:
                printer.newPage()
            size = QSizeF(picture.size()) * (printer.resolution() / dots)
            corner = printer.pageLayout().paintRectPixels(printer.resolution()).topLeft()
            painter.drawImage(
                QRectF(-corner.x(), -corner.y(), size.width(), size.height()), picture
            )
            printed += 1
    finally:
        painter.end()
    return printed
