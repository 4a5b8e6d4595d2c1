"""Qt, loaded so that neither it nor what is imported after it costs more than it must.

PySide puts a hook before every later import: to serve `from __feature__ import …` it reads the
source of each module and keeps it. Nothing here asks for a feature. And it carries its own modules
as text, compiled anew at every start: here they are compiled once and kept, as Python keeps those
of every package. See docs/decisions/0009 and 0023.
"""

import builtins
import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from types import CodeType
from typing import Any

_KEPT_IMPORT = "__orig_import__"
_OF_PYSIDE = "shibokensupport/"
# It writes PySide's type stubs; reading it costs more than all the rest of them.
_NEVER_CALLED = "shibokensupport/signature/lib/pyi_generator.py"
PACKED = "qt_support.bin"
"""The name of what is kept, beside this module in a packed program."""
_HASH = 8

Known = dict[str, tuple[bytes, CodeType]]


def import_plainly() -> None:
    """Let imports go straight to Python again; does nothing where there is no hook."""
    plain = getattr(builtins, _KEPT_IMPORT, None)
    if plain is not None:
        builtins.__import__ = plain


def kept_at() -> Path:
    """Return where the compiled modules lie: with this module's own, or in the packed program."""
    if getattr(sys, "frozen", False):
        return Path(__file__).with_name(PACKED)
    return Path(cache_from_source(__file__)).with_name(
        f"qt_support.{sys.implementation.cache_tag}.bin"
    )


def known(path: Path) -> Known:
    """Return the compiled modules of a file; none where it lacks, is torn, or another Python's."""
    try:
        kept = path.read_bytes()
    except OSError:
        return {}
    head, body = kept[: len(MAGIC_NUMBER) + _HASH], kept[len(MAGIC_NUMBER) + _HASH :]
    if head != MAGIC_NUMBER + source_hash(body):
        return {}
    # As trusted as the bytecode it lies beside.
    found: Known = marshal.loads(body)
    return found


def keep(path: Path, modules: Known) -> None:
    """Write the compiled modules whole, or not at all where the folder cannot be written."""
    body = marshal.dumps(modules)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(MAGIC_NUMBER + source_hash(body) + body)
        new.replace(path)


@contextmanager
def compiled_once(path: Path) -> Iterator[Known]:
    """While it lasts, a module of PySide whose very text was compiled before is not compiled again.

    Yields what was compiled or found; what was new is kept for the next start.
    """
    before, used, plain = known(path), Known(), builtins.compile

    def compiled(source: Any, filename: Any, mode: str, *more: Any, **named: Any) -> Any:  # noqa: ANN401
        if not (isinstance(source, bytes) and str(filename).startswith(_OF_PYSIDE)):
            return plain(source, filename, mode, *more, **named)
        mark = source_hash(source)
        found = before.get(filename)
        if found is None or found[0] != mark:
            text = b"" if filename == _NEVER_CALLED else source
            # What the caller imports from the future each of these files asks for itself.
            found = (mark, plain(text, filename, mode, *more, dont_inherit=True, **named))
        used[filename] = found
        return found[1]

    builtins.compile = compiled
    try:
        yield used
    finally:
        builtins.compile = plain
    if used != before and not sys.dont_write_bytecode and not getattr(sys, "frozen", False):
        keep(path, used)


def write_compiled(path: Path) -> None:
    """Write PySide's compiled modules to a file, for a program that is packed."""
    keep(path, _OF_THIS_START)


with compiled_once(kept_at()) as _OF_THIS_START:
    import PySide6.QtCore  # noqa: F401  its import sets the hook and loads those modules
