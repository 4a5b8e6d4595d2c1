"""The pages of a paper as pictures of a bounded size, made in the child that reads foreign bytes.

A picture is decoded by Qt's own readers there, not here: what they may do wrong ends with it.
"""

from pathlib import Path
from typing import NamedTuple

from rules.errors import ClerkError

_LONGEST = 1800
_MOST_PIXELS = 120_000_000
_MOST_PAGES = 6


class PageImage(NamedTuple):
    """A page as a picture of RGB, three bytes a point."""

    width: int
    height: int
    content: bytes


def page_images(source: Path | bytes) -> list[PageImage]:
    """Return the pages of a picture or PDF. Raises `ClerkError` where it cannot be shown."""
    raw = source if isinstance(source, bytes) else source.read_bytes()
    return _pdf(raw) if b"%PDF-" in raw[:1024] else _pictures(raw)


def _pictures(raw: bytes) -> list[PageImage]:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
    from PySide6.QtGui import QImage, QImageReader

    content = QByteArray(raw)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > _MOST_PIXELS:
        raise ClerkError("这张图片太大，不能显示，照常留作附件。")
    if size.isValid() and max(size.width(), size.height()) > _LONGEST:
        scale = _LONGEST / max(size.width(), size.height())
        reader.setScaledSize(
            QSize(max(1, round(size.width() * scale)), max(1, round(size.height() * scale)))
        )
    found: list[PageImage] = []
    while len(found) < _MOST_PAGES:
        image = reader.read()
        if image.isNull():
            break
        rgb = image.convertToFormat(QImage.Format.Format_RGB888)
        rows = bytes(rgb.constBits())
        step, wide = rgb.bytesPerLine(), rgb.width() * 3
        lines = (rows[at * step : at * step + wide] for at in range(rgb.height()))
        found.append(PageImage(rgb.width(), rgb.height(), b"".join(lines)))
        if not reader.supportsAnimation() and not reader.jumpToNextImage():
            break
        if reader.supportsAnimation():
            break
    if not found:
        raise ClerkError("这张图片已经损坏，不能显示，照常留作附件。")
    return found


def _pdf(raw: bytes) -> list[PageImage]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise ClerkError("这个 PDF 已经损坏或者加了密码，不能显示，照常留作附件。") from error
    found: list[PageImage] = []
    with document:
        for number in range(min(len(document), _MOST_PAGES)):
            width, height = document[number].get_size()
            if min(width, height) <= 0:
                continue
            bitmap = document[number].render(
                scale=_LONGEST / max(width, height), rev_byteorder=True
            )
            rows, step, wide = bytes(bitmap.buffer), bitmap.stride, bitmap.width * 3
            lines = (rows[at * step : at * step + wide] for at in range(bitmap.height))
            found.append(PageImage(bitmap.width, bitmap.height, b"".join(lines)))
    return found
