"""The engine the registers of the tests are opened on: a file, or a database of the tests' server.

With `DISCLOSURE_DESK_ENGINE=postgresql` every new register a test opens, whatever it calls its
file, becomes a connection file with a fresh database behind it; so every test that touches a
register is a test of both engines. What is of the file alone is marked `of_file` with its reason.
What is marked `on_both_engines` runs on both in every run.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import db.opening
from db.lock import WriterLock
from db.sealing import Stamp
from db.store import Store
from tests import server

ON_SERVER = server.ON_SERVER
SERVER = "postgresql"
_MADE_FOR = "made_for = "
# What the tests say of a register as SQLite says it, and a server otherwise.
_IN_SERVERS_WORDS = (
    (r"\bx'([0-9a-f]*)'", r"'\\x\1'::bytea"),
    (r"begin select 1; end$", "for each row execute function step_stays()"),
    (r"^create table (\w+) \((\w+)\)$", r"create table \1 (\2 integer)"),
    (r"^insert into request_gram \(request_gram\) values \('delete-all'\)$",
     "delete from request_gram"),
    (r"^insert into request_gram \(rowid, grams\) values \((\d+), '(\w+)'\)$",
     r"insert into request_gram values (\1, '{\2}')"),
)  # fmt: skip
_lent: list[str] = []


@contextmanager
def on_server() -> Iterator[None]:
    """Let the registers that are opened in the block be opened on the server."""
    kept = db.opening._open_to_write, db.opening.is_on_server
    install()
    try:
        yield
    finally:
        db.opening._open_to_write, db.opening.is_on_server = kept


def install() -> None:
    """Let the registers of the tests be opened on the server from now on."""
    opened_in_file = db.opening._open_to_write
    is_on_server = db.opening.is_on_server

    def open_to_write(
        path: Path, lock: WriterLock, today: Any, stamp: Callable[[], Stamp], **said: bool
    ) -> Store:
        # A copy of a server's register is a file.
        if path.suffix == ".part" or (path.exists() and path.stat().st_size):
            return opened_in_file(path, lock, today, stamp, **said)
        db.opening._refuse_to_begin_beside(path)
        lock.release()
        connect(path, fresh())
        return db.opening.open_store(path, stamp=stamp)

    def is_connection(path: Path) -> bool:
        found = is_on_server(path)
        if found and not path.name.endswith(".djs"):
            _own(path)
        return found

    db.opening._open_to_write = open_to_write
    db.opening.is_on_server = is_connection


def connect(path: Path, database: str) -> None:
    """Write the connection file of a database of the tests' server."""
    from db.server.place import Server, text_of

    place = Server(server.LOOPBACK, server.cluster().port, database, server.SUPERUSER)
    path.write_text(f"{text_of(place)}{_MADE_FOR}{path}\n", encoding="utf-8")


def _own(path: Path) -> None:
    """Give a connection file that was copied a copy of its database, as a register's file has."""
    from db.server.place import read

    _, mark, made_for = path.read_text(encoding="utf-8").rpartition(_MADE_FOR)
    if mark and made_for.strip() != str(path):
        connect(path, _lend(read(path).database))


@cache
def _template() -> str:
    """Return a database with the schema of a register, and nothing in it."""
    from db.server.opening import open_on_server

    name = server.made_database()
    path = server.cluster().folder.parent / f"{name}.djs"
    connect(path, name)
    open_on_server(path).close()
    return name


def fresh() -> str:
    """Return a database with the schema of a register, lent for the test."""
    return _lend(_template())


def _lend(template: str) -> str:
    name = server.made_database(template)
    _lent.append(name)
    return name


@contextmanager
def kept() -> Iterator[None]:
    """Leave the databases that are lent in the block until the run ends, and its cluster."""
    before = len(_lent)
    yield
    del _lent[before:]


@contextmanager
def taken_back() -> Iterator[None]:
    """Drop the databases that were lent in the block."""
    before = len(_lent)
    try:
        yield
    finally:
        for name in _lent[before:]:
            server.administrator().execute(f'drop database if exists "{name}" with (force)')
        del _lent[before:]


class Outside:
    """What somebody with a database program and every right of its owner does to a register."""

    def __init__(self, connection: Any, *, is_server: bool) -> None:
        self._connection, self._is_server = connection, is_server

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        """Carry out a statement, said as SQLite says it."""
        if not self._is_server:
            return self._connection.execute(sql, parameters)
        if sql.startswith("pragma"):
            pytest.skip("a server keeps no settings in a file")
        for said, meant in _IN_SERVERS_WORDS:
            sql = re.sub(said, meant, sql)
        sql = sql.replace("?", "%s")
        sql = re.sub(r"^drop trigger (\w+)$", self._drop, sql)
        return self._connection.execute(sql, parameters or None)

    def _drop(self, found: re.Match[str]) -> str:
        table = self._connection.execute(
            "select tgrelid::regclass::text from pg_trigger where tgname = %s", (found[1],)
        ).fetchone()
        return f"drop trigger {found[1]} on {table[0]}"

    @contextmanager
    def unguarded(self, *names: str) -> Iterator[None]:
        """Take guards away, all where none are named, and put them back as they were after."""
        if self._is_server:
            # Nothing stands in the way of who plays a replica.
            yield
            return
        kept = dict(
            self._connection.execute(
                "select name, sql from sqlite_master where type = 'trigger'"
            ).fetchall()
        )
        for name in names or kept:
            self.guard(name)
        yield
        for name in names or kept:
            self.execute(kept[name])

    def guard(self, name: str) -> None:
        """Take a guard of the rows away."""
        self.execute(f"drop trigger {name}")


@contextmanager
def outside(path: Path) -> Iterator[Outside]:
    """Open a register as a database program would, past the program and what it notes."""
    if not db.opening.is_on_server(path):
        with closing(sqlite3.connect(path)) as plain:
            yield Outside(plain, is_server=False)
            plain.commit()
        return
    from db.server.place import read
    from db.server.schema_name import SCHEMA

    options = f"-c search_path={SCHEMA} -c session_replication_role=replica"
    with server.connected(read(path).database, options=options) as connection:
        yield Outside(connection, is_server=True)
