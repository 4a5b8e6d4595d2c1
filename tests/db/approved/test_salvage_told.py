"""What a salvage saves of a register damaged in one place or another, and says it could not."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from db import history, steps, upgrading
from db.integrity import known_losses, problems
from db.lock import WriterLock, lock_path
from db.migrations import migrations
from db.opening import _roll_back_what_a_crash_left, open_store
from db.pages import Pages
from db.salvage import Saved, picked_named, salvage
from rules.errors import ClerkError
from tests.db.approved.test_register_told import change
from tests.db.approved.whole_register import KEPT_BY

pytestmark = pytest.mark.of_file("pages are picked over in files alone")
Approved = Callable[[str, Iterable[str]], None]
PAGE = 4096

DAMAGES = (
    ("delete from request where id = 2",),
    ("delete from request", "delete from request_text"),
    (
        "update request set register_number = '' where id = 3",
        "delete from step where request_id = 3",
    ),
    ("delete from step",),
    ("delete from step where id in (2, 3)", "update step set details = '{}' where id = 5"),
    ("delete from step where id = 6",),
    ("update step set details = 'x' where id = 3",),
    ("delete from step where id = 1",),
    ("delete from chain_head", "delete from entry_head"),
    ("delete from entry where id > 5",),
    ("update entry set by = 'x' where id = 4",),
    ("delete from entry",),
    ("update document set request_id = 9 where id = 1", "update attachment set step_id = 9"),
    ("drop index request_register_number", "update request set register_number = '2026-1'"),
    ("drop index request_year_serial", "update request set serial = 1, year = 2026"),
    ("delete from setting", "delete from number", "delete from calendar_day"),
    ("delete from erasure",),
    ("delete from request where id = 1", "delete from step where request_id = 1"),
    ("delete from person where id = 1", "delete from section where id = 1"),
    ("drop table access",),
)  # fmt: skip


def outcome(register: Path, target: Path) -> Iterator[str]:
    try:
        saved = salvage(register, target, stamp=lambda: KEPT_BY)
    except ClerkError as error:
        yield f"  refused: {error.message}"
        assert not target.exists()
        return
    yield f"  {saved.cases} cases, {saved.steps} steps, {saved.letters} letters"
    yield from (f"  {sentence}" for sentence in saved.lost)
    with open_store(target, read_only=True) as store:
        yield f"  known: {known_losses(store)} {history.latest(store).notes}"
        yield from (f"  PROBLEM {sentence}" for sentence in problems(store))
        for table in ("number", "setting", "access", "calendar_day", "person", "draft", "erasure"):
            yield f"  {table}: {store.value(f'select count(*) from {table}')}"
    target.unlink()


def test_what_is_saved_of_each_damage(whole: bytes, tmp_path: Path, approved: Approved) -> None:
    register, target = tmp_path / "登记簿.db", tmp_path / "抢救.db"

    def lines() -> Iterator[str]:
        yield "whole"
        register.write_bytes(whole)
        yield from outcome(register, target)
        for statements in DAMAGES:
            register.write_bytes(whole)
            try:
                change(register, statements)
            except sqlite3.Error as error:
                yield f"{'; '.join(statements)}: {error}"
                continue
            with closing(sqlite3.connect(register)) as plain:
                # What was deleted does not lie about in free pages.
                plain.execute("vacuum")
            yield "; ".join(statements)
            yield from outcome(register, target)

    approved("salvaged", lines())


def test_what_is_saved_without_one_page_or_another(
    whole: bytes, tmp_path: Path, approved: Approved
) -> None:
    register, target = tmp_path / "登记簿.db", tmp_path / "抢救.db"
    register.write_bytes(whole)
    count = Pages(register).count

    def lines() -> Iterator[str]:
        for page in (1, *range(3, count + 1, 5)):
            data = bytearray(whole)
            data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
            register.write_bytes(data)
            yield f"without page {page}"
            yield from outcome(register, target)

    approved("salvaged_without_a_page", lines())


def test_what_cannot_be_read_or_written_is_said(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ClerkError, match=r"读不出“没有\.db”，请检查磁盘和权限后再试"):
        salvage(tmp_path / "没有.db", tmp_path / "抢救.db")
    assert picked_named(held, "setting", "name") == [("clerk",), ("office",)]
    assert picked_named(held, "number", "serial", "kind")[1:] == [(2, "登记"), (3, "登记")]

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("db.salvage._fill", fail)
    with pytest.raises(KeyboardInterrupt):
        salvage(held, tmp_path / "抢救.db")
    assert not (tmp_path / "抢救.db").exists()
    assert (Saved().cases, Saved().lost) == (0, [])


def test_a_torn_transaction_is_undone_before_pages_are_read(held: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(held, isolation_level=None)) as plain:
        plain.execute("pragma cache_size = 1")
        plain.execute("begin")
        plain.execute("update document set title = 'torn'")
        plain.execute("update setting set value = 'torn' || hex(zeroblob(9000))")
        torn = tmp_path / "断电.db"
        torn.write_bytes(held.read_bytes())
        journal = held.with_name(held.name + "-journal").read_bytes()
        torn.with_name("断电.db-journal").write_bytes(journal)
        plain.execute("rollback")
    titles = picked_named(torn, "document", "title")
    assert titles == [("登记回执",), ("答复书",)]
    assert torn.with_name("断电.db-journal").read_bytes() == journal
    # Who only reads has it undone first, unless a writer is at work on it.
    with open_store(torn, read_only=True) as store:
        assert store.rows("select title from document order by id") == titles
    assert not torn.with_name("断电.db-journal").exists()
    assert not lock_path(torn).exists()
    torn.with_name("断电.db-journal").write_bytes(journal)
    writer = WriterLock(torn)
    assert _roll_back_what_a_crash_left(torn) is None
    assert torn.with_name("断电.db-journal").exists()
    writer.release()


def test_an_older_encrypted_register_is_read_as_an_upgraded_copy(tmp_path: Path) -> None:
    """It is apart that it is brought up to date, and gone when it is closed."""
    path = tmp_path / "旧.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as older:
        migrations.apply(upgrading.as_database(older), stop_before="m0005_entries")
    with open_store(path, read_only=True) as store:
        assert steps.count(store) == 0
        with pytest.raises(sqlite3.OperationalError):
            store.connection.execute("insert into setting values ('a', '1')")
    asked: list[str] = []
    apart = SimpleNamespace(
        file=sqlite3.connect(":memory:", isolation_level=None),
        connection=SimpleNamespace(execute=asked.append),
    )
    closed: list[str] = []
    locked = SimpleNamespace(
        key="ab", apart=lambda mode: apart if mode == "rw" else None,
        connection=SimpleNamespace(close=lambda: closed.append("closed")),
    )  # fmt: skip
    made: object = upgrading.upgraded_copy(locked)  # type: ignore[arg-type]
    assert made is apart
    assert (asked, closed) == (["pragma query_only = on"], ["closed"])
    assert apart.file.execute("select count(*) from entry").fetchone() == (0,)
    apart.file.close()
