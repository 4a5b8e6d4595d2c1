"""The folder the program lives in, its lock files, and the stamp that says .venv is whole."""

import contextlib
import errno
import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from door.refusals import damaged_lock
from door.talking import say


@dataclass(frozen=True)
class House:
    """The folder the program lives in."""

    root: Path

    @property
    def venv(self) -> Path:
        """The folder of the program's own Python."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The program's own Python."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """The file, written last, that says a .venv is whole and what it was made from."""
        return self.venv / "made-from.json"

    @property
    def pip_log(self) -> Path:
        """What pip said the last time it failed."""
        return self.venv / "pip.log"

    @property
    def runtime_lock(self) -> Path:
        """What the program needs."""
        return self.root / "packaging" / "requirements.lock"

    @property
    def development_lock(self) -> Path:
        """What the program and its tests need."""
        return self.root / "packaging" / "requirements-dev.lock"

    @property
    def wheels(self) -> Path:
        """Packages for a computer without network."""
        return self.root / "wheels"


def requirements(lock: Path) -> list[str]:
    """Return the requirements a lock file pins, refusing a file that is cut short or garbled."""
    try:
        lines = lock.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        raise damaged_lock(lock) from None
    pinned: list[str] = []
    hashes = 0
    for line in lines:
        words = line.rstrip(" \\")
        if re.fullmatch(r" +--hash=sha256:[0-9a-f]{64}", words):
            hashes += 1
        elif re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)?", words) and hashes >= bool(pinned):
            pinned.append(words)
            hashes = 0
        elif words and not words.startswith("#"):
            raise damaged_lock(lock)
    if not (pinned and hashes) or lines[-1] != "# end":
        raise damaged_lock(lock)
    return pinned


def fingerprint(lock: Path) -> str:
    """Return what tells one state of a lock file from another, however git ends its lines."""
    try:
        return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    except FileNotFoundError:
        raise damaged_lock(lock) from None


def read_stamp(house: House) -> dict[str, Any]:
    """Return what a whole .venv in this very place was made from, or nothing.

    A .venv that was moved or copied still points to where it was, and one whose Python was
    uninstalled points to nothing: neither counts.
    """
    try:
        stamp = json.loads(house.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(stamp, dict) or stamp.get("at") != str(house.venv):
        return {}
    base = stamp.get("base", "")
    if not house.python.exists() or (base and not os.path.exists(base)):
        return {}
    return stamp


def is_ready(house: House, lock: Path) -> bool:
    """Whether .venv holds exactly what `lock` names."""
    return bool(read_stamp(house).get(lock.name) == fingerprint(lock))


def write_stamp(house: House, locks: Sequence[Path]) -> None:
    """Declare .venv whole: the very last thing done to it."""
    base = base_python(house.venv / "pyvenv.cfg")
    stamp = {
        "at": str(house.venv),
        # A Store Python may not be able to see its own file: then it is not asked for again.
        "base": base if os.path.exists(base) else "",
        **{lock.name: fingerprint(lock) for lock in locks},
    }
    unfinished = house.stamp.with_suffix(".new")
    unfinished.write_text(json.dumps(stamp, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(house.stamp)


def base_python(config: Path) -> str:
    """Return the Python a .venv leans on, from its pyvenv.cfg."""
    for line in config.read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition("=")
        if name.strip() == "executable":
            return value.strip()
    return ""


def try_to_lock(file: IO[bytes]) -> bool:
    """Take the lock on `file` unless another process has it; the system drops it at our end."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        # Some network folders know no locks; a lone start there is better than none.
        if error.errno not in {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}:
            raise
    return True


@contextlib.contextmanager
def alone(house: House) -> Iterator[IO[bytes]]:
    """Hold the house, waiting for another start that is making .venv just now."""
    with open(house.root / ".venv.lock", "ab") as file:
        waiting = False
        while not try_to_lock(file):
            if not waiting:
                say(
                    "另一次启动正在准备运行环境，请稍候 / "
                    "Another start is preparing the program: waiting for it."
                )
            waiting = True
            time.sleep(0.2)
        yield file
