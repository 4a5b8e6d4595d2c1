"""Everything the window can be told to do, once: the menus and the search box read it."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

_LETTERS = {"文件": "F", "办理": "B", "查看": "V", "帮助": "H"}


class Command(NamedTuple):
    """One thing to do: where it stands in the menus, its words, its key and how it is done."""

    menu: str
    words: str
    keys: str
    run: Callable[[], None]
    icon: str = ""
    apart: bool = False
    # Other keys of the same command, that no menu shows: those of the number pad.
    also: tuple[str, ...] = ()


def add_menus(bar: QMenuBar) -> dict[str, QMenu]:
    """Give a menu bar its menus, still empty; return them by word."""
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
            action.setShortcuts([QKeySequence(keys) for keys in (command.keys, *command.also)])
        action.triggered.connect(lambda _=False, run=command.run: run())
        menu.addAction(action)
        # A key is heard also while the menus are folded away.
        window.addAction(action)
