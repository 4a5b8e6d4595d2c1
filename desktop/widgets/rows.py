"""What the rows of every list share: the ground, and words for the room they have."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from desktop.look import theme

# Under this role an item of a list holds the row it shows.
ROW = Qt.ItemDataRole.UserRole + 2


def fitted(words: str, metrics: QFontMetrics, width: float) -> str:
    """Return words on one line that fit into `width` pixels, with … for what is left out.

    Measuring costs as much as drawing: words so few that they fit anyhow are not measured.
    """
    words = words.replace("\n", " ")
    # No letter is wider than a line is high.
    if len(words) * metrics.height() <= width:
        return words
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(width))


BAR = 3
"""The width of the bar at the left of the selected row."""


def paint_ground(
    painter: QPainter,
    area: QRectF,
    *,
    is_selected: bool,
    is_hovered: bool,
    has_bar: bool = False,
) -> None:
    """Paint the ground of a row, the line below it, and a bar at its left where it is selected."""
    colours = theme.current()
    if is_selected or is_hovered:
        # Not fillRect, which may take a gradient and so makes all of Qt's gradients known.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour("selected" if is_selected else "hover"))
        painter.drawRect(area)
    if is_selected and has_bar:
        painter.setBrush(colours.ink("accent", is_selected=True))
        painter.drawRect(QRectF(area.left(), area.top(), theme.px(BAR), area.height()))
    painter.setPen(colours.colour("line"))
    painter.drawLine(area.bottomLeft(), area.bottomRight())
