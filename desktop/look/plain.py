"""Words of others shown as they are: never as markup.

A tooltip or a label takes text that looks like HTML for HTML, and a picture named in it would be
fetched: from a share, with the clerk's own login.
"""

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """Return a text that a tooltip shows letter by letter."""
    if not Qt.mightBeRichText(text):
        return text
    # Read here: no list needs it to be painted.
    from html import escape

    return f'<span style="white-space:pre-wrap">{escape(text)}</span>'
