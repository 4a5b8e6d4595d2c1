"""A cell or a line that says something of its own is no heading and no part of a form."""

import pytest

from casework.receipt.cutting import cells_by_blanks, heads_a_row
from casework.receipt.formulas import is_part_of_form
from casework.receipt.label_words import Party, asked_by, section_of
from casework.receipt.reading import read_bytes, read_text
from casework.receipt.values import address_value
from tests.casework.receipt.test_mail import mail as a_mail
from tests.casework.receipt.test_reading_parties import of_table


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (
            ["申请人（签字）：林一帆  2026年3月5日"],
            {"applicant_name": "林一帆", "arrived_on": "2026-03-05"},
        ),
        (["申请人林一帆"], {"applicant_name": "林一帆"}),
        (["申请人林一帆", "电话", "13800138000"], {"applicant_name": "林一帆"}),
        (["要求公开2024年预算"], {"information_sought": "要求公开2024年预算"}),
        (["申请公开单位预算"], {"information_sought": "申请公开单位预算"}),
        (
            ["申请公开单位预算", "电话", "13800138000"],
            {"information_sought": "申请公开单位预算", "phone": "13800138000"},
        ),
    ],
)
def test_a_cell_that_says_something_is_read(row: list[str], found: dict[str, str]) -> None:
    values = of_table([row]).values
    assert values | found == values


def test_a_line_parted_by_blanks_may_begin_with_a_name() -> None:
    reading = read_text("申请人李四 电话 13800138000\n申请公开征地批复。")
    assert (reading.values["applicant_name"], reading.values["phone"]) == ("李四", "13800138000")
    assert cells_by_blanks("申请人李四 电话 13800138000") == []
    assert cells_by_blanks("公民 姓名 李四 电话 138 0013 8000") == [
        "姓名", "李四", "电话", "138 0013 8000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "party"),
    [
        ("申请人基本情况", Party.APPLICANT),
        ("法人或者其他组织", Party.APPLICANT),
        ("公民（自然人）", Party.APPLICANT),
        ("第一申请人情况", Party.APPLICANT),
        ("共同申请人（二）", Party.JOINT),
        ("委托代理人信息", Party.AGENT),
        ("法定代理人", Party.AGENT),
        ("由受理机关填写", Party.AGENCY),
        ("被申请人情况", Party.AGENCY),
        ("第三人信息", Party.OTHER),
        ("联系人资料", Party.CONTACT),
        ("联系人", None),
        ("申请人李四", None),
        ("某单位预算", None),
        ("委托代理人何清", None),
    ],
)
def test_a_heading_consists_of_nothing_but_its_words(heading: str, party: Party | None) -> None:
    assert section_of(heading) is party


def test_what_only_heads_a_row_or_a_part_says_nothing() -> None:
    assert heads_a_row("办法", "☑纸质 ☐光盘")
    assert heads_a_row("一二三四五六七八", "姓名")
    assert not heads_a_row("一二三四五六七八九", "姓名")
    assert not heads_a_row("办法：", "姓名")
    assert not heads_a_row("办法", "林一帆")
    for words in ("所需信息情况", "选填项", "申请人信息", "要求"):
        assert is_part_of_form(words)
    assert not is_part_of_form("要求公开预算")


def test_other_features_are_left_beside_the_title() -> None:
    reading = of_table([["信息名称", "2024年预算"], ["其他特征", "区财政局"]])
    assert reading.values["information_sought"] == "2024年预算"
    assert [one.text for one in reading.rest] == ["其他特征：区财政局"]
    asked = asked_by("其他特征描述")
    assert asked is not None
    assert asked.field == "information_sought"


@pytest.mark.parametrize("behind", ["，13800138000", " 138 0013 8000", "；+86 13800138000"])
def test_a_telephone_behind_an_address_is_no_part_of_it(behind: str) -> None:
    value, _ = address_value(f"青枫区文澜路18号{behind}")
    assert (value.text, value.left) == ("青枫区文澜路18号", behind.strip("，； "))


def test_who_passed_a_mail_on_without_its_head_is_doubted() -> None:
    text = "申请人：李四\n申请公开征地批复。"
    passed = read_bytes(a_mail(text, subject="FW: 信息公开"), "信.eml")
    assert passed.fields["email"].doubt == "邮件经过转发，请核对是不是申请人的邮箱"
    assert passed.fields["arrived_on"].doubt == "邮件经过转发，请核对到达本机关的日期"
    own = read_bytes(a_mail(text), "信.eml")
    assert (own.fields["email"].doubt, own.fields["arrived_on"].doubt) == ("", "")
