"""Texts a person has read and approved, and what the program makes today held against them.

`python packaging/approve.py` writes them anew; what it changed is read in the difference.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time
from pathlib import Path

import pytest

from casework.desk.desk import Desk, open_desk
from casework.sample_office import TODAY
from tests.approving import hold, lasting
from tests.casework.approved.plain import within_office

TEXTS = Path(__file__).parent / "texts"


def _lasting(line: str) -> str:
    """Return a line without what another run, or another computer, would write otherwise."""
    return lasting(within_office(line))


@pytest.fixture(scope="package")
def sample(
    tmp_path_factory: pytest.TempPathFactory, sample_office: Callable[..., Desk]
) -> Iterator[Desk]:
    """The sample office; who changes it takes a register of its own.

    The mutator has it made once and names the folder, so that what only reads it is tried cheaply.
    """
    folder = tmp_path_factory.mktemp("样例 办公室")
    if made := os.environ.get("SAMPLE_OFFICE"):
        shutil.copytree(made, folder, dirs_exist_ok=True)
        now = datetime.combine(TODAY, time(9))
        desk = open_desk(folder / "样例登记簿.db", clock=lambda: now, clerk="周敏")
    else:
        desk = sample_office(folder)
    yield desk
    desk.close()


@pytest.fixture
def approved() -> Callable[[str, Iterable[str]], None]:
    """Hold lines against the approved text of that name."""

    def held(name: str, lines: Iterable[str]) -> None:
        own = [_lasting(line) for line in "\n".join(lines).splitlines()]
        hold(TEXTS / f"{name}.txt", own)

    return held
