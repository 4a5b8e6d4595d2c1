"""Where the parts of the window stand, and how it comes to the front."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.look import theme
from desktop.window.whole import WholeWindow

_WIDTH, _HEIGHT = 1366, 728


def lay_out(window: WholeWindow) -> None:
    """Set the bar over the rail, the screens and the line of what was done; size as it was last."""
    middle, right = QWidget(), QWidget()
    middle.setObjectName("windowGround")
    column, row = QVBoxLayout(right), QHBoxLayout(middle)
    for layout in (column, row):
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
    window.setMenuWidget(window.bar)
    column.addWidget(window.screens, 1)
    column.addWidget(window.outcome)
    row.addWidget(window.rail)
    row.addWidget(right, 1)
    window.setCentralWidget(middle)
    window.resize(_WIDTH, _HEIGHT)
    state = window.remembered.bytes("window")
    if state is not None:
        window.restoreGeometry(state)


def fold(window: WholeWindow) -> None:
    """Fold the menus and the words of the rail where the window is narrow."""
    is_narrow = window.width() < theme.px(theme.NARROW)
    window.bar.fold(is_narrow)
    window.rail.fold(is_narrow)
    window.bar.search.hide_drop()


def press_focused(window: QMainWindow, event: QKeyEvent) -> bool:
    """Press the button that has the focus, where the key is Enter; tell whether it was."""
    focused = window.focusWidget()
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if is_enter and isinstance(focused, QPushButton):
        focused.click()
        return True
    return False


def bring_forward(window: WholeWindow, place: str = "") -> None:
    """Bring a window to the front, hidden or minimised, at a place if one is named."""
    QApplication.setQuitOnLastWindowClosed(True)
    # Only this bit is taken away: a window that filled the screen fills it again.
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    if place and window.desk.has_office:
        window.screens.show_place(place)
