"""Bring an older register up to date, and look closely at one that is not to the letter ours.

Only this room of `db/` needs sqlite-utils, whose import costs more than opening a register that
is up to date; `db.store` comes here when it has to.
"""

import sqlite3
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from db import sealing
from db.faults import damaged, told_to_clerk
from db.files import digest_of
from db.migrations import expected_schema, migrations, step_names
from db.newest import schema
from db.place import UPGRADED, free_name
from db.store import Store, blank_like
from db.words import Connection
from rules.errors import ClerkError

_MOST_SAID = 3


def as_database(connection: sqlite3.Connection) -> Database:
    """Return a connection as sqlite-utils sees it."""
    return Database(connection, execute_plugins=False)


def bring_up_to_date(
    store: Store, today: date | None, *, is_new: bool, keep_aside: bool = True
) -> None:
    """Apply what is pending in one transaction; an older register is copied aside first."""
    database = as_database(store.file)

    with told_to_clerk(store.path):
        if keep_aside and not is_new and migrations.pending(database):
            store.copied_aside = _copy_aside(store, today)
    connection = store.file
    with told_to_clerk(store.path, by_others=True):
        connection.execute("begin immediate")
        try:
            was_sealed = _is_sealed(connection)
            left = unsound(connection) if was_sealed else {}
            migrations.apply(database)
            if not is_new:
                _hash_letters(store)
                seal_anew(store, left, was_sealed=was_sealed)
            connection.execute("commit")
        except BaseException:
            connection.rollback()
            raise


def _is_sealed(connection: sqlite3.Connection) -> bool:
    return bool(
        connection.execute("select count(*) from sqlite_master where name = 'entry'").fetchone()[0]
    )


def unsound(connection: Connection) -> sealing.Seals:
    """Return the rows that were not as sealed before the upgrade: it must not make them so."""
    held, found = sealing.last_seals(connection), sealing.stock(connection)
    if not held.get(sealing.MIGRATIONS):
        found.pop(sealing.MIGRATIONS, None)
    return {
        table: {
            key: None
            for key in held.get(table, {}).keys() | found.get(table, {}).keys()
            if held.get(table, {}).get(key) != found.get(table, {}).get(key)
        }
        for table in held.keys() | found.keys()
    }


def seal_anew(store: Store, not_so: sealing.Seals, *, was_sealed: bool) -> None:
    """Seal what the upgrade changed; all there is, where nothing was sealed before."""
    connection = store.connection
    held, found = sealing.last_seals(connection), sealing.stock(connection)
    seals: sealing.Seals = {}
    for table, digests in found.items():
        known, left = held.get(table, {}), not_so.get(table, {})
        changed = {
            key: digest
            for key, digest in digests.items()
            if known.get(key) != digest and key not in left
        }
        if changed:
            seals[table] = changed
    note = {"note": "upgraded", "to": step_names()[-1], "first_seal": not was_sealed}
    sealing.append(connection, store.stamp(), [note], seals)


def _hash_letters(store: Store) -> None:
    """Note the content of the letters of a register that did not keep it yet."""
    connection = store.connection
    rows = connection.execute(
        "select id, path from document where sha256 = '' and path <> ''"
    ).fetchall()
    for document_id, path in rows:
        with suppress(ClerkError):
            digest = digest_of(store.beside.at(path))
            connection.execute("update document set sha256 = ? where id = ?", (digest, document_id))


def upgraded_copy(store: Store) -> Store:
    """Return an upgraded copy of an older register, whose file is only being read."""
    if store.key:
        other = store.apart("rw")
        store.connection.close()
        migrations.apply(as_database(other.file))
        other.connection.execute("pragma query_only = on")
        return other
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    store.file.backup(connection)
    store.connection.close()
    migrations.apply(as_database(connection))
    connection.execute("pragma query_only = on")
    return Store(connection, store.path)


def check_older(store: Store) -> None:
    """Raise `ClerkError` where a register is newer than this program, altered or damaged."""
    name = store.path.name
    applied = [step.name for step in migrations.applied(as_database(store.file))]
    known = step_names()
    if not set(applied) <= set(known):
        raise ClerkError(
            f"登记簿“{name}”是用更新版本的程序建立的，这个版本打开会丢失内容，没有打开。"
            "请先把程序升级到最新版本。"
        )
    # Tables altered by another program, or by a damaged disk: what is read would not be sure.
    expected = expected_schema("table", "index", steps=len(applied))
    found = schema(store.file, "table", "index")
    to_come = expected_schema("table", "index") - expected
    if not applied or applied != known[: len(applied)]:
        raise damaged(store.path)
    if expected <= found and to_come.isdisjoint(found):
        return
    if applied != known:
        raise damaged(store.path)
    from db.schema_check import altered_schema

    said = "".join(list(altered_schema(store))[:_MOST_SAID])
    raise ClerkError(f"登记簿“{name}”没有打开：{said}")


def _copy_aside(store: Store, today: date | None) -> Path:
    path = store.path
    day = today or datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
    copy = free_name(path.parent, path.stem, UPGRADED, day, path.suffix)
    with told_to_clerk(copy):
        target = blank_like(store, copy)
        try:
            store.file.backup(target)
        finally:
            target.close()
    return copy
