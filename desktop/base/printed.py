"""Words handed to a printer as pages: sized in points, whatever the window is sized in."""

from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtWidgets import QApplication

_LIST_POINTS, _WORDS_POINTS = 9.0, 14.0


def printed_page(html: str) -> QTextDocument:
    """Return a page of HTML ready to be printed.

    The window's own font is sized in dots of the screen, of which a printer has ten in the place
    of one: what a page does not size itself, headings and its numbers, could not be read.
    """
    document = _sized(_LIST_POINTS)
    document.setHtml(html)
    return document


def printed_words(words: str) -> QTextDocument:
    """Return plain words ready to be printed, large enough to be copied off by hand."""
    document = _sized(_WORDS_POINTS)
    document.setPlainText(words)
    return document


def _sized(points: float) -> QTextDocument:
    document = QTextDocument()
    font = QFont(QApplication.font())
    font.setPointSizeF(points)
    document.setDefaultFont(font)
    return document
