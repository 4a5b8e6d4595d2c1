"""Whoever stands in on a server plays the parts of who is away by an act, and for so long alone."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from casework.desk.accounts import accounts_of, close_account, give_account
from casework.desk.desk import Desk, open_desk
from casework.desk.people import drop_absence, keep_absence
from casework.desk.seat import SharedSeat
from casework.pages.register_check import problems
from db import requests, steps
from db.query import Query
from forms.people import AbsenceForm
from rules.errors import ClerkError
from rules.people import OfficePart as P
from rules.steps import StepKind
from tests import server
from tests.casework.desk.test_accounts import do, now

pytestmark = [server.needs_server, pytest.mark.timeout(180)]

OFFICE = {
    "clerk": ("周敏", (P.CLERK,), "政务公开科"),
    "head": ("吴涛", (P.HEAD,), "政务公开科"),
    "leader": ("何清", (P.LEADER,), ""),
    "section": ("孙悦", (P.SECTION,), "规划科"),
}
Seat = Callable[[str], Desk]


@pytest.fixture
def seats(tmp_path: Path) -> Iterator[Seat]:
    opened: list[Desk] = []
    with server.database() as name:
        path = tmp_path / "登记簿.djs"
        server.opened(path, name).close()
        owner = open_desk(path, clock=now)
        opened.append(owner)
        for account, (person, parts, section) in OFFICE.items():
            give_account(owner, f"{name}.{account}", person, parts, section=section)

        def seat(account: str) -> Desk:
            if account == "owner":
                return owner
            server.opened(path, name, f"{name}.{account}").close()
            opened.append(open_desk(path, clock=now))
            return opened[-1]

        yield seat
        for desk in opened:
            desk.close()
    server.drop_roles(name, *(f"{name}.{account}" for account in OFFICE))


def away(who: str, stand_in: str, days: int = 0) -> AbsenceForm:
    today = now().date()
    return AbsenceForm(
        who=who, first_on=today, last_on=today + timedelta(days=days), stand_in=stand_in
    )


def test_the_head_says_who_signs_while_the_leader_is_away(seats: Seat) -> None:
    clerk, head, owner = seats("clerk"), seats("head"), seats("owner")
    case = do(clerk, "register", applicant_name="林", information_sought="甲事")
    with pytest.raises(ClerkError, match="这一步由负责人登记"):
        do(clerk, "approve", case, approved_by="周敏")
    # It gives rights: no clerk gives them to herself.
    with pytest.raises(ClerkError, match="请由公开机构负责人办理"):
        keep_absence(clerk, away("何清", "周敏"))
    with pytest.raises(ClerkError, match="没有做这件事的权限"):
        clerk.store.run(
            "insert into absence (person_id, stand_in_id, first_on, last_on, reason)"
            " values (3, 1, '2000-01-01', '2100-01-01', '')"
        )
    absence = keep_absence(head, away("何清", "周敏"))
    clerk.store.forget_parts()
    assert clerk.user.parts == {P.CLERK, P.LEADER}
    with pytest.raises(ClerkError, match="由签发人用自己的账号登记"):
        do(clerk, "approve", case, approved_by="何清")
    do(clerk, "approve", case, approved_by="周敏")
    step = steps.of_request(owner.store, case)[-1]
    # Under her own name and account: nobody signs for another.
    assert (step.kind, step.recorded_by) == (StepKind.APPROVED.word, "周敏")
    assert step.details["approved_by"] == "周敏"
    # What she has for so long is no part of her account.
    listed = {one.person: set(one.parts) for one in accounts_of(owner)}
    assert listed["周敏"] == {P.CLERK}
    drop_absence(head, absence)
    clerk.store.forget_parts()
    assert clerk.user.parts == {P.CLERK}
    assert clerk.store.value("select plays('leader')") == 0
    assert list(problems(owner)) == []


def test_past_the_last_day_it_counts_for_nothing_and_is_taken_back(seats: Seat) -> None:
    clerk, owner = seats("clerk"), seats("owner")
    keep_absence(seats("head"), away("何清", "周敏", days=3))
    assert clerk.store.value("select plays('leader')") == 1
    owner.store.connection.make_ready_to_note()  # type: ignore[attr-defined]
    owner.store.connection.execute(
        "update absence set first_on = '2020-01-01', last_on = '2020-01-02'"
    )
    is_member = (
        "select pg_has_role(session_user, (current_database() || '_leader')::name, 'member')"
    )
    assert clerk.store.value("select plays('leader')") == 0
    assert clerk.store.value(is_member) == 1
    # Whoever opens the register next sees to it.
    seats("section")
    assert clerk.store.value(is_member) == 0


def test_a_section_that_stands_in_for_the_clerk_sees_every_case_for_so_long(seats: Seat) -> None:
    case = do(seats("clerk"), "register", applicant_name="林", information_sought="甲事")
    section = seats("section")
    assert requests.count(section.store, Query()) == 0
    absence = keep_absence(seats("head"), away("周敏", "孙悦"))
    again = seats("section")
    assert requests.count(again.store, Query()) == 1
    do(again, "note", case, text="代办")
    assert steps.of_request(again.store, case)[-1].recorded_by == "孙悦"
    drop_absence(seats("head"), absence)
    assert requests.count(seats("section").store, Query()) == 0


def test_an_account_whose_parts_are_changed_keeps_what_it_stands_in_for(seats: Seat) -> None:
    owner, clerk = seats("owner"), seats("clerk")
    name = owner.store.value("select current_database()")
    keep_absence(seats("head"), away("何清", "周敏"))
    give_account(owner, f"{name}.clerk", "周敏", (P.CLERK, P.REVIEWER))
    clerk.store.forget_parts()
    assert clerk.user.parts == {P.CLERK, P.REVIEWER, P.LEADER}
    listed = {one.person: set(one.parts) for one in accounts_of(owner)}
    assert listed["周敏"] == {P.CLERK, P.REVIEWER}
    # One that is locked stands in for nobody.
    close_account(owner, f"{name}.clerk")
    with pytest.raises((ClerkError, sqlite3.Error)):
        clerk.store.value("select count(*) from request")


def test_who_could_play_it_anyway_loses_nothing_when_it_is_over(seats: Seat) -> None:
    owner = seats("owner")
    name = owner.store.value("select current_database()")
    give_account(owner, f"{name}.clerk", "周敏", (P.CLERK, P.LEADER))
    head, clerk = seats("head"), seats("clerk")
    drop_absence(head, keep_absence(head, away("何清", "周敏")))
    clerk.store.forget_parts()
    assert clerk.user.parts == {P.CLERK, P.LEADER}


def test_a_window_that_hears_of_it_plays_them_at_once(seats: Seat) -> None:
    clerk, head = seats("clerk"), seats("head")
    seat = SharedSeat(clerk)
    assert clerk.user.parts == {P.CLERK}
    absence = keep_absence(head, away("何清", "周敏"))
    seat.look()
    assert clerk.user.parts == {P.CLERK, P.LEADER}
    drop_absence(head, absence)
    seat.look()
    assert clerk.user.parts == {P.CLERK}
