"""A request among the sections, walked through the real acts, with its papers and its days."""

import pytest

from casework.acts import ACTS, starting_values
from casework.cases.case_file import load
from casework.cases.reply_course import course_of
from casework.desk.people import keep_person, keep_section
from casework.pages import agenda
from casework.pages.case_page import case_page
from casework.pages.register_check import problems
from casework.papers.case_papers import possible_papers, write_paper
from db import documents, requests
from forms.fields import read
from forms.people import PersonForm, SectionForm
from rules.errors import ClerkError
from rules.reply_course import SearchOutcome
from rules.tasks import Task


def days(desk, request_id):
    return [
        (item.words, item.due_on.isoformat(), item.act_name)
        for item in agenda.of_case(desk, request_id)
        if item.task is Task.SECTION
    ]


def paper(desk, request_id, name):
    offer = next(one for one in possible_papers(desk, request_id) if one.kind.name == name)
    line = write_paper(desk, request_id, offer)
    return documents.one(desk.store, line.document_id).text


def test_several_sections_answer_one_request(desk, do, registered) -> None:
    do(
        "assign", registered, "2026-03-09", section="规划科", handler="李文",
        answer_by="2026-03-16", others=[{"section": "财务科", "question": "核对金额"}],
    )  # fmt: skip
    row = requests.one(desk.store, registered)
    assert (row.section, row.handler) == ("规划科", "李文")
    assert days(desk, registered) == [
        ("科室答复期限（规划科）", "2026-03-16", "section_answered"),
        ("科室答复期限（财务科）", "2026-03-16", "section_answered"),
    ]
    do("section_accepted", registered, "2026-03-10", ref="规划科", by_name="李文")
    done = do(
        "section_answered", registered, "2026-03-18", ref="规划科", result="FOUND",
        answer="定稿可以公开", by_name="李文",
    )  # fmt: skip
    assert "晚2个工作日" in done.message
    assert "还有财务科没有答复" in done.message
    assert [one[0] for one in days(desk, registered)] == ["科室答复期限（财务科）"]
    assert days(desk, registered)[0][2] == "urge_section"
    sheet = paper(desk, registered, "CIRCULATION_SHEET")
    assert "定稿可以公开" in sheet
    assert "核对金额" in sheet
    assert list(problems(desk)) == []


def test_a_late_section_is_urged_in_writing(desk, do, registered) -> None:
    do("assign", registered, "2026-03-09", section="规划科", answer_by="2026-03-12")
    done = do("urge_section", registered, "2026-03-16", ref="规划科", answer_by="2026-03-18")
    (letter,) = (
        one for one in documents.of_request(desk.store, registered) if one.kind == "urging_notice"
    )
    assert done.documents[0].document_id == letter.id
    assert "第1次催办" in letter.text
    assert "逾期2个工作日" in letter.text
    assert "2026年4月3日" in letter.text
    assert "2026年3月18日" in letter.text
    assert days(desk, registered)[0][1] == "2026-03-18"


def test_what_was_sent_back_is_to_be_handed_out_again(desk, do, registered) -> None:
    do("assign", registered, "2026-03-09", section="规划科")
    done = do("section_returned", registered, "2026-03-10", ref="规划科", reason="属综合科")
    assert "请重新分办" in done.message
    assert requests.one(desk.store, registered).section == ""
    do("assign", registered, "2026-03-10", section="综合科")
    assert requests.one(desk.store, registered).section == "综合科"
    with pytest.raises(ClerkError, match="“规划科”已退回"):
        do("section_accepted", registered, "2026-03-11", ref="规划科")
    with pytest.raises(ClerkError, match="没有分办给“财务科”"):
        do("section_answered", registered, "2026-03-11", ref="财务科", answer="有")


def test_a_section_that_found_nothing_says_where_it_looked(desk, do, registered, clock) -> None:
    do("assign", registered, "2026-03-09", section="规划科")
    form = read(
        ACTS["section_answered"].form,
        {"on": clock.day, "ref": "规划科", "result": "NOT_FOUND", "answer": "没有"},
    )
    assert isinstance(form, list)
    assert "检索的范围和方式" in form[0].message
    do(
        "section_answered", registered, "2026-03-10", ref="规划科", result="NOT_FOUND",
        scope="档案室、公文系统", answer="没有该信息",
    )  # fmt: skip
    course = course_of(load(desk, registered), clock.day)
    assert course.found is SearchOutcome.NOT_FOUND


def test_a_day_is_proposed_only_where_sections_are_kept(desk, do, registered) -> None:
    assert "answer_by" not in starting_values(desk, ACTS["assign"], registered)
    keep_section(desk, SectionForm(name="规划科"))
    # Due on 3 April: 2 days of review, 1 each to draft, sign and serve are kept back.
    assert (
        starting_values(desk, ACTS["assign"], registered)["answer_by"].isoformat() == "2026-03-27"
    )


def test_a_reply_ends_what_sections_are_waited_for(desk, do, registered) -> None:
    do("assign", registered, "2026-03-09", section="规划科", answer_by="2026-03-16")
    do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="区政府网站")
    assert days(desk, registered) == []


def test_a_sheet_goes_through_any_number_of_levels(desk, do, registered) -> None:
    do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="区政府网站")
    for level, decision, by, opinion in (
        ("DRAFTED", "AGREED", "李文", ""),
        ("COSIGNED", "RETURNED", "孙悦", "请补写网址"),
        ("DRAFTED", "AGREED", "李文", "已补写"),
        ("COSIGNED", "AGREED", "孙悦", ""),
        ("CHECKED", "CHANGED", "吴涛", "第二段删去"),
    ):
        do(
            "endorse", registered, "2026-03-11",
            level=level, decision=decision, by_name=by, opinion=opinion,
        )  # fmt: skip
    text = paper(desk, registered, "ROUTING_SHEET")
    assert "退回修改，请补写网址" in text
    assert "修改后同意，第二段删去" in text
    assert text.count("签发") == 1
    do("approve", registered, "2026-03-12", approved_by="王建国")
    assert "王建国" in paper(desk, registered, "ROUTING_SHEET")
    assert starting_values(desk, ACTS["endorse"], registered)["level"].name == "CHECKED"


def test_who_is_away_has_not_signed(desk, do, registered) -> None:
    from casework.desk.people import keep_absence
    from forms.people import AbsenceForm

    keep_person(desk, PersonForm(name="王建国"))
    keep_person(desk, PersonForm(name="李文"))
    keep_absence(
        desk,
        AbsenceForm(who="王建国", first_on=desk.today, last_on=desk.today, stand_in="李文"),
    )
    done = do(
        "endorse", registered, "2026-03-06", level="CHECKED", by_name="王建国", sheet=""
    )  # fmt: skip
    assert any("由李文代办" in warning for warning in done.warnings)
    assert any("没有选签字扫描件" in warning for warning in done.warnings)


def test_the_page_reads_every_step(desk, do, registered) -> None:
    do(
        "assign", registered, "2026-03-09", section="规划科",
        others=[{"section": "财务科", "question": "核对金额"}],
    )  # fmt: skip
    do("section_returned", registered, "2026-03-10", ref="规划科", reason="属综合科")
    titles = {entry.title: str(entry.said) for entry in case_page(desk, registered).timeline}
    assert "核对金额" in titles["分办"]
    assert "属综合科" in titles["科室退回"]
