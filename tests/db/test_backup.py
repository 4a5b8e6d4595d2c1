import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import requests, settings
from db.backup import BackupCancelled, back_up, backups, check_copy, restore
from db.integrity import problems
from db.lock import lock_path
from db.opening import open_store
from db.store import Store
from rules.errors import ClerkError

NOW = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - the office's own clock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "备份"


def test_a_copy_holds_what_the_register_holds(store: Store, folder: Path) -> None:
    requests.insert(store, {"applicant_name": "周某"})
    copy = back_up(store, folder, at=NOW)
    assert copy == folder / "登记簿 备份 2026-11-22 093000.db"
    assert check_copy(copy) == 1
    assert list(folder.iterdir()) == [copy]
    with open_store(copy, read_only=True) as opened:
        assert problems(opened) == []


def test_progress_is_told_to_the_end(store: Store, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    back_up(store, folder, at=NOW, on_progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0


def test_a_stopped_backup_leaves_nothing(store: Store, folder: Path) -> None:
    with pytest.raises(BackupCancelled):
        back_up(store, folder, at=NOW, is_cancelled=lambda: True)
    assert list(folder.iterdir()) == []


def test_only_the_latest_copies_are_kept(store: Store, folder: Path) -> None:
    foreign = folder / "登记簿 备份说明.txt"
    folder.mkdir()
    foreign.touch()
    for day in range(5):
        last = back_up(store, folder, at=NOW + timedelta(days=day), keep=3)
    kept = backups(folder, "登记簿")
    assert len(kept) == 3
    assert kept[0] == last
    assert foreign.exists()


def test_a_folder_that_cannot_be_made_is_said_so(store: Store, tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    with pytest.raises(ClerkError, match="备份文件夹"):
        back_up(store, tmp_path / "文件" / "备份", at=NOW)


def test_no_copies_lie_in_a_folder_that_is_not_there(folder: Path) -> None:
    assert backups(folder, "登记簿") == []


def test_a_register_with_a_broken_history_is_no_backup(
    store: Store, folder: Path, register_path: Path
) -> None:
    store.run("update chain_head set steps = 3")
    with pytest.raises(ClerkError, match=r"检查没有通过.*末尾缺少"):
        back_up(store, folder, at=NOW)
    assert list(folder.iterdir()) == []


def test_restoring_puts_the_old_register_aside(folder: Path, register_path: Path) -> None:
    with open_store(register_path) as store:
        settings.put(store, "office", "从前")
        copy = back_up(store, folder, at=NOW)
        settings.put(store, "office", "后来")
    aside = restore(copy, register_path, at=NOW)
    with open_store(register_path) as store:
        assert settings.value(store, "office") == "从前"
    assert aside is not None
    with open_store(aside, read_only=True) as store:
        assert settings.value(store, "office") == "后来"
    assert copy.exists()


def test_restoring_where_nothing_is_left(folder: Path, register_path: Path) -> None:
    with open_store(register_path) as store:
        copy = back_up(store, folder, at=NOW)
    register_path.unlink()
    assert restore(copy, register_path, at=NOW) is None
    with open_store(register_path) as store:
        assert problems(store) == []


def test_an_open_register_is_not_replaced(store: Store, folder: Path, register_path: Path) -> None:
    copy = back_up(store, folder, at=NOW)
    with pytest.raises(ClerkError, match="另一个窗口"):
        restore(copy, register_path, at=NOW)
    assert sorted(path.name for path in register_path.parent.iterdir()) == [
        "备份", "登记簿.db", "登记簿.db.lock",
    ]  # fmt: skip


def test_a_bad_copy_replaces_nothing(folder: Path, register_path: Path) -> None:
    with open_store(register_path) as store:
        copy = back_up(store, folder, at=NOW)
        settings.put(store, "office", "后来")
    copy.write_bytes(copy.read_bytes()[:5000])
    with pytest.raises(ClerkError):
        restore(copy, register_path, at=NOW)
    with open_store(register_path) as store:
        assert settings.value(store, "office") == "后来"
    assert not lock_path(register_path).exists()


def test_a_backup_can_be_made_while_somebody_reads(store: Store, folder: Path) -> None:
    with store.reader() as reader:
        cursor = reader.connection.execute("select name from sqlite_master")
        cursor.fetchone()
        assert check_copy(back_up(store, folder, at=NOW)) == 0
        cursor.close()


def test_a_copy_that_is_another_programs_is_refused(folder: Path) -> None:
    folder.mkdir()
    path = folder / "照片.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table photo (id integer)")
    connection.close()
    with pytest.raises(ClerkError, match="其他程序"):
        check_copy(path)
