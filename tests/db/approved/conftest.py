from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from db.opening import open_store
from db.store import Store
from tests.approving import hold
from tests.db.approved.telling import Telling
from tests.db.approved.whole_register import write_whole

TEXTS = Path(__file__).parent / "texts"


@pytest.fixture
def approved() -> Callable[[str, Iterable[str]], None]:
    """Hold lines against the approved text of that name."""
    return lambda name, lines: hold(TEXTS / f"{name}.txt", lines)


@pytest.fixture(scope="package")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a register that holds rows of every table."""
    path = tmp_path_factory.mktemp("whole") / "登记簿.db"
    with pytest.MonkeyPatch.context() as patch:
        write_whole(path, patch).close()
    return path.read_bytes()


@pytest.fixture
def held(whole: bytes, tmp_path: Path) -> Path:
    """A register of one's own with rows in every table."""
    path = tmp_path / "登记簿.db"
    path.write_bytes(whole)
    return path


@pytest.fixture
def reader(held: Path) -> Iterator[Store]:
    with open_store(held, read_only=True) as store:
        yield store


@pytest.fixture
def told() -> Telling:
    return Telling()
