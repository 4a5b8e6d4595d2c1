from pathlib import Path

import pytest

from tests import engines, server


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The connection file of a fresh register on the tests' server."""
    path = tmp_path / "共用.djs"
    if server.why_none():
        pytest.skip(server.why_none())
    engines.connect(path, engines.fresh())
    return path
