"""The icons: Lucide's line drawings, painted in the palette's colours at the screen's own density.

The drawings are read as text and their `currentColor` replaced, so one file serves every scheme.
"""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

from desktop import theme

FOLDER = Path(__file__).with_name("icons")


def icon(name: str, colour: str = "second") -> QIcon:
    """Return an icon in a token's colour."""
    return QIcon(pixmap(name, 20, colour))


def blank() -> QIcon:
    """Return an icon of nothing, to hold the room of one that is drawn later."""
    nothing = QPixmap(1, 1)
    nothing.fill(Qt.GlobalColor.transparent)
    return QIcon(nothing)


def checkable_icon(name: str) -> QIcon:
    """Return an icon that takes the accent's colour where its button is checked."""
    made = icon(name)
    made.addPixmap(pixmap(name, 20, "accent"), QIcon.Mode.Normal, QIcon.State.On)
    return made


def pixmap(name: str, size: int, colour: str = "second") -> QPixmap:
    """Return an icon as a picture of `size` pixels at the present zoom."""
    tokens = theme.current().tokens
    density = QGuiApplication.primaryScreen().devicePixelRatio()
    return _painted(name, theme.px(size), getattr(tokens, colour), density)


def drawn(name: str, side: int, colour: str) -> QPixmap:
    """Return an icon as a picture of `side` dots, whatever the zoom; a colour is #FFFFFF."""
    return _painted(name, side, colour, 1.0)


@cache
def _painted(name: str, size: int, colour: str, density: float) -> QPixmap:
    # Drawings come after the first paint: see docs/decisions/0009.
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImageReader

    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", colour).replace(
        'stroke-width="2"', 'stroke-width="1.75"'
    )
    buffer = QBuffer()
    buffer.setData(QByteArray(drawing.encode()))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(round(size * density), round(size * density)))
    picture = QPixmap.fromImage(reader.read())
    picture.setDevicePixelRatio(density)
    return picture
