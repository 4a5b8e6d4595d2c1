"""The engine the registers of the tests are opened on: a file, or a database of the tests' server.

With `DISCLOSURE_DESK_ENGINE=postgresql` every new register a test opens, whatever it calls its
file, becomes a connection file with a fresh database behind it; so every test that touches a
register is a test of both engines. What is of the file alone is marked `of_file` with its reason.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import db.opening
from db.lock import WriterLock
from db.sealing import Stamp
from db.store import Store
from tests import server

ON_SERVER = server.ON_SERVER
_MADE_FOR = "made_for = "
_lent: list[str] = []


def install() -> None:
    """Let the registers of the tests be opened on the server from now on."""
    opened_in_file = db.opening._open_to_write
    is_on_server = db.opening.is_on_server

    def open_to_write(
        path: Path, lock: WriterLock, today: Any, stamp: Callable[[], Stamp], **said: bool
    ) -> Store:
        if path.exists() and path.stat().st_size:
            return opened_in_file(path, lock, today, stamp, **said)
        db.opening._refuse_to_begin_beside(path)
        lock.release()
        connect(path, _fresh())
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

    made_for = path.read_text(encoding="utf-8").rpartition(_MADE_FOR)[2].strip()
    if made_for and made_for != str(path):
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


def _fresh() -> str:
    return _lend(_template())


def _lend(template: str) -> str:
    name = server.made_database(template)
    _lent.append(name)
    return name


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
