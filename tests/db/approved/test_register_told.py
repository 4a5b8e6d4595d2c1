"""A register with rows in every table: all of it, and what is said of each change from outside."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db import export, history, row_names, sealing, steps
from db.integrity import known_losses, problems
from db.opening import open_store
from db.store import Store
from rules.errors import ClerkError

pytestmark = pytest.mark.of_file("it is the file that is changed from outside")
Approved = Callable[[str, Iterable[str]], None]


def cells(row: Iterable[Any]) -> str:
    return " | ".join("∅" if one is None else str(one) for one in row)


def test_everything_a_register_holds(reader: Store, approved: Approved) -> None:
    def lines() -> Iterator[str]:
        for table in export.tables(reader):
            yield f"== {table.name} {table.meaning}"
            yield cells(f"{name} {kind}" for name, kind in table.columns)
            yield from map(cells, table.rows)

    approved("register", lines())


def test_the_history_is_the_same_to_the_last_byte(reader: Store, approved: Approved) -> None:
    def lines() -> Iterator[str]:
        for entry in history._entries(reader, "order by id"):
            notes = json.dumps(entry.notes, ensure_ascii=False)
            yield f"{entry.id} {entry.at} {entry.by} {entry.machine} {entry.steps} {notes}"
            yield f"  {entry.hash}"
        for table, columns in sorted(sealing.sealed_tables(reader.connection).items()):
            yield f"{table} ({', '.join(columns)})"
            for key, digest in sealing.row_digests(reader.connection, table):
                yield f"  {key} {digest} {row_names.row_name(reader, table, json.loads(key))}"
        yield history.anchor(reader).words
        yield str(history.latest(reader))
        yield str(history.anchor_at(reader, 3))
        yield str(history.anchor_at(reader, 99))
        yield str([entry.id for entry in history.noted(reader)])
        yield str([entry.id for entry in history.noted(reader, "received", "no")])
        yield str(known_losses(reader))

    approved("history", lines())


def test_a_whole_register_is_sound(reader: Store) -> None:
    assert problems(reader) == []
    assert sealing.last_seals(reader.connection) == sealing.stock(reader.connection)


def changes(plain: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    """Yield what somebody with a database program may do: every table, and every column of some."""
    tables = [
        name
        for (name,) in plain.execute(
            "select name from sqlite_master where type = 'table' and name not glob 'request_gram*'"
            " order by name"
        )
    ]
    for table in tables:
        columns = plain.execute(f"select name, type from pragma_table_info('{table}')").fetchall()
        chained = table in ("step", "entry", "chain_head", "entry_head")
        where = "where rowid = 2" if table in ("step", "entry") else ""
        for name, kind in columns if chained else columns[-1:]:
            other = {"INTEGER": f"coalesce({name}, 0) + 7", "BLOB": "x'0a'"}.get(kind, "'改'")
            yield (f"update {table} set {name} = {other} {where}",)
        yield (f"delete from {table}",)
    yield from (
        ("insert into request (id) values (77)",),
        ("insert into request (id, register_number) values (78, '2026-78')",),
        ("insert into step select 9, 1, kind, happened_on, details, recorded_at, recorded_by,"
         " annuls, previous, hash from step where id = 6",),
        ("insert into step select 7, 1, kind, happened_on, details, recorded_at, recorded_by,"
         " annuls, previous, hash from step where id = 6",),
        ("delete from step where id in (2, 3)",),
        ("delete from step where id = 6",),
        ("delete from step where id > 4",),
        ("update step set id = -2 where id = 2", "update step set id = 2 where id = 5",
         "update step set id = 5 where id = -2"),
        ("delete from entry where id = 4",),
        ("delete from entry where id in (4, 5)",),
        ("delete from entry where id = (select max(id) from entry)",),
        ("delete from entry where id > 3",),
        ("update entry set at = '', by = '' where id = 3",),
        ("insert into entry select id + 1, at, by, machine, notes, steps, step_hash, rows, hash"
         " from entry order by id desc limit 1",),
        ("insert into entry select id + 2, at, by, machine, notes, steps, step_hash, rows, hash"
         " from entry order by id desc limit 1",),
        ("update entry set notes = 'x' where id = 2",),
        ("update entry set rows = 'x' where id = 2",),
        ("update document set request_id = 70",),
        ("update request_text set folded = '别的' where id = 1",),
        ("update request_text set folded = '别的'",),
        ("insert into request_text (id) values (70)",),
        ("insert into request_gram (rowid, grams) values (70, '别')",),
        ("insert into request_gram (request_gram) values ('delete-all')",),
        ("drop index request_year_serial", "update request set register_number = '2026-1'"),
        ("update attachment set request_id = 70, step_id = 71",),
        ("update setting set value = 'x'",),
        ("update calendar_year set state = 'edited'", "delete from number where serial > 1"),
        ("insert into number select '文', year, serial, 1 from number",),
        ("drop table local_day_change",),
        ("pragma user_version = 3",),
        ("create view v as select 1",),
        ("create trigger t after insert on number begin select 1; end",),
        ("drop trigger erasure_stays",),
        ("create trigger a after insert on entry begin select 1; end", "drop trigger access_stays"),
        ("create index i on number (serial)", "drop index clock_due_on"),
        ("insert into access select null, at, by, machine, kind, null, details from access",),
        ("update _sqlite_migrations set migration_set = 'x' where id = 3",),
        ("delete from _sqlite_migrations where id = 13",),
    )  # fmt: skip


def change(path: Path, statements: Iterable[str]) -> None:
    with closing(sqlite3.connect(path)) as plain:
        guards = dict(
            plain.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        )
        for name in guards:
            plain.execute(f"drop trigger {name}")
        for statement in statements:
            gone = statement.removeprefix("drop trigger ")
            if gone in guards:
                del guards[gone]
            else:
                plain.execute(statement)
        for sql in guards.values():
            plain.execute(sql)
        plain.commit()


@pytest.mark.parametrize("part", range(3))
def test_what_is_said_of_each_change_from_outside(
    whole: bytes, tmp_path: Path, approved: Approved, part: int
) -> None:
    path = tmp_path / "登记簿.db"
    path.write_bytes(whole)
    with closing(sqlite3.connect(path)) as plain:
        every = list(changes(plain))[part::3]

    def lines() -> Iterator[str]:
        for statements in every:
            yield f"-- {'; '.join(statements)}"
            path.write_bytes(whole)
            try:
                change(path, statements)
                with open_store(path, read_only=True) as store:
                    yield from problems(store)
            except ClerkError as refused:
                yield f"refused: {refused.message}"
            except sqlite3.Error as error:
                yield f"not possible: {type(error).__name__}"

    approved(f"changes_from_outside_{part + 1}", lines())


def test_a_register_changed_all_over_is_not_told_line_by_line(
    held: Path, approved: Approved
) -> None:
    with open_store(held) as store, store.atomic():
        day = next(iter(steps.of_request(store, 1))).on
        for serial in range(100, 124):
            store.run("insert into number values ('登记', 2026, ?, 1)", (serial,))
        for _ in range(30):
            steps.append(store, 1, kind="noted", on=day, details={}, recorded_at="", recorded_by="")
        for _ in range(25):
            sealing.append(store.connection, sealing.Stamp(), [{"note": "x"}], {})

    def lines() -> Iterator[str]:
        for some in ("step set recorded_by = '他'", "number set is_taken = 5",
                     "entry set by = '他' where id > 2", "step set request_id = 99",
                     "step set happened_on = '2026-01-01' where id < 21",
                     "step set happened_on = '2026-01-01' where id < 22",
                     "entry set by = '他' where id < 21", "entry set by = '他' where id < 22",
                     "number set is_taken = 5 where serial < 118",
                     "number set is_taken = 5 where serial < 117"):  # fmt: skip
            own = held.with_name("改过.db")
            own.write_bytes(held.read_bytes())
            yield f"-- update {some}"
            change(own, [f"update {some}"])
            with open_store(own, read_only=True) as store:
                yield from problems(store)

    approved("changed_all_over", lines())


def test_a_gap_that_was_told_is_no_difference(held: Path) -> None:
    change(
        held,
        [
            "delete from step where id in (2, 4, 6)",
            "update step set kind = 'x' where id = 3",
            "update chain_head set hash = (select hash from step where id = 5)",
        ],
    )
    with open_store(held, read_only=True) as store:
        assert len(steps.verify_chain(store)) > 1
        assert steps.verify_chain(store, missing=[2, 4, 6], harmed=[3]) == []
        assert steps.verify_chain(store, missing=[2, 4], harmed=[3])[-1].startswith("末尾缺少第6条")
        assert steps.verify_chain(store, missing=[4, 6], harmed=[3]) != []
        assert len(steps.verify_chain(store, missing=[2, 4, 6])) == 1
