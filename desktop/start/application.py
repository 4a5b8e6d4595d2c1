"""The running application: Chinese throughout, one window a register, and no silent crash."""

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from casework.desk.desk import Desk
from desktop.base import taskbar
from desktop.base.application import NAME, application
from desktop.base.remembered import Remembered
from desktop.look import icons, theme
from desktop.registers.registers import EXCHANGE
from desktop.start.building import build_window
from desktop.window.main_window import MainWindow
from rules.errors import ClerkError

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

    from desktop.sharing.sharing import Sharing
    from desktop.start.reading_ahead import ReadingAhead

_MINUTE_MS = 60_000
_TIDY_MS, _TIDY_IDLE_SECONDS = 600_000, 30
_SUMMON_MS = 500
# A pipe of Windows takes nothing until the other side reads, and a window may be at work.
_HAND_OVER_MS = 15_000
_SEAT_MS = 2_000
_COPY_AFTER_MS = 5_000
_UPDATE_AFTER_MS = 20_000
# Of a register's name in that of another file: names have an end.
_LONG = 40
_WARM_AFTER_MS, _UNPAINTED_MS = 50, 3_000


def run_window(desk: Desk, *, hidden: bool = False, taking: Path | None = None) -> int:
    """Show the window of a register until it is closed; return the exit code.

    `taking` is a report of a unit that is summed up once the window stands.
    `hidden` begins in the notification area, where the system has one.
    """
    app = application()
    window = make_window(desk)
    sys.excepthook = partial(_said, window)
    after = _AfterTheFirstPaint(app, window, taking)
    if is_locked_at_start():
        window.lock.lock()
    if hidden and window.presence.begin_hidden():
        after.begin()
    else:
        window.furnished.connect(after.begin)
        # A window that begins minimised is not painted for hours, and yet has all this to do.
        QTimer.singleShot(_UNPAINTED_MS, window, after.begin)
        window.show()
    code = app.exec()
    QThreadPool.globalInstance().waitForDone()
    after.end()
    return code


def _said(
    window: MainWindow,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    # A full disk or a damaged file may show anywhere; its sentence is for the clerk.
    if isinstance(error, ClerkError):
        window.outcome.say_problem(str(error))
    else:
        report_crash(kind, trace)


class _AfterTheFirstPaint:
    """What a window has to do besides showing its list; see docs/decisions/0023."""

    def __init__(self, app: QApplication, window: MainWindow, taking: Path | None) -> None:
        self._app, self._window, self._taking = app, window, taking
        self._server: QLocalServer | None = None
        self._clocks: list[QTimer] = []
        self._sharing: "Sharing | None" = None  # noqa: UP037  imported where it is built
        self._doubt = ""

    def begin(self) -> None:
        """Begin with it; does nothing the second time."""
        if self._server is not None:
            return
        from desktop.start.clock_watch import ClockWatch

        window, desk = self._window, self._window.desk
        self._server = listen(desk.store.path, window)
        # The clock before the day: what is written under a wrong one bears the wrong one out.
        self._every(_MINUTE_MS, ClockWatch(window).look)
        self._every(_MINUTE_MS, window.look_at_the_day)
        self._every(_MINUTE_MS, lambda: _keep_looks(window))
        self._every(_MINUTE_MS, lambda: _keep_safe(window))
        self._every(_TIDY_MS, lambda: _tidy(window))
        # One thing at a time, so that a key pressed meanwhile is answered between two of them.
        self._once(0, lambda: self._app.setWindowIcon(icons.icon("scale", "accent")))
        self._once(0, self._hold_the_clock)
        self._once(0, window.look_at_the_day)
        # A place that is asked for at once is read first.
        window.screens.ahead = lambda place, then: _reading(window).hurry(place, then)
        self._once(_WARM_AFTER_MS, lambda: _reading(window).begin())
        if desk.is_shared:
            from desktop.sharing.sharing import Sharing

            self._sharing = Sharing(window)
            self._sharing.start()
        elif desk.store.is_read_only:
            self._every(_SEAT_MS, _second_seat(window))
        if not desk.store.is_read_only:
            self._once(0, lambda: _remember(desk.store.path))
            self._once(_COPY_AFTER_MS, window.registers.copy_if_due)
        self._once(_COPY_AFTER_MS, _clear_aside)
        self._once(_COPY_AFTER_MS, lambda: window.presence.start())
        self._once(_COPY_AFTER_MS, lambda: window.lock.start())
        self._once(_COPY_AFTER_MS, lambda: _say_how_it_opened(window, self._doubt))
        self._once(_COPY_AFTER_MS, lambda: taskbar.add_to_recent(desk.store.path))
        self._once(_UPDATE_AFTER_MS, lambda: _look_for_update(window))
        if self._taking is not None:
            taking = self._taking
            self._once(_WARM_AFTER_MS, lambda: sum_up(window, taking))

    def _hold_the_clock(self) -> None:
        """Hold this computer's clock against the last entry, and say at once what differs."""
        from casework.safekeeping.clock import clock_doubt

        self._doubt = clock_doubt(self._window.desk)
        if self._doubt:
            self._window.outcome.say_problem(self._doubt)

    def _once(self, milliseconds: int, doing: Callable[[], object]) -> None:
        # Whatever is still to come goes with the window, and asks nothing of a closed register.
        window = self._window
        QTimer.singleShot(milliseconds, window, lambda: doing() if window.desk.is_open else None)

    def _every(self, milliseconds: int, doing: Callable[[], object]) -> None:
        desk, clock = self._window.desk, QTimer()
        # A register that is being moved is closed, and its window's clocks go on.
        clock.timeout.connect(lambda: doing() if desk.is_open else None)
        clock.start(milliseconds)
        self._clocks.append(clock)

    def end(self) -> None:
        """Answer nobody any more, and tell colleagues that this window closes."""
        if self._sharing is not None:
            self._sharing.end()
            desk = self._window.desk
            # Papers that have their place in the database stay on no clerk's computer.
            with suppress(ClerkError):
                if desk.is_open:
                    desk.beside.put_away()
        if self._server is not None:
            self._server.close()


def is_locked_at_start() -> bool:
    """Tell whether this account has a word, without which the window does not open."""
    # The word's own room is read where there is a word: most have none, and the start is short.
    from desktop.registers.registers import lock_file

    if not lock_file().is_file():
        return False
    from desktop.locking.lock_word import LockWord

    return LockWord().is_set


def _second_seat(window: MainWindow) -> Callable[[], None]:
    """Return the look by which a window that only reads keeps up with the one that writes."""
    from casework.desk.seat import SecondSeat, seat_words

    seat = SecondSeat(window.desk)

    def look() -> None:
        if seat.look():
            window.screens.rebuild()
        if seat.is_held_otherwise:
            window.rail.show_copy(seat_words(window.desk), is_old=False)

    return look


def _clear_aside() -> None:
    """Remove what programs that were killed left in clear: thousands of files, if it was a trial.

    On a thread of its own; nobody waits for it.
    """
    from threading import Thread

    from casework.programs.aside import clear_left

    Thread(target=clear_left, name="clear_left", daemon=True).start()


def _remember(register: Path) -> None:
    from desktop.registers.registers import remember_register

    remember_register(register)


def _keep_looks(window: MainWindow) -> None:
    """Write who looked at what; while a ledger is being entered the next minute does."""
    if not window.screens.is_held:
        window.desk.looks.write()


def _keep_safe(window: MainWindow) -> None:
    """Copy and look over what is due today; while a ledger is being entered a later minute does."""
    if not window.screens.is_held:
        window.registers.keep_up()


def _tidy(window: MainWindow) -> None:
    """Search for garbage while nobody is there; else ten minutes later."""
    if window.lock.idle_seconds() >= _TIDY_IDLE_SECONDS:
        from desktop.base.work import collect_all

        collect_all()


def _say_how_it_opened(window: MainWindow, doubt: str) -> None:
    from casework.desk.seat import holder_words

    if window.desk.store.is_read_only:
        window.outcome.say_problem(holder_words(window.desk))
        return
    words = window.desk.opening_words + doubt
    if words:
        window.outcome.say_problem(words)


def _look_for_update(window: MainWindow) -> None:
    from desktop.window.updating import look

    look(window, asked=False)


def _reading(window: MainWindow) -> "ReadingAhead":
    """Return what reads ahead for a window, made when it is first needed."""
    from desktop.start.reading_ahead import ReadingAhead

    return window.findChild(ReadingAhead) or ReadingAhead(window, lambda: window.screens.is_held)


def make_window(desk: Desk) -> MainWindow:
    """Return the window of a register in the colours and sizes last used."""
    remembered = Remembered(_remembered_at(desk))
    theme.current().apply(remembered.scheme, remembered.zoom)
    window = build_window(desk, remembered)
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(window.screens.follow_system)
    hints.accessibility().contrastPreferenceChanged.connect(window.screens.follow_system)
    return window


def _remembered_at(desk: Desk) -> Path:
    """Return where the look of the window is kept; whoever shares a register has an own one."""
    if not desk.is_shared:
        return desk.beside.file("窗口.ini")
    from binascii import crc32

    from casework.desk.addressed import own_folder

    # The library's hashes bring OpenSSL, which would be read in before the first list.
    register = desk.store.path.resolve()
    place = crc32(str(register).encode())
    return own_folder() / f"窗口 {register.stem[:_LONG]} {place:08x}.ini"


def _server_name(register: Path, user: str = "") -> str:
    import hashlib

    digest = hashlib.sha256(f"{register.resolve()}{user}".encode()).hexdigest()
    return f"disclosure-desk-{digest[:16]}"


def _called(register: Path) -> str:
    """Return by what name the window of a register is called forward.

    Every session of a computer sees it: another user's window, on a desktop that is not shown,
    must not answer for ours.
    """
    from casework.desk.seat import this_account

    return _server_name(register, f"|{this_account()}")


def summon(register: Path, taking: Path | None = None) -> bool:
    """Bring the window that already has this register open to the front; tell whether one did.

    `taking` is a report of a unit that it is to sum up. Raises `ClerkError` where it does not take
    it.
    """
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_called(register))
    if not socket.waitForConnected(_SUMMON_MS):
        return False
    if sys.platform == "win32":
        import ctypes

        # Windows lets a window come forward only for the program the clerk has just started: us.
        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    socket.write(b"show" if taking is None else str(taking.resolve()).encode())
    socket.waitForBytesWritten(_SUMMON_MS if taking is None else _HAND_OVER_MS)
    if taking is not None and socket.bytesToWrite():
        raise ClerkError(
            f"登记簿已在另一个窗口打开，那个窗口正忙，没有收到“{taking.name}”。请等它忙完，再双击一次。"
        )
    socket.disconnectFromServer()
    return True


def refuse(message: str) -> int:
    """Say why the window cannot open; return the exit code."""
    from PySide6.QtWidgets import QMessageBox

    application()
    theme.current().apply(theme.Scheme.SYSTEM, 100)
    box = QMessageBox(QMessageBox.Icon.Warning, NAME, message, QMessageBox.StandardButton.Close)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()
    return 1


def listen(register: Path, window: MainWindow) -> "QLocalServer":
    """Answer `summon` for this register; the server returned is closed with the window."""
    from PySide6.QtNetwork import QLocalServer

    name = _called(register)
    # A window that was killed leaves its name behind; the register's lock says whether one lives.
    QLocalServer.removeServer(name)
    server = QLocalServer(window)
    server.newConnection.connect(lambda: _come_forward(server, window))
    server.listen(name)
    return server


def _come_forward(server: "QLocalServer", window: MainWindow) -> None:
    caller = server.nextPendingConnection()
    caller.waitForReadyRead(_SUMMON_MS)
    said = bytes(caller.readAll().data()).decode(errors="replace")
    caller.close()
    window.come_forward()
    if said.endswith(EXCHANGE):
        sum_up(window, Path(said))


def sum_up(window: MainWindow, report: Path) -> None:
    """Show the roll-up of the annual report with the report of a unit in it."""
    window.screens.show_place("report")
    from desktop.report.report_screen import ReportScreen

    screen = window.screens.present
    if isinstance(screen, ReportScreen):
        screen.tabs.setCurrentWidget(screen.roll_up)
        screen.roll_up.sum_up([report])


def report_crash(kind: type[BaseException], traceback: TracebackType | None) -> None:
    """Show what broke, without what was in it: a fault report carries no personal data."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    from desktop.window.crash import CrashDialog

    CrashDialog(kind, traceback, QApplication.activeWindow()).open()
