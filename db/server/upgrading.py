"""Make the register's schema on a server, or bring an older one up to date, in one transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime

from db import sealing
from db.server import roles, schema
from db.server.schema_name import SCHEMA
from db.server.store import ServerStore
from db.upgrading import seal_anew, unsound

# Two clients that open an empty database at the same time make it one after the other.
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(1326860612)"


def bring_up_to_date(store: ServerStore, applied: Sequence[str]) -> None:
    """Apply what is not applied yet. Raises the errors of the connection."""
    connection = store.connection
    connection.make_ready_to_note()
    connection.execute("begin")
    try:
        connection.execute(_ONE_AT_A_TIME)
        if not applied:
            if store.value("select to_regclass('_sqlite_migrations') is not null"):
                # Another client has just made it.
                connection.rollback()
                return
            # Whoever made it for the program may have left it no right to make another.
            if not store.value("select to_regnamespace(?) is not null", (SCHEMA,)):
                connection.execute(f"create schema {SCHEMA}")
            for words in schema.first_words():
                connection.execute(words)
        left = unsound(connection) if applied else {}
        for name, said in schema.steps(applied):
            for words in said:
                connection.execute(words)
            connection.execute(
                f"insert into {sealing.MIGRATIONS} (migration_set, name, applied_at)"
                " values ('disclosure-desk', ?, ?)",
                (name, str(datetime.now(UTC))),
            )
        connection.facts.clear()
        _note_touched(store)
        if applied:
            seal_anew(store, left, was_sealed=True)
            if roles.are_made(connection):
                roles.put_in_place(connection)
        connection.execute("commit")
    except BaseException:
        connection.rollback()
        raise


def _note_touched(store: ServerStore) -> None:
    """Let the tables that do not note yet what is touched do so from now on."""
    noting = {name for (name,) in store.rows("select tgname from pg_trigger")}
    for table, columns in sealing.sealed_tables(store.connection).items():
        if f"touch_{table}" not in noting:
            for words in schema.touching(table, columns):
                store.connection.execute(words)
