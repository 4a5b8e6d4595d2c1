"""Save what can be read of a damaged register into a fresh one, and say what could not.

The damaged file is only read. What its tables still lead to counts first; pages nothing leads to
any more fill the gaps, by the shape of their rows.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from db import sealing
from db.aside import aside
from db.drafts import draft_digest
from db.erasing import content_digest, left_of
from db.faults import told_to_clerk
from db.history import read_chain
from db.integrity import rebuild_search
from db.migrations import migrations
from db.opening import open_store
from db.pages import PageRow, Pages
from db.sealing import Stamp
from db.steps import is_as_written
from db.store import Store, connect, is_locked
from db.upgrading import as_database
from rules.errors import ClerkError

Picked: TypeAlias = dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]
_TYPES: dict[str, type] = {"text": str, "integer": int, "blob": bytes}
_MADE_ANEW = frozenset(
    {"request_text", "chain_head", "entry", "entry_head", "draft_seal", "attachment_text"}
)
# Steps stay as they were chained; papers are told of by name.
_LEFT_POINTING = frozenset({"step", "document", "attachment"})
# Rows of such tables are not looked for among stray pages: they would be taken for others.
_NEVER_STRAY = frozenset({"draft_seal", "attachment_text"})
# What a request looks like of which only the steps are left; its columns come from them.
_NAMELESS = "（编号缺失）{}"


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a fresh register: its columns in order, and which is the row's own number."""

    name: str
    columns: tuple[str, ...]
    types: tuple[type, ...]
    may_be_null: tuple[bool, ...]
    defaults: tuple[Any, ...]
    row_id: int | None
    key: tuple[int, ...]

    def fitted(self, row: PageRow) -> tuple[Any, ...] | None:
        """Return the row with all columns, or None where it is not one of this table."""
        values = list(row.values)
        if not self.least <= len(values) <= len(self.columns):
            return None
        values += self.defaults[len(values) :]
        if self.row_id is not None:
            if values[self.row_id] is not None or row.key is None:
                return None
            values[self.row_id] = row.key
        elif row.key is not None:
            return None
        for value, kind, nullable in zip(values, self.types, self.may_be_null, strict=True):
            if not (isinstance(value, kind) or (value is None and nullable)):
                return None
        return tuple(values)

    @property
    def least(self) -> int:
        """The fewest columns a row may have: those added later have a default."""
        return len(self.columns) - self.defaults_at_the_end

    @property
    def defaults_at_the_end(self) -> int:
        """How many columns at the end have a default or may be empty."""
        many = 0
        for default, nullable in zip(
            reversed(self.defaults), reversed(self.may_be_null), strict=True
        ):
            if default is None and not nullable:
                break
            many += 1
        return many


@dataclass(slots=True)
class Saved:
    """What was saved, in rows, and a sentence for each thing that was not."""

    cases: int = 0
    steps: int = 0
    letters: int = 0
    files: int = 0
    lost: list[str] = field(default_factory=list)


def picked_rows(register: Path, table: str) -> list[tuple[Any, ...]]:
    """Return the rows of a table that can still be read, whatever else is damaged.

    Raises `OSError` where the file cannot be read at all.
    """
    with closing(_fresh_tables()) as fresh, _as_left(register) as path:
        tables = _tables(fresh)
        return list(_picked(Pages(path), tables)[table].values())


def picked_named(register: Path, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Return some columns of the rows of a table that can still be read, as `picked_rows`."""
    with closing(_fresh_tables()) as fresh:
        names = _tables(fresh)[table].columns
    places = [names.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in picked_rows(register, table)]


def salvage(register: Path, target: Path, *, stamp: Callable[[], Stamp] = Stamp) -> Saved:
    """Save what can be read of `register` into a new one at `target`, and return what came of it.

    Raises `ClerkError` where the file cannot be read, holds nothing of a register, or something
    lies at `target` already.
    """
    if target.exists():
        raise ClerkError(f"“{target.name}”已经存在，没有改动它；请换一个文件名存放抢救出的登记簿。")
    try:
        with _as_left(register) as path, closing(_fresh_tables()) as fresh:
            picked = _picked(Pages(path), _tables(fresh))
    except OSError as error:
        raise ClerkError(f"读不出“{register.name}”，请检查磁盘和权限后再试。") from error
    if not any(picked[name] for name in ("request", "step")):
        raise ClerkError(
            f"“{register.name}”里已经找不到任何申请和办理记录，抢救不出内容。请从最近的备份恢复。"
        )
    saved = Saved()
    try:
        with open_store(target, stamp=stamp) as store:
            store.connection.execute("pragma foreign_keys = off")
            with told_to_clerk(target, by_others=True):
                _fill(store, picked, saved, register.name)
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise
    return saved


@contextmanager
def _as_left(register: Path) -> Iterator[Path]:
    """Give a copy of the file, in which SQLite has undone a torn transaction where it can."""
    with aside("salvage") as folder:
        path = folder / "register.db"
        if is_locked(register):
            # What can be decrypted is written plain, for as long as it is read.
            from db.locked_rows import readable_rows

            with told_to_clerk(register):
                readable_rows(register, path)
            yield path
            return
        shutil.copyfile(register, path)
        journal = register.with_name(register.name + "-journal")
        if journal.exists():
            shutil.copyfile(journal, path.with_name(path.name + "-journal"))
            with suppress(ClerkError), told_to_clerk(path), closing(connect(path, "rw")) as plain:
                plain.execute("select count(*) from sqlite_master").fetchone()
        yield path


def _fresh_tables() -> Store:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.apply(as_database(connection))
    return Store(connection, Path("fresh"))


def _tables(fresh: Store) -> dict[str, _Table]:
    tables = {}
    names = fresh.rows(
        "select name from sqlite_master where type = 'table' and sql not like 'create virtual%'"
        " and name not glob '_*' and name not glob 'sqlite_*' and name not glob 'request_gram_*'"
    )
    for (name,) in names:
        sql = str(fresh.value("select sql from sqlite_master where name = ?", (name,)))
        rows = fresh.rows(
            'select name, type, "notnull", dflt_value, pk from pragma_table_info(?)', (name,)
        )
        with_row_id = "without rowid" not in sql.lower()
        row_id = next(
            (at for at, row in enumerate(rows) if row[4] == 1 and row[1].lower() == "integer"),
            None,
        ) if with_row_id else None  # fmt: skip
        tables[name] = _Table(
            name,
            tuple(row[0] for row in rows),
            tuple(_TYPES[row[1].lower()] for row in rows),
            tuple(not row[2] and row[4] == 0 for row in rows),
            tuple(
                None if row[3] is None else fresh.value(f"select {row[3]}") for row in rows
            ),
            row_id,
            tuple(at for at, row in enumerate(rows) if row[4]),
        )  # fmt: skip
    return tables


def _picked(pages: Pages, tables: dict[str, _Table]) -> Picked:
    """Return the rows of every table by their keys."""
    found: Picked = {name: {} for name in tables}
    visited: set[int] = set()
    for name, root in _roots(pages):
        for number in pages.tree(root):
            visited.add(number)
            if name in tables:
                _take(found[name], tables[name], pages.rows(number))
    strays = set(range(1, pages.count + 1)) - visited - pages.free()
    for number in sorted(strays):
        rows = list(pages.rows(number))
        if not rows:
            continue
        fitting = [
            table
            for table in tables.values()
            if table.name not in _NEVER_STRAY and all(table.fitted(row) is not None for row in rows)
        ]
        if len(fitting) == 1 or (fitting and fitting[0].row_id is not None):
            _take(found[fitting[0].name], fitting[0], iter(rows))
    return found


def _take(
    found: dict[tuple[Any, ...], tuple[Any, ...]], table: _Table, rows: Iterator[PageRow]
) -> None:
    for row in rows:
        fitted = table.fitted(row)
        if fitted is not None:
            found.setdefault(tuple(fitted[at] for at in table.key), fitted)


def _roots(pages: Pages) -> list[tuple[str, int]]:
    roots = []
    for number in pages.tree(1):
        for row in pages.rows(number):
            if len(row.values) == 5 and isinstance(row.values[3], int):
                kind, name, _, root, _ = row.values
                roots.append((str(name) if kind == "table" else "", root))
    return [("", 1), *roots]


def _fill(
    store: Store,
    picked: Picked,
    saved: Saved,
    name: str,
) -> None:
    tables = _tables(store)
    with store.atomic():
        for table in tables.values():
            if table.name not in _MADE_ANEW:
                rows = list(picked[table.name].values())
                if table.name not in _LEFT_POINTING:
                    rows = list(_pointing_to_what_is_there(store, table, rows, picked))
                if orphans := len(picked[table.name]) - len(rows):
                    saved.lost.append(
                        f"表“{table.name}”中有{orphans}行所属的内容读不出来，没有收入。"
                    )
                _insert(store, table, rows, saved)
        for key, fields in store.rows("select key, fields from draft"):
            store.run("insert into draft_seal values (?, ?)", (key, draft_digest(key, fields)))
        _requests_without_row(store, saved)
        store.run("insert into request_text (id) select id from request")
        rebuild_search(store)
        known = _steps(store, picked, saved)
        _papers(store, saved)
        chain = read_chain(sorted(picked["entry"].values()))
        until = max(
            (row[0] for row in picked["entry"].values()),
            default=0,
        )
        head = next(iter(picked["entry_head"].values()), None)
        fork = {"from": len(chain or ()), "until": max(until, head[1] if head else 0)}
        if chain:
            _keep_chain(store, tables["entry"], chain)
        store.note("salvaged", source=name, **fork, **known)
    saved.cases = int(store.value("select count(*) from request"))
    saved.steps = int(store.value("select count(*) from step"))
    saved.letters = int(store.value("select count(*) from document"))


def _pointing_to_what_is_there(
    store: Store, table: _Table, rows: Sequence[tuple[Any, ...]], picked: Picked
) -> Iterator[tuple[Any, ...]]:
    """Yield rows; what points to a row nobody can read points nowhere, or is left out."""
    there = {name: {key[0] for key in found} for name, found in picked.items() if found}
    # Of these a row is made that bears their steps.
    there.setdefault("request", set()).update(row[1] for row in picked["step"].values())
    named = store.rows('select "from", "table" from pragma_foreign_key_list(?)', (table.name,))
    points = [(table.columns.index(column), there.get(to, set())) for column, to in named]
    for row in rows:
        values = list(row)
        for at, known in points:
            if values[at] is not None and values[at] not in known:
                values[at] = None
        if all(values[at] is not None or table.may_be_null[at] for at, _ in points):
            yield tuple(values)


def _insert(store: Store, table: _Table, rows: list[tuple[Any, ...]], saved: Saved) -> None:
    marks = ", ".join("?" * len(table.columns))
    refused = 0
    for row in sorted(rows, key=lambda row: [str(row[at]).zfill(20) for at in table.key]):
        try:
            store.connection.execute(f"insert into {table.name} values ({marks})", row)
        except sqlite3.IntegrityError:
            refused += 1
    if refused:
        saved.lost.append(f"表“{table.name}”中有{refused}行与其他内容抵触，没有收入。")


def _requests_without_row(store: Store, saved: Saved) -> None:
    nameless = store.rows(
        "select distinct request_id from step where request_id not in (select id from request)"
        " order by 1"
    )
    for (request_id,) in nameless:
        store.run(
            "insert into request (id, register_number) values (?, ?)",
            (request_id, _NAMELESS.format(request_id)),
        )
        saved.lost.append(
            f"序号{request_id}的申请的登记编号读不出来，已按办理记录补出其他内容，编号暂记为"
            f"“{_NAMELESS.format(request_id)}”，请与纸质材料核对。"
        )
    for number, request_id in store.rows(
        "select register_number, id from request where id not in (select request_id from step)"
        " order by id"
    ):
        saved.lost.append(f"{number or f'序号{request_id}的申请'}的办理记录读不出来，请补记。")


def _steps(store: Store, picked: Picked, saved: Saved) -> dict[str, list[int]]:
    """Set the chain's head, and return the steps that are missing or harmed."""
    rows = store.rows("select * from step order by id")
    head = next(iter(picked["chain_head"].values()), None)
    last = max([rows[-1][0] if rows else 0, head[1] if head else 0])
    missing = sorted(set(range(1, last + 1)) - {row[0] for row in rows})
    left = left_of(store.connection)
    harmed = [
        row[0]
        for row in rows
        if not is_as_written(row) and left.get(row[0]) != content_digest(row[:8])
    ]
    for step_id in missing:
        saved.lost.append(f"第{step_id}条办理记录读不出来，请与备份和纸质材料核对后补记。")
    for step_id in harmed:
        saved.lost.append(f"第{step_id}条办理记录的内容受损，与登记时不一致，请核对后更正。")
    if rows:
        store.run("update chain_head set steps = ?, hash = ?", (last, rows[-1][9]))
    return {"missing": missing, "harmed": harmed}


def _papers(store: Store, saved: Saved) -> None:
    for table, word, column in (("document", "文书", "title"), ("attachment", "附件", "name")):
        store.run(f"delete from {table} where request_id not in (select id from request)")
        lost = store.rows(
            f"select {column} from {table} where step_id is not null"
            " and step_id not in (select id from step) order by id"
        )
        for (name,) in lost:
            saved.lost.append(f"{word}“{name}”所属的办理记录读不出来，{word}已保留。")
        store.run(
            f"update {table} set step_id = null where step_id is not null"
            " and step_id not in (select id from step)"
        )


def _keep_chain(store: Store, table: _Table, rows: Sequence[Sequence[Any]]) -> None:
    """Go on with the entries there were, and seal as gone what they name and nobody can read."""
    marks = ", ".join("?" * len(table.columns))
    for row in rows:
        store.connection.execute(f"insert into entry values ({marks})", tuple(row))
    last = rows[-1]
    store.run("update entry_head set entries = ?, hash = ?", (last[0], last[-1]))
    held, there = sealing.last_seals(store.connection), sealing.stock(store.connection)
    gone: sealing.Seals = {
        name: {key: None for key in keys if key not in there.get(name, {})}
        for name, keys in held.items()
    }
    gone = {name: keys for name, keys in gone.items() if keys}
    # The fresh register was upgraded on its own day.
    gone[sealing.MIGRATIONS] = dict(there[sealing.MIGRATIONS])
    if gone:
        sealing.append(store.connection, store.stamp(), [{"note": "lost"}], gone)
