"""How long the window's own thread stands still when a screen is opened for the first time.

Each screen is opened in a process of its own, by the very command a double click gives, so that
what it imports, builds and asks is there for the first time as it is for the clerk.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
# Words and the place of the stack; after a colon the page that is turned to.
SCREENS = {
    "办件": "worklist",
    "月历": "month",
    "年报": "report",
    "研判": "analysis",
    "模板": "templates",
    "事务": "affairs",
    "设置": "settings",
    "收件": "receipt",
    "督办": "chase",
    "今日文书": "letters_of_day",
    "邮件回执": "receipts",
    "导入台账": "import",
    "检查登记簿": "check",
    "保管期限": "retention",
    "某一天的样子": "as_of",
}
AFTER_READING_MS = 500
_AFTER_MS = 2_500


class Wait(NamedTuple):
    """The longest the window's thread was kept from its events, and its processor's time then."""

    wall_ms: float
    thread_ms: float


def first_opening(register: Path, place: str, after_ms: int) -> Wait:
    """Return how long the first opening of a place holds a fresh window.

    It is opened so long after what the window reads ahead is read, or, where that is less than
    nothing, so long after the window stands, while it is still reading. Without a place nothing
    is opened: what the window does by itself from its first paint to then is watched.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.first_opening", str(register), place, str(after_ms)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
        env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip
    return Wait(*json.loads(done.stdout.splitlines()[-1]))


def waits(
    register: Path, *, after_ms: int = AFTER_READING_MS, rounds: int = 1
) -> Iterator[tuple[str, Wait]]:
    """Yield each screen with the medians of its first openings, then what nobody asked for."""
    for words, place in (*SCREENS.items(), ("开窗以后自己做的事", "")):
        found = [first_opening(register, place, after_ms) for _ in range(rounds)]
        yield (
            f"首次打开{words}" if place else words,
            Wait(*(statistics.median(column) for column in zip(*found, strict=True))),
        )


def _watched(register: str, place: str, after_ms: int) -> int:
    """Open a window as a double click does, watch one opening, and print what was seen."""
    from datetime import datetime

    import desktop.base.clock as clock
    from desktop.start import command_line

    clock.now = lambda: datetime(2026, 11, 20, 9)  # noqa: DTZ001
    begin = command_line._window

    def watched(*words: object, **named: object) -> int:
        from desktop.start.quick_start import import_plainly

        # As the program does it: before anything else of Qt.
        import_plainly()
        import desktop.start.application as starting

        make = starting.make_window

        def made(desk: object) -> object:
            window = make(desk)  # type: ignore[arg-type]
            window.furnished.connect(lambda: _open_soon(window, place, after_ms))
            return window

        starting.make_window = made  # type: ignore[assignment]
        return begin(*words, **named)  # type: ignore[arg-type]

    command_line._window = watched
    return command_line.main(["open", register])


def _open_soon(window: object, place: str, after_ms: int) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.start.reading_ahead import ReadingAhead
    from tests.bench.watchdog import Watchdog

    watch = Watchdog()

    def leave() -> None:
        watch.__exit__(None, None, None)
        sys.stdout.write(json.dumps([watch.worst_ms, watch.worst_thread_ms]) + "\n")
        sys.stdout.flush()
        QApplication.quit()

    def open_it() -> None:
        watch.__enter__()
        screens = window.screens  # type: ignore[attr-defined]
        screens.shown.connect(lambda _: QTimer.singleShot(_AFTER_MS, leave))
        screens.open_place(place)

    def is_read() -> None:
        QTimer.singleShot(after_ms, open_it if place else leave)

    def look() -> None:
        # It begins a moment after the window is furnished.
        ahead = window.findChild(ReadingAhead)  # type: ignore[attr-defined]
        if ahead is None:
            QTimer.singleShot(10, look)
        else:
            ahead.done.connect(is_read)

    if not place:
        watch.__enter__()
    if after_ms < 0:
        QTimer.singleShot(-after_ms, open_it)
    else:
        look()


if __name__ == "__main__":
    raise SystemExit(_watched(sys.argv[1], sys.argv[2], int(sys.argv[3])))
