"""The program's icon and the pictures of the installer, drawn with Qt at every size they need."""

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QLinearGradient, QPainter
from PySide6.QtSvg import QSvgRenderer

_ACCENT, _DEEP = QColor("#1F5FBF"), QColor("#123C7C")
_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_SCALES = Path("desktop/look/icons/scale.svg")


def icon_image(size: int, scales: bytes) -> QImage:
    """Return the icon: scales in white on a rounded square; thicker strokes where it is small."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QLinearGradient(0, 0, 0, size)
    ground.setColorAt(0, _ACCENT)
    ground.setColorAt(1, _DEEP)
    painter.setBrush(ground)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.2, size * 0.2)
    edge = size * (0.12 if size < 32 else 0.18)
    width = b"2.4" if size < 32 else b"2"
    drawn = scales.replace(b"currentColor", b"#FFFFFF").replace(
        b'stroke-width="2"', b'stroke-width="' + width + b'"'
    )
    QSvgRenderer(QByteArray(drawn)).render(
        painter, QRectF(edge, edge, size - 2 * edge, size - 2 * edge)
    )
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Return an image as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The static type of the format is bytes, whatever the stubs say of text.
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def write_icon(target: Path, scales: bytes) -> None:
    """Write a Windows icon: a table of its pictures, each a PNG."""
    pictures = [(size, png(icon_image(size, scales))) for size in _SIZES]
    place = 6 + 16 * len(pictures)
    table = struct.pack("<HHH", 0, 1, len(pictures))
    for size, content in pictures:
        side = 0 if size == 256 else size
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(content), place)
        place += len(content)
    target.write_bytes(table + b"".join(content for _, content in pictures))


def write_welcome(target: Path, scales: bytes) -> None:
    """Write the tall picture of the installer's first and last page, as NSIS wants it.

    It bears no words: which Chinese font is here would show in its bytes.
    """
    image = QImage(164, 314, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QLinearGradient(0, 0, 0, 314)
    ground.setColorAt(0, _ACCENT)
    ground.setColorAt(1, _DEEP)
    painter.fillRect(0, 0, 164, 314, ground)
    drawn = scales.replace(b"currentColor", b"#FFFFFF")
    QSvgRenderer(QByteArray(drawn)).render(painter, QRectF(34, 96, 96, 96))
    painter.end()
    image.convertToFormat(QImage.Format.Format_RGB888).save(str(target), "BMP")  # type: ignore[call-overload]


def main(words: list[str]) -> None:
    """Draw everything from the tree `words[0]` into the folder `words[1]`."""
    root, into = Path(words[0]), Path(words[1])
    application = QGuiApplication([])
    scales = (root / _SCALES).read_bytes()
    write_icon(into / "program.ico", scales)
    write_welcome(into / "welcome.bmp", scales)
    for size in (48, 128, 256):
        (into / f"icon-{size}.png").write_bytes(png(icon_image(size, scales)))
    del application


if __name__ == "__main__":
    main(sys.argv[1:])
