"""What is marked to run on both engines does: its registers lie where they are said to."""

from pathlib import Path

import pytest

from db.opening import open_store
from tests import engines

pytestmark = pytest.mark.on_both_engines


def test_a_register_is_opened_on_the_engine_that_is_named(engine: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "登记簿.db") as store:
        assert store.words.is_file == (engine != engines.SERVER)


def test_each_engine_has_its_turn(request: pytest.FixtureRequest, engine: str) -> None:
    assert engines.ON_SERVER or request.node.name.endswith(f"[{engine}]")


@pytest.mark.of_file("it says that what is marked so does not run on a server")
def test_what_is_of_the_file_alone_stays_with_it(engine: str) -> None:
    assert engine == "file"
