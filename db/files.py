"""Files written whole or not at all, and told apart by their content."""

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_CHUNK = 1 << 20
HALF = ".part"
# Nobody but the clerk reads what people asked for; on Windows the folder's own rights decide.
_FILE_MODE, _FOLDER_MODE = 0o600, 0o700


def write_whole(path: Path, chunks: Iterable[bytes], *, names: set[Path] | None = None) -> str:
    """Write a file so that a crash leaves all of it or nothing, and return its SHA-256.

    On disk, with the folder that names it, when this returns. Who writes many gives `names`, and
    brings the folders put there to disk once at the end, by `keep_folder`. Raises `OSError`.
    """
    make_folder(path.parent, names)
    digest = hashlib.sha256()
    with _half(path) as half:
        with os.fdopen(_descriptor(half), "wb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
        if names is None:
            keep_folder(path.parent)
        else:
            names.add(path.parent)
    return digest.hexdigest()


def write_copy(path: Path, content: bytes, original: Path) -> None:
    """Write what can be made again from a file that stays, with that file's time of change.

    It is left to the system to bring to disk: a power cut may leave it torn, and its time tells
    that it is no more than a copy. Where the disk cannot keep that time, it is flushed instead.
    Raises `OSError`.
    """
    changed = original.stat().st_mtime_ns
    with _half(path) as half:
        with os.fdopen(_descriptor(half), "wb") as file:
            file.write(content)
        # When the file is closed: Windows notes the time of what was written only then.
        os.utime(half, ns=(time.time_ns(), changed))
        if half.stat().st_mtime_ns != changed:
            with half.open("rb+") as file:
                os.fsync(file.fileno())
        half.replace(path)


@contextmanager
def taking_its_name(path: Path) -> Iterator[Path]:
    """Yield where to write what takes the name of `path` once it is whole, and never before.

    For what is handed out, and can be made again: it is left to the system to bring to disk, and
    who may read it is as for any file of that folder. Raises `OSError`.
    """
    with _half(path) as half:
        yield half
        half.replace(path)


@contextmanager
def _half(path: Path) -> Iterator[Path]:
    """Yield where a file is written before it takes its name, and leave nothing there."""
    half = path.with_name(path.name + HALF)
    try:
        yield half
    except BaseException:
        # Held by a virus scanner it stays; what went wrong is said all the same.
        with suppress(OSError):
            half.unlink()
        raise


def _descriptor(half: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    return os.open(half, flags, _FILE_MODE)


def copy_whole(source: Path, target: Path, *, names: set[Path] | None = None) -> str:
    """Copy a file as `write_whole` writes one, and return its SHA-256. Raises `OSError`."""
    with source.open("rb") as file:
        return write_whole(target, iter(lambda: file.read(_CHUNK), b""), names=names)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, or an empty text where it cannot be read."""
    digest = hashlib.sha256()
    try:
        if not path.is_file():
            # A pipe would keep the program waiting for ever.
            return ""
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except (OSError, ValueError):
        return ""
    return digest.hexdigest()


def make_folder(folder: Path, names: set[Path] | None = None) -> None:
    """Make a folder, and those above it, for its owner alone; `names` as for `write_whole`.

    Raises `OSError`.
    """
    missing: list[Path] = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(mode=_FOLDER_MODE, exist_ok=True)
        if names is None:
            keep_folder(one.parent)
        else:
            names.add(one.parent)


def keep_folder(folder: Path) -> None:
    """Bring to disk what a folder says of its files."""
    if sys.platform == "win32":
        # A folder cannot be flushed there; the file system journals its names.
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        # Some network file systems refuse it, and keep names at once anyway.
        pass
    finally:
        os.close(descriptor)
