"""The first painted list, beside an empty PySide6 window started in turn with it.

Each is a process of its own, timed from the moment it is started to the end of its first paint; the
memory is the process's peak. Ours is the whole program, as a double click on a register starts it.
Where there is no display both draw off the screen, as if it were one of 1920 by 1080.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

from db import settings
from db.opening import open_store
from tests.bench import synthetic

ROOT = Path(__file__).parents[2]
ROUNDS = 11
_TELL = """
def tell():
    import json, sys, time
    peak = 0
    try:
        with open("/proc/self/status", encoding="utf-8") as status:
            peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except OSError:
        pass
    print(json.dumps({"at": time.time(), "cpu": time.process_time(), "peak": peak}), flush=True)
"""
_EMPTY = (
    _TELL
    + """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    told = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.told:
            self.told = True
            tell()
            QTimer.singleShot(0, QApplication.quit)

app = QApplication([])
window = Window()
window.resize(1366, 728)
window.show()
app.exec()
"""
)
_OURS = (
    _TELL
    + """
import sys
from datetime import datetime

def main(register):
    import desktop.base.clock as clock
    from desktop.start import command_line

    clock.now = lambda: datetime(2026, 11, 20, 9)
    opened = command_line._opened

    def watched(*words, **named):
        # The program has read it in by now, in its own order.
        import desktop.start.application as starting

        make = starting.make_window

        def made(desk):
            from PySide6.QtCore import QTimer
            from PySide6.QtWidgets import QApplication

            window = make(desk)
            kind = type(window)
            paint = kind.paintEvent

            def painted(self, event):
                kind.paintEvent = paint
                # Told before what the window puts off until it is painted.
                QTimer.singleShot(0, lambda: (tell(), QApplication.quit()))
                paint(self, event)

            # A filter of all events would cost more than what it is to measure.
            kind.paintEvent = painted
            return window

        starting.make_window = made
        return opened(*words, **named)

    command_line._opened = watched
    return command_line.main(["open", register])

raise SystemExit(main(sys.argv[1]))
"""
)


def run() -> list[dict[str, Any]]:
    """Return name, ours, baseline, ratio and unit: medians of the rounds, taken in turn."""
    figures = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for number, words in ((1_000, "1000件"), (100_000, "10万件")):
            path = synthetic.make(Path(folder) / f"{number}.db", number)
            with open_store(path) as store:
                settings.put(store, "office", {"name": "青枫区政务公开局"})
            _first_paint(_OURS, str(path))
            ours, empty = [], []
            for _ in range(ROUNDS):
                empty.append(_first_paint(_EMPTY))
                ours.append(_first_paint(_OURS, str(path)))
            for place, what, unit in (
                (0, "首次画出列表", "毫秒"),
                (1, "首次画出列表所用处理器时间", "毫秒"),
                (2, "内存峰值", "MB"),
            ):
                mine = statistics.median(one[place] for one in ours)
                bare = statistics.median(one[place] for one in empty)
                if bare:
                    figures.append(
                        {
                            "name": f"{what}（{words}，对照：空的窗口）",
                            "ours": mine,
                            "baseline": bare,
                            "ratio": mine / bare,
                            "unit": unit,
                        }
                    )
    return figures


@cache
def _screen() -> Path:
    """Return a file that tells Qt of a screen: its own, without one, folds our window."""
    path = Path(tempfile.mkdtemp()) / "screen.json"
    sizes = {"width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path.write_text(json.dumps({"screens": [{"name": "desk", "x": 0, "y": 0, **sizes}]}))
    return path


def _first_paint(script: str, *words: str) -> tuple[float, float, float]:
    """Return milliseconds from start to first paint, of the processor's time, and peak MB."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    # A clerk's second start finds the program's bytecode as it finds PySide's.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.platform.startswith("linux") and not environment.get("DISPLAY"):
        environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen()}"
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    return (told["at"] - began) * 1000, told["cpu"] * 1000, told["peak"] / 1024
