"""Who looked at what leaves a line that nobody changes and `check` proves."""

import os
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from casework.desk.access import Look, access_lines
from casework.desk.desk import Desk, open_desk
from casework.pages.register_check import problems
from db import access, requests
from db.file_names import safe_name
from db.sealing import this_machine
from rules.errors import ClerkError
from tests.engines import outside


@pytest.fixture
def request_id(desk: Desk) -> int:
    return requests.insert(desk.store, {"register_number": "2026-1", "applicant_name": "周某"})


def test_a_look_is_kept_once_an_hour_and_written_together(
    desk: Desk, clock, request_id: int
) -> None:
    for _ in range(3):
        desk.looks.note(Look.CASE, request_id)
    desk.looks.note(Look.SEARCH, details="规划" * 500)
    assert access.every(desk.store) == []
    desk.looks.write()
    desk.looks.write()
    first, second = access.every(desk.store)
    assert (first.kind, first.request_id) == ("查看申请", request_id)
    assert len(second.details) == 200
    assert access.every(desk.store, request_id) == [first]
    assert any("查看申请　2026-1" in line for line in access_lines(desk, "2026-1"))
    clock.day += timedelta(days=1)
    desk.looks.note(Look.CASE, request_id)
    desk.looks.write()
    assert len(access.every(desk.store, request_id)) == 2


def test_what_was_looked_at_is_written_when_the_register_is_closed(
    desk: Desk, clock, request_id: int
) -> None:
    path = desk.store.path
    desk.looks.note(Look.CASE, request_id)
    desk.close()
    again = open_desk(path, clock=clock, read_only=True)
    assert len(access.every(again.store)) == 1
    again.looks.note(Look.CASE, request_id)
    again.close()


@pytest.mark.parametrize("change", ["delete from access", "update access set by = '他人'"])
def test_a_look_can_be_neither_changed_nor_taken_away_unseen(
    desk: Desk, request_id: int, change: str
) -> None:
    desk.looks.note(Look.EXPORTED, details="2026年台账")
    desk.looks.write()
    with pytest.raises(sqlite3.IntegrityError):
        desk.store.run(change)
    with outside(desk.store.path) as plain, plain.unguarded():
        plain.execute(change)
    assert any("第1条查阅记录" in sentence for sentence in problems(desk))


def test_a_number_that_is_not_there_is_said(desk: Desk) -> None:
    with pytest.raises(ClerkError, match="没有编号为"):
        access_lines(desk, "2030-9")


def test_a_log_that_cannot_be_written_keeps_what_it_has(
    desk: Desk, request_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.looks.note(Look.CASE, request_id)
    with monkeypatch.context() as patch:
        patch.setattr(access, "add", lambda *_: (_ for _ in ()).throw(ClerkError("磁盘已满。")))
        with pytest.raises(ClerkError):
            desk.looks.write()
    desk.looks.write()
    assert len(access.every(desk.store)) == 1


@pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")
def test_the_log_lies_where_no_copy_forgets_it(desk: Desk, request_id: int, tmp_path: Path) -> None:
    from casework.desk.daily_copy import back_up
    from db.opening import open_store

    desk.looks.note(Look.PRINTED, details="列表")
    desk.looks.write()
    with open_store(back_up(desk), read_only=True) as copy:
        assert len(access.every(copy)) == 1


def test_a_seat_that_only_reads_leaves_its_looks_for_the_one_that_writes(
    desk: Desk, clock, request_id: int
) -> None:
    seat = open_desk(desk.store.path, clock=clock, clerk="李敏", read_only=True)
    seat.looked("CASE", request_id)
    seat.looked("CASE", 77)
    seat.close()
    assert access.every(desk.store) == []
    desk.looks.write()
    assert [(one.kind, one.by, one.request_id) for one in access.every(desk.store)] == [
        ("查看申请", "李敏", request_id),
        ("查看申请", "李敏", None),
    ]
    # Whoever may write into the folder may have left it: it says where it comes from.
    assert all(one.details == "只读窗口记下：" for one in access.every(desk.store))
    desk.looks.write()
    assert len(access.every(desk.store)) == 2
    assert not list(desk.beside.folder.glob("*查阅*"))


@pytest.mark.of_file("what lies beside a file")
def test_a_pipe_or_a_link_in_the_place_of_the_looks_keeps_nobody_waiting(
    desk: Desk, clock, request_id: int, tmp_path: Path
) -> None:
    left = desk.store.path.with_name(f"{desk.store.path.stem} 查阅 别处.jsonl")
    os.mkfifo(left)
    desk.looks.note(Look.CASE, request_id)
    desk.looks.write()
    assert len(access.every(desk.store)) == 1
    own = desk.store.path.with_name(
        f"{desk.store.path.stem} 查阅 {safe_name(this_machine())}.jsonl"
    )
    victim = tmp_path / "别的文件"
    victim.write_text("原样", encoding="utf-8")
    own.symlink_to(victim)
    reader = open_desk(desk.store.path, clock=clock, read_only=True)
    reader.looks.note(Look.CASE, request_id)
    reader.close()
    assert victim.read_text(encoding="utf-8") == "原样"
    own.unlink()
    os.mkfifo(own)
    reader = open_desk(desk.store.path, clock=clock, read_only=True)
    reader.looks.note(Look.CASE, request_id)
    reader.close()


def test_what_lies_there_from_elsewhere_becomes_no_look(desk: Desk, request_id: int) -> None:
    beside = desk.beside.file("登记簿 查阅 x@y.jsonl")
    beside.write_text('[1]\n{"a":2}\n\x00\n["t","李","m","改动",1,""]\n' + "[" * 5000, "utf-8")
    desk.looks.write()
    assert access.every(desk.store) == []
