"""An open register: its connection, its transactions, and what lies beside it.

`db.opening` opens one.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias, cast

from db import sealing
from db.beside import Beside
from db.faults import told_to_clerk
from db.lock import WriterLock
from db.place import uri
from db.sealing import Stamp
from db.words import Connection, Cursor, EngineWords, words_of
from rules.errors import ClerkError

_BUSY_SECONDS = 5.0
_CACHE_KIB = 16_384
_PAGES_A_STEP = 4_096
# How much of each page is kept for others, by the header: nothing, or what SQLCipher needs.
_KEPT_FOR_OTHERS, _LOCKED = 20, 80

# What a column holds; which type that is, its caller knows.
Cell: TypeAlias = Any
Parameters = Sequence[Cell] | Mapping[str, Cell]


class Store:
    """An open register. Everything `db/` does is a function that takes one."""

    def __init__(
        self,
        connection: Connection,
        path: Path,
        lock: "WriterLock | Held | None" = None,
    ) -> None:
        self.connection = connection
        self.path = path
        self.copied_aside: Path | None = None
        # What the file says of its journal, where this connection sees only a copy of its pages.
        self.file_journal = ""
        self._folder: Path | None = None
        # The steps recorded through this very store, told apart from those of others.
        self.own_steps: set[int] = set()
        self._fresh_steps: set[int] = set()
        self.stamp: Callable[[], Stamp] = Stamp
        self._sealing: sealing.Sealing | None = None
        self._lock = lock

    @property
    def beside(self) -> Beside:
        """Where letters, attachments, templates and copies lie."""
        return Beside(self.path)

    def forget_place(self) -> None:
        """Ask anew where the papers lie; those of a file lie beside it."""

    def forget_parts(self) -> None:
        """Ask anew what parts this account plays by a server's word; a file's people say."""

    @property
    def is_read_only(self) -> bool:
        """Tell whether this store was opened without the right to write."""
        return self._lock is None

    @property
    def words(self) -> EngineWords:
        """What the engine says its own way."""
        return words_of(self.connection)

    @property
    def file(self) -> sqlite3.Connection:
        """The connection to the file this register is.

        Raises `ClerkError` for a register on a server.
        """
        if not self.words.is_file:
            raise ClerkError(
                f"登记簿“{self.path.name}”在服务器上，这项功能只用于放在文件里的登记簿，没有做。"
                "服务器上的登记簿由信息技术部门备份和维护。"
            )
        return cast("sqlite3.Connection", self.connection)

    @property
    def key(self) -> str:
        """The key this register is encrypted by, or an empty text."""
        return str(getattr(self.connection, "key", ""))

    @property
    def account(self) -> str:
        """The account whose person sits here: this computer's, or that of the server."""
        return sealing.this_account()

    @property
    def parts(self) -> frozenset[str] | None:
        """The names of the parts the account plays by a server's word.

        None where the register's people say.
        """
        return None

    @property
    def own_drafts(self) -> str:
        """What the keys of this account's drafts begin with."""
        return ""

    @property
    def changes_seen(self) -> int:
        """A number that is another one once somebody else has written to the register."""
        return int(self.value("pragma data_version"))

    @property
    def seconds_ahead(self) -> float:
        """How far the clock that counts for this register is ahead of this computer's."""
        return 0.0

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
            if self._sealing is None:
                self._sealing = sealing.begin(self.connection)
            self._fresh_steps.clear()
            self._begin()
            try:
                yield
                self._commit(sealing.close(self.connection, self._sealing, self.stamp()))
                self.own_steps |= self._fresh_steps
            except BaseException:
                self.connection.rollback()
                self._sealing.notes.clear()
                self.forget_place()
                raise

    def _begin(self) -> None:
        self.connection.execute("begin immediate")

    def _commit(self, _: sealing.EntryHead | None) -> None:
        self.connection.execute("commit")

    @property
    def is_writing(self) -> bool:
        """Whether a transaction is open."""
        return self.connection.in_transaction

    def recorded(self, step_id: int) -> None:
        """Take a step for one of this store's own, once its transaction is on disk."""
        self._fresh_steps.add(step_id)

    def note(self, word: str, **details: Cell) -> None:
        """Say in the entry of the open transaction what it is about; `details` plain JSON.

        Raises `RuntimeError` outside a transaction.
        """
        if self._sealing is None or not self.connection.in_transaction:
            raise RuntimeError("a note belongs to the transaction it is about")
        self._sealing.notes.append({"note": word, **details})

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        self.connection.execute("savepoint act")
        notes = self._sealing.notes if self._sealing is not None else []
        said = len(notes)
        try:
            yield
        except BaseException:
            del notes[said:]
            # SQLite may have rolled everything back itself, as on a full disk.
            if self.connection.in_transaction:
                self.connection.execute("rollback to act")
                self.connection.execute("release act")
            raise
        self.connection.execute("release act")

    def ask_ahead(self, sql: str, parameters: Sequence[Cell] = ()) -> None:
        """Say what will be asked for next in the open act; a file needs no asking ahead."""

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

    def run(self, sql: str, parameters: Parameters = ()) -> Cursor:
        """Carry out a statement that writes, in the open transaction or in one of its own."""
        if self.connection.in_transaction:
            with told_to_clerk(self.path):
                return self.connection.execute(sql, parameters)
        with self.atomic():
            return self.connection.execute(sql, parameters)

    def add(self, sql: str, parameters: Parameters = ()) -> int:
        """Carry out a statement that inserts one row, and return its id."""
        return int(self.written(f"{sql} returning id", parameters)[0][0])

    def written(self, sql: str, parameters: Parameters = ()) -> list[tuple[Cell, ...]]:
        """Carry out a statement that writes and says what it wrote, and return that."""
        if not self.connection.in_transaction:
            with self.atomic():
                return self.written(sql, parameters)
        with told_to_clerk(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def reader(self) -> "Store":
        """Return a second, read-only connection, for another thread. The caller closes it."""
        return Store(connect(self.path, "ro"), self.path)

    def snapshot(self) -> "Store":
        """Return the register as it is now, page for page, held apart from the file.

        Long looks at it keep no writer waiting. The caller closes it.
        """
        if self.key:
            return self.apart()
        still = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        try:
            reader = self.reader() if self.can_be_reopened else self
            try:
                with told_to_clerk(self.path):
                    reader.file.backup(still, pages=_PAGES_A_STEP)
                journal = str(reader.value("pragma journal_mode"))
            finally:
                if reader is not self:
                    reader.close()
            still.execute("pragma trusted_schema = off")
            still.execute("pragma query_only = on")
        except BaseException:
            still.close()
            raise
        made = Store(still, self.path)
        made.file_journal = journal if self.can_be_reopened else ""
        return made

    def dump(self, _target: Path) -> bool | None:
        """Write the database by its server's own program; a file has none: None."""
        return None

    def apart(self, mode: str = "ro") -> "Store":
        """Return an encrypted register as it is now: its bytes, in a folder apart, as encrypted.

        The caller closes it. Raises `ClerkError` where there is no room for it.
        """
        import shutil

        from db.aside import new_aside

        folder = new_aside("register")
        try:
            there = folder / self.path.name
            reader = self.reader()
            try:
                with told_to_clerk(self.path, by_others=True):
                    # While it is read nobody writes into it.
                    reader.connection.execute("begin")
                    reader.value("select count(*) from sqlite_master")
                    shutil.copyfile(self.path, there)
                    reader.connection.execute("rollback")
            finally:
                reader.close()
            made = Store(connect(there, mode), self.path)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        made._folder = folder
        return made

    def second_writer(self) -> "Store":
        """Return a second connection that writes, for long work on another thread.

        Until its transaction is on disk this store reads what was there before, and waits with
        what it writes itself. The caller closes it, before this store. Raises `ClerkError` where
        this store is read-only.
        """
        if self._lock is None:
            raise read_only(self.path)
        connection = connect(self.path, "rw")
        # Else a cache that is full would lock the readers out long before the end.
        connection.execute("pragma cache_spill = off")
        other = Store(connection, self.path, Held())
        other.stamp = self.stamp
        return other

    def keep_stand_ins(self) -> None:
        """Leave it: in a file the register's own people say who stands in for whom."""

    def retire(self) -> None:
        """Let nobody write to a register that lies elsewhere by now; a file is renamed instead."""

    def close(self) -> None:
        """Close the register and give the right to write to it back; may be called twice."""
        self.connection.close()
        if self._folder is not None:
            import shutil

            shutil.rmtree(self._folder, ignore_errors=True)
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Held:
    """The right to write, held by the store whose second connection this is."""

    def release(self) -> None:
        """Leave it where it is held."""


def blank_like(store: Store, path: Path) -> sqlite3.Connection:
    """Return a connection to a new file, encrypted by the key of a register where that has one."""
    key = store.key
    if key:
        from db.cipher import blank

        return blank(path, key)
    return sqlite3.connect(uri(path, "rwc"), uri=True)


def is_locked(path: Path) -> bool:
    """Tell whether a register is encrypted; False where it cannot be read."""
    head = b""
    with suppress(OSError):
        # A pipe would keep the program waiting for ever.
        if path.is_file():
            with path.open("rb") as file:
                head = file.read(_KEPT_FOR_OTHERS + 1)
    return len(head) > _KEPT_FOR_OTHERS and head[_KEPT_FOR_OTHERS] == _LOCKED


def read_only(path: Path) -> ClerkError:
    """Return what to say where a register that is only read shall be written to."""
    return ClerkError(f"登记簿“{path.name}”是以只读方式打开的，不能保存。请在程序窗口中办理。")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Return a connection to a register as all of them are set; `mode` is ro, rw or rwc.

    Raises `ClerkError` where the register is encrypted and no key of this account opens it.
    """
    with told_to_clerk(path):
        if is_locked(path):
            # Read where it is needed: the start of an office that encrypts nothing goes without.
            from db.cipher import connect_locked

            connection = connect_locked(path, mode)
        else:
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
                # A page that must be decrypted again costs more than one that is read again.
                f"cache_size = -{_CACHE_KIB * (4 if is_locked(path) else 1)}",
                "temp_store = memory",
                "trusted_schema = off",
            ):
                connection.execute(f"pragma {pragma}")
            return connection
        except BaseException:
            connection.close()
            raise
