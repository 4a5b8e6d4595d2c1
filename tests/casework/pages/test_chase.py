"""The chase list: who is to be called, by when, and what is printed of it."""

from datetime import date

import docx
import pytest

from casework.cases.circulation_times import circulation_times, pace_of
from casework.desk.people import keep_absence, keep_person
from casework.pages.chase import chase, people_to_call, print_chase
from forms.people import AbsenceForm, PersonForm
from rules.errors import ClerkError
from rules.pace import USUAL, Need
from rules.people import OfficePart


@pytest.fixture
def office(desk):
    for name, section, part in (
        ("李文", "规划科", OfficePart.SECTION),
        ("孙悦", "政务公开科", OfficePart.REVIEWER),
        ("王建国", "局领导", OfficePart.LEADER),
    ):
        keep_person(desk, PersonForm(name=name, section=section, parts=(part,), phone="8601"))
    return desk


def needs(line) -> dict[str, str]:
    return {one.need.name: one.last_safe_on.isoformat() for one in line.needs}


def test_each_act_has_its_last_safe_day_and_its_person(office, do, registered, clock) -> None:
    do(
        "assign", registered, "2026-03-09", section="规划科", handler="李文",
        answer_by="2026-03-20",
    )  # fmt: skip
    (line,) = chase(office, only_missing=False)
    assert not line.will_miss
    # The request of 6 March is due on 3 April.
    assert needs(line) == {
        "SECTIONS": "2026-03-27",
        "REVIEW": "2026-03-31",
        "DECIDE": "2026-04-01",
        "APPROVE": "2026-04-02",
        "SERVE": "2026-04-03",
    }
    assert [(one.caller, one.is_next) for one in line.needs][:1] == [("规划科 李文", True)]
    assert chase(office) == []


def test_what_will_miss_its_day_is_listed_with_whom_to_call(office, do, registered, clock) -> None:
    do("assign", registered, "2026-03-09", section="规划科", handler="李文", answer_by="2026-03-20")
    do("note", registered, "2026-03-30", text="科室还没有答复。")
    (line,) = chase(office)
    assert line.will_miss
    # Ten working days from 30 March, over Qingming.
    assert line.done_on.isoformat() == "2026-04-14"
    callers = {one.caller: one.cases for one in people_to_call([line])}
    assert callers == {"规划科 李文": 1, "政务公开科 孙悦": 1, "局领导 王建国": 1, "周敏": 1}
    path = print_chase(office, [line], "规划科 李文")
    text = "\n".join(
        cell.text for table in docx.Document(str(path)).tables for row in table.rows
        for cell in row.cells
    )  # fmt: skip
    assert "3月27日\n（已过）" in text
    assert "科室答复" in text
    assert "签发" not in text
    with pytest.raises(ClerkError, match="没有需要督办"):
        print_chase(office, [], "")


def test_who_is_away_is_not_called(office, do, registered) -> None:
    keep_absence(
        office,
        AbsenceForm(who="王建国", first_on=office.today, last_on=office.today, stand_in="李文"),
    )
    (line,) = chase(office, only_missing=False)
    approve = next(one for one in line.needs if one.need is Need.APPROVE)
    assert (approve.who, approve.note) == ("李文", "王建国外出，由其代办")


def test_a_served_case_is_nobodys(office, do, registered) -> None:
    do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="区政府网站")
    do("serve", registered, "2026-03-11", method="BY_HAND", received_by="林一帆")
    assert chase(office, only_missing=False) == []


def test_times_are_counted_by_section_and_person(office, do, registered) -> None:
    assert pace_of(office) == USUAL
    do("assign", registered, "2026-03-09", section="规划科", handler="李文", answer_by="2026-03-11")
    do("urge_section", registered, "2026-03-12", ref="规划科")
    do("section_answered", registered, "2026-03-13", ref="规划科", answer="可以公开")
    for day in ("2026-03-16", "2026-03-17"):
        do("assign", registered, day, section="财务科", answer_by="2026-03-20")
    do("section_answered", registered, "2026-03-18", ref="财务科", answer="没有意见")
    do("section_returned", registered, "2026-03-18", ref="财务科（2）", reason="重复")
    times = circulation_times(office, 2026)
    found = [(one.label, one.asked, one.answered, one.returned, one.late) for one in times.sections]
    assert found == [("财务科", 2, 1, 1, 0), ("规划科", 1, 1, 0, 1)]
    assert [one.urged for one in times.sections] == [0, 1]
    assert [one.label for one in times.people] == ["未写承办人", "李文"]
    assert times.sections[1].mean_days == 4
    assert circulation_times(office, 2025).sections == ()
    # Three answers or returns are enough to go by: 4, 2 and 1 working days.
    assert pace_of(office)[Need.SECTIONS] == 2


def test_an_approval_sheet_on_its_way_says_where_it_lies_and_for_how_long(
    office, do, registered, clock
) -> None:
    def note() -> str:
        (line,) = chase(office, only_missing=False)
        return next(one.note for one in line.needs if one.need is Need.APPROVE)

    do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="区政府网站")
    assert note() == ""
    do("endorse", registered, "2026-03-11", level="DRAFTED", by_name="李文")
    clock.day = date(2026, 3, 16)
    # 12, 13 and 16 March.
    assert note() == "呈批单待会签，自3月11日起3个工作日"
    do(
        "endorse", registered, "2026-03-17", level="COSIGNED", decision="RETURNED",
        by_name="孙悦", opinion="补写网址",
    )  # fmt: skip
    assert note() == "呈批单退回修改，自3月17日起0个工作日"
    do("endorse", registered, "2026-03-18", level="CHECKED", by_name="吴涛")
    assert note() == "呈批单待签发，自3月18日起0个工作日"
    do("approve", registered, "2026-03-19", approved_by="王建国")
    (line,) = chase(office, only_missing=False)
    assert Need.APPROVE not in {one.need for one in line.needs}
