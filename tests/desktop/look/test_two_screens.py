"""Two screens of different scales: what is drawn on one must be sharp on the other."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
_SCREENS = [
    {"name": name, "x": x, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": dpr}
    for name, x, dpr in (("one", 0, 1), ("two", 1920, 1.5))
]
_LOOK = """
from PySide6.QtWidgets import QApplication
from desktop.look import icons, theme
# Said by a word: wine takes the variables of Qt away.
app = QApplication(["look", "-platform", "offscreen:configfile=screens.json"])
theme.current().apply(theme.Scheme.LIGHT, 100)
print([screen.devicePixelRatio() for screen in app.screens()])
print(icons.pixmap("scale", 20).devicePixelRatio(), icons.pixmap("scale", 20).width())
"""


def test_icons_are_drawn_for_the_sharpest_screen(tmp_path):
    # Named without its folder: that of Windows has a colon, at which these words are parted.
    (tmp_path / "screens.json").write_text(json.dumps({"screens": _SCREENS}))
    done = subprocess.run(
        [sys.executable, "-c", _LOOK],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["[1.0, 1.5]", "1.5 30"]
