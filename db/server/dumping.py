"""A copy of a register's database by PostgreSQL's own pg_dump, of the moment a copy is made of.

It goes beside the copy every program of ours reads, under the same list and anchor: whoever keeps
the server puts it back by pg_restore, with roles' rights and guards as they were.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from db.server import component
from db.server.place import Server

_NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0
# What libpq reads of its surroundings; a password stands on no command line.
_SAID = {
    "host": "PGHOST",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


def program() -> Path | None:
    """Return pg_dump, None where PostgreSQL's programs are not installed."""
    programs = component.programs()
    if programs is None:
        return None
    found = programs / ("pg_dump.exe" if sys.platform == "win32" else "pg_dump")
    return found if found.is_file() else None


def dump(
    found: Path, server: Server, login: Mapping[str, str], snapshot: str, target: Path
) -> bool:
    """Write a database as it was at a snapshot to a file, packed; tell whether it was made.

    The transaction that gave the snapshot stays open meanwhile.
    """
    # What says who logs in may stand there alone (PGPASSWORD, a password file), as for ourselves.
    kept = {name: value for name, value in os.environ.items() if name != "PGOPTIONS"}
    way = server.way | dict(login)
    said = {_SAID[name]: value for name, value in way.items() if name in _SAID}
    target.unlink(missing_ok=True)
    done = subprocess.run(
        [
            *(str(found), "--format=custom", "--no-password"),
            *(f"--snapshot={snapshot}", f"--file={target}"),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=kept | said | {"LC_ALL": "C"},
        check=False,
        creationflags=_NO_WINDOW,
    )
    if done.returncode:
        target.unlink(missing_ok=True)
    return done.returncode == 0
