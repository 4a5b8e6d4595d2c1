from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from casework.desk.desk import Desk, open_desk
from db import settings

NOON = datetime(2026, 3, 6, 12)  # noqa: DTZ001 - the office's own clock


class Clock:
    """A clock a test sets."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    folder = tmp_path / "办件"
    folder.mkdir()
    opened = open_desk(folder / "登记簿.db", clock=clock, clerk="周敏")
    settings.put(opened.store, "office", {"name": "青枫区政务公开局"})
    opened.forget_settings()
    yield opened
    opened.close()
