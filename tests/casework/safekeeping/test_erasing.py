"""A value goes out of everything, the chain still proves what is left, and nobody can fake it."""

import hashlib
import re
from datetime import datetime
from pathlib import Path

import pytest

from casework.cases.attachments import add_content
from casework.cases.case_file import load
from casework.desk.daily_copy import back_up
from casework.desk.desk import Desk
from casework.pages.register_check import problems
from casework.pages.worklist import find
from casework.safekeeping.erasing import erase_value, places
from casework.safekeeping.retention import anonymise, keep_longer, over
from casework.word import paragraphs
from casework.year.year_report import year_report
from db import documents, requests, settings, steps
from db.query import Query
from rules.errors import ClerkError
from tests.casework.doings import done_today
from tests.engines import outside

WRONG, RIGHT = "320102198203056619", "110101199003074227"
WHO = {
    "applicant_name": "钱小满",
    "id_number": WRONG,
    "phone": "13900000000",
    "address": "临江市青岚区梧桐里6号",
    "information_sought": f"本人{WRONG}的征收补偿档案",
}


@pytest.fixture
def request_id(desk: Desk) -> int:
    office = {"name": "青枫区政务公开局", "reconsideration_body": "青枫区人民政府"}
    settings.put(desk.store, "office", office)
    desk.forget_settings()
    made = done_today(desk, "register", None, **WHO).request_id
    done_today(desk, "decide", made, kind="ALREADY_PUBLIC", access="门户网站")
    return made


def everything_beside(desk: Desk) -> bytes:
    """Return all there is of an office on disk, letters unpacked."""
    parts = [desk.store.path.read_bytes()]
    for path in desk.beside.letters.rglob("*"):
        if path.suffix == ".docx":
            parts.append("\n".join(paragraphs(path)).encode())
        parts.append(path.name.encode())
    return b"\n".join(parts)


def test_a_mistyped_number_goes_out_of_everything(desk: Desk, request_id: int) -> None:
    desk.looked("SEARCH", details=WRONG)
    desk.looks.write()
    done_today(desk, "amend", request_id, id_number=RIGHT)
    assert WRONG.encode() in everything_beside(desk)
    assert any("办理记录" in one for one in places(desk, WRONG))
    result = erase_value(desk, WRONG, "录错，是他人的号码")
    assert WRONG.encode() not in everything_beside(desk)
    assert WRONG[:14].encode() not in desk.store.path.read_bytes()
    assert list(problems(desk)) == []
    assert not list(find(desk, Query(text=WRONG)))
    assert RIGHT in requests.one(desk.store, request_id).id_number
    assert "校验链完好" in result.sentences[0]
    assert places(desk, WRONG) == []
    assert WRONG not in result.slip


def test_the_slip_proves_what_stood_there(desk: Desk, request_id: int) -> None:
    slip = erase_value(desk, WRONG, "录错").slip
    digest, salt = re.findall(r"校验值([0-9a-f]{64})　盐([0-9a-f]{32})", slip)[0]
    assert hashlib.sha256(bytes.fromhex(salt) + WRONG.encode()).hexdigest() == digest
    kept = desk.store.rows("select digest from erasure")
    assert (digest,) in kept
    mark = f"〔已删除{digest[:8]}〕"
    assert mark in str([one.details for one in steps.of_request(desk.store, request_id)])


@pytest.mark.parametrize(
    "statement",
    [
        "update step set details = replace(details, '门户网站', '别处') where id = 2",
        "update step set details = replace(details, '13900000000', '13911111111') where id = 1",
        "update erasure set content = 'x'",
        "insert into erasure select 99, 2, place, digest, content, reason, erased_at, erased_by"
        " from erasure limit 1",
    ],
)
def test_no_forgery_hides_behind_a_deletion(desk: Desk, request_id: int, statement: str) -> None:
    erase_value(desk, WRONG, "录错")
    assert list(problems(desk)) == []
    with outside(desk.store.path) as plain, plain.unguarded("step_stays_as_it_is"):
        plain.execute(statement)
    assert list(problems(desk))


def test_what_is_too_common_or_nowhere_is_refused(desk: Desk, request_id: int) -> None:
    before = desk.store.path.read_bytes()
    for value in ("1390", "PERSON", "2026-03-06", "2026-03", "依申请〔2026〕1号"):
        with pytest.raises(ClerkError, match="太短或者太常见"):
            erase_value(desk, value, "录错")
    with pytest.raises(ClerkError, match="没有找到"):
        erase_value(desk, "13812345678", "录错")
    with pytest.raises(ClerkError, match="原因"):
        erase_value(desk, WRONG, f"{WRONG}录错")
    assert desk.store.path.read_bytes() == before


def test_a_letter_nobody_can_look_into_is_named_and_taken_up_later(
    desk: Desk, request_id: int
) -> None:
    letters = sorted(desk.beside.letters.rglob("*.docx"))
    harmed = next(path for path in letters if WRONG in "\n".join(paragraphs(path)))
    whole = harmed.read_bytes()
    harmed.write_bytes(whole[:-40])
    unread = (
        f"1份文书读不出来（可能已损坏，或者正在其他程序中打开），里面有没有不知道：{harmed.name}"
    )
    assert places(desk, WRONG)[-1] == unread
    assert erase_value(desk, WRONG, "录错").sentences[-1] == f"{unread}，请看得到以后再删除一次。"
    assert places(desk, WRONG) == [unread]
    with pytest.raises(ClerkError, match="没有找到"):
        erase_value(desk, WRONG, "录错")
    harmed.write_bytes(whole)
    assert places(desk, WRONG) == [f"1份文书的文件：{harmed.name}"]
    assert "读不出来" not in erase_value(desk, WRONG, "录错").sentences[-1]
    assert WRONG.encode() not in everything_beside(desk)
    # What is gone altogether holds nothing any more.
    for path in desk.beside.letters.rglob("*.docx"):
        path.unlink()
    assert places(desk, WRONG) == []


def test_a_failure_half_way_leaves_everything_as_it_was(
    desk: Desk, request_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db import erasing

    letters = {path: path.read_bytes() for path in desk.beside.letters.rglob("*.docx")}
    monkeypatch.setattr(
        erasing, "tidy_the_search", lambda *_: (_ for _ in ()).throw(ClerkError("磁盘已满。"))
    )
    with pytest.raises(ClerkError):
        erase_value(desk, WRONG, "录错")
    assert {p: p.read_bytes() for p in desk.beside.letters.rglob("*.docx")} == letters
    assert list(problems(desk)) == []
    assert places(desk, WRONG)


@pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")
def test_copies_that_still_hold_it_are_named(desk: Desk, request_id: int) -> None:
    copy = back_up(desk)
    said = " ".join(erase_value(desk, WRONG, "录错").sentences)
    assert copy.stem in said


@pytest.fixture
def old_case(desk: Desk, clock, request_id: int) -> int:
    clock.at = datetime(2026, 3, 9, 12)  # noqa: DTZ001
    add_content(desk, request_id, "身份证.png", b"\x89PNG")
    review = dict.fromkeys(
        ("disclosure_opinion", "disclosure_reviewer", "secrecy_opinion", "secrecy_reviewer"), "可"
    )
    done_today(desk, "review", request_id, **review)
    done_today(desk, "serve", request_id)
    done_today(desk, "file", request_id, retention="10年", pages=12)
    return request_id


def test_a_file_is_to_be_decided_on_when_its_period_is_over(
    desk: Desk, clock, old_case: int
) -> None:
    clock.at = datetime(2036, 12, 31, 12)  # noqa: DTZ001
    assert over(desk) == []
    with pytest.raises(ClerkError, match="没有届满"):
        anonymise(desk, old_case, "鉴定小组2037年1月意见")
    clock.at = datetime(2037, 1, 1, 12)  # noqa: DTZ001
    assert [one.request_id for one in over(desk)] == [old_case]
    keep_longer(desk, [old_case], datetime(2040, 1, 1).date(), "涉诉")  # noqa: DTZ001
    assert over(desk) == []
    clock.at = datetime(2040, 1, 2, 12)  # noqa: DTZ001
    assert [one.request_id for one in over(desk)] == [old_case]


def test_what_may_go_goes_and_every_figure_stays(desk: Desk, clock, old_case: int) -> None:
    clock.at = datetime(2037, 1, 1, 12)  # noqa: DTZ001
    before = year_report(desk, 2026)
    line = load(desk, old_case)
    result = anonymise(desk, old_case, "鉴定小组2037年1月意见")
    held = everything_beside(desk)
    for name in ("applicant_name", "id_number", "phone", "address"):
        assert str(WHO[name]).encode() not in held
    assert not [path for path in Path(desk.beside.letters).rglob("*") if path.is_file()]
    after = year_report(desk, 2026)
    assert (after.table3, after.table4) == (before.table3, before.table4)
    now = load(desk, old_case)
    assert (now.case.due_on, now.case.closed_on) == (line.case.due_on, line.case.closed_on)
    assert list(problems(desk)) == []
    assert documents.of_request(desk.store, old_case)[0].text == ""
    assert over(desk) == []
    assert "统计不变" in result.sentences[0]
