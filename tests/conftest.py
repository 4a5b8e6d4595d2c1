"""What every test stands on: no screen, and random cases that a slow machine cannot fail."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("desk", deadline=None)
# What failed once on the machine that decides must fail there again.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def _not_on_windows(*_: object, **__: object) -> None:
    # pytest makes links of its own beside its folders, and does without where it cannot.
    if Path(sys._getframe(1).f_code.co_filename).is_relative_to(Path(__file__).parent):
        pytest.skip("Windows makes no named pipes in folders, and links only for whom it lets")
    raise OSError


if sys.platform == "win32":
    Path.symlink_to = _not_on_windows  # type: ignore[method-assign, assignment]
    os.mkfifo = _not_on_windows  # type: ignore[attr-defined]
