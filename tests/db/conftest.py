from collections.abc import Iterator
from pathlib import Path

import pytest

from db import keys
from db.opening import open_store
from db.store import Store
from tests.db.locked import KEY, OTHER


@pytest.fixture
def register_path(tmp_path: Path) -> Path:
    return tmp_path / "登记簿.db"


@pytest.fixture
def store(register_path: Path) -> Iterator[Store]:
    with open_store(register_path) as opened:
        yield opened


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Keep both keys, in the order they are tried."""
    monkeypatch.setenv("DISCLOSURE_DESK_KEYS", str(tmp_path / "钥" / "密钥.json"))
    keys.forget_held()
    for key in (KEY, OTHER):
        keys.keep(key)
    yield [OTHER, KEY]
    keys.forget_held()
