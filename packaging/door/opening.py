"""Does what the words say: makes ready, then becomes the program or one of its makers."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from door.component import COMPONENTS, install
from door.environment import lacks_display, own_environment
from door.house import House
from door.making import make_ready, why_system_failed
from door.refusals import StartError
from door.system import (
    BUNDLE_PACKAGES,
    ESSENTIAL_LIBRARIES,
    TEST_PACKAGES,
    WINE_PACKAGES,
    X11_LIBRARIES,
    install_system_packages,
    need_libraries,
)
from door.talking import is_started_by_hand, say, show_failure

# What each needs of a Debian beside Python.
BUNDLES = {"windows": WINE_PACKAGES, "linux": BUNDLE_PACKAGES}
CHECKS = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy")),
    (
        "import contracts",
        ("-c", "from importlinter.cli import lint_imports_command as main; main()"),
    ),
)
# More than two processors: some tests wait for other programs. What takes longest begins first
# (tests/conftest.py), and not what has the most tests.
TESTS = ("-m", "pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")
READING_AHEAD = ("-m", "pytest", "--collect-only", "-q")


def test(house: House, words: Sequence[str]) -> int:
    """Run every check, stopping at the first that fails; with words, pytest alone with them."""
    if sys.platform.startswith("linux"):
        install_system_packages(TEST_PACKAGES)
    make_ready(house, house.development_lock)
    need_libraries(ESSENTIAL_LIBRARIES)
    environment = own_environment(house.root)
    # Off the screen Windows' Qt finds no fonts; there windows are shown.
    shown = "windows" if sys.platform == "win32" else "offscreen"
    environment["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or shown
    # Else each process of the tests compiles the tests, and each child of theirs the program.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if words:
        return _said_by(house, "pytest", ("-m", "pytest", *words), environment)
    # The tests are compiled once, beside the checks, and not by each of their processes.
    with subprocess.Popen(
        [house.python, *READING_AHEAD],
        cwd=house.root,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as ahead:
        for heading, command in CHECKS:
            code = _said_by(house, heading, command, environment)
            if code:
                ahead.kill()
                return code
    return _said_by(house, "pytest", TESTS, environment)


def _said_by(
    house: House, heading: str, command: Sequence[str], environment: Mapping[str, str]
) -> int:
    print(f"== {heading} ==", flush=True)
    return subprocess.call([house.python, *command], cwd=house.root, env=environment)


def make_bundle(house: House, system: str, words: Sequence[str]) -> int:
    """Make the program for a computer without Python; `system` is a module of packaging/bundle."""
    if sys.platform.startswith("linux"):
        install_system_packages(BUNDLES[system])
    make_ready(house, house.runtime_lock)
    need_libraries(ESSENTIAL_LIBRARIES)
    return subprocess.call(
        [house.python, "-m", f"bundle.{system}", *words],
        cwd=house.root,
        env=own_environment(house.root / "packaging"),
    )


def hand_on(house: House, words: list[str]) -> int:
    """Become the program."""
    if not words and lacks_display(sys.platform, os.environ):
        say(
            "没有可用的显示器，改为运行 demo 生成样例 / "
            "There is no display, so the sample office of `demo` is made instead."
        )
        words = ["demo"]
    make_ready(house, house.runtime_lock)
    is_window = not words or words[0] == "open"
    if is_window:
        need_libraries(ESSENTIAL_LIBRARIES | (X11_LIBRARIES if os.environ.get("DISPLAY") else {}))
    elif words[0] == "demo":
        need_libraries(ESSENTIAL_LIBRARIES)
    # -P: the folder she works in may hold a db/ or forms/ of its own.
    command = [str(house.python), "-P", "-m", "desktop", *words]
    environment = own_environment(house.root)
    if sys.platform != "win32":
        os.execve(command[0], command, environment)
    if is_window:
        return open_window(house, command[1:], environment)
    with subprocess.Popen(command, env=environment) as program:
        while True:
            # Ctrl+C reaches the program too; how it ends is its own affair.
            with contextlib.suppress(KeyboardInterrupt):
                return program.wait()


def open_window(house: House, words: Sequence[str], environment: Mapping[str, str]) -> int:
    """Open the program on Windows without keeping a console open behind it."""
    quiet_python = house.python.with_name("pythonw.exe")
    program = subprocess.Popen(
        [quiet_python, *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP, which only Windows defines.
        creationflags=0x00000008 | 0x00000200,
    )
    try:
        code = program.wait(timeout=3)
    except subprocess.TimeoutExpired:
        return 0
    if code:
        raise StartError(
            "程序打开后立即退出，请在程序文件夹的命令行里运行 "
            r".venv\Scripts\python -m desktop 查看原因",
            "The program closed at once: in a console in the program's folder run "
            r".venv\Scripts\python -m desktop to see why.",
        )
    return 0


def main(words: list[str], root: str | Path) -> int:
    """Do what `words` say for the program in `root`, and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A failure must be readable whatever the code page is.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    house = House(Path(root))
    try:
        if words and words[0] == "test":
            return test(house, words[1:])
        if words and words[0] in COMPONENTS:
            make_ready(house, house.runtime_lock)
            return install(house, words[1:], COMPONENTS[words[0]])
        if words and words[0] in BUNDLES:
            return make_bundle(house, words[0], words[1:])
        return hand_on(house, words)
    except StartError as error:
        sentence = str(error)
    except OSError as error:
        sentence = str(why_system_failed(error, house))
    except KeyboardInterrupt:
        return 130
    show_failure(sentence, in_a_window=not words and is_started_by_hand())
    return 1
