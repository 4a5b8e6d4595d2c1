"""Folders of what is written only for a moment: whose is cleared, and what stays where it lies."""

import atexit
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import aside
from db.lock import WriterLock

HOUR = 3600


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of temporary files, in which this process has no folder yet."""
    place = tmp_path / "temp"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setattr(aside, "_own", None)
    return place


@pytest.fixture
def at_the_end(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """What is to be done when the process ends."""
    acts: list[Callable[[], None]] = []

    def register(act: Callable[..., None], *words: object) -> None:
        acts.append(lambda: act(*words))

    monkeypatch.setattr(atexit, "register", register)
    return acts


def left(temp: Path, name: str, *, locked: bool, hours: float = 0) -> Path:
    """Lay a folder that was made so many hours ago, with a register in clear and a link out."""
    folder = temp / name
    (folder / "open-1" / "深").mkdir(parents=True)
    (folder / "open-1" / "深" / "登记簿.db").write_text("张三", encoding="utf-8")
    (folder / "散页.txt").write_text("李四", encoding="utf-8")
    outside = temp.parent / "别处"
    outside.mkdir(exist_ok=True)
    (outside / "来信.txt").write_text("王五", encoding="utf-8")
    (folder / "链接").symlink_to(outside)
    (folder / "也链接").symlink_to(outside / "来信.txt")
    if locked:
        (folder / "in-use.lock").touch()
    then = time.time() - hours * HOUR
    os.utime(folder, (then, then))
    return folder


def test_what_a_dead_process_left_goes_and_what_a_link_leads_to_stays(temp: Path) -> None:
    dead = left(temp, "disclosure-desk-aside-死", locked=True)
    outside = temp.parent / "别处" / "来信.txt"
    outside.chmod(0o444)
    aside.clear_left()
    assert not dead.exists()
    assert outside.read_text(encoding="utf-8") == "王五"
    assert stat.S_IMODE(outside.stat().st_mode) == 0o444


def test_a_folder_without_a_lock_goes_when_it_is_a_day_old(temp: Path) -> None:
    for begins in ("disclosure-desk-aside-", "disclosure-desk-open-"):
        young = left(temp, f"{begins}幼", locked=False, hours=23.9)
        old = left(temp, f"{begins}老", locked=False, hours=24.1)
        aside.clear_left()
        assert (young.is_dir(), old.exists()) == (True, False)
        assert (young / "open-1" / "深" / "登记簿.db").is_file()


def test_what_is_held_or_is_no_folder_of_this_account_s_stays(
    temp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = left(temp, "disclosure-desk-aside-活", locked=False, hours=100)
    lock = WriterLock(held / "in-use")
    other = left(temp, "别的程序-aside-", locked=True, hours=100)
    file = temp / "disclosure-desk-aside-文件"
    file.touch()
    link = temp / "disclosure-desk-aside-链接"
    link.symlink_to(left(temp.parent, "真", locked=True, hours=100))
    for one in (file, link):
        os.utime(one, (0, 0), follow_symlinks=False)
    aside.clear_left()
    for folder in (held, other, link):
        assert (folder / "open-1" / "深" / "登记簿.db").is_file()
    assert file.is_file()
    lock.release()
    account = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: account + 1)
    os.utime(held, (0, 0))
    aside.clear_left()
    assert held.is_dir()


def test_what_is_still_open_elsewhere_goes_with_the_next_start(
    temp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = left(temp, "disclosure-desk-aside-死", locked=True)
    with monkeypatch.context() as held:
        held.setattr(shutil, "rmtree", lambda *_, **__: None)
        aside.clear_left()
    # But for what is held all is gone, and the lock says that this folder is nobody's.
    assert sorted(one.name for one in folder.iterdir()) == ["in-use.lock", "open-1"]
    aside.clear_left()
    assert not folder.exists()


def test_on_windows_what_may_only_be_read_is_let_go_before(
    temp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = left(temp, "disclosure-desk-aside-死", locked=True)
    outside = temp.parent / "别处" / "来信.txt"
    kept = folder / "open-1" / "深" / "登记簿.db"
    for one in (kept, outside):
        one.chmod(0o400)
    seen: list[int] = []
    remove = shutil.rmtree

    def rmtree(path: Path, **words: Any) -> None:
        seen.append(stat.S_IMODE(kept.stat().st_mode))
        remove(path, **words)

    monkeypatch.setattr(shutil, "rmtree", rmtree)
    monkeypatch.setattr(sys, "platform", "win32")
    aside.clear_left()
    assert seen == [0o600]
    assert not folder.exists()
    assert stat.S_IMODE(outside.stat().st_mode) == 0o400


def test_what_is_put_aside_is_this_process_s_and_goes_at_its_end(
    temp: Path, at_the_end: list[Callable[[], None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = left(temp, "disclosure-desk-aside-死", locked=True)
    with aside.aside("sealed") as folder:
        (folder / "信.docx").touch()
        own = folder.parent
        assert folder.name.startswith("sealed-")
        assert stat.S_IMODE(own.stat().st_mode) == 0o700
        assert not dead.exists()
        # Another start meanwhile takes nothing of it away.
        aside.clear_left()
        assert (folder / "信.docx").is_file()
    assert not folder.exists()
    lasting = aside.lasting_aside("open")
    assert lasting == aside.lasting_aside("open") == own / "open"
    assert stat.S_IMODE(lasting.stat().st_mode) == 0o700
    assert aside.new_aside().parent == own
    process = os.getpid()
    with monkeypatch.context() as forked:
        # A child has a folder of its own, and takes its parent's with it to no end.
        forked.setattr(os, "getpid", lambda: process + 1)
        other = aside.new_aside().parent
        assert other != own
        at_the_end[0]()
        assert own.is_dir()
        at_the_end[1]()
        assert not other.exists()
    at_the_end[0]()
    assert list(temp.iterdir()) == []


def test_a_folder_the_system_tidied_up_is_made_anew(
    temp: Path, at_the_end: list[Callable[[], None]]
) -> None:
    own = aside.new_aside().parent
    shutil.rmtree(own)
    other = aside.new_aside().parent
    assert other.is_dir()
    assert len(at_the_end) == 2
    at_the_end[1]()
    # What the first was to do is done: its folder is gone.
    at_the_end[0]()
    assert list(temp.iterdir()) == []
