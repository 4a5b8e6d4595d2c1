"""A short list to choose from, with an arrow in the palette's colour and a deaf wheel."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.widgets.choice_field import paint_arrow


class ChoiceBox(QComboBox):
    """A combo box that is not typed in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Qt's own would take the focus with the wheel that is only meant to scroll.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel must not change a value unseen."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, then the arrow the style sheet cannot colour."""
        super().paintEvent(event)
        paint_arrow(self)
