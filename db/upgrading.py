"""Bring an older register up to date, and look closely at one that is not to the letter ours.

Only this room of `db/` needs sqlite-utils, whose import costs more than opening a register that
is up to date; `db.store` comes here when it has to.
"""

import sqlite3
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from db.faults import damaged, told_to_clerk
from db.migrations import expected_schema, migrations, step_names
from db.newest import schema
from db.place import free_name, uri
from db.store import Store
from rules.errors import ClerkError


def as_database(connection: sqlite3.Connection) -> Database:
    """Return a connection as sqlite-utils sees it."""
    return Database(connection, execute_plugins=False)


def bring_up_to_date(store: Store, today: date | None, *, is_new: bool) -> None:
    """Apply what is pending in one transaction; an older register is copied aside first."""
    database = as_database(store.connection)

    with told_to_clerk(store.path):
        if not is_new and migrations.pending(database):
            store.copied_aside = _copy_aside(store, today)
    with store.atomic():
        migrations.apply(database)


def upgraded_copy(store: Store) -> Store:
    """Return an upgraded copy of an older register, whose file is only being read."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    store.connection.backup(connection)
    store.connection.close()
    migrations.apply(as_database(connection))
    connection.execute("pragma query_only = on")
    return Store(connection, store.path)


def check_older(store: Store) -> None:
    """Raise `ClerkError` where a register is newer than this program, altered or damaged."""
    name = store.path.name
    applied = [step.name for step in migrations.applied(as_database(store.connection))]
    known = step_names()
    if not set(applied) <= set(known):
        raise ClerkError(
            f"登记簿“{name}”是用更新版本的程序建立的，这个版本打开会丢失内容，没有打开。"
            "请先把程序升级到最新版本。"
        )
    # Tables altered by another program, or by a damaged disk: what is read would not be sure.
    expected = expected_schema("table", "index", steps=len(applied))
    found = schema(store.connection, "table", "index")
    to_come = expected_schema("table", "index") - expected
    if not applied or applied != known[: len(applied)]:
        raise damaged(store.path)
    if not expected <= found or not to_come.isdisjoint(found):
        raise damaged(store.path)


def _copy_aside(store: Store, today: date | None) -> Path:
    path = store.path
    day = today or datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
    copy = free_name(path.parent, path.stem, "升级前", day, path.suffix)
    with told_to_clerk(copy):
        target = sqlite3.connect(uri(copy, "rwc"), uri=True)
        try:
            store.connection.backup(target)
        finally:
            target.close()
    return copy
