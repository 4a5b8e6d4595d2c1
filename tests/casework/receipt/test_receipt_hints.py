from collections.abc import Callable
from datetime import date

import pytest

from casework.acts import Done, register_split, take_back, undo
from casework.desk.desk import Desk
from casework.pages.register_check import problems
from casework.receipt.receipt_hints import guessed_kind, receipt_hints
from db import documents, numbers, requests, steps
from forms.choices import IdType
from forms.registration import Registration
from rules.errors import ClerkError
from rules.receipt import Channel
from rules.report_rows import Applicant

Do = Callable[..., Done]
DAY = date(2026, 3, 6)
SOUGHT = "《关于印发2023年南昌市西湖区政务公开工作要点的通知》"


def test_a_new_applicant_with_a_new_matter_needs_no_hint(desk: Desk) -> None:
    assert receipt_hints(desk, "林一帆", SOUGHT, DAY) == []


def test_the_same_request_again_names_the_first_and_its_fate(desk: Desk, registered: int) -> None:
    (_, again) = receipt_hints(desk, "林一帆", f"申请公开{SOUGHT}复印件", DAY)
    assert again.startswith("同一申请人申请过相同内容：依申请〔2026〕1号（登记）；前一件还没有答复")


def test_an_answered_request_again_points_to_the_article(
    desk: Desk, do: Do, registered: int
) -> None:
    do("decide", registered, "2026-03-10", kind="PROVIDED", provided="纸质复印件一份")
    hints = receipt_hints(desk, "林一帆", SOUGHT, date(2026, 4, 1))
    assert "可以告知不予重复处理（条例第36条第6项）" in hints[-1]


def test_what_others_asked_for_is_said_without_their_names(desk: Desk, registered: int) -> None:
    (hint,) = receipt_hints(desk, "周立", SOUGHT, DAY)
    assert hint.startswith("其他申请人申请过相同内容：依申请〔2026〕1号")
    assert "林一帆" not in hint


def test_the_eleventh_request_of_the_month_is_noticed(desk: Desk, do: Do) -> None:
    for number in range(1, 11):
        do("register", None, "2026-03-06", applicant_name="林一帆",
           information_sought=f"第{number}项材料清单")  # fmt: skip
    (hint,) = receipt_hints(desk, "林一帆", "另一件事情", DAY)
    assert "3月的第11件申请" in hint
    assert "本件100元" in hint
    assert receipt_hints(desk, "林一帆", "另一件事情", date(2026, 3, 5)) == []


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("王小明", (Applicant.NATURAL_PERSON, IdType.RESIDENT_ID)),
        ("青枫启航律师事务所", (Applicant.LEGAL_SERVICES, IdType.CREDIT_CODE)),
        ("澄湖大学", (Applicant.RESEARCH_BODY, IdType.CREDIT_CODE)),
        ("青枫绿色家园协会", (Applicant.CHARITY, IdType.CREDIT_CODE)),
        ("青枫建材有限公司", (Applicant.BUSINESS, IdType.CREDIT_CODE)),
        ("", None),
    ],
)
def test_the_category_is_guessed_from_the_name(
    name: str, guess: tuple[Applicant, IdType] | None
) -> None:
    assert guessed_kind(name) == guess


def _form(**changed: object) -> Registration:
    values = {
        "applicant_name": "林一帆",
        "arrived_on": DAY,
        "channel": Channel.IN_PERSON,
        "information_sought": "两项",
    }
    return Registration(**(values | changed))  # type: ignore[arg-type]


def test_one_application_becomes_a_request_for_each_item(desk: Desk) -> None:
    done = register_split(desk, _form(matter="两项"), ["甲项目批复", " ", "乙项目合同"])
    rows = [requests.one(desk.store, one) for one in (done.request_id, done.request_id + 1)]
    assert [row.information_sought for row in rows] == ["甲项目批复", "乙项目合同"]
    assert [row.matter for row in rows] == ["甲项目批复", "乙项目合同"]
    assert [row.split_from for row in rows] == [None, done.request_id]
    assert "依申请〔2026〕1号、依申请〔2026〕2号" in done.message
    assert len(done.documents) == 2


def test_a_split_is_all_or_nothing(desk: Desk) -> None:
    late = _form(arrived_on=date(2026, 3, 9))
    with pytest.raises(ClerkError):
        register_split(desk, late, ["甲项目批复", "乙项目合同"])
    with pytest.raises(ClerkError, match="至少两行"):
        register_split(desk, _form(), ["只有一项"])
    assert len(requests.ids(desk.store, requests.Query())) == 0
    assert not list(desk.folder.rglob("*.docx"))


PARTS = ["甲项目批复", "乙项目合同", "丙项目验收单"]


def _given_back(desk: Desk) -> list[int]:
    return numbers.given_back(desk.store, "登记", 2026)


def test_a_split_is_taken_back_whole_in_one_step(desk: Desk) -> None:
    before = register_split(desk, _form(), PARTS[:2])
    done = register_split(desk, _form(), PARTS)
    undone = take_back(desk, done)
    assert "依申请〔2026〕3号、依申请〔2026〕4号、依申请〔2026〕5号" in undone.message
    for request_id, _ in done.split:
        records = steps.of_request(desk.store, request_id)
        assert [record.kind for record in records] == ["received", "annulled"]
        assert {paper.status for paper in documents.of_request(desk.store, request_id)} == {
            "withdrawn"
        }
        row = requests.one(desk.store, request_id)
        assert (row.status, row.register_number) == ("annulled", "")
    assert _given_back(desk) == [3, 4, 5]
    assert requests.one(desk.store, before.request_id).register_number == "依申请〔2026〕1号"
    assert not list(problems(desk))


def test_the_numbers_of_a_split_taken_back_are_given_to_the_next(desk: Desk) -> None:
    take_back(desk, register_split(desk, _form(), PARTS))
    again = register_split(desk, _form(), PARTS)
    assert "依申请〔2026〕1号、依申请〔2026〕2号、依申请〔2026〕3号" in again.message


def test_a_split_with_a_further_step_is_not_taken_back_at_all(desk: Desk, do: Do) -> None:
    done = register_split(desk, _form(), PARTS)
    second = done.split[1][0]
    step = do("assign", second, "2026-03-06", section="政务公开科").step_id or 0
    with pytest.raises(ClerkError, match="依申请〔2026〕2号登记之后已有“分办”"):
        take_back(desk, done)
    assert _given_back(desk) == []
    kinds = [record.kind for record in steps.of_request(desk.store, done.split[0][0])]
    assert kinds == ["received"]
    undo(desk, second, step)
    take_back(desk, done)
    assert _given_back(desk) == [1, 2, 3]


def test_a_part_taken_back_before_is_passed_over(desk: Desk) -> None:
    done = register_split(desk, _form(), PARTS)
    undo(desk, *done.split[0])
    assert take_back(desk, done).message.startswith("已撤销拆分登记的2件")
    with pytest.raises(ClerkError, match="各件都已经撤销过"):
        take_back(desk, done)


def test_of_four_asked_before_the_latest_three_are_named_with_what_became_of_each(
    desk: Desk, do: Do, registered: int
) -> None:
    again = [
        do("register", None, f"2026-03-0{day}", applicant_name="林一帆",
           information_sought=SOUGHT).request_id
        for day in (7, 8, 9)
    ]  # fmt: skip
    do("withdraw", again[1], "2026-03-10")
    do("decide", again[2], "2026-03-10", kind="PROVIDED", provided="纸质复印件一份")
    month, own = receipt_hints(desk, " 林一帆 ", f" {SOUGHT} ", date(2026, 3, 31))
    assert month == "这是“林一帆”3月的第5件申请。"
    assert own == (
        "同一申请人申请过相同内容：依申请〔2026〕4号（3月10日予以公开）、依申请〔2026〕3号（3月10日撤回）、"
        "依申请〔2026〕2号（登记）等4件；已经答复的，可以告知不予重复处理（条例第36条第6项）。"
    )
    others = receipt_hints(desk, "周立", SOUGHT, DAY)
    assert others == [
        "其他申请人申请过相同内容：依申请〔2026〕4号（3月10日予以公开）、依申请〔2026〕3号（3月10日撤回）、"
        "依申请〔2026〕2号（登记）等4件；答复口径请保持一致，可以公开的，"
        "考虑纳入主动公开（条例第44条第1款）。"
    ]
    assert receipt_hints(desk, "", SOUGHT[:3], DAY) == []


def test_what_was_withdrawn_without_an_answer_is_not_repeated(
    desk: Desk, do: Do, registered: int
) -> None:
    do("withdraw", registered, "2026-03-10")
    hints = receipt_hints(desk, "林一帆", SOUGHT, date(2026, 4, 1))
    assert hints == [
        "同一申请人申请过相同内容：依申请〔2026〕1号（3月10日撤回）；"
        "前一件已经撤回，没有作出答复，本件不按重复申请处理。"
    ]
