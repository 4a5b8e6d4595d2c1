"""The program as it is started, told when its first list was painted."""

import importlib
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from PySide6.QtGui import QPaintEvent

    from casework.desk.desk import Desk
    from desktop.window.main_window import MainWindow


def main(register: str) -> int:
    """Open a register as a clerk does and say when its list was painted first."""
    from desktop.start import command_line
    from desktop.start.frozen import main as begin

    opened = command_line._window  # noqa: SLF001 - watched from outside, so that it stays as it is

    def watched(*words: "Any", **named: "Any") -> int:  # noqa: ANN401
        # As the program does: Qt is read by way of this, before anything else of it.
        importlib.import_module("desktop.start.quick_start").import_plainly()
        import desktop.start.application as starting

        make = starting.make_window

        def made(desk: "Desk") -> "MainWindow":
            window = make(desk)
            _tell_when_painted(window)
            return window

        starting.make_window = made
        return opened(*words, **named)

    command_line._window = watched  # noqa: SLF001
    return begin(["open", register])


def _tell_when_painted(window: "MainWindow") -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    kind = type(window)
    paint = kind.paintEvent

    def painted(self: "MainWindow", event: "QPaintEvent") -> None:
        kind.paintEvent = paint  # type: ignore[method-assign]
        # Told before what the window puts off until it is painted.
        QTimer.singleShot(0, lambda: (print(time.time(), flush=True), QApplication.quit()))
        paint(self, event)

    kind.paintEvent = painted  # type: ignore[method-assign]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
