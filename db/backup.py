"""Copies of the register, made while it is open and looked over before they count as copies."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from db.faults import told_to_clerk
from db.lock import WriterLock
from db.opening import check_pages, open_store
from db.place import uri
from db.steps import verify_chain
from db.store import Store
from rules.errors import ClerkError

_PAGES_A_STEP = 1000
_WORDS = "备份"


class BackupCancelled(Exception):  # noqa: N818 - it is what the clerk asked for, and no error.
    """The clerk stopped a backup; nothing is left of it."""


def back_up(
    store: Store,
    folder: Path,
    *,
    at: datetime,
    keep: int = 30,
    on_progress: Callable[[int, int], object] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """Copy the register into `folder`, look the copy over, and return where it lies.

    `on_progress` is told pages done and pages in all. Of the copies made by this function the
    `keep` latest stay. Raises `ClerkError` where the folder cannot be written or the copy is not
    sound, `BackupCancelled` where `is_cancelled` says so.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClerkError(
            f"不能在“{folder}”建立备份文件夹，没有备份。请改选能写入的文件夹，或者插好移动硬盘后再试。"
        ) from error
    register = store.path
    stem, suffix = register.stem, register.suffix
    path = folder / f"{stem} {_WORDS} {at:%Y-%m-%d %H%M%S}{suffix}"
    half = path.with_name(path.name + ".part")
    try:
        _copy(store, half, on_progress, is_cancelled)
        _look_over(half)
        half.replace(path)
    except OSError as error:
        raise ClerkError(f"备份没有写成“{path.name}”，请检查备份磁盘后再试。") from error
    finally:
        for left in (half, half.with_name(half.name + "-journal")):
            with suppress(OSError):
                left.unlink()
    for old in backups(folder, stem, suffix)[keep:]:
        # A copy that cannot be removed today is removed another day.
        with suppress(OSError):
            old.unlink()
    return path


def backups(folder: Path, stem: str, suffix: str = ".db") -> list[Path]:
    """Return the copies of a register in a folder, the latest first."""
    mark = f"{stem} {_WORDS} "
    try:
        found = [
            path
            for path in folder.iterdir()
            if path.name.startswith(mark) and path.suffix == suffix
        ]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name, reverse=True)


def check_copy(path: Path) -> int:
    """Return how many requests a copy holds; raises `ClerkError` where it is not a sound register.

    For the clerk who is about to restore it: pages, history and age are looked at, not changed.
    """
    with open_store(path, read_only=True) as copy:
        check_pages(copy)
        broken = verify_chain(copy)
        if broken:
            raise ClerkError(f"备份“{path.name}”的办理记录不完整：{broken[0]}请改用另一份备份。")
        return int(copy.value("select count(*) from request"))


def restore(copy: Path, register: Path, *, at: datetime) -> Path | None:
    """Put a sound copy in the register's place and return where the old register now lies.

    The register must be closed. The old file is never erased, only renamed; None where there was
    none. Raises `ClerkError` where the copy is not sound or a file cannot be moved.
    """
    check_copy(copy)
    lock = WriterLock(register)
    try:
        return _swap(copy, register, at)
    finally:
        lock.release()


def _swap(copy: Path, register: Path, at: datetime) -> Path | None:
    fresh = register.with_name(register.name + ".part")
    aside: Path | None = None
    try:
        with suppress(FileNotFoundError):
            fresh.unlink()
        with told_to_clerk(register), open_store(copy, read_only=True) as source:
            _copy(source, fresh, None, lambda: False)
        if register.exists():
            aside = register.with_name(
                f"{register.stem} 恢复前 {at:%Y-%m-%d %H%M%S}{register.suffix}"
            )
            # A torn transaction belongs to the file it was torn in.
            journal = register.with_name(register.name + "-journal")
            os.replace(register, aside)
            if journal.exists():
                os.replace(journal, aside.with_name(aside.name + "-journal"))
        os.replace(fresh, register)
    except OSError as error:
        raise ClerkError(
            f"不能替换登记簿“{register.name}”，请先在所有窗口关闭它，再恢复一次。"
        ) from error
    return aside


def _copy(
    store: Store,
    target: Path,
    on_progress: Callable[[int, int], object] | None,
    is_cancelled: Callable[[], bool],
) -> None:
    def progress(_: int, remaining: int, total: int) -> None:
        if is_cancelled():
            raise BackupCancelled
        if on_progress is not None:
            on_progress(total - remaining, total)

    with told_to_clerk(target):
        connection = sqlite3.connect(uri(target, "rwc"), uri=True)
        try:
            # Another connection, so that the window can go on working while pages are copied.
            reader = store.reader() if store.can_be_reopened else store
            try:
                reader.connection.backup(connection, pages=_PAGES_A_STEP, progress=progress)
            finally:
                if reader is not store:
                    reader.close()
        finally:
            connection.close()
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _look_over(path: Path) -> None:
    try:
        check_copy(path)
    except ClerkError as error:
        raise ClerkError(f"备份写完后检查没有通过，已删除这份备份：{error.message}") from error
