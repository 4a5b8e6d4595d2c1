"""First reviewed, then released: walked through the real acts, with its papers and its days."""

import pytest

from casework.acts import ACTS, perform, starting_values
from casework.desk.counsel_rules import counsel_rules, keep_counsel_rules
from casework.desk.people import keep_person
from casework.pages import agenda
from casework.pages.register_check import problems
from casework.papers.case_papers import possible_papers, write_paper
from db import documents
from forms.fields import read
from forms.people import PersonForm
from forms.reviewing import CounselRulesForm
from rules.counsel import CounselRules
from rules.errors import ClerkError
from rules.people import OfficePart
from rules.tasks import Task

ITEMS = [
    {"content": "工作要点", "kind": "PROVIDED", "provided": "《工作要点》"},
    {"content": "经费表", "kind": "PROVIDED", "provided": "经费表"},
    {"content": "讨论稿", "kind": "REFUSED_WORKING_PAPERS", "reasons": "讨论稿是过程性信息"},
]


def days(desk, request_id: int, task: Task) -> list[str]:
    found = agenda.of_case(desk, request_id)
    return [item.due_on.isoformat() for item in found if item.task is task]


def serve(desk, request_id: int):
    """Serve as a clerk would, without the review the other tests need not think of."""
    form = read(
        ACTS["serve"].form, {"on": desk.today, "method": "BY_HAND", "received_by": "林一帆"}
    )
    assert not isinstance(form, list), form
    return perform(desk, ACTS["serve"], request_id, form)


def paper(desk, request_id: int, name: str) -> str:
    offer = next(one for one in possible_papers(desk, request_id) if one.kind.name == name)
    return documents.one(desk.store, write_paper(desk, request_id, offer).document_id).text


@pytest.fixture
def decided(do, registered) -> int:
    do("decide_items", registered, "2026-03-11", items=ITEMS)
    return registered


def reviewed(do, request_id: int, on: str, *items: dict[str, str]) -> None:
    do(
        "review", request_id, on, disclosure_opinion="见逐项审查", disclosure_reviewer="李文",
        secrecy_opinion="见逐项审查", secrecy_reviewer="吴涛", items=list(items),
    )  # fmt: skip


def test_nothing_is_served_before_every_item_is_reviewed(desk, do, decided) -> None:
    reviewed(do, decided, "2026-03-12", {"content": "工作要点"})
    with pytest.raises(ClerkError, match="还有没审查的项"):
        serve(desk, decided)
    reviewed(do, decided, "2026-03-12", {"content": "经费表", "result": "RELEASE"})
    serve(desk, decided)
    text = paper(desk, decided, "ITEM_REVIEW_SHEET")
    assert "工作要点" in text
    assert "经费表" in text
    assert "吴涛" in text
    assert list(problems(desk)) == []


def test_the_form_begins_with_every_item_of_the_draft(desk, do, decided) -> None:
    for name, part in (("李文", OfficePart.REVIEWER), ("吴涛", OfficePart.SECRECY)):
        keep_person(desk, PersonForm(name=name, parts=(part,)))
    start = dict(starting_values(desk, ACTS["review"], decided))
    assert [row["content"] for row in start["items"]] == ["工作要点", "经费表"]
    form = read(ACTS["review"].form, start, today=desk.today)
    assert not isinstance(form, list)
    perform(desk, ACTS["review"], decided, form)
    serve(desk, decided)


def test_a_doubt_is_referred_with_a_day_of_its_own(desk, do, decided) -> None:
    reviewed(
        do, decided, "2026-03-12", {"content": "工作要点"},
        {"content": "经费表", "result": "DOUBT", "ground": "含未公布的统计数据"},
    )  # fmt: skip
    with pytest.raises(ClerkError, match="不能确定的项"):
        serve(desk, decided)
    start = starting_values(desk, ACTS["refer"], decided)
    assert start["content"] == "经费表：含未公布的统计数据"
    do(
        "refer", decided, "2026-03-12", body="区统计局", content=start["content"],
        answer_by="2026-03-18",
    )  # fmt: skip
    (letter,) = (
        one for one in documents.of_request(desk.store, decided) if one.kind == "secrecy_referral"
    )
    assert "第十七条" in letter.text
    assert "2026年3月18日" in letter.text
    assert days(desk, decided, Task.REFERRAL) == ["2026-03-18"]
    do("referral_answered", decided, "2026-03-16", answer="可以公开")
    assert days(desk, decided, Task.REFERRAL) == []
    serve(desk, decided)


def test_a_conference_settles_what_the_review_could_not(desk, do, decided) -> None:
    reviewed(
        do, decided, "2026-03-12", {"content": "工作要点"},
        {"content": "经费表", "secrecy": "DOUBT", "ground": "密级不明"},
    )  # fmt: skip
    alone = {"chair": "王建国", "matter": "经费表", "conclusion": "公开", "on": "2026-03-12"}
    problem = read(ACTS["confer"].form, {**alone, "people": [{"name": "李文"}]})
    assert isinstance(problem, list)
    assert "至少两人" in problem[0].message
    do(
        "confer", decided, "2026-03-12", chair="王建国", matter="经费表能否公开",
        people=[{"name": "李文", "unit": "政务公开科", "opinion": "可以公开"}, {"name": "吴涛"}],
        conclusion="不涉密，可以公开。",
    )  # fmt: skip
    (record,) = (
        one for one in documents.of_request(desk.store, decided) if one.kind == "conference_record"
    )
    assert "不涉密，可以公开。" in record.text
    assert "政务公开科" in record.text
    serve(desk, decided)


def test_what_was_found_secret_is_not_given_out(desk, do, decided) -> None:
    reviewed(
        do, decided, "2026-03-12", {"content": "工作要点"},
        {"content": "经费表", "secrecy": "SECRET", "ground": "标有密级"},
    )  # fmt: skip
    with pytest.raises(ClerkError, match="不予公开或者涉密的项"):
        serve(desk, decided)


def test_what_must_go_to_counsel_does_not_leave_without(desk, do, decided) -> None:
    assert counsel_rules(desk) == CounselRules()
    keep_counsel_rules(desk, CounselRulesForm(items=3))
    reviewed(do, decided, "2026-03-11", {"content": "工作要点"}, {"content": "经费表"})
    with pytest.raises(ClerkError, match="须经法律顾问"):
        serve(desk, decided)
    do(
        "ask_counsel", decided, "2026-03-12", counsel="郑洁", question="依据是否充分",
        answer_by="2026-03-17",
    )  # fmt: skip
    (letter,) = (
        one for one in documents.of_request(desk.store, decided) if one.kind == "counsel_referral"
    )
    assert "分3项答复" in letter.text
    assert days(desk, decided, Task.COUNSEL) == ["2026-03-17"]
    start = dict(starting_values(desk, ACTS["counsel_answered"], decided))
    assert any("区分处理" in row["point"] for row in start["points"])
    told = {**start, "conclusion": "AFTER_CHANGES", "opinion": "理由要写明", "followed": "PARTLY"}
    missing = read(ACTS["counsel_answered"].form, told)
    assert isinstance(missing, list)
    assert "请写明理由" in missing[0].message
    told |= {"why_not": "第一点已在答复中写明"}
    del told["on"]
    do("counsel_answered", decided, "2026-03-13", **told)
    assert days(desk, decided, Task.COUNSEL) == []
    sheet = paper(desk, decided, "LEGALITY_LIST")
    assert "理由要写明" in sheet
    assert "部分采纳，第一点已在答复中写明" in sheet
    serve(desk, decided)


def test_a_sheet_sent_back_keeps_the_reply_here(desk, do, decided) -> None:
    reviewed(do, decided, "2026-03-11", {"content": "工作要点"}, {"content": "经费表"})
    do(
        "endorse", decided, "2026-03-12", level="CHECKED", decision="RETURNED", by_name="何清",
        opinion="改写理由",
    )  # fmt: skip
    with pytest.raises(ClerkError, match="呈批被退回"):
        serve(desk, decided)
    do("approve", decided, "2026-03-12", approved_by="王建国")
    serve(desk, decided)


def test_an_older_review_still_carries_its_reply(desk, do, decided) -> None:
    from casework.cases.case_file import load
    from casework.cases.reply_course import course_of
    from db import steps

    steps.append(
        desk.store, decided, kind="reviewed", on=desk.today,
        details={"disclosure_opinion": "同意", "disclosure_reviewer": "李文"},
        recorded_at=desk.now, recorded_by="周敏",
    )  # fmt: skip
    course = course_of(load(desk, decided), desk.today)
    assert not course.is_reviewed_by_item
    assert course.reviewed_on == desk.today
