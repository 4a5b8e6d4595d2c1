"""The register's tables as PostgreSQL makes them, from the one definition: the migrations.

Each statement of a migration is said anew in PostgreSQL's words; what has no counterpart there is
written out here: the pieces a search sieves by, the guards, and the notes of what was touched.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing

from sqlite_utils import Database

from db import sealing
from db.migrations import migrations
from db.server.indexed import MAKE_PIECES_INDEX, NAME_KEY, SEARCH_WORDS, order_of
from db.server.schema_name import SCHEMA

# What SQLite has and our SQL uses. The id of a new row follows the highest one there, as SQLite's
# does: numbers that a sequence skips would differ between a register moved and one that was not.
_FUNCTIONS = (
    f"""create function {SCHEMA}.instr(hay text, needle text) returns integer
language sql immutable parallel safe as 'select strpos(hay, needle)'""",
    f"""create function {SCHEMA}.next_id(of_table text) returns bigint
language plpgsql security definer set search_path = {SCHEMA}, pg_temp as $$
declare found bigint;
begin
    execute format('select coalesce(max(id), 0) + 1 from %I', of_table) into found;
    return found;
end $$""",
)
# Its own history of migrations, as the library keeps it in a file.
_STEPS_TABLE = (
    f"""create table {sealing.MIGRATIONS} (
    id bigint primary key default next_id('{sealing.MIGRATIONS}'),
    migration_set text collate "C",
    name text collate "C",
    applied_at text collate "C"
)""",
    f"create unique index idx_{sealing.MIGRATIONS}_migration_set_name"
    f" on {sealing.MIGRATIONS} (migration_set, name)",
)
_GRAMS = (
    "create table request_gram (id bigint primary key references request (id),"
    ' pieces text[] collate "C" not null)',
    # Beside the rows, which a search goes through by the thousand.
    "alter table request_gram alter pieces set storage external",
    MAKE_PIECES_INDEX,
    # The server would rather read every row's pieces where many have them, and unpack them all.
    f"""create function {SCHEMA}.hits(wanted text[]) returns setof bigint
language sql stable set enable_seqscan = off
as 'select id from {SCHEMA}.request_gram where pieces @> wanted'""",
    *SEARCH_WORDS,
)
_TYPES = {"integer": "bigint", "text": 'text collate "C"', "blob": "bytea"}
_COLUMN = re.compile(r"(?m)^(\s*|.*\badd column )(\w+) (integer|text|blob)\b")
_OWN_ID = re.compile(r"(?m)^(\s*id bigint primary key),$")
_TABLE = re.compile(r"create table (\w+)")
_GUARD = re.compile(
    r"create trigger (\w+) before (\w+) on (\w+)\s+begin\s+select raise\(abort, '([^']+)'\);\s+end"
)
_INDEX = re.compile(r"create (unique )?index (\w+) on request \(([^()]+)\)(.*)", re.DOTALL)


class _Recorder:
    """Takes what a migration says to its database."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def execute(self, sql: str) -> None:
        self.said.append(sql)


def first_words() -> list[str]:
    """Return what is said to an empty database before the first migration."""
    return [*_FUNCTIONS, *_STEPS_TABLE]


def steps(applied: Sequence[str] = ()) -> Iterator[tuple[str, list[str]]]:
    """Yield each migration that is not applied yet by its name, with what makes it here."""
    with closing(Database(memory=True, execute_plugins=False)) as empty:
        pending = migrations.pending(empty)
    for step in pending:
        if step.name not in applied:
            recorder = _Recorder()
            step.fn(recorder)  # type: ignore[arg-type]
            yield step.name, [words for said in recorder.said for words in translated(said)]


def translated(sql: str) -> list[str]:
    """Return a statement of a migration in PostgreSQL's words; none for what only a file needs."""
    start = sql.split("(", 1)[0].split(maxsplit=3)
    if start[0] == "pragma":
        return []
    if start[:2] == ["create", "virtual"]:
        return list(_GRAMS)
    guard = _GUARD.fullmatch(sql)
    if guard is not None:
        return _guard(*guard.groups())
    if start[:2] == ["create", "table"] or start[0] == "alter":
        return [_table(sql)]
    index = _INDEX.fullmatch(sql)
    if index is not None:
        return [_index(*index.groups())]
    return [sql.replace("x''", "'\\x'::bytea")]


def _index(unique: str | None, name: str, columns: str, rest: str) -> str:
    order = order_of(name, columns)
    if unique:
        # Its id lies beside it, and is not what must be there but once.
        order = order.removesuffix(", id")
        rest = f" include (id){rest}"
    return f"create {unique or ''}index {name} on request ({order}){rest}"


def _table(sql: str) -> str:
    sql = re.sub(r"\) strict(, without rowid)?$", ")", sql)
    if sql.startswith("create table request ("):
        sql = f"{sql.removesuffix(')').rstrip()},\n    {NAME_KEY}\n)"
    sql = _COLUMN.sub(lambda found: f"{found[1]}{found[2]} {_TYPES[found[3]]}", sql)
    named = _TABLE.match(sql)
    return sql if named is None else _OWN_ID.sub(rf"\1 default next_id('{named[1]}'),", sql)


def _guard(name: str, verb: str, table: str, sentence: str) -> list[str]:
    return [
        f"create function {name}() returns trigger language plpgsql as $$\n"
        f"begin raise exception '{sentence}' using errcode = 'integrity_constraint_violation';"
        " end $$",
        f"create trigger {name} before {verb} on {table} for each row execute function {name}()",
    ]


def touching(table: str, columns: Sequence[str]) -> list[str]:
    """Return what notes the rows of a table a transaction touches, for its seals.

    The notes go to a table of the session, which the program makes before it writes: whoever has
    none is not the program, and is refused.
    """

    def noted(row: str) -> str:
        key = ", ".join(f"{row}.{name}" for name in columns)
        return f"insert into pg_temp.touched values ('{table}', json_build_array({key})::text);"

    return [
        f"create function touch_{table}() returns trigger language plpgsql as $$\nbegin\n"
        f"    if tg_op <> 'DELETE' then {noted('new')} end if;\n"
        f"    if tg_op <> 'INSERT' then {noted('old')} end if;\n"
        "    return null;\nend $$",
        f"create trigger touch_{table} after insert or update or delete on {table}"
        f" for each row execute function touch_{table}()",
    ]


def sealed_tables() -> dict[str, tuple[str, ...]]:
    """Return the tables whose rows are sealed, each with the columns of its key."""
    with closing(Database(memory=True, execute_plugins=False)) as fresh:
        migrations.apply(fresh)
        return sealing.sealed_tables(fresh.conn)
