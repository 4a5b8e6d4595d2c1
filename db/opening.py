"""Open a register: one writer at a time, and nothing written before the file is known to be ours.

Ours, not newer than this program, and sound; an older one is copied aside and brought up to date
in one transaction.
"""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from db.beside import Beside
from db.faults import damaged, told_to_clerk
from db.file_names import is_device, is_too_long
from db.lock import Holder, WriterLock
from db.newest import APPLICATION_ID, STEPS, applied_steps, is_newest
from db.place import ASIDE, CONVERTED, UPGRADED
from db.sealing import Stamp
from db.store import Store, connect
from rules.errors import ClerkError

# Up to here a look at every page costs less than the eye notices; beyond, only after a crash.
_ALWAYS_LOOKED_OVER_BYTES = 1 << 20
# The lock and the journal beside it have longer names still.
_LONGEST_NAME = 240
_MAGIC = b"SQLite format 3\x00"
_SERVER, _BOM = b"[disclosure-desk", b"\xef\xbb\xbf"


def open_store(
    path: Path,
    *,
    read_only: bool = False,
    today: date | None = None,
    stamp: Callable[[], Stamp] = Stamp,
    keep_aside: bool = True,
) -> Store:
    """Open the register at `path`; a file that is absent or empty becomes a new one.

    A connection file opens the register it names on a server, as `db.server.opening` says.
    `read_only` opens without the writer's lock and makes nothing. `today` dates the copy an older
    register is kept in (by default the day it was last written); `stamp` says who writes and when;
    `keep_aside` whether an older register is copied first.
    Raises `ClerkError` where the file is no register, newer than the program, damaged, out of
    reach or open elsewhere.
    """
    path = _one_name(Path(path))
    _check_place(path)
    if is_on_server(path):
        from db.server import component

        component.need_libpq()
        from db.server.opening import open_on_server

        return open_on_server(path, read_only=read_only, stamp=stamp)
    if read_only:
        return _open_to_read(path)
    _check_header(path)
    now = stamp()
    lock = WriterLock(path, Holder(now.by, now.machine, now.at))
    try:
        return _open_to_write(path, lock, today, stamp, keep_aside=keep_aside)
    except BaseException:
        lock.release()
        raise


def is_on_server(path: Path) -> bool:
    """Tell whether a path is that of a connection file: its register lies on a server."""
    try:
        # A pipe would keep the program waiting for ever.
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_BOM) + len(_SERVER)).removeprefix(_BOM).startswith(_SERVER)
    except (OSError, ValueError):
        return False


def kept_beside(path: Path) -> list[Path]:
    """Return what is kept beside a register of it, before restores and upgrades."""
    begins = tuple(f"{path.stem} {word} " for word in (ASIDE, UPGRADED))
    with suppress(OSError):
        return [
            one
            for one in path.parent.iterdir()
            if one.name.startswith(begins) and one.suffix == path.suffix
        ]
    return []


def lies_at(path: Path) -> Path:
    """Return where the file lies that a path leads to; a link to nothing is its own place."""
    try:
        return path.resolve() if path.is_symlink() and path.exists() else path
    except (OSError, ValueError):
        return path


def _one_name(path: Path) -> Path:
    """Return the one path a register lies at: two names would be two locks and two writers.

    Raises `ClerkError` where the file has a second name no link tells.
    """
    try:
        path = lies_at(path)
        if path.is_symlink():
            raise ClerkError(
                f"“{path.name}”指向的登记簿“{path.resolve()}”不在了，没有打开，"
                "也没有另建空白登记簿。请从备份恢复，或者选择登记簿现在的位置。"
            )
        if not path.is_file() or path.stat().st_nlink == 1:
            return path
        if path.stat().st_nlink == 1 + len(_second_names(path)):
            return path
    except (OSError, ValueError):
        # Whatever it is, the look at the place says it.
        return path
    raise ClerkError(
        f"登记簿“{path.name}”在磁盘上还有另一个名称（硬链接），从两处打开会互相覆盖，没有打开。"
        "请把它复制一份，删去其中一个名称后再打开。"
    )


def _second_names(path: Path) -> list[Path]:
    """Return the names a restore or a conversion gave the register another was to take over."""
    begins = (f"{path.stem} {ASIDE} ", f"{path.stem} {CONVERTED}{path.suffix}")
    return [
        other
        for other in path.parent.iterdir()
        if other.name.startswith(begins) and other.samefile(path)
    ]


def _drop_second_names(path: Path) -> None:
    """Take back what a restore or a conversion killed half-way did.

    Only who holds the lock knows it is over: to anybody else it may be the last name the old
    register has in a moment.
    """
    with suppress(OSError):
        if path.stat().st_nlink > 1:
            for other in _second_names(path):
                other.unlink()


def _refuse_to_begin_beside(path: Path) -> None:
    """Refuse to begin an empty register where what was kept speaks of one that was there.

    Letters, copies, or itself as it was before a restore or an upgrade: its numbers would start at
    1 again. Raises `ClerkError`.
    """
    beside = Beside(path)
    for folder, begins in ((beside.letters, ""), (beside.copies, f"{path.stem} 备份 ")):
        with suppress(OSError):
            if any(one.is_file() and one.name.startswith(begins) for one in folder.rglob("*")):
                what = "文书" if folder == beside.letters else "备份"
                raise ClerkError(
                    f"登记簿“{path.name}”不在了或者是空的，它的{what}还在“{folder.name}”文件夹里。"
                    "没有另建空白登记簿：那样编号会从1重新开始。"
                    "请从备份恢复，或者在别处新建登记簿。"
                )
    for one in kept_beside(path):
        raise ClerkError(
            f"登记簿“{path.name}”不在了或者是空的，旁边还留着“{one.name}”。"
            "没有另建空白登记簿：那样编号会从1重新开始。请换回它，或者从备份恢复。"
        )


def _check_place(path: Path) -> None:
    if not path.name:
        raise ClerkError("没有指定登记簿文件，请选择一个登记簿文件或者填写新登记簿的文件名。")
    try:
        # Windows calls a name too long for it a file that is not there, or cuts it short; a device
        # of its own is there in every folder, and is no file.
        if len(path.name) > _LONGEST_NAME or is_device(path.name):
            raise OSError(errno.ENAMETOOLONG, path.name)
        if path.is_dir():
            raise ClerkError(f"“{path.name}”是文件夹，不是登记簿文件，请选择文件。")
        if path.exists() and not path.is_file():
            # A pipe would keep the program waiting for ever.
            raise ClerkError(f"“{path.name}”不是普通文件，不能作为登记簿，请选择登记簿文件。")
        if not path.parent.is_dir() and is_too_long(path):
            raise ClerkError(
                f"登记簿“{path.name}”存放的路径过长，系统找不到它的文件夹，没有打开。"
                "请把整个文件夹移到层次较少、名称较短的位置后再打开。"
            )
        if not path.parent.is_dir():
            raise ClerkError(f"文件夹“{path.parent}”不存在，请先建立文件夹或者改选别处。")
        with suppress(FileNotFoundError):
            path.stat()
    except PermissionError as error:
        raise ClerkError(
            f"没有权限进入文件夹“{path.parent}”，请申请读写权限或者改选别处。"
        ) from error
    except (OSError, ValueError) as error:
        raise ClerkError("登记簿的文件名不能使用，请改用较短的、不含特殊符号的文件名。") from error


def _check_header(path: Path) -> None:
    """Refuse a file that is not SQLite's, before anything of ours is put beside it."""
    try:
        if not path.exists():
            return
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise ClerkError(
            f"没有权限读取“{path.name}”，请申请文件夹“{path.parent}”的读写权限后再试。"
        ) from error
    if start and start != _MAGIC:
        raise ClerkError(
            f"“{path.name}”不是本程序的登记簿文件，没有打开，也没有改动它。请选择本程序建立的登记簿。"
        )


def _open_to_write(
    path: Path,
    lock: WriterLock,
    today: date | None,
    stamp: Callable[[], Stamp],
    *,
    keep_aside: bool,
) -> Store:
    _drop_second_names(path)
    is_new = not path.exists() or path.stat().st_size == 0
    if is_new:
        _refuse_to_begin_beside(path)
        # For its owner alone; where it cannot be made, SQLite says why.
        with suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    store = Store(connect(path, "rwc"), path, lock)
    store.stamp = stamp
    try:
        if not is_new:
            _check_ours(store)
            if lock.after_crash or path.stat().st_size <= _ALWAYS_LOOKED_OVER_BYTES:
                check_pages(store)
        with told_to_clerk(path):
            store.connection.execute("pragma journal_mode = delete")
        if not is_newest(store.file):
            from db.upgrading import bring_up_to_date

            bring_up_to_date(store, today, is_new=is_new, keep_aside=keep_aside)
    except BaseException:
        with suppress(sqlite3.Error):
            store.connection.close()
        raise
    return store


def _open_to_read(path: Path) -> Store:
    _check_header(path)
    if not path.exists() or path.stat().st_size == 0:
        raise ClerkError(f"找不到登记簿“{path.name}”，请核对文件的位置和名称。")
    _roll_back_what_a_crash_left(path)
    store = Store(connect(path, "ro"), path)
    try:
        _check_ours(store)
        with told_to_clerk(path):
            if applied_steps(store.file) != STEPS:
                from db.upgrading import upgraded_copy

                store = upgraded_copy(store)
    except BaseException:
        with suppress(sqlite3.Error):
            store.connection.close()
        raise
    return store


def _roll_back_what_a_crash_left(path: Path) -> None:
    """Let SQLite undo a torn transaction: a read-only connection may not."""
    if not path.with_name(path.name + "-journal").exists():
        return
    try:
        lock = WriterLock(path)
    except ClerkError:
        # A writer is at work: the journal is its own.
        return
    try:
        connection = connect(path, "rw")
        with told_to_clerk(path):
            connection.execute("select count(*) from sqlite_master").fetchone()
        connection.close()
    finally:
        lock.release()


def _check_ours(store: Store) -> None:
    """Refuse what is not a register, and a register of a newer program."""
    name = store.path.name
    if store.value("pragma application_id") != APPLICATION_ID:
        # A crash may leave a database without a single table: nothing of anybody's is in it.
        if store.value("select count(*) from sqlite_master") == 0 and not store.is_read_only:
            return
        raise ClerkError(
            f"“{name}”是其他程序的数据库，不是依申请公开登记簿，没有打开，也没有改动它。"
            "请选择本程序建立的登记簿。"
        )
    with told_to_clerk(store.path):
        if not is_newest(store.file):
            from db.upgrading import check_older

            check_older(store)


def check_pages(store: Store) -> None:
    """Look at every page of the register; raises `ClerkError` where one is damaged."""
    with told_to_clerk(store.path):
        found = store.file.execute("pragma quick_check(1)").fetchall()
    if found != [("ok",)]:
        raise damaged(store.path)
