"""Whether a register on a server has the tables, indexes and triggers the program gave it."""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import cache

from sqlite_utils import Database

from db.migrations import migrations
from db.newest import STEPS
from db.server import guards, schema
from db.server.store import ServerStore
from db.words import SQLITE_WORDS, Column

_COMPARE = "登记簿被人从程序之外改动过，请与最近的备份核对。"
_GUARDS = (
    "防止改动、删除办理记录的保护（触发器“{name}”）已被人从程序之外去掉或者改动。"
    "请核对办理记录，并从最近的备份恢复登记簿。"
)
_FUNCTION = re.compile(
    r"create (?:or replace )?function (?:\w+\.)?(\w+)\(.*?\$\$(.*)\$\$", re.DOTALL
)
_TRIGGER = re.compile(r"create (?:constraint )?trigger (\w+)")
_INDEX = re.compile(r"create (?:unique )?index (\w+)")
_INDEXES = """select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
where c.relnamespace = current_schema()::regnamespace and i.indisvalid
and not exists (select 1 from pg_constraint k where k.conindid = c.oid)"""
_TRIGGERS = """select t.tgname, t.tgenabled, p.prosrc from pg_trigger t
join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal"""
_VIEWS = """select relname from pg_class where relnamespace = current_schema()::regnamespace
and relkind in ('v', 'm', 'f')"""
# Is there where accounts were given.
_GIVEN = "step_is_fit"
# Made of the rows of a case alone, where the accounts are held to their parts.
_OF_ACCOUNTS = "step_given_to"


def altered_schema(store: ServerStore) -> Iterator[str]:
    """Yield a sentence for each table, index or trigger added, missing or changed."""
    tables, indexes, bodies = _expected()
    found = {name: store.words.columns(store.connection, name) for name in _tables(store)}
    for name in sorted(tables.keys() - found.keys()):
        yield f"登记簿缺少表“{name}”，{_COMPARE}"
    for name in sorted(found.keys() - tables.keys()):
        yield f"登记簿多出表“{name}”，不是本程序建立的，{_COMPARE}"
    for name in sorted(_named(store, _VIEWS)):
        yield f"登记簿多出视图“{name}”，不是本程序建立的，{_COMPARE}"
    for name in sorted(tables.keys() & found.keys()):
        if found[name] != tables[name]:
            yield f"表“{name}”的定义已被改动，{_COMPARE}"
    there = set(_named(store, _INDEXES)) - {_OF_ACCOUNTS}
    for name in sorted(indexes - there):
        yield f"登记簿缺少索引“{name}”，{_COMPARE}"
    for name in sorted(there - indexes):
        yield f"登记簿多出索引“{name}”，不是本程序建立的，{_COMPARE}"
    yield from _altered_triggers(store, bodies)
    if store.applied_steps != STEPS:
        yield f"登记簿的升级记录已被改动，{_COMPARE}"


def _altered_triggers(store: ServerStore, bodies: dict[str, str]) -> Iterator[str]:
    of_accounts = _triggers(guards.words())
    found = {name: (state, body) for name, state, body in store.rows(_TRIGGERS)}
    expected = dict(bodies)
    if _GIVEN in found:
        expected |= of_accounts
    for name in sorted(expected):
        if found.get(name) != ("O", expected[name]):
            yield _GUARDS.format(name=name)
    for name in sorted(found.keys() - expected.keys()):
        yield f"登记簿多出触发器“{name}”，不是本程序建立的，{_COMPARE}"


def _tables(store: ServerStore) -> list[str]:
    return [*store.words.tables(store.connection), "request_gram"]


def _named(store: ServerStore, sql: str) -> list[str]:
    return [name for (name,) in store.rows(sql)]


@cache
def _expected() -> tuple[dict[str, list[Column]], frozenset[str], dict[str, str]]:
    """Return the tables with their columns, the indexes, and the triggers with what they do."""
    said = [words for _, step in schema.steps() for words in step]
    with closing(Database(memory=True, execute_plugins=False)) as fresh:
        migrations.apply(fresh)
        tables = {
            name: SQLITE_WORDS.columns(fresh.conn, name) for name in SQLITE_WORDS.tables(fresh.conn)
        }
    tables["request_gram"] = [Column("id", "INTEGER", None, 1), Column("pieces", "TEXT", None, 0)]
    for name, columns in schema.sealed_tables().items():
        said += schema.touching(name, columns)
    said += schema.first_words()
    indexes = frozenset(found[1] for words in said if (found := _INDEX.match(words)))
    return tables, indexes, _triggers(said)


def _triggers(said: "Iterator[str] | list[str]") -> dict[str, str]:
    """Return the triggers that statements make, with the body of the function of their name."""
    bodies: dict[str, str] = {}
    made: list[str] = []
    for words in said:
        function, trigger = _FUNCTION.search(words), _TRIGGER.match(words)
        if function is not None:
            bodies[function[1]] = function[2]
        if trigger is not None:
            made.append(trigger[1])
    return {name: bodies[name] for name in made}
