"""Starting with Windows: one value under the clerk's own Run key, and what the system says of it.

Windows lets its owner switch such a start off in the task manager too; that is kept beside the
value, in a key of its own, and counts.
"""

import sys
from importlib import import_module
from pathlib import Path
from subprocess import list2cmdline
from typing import Any

from casework.programs import own_program
from rules.errors import ClerkError

_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
_NAME = "依申请公开办件台"
_DOOR = Path(__file__).resolve().parents[2] / "run.py"


def is_offered() -> bool:
    """Tell whether this system can be asked to start the program at login."""
    return sys.platform == "win32"


def command() -> str:
    """Return what Windows shall carry out: the register last used, hidden in the tray."""
    if own_program.is_frozen():
        # By its own name, through whichever of its two programs this was switched on.
        program = own_program.folder() / own_program.WINDOWED
        return list2cmdline([str(program), "open", "--hidden"])
    # A plain Python must not open a console.
    program = Path(sys.executable).with_name("pythonw.exe")
    return list2cmdline([str(program), str(_DOOR), "open", "--hidden"])


def is_on() -> bool:
    """Tell whether this program, from this folder, will really be started at the next login."""
    if _value(_RUN) != command():
        return False
    approved = _value(_APPROVED)
    # Windows counts an odd first byte as switched off.
    return not (isinstance(approved, bytes) and approved and approved[0] & 1)


def switch(*, on: bool) -> None:
    """Have the program started at login, or not; raises `ClerkError` where Windows forbids it."""
    try:
        _forget(_APPROVED)
        if on:
            _put(_RUN, command())
        else:
            _forget(_RUN)
    except OSError as error:
        raise ClerkError(
            "没有能改动登录时的启动项，可能由单位统一管理，请联系维护电脑的人员，或者登录后自行打开办件台。"
        ) from error


def _registry() -> Any:  # noqa: ANN401
    """Return Python's door to the registry; only Windows has one."""
    return import_module("winreg")


def _value(key: str) -> object:
    registry = _registry()
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, key) as opened:
            return registry.QueryValueEx(opened, _NAME)[0]
    except OSError:
        return None


def _put(key: str, words: str) -> None:
    registry = _registry()
    with registry.CreateKey(registry.HKEY_CURRENT_USER, key) as opened:
        registry.SetValueEx(opened, _NAME, 0, registry.REG_SZ, words)


def _forget(key: str) -> None:
    registry = _registry()
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, key, 0, registry.KEY_SET_VALUE) as opened:
            registry.DeleteValue(opened, _NAME)
    except FileNotFoundError:
        pass
