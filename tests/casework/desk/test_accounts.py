"""The program under each account of a server: what it may do it does, what not it is told."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from casework.acts import ACTS, perform, starting_values
from casework.cases.case_file import load
from casework.desk.accounts import (
    GivenAccount,
    accounts_of,
    close_account,
    fresh_password,
    give_account,
    may_give_accounts,
    parts_named,
)
from casework.desk.desk import Desk, open_desk
from casework.desk.last_check import is_check_due
from casework.desk.people import keep_person, keep_section, people_of
from casework.desk.server_login import log_in, logged_in_as, login_known, must_own
from casework.pages.office_settings import set_office
from casework.pages.register_check import problems
from casework.safekeeping.exporting import export
from db import access, drafts, requests, steps
from db.server import login, place
from forms.fields import read
from forms.office import Office
from forms.people import PersonForm, SectionForm
from rules.errors import ClerkError
from rules.people import OfficePart
from rules.steps import StepKind
from tests import server

pytestmark = [server.needs_server, pytest.mark.timeout(180)]

P = OfficePart
# Every account with its person, parts and section.
OFFICE = {
    "clerk": ("周敏", (P.CLERK,), "政务公开科"),
    "section": ("孙悦", (P.SECTION,), "规划科"),
    "reviewer": ("李文", (P.REVIEWER, P.SECRECY), "政务公开科"),
    "counsel": ("郑洁", (P.COUNSEL,), ""),
    "leader": ("何清", (P.LEADER,), ""),
    "head": ("吴涛", (P.HEAD,), "政务公开科"),
    "reader": ("王建国", (P.READER,), ""),
}


def now() -> datetime:
    # The server's own day: nobody enters a step of another.
    return datetime.now()  # noqa: DTZ005


Seat = Callable[[str], Desk]


@pytest.fixture(scope="module")
def seats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seat]:
    folder = tmp_path_factory.mktemp("accounts")
    opened: dict[str, Desk] = {}
    with server.database() as name:
        server.opened(folder / "登记簿.djs", name).close()
        owner = open_desk(folder / "登记簿.djs", clock=now)
        for account, (person, parts, section) in OFFICE.items():
            give_account(owner, f"{name}.{account}", person, parts, section=section)
        keep_section(owner, SectionForm(name="财务科"))
        opened["owner"] = owner

        def seat(account: str) -> Desk:
            if account not in opened:
                path = folder / "登记簿.djs"
                # Each on the own computer, with the letters of all in one folder.
                own = folder / f"{account}.djs"
                server.opened(own, name, f"{name}.{account}").close()
                own.replace(path)
                opened[account] = open_desk(path, clock=now)
            return opened[account]

        yield seat
        for desk in opened.values():
            desk.close()
    server.drop_roles(name, *(f"{name}.{account}" for account in OFFICE))


def do(desk: Desk, name: str, request_id: int | None = None, **typed: object) -> int:
    act = ACTS[name]
    day = "arrived_on" if request_id is None else "on"
    start = starting_values(desk, act, request_id)
    form = read(act.form, {**start, day: desk.today, **typed}, today=desk.today)
    assert not isinstance(form, list), form
    return perform(desk, act, request_id, form).request_id


@pytest.fixture(scope="module")
def cases(seats: Seat) -> tuple[int, int]:
    """A case of the section's and one of another's, registered and given out by the clerk."""
    found = []
    for section in ("规划科", "财务科"):
        case = do(
            seats("clerk"), "register", applicant_name="林一帆", information_sought=f"{section}的事"
        )
        do(seats("clerk"), "assign", case, section=section)
        found.append(case)
    return found[0], found[1]


def test_accounts_are_listed_with_whose_they_are(seats: Seat) -> None:
    listed = {one.name.rpartition(".")[2]: one for one in accounts_of(seats("owner"))}
    assert {name: (one.person, set(one.parts)) for name, one in listed.items()} == {
        name: (person, set(parts)) for name, (person, parts, _) in OFFICE.items()
    }
    assert "周敏　经办人" in listed["clerk"].line


@pytest.mark.parametrize("account", OFFICE)
def test_who_sits_there_is_known_by_the_account(seats: Seat, account: str) -> None:
    person, parts, _ = OFFICE[account]
    user = seats(account).user
    assert (user.name, user.parts, seats(account).clerk) == (person, frozenset(parts), person)


def test_a_section_sees_its_own_cases_and_answers_them(seats: Seat, cases: tuple[int, int]) -> None:
    own, other = cases
    section = seats("section")
    assert requests.count(section.store, requests.Query()) == 1
    assert load(section, own).registration.applicant_name == "林一帆"
    with pytest.raises(ClerkError):
        load(section, other)
    do(section, "note", own, text="已在查找")
    assert steps.of_request(seats("clerk").store, own)[-1].recorded_by == "孙悦"
    with pytest.raises(ClerkError):
        do(section, "note", other, text="不该看见")


def test_what_a_section_does_not_see_is_not_taken_for_lost(seats: Seat, tmp_path: Path) -> None:
    section = seats("section")
    with pytest.raises(ClerkError, match="只看得到分办给本科室"):
        list(problems(section))
    with pytest.raises(ClerkError, match="只看得到分办给本科室"):
        export(section, tmp_path / "全部")
    assert list(problems(seats("reader"))) == []
    due = {account for account in OFFICE if is_check_due(seats(account))}
    assert due == {"clerk", "head"}


def test_an_approval_is_the_leaders_own_and_says_so(seats: Seat, cases: tuple[int, int]) -> None:
    own, _ = cases
    for account in ("clerk", "head", "reviewer"):
        with pytest.raises(ClerkError, match="这一步由负责人登记"):
            do(seats(account), "approve", own, approved_by="何清")
    with pytest.raises(ClerkError, match="由签发人用自己的账号登记"):
        do(seats("leader"), "approve", own, approved_by="王建国")
    do(seats("leader"), "approve", own)
    step = steps.of_request(seats("clerk").store, own)[-1]
    assert (step.kind, step.recorded_by) == (StepKind.APPROVED.word, "何清")


def test_settings_are_the_heads(seats: Seat) -> None:
    office = Office(name="青枫区政务公开局", reconsideration_body="甲", court="乙")
    for account in ("clerk", "leader", "section"):
        with pytest.raises(ClerkError, match="请由公开机构负责人办理"):
            set_office(seats(account), office, "周敏")
    set_office(seats("head"), office, "周敏")
    seats("clerk").forget_settings()
    assert seats("clerk").office_name == "青枫区政务公开局"


def test_a_reader_reads_and_is_told_no_more(seats: Seat, cases: tuple[int, int]) -> None:
    reader = seats("reader")
    assert load(reader, cases[1]).registration.applicant_name == "林一帆"
    with pytest.raises(ClerkError, match="只读"):
        do(reader, "note", cases[0], text="甲")
    reader.looked("CASE", cases[0])
    reader.looks.write()
    assert [one.by for one in access.every(seats("clerk").store, cases[0])][-1] == "王建国"


def test_a_half_filled_form_is_its_accounts_own(seats: Seat) -> None:
    drafts.keep(seats("clerk").store, "register", {"applicant_name": "甲"})
    drafts.keep(seats("head").store, "register", {"applicant_name": "乙"})
    assert drafts.draft(seats("clerk").store, "register") == {"applicant_name": "甲"}
    assert drafts.keys(seats("leader").store) == []
    drafts.drop(seats("clerk").store, "register")
    assert drafts.draft(seats("head").store, "register") == {"applicant_name": "乙"}


def test_only_the_owner_gives_accounts(seats: Seat) -> None:
    for account in ("clerk", "head"):
        with pytest.raises(ClerkError, match="由建立数据库的账号管理"):
            give_account(seats(account), "x", "某人", (P.CLERK,))
        with pytest.raises(ClerkError, match="由建立数据库的账号管理"):
            close_account(seats(account), "x")
    with pytest.raises(ClerkError, match="没有账号"):
        close_account(seats("owner"), "nobody's")
    with pytest.raises(ClerkError, match="没有“皇帝”这种分工"):
        parts_named("经办人、皇帝")


def test_the_owner_alone_is_offered_to_give_them(seats: Seat, desk: Desk) -> None:
    assert may_give_accounts(seats("owner"))
    assert not any(may_give_accounts(seats(account)) for account in ("clerk", "head"))
    assert not may_give_accounts(desk)
    with pytest.raises(ClerkError, match="这个登记簿是本机的一个文件，没有账号"):
        accounts_of(desk)


def test_an_account_given_anew_leaves_the_person_as_she_was(seats: Seat) -> None:
    owner = seats("owner")
    name = place.read(owner.store.path).database
    known = people_of(owner).named("何清")
    assert known is not None
    keep_person(
        owner,
        PersonForm(name="何清", section="局领导", parts=(P.LEADER,), post="副局长", phone="12"),
        known.id,
    )
    give_account(owner, f"{name}.leader", "何清", (P.LEADER, P.READER))
    again = people_of(owner).named("何清")
    assert again is not None
    assert (again.id, again.post, again.phone, again.parts, again.account) == (
        known.id, "副局长", "12", ("LEADER", "READER"), f"{name}.leader",
    )  # fmt: skip
    assert people_of(owner).section_of(again) == "局领导"
    give_account(owner, f"{name}.leader", "何清", (P.LEADER,), section="办公室")
    later = people_of(owner).named("何清")
    assert later is not None
    assert people_of(owner).section_of(later) == "办公室"
    close_account(owner, f"{name}.reader")
    last = accounts_of(owner)[-1]
    assert (last.name, last.person, last.parts, last.is_open) == (
        f"{name}.reader", "王建国", (), False,
    )  # fmt: skip
    assert last.line == f"{name}.reader　王建国　已停用"
    assert GivenAccount("x", "", (P.CLERK, P.HEAD), is_open=True).line == (
        "x　（没有对应的人员）　经办人、公开机构负责人"
    )


def test_who_logs_in_is_as_before_after_a_try(seats: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    path = seats("owner").store.path
    there = place.read(path)
    clerk = f"{there.database}.clerk"
    monkeypatch.setattr(login, "_held", {})
    monkeypatch.setattr("db.keys.keep_secret", lambda *_: False)
    assert login_known(path) == there.user
    with pytest.raises(ClerkError):
        log_in(path, "没有的账号", "x")
    assert login.held(there) == login.Login()
    log_in(path, clerk, "x")
    assert login_known(path) == clerk
    with pytest.raises(ClerkError, match="不是这个登记簿的建库账号，没有恢复"):
        must_own(path, f"{there.database}.head", "y")
    must_own(path, server.SUPERUSER, "y")
    assert login.held(there) == login.Login(clerk, "x")
    with logged_in_as(path, "甲", "乙"):
        assert login.held(there) == login.Login("甲", "乙")
    assert login.held(there) == login.Login(clerk, "x")
    with pytest.raises(ClerkError, match="没有记住。请不选“记住口令”"):
        log_in(path, clerk, "z", keep=True)
    # It was accepted, and is used as long as the program runs.
    assert login.held(there) == login.Login(clerk, "z")


def test_a_password_handed_out_is_read_without_mistakes() -> None:
    made = {fresh_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch("([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", one) for one in made)


def test_after_all_of_it_the_register_is_whole(seats: Seat, cases: tuple[int, int]) -> None:
    assert len(cases) == 2
    assert list(problems(seats("owner"))) == []
