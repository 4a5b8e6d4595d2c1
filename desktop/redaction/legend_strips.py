"""The line below a page of the disclosed copy that says on what grounds its places are covered."""

from functools import cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageReader, QImageWriter, QPainter

from casework.redaction.deciding import Decisions

_LETTER_POINTS = 9
_MARGIN_POINTS = 36
_GAP_POINTS = 6


def legend_strips(decided: Decisions) -> dict[int, bytes]:
    """Return pictures (PNG) as wide as their pages, by page from 0; none for pages without bars."""
    strips: dict[int, bytes] = {}
    for page, words in decided.legends().items():
        across = QImageReader(str(decided.prepared.picture(page))).size().width()
        width = decided.prepared.pages[page].text.width
        if across > 0 and width > 0:
            strips[page] = _strip(words, across, across / width)
    return strips


@cache
def _strip(words: str, across: int, scale: float) -> bytes:
    font = QFont()
    font.setPixelSize(max(round(_LETTER_POINTS * scale), 8))
    margin, gap = round(min(_MARGIN_POINTS * scale, across / 8)), round(_GAP_POINTS * scale)
    flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
    inside = QRect(margin, gap, across - 2 * margin, 1 << 14)
    probe = QImage(8, 8, QImage.Format.Format_Grayscale8)
    painter = QPainter(probe)
    painter.setFont(font)
    height = painter.boundingRect(inside, flags, words).height()
    painter.end()
    image = QImage(across, height + 2 * gap, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(QColor("black"))
    painter.drawText(inside, flags, words)
    painter.drawLine(margin, 0, across - margin, 0)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())
