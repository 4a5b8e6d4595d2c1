"""What is found where a register should be: a sentence, and nothing begun over what was there."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from db.backup import back_up
from db.copies import read_manifest
from db.files import digest_of, write_whole
from db.lock import Holder, InUseError, WriterLock, holder_of, lock_path
from db.opening import is_on_server, open_store
from db.sealing import Stamp
from db.store import is_locked
from rules.errors import ClerkError

pytestmark = pytest.mark.of_file("what is found where a file should be")


@pytest.mark.parametrize("is_there", [False, True])
@pytest.mark.parametrize("kept", ["登记簿 文书/2026/答复书.docx", "登记簿 备份/登记簿 备份 1.db"])
def test_no_empty_register_is_begun_beside_letters_or_copies(
    register_path: Path, kept: str, is_there: bool
) -> None:
    path = register_path.parent / kept
    path.parent.mkdir(parents=True)
    path.touch()
    if is_there:
        register_path.touch()
    with pytest.raises(ClerkError, match="编号会从1重新开始"):
        open_store(register_path)
    assert register_path.exists() == is_there
    assert not is_there or register_path.stat().st_size == 0


def test_empty_folders_beside_are_no_reason(register_path: Path) -> None:
    (register_path.parent / "登记簿 文书").mkdir()
    open_store(register_path).close()


@pytest.mark.parametrize("word", ["恢复前", "升级前"])
def test_no_empty_register_is_begun_beside_one_that_was_kept(
    register_path: Path, word: str
) -> None:
    kept = register_path.with_name(f"登记簿 {word} 2026-11-20 093000.db")
    open_store(register_path).close()
    register_path.rename(kept)
    with pytest.raises(ClerkError, match=f"旁边还留着“{kept.name}”"):
        open_store(register_path)
    assert not register_path.exists()


def test_a_link_is_the_register_it_leads_to(register_path: Path, tmp_path: Path) -> None:
    with open_store(register_path):
        link = tmp_path / "别处" / "快捷.db"
        link.parent.mkdir()
        link.symlink_to(register_path)
        with pytest.raises(InUseError):
            open_store(link)
    with open_store(link) as store:
        assert store.path == register_path.resolve()


def test_a_second_name_is_refused(register_path: Path, tmp_path: Path) -> None:
    open_store(register_path).close()
    os.link(register_path, tmp_path / "又一个.db")
    with pytest.raises(ClerkError, match="硬链接"):
        open_store(register_path)
    (tmp_path / "又一个.db").unlink()
    open_store(register_path).close()


def test_a_second_name_left_by_a_killed_restore_goes(register_path: Path) -> None:
    open_store(register_path).close()
    aside = register_path.with_name("登记簿 恢复前 2026-11-28 120000.db")
    os.link(register_path, aside)
    open_store(register_path).close()
    assert not aside.exists()


def test_a_second_name_stays_for_who_only_reads(register_path: Path) -> None:
    open_store(register_path).close()
    # As it lies while a restore goes on: in a moment it is the only name of the old register.
    aside = register_path.with_name("登记簿 恢复前 2026-11-28 120000.db")
    os.link(register_path, aside)
    open_store(register_path, read_only=True).close()
    assert aside.exists()
    lock = WriterLock(register_path)
    with pytest.raises(InUseError):
        open_store(register_path)
    lock.release()
    assert aside.exists()


def test_a_pipe_is_no_register(register_path: Path) -> None:
    os.mkfifo(register_path)
    for read_only in (False, True):
        with pytest.raises(ClerkError, match="不是普通文件"):
            open_store(register_path, read_only=read_only)


def test_a_pipe_keeps_nobody_waiting_wherever_it_lies(register_path: Path) -> None:
    lock, listed = lock_path(register_path), register_path.with_name("登记簿 备份 1.清单.json")
    for path in (register_path, lock, listed):
        os.mkfifo(path)
    assert not is_on_server(register_path)
    assert not is_locked(register_path)
    assert digest_of(register_path) == ""
    assert holder_of(register_path) == Holder()
    with pytest.raises(ClerkError, match="读不出来"):
        read_manifest(listed)


def test_who_has_it_open_is_said(register_path: Path) -> None:
    stamp = Stamp("2026-11-28T09:12:00+08:00", "周敏", "zhoumin@OFFICE-1")
    with open_store(register_path, stamp=lambda: stamp):
        assert holder_of(register_path) == Holder("周敏", "zhoumin@OFFICE-1", stamp.at)
        with pytest.raises(InUseError, match=r"周敏（zhoumin@OFFICE-1），2026-11-28 09:12起"):
            open_store(register_path)
    assert holder_of(register_path) == Holder()


@pytest.mark.skipif(os.name == "nt", reason="there the rights of the folder decide")
def test_a_register_its_letters_and_its_copies_are_their_owners_alone(register_path: Path) -> None:
    with open_store(register_path) as store:
        write_whole(store.beside.letters / "2026" / "答复书.docx", [b"PK"])
        back_up(store, store.beside.copies, at=datetime(2026, 3, 6))  # noqa: DTZ001
        assert register_path.stat().st_mode & 0o077 == 0
        for folder in (store.beside.letters, store.beside.copies):
            for path in (folder, *folder.rglob("*")):
                assert path.stat().st_mode & 0o077 == 0, path
