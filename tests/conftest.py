"""What every test stands on: no screen, and random cases that a slow machine cannot fail."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from datetime import date, datetime, time
from pathlib import Path
from shutil import copyfile, copytree

import pytest
from hypothesis import settings

from casework.desk.desk import Desk, open_desk
from casework.sample_office import TODAY, make_sample_office
from db import settings as register_settings
from tests import engines, server
from tests.longest import LONGEST

SAMPLE_REGISTER = "样例登记簿.db"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("desk", deadline=None)
# What failed once on the machine that decides must fail there again.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

if engines.ON_SERVER:
    engines.install()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    begins = {here / name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: begins.get(item.path, len(begins)))


def pytest_collection_finish() -> None:
    """Let no later collection look through what lasts as long as the tests."""
    gc.collect()
    gc.freeze()


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


@pytest.fixture(scope="session")
def sample_office(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Desk]:
    """Lends the sample office: made once, copied to a folder each; who asked closes its desk."""
    made: list[Path] = []

    def lent(folder: Path, on: date = TODAY) -> Desk:
        if not made:
            original = tmp_path_factory.mktemp("sample")
            with engines.kept():
                make_sample_office(original / SAMPLE_REGISTER).close()
            made.append(original)
        copytree(made[0], folder, dirs_exist_ok=True)
        now = datetime.combine(on, time(9))
        return open_desk(folder / SAMPLE_REGISTER, clock=lambda: now, clerk="周敏")

    return lent


@pytest.fixture
def begun_register(
    engine: str, _begun: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., None]:
    """Puts a register of an office in which nothing was entered at a path.

    Made once for each office and engine, and copied: making one takes ten times as long.
    """

    def put(path: Path, office: Mapping[str, object], clock: Callable[[], datetime]) -> None:
        key = f"{engine} {clock()} {sorted(office.items())}"
        if key not in _begun:
            original = tmp_path_factory.mktemp("begun") / "登记簿.db"
            with engines.kept():
                desk = open_desk(original, clock=clock, clerk="周敏")
            register_settings.put(desk.store, "office", office)
            desk.close()
            _begun[key] = original
        copyfile(_begun[key], path)

    return put


@pytest.fixture(scope="session")
def _begun() -> dict[str, Path]:
    return {}


def _not_on_windows(*_: object, **__: object) -> None:
    # pytest makes links of its own beside its folders, and does without where it cannot.
    if Path(sys._getframe(1).f_code.co_filename).is_relative_to(Path(__file__).parent):
        pytest.skip("Windows makes no named pipes in folders, and links only for whom it lets")
    raise OSError


if sys.platform == "win32":
    Path.symlink_to = _not_on_windows  # type: ignore[method-assign, assignment]
    os.mkfifo = _not_on_windows  # type: ignore[attr-defined]
