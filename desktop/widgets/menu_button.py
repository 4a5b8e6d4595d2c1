"""A button that opens a menu, with an arrow that grows with everything else."""

from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.look import icons, theme

_SIDE, _EDGE = 16, 8


class MenuButton(QPushButton):
    """Qt's own arrow stays as small as it is drawn at 100 %."""

    def __init__(
        self, words: str, icon: QIcon | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        if icon is not None:
            self.setIcon(icon)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, then its arrow."""
        super().paintEvent(event)
        side = theme.px(_SIDE)
        name = "text" if self.isEnabled() else "disabled"
        left, top = self.width() - side - theme.px(_EDGE), (self.height() - side) // 2
        QPainter(self).drawPixmap(left, top, icons.pixmap("chevron-down", _SIDE, name))
