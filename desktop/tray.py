"""Reminders at the times the office sets; what was missed is made up for at the next start."""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from casework.desk import Desk
from desktop import icons
from desktop.remembered import Remembered

_TICK_MS = 30_000
_KEY = "reminded"


class Reminders(QObject):
    """Says what presses: from the tray where the system has one, else in the window.

    `said` carries the words where there is no tray; `opened` comes when a message is clicked.
    """

    said = Signal(str)
    opened = Signal()

    def __init__(self, desk: Desk, remembered: Remembered, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._remembered = desk, remembered
        self._tray: QSystemTrayIcon | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to remind; what was missed is said now."""
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._tray = QSystemTrayIcon(icons.icon("scale", "accent"), self)
            self._tray.setToolTip("依申请公开办件台")
            self._tray.activated.connect(lambda _: self.opened.emit())
            self._tray.messageClicked.connect(self.opened)
            self._tray.show()
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Remind once, where a time has come since the last reminder."""
        from casework.reminders import missed_reminder, reminder_words

        if missed_reminder(self._desk, self._last()) is None:
            return
        self._remembered.keep(_KEY, self._desk.clock().isoformat())
        words = reminder_words(self._desk)
        if not words:
            return
        if self._tray is not None:
            self._tray.showMessage("依申请公开办件台", words, icons.icon("scale", "accent"))
        else:
            self.said.emit(f"提醒：{words}")

    def _last(self) -> datetime | None:
        kept = self._remembered.text(_KEY)
        try:
            return datetime.fromisoformat(kept) if kept else None
        except ValueError:
            return None
