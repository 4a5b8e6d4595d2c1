"""This program as it was started, and other programs begun from it without its own libraries.

A frozen program puts the folder of its libraries before those of the system, in PATH and in
Windows' own list. What it starts would inherit both, and Word, WPS or LibreOffice would load our
C runtime or our Python instead of theirs.
"""

import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess

WINDOWED, CONSOLE = "banjiantai.exe", "banjiantai-cli.exe"
_ROOT = Path(__file__).resolve().parents[2]
_CREATE_NO_WINDOW = 0x08000000
_ONE_AT_A_TIME = threading.RLock()
# PyInstaller keeps under this ending what a variable was before it changed it.
_BEFORE = "_ORIG"


def is_frozen() -> bool:
    """Tell whether this is the packed program and not a folder of sources."""
    return bool(getattr(sys, "frozen", False))


def folder() -> Path:
    """Return the folder of the program: where its files lie, which it must not write."""
    return Path(sys.executable).resolve().parent if is_frozen() else _ROOT


def command(*words: str, console: bool = False) -> list[str]:
    """Return what starts this program again with `words`.

    A packed one is its own interpreter; on Windows it is named with its window, unless its answer
    is waited for on a `console`, whichever of its two programs runs now.
    """
    if is_frozen():
        program = Path(sys.executable)
        if sys.platform == "win32":
            program = program.with_name(CONSOLE if console else WINDOWED)
        return [str(program), *words]
    return [sys.executable, "-P", "-m", "desktop", *words]


def own_environment() -> dict[str, str] | None:
    """Return what `command` needs around it; None for what is around us, which `begin` puts right.

    A folder of sources is found by its path wherever the program was started from.
    """
    return None if is_frozen() else {**os.environ, "PYTHONPATH": str(_ROOT)}


@contextmanager
def without_own_libraries() -> Iterator[None]:
    """While it lasts, what is started loads its own libraries; nothing where we are not packed."""
    if not is_frozen():
        yield
        return
    with _ONE_AT_A_TIME:
        kept = dict(os.environ)
        inside = getattr(sys, "_MEIPASS", "")
        try:
            _show_libraries(None)
            os.environ.update(clean(kept, inside))
            for name in kept.keys() - clean(kept, inside).keys():
                del os.environ[name]
            yield
        finally:
            _show_libraries(inside)
            for name in os.environ.keys() - kept.keys():
                del os.environ[name]
            os.environ.update(kept)


def clean(environment: "os._Environ[str] | dict[str, str]", inside: str) -> dict[str, str]:
    """Return an environment as it was before the packed program changed it.

    `inside` is the folder of its libraries. The mark makes a second start of ourselves begin anew.
    """
    made = dict(environment)
    for name in [name for name in made if name.endswith(_BEFORE)]:
        made[name.removesuffix(_BEFORE)] = made.pop(name)
    if "LD_LIBRARY_PATH" in made and f"LD_LIBRARY_PATH{_BEFORE}" not in environment:
        # There was none before: what is there now is ours.
        _drop_ours(made, "LD_LIBRARY_PATH", inside)
    _drop_ours(made, "PATH", inside)
    for name in ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):
        if inside and made.get(name, "").startswith(inside):
            del made[name]
    made["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    return made


def _drop_ours(environment: dict[str, str], name: str, inside: str) -> None:
    places = environment.get(name, "").split(os.pathsep)
    kept = [place for place in places if not (inside and _is_inside(place, inside))]
    if kept and any(kept):
        environment[name] = os.pathsep.join(kept)
    else:
        environment.pop(name, None)


def _is_inside(place: str, folder_of_ours: str) -> bool:
    ours = os.path.normcase(os.path.normpath(folder_of_ours))
    here = os.path.normcase(os.path.normpath(place or "."))
    return here == ours or here.startswith(f"{ours}{os.sep}")


def _show_libraries(inside: str | None) -> None:
    """Have Windows look for libraries in our folder first, or no longer."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetDllDirectoryW(inside)


def yield_to_others() -> None:
    """Let every other program of this computer go before this one."""
    if sys.platform == "win32":
        import ctypes

        this_process, below_normal = ctypes.c_void_p(-1), 0x4000
        ctypes.windll.kernel32.SetPriorityClass(this_process, below_normal)
    else:
        with suppress(OSError):
            os.nice(10)


def begin(
    words: Sequence[str],
    added: Mapping[str, str] | None = None,
    **options: Any,  # noqa: ANN401
) -> "subprocess.Popen[bytes]":
    """Start a program without our libraries, without a console and without our input.

    `added` is put around it beside what is around us; the rest goes to `subprocess`.
    """
    # Read here: a start of the window pays for what it uses.
    import subprocess

    flags = options.pop("creationflags", 0)
    if sys.platform == "win32":
        flags |= _CREATE_NO_WINDOW
    options.setdefault("stdin", subprocess.DEVNULL)
    with without_own_libraries():
        if added:
            options["env"] = {**os.environ, **added}
        return subprocess.Popen(words, creationflags=flags, **options)


def run(
    words: Sequence[str], seconds: float, added: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """Run a program to its end and return what it said; `added` as for `begin`.

    Raises `subprocess.TimeoutExpired`, after having ended it, where it takes longer.
    """
    import subprocess

    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with begin(words, added, start_new_session=sys.platform != "win32", **pipes) as child:
        try:
            said, complained = child.communicate(timeout=seconds)
        except BaseException:
            _end(child)
            raise
    return subprocess.CompletedProcess(words, child.returncode, said, complained)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End a program with what it has started: an office's starter only waits for the office."""
    import signal
    import subprocess

    if sys.platform == "win32":
        words = ["taskkill", "/T", "/F", "/PID", str(child.pid)]
        with begin(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as ending:
            ending.wait()
    else:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
