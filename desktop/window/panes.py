"""F6 goes round the parts of the window: the places, the screen's parts, what can be undone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from desktop.window.whole import WholeWindow


def go_round(window: WholeWindow, by: int) -> None:
    """Put the focus into the next part in sight, or with -1 into the one before."""
    if window.screens.present.turn(by):
        return
    parts = [window.rail, *window.screens.present.panes(), window.outcome]
    seen = [part for part in parts if part.isVisible() and _begin(part) is not None]
    if not seen:
        return
    focused = QApplication.focusWidget()
    at = next((n for n, part in enumerate(seen) if _holds(part, focused)), -1 if by > 0 else 0)
    begin = _begin(seen[(at + by) % len(seen)])
    assert begin is not None
    begin.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _holds(part: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (part is focused or part.isAncestorOf(focused))


def _begin(part: QWidget) -> QWidget | None:
    """Return where the focus goes in a part: where it was last, else the first that takes it."""
    last = part.focusWidget()
    if last is not None and last.isVisible() and last.isEnabled() and _holds(part, last):
        return last
    if _takes(part):
        return part
    child = part.nextInFocusChain()
    while child is not None and child is not part:
        if part.isAncestorOf(child) and _takes(child):
            return child
        child = child.nextInFocusChain()
    # A part that is only read is scrolled with the keys.
    return next((one for one in part.findChildren(QAbstractScrollArea) if one.isVisible()), None)


def _takes(part: QWidget) -> bool:
    is_stop = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return is_stop and part.isVisible() and part.isEnabled() and part.focusProxy() is None
