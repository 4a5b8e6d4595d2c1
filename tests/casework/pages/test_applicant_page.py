"""An applicant's page: all she asked under every name, and the four questions of a repeat."""

from io import BytesIO

import pytest
from docx import Document

from casework.acts import undo
from casework.cases.attachments import of_case
from casework.pages.applicant_page import applicant_page
from casework.pages.repeat_sheet import NAME, keep_repeat_sheet, repeat_sheet
from rules.errors import ClerkError

SOUGHT = "青枫路改造工程立项批复"
PHONE = "13800000001"


@pytest.fixture
def answered(do) -> int:
    request_id = do(
        "register",
        None,
        "2026-03-02",
        applicant_name="林一帆",
        information_sought=SOUGHT,
        phone=PHONE,
    ).request_id
    do("decide", request_id, "2026-03-05", kind="PROVIDED", provided="批复一份", drafted_by="周敏")
    do("serve", request_id, "2026-03-06", method="BY_HAND", received_by="林一帆")
    return request_id


@pytest.fixture
def again(do, answered) -> int:
    return do(
        "register", None, "2026-03-20", applicant_name="林一帆", phone=PHONE,
        information_sought="申请公开青枫路改造项目的批准文件",
    ).request_id  # fmt: skip


def test_the_page_lists_every_request_of_the_person_with_what_came_of_it(
    desk, do, answered, again
) -> None:
    do(
        "register",
        None,
        "2026-03-21",
        applicant_name="何不同",
        phone=PHONE,
        information_sought="预算",
    )
    page = applicant_page(desk, again)
    assert page.names == ("林一帆", "何不同")
    assert dict(page.contacts)["电话"] == (PHONE,)
    assert [(one.number, one.by, one.is_same_matter) for one in page.requests] == [
        ("依申请〔2026〕3号", "电话相同", False),
        ("依申请〔2026〕1号", "姓名相同、电话相同", True),
    ]
    assert page.requests[1].fate.endswith("予以公开")
    assert page.repeats == 1
    assert page.month.startswith("2026年3月第2件")


def test_the_four_questions_are_answered_from_the_register(desk, again) -> None:
    answered, applicant, matter, facts = applicant_page(desk, again).questions
    assert (answered.asked, answered.words) == ("前一件是否已经答复？", "是")
    assert "送达" in answered.evidence
    assert applicant.words == "是"
    # Other words for the same: the clerk says whether it is.
    assert matter.words == "请核对"
    assert SOUGHT in matter.evidence
    assert facts.words == "请核对"


def test_the_sheet_is_kept_with_the_case(desk, again) -> None:
    assert "已存入附件" in keep_repeat_sheet(desk, again)
    assert [one.name for one in of_case(desk, again)] == [NAME]
    table = Document(BytesIO(repeat_sheet(desk, again))).tables[0]
    assert [row.cells[0].text for row in table.rows][1:5] == [
        "前一件是否已经答复？", "是否同一申请人？", "申请的是否同一信息？",
        "前次答复以后，事实有没有变化？",
    ]  # fmt: skip


def test_without_an_earlier_request_there_is_no_sheet(desk, answered) -> None:
    assert applicant_page(desk, answered).questions == ()
    with pytest.raises(ClerkError, match="没有找到这个申请人此前申请相同内容的记录"):
        repeat_sheet(desk, answered)


def test_of_several_the_one_that_was_answered_to_her_is_the_earlier(
    desk, do, answered, again
) -> None:
    third = do(
        "register", None, "2026-03-23", applicant_name="林一帆", phone=PHONE,
        information_sought=SOUGHT,
    ).request_id  # fmt: skip
    page = applicant_page(desk, third)
    # The second asks for the same and waits for its answer.
    assert (page.repeats, page.earlier.id) == (2, answered)
    assert page.questions[0].is_met


def test_of_many_challenges_the_first_are_listed(desk, do, answered, again, monkeypatch) -> None:
    do("receive_reconsideration", answered, "2026-03-23", body="青枫区人民政府")
    do("decide_reconsideration", answered, "2026-03-24", result="UPHELD")
    do("sue", answered, "2026-03-25", stage="AFTER_RECONSIDERATION", court="青枫区人民法院")
    monkeypatch.setattr("casework.pages.applicant_page._MOST_CHALLENGES", 2)
    assert applicant_page(desk, again).challenges == (
        "依申请〔2026〕1号：3月23日申请行政复议", "依申请〔2026〕1号：3月24日复议决定",
    )  # fmt: skip


def test_a_challenge_that_was_taken_back_is_none(desk, do, answered, again) -> None:
    brought = do("receive_reconsideration", answered, "2026-03-23", body="青枫区人民政府")
    decided = do("decide_reconsideration", answered, "2026-03-24", result="UPHELD")
    page = applicant_page(desk, again)
    assert page.challenges == (
        "依申请〔2026〕1号：3月23日申请行政复议", "依申请〔2026〕1号：3月24日复议决定",
    )  # fmt: skip
    assert "3月24日复议决定" in page.questions[3].evidence
    for done in (decided, brought):
        undo(desk, answered, done.step_id)
    page = applicant_page(desk, again)
    assert page.challenges == ()
    assert page.questions[3].evidence.startswith("登记簿中没有前件答复后的变化；")
