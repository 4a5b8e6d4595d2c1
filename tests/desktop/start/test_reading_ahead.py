"""What the screens are made of is read while the first list is looked at."""

import os
import subprocess
import sys
from pathlib import Path

from desktop.start.reading_ahead import below_of, modules_of

ROOT = Path(__file__).parents[3]
_LOOK = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

app = QApplication([])
from desktop.start import screens
from desktop.start.reading_ahead import ReadingAhead

owner = QTimer()
ahead = ReadingAhead(owner, lambda: False)
ahead.done.connect(lambda: owner.setProperty("read", True))
ahead.begin()
while not owner.property("read"):
    app.processEvents()
import ast
from pathlib import Path

before = set(sys.modules)
for node in ast.walk(ast.parse(Path(screens.__file__).read_text("utf-8"))):
    if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("desktop."):
        __import__(node.module)
itself = set(sys.modules)
from desktop.locking import locking
from desktop.registers import registers
from desktop.tray import presence
from desktop.window import crash, help, manual_window, updating
print(sorted(set(sys.modules) - itself))
ours = ("desktop.", "casework.", "forms.", "rules.", "db.")
print(sorted(one for one in set(sys.modules) - before if one.startswith(ours)))
"""


_HURRY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

app = QApplication([])
from desktop.start.reading_ahead import ReadingAhead

owner = QTimer()
ahead = ReadingAhead(owner, lambda: False)
ahead.done.connect(lambda: owner.setProperty("read", True))
ahead.begin()
app.processEvents()
print(ahead.hurry("settings", lambda: owner.setProperty("hurried", True)))
while not owner.property("hurried"):
    app.processEvents()
print("desktop.settings.settings_screen" in sys.modules)
thread = ahead._thread
for _ in range(50):
    ahead._go_on()
print(ahead._thread is thread and not thread.is_alive())
print("desktop.importing.import_screen" in sys.modules)
before = set(sys.modules)
from desktop.settings import settings_screen
print(len(set(sys.modules) - before))
print(ahead.hurry("settings", lambda: None))
while not owner.property("read"):
    app.processEvents()
print("desktop.importing.import_screen" in sys.modules)
"""


def _said_by(program: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return done.stdout.split("\n")[:-1]


def test_a_place_asked_for_is_read_before_the_rest() -> None:
    assert _said_by(_HURRY) == ["True", "True", "True", "False", "0", "False", "True"]


def test_no_screen_has_a_module_left_to_read() -> None:
    assert _said_by(_LOOK)[1] == "[]"


def test_what_the_window_does_by_itself_has_no_module_left_to_read() -> None:
    assert _said_by(_LOOK)[0] == "[]"


def test_the_rooms_below_are_read_off_the_window_s_thread() -> None:
    below = set(below_of("desktop.case.case_screen"))
    assert "casework.pages.case_page" in below
    assert not any(one.startswith(("desktop", "PySide6")) for one in below)
    assert "desktop.case.case_screen" in modules_of("case")
