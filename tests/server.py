"""The PostgreSQL the tests run on: one a run, shared by its workers, gone when they are.

`DISCLOSURE_DESK_ENGINE=postgresql` lets every register a test opens be one on this server. Each
worker keeps a lock it shares with the others; a process of its own waits for that lock alone, so
that the cluster is stopped and its folder removed however the run ends.
"""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db.server import component, place, roles
from db.server.cluster import LOOPBACK, SUPERUSER, Cluster
from door.house import try_to_lock
from rules.people import OfficePart

if TYPE_CHECKING:
    from db.server.store import ServerStore

ON_SERVER = os.environ.get("DISCLOSURE_DESK_ENGINE", "") == "postgresql"
# "system" is Debian's own PostgreSQL, the second proof.
_OF_SYSTEM = os.environ.get("DISCLOSURE_DESK_SERVER", "") == "system"
_BEGINS = "disclosure-desk-tests-"
_ROOT = Path(__file__).resolve().parents[1]
_TRIES = 5
_names = count()
# Held as long as this process lives.
_held: list[Any] = []
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
}


def why_none() -> str:
    """Return why there is no server to test on, or an empty text."""
    if sys.platform == "win32":
        return "the server of the tests is held by locks Windows has not"
    if not component.is_available():
        return "psycopg is not installed"
    if _programs() is None:
        return "there are no programs of PostgreSQL"
    return ""


def _programs() -> Path | None:
    return component.system_programs() if _OF_SYSTEM else component.programs()


def _place() -> Path:
    fast = Path("/dev/shm")
    return fast if os.access(fast, os.W_OK) else Path(tempfile.gettempdir())


@cache
def cluster() -> Cluster:
    """Return the cluster of this run, started where nobody did so yet."""
    _sweep()
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"alone-{os.getpid()}")
    folder = _place() / f"{_BEGINS}{run}"
    folder.mkdir(exist_ok=True)
    found = Cluster(folder=folder / "办件", programs=_within_reach(folder), account=_account())
    with (folder / "making").open("wb") as turn:
        _wait_for(turn)
        _stay(folder)
        if not found.port:
            _start(found)
            _guard(found)
    return found


def _account() -> str:
    return "nobody" if os.geteuid() == 0 else ""


def _within_reach(folder: Path) -> Path:
    """Return the programs, copied where the account that runs them could not reach them."""
    programs = _programs()
    assert programs is not None
    above = (programs, *programs.parents)
    if not _account() or all(one.stat().st_mode & 0o005 == 0o005 for one in above):
        return programs
    there = folder / "programs"
    if not there.is_dir():
        shutil.copytree(programs.parent, there, symlinks=True)
    return there / "bin"


def free_port() -> int:
    """Return a port nobody hears at just now."""
    import socket

    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        return int(free.getsockname()[1])


def _start(found: Cluster) -> None:
    if not found.is_made:
        found.make()
    for tried in range(_TRIES):
        try:
            return found.start(free_port(), said=FAST)
        except Exception:
            # Somebody took the port between our look and our start.
            if tried == _TRIES - 1:
                raise
    return None


def _wait_for(file: Any) -> None:
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX)


def _stay(folder: Path) -> None:
    import fcntl

    file = (folder / "in use").open("ab")
    fcntl.flock(file, fcntl.LOCK_SH)
    _held.append(file)


def _guard(found: Cluster) -> None:
    words = [sys.executable, __file__, str(found.folder), str(found.programs), found.account]
    paths = os.pathsep.join((str(_ROOT), str(_ROOT / "packaging")))
    # It outlives us: nothing here waits for it, and none of our doors stays open in it.
    os.posix_spawn(
        sys.executable,
        words,
        {**os.environ, "PYTHONPATH": paths},
        setsid=True,
        file_actions=[(os.POSIX_SPAWN_OPEN, one, os.devnull, os.O_RDWR, 0) for one in range(3)],
    )


def _end(found: Cluster) -> None:
    """Wait until nobody is left, then stop the cluster and remove its folder."""
    with suppress(OSError), (found.folder.parent / "in use").open("ab") as file:
        _wait_for(file)
        found.stop(at_once=True)
    shutil.rmtree(found.folder.parent, ignore_errors=True)


def _sweep() -> None:
    """Stop what is left of a run whose guard was killed too."""
    programs = _programs()
    for folder in _place().glob(f"{_BEGINS}*"):
        with suppress(OSError), (folder / "in use").open("rb") as file:
            if try_to_lock(file) and programs is not None:
                left = Cluster(folder=folder / "办件", programs=programs, account=_account())
                left.stop(at_once=True)
                shutil.rmtree(folder, ignore_errors=True)


@cache
def administrator() -> Any:
    """Return a connection of the cluster's superuser, kept for this process."""
    connection = connected("postgres")
    atexit.register(connection.close)
    return connection


def connected(database: str, account: str = SUPERUSER, **words: Any) -> Any:
    """Return a connection to a database of the cluster, as one of its accounts."""
    return component.driver().connect(
        host=LOOPBACK,
        port=cluster().port,
        dbname=database,
        user=account,
        autocommit=True,
        **words,
    )


def made_database(template: str = "template0") -> str:
    """Return the name of a new database made from a template."""
    name = f"{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}_{next(_names)}"
    administrator().execute(f'create database "{name}" template "{template}" strategy file_copy')
    return name


@contextmanager
def database(template: str = "template0") -> Iterator[str]:
    """Lend a database for as long as the block lasts."""
    name = made_database(template)
    try:
        yield name
    finally:
        administrator().execute(f'drop database "{name}" with (force)')


def drop_roles(database: str, *accounts: str) -> None:
    """Drop the roles of a register whose database is gone, and its accounts."""
    for part in OfficePart:
        administrator().execute(f'drop role if exists "{roles.role_of(database, part)}"')
    for account in accounts:
        administrator().execute(f'drop role if exists "{account}"')


def driver() -> Any:
    """Return psycopg."""
    return component.driver()


def opened(path: Path, database: str, account: str = SUPERUSER) -> "ServerStore":
    """Return the register of a database, open; its connection file is written to `path`."""
    from db.server.opening import open_on_server

    place.write(path, place.Server(LOOPBACK, cluster().port, database, account))
    return open_on_server(path)


needs_server = pytest.mark.skipif(bool(why_none()), reason=why_none())


if __name__ == "__main__":
    _end(Cluster(folder=Path(sys.argv[1]), programs=Path(sys.argv[2]), account=sys.argv[3]))
