"""Puts a window together out of parts that do not know each other."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.registers.register_wishes import RegisterWishes
from desktop.start.screens import build
from desktop.window.main_window import MainWindow
from desktop.window.parts import Lock, Parts, Presence

if TYPE_CHECKING:
    from desktop.window.parts import Registers


def build_window(desk: Desk, remembered: Remembered) -> MainWindow:
    """Return the window of a register, whole and not yet shown."""
    return MainWindow(desk, remembered, Parts(build, _registers, _presence, _lock))


def _registers(desk: Desk, window: QMainWindow) -> "Registers":
    return RegisterWishes(desk, window)


def _presence(window: QMainWindow) -> Presence:
    # What the tray needs is read when the tray is first asked for.
    from desktop.tray.presence import Staying

    assert isinstance(window, MainWindow)
    return Staying(window, window)


def _lock(window: QMainWindow) -> Lock:
    from desktop.locking.locking import Locking

    assert isinstance(window, MainWindow)
    return Locking(window.desk, window)
