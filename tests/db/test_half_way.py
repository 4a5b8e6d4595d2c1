"""What is left where something fails half-way: a sentence for the clerk, and all as it was."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from db import backup, bulk, lock, moving, requests, restoring, settings, steps, upgrading
from db.backup import BackupCancelled, back_up
from db.copies import Copy, chosen_copy, content_path, list_of, read_manifest
from db.files import copy_whole, digest_of
from db.lock import InUseError, WriterLock
from db.migrations import migrations, step_names
from db.opening import open_store
from db.place import left_beside
from db.restoring import restore, what_would_change
from db.store import Store
from db.words import EngineWords
from rules.errors import ClerkError
from tests.db.test_restoring import register

pytestmark = pytest.mark.of_file("what is left of files")

NOW = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - the office's own clock


def refuse(*_: object, **__: object) -> None:
    raise PermissionError(13, "held by another program")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "备份"


@pytest.fixture
def copy(register_path: Path, folder: Path) -> Copy:
    """A copy of a register of one request, whose letter was written anew since."""
    with open_store(register_path) as store:
        register(store, "周某")
        made = chosen_copy(back_up(store, folder, at=NOW))
        register(store, "钱某")
    return made


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("name", ["write_whole", "copy_register", "keep_folder"])
def test_a_copy_that_cannot_be_written_leaves_none(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(backup, name, refuse)
    with pytest.raises(
        ClerkError, match=r"^备份没有写成“登记簿 备份 2026-11-22 093000\.db”，请检查"
    ):
        back_up(store, folder, at=NOW)
    # Once it bears its name it is whole, and stays with its list.
    whole = ["登记簿 备份 2026-11-22 093000.db", "登记簿 备份 2026-11-22 093000.清单.json"]
    assert names_in(folder) == (whole if name == "keep_folder" else [])


def test_a_backup_stopped_among_the_letters_leaves_no_copy(store: Store, folder: Path) -> None:
    register(store, "周某")
    register(store, "钱某", "另一份答复")
    done: list[tuple[int, int]] = []
    with pytest.raises(BackupCancelled):
        back_up(
            store, folder, at=NOW,
            on_progress=lambda *parts: done.append(parts),
            is_cancelled=lambda: bool(done) and done[-1] == (1, 2),
        )  # fmt: skip
    assert done[-1] == (1, 2)
    assert [one for one in folder.iterdir() if one.is_file()] == []


def test_a_letter_that_goes_or_changes_while_it_is_copied_is_named_in_the_list(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = (register(store, name, name) for name in ("周某", "钱某", "孙某"))

    def changing(source: Path, target: Path, **words: Any) -> str:
        written = copy_whole(source, target, **words)
        return "0" * 64 if source == three else written

    def told(done: int, parts: int) -> None:
        if (done, parts) == (1, 3):
            two.unlink()

    digest = digest_of(three)
    monkeypatch.setattr(backup, "copy_whole", changing)
    path = back_up(store, folder, at=NOW, on_progress=told)
    manifest = read_manifest(list_of(path))
    assert manifest.missing == ("文书/2026/2026-2/答复书.docx", "文书/2026/2026-3/答复书.docx")
    assert manifest.files == 1
    # Nothing lies under a name its content does not bear.
    assert not content_path(folder, "登记簿", digest).exists()
    assert content_path(folder, "登记簿", digest_of(one)).is_file()


def headless(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("drop trigger chain_head_stays")
        connection.execute("delete from chain_head")
        connection.commit()


def test_without_the_head_of_the_chain_no_step_is_written(store: Store) -> None:
    request_id = requests.insert(store, {"applicant_name": "周某"})
    headless(store.path)
    new = bulk.NewRequest({"applicant_name": "钱某"}, ())
    for act in (
        lambda: steps.append(
            store, request_id, kind="noted", on=date(2026, 3, 2), details={}, recorded_at="",
            recorded_by="",
        ),
        lambda: bulk.enter(store, [new], recorded_at="", recorded_by=""),
    ):  # fmt: skip
        with pytest.raises(
            ClerkError, match=r"登记簿“登记簿\.db”已损坏，不能继续使用，程序没有再改动它"
        ):
            act()
    assert store.value("select count(*) from step") == 0
    assert store.value("select count(*) from request") == 1


def test_a_register_whose_chain_has_no_head_is_not_moved(store: Store, tmp_path: Path) -> None:
    requests.insert(store, {"applicant_name": "周某"})
    headless(store.path)
    with open_store(tmp_path / "另.db") as target:
        with pytest.raises(
            ClerkError, match=r"“登记簿.db”与写入时不一致，没有移动：办理记录的总数"
        ):
            moving.carry(store, target)
        target.connection.execute("begin")
        with pytest.raises(ClerkError, match=r"“登记簿\.db”缺少校验链的末尾，没有"):
            moving.carry_rows(store, target)


def test_of_a_row_a_server_does_not_take_the_place_is_told(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("周某", "钱某", "孙某", "李某"):
        requests.insert(store, {"applicant_name": name})
    take_in = EngineWords.take_in

    def refusing(words: EngineWords, to: Any, table: str, columns: Any, rows: Any) -> None:
        def passed() -> Iterator[Any]:
            for row in rows:
                if "孙某" in row:
                    raise sqlite3.DataError("no such character")
                yield row

        take_in(words, to, table, columns, passed())

    monkeypatch.setattr(EngineWords, "take_in", refusing)
    with open_store(tmp_path / "另.db") as target:
        with pytest.raises(
            ClerkError, match=r"“request”第3行有服务器不能保存的字符，没有移动，两边"
        ):
            moving.carry(store, target)
        assert target.value("select count(*) from request") == 0
        assert not target.is_writing


def test_two_registers_of_other_histories_do_not_agree(store: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "另.db") as other:
        moving.must_agree(store, other, "没有移动")
        settings.put(store, "office", {"name": "甲"})
        with pytest.raises(ClerkError, match=r"^两边的校验锚点不一致，没有恢复。$"):
            moving.must_agree(store, other, "没有恢复")


def test_a_letter_written_since_is_told_of_a_case_the_copy_has(
    copy: Copy, register_path: Path
) -> None:
    with open_store(register_path) as store, store.atomic():
        for request_id, title, number in ((1, "补正告知书", ""), (1, "决定书", "决定〔2026〕1号")):
            store.add(
                "insert into document (request_id, kind, title, number, status, created_at)"
                " values (?, 'x', ?, ?, 'issued', '')",
                (request_id, title, number),
            )
    change = what_would_change(copy, register_path)
    assert [one.register_number for one in change.lost] == ["2026-2"]
    assert change.letters_lost == ("2026-1：补正告知书", "2026-1：决定书（决定〔2026〕1号）")


def test_a_server_out_of_reach_is_no_register_that_is_lost(
    copy: Copy, register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reach(path: Path, **words: Any) -> Store:
        if path == register_path:
            raise ClerkError("连不上登记簿所在的服务器。")
        return open_store(path, **words)

    monkeypatch.setattr(restoring, "open_store", reach)
    assert what_would_change(copy, register_path).cases_now is None
    monkeypatch.setattr(restoring, "is_on_server", lambda _: True)
    with pytest.raises(ClerkError, match=r"^连不上登记簿所在的服务器。$"):
        what_would_change(copy, register_path)


def test_where_no_folder_can_be_made_nothing_is_restored(copy: Copy, tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    path = tmp_path / "文件" / "登记簿.db"
    with pytest.raises(ClerkError, match=r"^不能建立文件夹“.*文件”，没有恢复。请改选别处。$"):
        restore(copy, path, at=NOW)


def test_a_register_another_program_holds_stays_in_its_place(
    copy: Copy, register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = register_path.read_bytes()
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(
        ClerkError, match=r"^不能替换登记簿“登记簿\.db”，请先在所有窗口关闭它，再恢复"
    ):
        restore(copy, register_path, at=NOW)
    assert register_path.read_bytes() == before
    assert not [name for name in names_in(register_path.parent) if ".part" in name]
    assert not lock.lock_path(register_path).exists()


def test_a_disk_without_second_names_keeps_the_old_register_as_a_copy(
    copy: Copy, register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = register_path.read_bytes()
    monkeypatch.setattr(os, "link", refuse)
    done = restore(copy, register_path, at=NOW)
    assert done.aside is not None
    assert done.aside.read_bytes() == before
    with open_store(register_path) as store:
        assert store.value("select count(*) from request") == 1


def test_an_upgrade_that_fails_leaves_the_older_register(
    register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(register_path, isolation_level=None)) as connection:
        migrations.apply(Database(connection), stop_before=step_names()[-1])
        asked = "select * from sqlite_master order by name"
        before = connection.execute(asked).fetchall()
    with monkeypatch.context() as broken:
        broken.setattr(upgrading, "seal_anew", refuse)
        with pytest.raises(PermissionError):
            open_store(register_path)
    with closing(sqlite3.connect(register_path)) as connection:
        assert connection.execute(asked).fetchall() == before
    assert not lock.lock_path(register_path).exists()
    open_store(register_path).close()


@pytest.mark.parametrize(
    "altered",
    [
        "drop index request_matter",
        "delete from _sqlite_migrations where name = 'm0003_papers'",
        "delete from _sqlite_migrations",
    ],
)
def test_an_older_register_that_is_not_to_the_letter_ours_is_not_upgraded(
    register_path: Path, altered: str
) -> None:
    with closing(sqlite3.connect(register_path, isolation_level=None)) as connection:
        migrations.apply(Database(connection), stop_before=step_names()[-1])
        connection.execute(altered)
    before = register_path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(ClerkError, match=r"“登记簿\.db”已损坏"):
            open_store(register_path, read_only=read_only)
    assert register_path.read_bytes() == before
    assert left_beside(register_path.parent / "没有" / "登记簿.db") == []
    assert [one.name for one in register_path.parent.iterdir()] == ["登记簿.db"]


def test_a_view_of_a_register_that_cannot_be_made_leaves_nothing_open(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noted(*words: Any, **more: Any) -> sqlite3.Connection:
        opened.append(connect(*words, **more))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    with monkeypatch.context() as gone:
        gone.setattr(Store, "reader", refuse)
        with pytest.raises(PermissionError):
            store.snapshot()
    (still,) = opened
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        still.execute("select 1")
    # Nor does what would lie apart of it stay behind.
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr(tempfile, "mkdtemp", lambda **_: str(aside))
    monkeypatch.setattr(shutil, "copyfile", refuse)
    with pytest.raises(PermissionError):
        store.apart()
    assert not aside.exists()


def test_a_note_belongs_to_a_transaction(store: Store) -> None:
    for _ in range(2):
        with pytest.raises(RuntimeError, match="a note belongs to the transaction it is about"):
            store.note("received")
        settings.put(store, "office", {"name": "甲"})
    assert store.seconds_ahead == 0.0


def test_a_lock_taken_away_before_it_was_held_is_made_anew(
    register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, taken = lock._take, list[int]()

    def late(descriptor: int) -> None:
        # Its last holder removes the file in between; somebody else may have made it again.
        if len(taken) < 2:
            lock.lock_path(register_path).unlink()
        if len(taken) == 1:
            lock.lock_path(register_path).touch()
        taken.append(descriptor)
        take(descriptor)

    monkeypatch.setattr(lock, "_take", late)
    held = WriterLock(register_path)
    monkeypatch.undo()
    assert len(taken) == 3
    # None of those that were given up is kept open.
    assert len(set(taken)) == 1
    with pytest.raises(InUseError):
        WriterLock(register_path)
    held.release()
    WriterLock(register_path).release()
