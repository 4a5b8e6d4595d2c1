"""A driver that plays psycopg is read in over a bare library, and as it comes where it must be."""

import importlib
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from db.server import component, driver_import
from rules.errors import ClerkError

FOR_OTHERS = (
    *("asyncio", "ctypes", "ctypes.util", "importlib.metadata", "inspect"),
    *("logging", "ssl", "typing_extensions"),
)
# Asks for all that psycopg asks for as it is read in.
DRIVER = """
import asyncio, ctypes.util, importlib.metadata, inspect, logging, ssl
import toyread
from importlib.metadata import PackageNotFoundError, version
from typing_extensions import TypeVar
from toydriver import errors

toyread.modules.append("driver")
given = (asyncio, ctypes, ctypes.util, importlib.metadata, inspect, logging, ssl)
try:
    said = version("toydriver")
except PackageNotFoundError:
    said = "not known"
log = logging.getLogger("toydriver")
if log.level == logging.NOTSET:
    log.setLevel(logging.WARNING)
log.warning("read in with %s", said, stacklevel=2)
levels = (log.level, logging.NOTSET, logging.WARNING, logging.getLogger().level)
Row = TypeVar("Row", bound=int, default=bool)
classes = [asyncio.Task[int], asyncio.Lock, asyncio.Queue[Row], asyncio.Future, asyncio.Event]
gone = (asyncio.CancelledError, asyncio.TimeoutError)
waits = (asyncio.get_running_loop, asyncio.sleep)
help = inspect.signature(print)
held = inspect
"""


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Install the driver; return what was read in of it, in its order."""
    package = tmp_path / "toydriver"
    package.mkdir()
    (package / "__init__.py").write_text(DRIVER, encoding="utf-8")
    for name, other in (("pq", "errors"), ("errors", "pq")):
        words = f"import toyread\ntoyread.modules.append('{name}')\nfrom toydriver import {other}\n"
        (package / f"{name}.py").write_text(words, encoding="utf-8")
    (tmp_path / "toyread.py").write_text("modules = []\n", encoding="utf-8")
    (tmp_path / "toycompiled.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(driver_import, "_DRIVER", "toydriver")
    monkeypatch.setattr(driver_import, "_COMPILED", "toycompiled")
    monkeypatch.setattr(driver_import, "_BEGUN", ("toydriver", "toycompiled"))
    monkeypatch.setattr(sys, "_current_frames", lambda: {1: None})
    yield importlib.import_module("toyread").modules
    for name in [name for name in sys.modules if name.startswith("toy")]:
        del sys.modules[name]


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    """Let nobody have asked yet for what the driver brings for others; return what was there."""
    had = {name: importlib.import_module(name) for name in FOR_OTHERS}
    for name in FOR_OTHERS:
        monkeypatch.delitem(sys.modules, name)
    return had


def test_it_is_read_in_without_what_it_brings_for_others(
    read: list[str], fresh: dict[str, ModuleType]
) -> None:
    driver: Any = driver_import.imported()
    assert driver_import.imported() is driver
    assert read == ["errors", "pq", "driver"]
    assert not [one for one in driver.given if one in fresh.values()]
    assert not [name for name in FOR_OTHERS if name in sys.modules]
    assert (driver.said, driver.levels) == ("not known", (0, 0, 30, 0))
    assert (driver.Row.__name__, driver.Row.__bound__) == ("Row", int)
    assert all(isinstance(one, type) for one in driver.classes)
    assert [issubclass(one, Exception) for one in driver.gone] == [True, True]
    assert driver.waits == (None, None)
    assert driver.help == ""
    assert vars(importlib)["metadata"] is fresh["importlib.metadata"]
    # Whoever kept a hold on it has the module itself from now on.
    assert str(driver.held.signature(len)) == "(obj, /)"
    assert driver.held.isclass(dict)


def test_nothing_bare_is_left_where_nobody_had_asked_before(
    read: list[str], fresh: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(importlib, "metadata")
    driver_import.imported()
    assert "metadata" not in vars(importlib)
    assert importlib.import_module("importlib.metadata").version("pytest") == pytest.__version__


def test_what_was_there_already_is_what_it_is_given(
    read: list[str], fresh: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("logging", "importlib.metadata", "inspect"):
        monkeypatch.setitem(sys.modules, name, fresh[name])
    driver: Any = driver_import.imported()
    for name in ("logging", "importlib.metadata", "inspect"):
        assert fresh[name] in driver.given
        assert sys.modules[name] is fresh[name]
    # Its log is kept: what went wrong is said to the clerk.
    log = logging.getLogger("toydriver")
    assert driver.log is log
    assert not log.propagate
    assert [type(one) for one in log.handlers] == [logging.NullHandler]


def test_its_libpq_comes_first_and_is_the_same_afterwards(
    read: list[str], fresh: dict[str, ModuleType]
) -> None:
    for _ in range(2):
        driver_import.libpq()
        assert read == ["pq", "errors"]
    assert "toydriver" not in sys.modules
    pq, errors = sys.modules["toydriver.pq"], sys.modules["toydriver.errors"]
    driver: Any = driver_import.imported()
    assert read == ["pq", "errors", "driver"]
    assert (driver.pq, driver.errors) == (pq, errors)
    driver_import.libpq()
    assert sys.modules["toydriver"] is driver


@pytest.mark.parametrize("why", ["another thread", "no compiled half", "it needs more"])
def test_it_comes_as_it_is_where_it_must(
    why: str, read: list[str], fresh: dict[str, ModuleType], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if why == "another thread":
        monkeypatch.setattr(sys, "_current_frames", lambda: {1: None, 2: None})
    elif why == "no compiled half":
        monkeypatch.setattr(driver_import, "_COMPILED", "toyabsent")
    else:
        needs = f"{DRIVER}\nfrom typing_extensions import deprecated\n"
        (tmp_path / "toydriver" / "__init__.py").write_text(needs, encoding="utf-8")
    for name in FOR_OTHERS:
        if name != "typing_extensions":
            monkeypatch.setitem(sys.modules, name, fresh[name])
    driver: Any = driver_import.imported()
    # Whoever fails over the bare library is read in once more, from its beginning.
    assert read == ["errors", "pq", "driver"] * (2 if why == "it needs more" else 1)
    assert driver.TypeVar is not driver_import._type_variable
    assert driver.TypeVar is sys.modules["typing_extensions"].TypeVar
    assert sys.modules["toydriver"] is driver
    assert driver.errors is sys.modules["toydriver.errors"]


def test_where_it_is_not_installed_both_say_so(
    read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver_import, "_DRIVER", "toynone")
    for ask in (driver_import.imported, driver_import.libpq, driver_import._part):
        with pytest.raises(ImportError, match="toynone"):
            ask()
    assert "toynone" not in sys.modules


def test_the_part_of_the_installer_is_looked_for_where_python_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty, folder = tmp_path / "empty", tmp_path / "server"
    (folder / "psycopg").mkdir(parents=True)
    empty.mkdir()
    found = ModuleType("psycopg")

    def imported() -> ModuleType:
        if str(folder) not in sys.path:
            raise ImportError("psycopg")
        return found

    monkeypatch.setattr(driver_import, "imported", imported)
    monkeypatch.setattr(driver_import, "libpq", imported)
    monkeypatch.setattr(component, "_folders", lambda _: [empty])
    monkeypatch.setattr(sys, "path", before := [*sys.path])
    assert not component.is_available()
    for ask in (component.driver, component.need_libpq):
        with pytest.raises(ClerkError, match="没有安装服务器组件，不能打开服务器上的登记簿。几台"):
            ask()
    assert str(empty) not in sys.path
    monkeypatch.setattr(component, "_folders", lambda _: [empty, folder])
    component.need_libpq()
    assert (component.is_available(), component.driver()) == (True, found)
    assert sys.path == before
    assert sys.path.count(str(folder)) == 1
    assert sys.path[-1] == str(folder)
    # One that lies there and is of no use is tried once, and said like none.
    monkeypatch.setattr(driver_import, "imported", lambda: importlib.import_module("toynone"))
    assert not component.is_available()


def test_a_driver_that_does_not_say_its_version_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import metadata

    def version(name: str) -> str:
        if name == "psycopg":
            return "3.2.1"
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", version)
    assert component.version() == "3.2.1"
    monkeypatch.setattr(metadata, "version", lambda name: version(f"no {name}"))
    assert component.version() == ""
