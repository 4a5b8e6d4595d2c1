"""Words go out of a register on a server under the account of the office's head, and only so."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from casework.cases.attachments import add_content
from casework.desk.accounts import give_account
from casework.desk.desk import Desk, open_desk
from casework.pages.register_check import problems
from casework.safekeeping.erasing import erase_value
from casework.safekeeping.paper_place import keep_in_database
from casework.safekeeping.restoring import needs_owner, why_no_restore
from casework.safekeeping.retention import anonymise
from casework.word import paragraphs
from db import access, attachments, documents, drafts, settings, steps
from db.documents import everything
from db.server import papers
from rules.errors import ClerkError
from rules.people import OfficePart as P
from tests import server
from tests.casework.conftest import OFFICE as OFFICE_OF_TESTS
from tests.casework.desk.test_accounts import do, now

pytestmark = [server.needs_server, pytest.mark.timeout(180)]

WRONG = "320102198203056619"
OFFICE = {
    "clerk": ("周敏", (P.CLERK,)),
    "head": ("吴涛", (P.HEAD,)),
    "leader": ("何清", (P.LEADER,)),
}
Seat = Callable[[str], Desk]


@pytest.fixture
def seats(tmp_path: Path) -> Iterator[Seat]:
    opened: dict[str, Desk] = {}
    with server.database() as name:
        path = tmp_path / "登记簿.djs"
        server.opened(path, name).close()
        opened["owner"] = open_desk(path, clock=now)
        for account, (person, parts) in OFFICE.items():
            give_account(opened["owner"], f"{name}.{account}", person, parts)

        def seat(account: str) -> Desk:
            if account not in opened:
                server.opened(path, name, f"{name}.{account}").close()
                opened[account] = open_desk(path, clock=now)
            return opened[account]

        yield seat
        for desk in opened.values():
            desk.close()
    server.drop_roles(name, *(f"{name}.{account}" for account in OFFICE))


def test_the_head_takes_a_value_out_of_everything_and_the_chain_stays_whole(seats: Seat) -> None:
    clerk, head, owner = seats("clerk"), seats("head"), seats("owner")
    case = do(
        clerk, "register", applicant_name="钱小满", id_number=WRONG,
        information_sought=f"本人{WRONG}的档案_百分之%",
    )  # fmt: skip
    do(clerk, "note", case, text=f"核对过{WRONG}")
    drafts.keep(clerk.store, f"note:{case}", {"text": f"半份{WRONG}"})
    clerk.looked("SEARCH", case, details=WRONG)
    clerk.looks.write()
    with pytest.raises(ClerkError, match="请由公开机构负责人办理"):
        erase_value(clerk, WRONG, "录错")

    done = erase_value(head, WRONG, "录错，是别人的号码")
    assert "校验链完好" in done.sentences[0]
    assert any("vacuum full" in one for one in done.sentences)
    assert "盐" in done.slip
    assert list(problems(owner)) == []
    for table in ("step", "request", "document", "request_text", "access", "draft"):
        for row in owner.store.rows(f"select * from {table}"):
            assert WRONG not in str(row), table
    # What somebody else had half filled in is gone whole, and nothing of it altered.
    assert drafts.draft(clerk.store, f"note:{case}") is None
    assert drafts.altered(owner.store) == []
    for letter in everything(owner.store):
        if letter.path:
            assert WRONG not in "".join(paragraphs(owner.beside.at(letter.path)))
    assert "〔已删除" in steps.of_request(owner.store, case)[0].details["information_sought"]
    assert [one.by for one in access.every(owner.store, case)] == ["周敏"]


@pytest.mark.parametrize(
    "words",
    [
        # Nothing taken out, something put in, a name lost, another step's time.
        "update step set details = replace(details, '甲事', '乙事') where id = 1",
        "update step set details = replace(details, '甲事', '乙〔已删除0123abcd〕') where id = 1",
        "update step set details = '〔已删除0123abcd〕' where id = 1",
        'update step set details = \'{"a":"〔已删除0123abcd〕"}\' where id = 1',
        "update step set recorded_by = 'x' where id = 1",
        "update step set hash = '\\x00' where id = 1",
        "update access set details = 'x' where id = 1",
        "update access set \"by\" = 'x' where id = 1",
        "delete from erasure",
        "alter table step disable trigger all",
    ],
)
def test_with_sql_the_head_puts_nothing_in_its_place(seats: Seat, words: str) -> None:
    case = do(seats("clerk"), "register", applicant_name="林", information_sought="甲事")
    seats("clerk").looked("CASE", case, "看过")
    seats("clerk").looks.write()
    before = seats("owner").store.rows("select * from step order by id")
    refused = r"没有做这件事的权限|never changed|owner|json"
    with pytest.raises((ClerkError, sqlite3.Error), match=refused):
        seats("head").store.run(words)
    assert seats("owner").store.rows("select * from step order by id") == before


def test_nobody_but_the_head_takes_words_out_with_sql(seats: Seat) -> None:
    case = do(seats("clerk"), "register", applicant_name="林", information_sought="甲事")
    for account in ("clerk", "leader"):
        for words in (
            "update step set details = replace(details, '甲事', '〔已删除0123abcd〕') where id = 1",
            "select drop_drafts_with('甲')",
            "insert into erasure (step_id, place, digest, content, reason, erased_at, erased_by)"
            " values (1, '', '', '', '', '', '')",
        ):
            with pytest.raises(ClerkError, match="没有做这件事的权限"):
                seats(account).store.run(words)
    # Without its record even the head's is found by the check.
    seats("head").store.run(
        "update step set details = replace(details, '甲事', '〔已删除0123abcd〕') where id = 1"
    )
    assert any("办理记录" in one for one in problems(seats("owner")))
    assert case


def test_a_file_whose_period_is_over_is_made_anonymous_by_the_head_alone(seats: Seat) -> None:
    case = do(seats("clerk"), "register", applicant_name="林", information_sought="甲事")
    with pytest.raises(ClerkError, match="没有届满"):
        anonymise(seats("head"), case, "鉴定")


def test_papers_in_the_database_go_with_the_person(seats: Seat, tmp_path: Path) -> None:
    owner = seats("owner")
    settings.put(owner.store, "office", OFFICE_OF_TESTS)
    owner.forget_settings()
    keep_in_database(owner)
    case = do(owner, "register", applicant_name="钱小满", information_sought="甲事")
    other = do(owner, "register", applicant_name="江晓", information_sought=f"乙事{WRONG}")
    add_content(owner, case, "身份证.png", b"a picture")
    for one in (case, other):
        add_content(owner, one, "同一份.txt", b"shared")
    do(owner, "decide", case, kind="ALREADY_PUBLIC", access="门户网站")
    do(owner, "serve", case)
    do(owner, "file", case, retention="10年", pages=3)
    held = papers.ServerPapers(owner.store, Path())
    add_content(owner, other, f"证件{WRONG}.txt", b"another")
    before = len(held.names())
    erase_value(owner, WRONG, "录错，是别人的号码")
    # A letter and a file lie there anew, and the old ones no more.
    assert len(held.names()) == before
    assert not any(WRONG in one.name for one in held.names())
    later = datetime(owner.today.year + 11, 1, 4, 9)  # noqa: DTZ001 - the office's own clock
    head = open_desk(owner.store.path, clock=lambda: later)
    try:
        said = anonymise(head, case, "鉴定小组意见").sentences[0]
        assert "3个文件" in said
        left = [one.name for one in held.names()]
        papers_of = (documents.of_request, attachments.of_request)
        kept = {one.path.partition("/")[2] for of in papers_of for one in of(head.store, other)}
        assert {name.partition("/")[2] for name in left} == kept
        assert before - len(left) == 3
        assert list(problems(head)) == []
        assert all(map(held.digest, left))
    finally:
        head.close()


def test_who_may_put_a_copy_back(seats: Seat) -> None:
    refused = (
        "恢复备份会换掉所有人的登记簿，由公开机构负责人用建库账号办理，或者请信息技术部门办理。"
    )
    asked = ("owner", "head", "clerk", "leader")
    assert [why_no_restore(seats(one)) for one in asked] == ["", "", refused, refused]
    assert [needs_owner(seats(one)) for one in asked] == [False, True, True, True]
