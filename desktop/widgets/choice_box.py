"""A short list to choose from, with an arrow in the palette's colour and a deaf wheel."""

from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from desktop.widgets.choice_field import paint_arrow


class ChoiceBox(QComboBox):
    """A combo box that is not typed in."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel must not change a value unseen."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, then the arrow the style sheet cannot colour."""
        super().paintEvent(event)
        paint_arrow(self)
