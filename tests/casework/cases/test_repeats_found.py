"""Repeats in the register, under whatever name and in whatever words."""

from datetime import date

import pytest

from casework.cases.repeats_found import earlier_requests, of_same_person
from casework.receipt.receipt_hints import receipt_hints
from forms.likeness import Who

SOUGHT = "青枫路改造工程立项批复"
DISGUISES = {
    "phone": "13800000001",
    "id_number": "110101199003070011",
    "email": "a@example.com",
    "address": "青枫区澄湖路18号3栋",
    "agent_name": "钱律师",
}
WORDS = {
    "phone": "电话相同", "id_number": "证件号码相同", "email": "电子邮箱相同",
    "address": "地址相同", "agent_name": "代理人相同",
}  # fmt: skip


@pytest.fixture
def first(do) -> int:
    return do(
        "register",
        None,
        "2026-03-02",
        applicant_name="林一帆",
        information_sought=SOUGHT,
        **DISGUISES,
    ).request_id


@pytest.mark.parametrize("by", DISGUISES)
def test_the_same_matter_under_another_name_is_found_by_what_is_shared(desk, first, by) -> None:
    who = Who(name="何不同", **{by.removesuffix("_name"): DISGUISES[by]})
    (found,) = earlier_requests(desk, who, "申请公开青枫路改造项目的批准文件")
    assert (found.row.id, found.by, found.is_under_another_name) == (first, (WORDS[by],), True)
    hints = receipt_hints(desk, "何不同", SOUGHT, date(2026, 4, 6), who)
    assert any(hint.startswith(f"疑似同一申请人（{WORDS[by]}）以“林一帆”的名义") for hint in hints)


def test_another_person_who_asks_for_the_same_is_told_without_a_number_or_a_title(
    desk, first
) -> None:
    hints = receipt_hints(desk, "施另一", "请提供青枫路改建工程批文", date(2026, 4, 6))
    assert any(hint.startswith("其他申请人申请过相同内容：依申请〔2026〕1号") for hint in hints)


def test_another_matter_is_no_repeat(desk, first) -> None:
    who = Who("林一帆", phone=DISGUISES["phone"])
    assert earlier_requests(desk, who, "澄湖路改造工程立项批复") == []
    assert earlier_requests(desk, who, SOUGHT, before_id=first) == []


def test_all_requests_of_a_person_are_found_under_every_name(desk, do, first) -> None:
    second = do(
        "register", None, "2026-03-03", applicant_name="林 一帆", information_sought="会议纪要"
    ).request_id
    third = do(
        "register", None, "2026-03-04", applicant_name="何不同", information_sought="预算",
        phone=DISGUISES["phone"],
    ).request_id  # fmt: skip
    do("register", None, "2026-03-05", applicant_name="张旁人", information_sought="预算")
    found = of_same_person(desk, Who("林一帆", phone=DISGUISES["phone"]))
    assert [one.row.id for one in found] == [third, second, first]


def test_one_person_under_six_dots_counts_as_one_in_the_month(desk, do) -> None:
    from casework.acts.fees import nth_of_applicant
    from casework.cases.case_file import load

    last = 0
    for day, dot in enumerate("·•・‧∙⋅", start=2):
        last = do(
            "register", None, f"2026-03-0{day}", applicant_name=f"买买提{dot}某",
            information_sought=f"第{day}项",
        ).request_id  # fmt: skip
    assert nth_of_applicant(desk, load(desk, last)) == 6
