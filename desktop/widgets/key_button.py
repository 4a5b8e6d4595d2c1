"""A button with its word and, smaller, the key that does the same."""

from PySide6 import QtWidgets
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.look import icons, theme

KEY_OPACITY = 0.86
"""Under this a key on the accent could not be read (4.5 : 1)."""
_ICON = 16


class KeyButton(QPushButton):
    """`text` is the word alone; the key is drawn after it, the icon by name before it."""

    def __init__(
        self,
        words: str,
        key: str = "",
        *,
        icon: str = "",
        kind: str = "",
        parent: QWidget | None = None,
    ) -> None:
        # Words or a parent handed over here would make Qt's icons known before the first paint.
        super().__init__()
        self.setText(words)
        if parent is not None:
            self.setParent(parent)
        self.key = key
        self._icon = icon
        # The first paint does not wait for the drawings: they take their room and come next.
        self.is_drawn = True
        fixed = QtWidgets.QSizePolicy.Policy.Fixed
        self.setSizePolicy(fixed, fixed)
        if kind:
            self.setProperty("kind", kind)

    def sizeHint(self) -> QSize:
        """Return the room of the icon, the word and the key."""
        self.ensurePolished()
        height = super().sizeHint().height()
        is_small = self.property("kind") == "filter"
        width = self._words_width() + 2 * theme.px(9 if is_small else 13)
        return QSize(max(width, theme.px(30)), height)

    def minimumSizeHint(self) -> QSize:
        """Return the same room: neither the word nor the key is cut."""
        return self.sizeHint()

    def _words_width(self) -> int:
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self.text().replace("&&", "&"))
        if self._icon:
            width += theme.px(_ICON) + (theme.px(8) if self.text() else 0)
        if self.key:
            small = QFontMetrics(theme.current().font(12))
            width += theme.px(8) + small.horizontalAdvance(self.key)
        return width

    def _ink(self) -> QColor:
        colours, kind = theme.current(), self.property("kind")
        if not self.isEnabled():
            return colours.colour("second" if kind == "primary" else "disabled")
        if kind == "primary":
            return colours.colour("on_accent")
        if kind == "filter" and self.isChecked():
            return colours.colour("chosen")
        return colours.colour("accent" if kind == "quiet" else "text")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, then the icon, the word and the key in one line in its middle."""
        if not self.is_drawn:
            super().paintEvent(event)
            return
        # Named through the module: before the first paint nothing may make Qt's styles known.
        colours, option = theme.current(), QtWidgets.QStyleOptionButton()
        painter = QtWidgets.QStylePainter(self)
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QtWidgets.QStyle.ControlElement.CE_PushButton, option)
        ink = self._ink()
        x = (self.width() - self._words_width()) // 2
        if self._icon:
            side = theme.px(_ICON)
            top = (self.height() - side) // 2
            painter.drawPixmap(x, top, icons.pixmap_in(self._icon, _ICON, ink.name()))
            x += side + theme.px(8)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(ink)
        painter.setFont(self.font())
        words = self.text().replace("&&", "&")
        width = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(QRect(x, 0, width + 2, self.height()), middle, words)
        if self.key:
            if self.isEnabled() and not colours.high_contrast:
                painter.setOpacity(KEY_OPACITY)
            painter.setFont(colours.font(12))
            room = QRect(x + width + theme.px(8), 0, self.width(), self.height())
            painter.drawText(room, middle, self.key)
