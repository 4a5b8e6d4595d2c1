"""An encrypted office holds nothing in clear at rest, and everything works on it as before."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from casework.acts.undoing import undo
from casework.cases.attachments import add_content
from casework.desk.daily_copy import back_up
from casework.desk.desk import Desk, open_desk
from casework.letters import own_templates
from casework.letters.kinds import LetterKind
from casework.letters.rendering import template_path
from casework.pages.case_page import case_page
from casework.pages.paper_check import orphans
from casework.pages.register_check import against, problems
from casework.papers.document_check import examined
from casework.papers.issuing import file_of
from casework.papers.opened_letters import has_its_file, line_to_open, page_to_look_at
from casework.safekeeping.encrypting import (
    decrypt_office,
    encrypt_office,
    seal_papers,
    take_code,
)
from casework.safekeeping.exporting import export
from casework.safekeeping.restoring import put_back, save_what_can_be_read, the_copy
from db import cipher, documents, keys, sealed_papers, settings, steps
from db.copies import list_of, manifest_text, read_files, read_manifest
from db.lying_sealed import sealed_path
from db.store import is_locked
from rules.errors import ClerkError
from tests.casework.doings import done_today

pytestmark = pytest.mark.of_file("a server keeps no file that could be encrypted")

pytest.importorskip("sqlcipher3", reason="the encryption is an optional part")
NAME, PHONE = "钱小满", "13900000000"


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISCLOSURE_DESK_KEYS", str(tmp_path / "钥" / "密钥.json"))
    keys.forget_held()
    yield
    keys.forget_held()


@pytest.fixture
def office(desk: Desk) -> Path:
    office = {"name": "青枫区政务公开局", "reconsideration_body": "青枫区人民政府"}
    settings.put(desk.store, "office", office)
    desk.forget_settings()
    who = {"applicant_name": NAME, "phone": PHONE, "information_sought": "规划批文"}
    request_id = done_today(desk, "register", None, **who).request_id
    done_today(desk, "decide", request_id, kind="ALREADY_PUBLIC", access="门户网站")
    add_content(desk, request_id, "身份证.txt", f"{NAME}{PHONE}".encode())
    desk.close()
    return desk.store.path


@pytest.fixture
def locked(office: Path, clock) -> Path:
    encrypt_office(office, keys.fresh(), clock, "周敏")
    desk = open_desk(office, clock=clock, clerk="周敏")
    assert seal_papers(desk) == 0
    desk.close()
    return office


def at_rest(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_is_left_in_clear_and_everything_is_still_there(locked: Path, clock) -> None:
    held = at_rest(locked.parent)
    assert NAME.encode() not in held
    assert PHONE.encode() not in held
    assert not list(locked.parent.rglob("*.docx"))
    assert is_locked(locked)
    with closing(sqlite3.connect(locked)) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("select count(*) from request").fetchone()
    desk = open_desk(locked, clock=clock, clerk="周敏")
    assert list(problems(desk)) == []
    assert orphans(desk) == []
    letter = documents.of_request(desk.store, 1)[0]
    assert file_of(desk, letter).read_bytes().startswith(b"PK")
    desk.close()
    assert not list(locked.parent.rglob("*.docx"))


def test_acts_go_on_and_the_chain_with_them(locked: Path, clock) -> None:
    desk = open_desk(locked, clock=clock, clerk="周敏")
    made = done_today(desk, "register", None, applicant_name="孙某", information_sought="批文")
    assert list(problems(desk)) == []
    still = desk.still()
    assert list(problems(still)) == []
    still.close()
    seat = open_desk(locked, clock=clock, read_only=True)
    assert seat.store.value("select count(*) from request") == 2
    seat.close()
    desk.close()
    assert made.request_id == 2


def test_the_templates_of_the_office_lie_encrypted_while_it_is_closed(
    locked: Path, clock, tmp_path: Path
) -> None:
    kind = LetterKind.RECEIPT
    desk = open_desk(locked, clock=clock, clerk="周敏")
    own = own_templates.own_copy(desk.templates, kind)
    assert own.is_file()
    copy = back_up(desk, tmp_path / "备份")
    desk.close()
    folder = own.parent
    assert {path.suffix for path in folder.rglob("*") if path.is_file()} == {".djm"}
    seat = open_desk(locked, clock=clock, read_only=True)
    seen = seat.templates
    assert template_path(kind, seen).parent == seen
    assert own_templates.own_copy(seen, kind).read_bytes().startswith(b"PK")
    assert seen != folder
    assert not own.is_file()
    seat.close()
    assert not seen.exists()
    for path in folder.rglob("*.djm"):
        path.unlink()
    put_back(the_copy(copy, locked), locked, clock)
    desk = open_desk(locked, clock=clock, clerk="周敏")
    assert template_path(kind, desk.templates) == own
    assert not list(folder.rglob("*.djm"))
    own_templates.restore(desk.templates, kind, now=clock())
    desk.close()
    desk = open_desk(locked, clock=clock, clerk="周敏")
    assert template_path(kind, desk.templates) != own
    desk.close()
    decrypt_office(locked, clock)
    assert not list(locked.parent.rglob("*.djm"))


def test_a_template_that_cannot_be_brought_out_is_told(locked: Path, clock) -> None:
    desk = open_desk(locked, clock=clock, clerk="周敏")
    own = own_templates.own_copy(desk.templates, LetterKind.RECEIPT)
    desk.close()
    sealed_path(own).write_bytes(b"harmed")
    desk = open_desk(locked, clock=clock, clerk="周敏")
    with pytest.raises(ClerkError, match="模板读不出来"):
        done_today(desk, "register", None, applicant_name="孙某", information_sought="批文")
    desk.close()


def test_a_copy_is_as_encrypted_and_comes_back(locked: Path, clock, tmp_path: Path) -> None:
    desk = open_desk(locked, clock=clock, clerk="周敏")
    file_of(desk, documents.of_request(desk.store, 1)[0])
    copy = back_up(desk, tmp_path / "备份")
    desk.close()
    assert is_locked(copy)
    held = at_rest(tmp_path / "备份")
    assert PHONE.encode() not in held
    assert b"PK\x03\x04" not in held
    shutil.rmtree(locked.parent / "登记簿 文书")
    locked.unlink()
    put_back(the_copy(copy, locked), locked, clock)
    desk = open_desk(locked, clock=clock)
    assert list(problems(desk)) == []
    desk.close()


def test_a_plain_copy_comes_back_encrypted_into_an_encrypted_office(
    office: Path, clock, tmp_path: Path
) -> None:
    desk = open_desk(office, clock=clock)
    copy = back_up(desk, tmp_path / "备份")
    desk.close()
    encrypt_office(office, keys.fresh(), clock)
    put_back(the_copy(copy, office), office, clock)
    assert is_locked(office)
    desk = open_desk(office, clock=clock)
    seal_papers(desk)
    assert list(problems(desk)) == []
    desk.close()


def test_an_export_is_readable_without_the_program(locked: Path, clock, tmp_path: Path) -> None:
    desk = open_desk(locked, clock=clock, read_only=True)
    export(desk, tmp_path / "导出")
    desk.close()
    held = at_rest(tmp_path / "导出" / "文书")
    assert b"PK\x03\x04" in held
    assert NAME in (tmp_path / "导出" / "表格" / "request.csv").read_text("utf-8-sig")


def test_without_the_key_nothing_opens_and_the_code_brings_it_back(locked: Path, clock) -> None:
    code = keys.code_of(keys.known()[0])
    Path(keys._file()).unlink()
    keys.forget_held()
    before = at_rest(locked.parent)
    with pytest.raises(cipher.KeyNeededError, match="恢复码"):
        open_desk(locked, clock=clock)
    with pytest.raises(ClerkError, match="恢复码不对"):
        take_code(code[:-2] + "22", locked)
    with pytest.raises(ClerkError, match="打不开"):
        take_code(keys.code_of(keys.fresh()), locked)
    take_code(code.lower().replace("-", " "), locked)
    desk = open_desk(locked, clock=clock, read_only=True)
    assert desk.store.value("select applicant_name from request") == NAME
    desk.close()
    assert at_rest(locked.parent) == before


def test_a_flipped_bit_is_told_and_the_rest_saved(locked: Path, clock, tmp_path: Path) -> None:
    data = bytearray(locked.read_bytes())
    data[len(data) - 2000] ^= 1
    locked.write_bytes(data)
    with pytest.raises(ClerkError, match="损坏"):
        open_desk(locked, clock=clock)
    said = save_what_can_be_read(locked, tmp_path / "抢救.db", clock)
    assert "1件申请" in said[0]


def test_an_altered_sealed_paper_is_named(locked: Path, clock) -> None:
    sealed = next(locked.parent.rglob("*.docx.djm"))
    data = bytearray(sealed.read_bytes())
    data[len(data) // 2] ^= 1
    sealed.write_bytes(data)
    desk = open_desk(locked, clock=clock, read_only=True)
    assert any("文书“" in sentence for sentence in problems(desk))
    desk.close()


def test_the_encryption_is_taken_off_again(locked: Path, clock) -> None:
    decrypt_office(locked, clock, "周敏")
    assert not is_locked(locked)
    assert not list(locked.parent.rglob("*.djm"))
    desk = open_desk(locked, clock=clock)
    assert list(problems(desk)) == []
    desk.close()


def test_a_failure_in_converting_leaves_the_register_as_it_was(
    office: Path, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.read_bytes()
    monkeypatch.setattr(cipher, "convert", lambda *_, **__: (_ for _ in ()).throw(OSError(28, "")))
    with pytest.raises(ClerkError, match="原来的没有改动"):
        encrypt_office(office, keys.fresh(), clock)
    assert office.read_bytes() == before
    assert not list(office.parent.glob("*.part"))


def test_what_is_only_looked_at_in_the_window_stays_encrypted(locked: Path, clock) -> None:
    desk = open_desk(locked, clock=clock, clerk="周敏")
    for line in case_page(desk, 1).documents:
        letter = documents.one(desk.store, line.document_id)
        assert examined(desk, letter).paragraphs
        assert page_to_look_at(line).lines
        assert has_its_file(line)
    assert not list(locked.parent.rglob("*.docx"))
    opened = line_to_open(desk, line.document_id)
    assert Path(opened.path).read_bytes().startswith(b"PK")
    sealed = sealed_path(Path(opened.path))
    sealed_papers.remove(Path(opened.path))
    assert not has_its_file(line)
    sealed.write_bytes(b"harmed")
    with pytest.raises(ClerkError, match="读不出来"):
        page_to_look_at(line)
    desk.close()


def test_many_different_questions_are_each_prepared_once(locked: Path) -> None:
    asked = [f"select count(*), {number} from request" for number in range(300)]
    prepared = 0

    def count(*_: object) -> int:
        nonlocal prepared
        prepared += 1
        return sqlite3.SQLITE_OK

    with closing(cipher.connect_locked(locked, "ro")) as held:
        # Asked of every statement that is prepared, and of none that is kept.
        held.set_authorizer(count)
        for sql in asked:
            held.execute(sql).fetchall()
        once = prepared
        for sql in asked * 2:
            held.execute(sql).fetchall()
    assert prepared == once > 0


def test_a_second_letter_of_a_name_does_not_take_the_place_of_a_sealed_one(
    locked: Path, clock
) -> None:
    desk = open_desk(locked, clock=clock, clerk="周敏")
    undo(desk, 1, steps.of_request(desk.store, 1)[-1].id, "录入有误")
    done_today(desk, "decide", 1, kind="ALREADY_PUBLIC", access="门户网站")
    letters = documents.of_request(desk.store, 1)
    assert len({letter.path for letter in letters}) == len(letters) == 3
    desk.close()
    desk = open_desk(locked, clock=clock, clerk="周敏")
    assert list(problems(desk)) == []
    desk.close()


def test_a_paper_open_in_word_waits(locked: Path, clock) -> None:
    desk = open_desk(locked, clock=clock, clerk="周敏")
    path = file_of(desk, documents.of_request(desk.store, 1)[0])
    mark = path.with_name(f"~${path.name[2:]}")
    mark.write_bytes(b"")
    assert not list(sealed_papers.plain_papers(desk.beside.letters))
    mark.unlink()
    assert list(sealed_papers.plain_papers(desk.beside.letters)) == [path]
    desk.close()
    assert not path.exists()


def test_a_printed_anchor_and_a_list_bear_the_mark_of_the_key(locked: Path, clock) -> None:
    desk = open_desk(locked, clock=clock, clerk="周敏")
    printed = desk.anchor_words
    copy = back_up(desk)
    assert list(against(desk, printed)) == []
    mark = printed.partition("验")[2][:4]
    forged = printed.replace(f"验{mark}", "验0000" if mark != "0000" else "验1111")
    assert any("不是用本登记簿的密钥印的" in one for one in against(desk, forged))
    assert list(problems(desk)) == []
    kept = read_manifest(list_of(copy))
    text = manifest_text(kept, read_files(list_of(copy)), keys.fresh())
    list_of(copy).write_text(text, encoding="utf-8")
    assert any("不是用本登记簿的密钥写的" in one for one in problems(desk))
    desk.close()
