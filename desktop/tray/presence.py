"""Staying in the notification area: reminders at the office's times, whether or not a window shows.

Closing the window hides it only where the clerk asked for that. Off at first: a register that
stays open cannot be opened by a colleague nor safely copied, and who closes a window believes it
closed. What the program or the system closes ends in any case.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from casework.desk.desk import Desk
from casework.pages.reminders import missed_reminder, reminder_words
from desktop.base.asking import Asking
from desktop.tray.tray import Tray

if TYPE_CHECKING:
    from desktop.base.remembered import Remembered

STAYS = "tray/stays"
_TOLD = "tray/told"
_REMINDED = "reminded"
_TICK_MS = 30_000
_SHUTDOWN_MS = 60_000


class Window(Protocol):
    """What the tray needs of the window it speaks for."""

    desk: Desk
    remembered: "Remembered"

    def come_forward(self, place: str = "") -> None:
        """Come to the front, at a place if one is named."""

    def look_at_the_day(self) -> None:
        """Bring what moves with the calendar up to today."""

    def remind(self, words: str) -> None:
        """Say a reminder in the window."""

    def put_by(self) -> None:
        """Keep what is half typed."""


class Staying(QObject):
    """Reminds from the tray where the system has one, else in the window, and keeps both going."""

    def __init__(self, speaker: Window, window: QWidget) -> None:
        super().__init__(window)
        self._speaker, self._window, self._desk = speaker, window, speaker.desk
        self._remembered = speaker.remembered
        self._is_ending = False
        self.tray: Tray | None = None
        self._asking = Asking(self, self._desk)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)
        self._call_off = QTimer(self)
        self._call_off.setSingleShot(True)
        self._call_off.setInterval(_SHUTDOWN_MS)
        self._call_off.timeout.connect(self._session_goes_on)
        if isinstance(app := QGuiApplication.instance(), QGuiApplication):
            app.commitDataRequest.connect(lambda _: self.session_ends())
            app.aboutToQuit.connect(self.end)

    def start(self) -> None:
        """Begin to remind; what was missed is said now."""
        self._show_tray()
        self._timer.start()
        self.look()

    def _show_tray(self) -> bool:
        if self.tray is None and Tray.is_there():
            window = self._speaker
            self.tray = Tray(self._desk, self._window, self)
            self.tray.opened.connect(lambda: window.come_forward())
            self.tray.today_asked.connect(lambda: window.come_forward("today"))
            self.tray.receipt_asked.connect(lambda: window.come_forward("receipt"))
            self.tray.left.connect(self.leave)
        if self.tray is not None:
            self.tray.icon.show()
        return self.tray is not None

    def look(self) -> None:
        """Count anew, and remind once where a time has come since the last reminder."""
        # A program that stays is not started each morning: the day's work is moved on first.
        self._speaker.look_at_the_day()
        if self.tray is not None:
            self.tray.refresh()
        if is_due(self._speaker):
            self._asking.ask(reminder_words, self._remind)

    def _remind(self, words: str) -> None:
        if words and not (self.tray and self.tray.say("今日提醒", words)):
            self._speaker.remind(words)

    def begin_hidden(self) -> bool:
        """Wait in the tray without a window; tell whether that can be."""
        if not self._desk.has_office or not self._show_tray():
            return False
        QApplication.setQuitOnLastWindowClosed(False)
        return True

    def hide_instead(self) -> bool:
        """Hide the window the clerk closes, where that is wanted; tell whether it was."""
        window = self._window
        wanted = self._remembered.flag(STAYS) and self._desk.has_office and window.isVisible()
        if self._is_ending or not wanted or not self._show_tray():
            return False
        if not self._timer.isActive():
            self._timer.start()
        # A message that closes while the window is hidden is not the end of the program.
        QApplication.setQuitOnLastWindowClosed(False)
        window.hide()
        if self.tray is not None and not self._remembered.flag(_TOLD):
            self._remembered.keep(_TOLD, True)
            self.tray.say(
                "办件台仍在通知区域运行",
                "到点照常提醒，点图标可以再打开。要结束程序，请右键点图标选“退出”。",
            )
        return True

    def leave(self) -> None:
        """End the program, hidden or not; what was typed is kept as a draft."""
        QApplication.setQuitOnLastWindowClosed(True)
        self._window.close()
        QApplication.quit()

    def end(self) -> None:
        """Say nothing more and take the icon away: the register is about to be closed."""
        self._timer.stop()
        if self.tray is not None:
            self.tray.icon.hide()

    def session_ends(self) -> None:
        """Keep what is half typed: the system is about to end the session."""
        self._is_ending = True
        self._speaker.put_by()
        self._call_off.start()

    def _session_goes_on(self) -> None:
        # Another program may have stopped the shutdown.
        self._is_ending = False


def is_due(window: Window) -> bool:
    """Tell whether a reminder has come due, noting it as given."""
    desk, remembered = window.desk, window.remembered
    if missed_reminder(desk, _reminded_at(remembered)) is None:
        return False
    remembered.keep(_REMINDED, desk.clock().isoformat())
    return True


def _reminded_at(remembered: "Remembered") -> datetime | None:
    try:
        return datetime.fromisoformat(remembered.text(_REMINDED))
    except ValueError:
        return None
