"""What an encryption says of itself, what it leaves in clear, and what is there where it breaks."""

import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from casework.desk.daily_copy import back_up
from casework.desk.desk import open_desk
from casework.letters import own_templates
from casework.letters.kinds import LetterKind
from casework.letters.rendering import template_path
from casework.pages.register_check import problems
from casework.safekeeping.encrypting import (
    decrypt_office,
    encrypt_office,
    how_to_get_it,
    is_encrypted,
    own_code,
    seal_papers,
    take_code,
)
from casework.safekeeping.erasing import beyond
from casework.safekeeping.recovery import save_beside
from db import cipher, history, keys, sealed_papers
from db.beside import Beside
from db.file_names import SEALED
from db.opening import open_store
from db.store import is_locked
from rules.errors import ClerkError
from tests.casework.safekeeping.conftest import Clock
from tests.casework.safekeeping.test_encrypting import NAME, at_rest, locked, office, own_keys

__all__ = ["locked", "office", "own_keys"]
pytestmark = pytest.mark.of_file("a server keeps no file that could be encrypted")
pytest.importorskip("sqlcipher3", reason="the encryption is an optional part")


def names(register: Path) -> list[str]:
    """Return what lies in the register's folder, without the word which key it has."""
    return sorted(one.name for one in register.parent.iterdir() if one != hint(register))


def hint(register: Path) -> Path:
    return register.with_name(f"{register.name}.钥")


def noted(register: Path) -> tuple[str, tuple[dict[str, Any], ...]]:
    """Return by whom the last entry of the history is, and what it notes."""
    with open_store(register, read_only=True) as store:
        last = history.latest(store)
        assert last is not None
        return last.by, last.notes


def test_there_and_back_the_folder_is_as_it_was(office: Path, clock: Clock) -> None:
    before, papers = names(office), sorted(office.parent.rglob("*.docx"))
    key = keys.fresh()
    assert how_to_get_it() == ""
    said = encrypt_office(office, key, clock, "周敏")
    assert said == [f"登记簿已加密，密钥存在{keys.where()}。文书和附件随后逐个加密。"]
    assert names(office) == before
    assert noted(office) == ("周敏", ({"note": "encrypted"},))
    assert hint(office).is_file()
    desk = open_desk(office, clock=clock, clerk="周敏")
    assert is_encrypted(desk)
    assert own_code(desk) == keys.code_of(key)
    assert list(problems(desk)) == []
    heard: list[int] = []
    assert seal_papers(desk, seconds=-1) == 3
    assert seal_papers(desk, idle_seconds=3600) == 0
    assert list(office.parent.rglob("*.djm")) == []
    assert seal_papers(desk, check=heard.append) == 0
    assert heard == [0, 1, 2]
    desk.close()
    assert names(office) == before
    with pytest.raises(ClerkError) as refused:
        encrypt_office(office, keys.fresh(), clock)
    assert refused.value.message == "登记簿“登记簿.db”已经加密。"

    clock.at += timedelta(minutes=1)
    assert decrypt_office(office, clock, "孙悦") == ["登记簿已改回不加密，3份文书和附件也已解密。"]
    assert names(office) == before
    assert sorted(office.parent.rglob("*.docx")) == papers
    assert noted(office) == ("孙悦", ({"note": "decrypted"},))
    assert not hint(office).exists()
    desk = open_desk(office, clock=clock, clerk="周敏")
    assert not is_encrypted(desk)
    assert seal_papers(desk) == 0
    assert list(problems(desk)) == []
    desk.close()
    assert sorted(office.parent.rglob("*.docx")) == papers
    assert decrypt_office(office, clock) == ["登记簿已改回不加密，0份文书和附件也已解密。"]


def test_what_stays_in_clear_is_named(office: Path, clock: Clock) -> None:
    desk = open_desk(office, clock=clock)
    copies = [back_up(desk)]
    clock.at += timedelta(hours=1)
    copies.append(back_up(desk))
    desk.close()
    shutil.copyfile(office, office.with_name("登记簿 恢复前 2026-03-01 110000.db"))
    shutil.copyfile(office, office.with_name("登记簿 升级前 2026-03-02.db"))
    shutil.copyfile(office, office.with_name("登记簿 抢救 2026-03-03 110000.db"))
    shutil.copyfile(office, office.with_name("登记簿二 恢复前 2026-03-01 110000.db"))
    strays = office.with_name("登记簿 无主文件 2026-03-04 110000")
    (strays / "2026").mkdir(parents=True)
    office.with_name("登记簿 无主文件 2026-03-05 110000").mkdir()
    office.with_name("登记簿 已移走 2026-03-05 1100.djs").write_text("", encoding="utf-8")
    (strays / "2026" / "回执.docx").write_bytes(b"PK")
    said = encrypt_office(office, keys.fresh(), clock)
    assert said[1:] == [
        "加密以前的2份备份没有加密，新备份做好以后请删去："
        f"{copies[1].stem}、{copies[0].stem}。第二备份处的也一样。",
        "登记簿旁边还有以前留下的4处没有加密，不再需要的请删去：登记簿 升级前 2026-03-02.db、"
        "登记簿 恢复前 2026-03-01 110000.db、登记簿 抢救 2026-03-03 110000.db、"
        "登记簿 无主文件 2026-03-04 110000。",
    ]
    assert NAME.encode() in at_rest(office.parent)
    desk = open_desk(office, clock=clock)
    # A deletion does not reach them either, encrypted or not.
    assert list(beyond(desk))[1] == (
        "登记簿旁边还有以前留下的5处没有改动，里面可能还有；不再需要的请删去："
        "登记簿 升级前 2026-03-02.db、登记簿 恢复前 2026-03-01 110000.db、"
        "登记簿 抢救 2026-03-03 110000.db、登记簿 无主文件 2026-03-04 110000、"
        "登记簿 无主文件 2026-03-05 110000。"
    )
    desk.close()
    for one in office.parent.glob("登记簿 * 2026-03-0*"):
        (shutil.rmtree if one.is_dir() else os.unlink)(one)
    decrypt_office(office, clock)
    assert len(encrypt_office(office, keys.fresh(), clock)) == 2


def test_without_the_component_nothing_is_done(
    office: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.read_bytes()
    monkeypatch.setattr(cipher, "is_available", lambda: False)
    assert how_to_get_it() == cipher.HOW_TO_GET_IT
    with pytest.raises(ClerkError) as refused:
        encrypt_office(office, keys.fresh(), clock)
    assert refused.value.message == f"还没有加密组件，没有改动任何文件。{cipher.HOW_TO_GET_IT}"
    assert keys.known() == []
    assert office.read_bytes() == before


def test_a_register_that_is_held_stays_as_it_is_and_opens(
    office: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, content = names(office), office.read_bytes()

    replaced = os.replace

    def held(path: Path, target: Path) -> None:
        if target == office:
            raise PermissionError(13, "in use")
        replaced(path, target)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(ClerkError) as refused:
        encrypt_office(office, keys.fresh(), clock)
    monkeypatch.undo()
    assert refused.value.message.startswith("登记簿“登记簿.db”没有能转换（")
    assert "），原来的没有改动。" in refused.value.message
    assert names(office) == before
    assert office.read_bytes() == content
    open_desk(office, clock=clock).close()


def test_one_killed_before_the_new_one_took_its_place_opens_again(
    office: Path, clock: Clock
) -> None:
    aside = office.with_name("登记簿 加密转换前.db")
    os.link(office, aside)
    open_desk(office, clock=clock, read_only=True).close()
    assert aside.exists()
    open_desk(office, clock=clock).close()
    assert not aside.exists()
    os.link(office, office.with_name("登记簿 加密转换.db"))
    with pytest.raises(ClerkError, match="硬链接"):
        open_desk(office, clock=clock)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps what is open from being replaced")
def test_what_was_in_clear_is_overwritten_also_where_an_older_conversion_left_something(
    office: Path, clock: Clock
) -> None:
    left = office.with_name("登记簿 加密转换前.db")
    left.write_bytes(b"left of another time")
    with office.open("rb") as held:
        assert NAME.encode() in held.read()
        encrypt_office(office, keys.fresh(), clock)
        held.seek(0)
        assert not any(held.read())
    assert not left.exists()
    # Where it was killed before that, the papers' turn is the time for it.
    left.write_bytes(b"the register before it")
    desk = open_desk(office, clock=clock)
    assert left.exists()
    assert seal_papers(desk) == 0
    assert not left.exists()
    desk.close()


def test_where_the_converted_one_is_another_the_first_stays(
    office: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, content = names(office), office.read_bytes()
    converted = cipher.convert

    def and_a_row_is_lost(register: Path, fresh: Path, **how: Any) -> None:
        converted(register, fresh, **how)
        with open_store(fresh, keep_aside=False) as store:
            store.file.execute("delete from request_text")

    monkeypatch.setattr(cipher, "convert", and_a_row_is_lost)
    with pytest.raises(ClerkError) as refused:
        encrypt_office(office, keys.fresh(), clock)
    assert refused.value.message == "转换后的登记簿与原来的不一致，没有采用，原来的没有改动。"
    assert names(office) == before
    assert office.read_bytes() == content


def test_a_stick_that_knows_no_second_names_takes_it_too(
    office: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names(office)

    def none(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", none)
    encrypt_office(office, keys.fresh(), clock)
    assert is_locked(office)
    assert names(office) == before


def test_a_paper_that_cannot_be_decrypted_is_named_and_tried_again(
    locked: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = min(locked.parent.rglob("*.djm"))

    def full(sealed: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sealed_papers, "unseal", full)
    with pytest.raises(ClerkError) as refused:
        decrypt_office(locked, clock)
    assert refused.value.message.startswith(f"“{first.name}”没有能解密（")
    assert refused.value.message.endswith("），请再试一次。")
    monkeypatch.undo()
    assert decrypt_office(locked, clock) == ["登记簿已改回不加密，3份文书和附件也已解密。"]


def test_a_code_of_another_register_is_not_kept(locked: Path, clock: Clock, tmp_path: Path) -> None:
    own = keys.known()
    with pytest.raises(ClerkError) as refused:
        take_code(keys.code_of(keys.fresh()), locked)
    assert refused.value.field == "code"
    assert refused.value.message == (
        "这个恢复码打不开“登记簿.db”，它可能是另一个登记簿的。请核对打印的恢复码。"
    )
    assert keys.known() == own
    take_code(keys.code_of(own[0]), locked)
    assert keys.known() == own


def test_what_is_saved_of_an_encrypted_register_says_that_it_is_in_clear(
    locked: Path, clock: Clock
) -> None:
    desk = open_desk(locked, clock=clock, clerk="周敏")
    own = own_templates.own_copy(desk.templates, LetterKind.RECEIPT)
    words = own.read_bytes()
    desk.close()
    assert not own.exists()
    target, said = save_beside(locked, clock)
    assert said[1:] == [f"“{target.name}”没有加密，请核对后在“设置—安全”里重新加密。"]
    # The applicants' letters lie no more in clear than before.
    letters = [path for path in Beside(target).letters.rglob("*") if path.is_file()]
    assert {path.suffix for path in letters} == {SEALED}
    desk = open_desk(target, clock=clock, clerk="周敏")
    assert list(problems(desk)) == []
    # Its letters are still written with the office's own templates.
    assert template_path(LetterKind.RECEIPT, desk.templates).read_bytes() == words
    assert desk.templates.parent == target.parent
    assert template_path(LetterKind.RECEIPT, desk.templates).parent == desk.templates
    desk.close()
    assert not is_locked(target)
