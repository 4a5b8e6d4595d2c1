"""All the messy ledgers read, and the figures printed.

`python -m tests.casework.importing.all_messy`: the tests read two of each kind, this reads all of
them, each in a register of its own, in this very process.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from casework.importing import sheets
from tests.casework.importing.messy import KINDS, ledgers
from tests.casework.importing.test_messy import marks_of


def _here(door: Callable[..., Any], *arguments: object, **_: object) -> object:
    return door(*arguments)


def main() -> int:
    """Print fields, right ones and silent errors by kind and in all; 1 where a goal is missed."""
    with patch.object(sheets, "read_apart", _here):
        return _figures()


def _figures() -> int:
    fields = right = files = 0
    silent: list[str] = []
    for kind in KINDS:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            made = [marks_of(Path(folder), messy) for messy in ledgers(Path(folder), kind)]
        of_kind = sum(mark.fields for mark in made)
        good = sum(mark.right for mark in made)
        silent += [one for mark in made for one in mark.silent]
        files, fields, right = files + len(made), fields + of_kind, right + good
        sys.stdout.write(f"{kind.__name__:18} {good:5}/{of_kind:5}\n")
    sys.stdout.write(
        f"{files} ledgers, {right}/{fields} = {right / fields:.4f}, silent {len(silent)}\n"
    )
    return 0 if right / fields >= 0.99 and not silent else 1


if __name__ == "__main__":
    sys.exit(main())
