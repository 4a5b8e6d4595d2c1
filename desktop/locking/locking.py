"""Locks the window after a rest and with Windows, and opens it with everything as it stood."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from casework.desk.desk import Desk
from desktop.base.session import SessionWatch
from desktop.locking.lock_page import LockPage
from desktop.locking.lock_word import LockWord

_LOOK_MS = 10_000
_A_MINUTE = 60


class Locking(QObject):
    """Covers one window; what was typed in it stays where it is."""

    def __init__(self, desk: Desk, window: QMainWindow, word: LockWord | None = None) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.word = word or LockWord()
        self.page: LockPage | None = None
        self.watch: SessionWatch | None = None
        self._silenced: list[QAction] = []
        self._focus: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def is_locked(self) -> bool:
        """Whether the window is covered."""
        return self.page is not None and not self.page.isHidden()

    def start(self) -> None:
        """Begin to look whether anybody is there; called once the window has its handle."""
        self.watch = SessionWatch(self._window)
        self.watch.locked.connect(self.lock)
        # Who comes back through Windows' own lock has shown whose account this is.
        self.watch.unlocked.connect(self.unlock)
        self._timer.start()

    def idle_seconds(self) -> float:
        """Return for how many seconds nobody has used the computer; 0 before `start`."""
        return self.watch.idle_seconds() if self.watch else 0.0

    def look(self) -> None:
        """Lock where nobody has used the computer for as long as was chosen."""
        self.word.read_again()
        minutes = self.word.idle_minutes
        if minutes and self.idle_seconds() >= minutes * _A_MINUTE:
            self.lock()

    def lock(self) -> None:
        """Cover the window now; a question that stands open is left unanswered."""
        if self.is_locked:
            return
        self.word.read_again()
        window = self._window
        self._focus = window.focusWidget()
        for other in QApplication.topLevelWidgets():
            if other is window or other.isHidden():
                continue
            if isinstance(other, QDialog):
                other.reject()
            else:
                other.close()
        if self.page is None:
            self.page = LockPage(self.word, self._desk.office_name, window)
            self.page.opened.connect(self.unlock)
            self.page.refused.connect(lambda: self._desk.looked("REFUSED"))
            window.installEventFilter(self)
        # A key of the window would act on what cannot be seen.
        self._silenced = [action for action in window.actions() if action.isEnabled()]
        for action in self._silenced:
            action.setEnabled(False)
        for part in self._parts():
            part.hide()
        self.page.setGeometry(window.rect())
        self.page.begin()

    def _parts(self) -> list[QWidget]:
        parts = (self._window.centralWidget(), self._window.menuWidget())
        return [part for part in parts if part is not None]

    def unlock(self) -> None:
        """Show the window again as it stood."""
        if self.page is None or not self.is_locked:
            return
        self.page.hide()
        for part in self._parts():
            part.show()
        for action in self._silenced:
            action.setEnabled(True)
        self._silenced = []
        if self._focus is not None and self._focus.isVisible():
            self._focus.setFocus()
        self._focus = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the page as large as the window."""
        if event.type() == QEvent.Type.Resize and self.page is not None:
            self.page.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)
