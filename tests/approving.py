"""Texts a person has read and approved, and what the program makes today held against them.

`python packaging/approve.py` writes them anew; what it changed is read in the difference.
"""

import difflib
import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

# The head of the history hashes what changes with every run.
_HEAD = re.compile(r"\b\d+(-[0-9a-f]{4}){6}\b")
_DIGEST = re.compile(r"\b[0-9a-f]{32,64}\b")


def lasting(line: str) -> str:
    """Return a line without what another run, or another computer, would write otherwise."""
    return _DIGEST.sub("〈校验值〉", _HEAD.sub("〈记录头〉", line)).rstrip()


def hold(path: Path, lines: Iterable[str]) -> None:
    """Fail where these lines are not the approved text of a file; write it where that is wanted."""
    now = [line.rstrip() for line in "\n".join(lines).splitlines()]
    if os.environ.get("APPROVE"):
        path.write_text("\n".join(now) + "\n", encoding="utf-8", newline="\n")
        return
    then = path.read_text(encoding="utf-8").splitlines()
    if then != now:
        apart = list(difflib.unified_diff(then, now, "approved", "now", lineterm="", n=2))
        pytest.fail(
            f"{path.name} differs ({len(apart)} lines):\n" + "\n".join(apart[:60]), pytrace=False
        )
