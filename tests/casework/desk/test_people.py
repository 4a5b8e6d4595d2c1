"""People are kept as records, and who sits before the program is asked by the account."""

from datetime import date, timedelta

import pytest

from casework.acts import ACTS, perform
from casework.desk.desk import Desk
from casework.desk.people import (
    drop_absence,
    keep_absence,
    keep_person,
    keep_section,
    people_of,
    retire_person,
    retire_section,
)
from casework.pages.case_page import case_page
from casework.pages.office_settings import set_practice
from casework.pages.register_check import problems
from db import sealing
from forms.fields import read
from forms.people import AbsenceForm, PersonForm, SectionForm
from rules.errors import ClerkError
from rules.people import EVERY_PART, OfficePart


def person(name: str, *parts: OfficePart, **more: str) -> PersonForm:
    return PersonForm(name=name, parts=parts or (OfficePart.SECTION,), **more)


def sits(monkeypatch: pytest.MonkeyPatch, account: str) -> None:
    monkeypatch.setattr(sealing, "this_account", lambda: account)


def test_a_person_brings_the_section_with_her(desk: Desk) -> None:
    keep_person(desk, person("李文", section="政务公开科"))
    office = people_of(desk)
    assert [one.name for one in office.open_sections] == ["政务公开科"]
    assert office.section_of(office.named("李文")) == "政务公开科"
    assert list(problems(desk)) == []


def test_a_name_and_an_account_are_one_persons(desk: Desk) -> None:
    keep_person(desk, person("李文", OfficePart.CLERK, account="OGI\\liwen"))
    with pytest.raises(ClerkError, match="已有名为“李文”"):
        keep_person(desk, person("李文"))
    with pytest.raises(ClerkError, match="已是李文的"):
        keep_person(desk, person("孙悦", account="ogi\\LIWEN"))


def test_who_left_keeps_the_name_and_is_offered_no_more(desk: Desk) -> None:
    gone = keep_person(desk, person("李文", section="政务公开科"))
    keep_person(desk, person("孙悦", deputy="李文"))
    with pytest.raises(ClerkError, match="还有人员（李文）"):
        retire_section(desk, people_of(desk).sections[0].id)
    retire_person(desk, gone)
    retire_section(desk, people_of(desk).sections[0].id)
    office = people_of(desk)
    assert office.named("李文") is None
    assert office.name_of(gone) == "李文"
    assert not office.open_sections
    assert office.active[0].deputy_id == 0
    keep_section(desk, SectionForm(name="政务公开科"))


def test_an_absence_names_somebody_who_is_there(desk: Desk) -> None:
    for name in ("王建国", "李文", "孙悦"):
        keep_person(desk, person(name))

    def away(who: str, first: int, last: int, stand_in: str) -> AbsenceForm:
        return AbsenceForm(
            who=who, first_on=date(2026, 3, first), last_on=date(2026, 3, last), stand_in=stand_in
        )

    kept = keep_absence(desk, away("王建国", 9, 13, "李文"))
    assert people_of(desk).standing_in_for("王建国", date(2026, 3, 10)) == "李文"
    with pytest.raises(ClerkError, match="与这次重叠"):
        keep_absence(desk, away("王建国", 13, 14, "孙悦"))
    with pytest.raises(ClerkError, match="也外出"):
        keep_absence(desk, away("孙悦", 10, 10, "王建国"))
    with pytest.raises(ClerkError, match="没有名为“赵一”"):
        keep_absence(desk, away("孙悦", 10, 10, "赵一"))
    drop_absence(desk, kept)
    assert people_of(desk).away == ()


def test_without_accounts_who_sits_here_plays_every_part(desk: Desk) -> None:
    keep_person(desk, person("吴涛", OfficePart.SECRECY))
    assert desk.user.parts == EVERY_PART
    assert desk.user.name == "周敏"


@pytest.mark.of_file("on a server the account of the server decides")
def test_the_account_decides_what_may_be_entered(desk, registered, monkeypatch) -> None:
    keep_person(desk, person("周敏", OfficePart.CLERK, account="zhoumin"))
    keep_person(desk, person("王建国", OfficePart.LEADER, account="wang"))
    sits(monkeypatch, "WANG")
    assert desk.user.name == "王建国"
    assign = ACTS["assign"]
    form = read(assign.form, {"on": desk.today, "section": "规划科"})
    assert not isinstance(form, list)
    with pytest.raises(ClerkError, match="王建国的分工是负责人，不能登记“分办”，这一步由经办人"):
        perform(desk, assign, registered, form)
    with pytest.raises(ClerkError, match="请由经办人办理"):
        set_practice(desk, "correction_period_days", 10)
    offered = {offer.act.name for offer in case_page(desk, registered).offers}
    assert "approve" in offered
    assert "assign" not in offered


@pytest.mark.of_file("on a server the account of the server decides")
def test_who_stands_in_plays_the_parts_of_who_is_away(desk, clock, monkeypatch) -> None:
    keep_person(desk, person("周敏", OfficePart.CLERK, account="zhoumin"))
    keep_person(desk, person("王建国", OfficePart.LEADER))
    keep_person(desk, person("李文", OfficePart.SECTION, account="liwen"))
    keep_person(desk, person("孙悦"))
    today = desk.today
    for who, stand_in in (("王建国", "李文"), ("周敏", "孙悦")):
        keep_absence(desk, AbsenceForm(who=who, first_on=today, last_on=today, stand_in=stand_in))
    sits(monkeypatch, "liwen")
    assert desk.user.parts == {OfficePart.SECTION, OfficePart.LEADER}
    for days in (-1, 1):
        clock.day = today + timedelta(days)
        assert desk.user.parts == {OfficePart.SECTION}


def test_nobody_is_locked_out(desk: Desk) -> None:
    with pytest.raises(ClerkError, match="没有经办人"):
        keep_person(desk, person("吴涛", OfficePart.SECRECY, account="wutao"))
    clerk = keep_person(desk, person("周敏", OfficePart.CLERK, account="zhoumin"))
    keep_person(desk, person("吴涛", OfficePart.SECRECY, account="wutao"))
    with pytest.raises(ClerkError, match="没有经办人"):
        retire_person(desk, clerk)
    assert [one.name for one in people_of(desk).active] == ["周敏", "吴涛"]
