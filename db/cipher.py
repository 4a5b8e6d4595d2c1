"""Registers that are encrypted, through SQLCipher where it is installed; sqlite3 to all others.

The first 32 bytes of such a file stay readable (`cipher_plaintext_header_size`), so that every look
at a header goes on as before: the byte that says how much of each page is kept for others tells
the two apart. What SQLCipher raises is raised here as sqlite3 raises it.
"""

import hashlib
import importlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from db import keys
from db.place import uri
from rules.errors import ClerkError

if TYPE_CHECKING:
    from types import ModuleType

FOLDER = "cipher"
HOW_TO_GET_IT = (
    "加密要用加密组件（SQLCipher，约6兆，不联网使用）：运行“办件台-版本-加密-安装.exe”，"
    "或者在程序文件夹里运行 python run.py cipher。"
)
_HEADER = 32
_BUSY_SECONDS = 5.0
# This driver keeps what was asked most often and makes the rest anew each time: enough for all.
_STATEMENTS = 1_000
_ROOT = Path(__file__).resolve().parents[1]
# SQLCipher's driver says what went wrong in words alone.
_CODES = (
    ("database disk image is malformed", sqlite3.SQLITE_CORRUPT),
    ("malformed database schema", sqlite3.SQLITE_CORRUPT),
    ("file is not a database", sqlite3.SQLITE_NOTADB),
    ("database is locked", sqlite3.SQLITE_BUSY),
    ("database table is locked", sqlite3.SQLITE_LOCKED),
    ("database or disk is full", sqlite3.SQLITE_FULL),
    ("disk i/o error", sqlite3.SQLITE_IOERR),
    ("attempt to write a readonly database", sqlite3.SQLITE_READONLY),
    ("unable to open database file", sqlite3.SQLITE_CANTOPEN),
    ("out of memory", sqlite3.SQLITE_NOMEM),
    ("constraint failed", sqlite3.SQLITE_CONSTRAINT),
)
# A page whose seal does not fit: the key is another's, or the page is damaged.
_OF_ANOTHER_KEY = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT})


class KeyNeededError(ClerkError):
    """A register is encrypted, and no key of this account opens it."""


def is_available() -> bool:
    """Tell whether SQLCipher is installed."""
    return _found() is not None


def engine_of_locked() -> str:
    """Return which SQLite SQLCipher brings, or an empty text where it is not installed."""
    found = _found()
    return "" if found is None else f"SQLCipher，SQLite {found.sqlite_version}"


def _found() -> "ModuleType | None":
    try:
        return importlib.import_module("sqlcipher3.dbapi2")
    except ImportError:
        pass
    for folder in _folders():
        if (folder / "sqlcipher3").is_dir() and str(folder) not in sys.path:
            sys.path.append(str(folder))
            with suppress(ImportError):
                return importlib.import_module("sqlcipher3.dbapi2")
    return None


def _folders() -> list[Path]:
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable).resolve().parent / FOLDER
        home = os.environ.get("LOCALAPPDATA")
        return [beside] if home is None else [beside, Path(home) / "依申请公开办件台" / FOLDER]
    return [_ROOT / f".{FOLDER}"]


def _driver() -> "ModuleType":
    found = _found()
    if found is None:
        raise ClerkError(f"这台电脑没有加密组件，加密的登记簿打不开。{HOW_TO_GET_IT}")
    return found


@contextmanager
def _as_sqlite3() -> Iterator[None]:
    driver = _driver()
    try:
        yield
    except driver.Error as error:
        raise _translated(error) from error


def _translated(error: Exception) -> sqlite3.Error:
    kind = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)
    made = cast("sqlite3.Error", kind(*error.args))
    said = str(error).lower()
    code = next((code for words, code in _CODES if words in said), sqlite3.SQLITE_ERROR)
    made.sqlite_errorcode = code
    return made


@cache
def _connection_class() -> type[Any]:
    driver = _driver()

    class Cursor(driver.Cursor):  # type: ignore[misc, name-defined]
        """A cursor that raises what sqlite3 raises."""

        def execute(self, *words: object) -> object:
            """Carry out a statement."""
            try:
                return super().execute(*words)
            except driver.Error as error:
                raise _translated(error) from error

        def executemany(self, *words: object) -> object:
            """Carry out a statement many times."""
            try:
                return super().executemany(*words)
            except driver.Error as error:
                raise _translated(error) from error

        def fetchone(self) -> object:
            """Return the next row."""
            try:
                return super().fetchone()
            except driver.Error as error:
                raise _translated(error) from error

        def fetchall(self) -> object:
            """Return the rows that are left."""
            try:
                return super().fetchall()
            except driver.Error as error:
                raise _translated(error) from error

        def __next__(self) -> object:
            try:
                return super().__next__()
            except driver.Error as error:
                raise _translated(error) from error

    class Connection(driver.Connection):  # type: ignore[misc, name-defined]
        """A connection that raises what sqlite3 raises; `key` is what it was opened with."""

        key = ""

        def cursor(self, factory: type[Any] = Cursor) -> object:
            """Return a cursor."""
            try:
                return super().cursor(factory)
            except driver.Error as error:
                raise _translated(error) from error

        def commit(self) -> None:
            """Bring the transaction to disk."""
            with _as_sqlite3():
                super().commit()

        def rollback(self) -> None:
            """Undo the transaction."""
            with _as_sqlite3():
                super().rollback()

        def backup(self, *words: object, **options: object) -> None:
            """Copy all pages into another such connection."""
            with _as_sqlite3():
                super().backup(*words, **options)

    return Connection


def _opened(path: Path, mode: str, key: str) -> sqlite3.Connection:
    driver = _driver()
    with _as_sqlite3():
        connection = driver.connect(
            uri(path, mode),
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=_connection_class(),
            cached_statements=_STATEMENTS,
        )
    connection.key = key
    # What it would say of a wrong key on the console is said by the sentence.
    connection.execute("pragma cipher_log_level = none")
    if key:
        connection.execute(f"pragma key = \"x'{key}{_salt(key)}'\"")
        _set(connection, "")
    return cast("sqlite3.Connection", connection)


def _set(connection: sqlite3.Connection, schema: str) -> None:
    """Set what every encrypted file of ours has; to be told anew at each opening."""
    connection.execute(f"pragma {schema}cipher_plaintext_header_size = {_HEADER}")
    # A third faster than SHA-512 where the processor knows it, and no weaker for this.
    connection.execute(f"pragma {schema}cipher_hmac_algorithm = HMAC_SHA256")


def _salt(key: str) -> str:
    return hashlib.sha256(b"salt" + bytes.fromhex(key)).hexdigest()[:32]


def connect_locked(path: Path, mode: str) -> sqlite3.Connection:
    """Return a connection to an encrypted register, by the key of this account that opens it.

    Raises `KeyNeededError` where none does, `ClerkError` where SQLCipher is not installed, and
    `sqlite3.Error` as `sqlite3.connect` does.
    """
    return _asked(path, mode, "select count(*) from sqlite_master")[0]


def one_row(path: Path, sql: str) -> Any:  # noqa: ANN401 - whatever a row holds
    """Return the first row a query finds in an encrypted file, which is closed again.

    Raises what `connect_locked` raises.
    """
    connection, row = _asked(path, "ro&immutable=1", sql)
    connection.close()
    return row


def _asked(path: Path, mode: str, sql: str) -> tuple[sqlite3.Connection, Any]:
    """Return a connection by the key that opens a file, and what it answered first."""
    _driver()
    for key in keys.known():
        connection = _opened(path, mode, key)
        try:
            return connection, connection.execute(sql).fetchone()
        except sqlite3.Error as error:
            connection.close()
            if error.sqlite_errorcode not in _OF_ANOTHER_KEY or fingerprint(key) == _noted(path):
                raise
        except BaseException:
            connection.close()
            raise
    raise KeyNeededError(
        f"登记簿“{path.name}”已加密，这台电脑的这个账户没有能打开它的密钥。"
        "请输入打印保存的恢复码；没有恢复码，内容打不开。密钥没有错的，是文件开头已损坏，请从备份恢复。"
    )


def opens(path: Path, key: str) -> bool:
    """Tell whether a key opens a register."""
    connection = _opened(path, "ro", key)
    try:
        connection.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.Error:
        return False
    finally:
        connection.close()
    return True


def fingerprint(key: str) -> str:
    """Return a mark by which a key is told from others, and that gives nothing of it away."""
    return hashlib.sha256(b"mark" + bytes.fromhex(key)).hexdigest()[:16]


def note_key(register: Path, key: str) -> None:
    """Note beside a register which key is its own, so that damage is not taken for a wrong key."""
    with suppress(OSError):
        _note_of(register).write_text(fingerprint(key), encoding="ascii")


def forget_key(register: Path) -> None:
    """Remove the note of a register that is encrypted no longer."""
    with suppress(OSError):
        _note_of(register).unlink(missing_ok=True)


def _note_of(register: Path) -> Path:
    return register.with_name(f"{register.name}.钥")


def _noted(register: Path) -> str:
    try:
        return _note_of(register).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def blank(path: Path, key: str) -> sqlite3.Connection:
    """Return a connection to a new encrypted file."""
    return _opened(path, "rwc", key)


def key_of(connection: sqlite3.Connection) -> str:
    """Return the key a connection was opened with, or an empty text for a plain one."""
    return str(getattr(connection, "key", ""))


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table holds, those the search makes for itself left out."""
    names = connection.execute(
        "select name from sqlite_master where type = 'table' and name not glob 'sqlite_*'"
        " and name not glob 'request_gram*'"
    ).fetchall()
    return {
        name: connection.execute(f'select count(*) from "{name}"').fetchone()[0]
        for (name,) in names
    }


def convert(source: Path, target: Path, *, key: str, lock: bool) -> None:
    """Write a register anew, encrypted where `lock`, else plain; the target is whole on return.

    The source must be closed and sound. Raises `sqlite3.Error` and `ClerkError`.
    """
    connection = _opened(source, "ro", "" if lock else key)
    try:
        numbers = {
            name: connection.execute(f"pragma {name}").fetchone()[0]
            for name in ("application_id", "user_version")
        }
        there = "" if not lock else f"x'{key}{_salt(key)}'"
        connection.execute(f'attach database ? as made key "{there}"', (str(target),))
        if lock:
            _set(connection, "made.")
        connection.execute("select sqlcipher_export('made')").fetchone()
        for name, number in numbers.items():
            connection.execute(f"pragma made.{name} = {number}")
        connection.execute("detach database made")
    finally:
        connection.close()
    with target.open("rb+") as file:
        os.fsync(file.fileno())
