"""The icons: Lucide's line drawings, painted in the palette's colours, sharp on every screen.

The drawings are read as text and their `currentColor` replaced, so one file serves every scheme.
"""

from functools import cache
from pathlib import Path

from PySide6 import QtGui
from PySide6.QtCore import QSize

from desktop.look import theme

FOLDER = Path(__file__).with_name("icons")


def icon(name: str, colour: str = "second") -> "QtGui.QIcon":
    """Return an icon in a token's colour."""
    made = QtGui.QIcon(pixmap(name, 20, colour))
    if theme.current().high_contrast:
        made.addPixmap(pixmap(name, 20, "on_selected"), QtGui.QIcon.Mode.Selected)
    return made


def pixmap(name: str, size: int, colour: str = "second") -> "QtGui.QPixmap":
    """Return an icon as a picture of `size` pixels at the present zoom."""
    tokens = theme.current().tokens
    return _painted(name, theme.px(size), getattr(tokens, colour), _density())


def pixmap_in(name: str, size: int, colour: str) -> "QtGui.QPixmap":
    """Return an icon as a picture of `size` pixels at the present zoom; a colour is #FFFFFF."""
    return _painted(name, theme.px(size), colour, _density())


def drawn(name: str, side: int, colour: str) -> "QtGui.QPixmap":
    """Return an icon as a picture of `side` dots, whatever the zoom; a colour is #FFFFFF."""
    return _painted(name, side, colour, 1.0)


def _density() -> float:
    """Return the density of the sharpest screen: a window may be dragged to it from any other."""
    return max(screen.devicePixelRatio() for screen in QtGui.QGuiApplication.screens())


@cache
def _painted(name: str, size: int, colour: str, density: float) -> "QtGui.QPixmap":
    # Drawings come after the first paint: see docs/decisions/0009.
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", colour).replace(
        'stroke-width="2"', 'stroke-width="1.75"'
    )
    buffer = QBuffer()
    buffer.setData(QByteArray(drawing.encode()))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QtGui.QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(round(size * density), round(size * density)))
    picture = QtGui.QPixmap.fromImage(reader.read())
    picture.setDevicePixelRatio(density)
    return picture
