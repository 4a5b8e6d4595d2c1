"""The clock, the second place and the monthly rehearsal."""

from datetime import timedelta
from pathlib import Path

import pytest

from casework.desk.daily_copy import back_up
from casework.desk.desk import Desk
from casework.desk.second_place import (
    copy_to_second_place,
    keep_second_place,
    note_second_copy,
    second_place_words,
)
from casework.safekeeping.clock import clock_doubt
from casework.safekeeping.rehearsing import is_rehearsal_due, note_rehearsal, rehearse
from db.copies import chosen_copy, content_path, list_of, read_files
from rules.errors import ClerkError

pytestmark = pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")


def test_a_clock_set_back_or_far_ahead_is_told(desk: Desk, clock) -> None:
    assert clock_doubt(desk) == ""
    clock.at = clock.at.replace(year=2015)
    assert "早于登记簿最后一次写入的2026-03-06" in clock_doubt(desk)
    clock.at = clock.at.replace(year=2031)
    assert "请核对电脑的日期" in clock_doubt(desk)
    # A year mistyped by one is the commonest of all.
    clock.at = clock.at.replace(year=2027)
    assert "请核对电脑的日期" in clock_doubt(desk)
    clock.at = clock.at.replace(year=2026) + timedelta(days=40)
    assert clock_doubt(desk) == ""


def test_under_a_clock_set_back_the_new_copy_stays(desk: Desk, clock) -> None:
    for _ in range(5):
        back_up(desk)
        clock.at += timedelta(days=1)
    clock.at = clock.at.replace(year=2015)
    assert back_up(desk).is_file()


def test_the_second_place_says_how_old_its_copy_is(desk: Desk, clock, tmp_path: Path) -> None:
    stick = tmp_path / "移动硬盘"
    stick.mkdir()
    assert second_place_words(desk) == ""
    keep_second_place(desk, stick)
    assert "还没有备份过" in second_place_words(desk)
    copy = copy_to_second_place(desk)
    assert copy is not None
    assert copy.parent == stick
    note_second_copy(desk)
    assert second_place_words(desk) == ""
    clock.at += timedelta(days=9)
    assert "已有9天没有备份" in second_place_words(desk)


def test_a_second_place_that_is_not_there_is_no_error(desk: Desk, tmp_path: Path) -> None:
    keep_second_place(desk, tmp_path / "没有插上")
    assert copy_to_second_place(desk) is None


def test_the_second_place_is_not_beside_the_register(desk: Desk) -> None:
    with pytest.raises(ClerkError, match="同一个文件夹"):
        keep_second_place(desk, desk.beside.folder / "备份二")


def test_a_rehearsal_is_due_once_a_month(desk: Desk, clock) -> None:
    assert is_rehearsal_due(desk)
    note_rehearsal(desk, is_sound=True)
    assert not is_rehearsal_due(desk)
    clock.at += timedelta(days=31)
    assert is_rehearsal_due(desk)


def test_a_rehearsal_says_what_could_be_put_back(desk: Desk) -> None:
    is_sound, words = rehearse(desk)
    assert not is_sound
    assert "没有通过" in words
    desk.folder.mkdir()
    (desk.folder / "答复书.docx").write_bytes(b"PK")
    back_up(desk)
    is_sound, words = rehearse(desk)
    assert is_sound, words
    assert "0件申请和全部文书都能恢复" in words


def test_a_rehearsal_finds_a_file_of_the_copy_gone(desk: Desk) -> None:
    desk.folder.mkdir()
    (desk.folder / "答复书.docx").write_bytes(b"PK")
    copy = back_up(desk)
    (file,) = read_files(list_of(copy))
    content_path(copy.parent, "登记簿", file.sha256).unlink()
    is_sound, words = rehearse(desk)
    assert not is_sound
    assert "答复书.docx" in words
    assert chosen_copy(copy).path == copy


def test_what_rotted_in_the_copies_is_found_again_every_day_until_it_is_written_anew(
    desk: Desk, clock
) -> None:
    desk.folder.mkdir()
    (desk.folder / "答复书.docx").write_bytes(b"PK" * 500)
    copy = back_up(desk)
    (file,) = read_files(list_of(copy))
    kept = content_path(copy.parent, "登记簿", file.sha256)
    kept.write_bytes(b"PK" * 499 + b"XX")
    is_sound, _ = rehearse(desk)
    assert not is_sound
    note_rehearsal(desk, is_sound=is_sound)
    assert is_rehearsal_due(desk)
    # Size and name say nothing of it, and no later copy would look at it.
    clock.at += timedelta(hours=1)
    back_up(desk)
    assert not rehearse(desk)[0]
    back_up(desk, is_wary=True)
    assert rehearse(desk)[0]
