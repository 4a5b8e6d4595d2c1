"""Everything the window can be told to do, once: the menus and the command palette read it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
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


def fill_menus(window: QMainWindow, commands: Sequence[Command]) -> dict[str, QMenu]:
    """Give the window a menu bar of these commands with their keys; return the menus by word."""
    menus: dict[str, QMenu] = {}
    for command in commands:
        menu = menus.get(command.menu)
        if menu is None:
            menu = menus[command.menu] = window.menuBar().addMenu(
                f"{command.menu}(&{_LETTERS[command.menu]})"
            )
        if command.apart:
            menu.addSeparator()
        action = QAction(command.words, window)
        if command.keys:
            action.setShortcut(QKeySequence(command.keys))
        action.triggered.connect(lambda _=False, run=command.run: run())
        menu.addAction(action)
    return menus
