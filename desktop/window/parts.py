"""What the start hands to the window: builders of what stands in rooms it does not enter."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QMainWindow, QWidget

from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.base.screen import Screen
from desktop.base.wishes import Wish


class Presence(Protocol):
    """What goes on in the notification area."""

    def start(self) -> None:
        """Begin to remind of what presses."""

    def begin_hidden(self) -> bool:
        """Wait without a window; tell whether that can be."""

    def hide_instead(self) -> bool:
        """Hide the window the clerk closes; tell whether it was."""

    def end(self) -> None:
        """Say nothing more: the register is about to be closed."""


class Lock(Protocol):
    """Covers the window while nobody is there."""

    def start(self) -> None:
        """Begin to look whether anybody is there."""

    def lock(self) -> None:
        """Cover the window now."""

    def idle_seconds(self) -> float:
        """Return for how many seconds nobody has used this computer; 0 while that is not known."""


class Registers(Protocol):
    """What concerns this register as a whole, and the others."""

    @property
    def said(self) -> SignalInstance:
        """Carries a sentence of what went well."""

    @property
    def failed(self) -> SignalInstance:
        """Carries a sentence of what did not."""

    @property
    def copied(self) -> SignalInstance:
        """Carries the sentence of a copy that was asked for."""

    @property
    def copy_made(self) -> SignalInstance:
        """Comes after every copy of the register, and every look over it."""

    @property
    def closing(self) -> SignalInstance:
        """Comes before the window is closed for another register."""

    def grant(self, wish: Wish) -> bool:
        """Do what is wished for; tell whether it was a wish for this room."""

    def recent(self) -> list[Path]:
        """Return the registers last opened that are still there."""

    def copy_if_due(self) -> None:
        """Make today's copy quietly, where there is none yet."""

    def keep_up(self) -> None:
        """Copy the register and look it over, once a day each."""


class Parts(NamedTuple):
    """Builders: of a place's screen, of what concerns registers, of the tray, of the lock."""

    screen: Callable[[str, Desk, Remembered, QWidget], Screen]
    registers: Callable[[Desk, QMainWindow], Registers]
    presence: Callable[[QMainWindow], Presence]
    lock: Callable[[QMainWindow], Lock]
