"""Who signs a letter, when, and where an answer is to be sent: none of it is what is sought."""

import pytest

from casework.receipt.asking_verbs import without_close
from casework.receipt.choices_said import choice_named, choices_named
from casework.receipt.cutting import first_sentence
from casework.receipt.found_entries import Loose
from casework.receipt.inline import Segment
from casework.receipt.label_words import AskedFor, Party, asked_by
from casework.receipt.letter_sentences import letter_of
from casework.receipt.number_shapes import is_credit_code
from casework.receipt.reading import read_text
from casework.receipt.values import address_value, name_value, number_value
from forms.choices import IdType, ObtainBy
from forms.identity import credit_code_trouble
from rules.report_rows import Applicant

WISH = "申请公开征地批复。"


def rest(text: str) -> list[str]:
    return [one.text for one in read_text(text).rest]


@pytest.mark.parametrize(
    ("signed", "names", "day"),
    [
        ("林一帆", ("林一帆", ""), ""),
        ("林 一 帆", ("林一帆", ""), ""),
        ("诸葛 方明", ("诸葛方明", ""), ""),
        ("张伟 李芳", ("张伟", "李芳"), ""),
        ("张伟、李芳\n2026年3月5日", ("张伟", "李芳"), "2026-03-05"),
        ("何长根 2026年2月10日", ("何长根", ""), "2026-02-10"),
        ("（签名）周建平　2026.3.5", ("周建平", ""), "2026-03-05"),
        ("周建平 二〇二六年三月五日", ("周建平", ""), "2026-03-05"),
        ("青枫建材有限公司（盖章）", ("青枫建材有限公司", ""), ""),
    ],
)
def test_who_signs_a_letter_and_on_which_day(signed: str, names: tuple[str, str], day: str) -> None:
    reading = read_text(f"{WISH}\n{signed}")
    found = reading.values
    assert found["information_sought"] == WISH
    assert (found["applicant_name"], found.get("co_applicants", "")) == names
    assert reading.signed_on == found.get("arrived_on", "") == day
    assert reading.rest == []


def test_two_items_of_a_list_are_not_two_who_sign() -> None:
    text = "请公开以下材料：\n文件、合同"
    assert read_text(text).values == {"information_sought": text}


def test_who_is_named_above_and_signs_below_is_no_part_of_what_is_sought() -> None:
    reading = read_text(f"申请人：林一帆\n{WISH}\n林一帆\n2026年3月5日")
    assert reading.values["information_sought"] == WISH
    assert (reading.doubtful, reading.rest) == (["arrived_on"], [])


def test_another_who_signs_than_was_named_above_is_doubted() -> None:
    reading = read_text(f"申请人：林一帆\n{WISH}\n周建平")
    assert reading.values["information_sought"] == WISH
    assert reading.fields["applicant_name"].doubt == "另一处写的是周建平"
    assert [one.text for one in reading.rest] == ["信中：周建平"]


@pytest.mark.parametrize("signed", ["周敏", "签名：周敏"])
@pytest.mark.parametrize("acting", ["代理人", "监护人", "法定代表人"])
def test_who_acts_for_the_applicant_may_sign(signed: str, acting: str) -> None:
    reading = read_text(f"申请人：青枫建材有限公司\n{acting}：周敏\n{WISH}\n{signed}")
    assert reading.values["applicant_name"] == "青枫建材有限公司"
    assert reading.doubtful == []
    assert reading.values["information_sought"] == WISH


def test_a_contact_who_signs_is_who_asks() -> None:
    reading = read_text(f"联系人：林一帆\n{WISH}\n林一帆")
    assert reading.fields["applicant_name"].value == "林一帆"
    assert reading.fields["applicant_name"].doubt == ""


def test_who_asks_is_not_among_those_who_ask_with_them() -> None:
    reading = read_text(f"申请人：林一帆\n共同申请人：周敏\n{WISH}\n林一帆、周敏、赵立")
    assert reading.values["applicant_name"] == "林一帆"
    assert reading.values["co_applicants"] == "周敏、赵立"
    assert reading.doubtful == []


def test_a_box_or_a_heading_at_the_end_signs_nothing() -> None:
    for last in ("☑企业", "公民", "单位"):
        letter = letter_of([Loose(WISH), Loose(last)], wants_name=False, wants_sought=True)
        assert (letter.name, letter.signed) == ("", None)


@pytest.mark.parametrize("label", ["答复请寄", "回复请寄至", "结果请邮寄至", "请寄", "请寄送到"])
def test_where_the_answer_is_to_be_sent(label: str) -> None:
    text = f"{WISH}{label}：青枫区文澜路18号，邮编330000。\n林一帆"
    found = read_text(text)
    assert found.values["address"] == "青枫区文澜路18号"
    assert found.values["postcode"] == "330000"
    assert (found.values["obtain_by"], found.fields["obtain_by"].source) == (
        "POST", f"“{label}”栏",
    )  # fmt: skip
    assert found.values["information_sought"] == WISH.strip("。")
    assert asked_by(label).field == "address"


def test_what_goes_to_a_place_is_said_without_the_comma_before_it() -> None:
    letter = letter_of(
        [Loose("申请公开征地批复，送到梧桐里6号。")], wants_name=True, wants_sought=True
    )
    assert [one.text for one in letter.sought] == [WISH]
    assert [one.text for one in letter.how] == ["送到梧桐里6号。"]


@pytest.mark.parametrize(
    "text",
    ["330000 青枫区文澜路18号", "330000，青枫区文澜路18号", "邮编：330000青枫区文澜路18号"],
)
def test_a_postcode_before_an_address_is_no_part_of_it(text: str) -> None:
    value, postcode = address_value(text)
    assert (value.text, value.doubt, postcode) == ("青枫区文澜路18号", "", "330000")


def test_whose_telephone_it_is_is_left_and_not_asked_for() -> None:
    text = f"{WISH}\n电话13788889999（儿子何小明）\n何长根"
    found = read_text(text)
    assert found.values["information_sought"] == WISH
    assert found.values["phone"] == "13788889999"
    assert rest(text) == ["13788889999（儿子何小明）"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("江西青枫律师事务所 张律师 13500001111", "张律师"),
        ("青枫律师事务所郑洁律师（男）", "郑洁"),
        ("青枫律师事务所郑洁实习律师", "郑洁"),
        ("青枫法律服务所何清法律服务工作者", "何清"),
    ],
)
def test_a_lawyer_is_named_without_the_firm(text: str, name: str) -> None:
    value, others = name_value(text)
    assert (value.text, value.left, value.doubt, others) == (name, text, "", [])


def test_a_mistyped_resident_number_is_no_credit_code_by_chance() -> None:
    # Its last digit should be 7; as a credit code it happens to be sound.
    number = "110101197001011231"
    assert credit_code_trouble(number) == ""
    assert not is_credit_code(number)
    assert number_value(number).doubt == "校验位不符，可能有一位写错或者读错"
    reading = read_text(f"申请人：林一帆\n身份证号：{number}")
    assert reading.values["id_type"] == IdType.RESIDENT_ID.name
    assert "id_number" in reading.doubtful
    assert number_value(number, of_type="CREDIT_CODE").doubt == ""


def test_a_signature_below_what_is_sought_may_be_written_wide() -> None:
    assert without_close("批复\n林 一 帆", {"林一帆"}) == ("批复", [])
    assert without_close("批复\n林一帆。", {"林一帆"}) == ("批复", [])
    assert without_close("批复\n周敏", {"林一帆"}) == ("批复\n周敏", [])


@pytest.mark.parametrize(
    ("label", "field", "party"),
    [
        ("申请人代理人电话", "phone", Party.AGENT),
        ("申请人联系人电话", "phone", Party.CONTACT),
        ("申请人电子信箱", "email", Party.APPLICANT),
        ("代理人电子邮箱地址", "email", Party.AGENT),
        ("申请人（自然人）姓名", "applicant_name", Party.APPLICANT),
    ],
)
def test_whose_a_label_is_comes_last(label: str, field: str, party: Party) -> None:
    asked = asked_by(label)
    assert asked is not None
    assert (asked.field, asked.party) == (field, party)


def test_a_body_ticked_is_no_column_of_the_report() -> None:
    for words in ("企业法人", "法人或其他组织", "科研单位"):
        assert choice_named("applicant_kind", words) is None
    for words in ("自然人", "自然人（非法人）", "公民"):
        assert choice_named("applicant_kind", words) is Applicant.NATURAL_PERSON


@pytest.mark.parametrize(
    ("below", "name", "day"),
    [
        ("陈静\n2026年3月1日", "陈静", "2026-03-01"),
        ("2.公务用车名单。\n陈静", "陈静", ""),
        ("2.公务用车名单！\n陈 静", "陈静", ""),
        ("陈静 13800138000", "陈静", ""),
    ],
)
def test_who_signs_below_what_a_label_asks_for(below: str, name: str, day: str) -> None:
    text = f"申请公开：\n1.三公经费决算；\n{below}"
    reading = read_text(text)
    assert reading.values["applicant_name"] == name
    assert reading.signed_on == day
    assert name not in reading.values["information_sought"]


@pytest.mark.parametrize(
    "below", ["安全", "2.公务用车名单。\n安全情况", "2.名单：\n陈静", "2.名单。\n文件名称"]
)
def test_the_last_item_of_what_is_sought_signs_nothing(below: str) -> None:
    reading = read_text(f"申请公开：\n1.三公经费决算；\n{below}")
    assert "applicant_name" not in reading.values
    assert reading.values["information_sought"].endswith(below.splitlines()[-1])


def test_a_name_below_what_is_sought_stays_where_another_asks() -> None:
    reading = read_text("申请人：林一帆\n申请公开：\n1.低保名单。\n2.公示。\n安康")
    assert reading.values["information_sought"] == "1.低保名单。\n2.公示。\n安康"


@pytest.mark.parametrize("behind", ["陈静收", "陈静（收）", "陈静收，电话13800138000"])
def test_who_takes_in_the_post_is_no_part_of_the_address(behind: str) -> None:
    value, _ = address_value(f"青枫区文澜路18号2栋301室{behind}")
    assert value.text == "青枫区文澜路18号2栋301室"
    assert address_value("青枫区文澜路18号收发室")[0].text == "青枫区文澜路18号收发室"


def test_one_line_parted_by_nothing_but_blanks() -> None:
    reading = read_text("姓名陈静 电话13800138000 地址青枫区文澜路18号 申请公开2024年预算")
    assert reading.values == {
        "applicant_name": "陈静", "applicant_kind": "NATURAL_PERSON", "phone": "13800138000",
        "address": "青枫区文澜路18号", "information_sought": "申请公开2024年预算",
    }  # fmt: skip


def test_what_is_not_wanted_is_not_chosen() -> None:
    for words in ("不需要邮寄", "无需纸质", "不用快递", "邮寄除外"):
        assert choices_named("obtain_by", words) == []
    assert choices_named("obtain_by", "邮寄") == [ObtainBy.POST]


def test_an_address_is_not_cut_off_in_its_first_signs() -> None:
    def parted(value: str) -> tuple[str, str]:
        return first_sentence(Segment("地址", AskedFor("address"), value, 0, ""))

    assert parted("5栋，因修路请从北门进") == ("5栋，因修路请从北门进", "")
    assert parted("文澜路5栋，因修路请从北门进") == ("文澜路5栋", "因修路请从北门进")


def test_a_day_behind_a_name_is_when_it_was_signed() -> None:
    reading = read_text("申请公开批复\n申请人：陈静 2026年1月5日")
    assert (reading.signed_on, reading.values["arrived_on"]) == ("2026-01-05", "2026-01-05")
    assert reading.rest == []


def test_the_numbers_of_several_who_ask_are_all_kept() -> None:
    numbers = "110101199003074258、11010519491231002X"
    value = number_value(numbers)
    assert (value.text, value.left) == (numbers[:18], numbers)


@pytest.mark.parametrize(
    ("text", "address", "postcode"),
    [
        ("世纪大道1号 200120 陈静 收 13800138000", "世纪大道1号", "200120"),
        ("世纪大道1号（邮编：200120），陈静收", "世纪大道1号", "200120"),
        ("文澜路18号)", "文澜路18号", ""),
        ("文澜路18号（东门）", "文澜路18号（东门）", ""),
        ("（文澜路18号）", "文澜路18号", ""),
        ("文澜路18号(东门))", "文澜路18号(东门)", ""),
    ],
)
def test_what_stands_round_an_address(text: str, address: str, postcode: str) -> None:
    value, found = address_value(text)
    assert (value.text, found) == (address, postcode)


def test_an_address_has_four_signs_and_a_place() -> None:
    assert address_value("文澜路口")[0].doubt == ""
    for text in ("文澜路", "文澜附近那边"):
        assert address_value(text)[0].doubt == "不像通信地址"
