"""Open a register, and hand out its connection.

A register is opened by one writer at a time. Before anything is written it is known to be ours,
not newer than this program, and sound; an older one is copied aside and brought up to date in one
transaction.
"""

import errno
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from db.faults import damaged, told_to_clerk
from db.file_names import is_device
from db.lock import WriterLock
from db.newest import APPLICATION_ID, is_newest
from db.place import uri
from rules.errors import ClerkError

_BUSY_SECONDS = 5.0
_CACHE_KIB = 16_384
# Up to here a look at every page costs less than the eye notices; beyond, only after a crash.
_ALWAYS_LOOKED_OVER_BYTES = 1 << 20
# The lock and the journal beside it have longer names still.
_LONGEST_NAME = 240
_MAGIC = b"SQLite format 3\x00"

# What a column holds; which type that is, its caller knows.
Cell: TypeAlias = Any
Parameters = Sequence[Cell] | Mapping[str, Cell]


class Store:
    """An open register. Everything `db/` does is a function that takes one."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        lock: "WriterLock | _Held | None" = None,
    ) -> None:
        self.connection = connection
        self.path = path
        self.copied_aside: Path | None = None
        self._lock = lock

    @property
    def is_read_only(self) -> bool:
        """Tell whether this store was opened without the right to write."""
        return self._lock is None

    @property
    def can_be_reopened(self) -> bool:
        """Tell whether the file holds what this connection sees: not so for an upgraded copy."""
        return bool(self.value("select file from pragma_database_list where name = 'main'"))

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Do all of the block or nothing of it; nests.

        On disk when the outermost block ends. Raises `ClerkError` where the disk is full, the file
        read-only, damaged or held by another program; the register is then as it was before.
        """
        with told_to_clerk(self.path, by_others=True):
            if self.connection.in_transaction:
                with self._savepoint():
                    yield
                return
            if self.is_read_only:
                raise read_only(self.path)
            self.connection.execute("begin immediate")
            try:
                yield
                self.connection.execute("commit")
            except BaseException:
                self.connection.rollback()
                raise

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        self.connection.execute("savepoint act")
        try:
            yield
        except BaseException:
            # SQLite may have rolled everything back itself, as on a full disk.
            if self.connection.in_transaction:
                self.connection.execute("rollback to act")
                self.connection.execute("release act")
            raise
        self.connection.execute("release act")

    def rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[Cell, ...]]:
        """Return the rows a query finds."""
        with told_to_clerk(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> tuple[Cell, ...] | None:
        """Return the first row a query finds, or None."""
        with told_to_clerk(self.path):
            row: tuple[Cell, ...] | None = self.connection.execute(sql, parameters).fetchone()
            return row

    def value(self, sql: str, parameters: Parameters = ()) -> Cell:
        """Return the first value of the first row a query finds, or None."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    def run(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Carry out a statement that writes, in the open transaction or in one of its own."""
        if self.connection.in_transaction:
            with told_to_clerk(self.path):
                return self.connection.execute(sql, parameters)
        with self.atomic():
            return self.connection.execute(sql, parameters)

    def reader(self) -> "Store":
        """Return a second, read-only connection, for another thread. The caller closes it."""
        return Store(_connect(self.path, "ro"), self.path)

    def second_writer(self) -> "Store":
        """Return a second connection that writes, for long work on another thread.

        Until its transaction is on disk this store reads what was there before, and waits with
        what it writes itself. The caller closes it, before this store. Raises `ClerkError` where
        this store is read-only.
        """
        if self._lock is None:
            raise read_only(self.path)
        connection = _connect(self.path, "rw")
        # Else a cache that is full would lock the readers out long before the end.
        connection.execute("pragma cache_spill = off")
        return Store(connection, self.path, _Held())

    def close(self) -> None:
        """Close the register and give the right to write to it back; may be called twice."""
        self.connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Held:
    """The right to write, held by the store whose second connection this is."""

    def release(self) -> None:
        """Leave it where it is held."""


def read_only(path: Path) -> ClerkError:
    """Return what to say where a register that is only read shall be written to."""
    return ClerkError(f"登记簿“{path.name}”是以只读方式打开的，不能保存。请在程序窗口中办理。")


def open_store(path: Path, *, read_only: bool = False, today: date | None = None) -> Store:
    """Open the register at `path`; a file that is absent or empty becomes a new one.

    `read_only` opens without the writer's lock and makes nothing. `today` dates the copy an older
    register is kept in (by default the day it was last written). Raises `ClerkError` where the
    file is no register, newer than the program, damaged, out of reach or open elsewhere.
    """
    path = Path(path)
    _check_place(path)
    if read_only:
        return _open_to_read(path)
    _check_header(path)
    lock = WriterLock(path)
    try:
        return _open_to_write(path, lock, today)
    except BaseException:
        lock.release()
        raise


def _check_place(path: Path) -> None:
    if not path.name:
        raise ClerkError("没有指定登记簿文件，请选择一个登记簿文件或者填写新登记簿的文件名。")
    try:
        if path.is_dir():
            raise ClerkError(f"“{path.name}”是文件夹，不是登记簿文件，请选择文件。")
        if not path.parent.is_dir():
            raise ClerkError(f"文件夹“{path.parent}”不存在，请先建立文件夹或者改选别处。")
        with suppress(FileNotFoundError):
            path.stat()
        # Windows calls a name too long for it a file that is not there, and some cut it short.
        if len(path.name) > _LONGEST_NAME or is_device(path.name):
            raise OSError(errno.ENAMETOOLONG, path.name)
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


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    with told_to_clerk(path):
        connection = sqlite3.connect(
            uri(path, mode),
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            for pragma in (
                "foreign_keys = on",
                "synchronous = full",
                f"cache_size = -{_CACHE_KIB}",
                "temp_store = memory",
                "trusted_schema = off",
            ):
                connection.execute(f"pragma {pragma}")
            return connection
        except BaseException:
            connection.close()
            raise


def _open_to_write(path: Path, lock: WriterLock, today: date | None) -> Store:
    is_new = not path.exists() or path.stat().st_size == 0
    store = Store(_connect(path, "rwc"), path, lock)
    try:
        if not is_new:
            _check_ours(store)
            if lock.after_crash or path.stat().st_size <= _ALWAYS_LOOKED_OVER_BYTES:
                check_pages(store)
        with told_to_clerk(path):
            store.connection.execute("pragma journal_mode = delete")
        if not is_newest(store.connection):
            from db.upgrading import bring_up_to_date

            bring_up_to_date(store, today, is_new=is_new)
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
    store = Store(_connect(path, "ro"), path)
    try:
        _check_ours(store)
        with told_to_clerk(path):
            if not is_newest(store.connection):
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
        connection = _connect(path, "rw")
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
        if not is_newest(store.connection):
            from db.upgrading import check_older

            check_older(store)


def check_pages(store: Store) -> None:
    """Look at every page of the register; raises `ClerkError` where one is damaged."""
    if store.rows("pragma quick_check(1)") != [("ok",)]:
        raise damaged(store.path)
