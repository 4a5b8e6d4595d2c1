"""The surroundings that a Python of the program is started in."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


def own_environment(root: Path | None = None) -> dict[str, str]:
    """Return our environment without what would lead Python elsewhere, and UTF-8 everywhere.

    With `root` the modules of that folder can be imported from any working folder.
    """
    foreign = {"PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING", "PIP_TARGET", "PIP_PREFIX"}
    environment = {name: value for name, value in os.environ.items() if name not in foreign}
    environment["PYTHONUTF8"] = "1"
    if root is not None:
        environment["PYTHONPATH"] = str(root)
    if os.name == "posix" and environment.get("LC_ALL") in {"C", "POSIX"}:
        environment["LC_ALL"] = "C.UTF-8"
    if lacks_display(sys.platform, environment):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def run_quietly(
    command: Sequence[str], environment: Mapping[str, str], folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `command`, in `folder` where one is given, and return what it said, not showing it."""
    return subprocess.run(
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def lacks_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether this is a Linux on which no window can be opened."""
    return platform.startswith("linux") and not (
        environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    )
