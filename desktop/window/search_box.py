"""The one box for searching and commands: what answers drops under it, on every screen."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.look import icons, theme

if TYPE_CHECKING:
    from collections.abc import Callable

_SIGN, _SIGN_ROOM = 16, 24
_PAUSE_MS = 120
_KEY_FROM = 300


class Drop(Protocol):
    """The list under the box."""

    def show_for(self, typed: str) -> None:
        """Show what answers the words."""

    def hide(self) -> None:
        """Go out of sight."""

    def isVisible(self) -> bool:
        """Tell whether it shows."""

    def step(self, by: int) -> None:
        """Go up or down."""

    def take(self) -> bool:
        """Do or open what is chosen; tell whether something was."""


class SearchBox(QLineEdit):
    """`searched` carries the words after a pause; `left_down` gives the focus to the screen."""

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setPlaceholderText("搜索申请，或者输入要做的事")
        self.setAccessibleName("搜索申请和命令")
        self.setToolTip(
            "搜索（Ctrl+K、Ctrl+F）：编号、申请人、事项、文书内容、电话、拼音首字母；"
            "也可以输入要办的事，如“备份”“延长”"
        )
        self.make_drop: Callable[[], Drop] | None = None
        self._drop: Drop | None = None
        # The first paint does not wait for the drawing: it takes its room and comes next.
        self._sign: QPixmap | None = None
        self.setTextMargins(theme.px(_SIGN_ROOM), 0, 0, 0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self.textChanged.connect(self._typed)

    @property
    def drop(self) -> Drop | None:
        """The list under the box, made at its first use."""
        if self._drop is None and self.make_drop is not None:
            self._drop = self.make_drop()
        return self._drop

    def _typed(self) -> None:
        # Qt looks through the icon themes of the system for this button: not before it is needed.
        self.setClearButtonEnabled(True)
        self._pause.start()

    def _look_up(self) -> None:
        self._pause.stop()
        words = self.text().strip()
        if self.window().focusWidget() is self:
            self.show_drop()
        self.searched.emit(words)

    def show_drop(self) -> None:
        """Let what answers drop under the box; without words, what can be done now."""
        drop = self.drop
        if drop is not None:
            drop.show_for(self.text().strip())

    def hide_drop(self) -> None:
        """Take the list out of sight."""
        if self._drop is not None:
            self._drop.hide()

    def begin(self) -> None:
        """Take the focus, with what can be found and done already in sight."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.show_drop()

    def show_text(self, text: str) -> None:
        """Show words that are searched for already."""
        self.setText(text)
        self._pause.stop()
        self.hide_drop()

    def look(self) -> None:
        """Take the icon in the present colours and size."""
        self.setTextMargins(theme.px(_SIGN_ROOM), 0, 0, 0)
        self._sign = icons.pixmap("search", _SIGN)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the key at the right while nothing is typed."""
        super().paintEvent(event)
        if self._sign is not None:
            side = theme.px(_SIGN)
            top = (self.height() - side) // 2
            QPainter(self).drawPixmap(QRect(theme.px(10), top, side, side), self._sign)
        if self.text() or self.hasFocus() or self.width() < theme.px(_KEY_FROM):
            return
        colours, painter = theme.current(), QPainter(self)
        painter.setFont(colours.font(12))
        width = painter.fontMetrics().horizontalAdvance("Ctrl+K") + theme.px(10)
        high = theme.px(18)
        top = (self.height() - high) // 2
        room = QRect(self.width() - width - theme.px(8), top, width, high)
        painter.setPen(colours.colour("line"))
        painter.setBrush(colours.colour("ground"))
        painter.drawRoundedRect(room, 3, 3)
        painter.setPen(colours.colour("second"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "Ctrl+K")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show what can be done at a click too."""
        super().mousePressEvent(event)
        self.show_drop()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let the list go when the focus does."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.hide_drop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the list, take from it with Enter, clear with Esc."""
        drop = self._drop
        is_dropped = drop is not None and drop.isVisible()
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if not self.text():
                self.hide_drop()
                self.left_down.emit()
            self.clear()
            self.hide_drop()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._look_up()
            if self._drop is None or not self._drop.isVisible() or not self._drop.take():
                self.left_down.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self._pause.isActive():
                self._look_up()
            if is_dropped and drop is not None:
                drop.step(1 if key == Qt.Key.Key_Down else -1)
            else:
                self.show_drop()
        else:
            super().keyPressEvent(event)
