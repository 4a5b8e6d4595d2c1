"""Where a bundle is made, under which version, and when its files say they were made."""

import os
import re
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

CHINESE_NAME = "依申请公开办件台"
SHORT_NAME = "办件台"
PROGRAM = "banjiantai"
# The folders of the program; what else lies in the repository makes or tests it.
FOLDERS = ("rules", "forms", "db", "casework", "desktop", "templates_docx")


@dataclass(frozen=True)
class Plan:
    """One run of the command: the tree it is made from and the folders it writes."""

    root: Path
    system: str

    @property
    def work(self) -> Path:
        """Everything between the tree and the result; kept, so that a second run is short."""
        return self.root / "build" / self.system

    @property
    def downloads(self) -> Path:
        """Files fetched and found to bear their hashes."""
        return self.root / "build" / "downloads"

    @property
    def source(self) -> Path:
        """The tree as it goes into the bundle."""
        return self.work / "source"

    @property
    def bundle(self) -> Path:
        """The folder of the frozen program."""
        return self.work / "bundle" / PROGRAM

    @property
    def results(self) -> Path:
        """What is handed on."""
        return self.root / "dist" / self.system

    @property
    def version(self) -> str:
        """The one version there is, from pyproject.toml."""
        project = tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))
        return str(project["project"]["version"])

    @property
    def epoch(self) -> int:
        """The second every file of the bundle says it was made: that of the last commit.

        `SOURCE_DATE_EPOCH` goes first, as everywhere; a tree without git says 1 January 2026.
        """
        named = os.environ.get("SOURCE_DATE_EPOCH", "")
        if named.isdecimal():
            return int(named)
        try:
            shown = subprocess.run(
                ["git", "log", "-1", "--format=%ct"],
                cwd=self.root,
                capture_output=True,
                encoding="utf-8",
                check=True,
            )
            return int(shown.stdout)
        except (OSError, ValueError, subprocess.CalledProcessError):
            return 1_767_225_600


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as the four numbers Windows keeps; 0.2.0rc1 is 0.2.0.0 there."""
    numbers = [int(found) for found in re.findall(r"\d+", version.partition("rc")[0])]
    first, second, third, fourth = [*numbers, 0, 0, 0, 0][:4]
    return first, second, third, fourth
