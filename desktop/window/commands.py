"""Everything the window can be told to do, once: the menus and the command palette read it."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QMainWindow, QMenu

_LETTERS = {"文件": "F", "办理": "B", "查看": "V", "帮助": "H"}


class Command(NamedTuple):
    """One thing to do: where it stands in the menus, its words, its key and how it is done."""

    menu: str
    words: str
    keys: str
    run: Callable[[], None]
    icon: str = ""
    apart: bool = False


def add_menus(window: QMainWindow) -> dict[str, QMenu]:
    """Give the window a menu bar of menus that are still empty; return them by word."""
    bar = window.menuBar()
    return {words: bar.addMenu(f"{words}(&{letter})") for words, letter in _LETTERS.items()}


def fill_menus(
    window: QMainWindow, menus: Mapping[str, QMenu], commands: Sequence[Command]
) -> None:
    """Put the commands into their menus, and give the window their keys."""
    # The menus are filled after the first paint: see docs/decisions/0009.
    from PySide6.QtGui import QAction, QKeySequence

    for command in commands:
        menu = menus[command.menu]
        if command.apart:
            menu.addSeparator()
        action = QAction(command.words, window)
        if command.keys:
            action.setShortcut(QKeySequence(command.keys))
        action.triggered.connect(lambda _=False, run=command.run: run())
        menu.addAction(action)
