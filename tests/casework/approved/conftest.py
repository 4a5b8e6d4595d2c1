"""Texts a person has read and approved, and what the program makes today held against them.

`python packaging/approve.py` writes them anew; what it changed is read in the difference.
"""

import difflib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time
from pathlib import Path

import pytest

from casework.desk.desk import Desk, open_desk
from casework.sample_office import TODAY, make_sample_office

TEXTS = Path(__file__).parent / "texts"


# The head of the history hashes what changes with every run.
_HEAD = re.compile(r"\b\d+(-[0-9a-f]{4}){6}\b")
_DIGEST = re.compile(r"\b[0-9a-f]{32,64}\b")
_FOLDER = re.compile(r"\S*?[/\\]样例 办公室\d*[/\\](.*)")


def _lasting(line: str) -> str:
    """Return a line without what another run, or another computer, would write otherwise."""
    line = _FOLDER.sub(lambda found: found[1].replace("\\", "/"), line)
    return _DIGEST.sub("〈校验值〉", _HEAD.sub("〈记录头〉", line)).rstrip()


@pytest.fixture(scope="package")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The sample office; who changes it takes a register of its own.

    The mutator has it made once and names the folder, so that what only reads it is tried cheaply.
    """
    folder = tmp_path_factory.mktemp("样例 办公室")
    if made := os.environ.get("SAMPLE_OFFICE"):
        shutil.copytree(made, folder, dirs_exist_ok=True)
        now = datetime.combine(TODAY, time(9))
        desk = open_desk(folder / "样例登记簿.db", clock=lambda: now, clerk="周敏")
    else:
        desk = make_sample_office(folder / "样例登记簿.db")
    yield desk
    desk.close()


@pytest.fixture
def approved() -> Callable[[str, Iterable[str]], None]:
    """Hold lines against the approved text of that name."""

    def held(name: str, lines: Iterable[str]) -> None:
        path = TEXTS / f"{name}.txt"
        now = [_lasting(line) for line in "\n".join(lines).splitlines()]
        if os.environ.get("APPROVE"):
            path.write_text("\n".join(now) + "\n", encoding="utf-8", newline="\n")
            return
        then = path.read_text(encoding="utf-8").splitlines()
        if then != now:
            apart = list(difflib.unified_diff(then, now, "approved", "now", lineterm="", n=2))
            pytest.fail(
                f"{path.name} differs ({len(apart)} lines):\n" + "\n".join(apart[:60]),
                pytrace=False,
            )

    return held
