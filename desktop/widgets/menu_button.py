"""A button that opens a menu, with an arrow that grows with everything else."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.look import icons, theme
from desktop.widgets.key_button import KeyButton

_SIDE, _GAP = 14, 6


class MenuButton(KeyButton):
    """Qt's own arrow stays as small as it is drawn at 100 %."""

    def __init__(self, words: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, icon=icon, parent=parent)

    def _words_width(self) -> int:
        return super()._words_width() + theme.px(_GAP + _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button and its words, then the arrow after them."""
        super().paintEvent(event)
        side = theme.px(_SIDE)
        left = (self.width() + self._words_width()) // 2 - side
        arrow = icons.pixmap_in("chevron-down", _SIDE, self._ink().name())
        QPainter(self).drawPixmap(left, (self.height() - side) // 2, arrow)
