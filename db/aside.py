"""Where what is written only for a moment lies: one folder of this process, gone when it ends.

A process that is killed takes nothing with it, and what lies there may be a register in clear. A
lock in the folder says that its process lives; each start clears the folders of those that do not.
"""

import atexit
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from db.lock import WriterLock, lock_path
from rules.errors import ClerkError

_OURS = "disclosure-desk-aside-"
# Until 0.2.0 copies to be opened lay in folders of this name, without a lock.
_BEFORE = "disclosure-desk-open-"
_LOCKED = "in-use"
_LEFT_OVER_SECONDS = 24 * 3600


class _Own(NamedTuple):
    process: int
    folder: Path
    lock: WriterLock


_own: _Own | None = None
_one_at_a_time = Lock()


@contextmanager
def aside(name: str = "work") -> Iterator[Path]:
    """Yield a fresh folder that is gone afterwards; raises OSError where none can be made."""
    folder = new_aside(name)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_aside(name: str = "work") -> Path:
    """Return a fresh folder that lasts until it is removed, and no longer than this process.

    Raises OSError where none can be made.
    """
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=_folder()))


def lasting_aside(name: str) -> Path:
    """Return the folder of this name that lasts as long as this process; raises OSError."""
    folder = _folder() / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def clear_left() -> None:
    """Remove what processes that are no more have left behind."""
    place = Path(tempfile.gettempdir())
    for folder in (*place.glob(f"{_OURS}*"), *place.glob(f"{_BEFORE}*")):
        # A lock that is held, and a folder that cannot be looked into, are somebody's.
        with suppress(OSError, ClerkError):
            if _may_go(folder):
                _remove(folder, WriterLock(folder / _LOCKED))


def _may_go(folder: Path) -> bool:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or (
        sys.platform != "win32" and found.st_uid != os.geteuid()
    ):
        return False
    # One that has no lock may be about to get it.
    return lock_path(folder / _LOCKED).exists() or time.time() - found.st_mtime > _LEFT_OVER_SECONDS


def _folder() -> Path:
    global _own
    with _one_at_a_time:
        # A child made by forking is another process; a system may tidy up under one that runs on.
        if _own is None or _own.process != os.getpid() or not _own.folder.is_dir():
            clear_left()
            folder = Path(tempfile.mkdtemp(prefix=_OURS))
            _own = _Own(os.getpid(), folder, WriterLock(folder / _LOCKED))
            atexit.register(_end, _own)
        return _own.folder


def _end(own: _Own) -> None:
    if own.process == os.getpid():
        with suppress(OSError):
            _remove(own.folder, own.lock)


def _remove(folder: Path, lock: WriterLock) -> None:
    for path in folder.iterdir():
        if path == lock.path:
            continue
        if sys.platform == "win32":
            _let_go(path)
        # What Word holds open stays for the next start.
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
    lock.release()
    try:
        folder.rmdir()
    except OSError:
        lock.path.touch()


def _let_go(path: Path) -> None:
    """Let what may only be read be removed, which Windows refuses."""
    if path.is_symlink():
        # What it leads to is somebody's, and stays as it is.
        return
    for one in (path, *path.rglob("*")):
        with suppress(OSError):
            if not one.is_symlink():
                one.chmod(stat.S_IWRITE | stat.S_IREAD)
