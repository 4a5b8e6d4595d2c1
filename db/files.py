"""Files written whole or not at all, and told apart by their content."""

import hashlib
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_CHUNK = 1 << 20
HALF = ".part"
# Nobody but the clerk reads what people asked for; on Windows the folder's own rights decide.
_FILE_MODE, _FOLDER_MODE = 0o600, 0o700


def write_whole(path: Path, chunks: Iterable[bytes], *, is_copy: bool = False) -> str:
    """Write a file so that a crash leaves all of it or nothing, and return its SHA-256.

    On disk, with the folder that names it, when this returns; the name of a copy, which can be
    made again, is left to the system to write. Raises `OSError`.
    """
    make_folder(path.parent)
    half = path.with_name(path.name + HALF)
    digest = hashlib.sha256()
    try:
        descriptor = os.open(
            half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), _FILE_MODE
        )
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
        if not is_copy:
            keep_folder(path.parent)
    except BaseException:
        # Held by a virus scanner it stays; what went wrong is said all the same.
        with suppress(OSError):
            half.unlink()
        raise
    return digest.hexdigest()


def copy_whole(source: Path, target: Path) -> str:
    """Copy a file as `write_whole` writes one, and return its SHA-256. Raises `OSError`."""
    with source.open("rb") as file:
        return write_whole(target, iter(lambda: file.read(_CHUNK), b""))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, or an empty text where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except (OSError, ValueError):
        return ""
    return digest.hexdigest()


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for its owner alone. Raises `OSError`."""
    missing: list[Path] = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(mode=_FOLDER_MODE, exist_ok=True)
        keep_folder(one.parent)


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
