"""What Windows shows of us outside our window: progress on the taskbar, registers last opened.

Both are courtesies: where Windows refuses them, and on every other system, nothing happens.
"""

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

# Of ITaskbarList3, as the Windows SDK numbers its states and the places in its table.
_NONE, _UNKNOWN, _NORMAL = 0, 1, 2
_HR_INIT, _SET_VALUE, _SET_STATE = 3, 9, 10
_CLASS = bytes.fromhex("44f3fd566dfdd011958a006097c9a090")
_INTERFACE = bytes.fromhex("91fb1aea289e864b90e99e9f8a5eefaf")
_IN_PROCESS = 1
_PATH_IN_WIDE_LETTERS = 3


def show_progress(window: "QWidget", per_cent: int) -> None:
    """Show on the taskbar how far a window's work is; -1 where its length is not known."""
    if sys.platform == "win32":
        handle = int(window.winId())
        if per_cent < 0:
            _call(_SET_STATE, handle, _UNKNOWN)
        else:
            _call(_SET_STATE, handle, _NORMAL)
            _call(_SET_VALUE, handle, per_cent, 100)


def end_progress(window: "QWidget") -> None:
    """Take the progress off the taskbar."""
    if sys.platform == "win32":
        _call(_SET_STATE, int(window.winId()), _NONE)


def add_to_recent(register: Path) -> None:
    """Have Windows list a register under our icon; it lists what opens by its ending alone."""
    if sys.platform == "win32":
        import ctypes

        named = ctypes.c_wchar_p(str(register))
        ctypes.windll.shell32.SHAddToRecentDocs(_PATH_IN_WIDE_LETTERS, named)


def _call(place: int, handle: int, *numbers: int) -> None:
    """Call a function of the taskbar by its place in the table; its answer matters to nobody."""
    if sys.platform != "win32":
        return
    import ctypes

    bar = _taskbar()
    if not bar:
        return
    kinds = [ctypes.c_int if place == _SET_STATE else ctypes.c_uint64 for _ in numbers]
    function = _function(bar, place, ctypes.c_void_p, *kinds)
    function(bar, ctypes.c_void_p(handle), *numbers)


def _function(bar: int, place: int, *kinds: Any) -> Any:  # noqa: ANN401 - ctypes' own
    import ctypes

    table = ctypes.cast(bar, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
    return ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_void_p, *kinds)(table[place])


@cache
def _taskbar() -> int:
    """Return Windows' taskbar as COM knows it, or 0 where it has none."""
    if sys.platform != "win32":
        return 0
    import ctypes

    found = ctypes.c_void_p()
    # Qt has opened COM on the window's thread.
    failed = ctypes.windll.ole32.CoCreateInstance(
        _CLASS, None, _IN_PROCESS, _INTERFACE, ctypes.byref(found)
    )
    if failed or not found.value:
        return 0
    _function(found.value, _HR_INIT)(found.value)
    return found.value
