"""What the window does without until its first paint: drawings, menus, the age of the copy."""

from casework.desk.daily_copy import copy_words
from desktop.window.commands import fill_menus
from desktop.window.menus import add_act_menu, add_recent_menu
from desktop.window.whole import WholeWindow


def furnish(window: WholeWindow) -> None:
    """Give a window that was painted once what it did without."""
    window.rail.look()
    window.bar.look()
    fill_menus(window, window.menus, window.commands)
    add_act_menu(window.menus["办理"], window)
    add_recent_menu(window.menus["文件"], window)

    def say_copy() -> None:
        words, is_old = copy_words(window.desk)
        window.rail.show_copy(words, is_old=is_old)

    window.screens.caught_up.connect(window.count)
    window.section_answers.listen()
    say_copy()
    window.registers.copy_made.connect(say_copy)
