"""The icon in the notification area: how much presses, and the way to the window and out."""

from functools import cache

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from casework.desk.desk import Desk
from casework.pages.reminders import Pressing, pressing
from desktop.base.asking import Asking
from desktop.look import icons
from desktop.look.theme import LIGHT
from rules.errors import ClerkError

NAME = "依申请公开办件台"
# What the notification areas of Windows ask for between 100 % and 300 %.
_SIZES = (16, 20, 24, 32, 40, 48)
_MOST_TOOLTIP = 127


class Tray(QObject):
    """`opened` asks for the window, the others for a place in it; `left` ends the program."""

    opened = Signal()
    today_asked = Signal()
    receipt_asked = Signal()
    left = Signal()

    def __init__(self, desk: Desk, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.menu = QMenu(window)
        self.menu.setObjectName("trayMenu")
        opening = self.menu.addAction("打开办件台")
        # What a left click does too stands out, as everywhere in Windows.
        self.menu.setDefaultAction(opening)
        font = opening.font()
        font.setBold(True)
        opening.setFont(font)
        opening.triggered.connect(self.opened)
        self.menu.addAction("收件登记").triggered.connect(self.receipt_asked)
        self._today = self.menu.addAction("今日待办")
        self._today.triggered.connect(self.today_asked)
        self.menu.addSeparator()
        self.menu.addAction("退出").triggered.connect(self.left)
        # Counted anew; in a large register what was counted last shows for a blink.
        self.menu.aboutToShow.connect(self.refresh)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self.today_asked)
        self._asking = Asking(self, desk)
        self._asking.failed.connect(self._say_unread)
        # A notification area shows nothing without one, and a large register is counted beside.
        self.icon.setIcon(picture(is_late=False))
        self.refresh()

    @staticmethod
    def is_there() -> bool:
        """Tell whether the system has a notification area."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def say(self, title: str, words: str) -> bool:
        """Show a message beside the icon; tell whether the system can."""
        if not (self.icon.isVisible() and QSystemTrayIcon.supportsMessages()):
            return False
        self.icon.showMessage(title, words, self.icon.icon())
        return True

    def refresh(self) -> None:
        """Say on the icon and under the mouse how much is late or due today."""
        try:
            self._asking.ask(pressing, self._show)
        except ClerkError:
            self._say_unread()

    def _show(self, now: Pressing) -> None:
        self._say_now(now.words, is_late=now.overdue > 0)
        self._today.setText(f"今日待办 {now.in_all} 件" if now.in_all else "今日没有待办")

    def _say_unread(self) -> None:
        # Half a minute later it may be there again: not worth a sentence each time.
        self._say_now("登记簿现在读不到，请打开办件台查看", is_late=False)

    def _say_now(self, words: str, *, is_late: bool) -> None:
        self.icon.setIcon(picture(is_late=is_late))
        self.icon.setToolTip(f"{self._desk.office_name} {NAME}\n{words}"[-_MOST_TOOLTIP:])

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # The right button opens the menu; on some systems it is told here as well.
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.opened.emit()


@cache
def picture(*, is_late: bool) -> QIcon:
    """Return the icon: the scale on a coloured ground, with a mark where something is late.

    Nobody knows the colour of the bar it stands on, so it brings its own ground.
    """
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_painted(size, is_late=is_late))
    return made


def _painted(size: int, *, is_late: bool) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.accent))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.2, size * 0.2)
    inside = size * 0.12
    area = QRectF(inside, inside, size - 2 * inside, size - 2 * inside)
    drawing = icons.drawn("scale", round(area.width()), LIGHT.on_accent)
    painter.drawPixmap(area, drawing, QRectF(drawing.rect()))
    if is_late:
        radius = size * 0.25
        middle = QPointF(size - radius, size - radius)
        painter.setBrush(QColor(LIGHT.on_accent))
        painter.drawEllipse(middle, radius, radius)
        painter.setBrush(QColor(LIGHT.overdue))
        painter.drawEllipse(middle, radius * 0.78, radius * 0.78)
    painter.end()
    return pixmap
