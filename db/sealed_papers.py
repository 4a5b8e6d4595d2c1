"""Letters and attachments of an encrypted office: each at rest in a small encrypted file.

Beside `回执.docx` lies, and mostly instead of it, `回执.docx.djm`: an encrypted database with one
row, so that one library guards everything. A paper that is looked at is brought out under its own
name, and sealed again once nobody has used it for a while or the register is closed. Where both
are there, the plain one is the later, unless it bears the sealed one's time of change: then it is
a copy of it that nobody has written in, which a power cut may have torn.
"""

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from db import cipher, keys
from db.file_names import SEALED
from db.files import HALF, digest_of, keep_folder, write_copy, write_whole
from db.lying_sealed import is_a_copy, sealed_path

_CLOCKS_APART_SECONDS = 60
# Brought out by this very program since it started, and therefore whole.
_brought: set[Path] = set()


def content(path: Path) -> bytes:
    """Return the content of a paper, sealed or not.

    Raises `OSError` where it cannot be read, `ClerkError` where there is no key.
    """
    if _counts(path):
        return path.read_bytes()
    return _unsealed(sealed_path(path))


def _counts(path: Path) -> bool:
    """Tell whether it is the plain paper that says what is in it, and not the sealed one."""
    if not sealed_path(path).is_file():
        return True
    return path.is_file() and not is_a_copy(path)


def _unsealed(sealed: Path) -> bytes:
    try:
        return bytes(cipher.one_row(sealed, "select content from paper")[0])
    except (sqlite3.Error, TypeError) as error:
        raise OSError(f"{sealed.name} cannot be read") from error
    except cipher.KeyNeededError as error:
        if not keys.known():
            raise
        # The key that opens the register opens its papers: this one is harmed.
        raise OSError(f"{sealed.name} cannot be read") from error


def digest(path: Path) -> str:
    """Return the SHA-256 of a paper's content, or an empty text where it cannot be read."""
    if _counts(path):
        return digest_of(path)
    try:
        return hashlib.sha256(_unsealed(sealed_path(path))).hexdigest()
    except OSError:
        return ""


def bring_out(path: Path) -> None:
    """Let a sealed paper lie under its own name, to be opened; nothing where it lies there whole.

    The sealed one stays until it is sealed anew. Raises `OSError` where it cannot be read, and
    `ClerkError` where there is no key.
    """
    if _counts(path) or (path in _brought and path.is_file()):
        return
    try:
        write_copy(path, _unsealed(sealed_path(path)), sealed_path(path))
    except OSError:
        # On Windows who holds it keeps it from being made anew: it was whole to be opened.
        if not path.is_file() or not _is_same(path):
            raise
    _brought.add(path)


def _is_same(path: Path) -> bool:
    return path.read_bytes() == _unsealed(sealed_path(path))


def seal(path: Path, key: str) -> None:
    """Seal a paper: the sealed one is on disk and was read back before the plain one goes.

    Raises `OSError` where it cannot be read, written, or is held by another program.
    """
    # Who wrote in it and kept its time, in front of this program, is not passed over.
    if not is_a_copy(path) or (path in _brought and not _is_same(path)):
        write_sealed(path, sealed_path(path), key)
    path.unlink()
    _brought.discard(path)
    keep_folder(path.parent)


def write_sealed(path: Path, target: Path, key: str) -> None:
    """Write the sealed form of a file to `target`; raises `OSError`."""
    data = path.read_bytes()
    half = target.with_name(target.name + HALF)
    for left in (half, half.with_name(half.name + "-journal")):
        left.unlink(missing_ok=True)
    try:
        os.close(os.open(half, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(cipher.blank(half, key)) as held:
            held.execute("pragma synchronous = full")
            held.execute("begin")
            held.execute("create table paper (content blob not null)")
            held.execute("insert into paper values (?)", (data,))
            held.execute("commit")
        with closing(cipher.blank(half, key)) as held:
            if bytes(held.execute("select content from paper").fetchone()[0]) != data:
                raise OSError(f"{target.name} was not written as meant")
        if path.read_bytes() != data:
            raise OSError(f"{path.name} changed while it was sealed")
        half.replace(target)
        keep_folder(target.parent)
    except sqlite3.Error as error:
        raise OSError(f"{target.name} could not be written") from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def unseal(sealed: Path) -> None:
    """Let a paper lie plain for good; raises `OSError` and `ClerkError`."""
    plain = sealed.with_name(sealed.name.removesuffix(SEALED))
    if not _counts(plain):
        write_whole(plain, [_unsealed(sealed)])
    sealed.unlink()


def unseal_all(folder: Path) -> int:
    """Let every paper of a folder lie plain; return how many. Raises `OSError`, `ClerkError`."""
    found = sorted(folder.rglob(f"*{SEALED}"))
    for sealed in found:
        unseal(sealed)
    return len(found)


def copy_out(folder: Path, target: Path) -> None:
    """Copy a folder's papers into another, each plain; raises `OSError` and `ClerkError`."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        plain = path.with_name(path.name.removesuffix(SEALED))
        if path.suffix == HALF or (path != plain and plain.is_file()):
            continue
        write_whole(target / plain.relative_to(folder), [content(plain)])


def remove(path: Path) -> None:
    """Remove a paper, sealed or not; raises `OSError` where one is held by another program."""
    path.unlink(missing_ok=True)
    sealed_path(path).unlink(missing_ok=True)


def plain_papers(folder: Path, idle_seconds: float = 0) -> Iterator[Path]:
    """Yield the papers that lie plain and were not used for so long; without that, all of them."""
    now = time.time()
    for path in sorted(folder.rglob("*")):
        name = path.name
        if name.endswith((SEALED, HALF)) or name.startswith(("~$", ".")):
            continue
        with suppress(OSError):
            stat = path.stat()
            # Word and LibreOffice write marks of their own beside what they have open; of a longer
            # name Word leaves out the first signs.
            marks = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#")
            is_open = any(path.with_name(mark).exists() for mark in marks)
            # The clock of Windows goes by steps behind the times of files; one that was set back
            # leaves times that say nothing.
            age = now - max(stat.st_mtime, stat.st_atime)
            was_used = idle_seconds > 0 and -_CLOCKS_APART_SECONDS < age < idle_seconds
            if path.is_file() and not is_open and not was_used:
                yield path


def seal_idle(
    folder: Path,
    key: str,
    *,
    idle_seconds: float = 0,
    seconds: float = float("inf"),
    check: Callable[[int], object] = lambda _: None,
) -> tuple[int, int]:
    """Seal what was not used for a while, for at most so many seconds; return done and left.

    `check` is told how many are done; what it raises stops the work, which goes on another time.
    """
    done = left = 0
    end = time.monotonic() + seconds
    for path in plain_papers(folder, idle_seconds):
        check(done)
        if time.monotonic() > end:
            left += 1
            continue
        try:
            seal(path, key)
            done += 1
        except OSError:
            # Open in another program: sealed when it is let go.
            left += 1
    return done, left
