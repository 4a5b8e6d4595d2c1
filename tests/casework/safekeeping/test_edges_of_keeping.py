"""The edges of what keeps a register safe: clocks, rehearsals, numbers on papers, wiped pages."""

import gzip
import os
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from casework.desk.daily_copy import back_up
from casework.desk.desk import Desk
from casework.safekeeping.clock import clock_doubt
from casework.safekeeping.encrypting import is_same_code, wipe_aside
from casework.safekeeping.moving import take_back
from casework.safekeeping.numbers_on_papers import (
    _numbers_in,
    _pattern,
    numbers_on_papers,
    texts_in,
)
from casework.safekeeping.rehearsing import is_rehearsal_due, note_rehearsal, rehearse
from db import keys, settings
from db.copies import Copy
from rules.errors import ClerkError
from rules.people import OfficePart, User
from tests.casework.docx_samples import docx, p

NOON = datetime(2026, 3, 6, 12)  # noqa: DTZ001 - the office's own clock


def test_ten_minutes_behind_and_sixty_days_ahead_are_no_wrong_clock(desk: Desk, clock) -> None:
    minute, day, second = timedelta(minutes=1), timedelta(days=1), timedelta(seconds=1)
    for apart in (-10 * minute, timedelta(0), 60 * day):
        clock.at = NOON + apart
        assert clock_doubt(desk) == ""
    clock.at = NOON - 10 * minute - second
    assert clock_doubt(desk) == (
        "这台电脑的时间是2026-03-06 11:49，早于登记簿最后一次写入的2026-03-06 12:00。"
        "请先核对电脑的日期和时间，再办理：登记的日期和到期日都按它计算。"
    )
    clock.at = NOON + 60 * day + second
    assert clock_doubt(desk) == (
        "这台电脑的时间是2026-05-05 12:00，距登记簿最后一次写入（2026-03-06）已有60天。"
        "请核对电脑的日期和时间是否正确。"
    )


def test_a_copy_of_an_older_program_is_only_read_for_its_numbers(tmp_path: Path) -> None:
    old = Path(__file__).parents[2] / "db" / "old" / "0.1.0-full.db.gz"
    copy = tmp_path / "备份" / "登记簿 备份 2026-03-05 101112.db"
    copy.parent.mkdir()
    copy.write_bytes(gzip.decompress(old.read_bytes()))
    before = copy.read_bytes()
    assert numbers_on_papers(Copy(copy, None, None), tmp_path / "登记簿.db") == []
    assert [one.name for one in copy.parent.iterdir()] == [copy.name]
    assert copy.read_bytes() == before


def test_a_move_that_is_taken_back_leaves_only_what_was_there(tmp_path: Path) -> None:
    office = tmp_path / "办件"
    copied = office / "登记簿 文书" / "2026" / "1号" / "答复.docx"
    kept = tmp_path / "共用" / "登记簿 文书" / "2026" / "2号" / "旧.docx"
    beside = kept.parents[1] / "1号" / "答复.docx"
    for one in (copied, kept, beside):
        one.parent.mkdir(parents=True)
        one.write_bytes(b"x")
    take_back([copied, beside])
    # The folder that was chosen stays, its empty folders of letters do not.
    assert list(office.iterdir()) == []
    assert [one.name for one in kept.parents[1].iterdir()] == ["2号"]
    assert kept.is_file()


def test_a_rehearsal_is_due_after_thirty_days_or_one_that_failed(desk: Desk, clock) -> None:
    assert is_rehearsal_due(desk)
    note_rehearsal(desk, is_sound=True)
    assert settings.value(desk.store, "copy_rehearsed", None) == {
        "on": "2026-03-06",
        "is_sound": True,
    }
    for days, due in ((0, False), (29, False), (30, True)):
        clock.at = NOON + timedelta(days=days)
        assert is_rehearsal_due(desk) is due
    note_rehearsal(desk, is_sound=False)
    assert is_rehearsal_due(desk)
    for spoilt in (
        "x",
        {"is_sound": True},
        {"is_sound": True, "on": 5},
        {"is_sound": True, "on": "某日"},
    ):
        settings.put(desk.store, "copy_rehearsed", spoilt)
        assert is_rehearsal_due(desk)


def test_whoever_sits_here_may_note_a_rehearsal(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = User("沈默", frozenset({OfficePart.READER}))
    monkeypatch.setattr(type(desk), "user", property(lambda _: reader))
    note_rehearsal(desk, is_sound=True)
    assert not is_rehearsal_due(desk)


def test_a_rehearsal_says_how_far_it_is(desk: Desk) -> None:
    desk.folder.mkdir()
    for number in range(3):
        (desk.folder / f"{number}.docx").write_bytes(b"PK")
    back_up(desk)
    heard: list[tuple[int, int]] = []
    is_sound, said = rehearse(desk, lambda done, of: heard.append((done, of)))
    assert is_sound
    assert re.fullmatch("已演练恢复备份“.*”：0件申请和全部文书都能恢复，检查无误。", said)
    done = [one for one, _ in heard]
    assert {of for _, of in heard} == {6000}
    assert done == sorted(done)
    # Each file read, each file put back, then the parts of a check, one after another.
    assert done[0] <= 1000 / 3 + 1
    assert {1000, 2000, 3000, 4000, 5000} <= set(done)
    assert done[-1] <= 6000


def test_a_rehearsal_without_a_copy_says_what_to_do(desk: Desk) -> None:
    is_sound, said = rehearse(desk)
    assert not is_sound
    assert said.startswith("备份演练没有通过：")
    assert said.endswith("请立即备份，并检查备份磁盘。")


def test_the_numbers_a_paper_bears(desk: Desk) -> None:
    series = [
        ("登记", _pattern("依申请〔{年}〕{号}号")),
        ("答", _pattern("公开(答)〔{年}〕第{号}号")),
        ("双", _pattern("{年}-{号}-{年}")),
    ]
    text = (
        "编号：依申请〔2026〕12号，依申请〔2026〕1234567号，依申请〔26〕3号；公开(答)〔2025〕第7号\n"
        "公开答〔2025〕第8号 2026-15-2026 依申请〔2026〕000123号 依申请〔2026〕1号依申请〔2027〕2号"
    )
    assert list(_numbers_in(text, series)) == [
        ("登记", 2026, 12), ("登记", 2026, 123), ("登记", 2026, 1), ("登记", 2027, 2),
        ("答", 2025, 7), ("双", 2026, 15),
    ]  # fmt: skip
    assert texts_in((docx(p("甲") + p("乙")), b"PK no document", docx(p("丙")))) == [
        "甲\n乙",
        "",
        "丙",
    ]


def test_what_a_conversion_left_is_overwritten_and_removed(tmp_path: Path) -> None:
    register = tmp_path / "登记簿.db"
    aside = tmp_path / "登记簿 加密转换前.db"
    wipe_aside(register)
    # Killed before the fresh one took its place: one file under two names stays as it is.
    register.write_bytes(b"pages in clear")
    os.link(register, aside)
    wipe_aside(register)
    assert not aside.exists()
    assert register.read_bytes() == b"pages in clear"
    # Killed after it: what is aside is overwritten, here seen through one more name of it.
    aside.write_bytes(b"in clear" * 200_000)
    seen = tmp_path / "seen"
    os.link(aside, seen)
    wipe_aside(register)
    assert not aside.exists()
    assert seen.read_bytes() == bytes(1_600_000)
    aside.write_bytes(b"y")
    seen.unlink()
    os.link(aside, seen)
    wipe_aside(register)
    assert seen.read_bytes() == bytes(1)
    # The register itself gone, what is aside goes all the same: the sealed one is elsewhere.
    register.unlink()
    aside.write_bytes(b"x")
    wipe_aside(register)
    assert not aside.exists()


def test_a_code_is_that_of_its_key_alone() -> None:
    one, other = keys.fresh(), keys.fresh()
    assert is_same_code(keys.code_of(one), one)
    assert not is_same_code(keys.code_of(one), other)
    with pytest.raises(ClerkError):
        is_same_code("不是恢复码", one)
