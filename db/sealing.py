"""Seals on every row: what each transaction changed is written down in a chained entry.

While a transaction runs, triggers of this connection alone note which rows it touches. Before it
is on disk an entry is appended with a digest of each of those rows, who did it, when and where,
and the hash of the entry before. A row changed from outside has no entry that says so. `db.history`
reads the entries and holds the rows against them.
"""

import base64
import json
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from db.search_text import well_formed
from db.words import Column, Connection, Cursor, words_of

# Hashes rest on it: never to be changed.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_DIGEST_BYTES = 16
_ROWS_AT_A_TIME = 500
_PAGES_AT_ONCE = 20
# Chained by themselves (`db.steps`, this module), made of other rows (the searched text, the days
# of the clocks), or no evidence of anything (half-filled forms, which have seals of their own:
# `db.drafts`).
UNSEALED = frozenset(
    {"step", "chain_head", "entry", "entry_head", "request_text", "clock", "draft", "draft_seal"}
)
# Written by the library that upgrades a register, and sealed with the first entry.
MIGRATIONS = "_sqlite_migrations"
# Both heads, and how many steps the last entry knew of.
_HEADS = (
    "select c.steps, c.hash, e.entries, e.hash, coalesce(last.steps, 0)"
    " from chain_head as c cross join entry_head as e"
    " left join entry as last on last.id = e.entries"
)
ENTRY_COLUMNS = "id, at, by, machine, notes, steps, step_hash, rows"

Key = tuple[Any, ...]
Seals = dict[str, dict[str, str | None]]


class Stamp(NamedTuple):
    """Who writes, when, and on which computer; `at` is ISO text with its zone."""

    at: str = ""
    by: str = ""
    machine: str = ""


@cache
def this_account() -> str:
    """Return the account of the system this program runs under; empty for one without a name."""
    # Read here, as the hashes below: see docs/decisions/0009.
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        # As in a container.
        return ""


@cache
def this_machine() -> str:
    """Return account and computer, as `clerk@OFFICE-PC`."""
    if sys.platform == "win32":
        name = os.environ.get("COMPUTERNAME", "")
    else:
        name = os.uname().nodename
    return f"{this_account()}@{name}"


class EntryHead(NamedTuple):
    """The last entry of the chain: its number and its hash."""

    entry: int
    hash: bytes


class Sealing:
    """What a connection needs to seal its transactions; made at its first."""

    def __init__(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        self.keys = keys
        self.notes: list[dict[str, Any]] = []


def sealed_tables(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return the tables whose rows are sealed, each with the columns of its key."""
    names = words_of(connection).tables(connection)
    return {name: key_columns(connection, name) for name in names if name not in UNSEALED}


def key_columns(connection: Connection, table: str) -> tuple[str, ...]:
    """Return the columns of a table's primary key, in its order."""
    return _key_of(words_of(connection).columns(connection, table))


def _key_of(columns: Sequence[Column]) -> tuple[str, ...]:
    keyed = sorted((column.key, column.name) for column in columns if column.key)
    return tuple(name for _, name in keyed)


def begin(connection: Connection) -> Sealing:
    """Let this connection note what its transactions touch; once, before the first of them."""
    tables = sealed_tables(connection)
    words_of(connection).note_touched(connection, tables)
    return Sealing(tables)


def close(connection: Connection, sealing: Sealing, stamp: Stamp) -> EntryHead | None:
    """Append the entry of the transaction about to be committed, and return it.

    None where nothing changed.
    """
    touched: dict[str, list[str]] = {}
    for table, key in words_of(connection).touched(connection):
        touched.setdefault(table, []).append(key)
    notes, sealing.notes = sealing.notes, []
    heads = connection.execute(_HEADS)
    seals: Seals = {}
    pages = (
        (_told(connection, table), page)
        for table, keys in touched.items()
        for page in _paged(keys, len(sealing.keys[table]))
    )
    # Several are asked before the first answer is looked at: a server is asked once for them.
    while some := list(islice(pages, _PAGES_AT_ONCE)):
        asked = [_asked(connection, told, *_these(told.keys, page)) for told, page in some]
        for (told, page), rows in zip(some, asked, strict=True):
            found = dict(_digests(told, rows))
            seals.setdefault(told.table, {}).update((said, found.get(said)) for said in page)
    return _append(connection, heads.fetchone(), stamp, notes, seals)


def append(
    connection: Connection, stamp: Stamp, notes: list[dict[str, Any]], seals: Seals
) -> EntryHead | None:
    """Append an entry to the chain and return it, None where it would say nothing."""
    return _append(connection, connection.execute(_HEADS).fetchone(), stamp, notes, seals)


def _append(
    connection: Connection,
    heads: tuple[Any, ...],
    stamp: Stamp,
    notes: list[dict[str, Any]],
    seals: Seals,
) -> EntryHead | None:
    steps, step_hash, count, previous, known = heads
    if not seals and not notes and steps == known:
        return None
    if count == 0:
        # The migrations ran before there was anything to seal them in.
        seals = {**seals, MIGRATIONS: dict(row_digests(connection, MIGRATIONS))}
    content = (
        count + 1,
        stamp.at,
        well_formed(stamp.by),
        well_formed(stamp.machine),
        well_formed(_CANONICAL.encode(notes)),
        steps,
        step_hash.hex(),
        _CANONICAL.encode(seals),
    )
    digest = entry_hash(previous, content)
    connection.execute(
        f"insert into entry ({ENTRY_COLUMNS}, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*content, digest),
    )
    connection.execute("update entry_head set entries = ?, hash = ?", (count + 1, digest))
    return EntryHead(count + 1, digest)


def entry_hash(previous: bytes, content: tuple[Any, ...]) -> bytes:
    """Return the hash of an entry that follows one with the hash `previous`."""
    from hashlib import sha256

    return sha256(previous + _CANONICAL.encode(content).encode()).digest()


@cache
def _defaults(columns: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    plain = sqlite3.connect(":memory:")
    try:
        return {
            name: plain.execute(f"select {default}").fetchone()[0] if default is not None else None
            for name, default in columns
        }
    finally:
        plain.close()


def row_digests(
    connection: Connection, table: str, where: str = "", parameters: Iterable[Any] = ()
) -> Iterator[tuple[str, str]]:
    """Yield key and digest of a table's rows.

    A column at its default is left out, so that one added by a later version changes no digest.
    """
    told = _told(connection, table)
    return _digests(told, _asked(connection, told, where, parameters))


class _Told(NamedTuple):
    """What a digest is taken over: the columns of a table, what they usually hold, its key."""

    table: str
    names: tuple[str, ...]
    usual: tuple[Any, ...]
    keys: tuple[str, ...]


def _told(connection: Connection, table: str) -> _Told:
    info = words_of(connection).columns(connection, table)
    defaults = _defaults(tuple((column.name, column.default) for column in info))
    return _Told(table, tuple(defaults), tuple(defaults.values()), _key_of(info))


def _asked(connection: Connection, told: _Told, where: str, parameters: Iterable[Any]) -> Cursor:
    listed = ", ".join(f'"{name}"' for name in told.names)
    return connection.execute(f"select {listed} from {told.table} {where}", tuple(parameters))


def _digests(told: _Told, rows: Cursor) -> Iterator[tuple[str, str]]:
    from hashlib import sha256

    places = [told.names.index(name) for name in told.keys]
    for row in rows:
        said = {
            name: value.hex() if isinstance(value, bytes) else value
            for name, value, default in zip(told.names, row, told.usual, strict=True)
            if value != default or type(value) is not type(default)
        }
        key = _CANONICAL.encode([row[place] for place in places])
        digest = sha256(f"{told.table}\0{_CANONICAL.encode(said)}".encode()).digest()
        yield key, base64.b64encode(digest[:_DIGEST_BYTES]).decode().rstrip("=")


def _paged(keys: list[str], columns: int) -> Iterator[list[str]]:
    """Yield keys as many at a time as one question asks for, written as digests bear them."""
    page = _ROWS_AT_A_TIME if columns == 1 else 1
    for start in range(0, len(keys), page):
        yield [_CANONICAL.encode(json.loads(key)) for key in keys[start : start + page]]


def _these(columns: tuple[str, ...], page: list[str]) -> tuple[str, list[Any]]:
    """Return the condition that a row has one of these keys, and its parameters."""
    wanted = [json.loads(key) for key in page]
    values = [value for key in wanted for value in key]
    if len(columns) == 1:
        return f'where "{columns[0]}" in ({", ".join("?" * len(wanted))})', values
    return "where " + " and ".join(f'"{name}" = ?' for name in columns), values


def stock(connection: Connection) -> Seals:
    """Return the digest of every sealed row there is."""
    return {table: dict(row_digests(connection, table)) for table in sealed_tables(connection)}


def last_seals(connection: Connection) -> dict[str, dict[str, str]]:
    """Return the digest every row should have, as the entries say."""
    held: dict[str, dict[str, str]] = {}
    for (rows,) in connection.execute("select rows from entry order by id"):
        merge(held, json.loads(rows))
    return held


def merge(held: dict[str, dict[str, str]], seals: Seals) -> None:
    """Take the digests of one entry into those held so far."""
    for table, digests in seals.items():
        of_table = held.setdefault(table, {})
        for key, digest in digests.items():
            if digest is None:
                of_table.pop(key, None)
            else:
                of_table[key] = digest
