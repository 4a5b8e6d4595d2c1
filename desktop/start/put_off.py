"""Modules carried out when something of them is asked for, and not when they are imported."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from threading import RLock
from types import CodeType, ModuleType
from typing import Any, cast

# PySide reads its modules with them where they are not kept, and looks into those of others.
_OF_LIBRARY = frozenset({"base64", "inspect", "tempfile", "textwrap", "traceback", "zipfile"})
# These set PySide up, and into the last it looks without asking; the others serve whoever asks
# what a function takes.
_AT_ONCE = ("__init__.py", "loader.py", "importhandler.py", "feature.py", "mapping.py")


class PutOff:
    """Finds the modules PySide carries among compiled ones, by the name of the file of each."""

    def __init__(self, modules: dict[str, CodeType]) -> None:
        self._modules, self._files = modules, {_module(file): file for file in modules}

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Return the spec of a module it has."""
        file = self._files.get(name)
        if file is None:
            return None
        is_package = file.endswith("__init__.py")
        return ModuleSpec(name, cast(Any, self), origin=file, is_package=is_package)

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to Python to make the module."""

    def exec_module(self, module: ModuleType) -> None:
        """Carry out what sets PySide up, and put off the others."""
        assert module.__spec__ is not None
        module.__file__ = file = str(module.__spec__.origin)
        code, space = self._modules[file], vars(module)
        if file.endswith(_AT_ONCE):
            exec(code, space)
        else:
            _carried_out_later(module, lambda: exec(code, space))


def _module(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


_one_at_a_time = RLock()


def _carried_out_later(module: ModuleType, carry_out: Callable[[], object]) -> None:
    """Have a module carried out when something of it is asked for."""
    space = vars(module)
    is_begun = False

    def found(name: str) -> Any:  # noqa: ANN401
        nonlocal is_begun
        # Python's own import, and whoever looks all modules over, ask for what any may have.
        if name.startswith("__"):
            raise AttributeError(name)
        with _one_at_a_time:
            if not is_begun:
                is_begun = True
                carry_out()
                del space["__getattr__"]
            if name not in space:
                raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
            return space[name]

    space["__getattr__"] = found


class _Later:
    """Loads a module as another loader does, when something of it is asked for."""

    def __init__(self, plain: Any) -> None:  # noqa: ANN401
        self._plain = plain

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Return the module the other loader makes."""
        made: ModuleType | None = self._plain.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        """Put off what the other loader does."""

        def carry_out() -> None:
            assert module.__spec__ is not None
            module.__loader__ = module.__spec__.loader = self._plain
            self._plain.exec_module(module)

        _carried_out_later(module, carry_out)


class _Library:
    """Finds modules of Python's library as others do, to be carried out at their first use."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:  # noqa: ANN401
        """Return the spec of a module that can wait."""
        if name not in _OF_LIBRARY:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = cast(Any, _Later(spec.loader))
                return spec
        return None


@contextmanager
def library_put_off() -> Iterator[None]:
    """While it lasts, what PySide imports of Python's library and may never use is put off."""
    finder: Any = _Library()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in _OF_LIBRARY:
            # Whoever imports it from now on has use for it, perhaps on another thread.
            if "__getattr__" in vars(sys.modules.get(name, sys)):
                del sys.modules[name]
