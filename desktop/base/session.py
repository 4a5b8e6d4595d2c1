"""Whether somebody sits at this computer: when it was last used, and when Windows is locked."""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

_USED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)

# As the Windows SDK numbers them.
_CONSOLE_DISCONNECT, _REMOTE_DISCONNECT, _LOCK, _UNLOCK = 2, 4, 7, 8

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

    _WM_WTSSESSION_CHANGE, _THIS_SESSION = 0x02B1, 0

    class _LastInput(ctypes.Structure):
        _fields_ = (("size", wintypes.UINT), ("at", wintypes.DWORD))

    class _SessionMessages(QAbstractNativeEventFilter):
        """Hears what Windows says of the session among all it says to the window."""

        def __init__(self, told: Callable[[int], None]) -> None:
            super().__init__()
            self._told = told

        def nativeEventFilter(
            self, kind: QByteArray | bytes | bytearray | memoryview, message: int
        ) -> object:
            """Tell of a change of the session; stop nothing."""
            if bytes(kind) == b"windows_generic_MSG":
                said = wintypes.MSG.from_address(int(message))
                if said.message == _WM_WTSSESSION_CHANGE:
                    self._told(int(said.wParam))
            return False, 0


class SessionWatch(QObject):
    """`locked` and `unlocked` come with those of Windows; `idle_seconds` is asked.

    Where the system does not say how long nobody used it, the use of the window is what counts.
    """

    locked = Signal()
    unlocked = Signal()
    # Whether Windows tells of its lock; elsewhere only the clock does.
    is_told = False

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._used_at = time.monotonic()
        self._window = window
        handle = window.windowHandle()
        if handle is not None and sys.platform != "win32":
            handle.installEventFilter(self)
        if sys.platform == "win32":
            self._listen()

    def idle_seconds(self) -> float:
        """Return for how many seconds nobody has used this computer, or this window."""
        own = time.monotonic() - self._used_at
        if sys.platform == "win32":
            last = _LastInput(ctypes.sizeof(_LastInput), 0)
            if ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last)):
                now = ctypes.windll.kernel32.GetTickCount() & 0xFFFFFFFF
                return min(own, ((now - last.at) & 0xFFFFFFFF) / 1000)
        return own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that the window is used."""
        if event.type() in _USED:
            self._used_at = time.monotonic()
        return super().eventFilter(watched, event)

    def changed(self, word: int) -> None:
        """Tell what Windows said of the session, by the number it gives it."""
        if word in (_CONSOLE_DISCONNECT, _REMOTE_DISCONNECT, _LOCK):
            self.locked.emit()
        elif word == _UNLOCK:
            self.unlocked.emit()

    if sys.platform == "win32":

        def _listen(self) -> None:
            app = QCoreApplication.instance()
            try:
                registered = ctypes.windll.wtsapi32.WTSRegisterSessionNotification(
                    wintypes.HWND(int(self._window.winId())), _THIS_SESSION
                )
            except (OSError, AttributeError):
                # A Windows without that service locks by the clock alone.
                return
            if registered and app is not None:
                self._messages = _SessionMessages(self.changed)
                app.installNativeEventFilter(self._messages)
                self.is_told = True
