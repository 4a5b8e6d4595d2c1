"""Letters and attachments of an encrypted office: each at rest in a small encrypted file.

Beside `回执.docx` lies, and mostly instead of it, `回执.docx.djm`: an encrypted database with one
row, so that one library guards everything. A paper that is looked at is brought out under its own
name, and sealed again once nobody has used it for a while or the register is closed. Where both
are there, the plain one is the later.
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
from db.files import HALF, digest_of, keep_folder, write_whole


def sealed_path(path: Path) -> Path:
    """Return where a paper lies when it is sealed."""
    return path.with_name(path.name + SEALED)


def is_there(path: Path) -> bool:
    """Tell whether a paper is there, sealed or not."""
    return path.is_file() or sealed_path(path).is_file()


def content(path: Path) -> bytes:
    """Return the content of a paper, sealed or not.

    Raises `OSError` where it cannot be read, `ClerkError` where there is no key.
    """
    if path.is_file() or not sealed_path(path).is_file():
        return path.read_bytes()
    return _unsealed(sealed_path(path))


def _unsealed(sealed: Path) -> bytes:
    try:
        with closing(cipher.connect_locked(sealed, "ro")) as held:
            row = held.execute("select content from paper").fetchone()
            return bytes(row[0])
    except (sqlite3.Error, TypeError) as error:
        raise OSError(f"{sealed.name} cannot be read") from error
    except cipher.KeyNeededError as error:
        if not keys.known():
            raise
        # The key that opens the register opens its papers: this one is harmed.
        raise OSError(f"{sealed.name} cannot be read") from error


def digest(path: Path) -> str:
    """Return the SHA-256 of a paper's content, or an empty text where it cannot be read."""
    if path.is_file() or not sealed_path(path).is_file():
        return digest_of(path)
    try:
        return hashlib.sha256(_unsealed(sealed_path(path))).hexdigest()
    except OSError:
        return ""


def bring_out(path: Path) -> None:
    """Let a sealed paper lie under its own name, to be opened; nothing where it lies there."""
    if not path.is_file() and sealed_path(path).is_file():
        # The sealed one stays until it is sealed anew.
        write_whole(path, [_unsealed(sealed_path(path))], is_copy=True)


def seal(path: Path, key: str) -> None:
    """Seal a paper: the sealed one is on disk and was read back before the plain one goes.

    Raises `OSError` where it cannot be read, written, or is held by another program.
    """
    target = sealed_path(path)
    write_sealed(path, target, key)
    path.unlink()
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
    if not plain.is_file():
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
    """Yield the papers that lie plain and were not used for so long."""
    since = time.time() - idle_seconds
    for path in sorted(folder.rglob("*")):
        name = path.name
        if name.endswith((SEALED, HALF)) or name.startswith(("~$", ".~lock", ".")):
            continue
        with suppress(OSError):
            stat = path.stat()
            # Word writes its own mark beside what it has open.
            is_open = path.with_name(f"~${name[2:]}").exists()
            if path.is_file() and not is_open and max(stat.st_mtime, stat.st_atime) <= since:
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
