"""Which SQLite keeps the registers on this computer, and which it must be at least."""

import sqlite3

from db.cipher import engine_of_locked
from db.newest import LEAST_SQLITE


def engine_words() -> str:
    """Return the version of SQLite in use, the least that will do, and that of SQLCipher if any."""
    least = ".".join(map(str, LEAST_SQLITE[:2]))
    words = f"SQLite {sqlite3.sqlite_version}（至少 {least}）"
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        words += "，版本过低，请升级 Python"
    locked = engine_of_locked()
    return f"{words}；加密 {locked}" if locked else words
