"""Anchors of an office that is not encrypted bear a mark nobody makes without its key."""

from pathlib import Path

import pytest

from casework.desk.daily_copy import back_up
from casework.desk.desk import Desk
from casework.pages.register_check import against, problems
from casework.safekeeping.marking import (
    begin_marking,
    has_key,
    is_marking,
    own_code,
    take_mark_code,
    why_not,
)
from db import history, keys
from db.copies import list_of, manifest_text, read_files, read_manifest
from rules.errors import ClerkError


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISCLOSURE_DESK_KEYS", str(tmp_path / "钥" / "密钥.json"))
    keys.forget_held()
    yield
    keys.forget_held()


def lost(tmp_path: Path) -> None:
    (tmp_path / "钥" / "密钥.json").unlink()
    keys.forget_held()


def test_an_anchor_bears_a_mark_and_a_forged_one_is_told(desk: Desk) -> None:
    assert "验" not in desk.anchor_words
    assert not is_marking(desk)
    begin_marking(desk, keys.fresh())
    printed = desk.anchor_words
    assert "验" in printed
    assert list(against(desk, printed)) == []
    mark = history.read_mark(printed)
    other = mark.translate(str.maketrans("0123456789abcdef", "123456789abcdef0"))
    (said,) = against(desk, printed.replace(mark, other))
    assert "可能是伪造的" in said
    # A paper of before bears none, and is as good as it was.
    assert list(against(desk, history.anchor(desk.store).words)) == []


@pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")
def test_the_list_of_a_copy_written_by_another_key_is_told(desk: Desk) -> None:
    begin_marking(desk, keys.fresh())
    copy = back_up(desk)
    assert read_manifest(list_of(copy)).keyed
    assert list(problems(desk)) == []
    kept, files = read_manifest(list_of(copy)), read_files(list_of(copy))
    list_of(copy).write_text(manifest_text(kept, files, keys.fresh()), encoding="utf-8")
    assert any("不是用本登记簿的密钥写的" in said for said in problems(desk))


@pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")
def test_a_list_that_lost_its_mark_is_told(desk: Desk) -> None:
    before = back_up(desk)
    assert not read_manifest(list_of(before)).keyed
    begin_marking(desk, keys.fresh())
    # Made before there were marks it bears none.
    assert list(problems(desk)) == []
    copy = back_up(desk)
    kept = read_manifest(list_of(copy))
    list_of(copy).write_text(
        manifest_text(kept, read_files(list_of(copy))), encoding="utf-8", newline="\n"
    )
    (said,) = problems(desk)
    assert "没有本登记簿的校验字" in said


def test_without_the_key_nothing_is_marked_and_the_code_brings_it_back(
    desk: Desk, tmp_path: Path
) -> None:
    begin_marking(desk, keys.fresh())
    code, printed = own_code(desk), desk.anchor_words
    lost(tmp_path)
    assert is_marking(desk)
    assert not has_key(desk)
    assert own_code(desk) == ""
    assert "验" not in desk.anchor_words
    (said,) = against(desk, printed)
    assert "没有核对它的密钥" in said
    with pytest.raises(ClerkError, match="不是本登记簿校验字的"):
        take_mark_code(desk, keys.code_of(keys.fresh()))
    take_mark_code(desk, code.lower())
    assert list(against(desk, printed)) == []


def test_a_computer_without_a_store_of_credentials_refuses(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISCLOSURE_DESK_KEYS")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert "没有凭据管理器或者密钥环" in why_not()
    with pytest.raises(ClerkError, match="不能启用"):
        begin_marking(desk, keys.fresh())
    assert not is_marking(desk)


def test_marks_of_a_key_of_before_stay_good(desk: Desk) -> None:
    begin_marking(desk, keys.fresh())
    printed = desk.anchor_words
    begin_marking(desk, keys.fresh())
    assert desk.anchor_words != printed
    assert list(against(desk, printed)) == []
