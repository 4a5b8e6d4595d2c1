"""One writer at a time: a lock file beside the register, held by the operating system.

The system releases the lock when the program ends, however it ends. The file that stays behind
after a crash is how the next start knows to look the register over; while it is held it says who
has the register open, for whoever may then only read.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from rules.errors import ClerkError

_LONGEST_NOTE = 4096

if sys.platform == "win32":
    import msvcrt

    # Far behind what the file says: Windows lets nobody read what is locked.
    _LOCKED_AT = 1 << 30

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_AT, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Holder(NamedTuple):
    """Who has a register open, on which computer, since when; empty where that is not known."""

    by: str = ""
    machine: str = ""
    since: str = ""

    @property
    def words(self) -> str:
        """Who it is, for a sentence."""
        who = "（".join(one for one in (self.by, self.machine) if one)
        who += "）" if self.by and self.machine else ""
        since = self.since[:16].replace("T", " ")
        return f"{who or '另一个窗口'}{f'，{since}起' if since else ''}"


class InUseError(ClerkError):
    """A register is open for writing elsewhere; `holder` says by whom."""

    def __init__(self, register: Path, holder: Holder) -> None:
        who = f"（{holder.words}）" if holder.by or holder.machine else ""
        super().__init__(
            f"登记簿“{register.name}”已在另一个窗口或者另一台电脑上打开{who}。"
            "为免两处同时改写，请先关闭那一处，再重新打开。"
        )
        self.holder = holder


def lock_path(register: Path) -> Path:
    """Return where the lock file of a register lies."""
    return register.with_name(register.name + ".lock")


def holder_of(register: Path) -> Holder:
    """Return who has a register open, as its lock says."""
    try:
        if not lock_path(register).is_file():
            return Holder()
        with lock_path(register).open("rb") as file:
            said = json.loads(file.read(_LONGEST_NOTE))
        return Holder(*(str(said.get(name, "")) for name in ("by", "machine", "since")))
    except (OSError, ValueError, AttributeError):
        return Holder()


class WriterLock:
    """The right to write to one register; `release` gives it back.

    `after_crash` tells whether the last holder ended without giving it back.
    """

    def __init__(self, register: Path, holder: Holder | None = None) -> None:
        """Take the lock; raises `InUseError` where another window or program holds it.

        Raises `ClerkError` where the folder cannot be written to.
        """
        self.path = lock_path(register)
        self.after_crash = self.path.exists()
        self._descriptor: int | None = self._taken(register)
        if holder is not None:
            self._note(holder)

    def _note(self, holder: Holder) -> None:
        said = {"by": holder.by, "machine": holder.machine, "since": holder.since}
        # A lock that cannot say who holds it still locks.
        with suppress(OSError):
            os.ftruncate(self._descriptor or 0, 0)
            os.lseek(self._descriptor or 0, 0, os.SEEK_SET)
            os.write(self._descriptor or 0, json.dumps(said).encode())

    def _taken(self, register: Path) -> int:
        while True:
            try:
                descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise ClerkError(
                    f"不能在文件夹“{register.parent}”中写入，登记簿“{register.name}”没有打开。"
                    "请取消文件夹的只读属性或者申请写入权限，也可以把登记簿移到能写入的文件夹。"
                ) from error
            try:
                _take(descriptor)
            except OSError as error:
                os.close(descriptor)
                raise InUseError(register, holder_of(register)) from error
            if self._is_still_in_place(descriptor):
                return descriptor
            # Its last holder removed the file between our opening and our locking it.
            os.close(descriptor)

    def _is_still_in_place(self, descriptor: int) -> bool:
        if sys.platform == "win32":
            # A file that is open cannot be removed there.
            return True
        try:
            there = self.path.stat()
        except OSError:
            return False
        mine = os.fstat(descriptor)
        return (mine.st_ino, mine.st_dev) == (there.st_ino, there.st_dev)

    def release(self) -> None:
        """Give the right to write back and remove the lock file."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        if sys.platform == "win32":
            os.close(descriptor)
            self._remove()
        else:
            # Removed while still locked, so that nobody can lock a file about to vanish unseen.
            self._remove()
            os.close(descriptor)

    def _remove(self) -> None:
        try:
            self.path.unlink()
        except OSError:
            # Somebody else has just opened it: then it is theirs.
            return
