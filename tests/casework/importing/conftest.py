"""Ledgers of these tests are made here: they are read without a process of their own each."""

from collections.abc import Callable
from typing import Any

import pytest

from casework.importing import reading


@pytest.fixture(autouse=True)
def _read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "apart" in request.keywords:
        return

    def here(door: Callable[..., Any], *arguments: object, **_: object) -> object:
        return door(*arguments)

    monkeypatch.setattr(reading, "read_apart", here)
