"""psycopg, read in without what it brings for others: each would be waited for at every start.

Its asynchronous half stands on asyncio, its search for a libpq of the system on ctypes, its hints
on what newer versions of Python have, its own version is looked up in what was installed, and it
wakes Python's ssl, which its libpq does without. None of it is used here; for the time of its
import something bare stands in the place of each.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from types import ModuleType
from typing import Any, TypeVar

_DRIVER, _COMPILED = "psycopg", "psycopg_binary"
_CLASSES = ("Task", "Lock", "Queue", "Future", "Event")
_ERRORS = ("CancelledError", "TimeoutError")
_FUNCTIONS = ("get_running_loop", "sleep")


def imported() -> ModuleType:
    """Return psycopg; raises `ImportError` where it is not installed."""
    if _DRIVER not in sys.modules and find_spec(_COMPILED) is not None:
        try:
            with _bare_library():
                return importlib.import_module(_DRIVER)
        except Exception:  # noqa: BLE001 - whatever it was, it is done again and then raised
            # Of another version, or its compiled half does not load: as it comes, then.
            for name in [one for one in sys.modules if one.partition(".")[0] in _BEGUN]:
                del sys.modules[name]
    return importlib.import_module(_DRIVER)


_BEGUN = (_DRIVER, _COMPILED)


class _Bare:
    """Stands for a class of the library that is named and never made."""

    def __class_getitem__(cls, _: object) -> type["_Bare"]:
        return cls


class _NotSaidError(ImportError):
    """Stands for what says that a package is not known."""


def _no_version(_: str) -> str:
    raise _NotSaidError


def _type_variable(name: str, *bounds: Any, default: object = None, **more: Any) -> TypeVar:  # noqa: ANN401
    return TypeVar(name, *bounds, **more)


def _stand_ins() -> dict[str, ModuleType]:
    made = {
        name: ModuleType(name)
        for name in (
            *("asyncio", "ctypes", "ctypes.util", "importlib.metadata"),
            *("ssl", "typing_extensions"),
        )
    }
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
        if had is not None:
            vars(importlib)["metadata"] = had
        elif "importlib.metadata" in made:
            del vars(importlib)["metadata"]
