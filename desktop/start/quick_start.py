"""Qt, loaded so that neither it nor what is imported after it costs more than it must.

PySide carries modules of its own as text in an archive, unpacked and compiled anew at every start:
here they are compiled once and kept, as Python keeps those of every package. Most of them describe
what each function of Qt takes, for help and for the words of an error; they are carried out when
somebody asks. And PySide puts a hook before every later import: to serve
`from __feature__ import …` it reads the source of each module and keeps it. Nothing here asks for a
feature. See docs/decisions/0009, 0023,
0032 and 0035.
"""

import builtins
import marshal
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from types import CodeType
from typing import Any, cast

from desktop.start import quick_enums, quick_tuples
from desktop.start.put_off import PutOff, library_put_off

_KEPT_IMPORT = "__orig_import__"
_OF_PYSIDE = "shibokensupport/"
# It finds those modules in the archive, and after this addition among the kept ones.
_FINDER = "signature_bootstrap.py"
_ADDED = b"""
from desktop.start.quick_start import without_unpacking
prepare_zipfile = without_unpacking(prepare_zipfile)
"""
# It writes PySide's type stubs; reading it costs more than all the rest of them.
_NEVER_CALLED = "shibokensupport/signature/lib/pyi_generator.py"
_SETS_HOOK = b"builtins.__import__ = builtins.__feature_import__"
_ARCHIVE = "archive"
PACKED = "qt_support.bin"
"""The name of what is kept, beside this module in a packed program."""
_HASH = 8

Known = dict[str, tuple[bytes, CodeType | None]]
"""What each module is called, the hash of its text, and the module compiled; for the archive they
came from its hash alone."""


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


class _Support:
    """The modules PySide carries: those known before, and those this start used."""

    def __init__(self, before: Known) -> None:
        self.before, self.used = before, Known()

    def compiled(self, source: Any, filename: Any, mode: str, *more: Any, **named: Any) -> Any:  # noqa: ANN401
        """Return a module compiled, the kept one where its very text was compiled before."""
        is_of_pyside = filename == _FINDER or str(filename).startswith(_OF_PYSIDE)
        if not (is_of_pyside and isinstance(source, bytes)):
            return _compile(source, filename, mode, *more, **named)
        text = source + _ADDED if filename == _FINDER else source.replace(_SETS_HOOK, b"pass")
        if filename == _NEVER_CALLED:
            text = b""
        mark = source_hash(text)
        found = self.before.get(filename)
        if found is None or found[0] != mark:
            # What the caller imports from the future each of these files asks for itself.
            found = (mark, _compile(text, filename, mode, *more, dont_inherit=True, **named))
        self.used[filename] = found
        return found[1]

    def of_archive(self, mark: bytes) -> dict[str, CodeType]:
        """Return the modules of an archive with this hash; none where it was another's."""
        if self.before.get(_ARCHIVE) != (mark, None):
            self.used[_ARCHIVE] = (mark, None)
            return {}
        self.used = self.before
        return {
            name: code for name, (_, code) in self.before.items()
            if code is not None and name != _FINDER
        }  # fmt: skip


_compile = builtins.compile
_support = _Support({})


@contextmanager
def compiled_once(path: Path) -> Iterator[Known]:
    """While it lasts, a module of PySide whose very text was compiled before is not compiled again.

    Yields what was known before; what was new is kept for the next start.
    """
    global _support
    _support = support = _Support(known(path))
    builtins.compile = support.compiled
    try:
        yield support.before
    finally:
        builtins.compile = _compile
    is_new = support.used != support.before
    if is_new and not sys.dont_write_bytecode and not getattr(sys, "frozen", False):
        keep(path, support.used)


def without_unpacking(plain: Callable[[], object]) -> Callable[[], object]:
    """Return what PySide asks for its modules, ready where they are known; `plain` unpacks them."""

    def prepared() -> object:
        archive = "".join(cast(Any, plain).__globals__["zipstring_sequence"])
        ready = _support.of_archive(source_hash(archive.encode() + _SETS_HOOK))
        # By that word from outside PySide lays its modules out as files.
        if not ready or os.environ.get("SBK_EMBED"):
            return plain()
        return sys.meta_path, PutOff(ready)

    return prepared


def write_compiled(path: Path) -> None:
    """Write PySide's compiled modules to a file, for a program that is packed."""
    keep(path, _support.used)


quick_enums.install()
quick_tuples.install()
with compiled_once(kept_at()), library_put_off():
    import PySide6.QtCore  # noqa: F401  its import loads those modules
