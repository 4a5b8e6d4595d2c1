"""What SQLite and the file system refuse, said to the clerk in a sentence.

Only what she can cure is translated; every other exception is a bug and passes through.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.file_names import is_too_long
from rules.errors import ClerkError

_PRIMARY = 0xFF
# The SQLSTATEs of accounts and passwords that are not accepted.
_OF_LOGINS, _OF_CONFLICTS = "28", "40"

_SENTENCES = {
    sqlite3.SQLITE_FULL: (
        "磁盘空间已满，刚才的操作没有保存，登记簿保持原样。请清理登记簿所在磁盘（{place}）后再试一次。"
    ),
    sqlite3.SQLITE_IOERR: (
        "读写登记簿“{name}”时磁盘出错，刚才的操作没有保存。"
        "请检查磁盘、移动硬盘或者网络连接后重新打开程序。"
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "打不开登记簿“{name}”：文件或者文件夹没有读写权限，或者已被移走。"
        "请确认文件夹“{place}”存在且可以写入后再试。"
    ),
    sqlite3.SQLITE_READONLY: (
        "登记簿“{name}”是只读的，无法保存。请取消文件和文件夹“{place}”的只读属性后再试。"
    ),
    sqlite3.SQLITE_PERM: (
        "没有权限读写登记簿“{name}”。请向管理员申请文件夹“{place}”的写入权限后再试。"
    ),
    sqlite3.SQLITE_BUSY: (
        "登记簿“{name}”正被另一个程序占用，刚才的操作没有保存。"
        "请关闭正在使用它的程序（如备份、同步软件）后再试一次。"
    ),
    sqlite3.SQLITE_NOMEM: ("电脑内存不足，刚才的操作没有保存。请关闭其他程序后再试一次。"),
    sqlite3.SQLITE_NOTADB: (
        "“{name}”不是本程序的登记簿文件，没有打开，也没有改动它。请选择本程序建立的登记簿。"
    ),
}
_SENTENCES[sqlite3.SQLITE_LOCKED] = _SENTENCES[sqlite3.SQLITE_BUSY]
_MOVED = (
    "登记簿“{name}”在打开期间被移走、删除或者换成了另一个文件，刚才的操作没有保存。"
    "窗口里还看得到原来的内容，请先记下刚办的事；再把登记簿放回文件夹“{place}”，"
    "或者关闭程序后从备份恢复。"
)
_TOO_DEEP = (
    "登记簿“{name}”存放的路径过长，系统不能在它旁边写入，刚才的操作没有保存。"
    "请关闭程序，把登记簿和它的文件夹一起移到层次较少、名称较短的位置后再打开。"
)
_BESIDE = len("-journal")
_SMALLEST_HEAD = 100
# What SQLite says without a code of its own where tables it keeps for itself are damaged.
_OF_DAMAGE = (
    "malformed database schema",
    "invalid fts5 file format",
    "parse error in rank function",
)


class ServerError(sqlite3.OperationalError):
    """What a server refuses, with the sentence for the clerk; `state` is its SQLSTATE."""

    def __init__(self, state: str, sentence: str) -> None:
        super().__init__(sentence)
        self.state, self.sentence = state, sentence

    @property
    def is_gone(self) -> bool:
        """Whether the server could not be reached, or left while it was asked."""
        return self.state.startswith(("08", "57P"))


class LoginNeededError(ClerkError):
    """A server did not accept the account or its password."""


class ConflictError(ClerkError):
    """A transaction met another one: nothing of it was kept, and it may be done again."""


class UnsureError(ClerkError):
    """The server went while it kept what was written: whether it did is not known."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"连接在保存登记簿“{path.name}”的最后一刻断开，不知道这一步是否已经保存。"
            "请在连上服务器以后先看本件的经过，没有这一步时再办一次。"
        )


def damaged(path: Path) -> ClerkError:
    """Return the error for a register whose content can no longer be read as written."""
    return ClerkError(
        f"登记簿“{path.name}”已损坏，不能继续使用，程序没有再改动它。"
        "请把这个文件另存一份，再从最近的备份恢复。"
    )


def sentence_for(error: sqlite3.Error, path: Path) -> ClerkError | None:
    """Return what to tell the clerk about an error of SQLite, or None where it is a bug."""
    if isinstance(error, ServerError):
        if error.state.startswith(_OF_LOGINS):
            return LoginNeededError(error.sentence)
        kind = ConflictError if error.state.startswith(_OF_CONFLICTS) else ClerkError
        return kind(error.sentence)
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # The driver raises this one itself, without a code, for text that is not UTF-8.
        return damaged(path) if "decode" in str(error).lower() else None
    primary = code & _PRIMARY
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT):
        return damaged(path)
    if primary == sqlite3.SQLITE_ERROR and str(error).startswith(_OF_DAMAGE):
        return damaged(path)
    if primary == sqlite3.SQLITE_ERROR and str(error).startswith("no such table"):
        # Emptied under an open window SQLite takes it for a new one, without a table.
        return damaged(path) if _is_emptied(path) else None
    sentence = _MOVED if code == sqlite3.SQLITE_READONLY_DBMOVED else _SENTENCES.get(primary)
    if sentence is None:
        return None
    if primary == sqlite3.SQLITE_CANTOPEN and is_too_long(path, _BESIDE):
        sentence = _TOO_DEEP
    return ClerkError(sentence.format(name=path.name, place=path.parent))


def _is_emptied(path: Path) -> bool:
    try:
        return path.stat().st_size < _SMALLEST_HEAD
    except OSError:
        return False


@contextmanager
def told_to_clerk(path: Path, *, by_others: bool = False) -> Iterator[None]:
    """Raise `ClerkError` in place of what SQLite says about a full disk or a damaged file.

    `by_others` says that the block does more than talk to SQLite.
    """
    try:
        yield
    except UnicodeDecodeError as error:
        # So the driver fails where the very words of SQLite's complaint are damaged.
        if by_others:
            raise
        raise damaged(path) from error
    except MemoryError as error:
        # So the driver says SQLITE_NOMEM; a damaged file may ask for more than any computer has.
        if by_others:
            raise
        raise ClerkError(
            f"读登记簿“{path.name}”时内存不足，没有改动它。请关闭其他程序后再试一次；"
            "还是这样的，它可能已经损坏，请从最近的备份恢复。"
        ) from error
    except sqlite3.Error as error:
        told = sentence_for(error, path)
        if told is None:
            raise
        raise told from error


@contextmanager
def read_as_written(path: Path) -> Iterator[None]:
    """Raise `ClerkError` where a stored day, number or JSON text is not what the program wrote."""
    try:
        yield
    except (TypeError, ValueError, KeyError, ArithmeticError) as error:
        raise damaged(path) from error
