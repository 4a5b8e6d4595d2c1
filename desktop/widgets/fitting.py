"""Words for the room they have."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics


def fitted(words: str, metrics: QFontMetrics, width: float) -> str:
    """Return words on one line that fit into `width` pixels, with … for what is left out.

    Measuring costs as much as drawing: words so few that they fit anyhow are not measured.
    """
    words = words.replace("\n", " ")
    # No letter is wider than a line is high.
    if len(words) * metrics.height() <= width:
        return words
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(width))
