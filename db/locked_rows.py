"""What can still be read of an encrypted register that is damaged, written plain.

A connection of SQLCipher that has met a spoilt page reads no page any more that it has not read
before: behind each such place the file is opened anew.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from db.cipher import connect_locked

# So many rows at a time are passed over to look for the next that can be read; beyond so many
# more and more, as no page that leads to rows is left.
_STRIDE, _NEAR = 64, 1 << 16
_FARTHEST = 1 << 62


def readable_rows(source: Path, target: Path) -> None:
    """Write into a plain database whatever rows of an encrypted register can still be read.

    Raises `KeyNeededError` where there is no key. Bounded by the size of the file.
    """
    plain = sqlite3.connect(target, isolation_level=None)
    try:
        with closing(connect_locked(source, "ro")) as connection:
            made = connection.execute(
                "select name, sql from sqlite_master where type = 'table' and sql is not null"
                " and name not glob 'sqlite_*' and sql not like 'create virtual%'"
                " and name not glob 'request_gram_*'"
            ).fetchall()
        plain.execute("begin")
        for name, sql in made:
            with suppress(sqlite3.Error):
                plain.execute(sql)
                if "without rowid" in sql.lower():
                    _from_both_ends(source, plain, name)
                else:
                    _by_number(source, plain, name)
        plain.execute("commit")
    finally:
        plain.close()


def _from_both_ends(source: Path, plain: sqlite3.Connection, name: str) -> None:
    """Copy the rows of a table that has no numbers, up to what is spoilt and back to it."""
    keys_of = "select name from pragma_table_info(?) where pk > 0 order by pk"
    for way in ("asc", "desc"):
        order = ", ".join(f"{key} {way}" for (key,) in plain.execute(keys_of, (name,)).fetchall())
        _some_rows(source, plain, f"select 0, * from {name} order by {order}", name)


def _by_number(source: Path, plain: sqlite3.Connection, name: str) -> None:
    """Copy the rows of a table; where a page is spoilt, go on behind it."""
    start: int | None = 0
    while start is not None:
        last, is_end = _some_rows(
            source, plain, f"select rowid, * from {name} where rowid >= {start} order by rowid",
            name,
        )  # fmt: skip
        if is_end:
            return
        start = _next_readable(source, name, start if last is None else last + 1)


def _next_readable(source: Path, name: str, spoilt: int) -> int | None:
    """Return the first number behind one that cannot be read from which on rows can be."""
    low, high, stride = spoilt, spoilt + 1, 1
    while not _is_readable(source, name, high):
        stride = min(stride * 2, _STRIDE) if high - spoilt < _NEAR else stride * 2
        low, high = high, high + stride
        if high > _FARTHEST:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        if _is_readable(source, name, middle):
            high = middle
        else:
            low = middle
    return high


def _is_readable(source: Path, name: str, start: int) -> bool:
    with suppress(sqlite3.Error), closing(connect_locked(source, "ro")) as connection:
        asked = f"select * from {name} where rowid >= {start} order by rowid limit 1"
        connection.execute(asked).fetchone()
        return True
    return False


def _some_rows(
    source: Path, plain: sqlite3.Connection, sql: str, name: str
) -> tuple[int | None, bool]:
    """Copy rows until one cannot be read; return the last one's number, and whether all were."""
    last: int | None = None
    with suppress(sqlite3.Error), closing(connect_locked(source, "ro")) as connection:
        for row in connection.execute(sql):
            marks = ", ".join("?" * (len(row) - 1))
            plain.execute(f"insert or ignore into {name} values ({marks})", tuple(row[1:]))
            last = int(row[0])
        return last, True
    return last, False
