"""Whether a register has the tables, indexes and triggers the program gave it, and no others."""

from collections.abc import Iterator
from functools import cache

from sqlite_utils import Database

from db.migrations import migrations
from db.newest import APPLICATION_ID, STEPS, applied_steps
from db.store import Store

_COMPARE = "登记簿被人从程序之外改动过，请与最近的备份核对。"
_KINDS = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}
# What SQLite writes for itself when it has looked at how rows are spread.
_ITS_OWN = ("sqlite_stat1", "sqlite_stat4")
_GUARDS = (
    "防止改动、删除办理记录的保护（触发器“{name}”）已被人从程序之外去掉或者改动。"
    "请核对办理记录，并从最近的备份恢复登记簿。"
)
_AS_MADE = {"application_id": APPLICATION_ID, "user_version": 0, "journal_mode": "delete"}


def altered_schema(store: Store) -> Iterator[str]:
    """Yield a sentence for each table, index, trigger or view added, missing or changed."""
    if not store.words.is_file:
        from db.server import schema_check
        from db.server.store import ServerStore

        if isinstance(store, ServerStore):
            yield from schema_check.altered_schema(store)
        return
    found = {
        (kind, name): sql
        for kind, name, sql in store.rows("select type, name, sql from sqlite_master")
        if name not in _ITS_OWN
    }
    expected = _expected()
    for kind, name in sorted(expected.keys() - found.keys()):
        if kind == "trigger":
            yield _GUARDS.format(name=name)
        else:
            yield f"登记簿缺少{_KINDS[kind]}“{name}”，{_COMPARE}"
    for kind, name in sorted(found.keys() - expected.keys()):
        yield f"登记簿多出{_KINDS.get(kind, kind)}“{name}”，不是本程序建立的，{_COMPARE}"
    for kind, name in sorted(expected.keys() & found.keys()):
        # The libraries' own tables are written otherwise from version to version.
        if found[kind, name] != expected[kind, name] and not _is_library(name):
            if kind == "trigger":
                yield _GUARDS.format(name=name)
            else:
                yield f"{_KINDS[kind]}“{name}”的定义已被改动，{_COMPARE}"
    yield from _settings_of_the_file(store)


def _settings_of_the_file(store: Store) -> Iterator[str]:
    for name, made in _AS_MADE.items():
        kept = store.value(f"pragma {name}")
        if name == "journal_mode" and not store.can_be_reopened:
            kept = store.file_journal or made
        if kept != made:
            yield f"登记簿文件的参数“{name}”已被改成{kept}，{_COMPARE}"
    sets = store.value("select count(*) from _sqlite_migrations")
    if applied_steps(store.file) != STEPS or sets != len(STEPS):
        yield f"登记簿的升级记录已被改动，{_COMPARE}"


def _is_library(name: str) -> bool:
    return name.startswith(("_sqlite", "idx__sqlite", "request_gram_"))


@cache
def _expected() -> dict[tuple[str, str], str | None]:
    fresh = Database(memory=True, execute_plugins=False)
    try:
        migrations.apply(fresh)
        rows = fresh.execute("select type, name, sql from sqlite_master").fetchall()
    finally:
        fresh.close()
    return {(kind, name): sql for kind, name, sql in rows}
