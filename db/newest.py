"""What a register of this very version looks like, known without building one.

Opening a register that is up to date needs no migration and so none of the library that makes
them; a test holds these marks against what the migrations make.
"""

import sqlite3
import zlib

# "OGID" in the header of the file: this is a register, and not some other program's database.
APPLICATION_ID = 0x4F474944

# What the tables need: STRICT came with it.
LEAST_SQLITE = (3, 37, 0)

STEPS: tuple[str, ...] = (
    "m0001_requests",
    "m0002_steps",
    "m0003_papers",
    "m0004_office",
    "m0005_entries",
    "m0006_local_days",
    "m0007_course",
    "m0008_public_documents",
    "m0009_access",
    "m0010_people",
    "m0011_office_books",
    "m0012_attached_words",
    "m0013_erasures",
    "m0014_handed_out",
)
SCHEMA_MARK = "d68c2473-11212"


def schema(connection: sqlite3.Connection, *kinds: str) -> set[tuple[str, str]]:
    """Return name and SQL of the tables, indexes or triggers of ours a database has.

    Left out is what the libraries make for themselves, which differs between their versions.
    """
    rows = connection.execute(
        "select type, name, sql from sqlite_master where sql is not null"
        " and name not glob '_*' and name not glob 'idx__*' and name not glob 'request_gram_*'"
    ).fetchall()
    return {(name, sql) for kind, name, sql in rows if kind in kinds}


def fingerprint(connection: sqlite3.Connection) -> str:
    """Return a checksum of a database's tables and indexes: it guards against accidents."""
    said = "\n".join(f"{name}\t{sql}" for name, sql in sorted(schema(connection, "table", "index")))
    return f"{zlib.crc32(said.encode('utf-8', 'surrogatepass')):08x}-{len(said)}"


def applied_steps(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the migrations a database says were applied to it, first to last."""
    try:
        rows = connection.execute(
            "select name from _sqlite_migrations where migration_set = 'disclosure-desk'"
            " order by rowid"
        ).fetchall()
    except sqlite3.OperationalError:
        return ()
    return tuple(name for (name,) in rows)


def is_newest(connection: sqlite3.Connection) -> bool:
    """Tell whether a database is to the letter what this version makes."""
    return applied_steps(connection) == STEPS and fingerprint(connection) == SCHEMA_MARK
