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
ours = ("desktop.", "casework.", "forms.", "rules.", "db.")
print(sorted(one for one in set(sys.modules) - before if one.startswith(ours)))
"""


def test_no_screen_has_a_module_left_to_read() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOOK],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_the_rooms_below_are_read_off_the_window_s_thread() -> None:
    below = set(below_of("desktop.case.case_screen"))
    assert "casework.pages.case_page" in below
    assert not any(one.startswith(("desktop", "PySide6")) for one in below)
    assert "desktop.case.case_screen" in modules_of("case")
