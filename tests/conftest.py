"""What every test stands on: no screen, and random cases that a slow machine cannot fail."""

import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import settings

from tests import engines, server

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("desk", deadline=None)
# What failed once on the machine that decides must fail there again.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

if engines.ON_SERVER:
    engines.install()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    is_chosen = any(metafunc.definition.iter_markers("on_both_engines"))
    if is_chosen and not engines.ON_SERVER:
        both = ("file", pytest.param(engines.SERVER, marks=server.needs_server))
        metafunc.parametrize("engine", both, indirect=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    mark = item.get_closest_marker("of_file")
    said = getattr(item, "callspec", None)
    chosen = said.params.get("engine") if said is not None else None
    if mark is not None and (engines.ON_SERVER or chosen == engines.SERVER):
        pytest.skip(mark.args[0])


@pytest.fixture(autouse=True)
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """The engine the registers of a test are opened on; its databases are taken back after it."""
    chosen = engines.SERVER if engines.ON_SERVER else getattr(request, "param", "file")
    is_turned = chosen == engines.SERVER and not engines.ON_SERVER
    with engines.taken_back(), engines.on_server() if is_turned else nullcontext():
        yield chosen


def _not_on_windows(*_: object, **__: object) -> None:
    # pytest makes links of its own beside its folders, and does without where it cannot.
    if Path(sys._getframe(1).f_code.co_filename).is_relative_to(Path(__file__).parent):
        pytest.skip("Windows makes no named pipes in folders, and links only for whom it lets")
    raise OSError


if sys.platform == "win32":
    Path.symlink_to = _not_on_windows  # type: ignore[method-assign, assignment]
    os.mkfifo = _not_on_windows  # type: ignore[attr-defined]
