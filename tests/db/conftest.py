from collections.abc import Iterator
from pathlib import Path

import pytest

from db.opening import open_store
from db.store import Store


@pytest.fixture
def register_path(tmp_path: Path) -> Path:
    return tmp_path / "登记簿.db"


@pytest.fixture
def store(register_path: Path) -> Iterator[Store]:
    with open_store(register_path) as opened:
        yield opened
