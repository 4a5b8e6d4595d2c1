"""psycopg, read in without what it brings for others: each would be waited for at every start.

Its asynchronous half stands on asyncio, its search for a libpq of the system on ctypes, its hints
on what newer versions of Python have, its own version is looked up in what was installed, it wakes
Python's ssl, which its libpq does without, and it keeps a log. None of it is used here; for the
time of its import something bare stands in the place of each. Where another thread runs, which
might meet what stands there, it comes as it is.

A first list needs its libpq alone, a quarter of it: `libpq` reads in no more.
"""

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from types import ModuleType
from typing import Any, TypeVar

_DRIVER, _COMPILED = "psycopg", "psycopg_binary"
_OF_LIBPQ = ("pq", "errors")
_CLASSES = ("Task", "Lock", "Queue", "Future", "Event")
_ERRORS = ("CancelledError", "TimeoutError")
_FUNCTIONS = ("get_running_loop", "sleep")
_BEGUN = (_DRIVER, _COMPILED)


def imported() -> ModuleType:
    """Return psycopg; raises `ImportError` where it is not installed."""
    driver = sys.modules.get(_DRIVER)
    if driver is None:
        driver = _barely(_whole) or _whole()
        if "logging" in sys.modules:
            _silence()
    return driver


def libpq() -> None:
    """Have psycopg's libpq and its errors there, if no more; raises as `imported` does."""
    if _DRIVER not in sys.modules and f"{_DRIVER}.pq" not in sys.modules:
        _barely(_part) or _whole()


def _barely(read_in: Callable[[], ModuleType]) -> ModuleType | None:
    """Read in something over the bare library; None where it does not go, or must not."""
    # Those of Qt run unknown to Python's own list of threads.
    alone = len(sys._current_frames()) == 1  # noqa: SLF001 - documented, and the only list of all
    if not alone or find_spec(_COMPILED) is None:
        return None
    known = set(sys.modules)
    try:
        with _bare_library():
            return read_in()
    except Exception:  # noqa: BLE001 - whatever it was, it is done again and then raised
        # Of another version, or its compiled half does not load: as it comes, then.
        for name in set(sys.modules) - known:
            if name.partition(".")[0] in _BEGUN:
                del sys.modules[name]
    return None


def _whole() -> ModuleType:
    driver = importlib.import_module(_DRIVER)
    for name in _OF_LIBPQ:
        # What was there before the package is no member of it by itself.
        setattr(driver, name, sys.modules[f"{_DRIVER}.{name}"])
    return driver


def _silence() -> None:
    """Keep the driver's own log: what went wrong is raised and said to the clerk."""
    import logging

    logging.getLogger(_DRIVER).propagate = False
    logging.getLogger(_DRIVER).addHandler(logging.NullHandler())


def _part() -> ModuleType:
    found = find_spec(_DRIVER)
    if found is None:
        raise ImportError(_DRIVER)
    package = sys.modules[_DRIVER] = ModuleType(_DRIVER)
    package.__path__ = list(found.submodule_search_locations or ())
    try:
        for name in _OF_LIBPQ:
            importlib.import_module(f"{_DRIVER}.{name}")
    finally:
        # Whoever imports the package itself is given all of it.
        del sys.modules[_DRIVER]
    return package


class _Bare:
    """Stands for a class of the library that is named and never made."""

    def __class_getitem__(cls, _: object) -> type["_Bare"]:
        return cls


class _NotSaidError(ImportError):
    """Stands for what says that a package is not known."""


class _Quiet:
    """Stands for a log nobody reads."""

    level = 0

    def _nothing(self, *_: object, **__: object) -> None:
        """Note nothing."""

    def __getattr__(self, _: str) -> Callable[..., None]:
        return self._nothing


class _WhenAsked(ModuleType):
    """Stands for a module its importer may never ask anything of; the module itself answers."""

    def __getattr__(self, name: str) -> object:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def _no_version(_: str) -> str:
    raise _NotSaidError


def _type_variable(name: str, *bounds: Any, default: object = None, **more: Any) -> TypeVar:  # noqa: ANN401
    return TypeVar(name, *bounds, **more)


def _stand_ins() -> dict[str, ModuleType]:
    made = {
        name: ModuleType(name)
        for name in (
            *("asyncio", "ctypes", "ctypes.util", "importlib.metadata"),
            *("logging", "ssl", "typing_extensions"),
        )
    }
    # Python's dataclasses hold on to it, and ask it for the words of a help nobody reads.
    made["inspect"] = inspect = _WhenAsked("inspect")
    vars(inspect)["signature"] = lambda _: ""
    for name in _CLASSES:
        setattr(made["asyncio"], name, _Bare)
    for name in _ERRORS:
        setattr(made["asyncio"], name, type(name, (Exception,), {}))
    for name in _FUNCTIONS:
        setattr(made["asyncio"], name, None)
    ctypes: Any = made["ctypes"]
    ctypes.__path__, ctypes.util = [], made["ctypes.util"]
    typing_extensions: Any = made["typing_extensions"]
    typing_extensions.TypeVar = _type_variable
    logging: Any = made["logging"]
    logging.getLogger, logging.NOTSET, logging.WARNING = lambda _="": _Quiet(), 0, 30
    metadata: Any = made["importlib.metadata"]
    metadata.PackageNotFoundError, metadata.version = _NotSaidError, _no_version
    return made


@contextmanager
def _bare_library() -> Iterator[None]:
    """While it lasts, who imports one of those modules is given what stands for it."""
    made = {name: one for name, one in _stand_ins().items() if name not in sys.modules}
    sys.modules.update(made)
    had = vars(importlib).get("metadata")
    if "importlib.metadata" in made:
        vars(importlib)["metadata"] = made["importlib.metadata"]
    try:
        yield
    finally:
        for name in made:
            sys.modules.pop(name, None)
            if name == "inspect":
                del vars(made[name])["signature"]
        if had is not None:
            vars(importlib)["metadata"] = had
        elif "importlib.metadata" in made:
            del vars(importlib)["metadata"]
