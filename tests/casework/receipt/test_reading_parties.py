"""Whose a number, a name and an address of an application are."""

import pytest

from casework.receipt.blocks import ReadSheet
from casework.receipt.entries import entries_of
from casework.receipt.reading import read_text
from casework.receipt.result import Reading
from casework.receipt.settling_entries import settled


def of_table(rows: list[list[str]]) -> Reading:
    sheet = ReadSheet()
    for row in rows:
        sheet.table_row(row)
    return settled(entries_of(sheet.rows))


def rest(reading: Reading) -> str:
    return "\n".join(left.text for left in reading.rest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "申请人：张国强 男 52岁 汉族 住址：某市某区某街12号 电话：13800000001",
            {"applicant_name": "张国强", "address": "某市某区某街12号", "phone": "13800000001"},
            id="blanks for commas",
        ),
        pytest.param(
            "致：某县教育局\n本人李秀英（身份证号码110101199003074258），联系方式13900000003，"
            "现居某县和平路8号。特申请公开：某小学招生计划。",
            {"applicant_name": "李秀英", "phone": "13900000003", "address": "某县和平路8号"},
            id="whom it is to is not whose it is",
        ),
        pytest.param(
            "公民 姓名 赵敏 工作单位 无\n证件名称 身份证 证件号码 110101199003074258\n"
            "所需信息内容描述 公租房分配名单",
            {"applicant_name": "赵敏", "id_number": "110101199003074258",
             "information_sought": "公租房分配名单"},
            id="a table copied without its lines",
        ),
        pytest.param(
            "我想了解我们街道加装电梯的补贴发放明细，麻烦提供电子版。\n王芳 13700000009",
            {"applicant_name": "王芳", "phone": "13700000009"},
            id="a name and a phone for a signature",
        ),
        pytest.param(
            "姓名：古丽娜尔·买买提 性别：女 民族：维吾尔族\n电话：13800000001",
            {"applicant_name": "古丽娜尔·买买提"},
            id="a long name before the next label",
        ),
        pytest.param(
            "我是某村村民周建平，手机号15900001111。请求公开：一、土地合同；二、村务资料。"
            "邮寄地址：某县某乡某村三组，邮编：332200。",
            {"applicant_name": "周建平", "address": "某县某乡某村三组", "postcode": "332200",
             "information_sought": "一、土地合同；二、村务资料。"},
            id="all in one line",
        ),
        pytest.param(
            "Applicant: John Smith\nPassport No.: E12345678\nTel: +86 138 0000 0001\n"
            "Information requested: 2025 annual budget",
            {"applicant_name": "John Smith", "id_number": "E12345678", "phone": "13800000001",
             "id_type": "PASSPORT", "information_sought": "2025 annual budget"},
            id="in English",
        ),
        pytest.param(
            "【申请人】林一帆\n【联系电话】13800000001\n【申请事项】某项目环评批复",
            {"applicant_name": "林一帆", "information_sought": "某项目环评批复"},
            id="labels in brackets",
        ),
        pytest.param(
            "姓名|林一帆\n联系方式|13800000001\n需要的信息|某项目环评批复",
            {"applicant_name": "林一帆", "information_sought": "某项目环评批复"},
            id="a table drawn in text",
        ),
        pytest.param(
            "申请人基本信息：林一帆，男，住某市某区某路1号，电话13800000001\n"
            "获取政府信息的形式：纸质",
            {"applicant_name": "林一帆", "address": "某市某区某路1号", "media": "PAPER"},
            id="a heading that holds the applicant",
        ),
    ],
)  # fmt: skip
def test_letters_worded_otherwise(text: str, expected: dict[str, str]) -> None:
    values = read_text(text).values
    assert {name: values.get(name) for name in expected} == expected


def test_a_persons_number_beside_a_bodys_name_is_doubtful() -> None:
    reading = read_text("单位名称：某某律师事务所\n身份证号：110101199003074258")
    assert "id_number" in reading.doubtful


def test_what_the_office_filled_in_is_not_the_applicants() -> None:
    reading = of_table([
        ["姓名", "赵敏", "联系电话", "13800000001"],
        ["以下由受理机关填写", ""],
        ["受理人", "钱某", "受理日期", "2026年3月6日"],
        ["联系电话", "0571-12345678", "", ""],
    ])  # fmt: skip
    assert (reading.values["phone"], reading.values["arrived_on"]) == ("13800000001", "2026-03-06")
    assert reading.doubtful == []
    assert "0571-12345678" in rest(reading)


def test_how_a_form_is_filled_in_says_nothing_of_the_applicant() -> None:
    reading = read_text("姓名：赵敏\n填表说明：1.电话：写13900000009。\n2.申请人：写本人姓名。")
    assert reading.values | {"applicant_kind": ""} == {
        "applicant_name": "赵敏",
        "applicant_kind": "",
    }


def test_the_second_applicants_number_is_not_the_firsts() -> None:
    reading = read_text(
        "申请人：赵敏，身份证号码：110101199003074258。\n"
        "申请人：钱多多，身份证号码：110101196603072369，电话：13900000002。\n申请事项：某规划"
    )
    assert reading.values["id_number"] == "110101199003074258"
    assert reading.values["co_applicants"] == "钱多多"
    assert "id_number" not in reading.doubtful
    assert "110101196603072369" in rest(reading)


def test_under_what_is_sought_a_name_is_a_documents() -> None:
    values = of_table([
        ["申请人姓名", "赵敏"],
        ["所需信息", "名称", "某项目环评批复"],
        ["文号", "某环批〔2024〕5号"],
    ]).values  # fmt: skip
    assert values["applicant_name"] == "赵敏"
    assert values["document_title"] == "某项目环评批复"
    assert values["information_sought"] == "某项目环评批复，某环批〔2024〕5号"


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (
            "申请单位：某某（北京）咨询有限公司（盖章）",
            "applicant_name",
            "某某（北京）咨询有限公司",
        ),
        ("申请人：赵敏（本人签名）", "applicant_name", "赵敏"),
        ("电话：_13800000001____", "phone", "13800000001"),
        ("所需信息：_某批复______", "information_sought", "某批复"),
        ("申请单位：某某公司\n经办人：王小二", "contact", "王小二"),
    ],
)
def test_what_a_form_prints_round_a_value_is_no_part_of_it(
    text: str, field: str, value: str
) -> None:
    assert read_text(text).values[field] == value


def test_a_contact_alone_is_the_applicant_only_in_doubt() -> None:
    reading = read_text("申请公开某楼盘预售许可证。\n联系人：赵敏\n电话：13800000001")
    assert reading.values["applicant_name"] == "赵敏"
    assert "applicant_name" in reading.doubtful


def test_a_greeting_in_the_line_of_a_name_hides_no_name() -> None:
    reading = read_text("某局：\n您好！本人林一帆，电话13800000001，现申请公开某村征地批复。")
    assert reading.values["applicant_name"] == "林一帆"


def test_where_it_is_to_be_sent_is_no_part_of_what_is_sought() -> None:
    values = read_text(
        "本人林一帆，申请公开某村征地批复，请邮寄至某市某区某路1号，邮编330000。"
    ).values
    assert values["information_sought"] == "申请公开某村征地批复。"
    assert (values["obtain_by"], values["address"]) == ("POST", "某市某区某路1号")


def test_what_follows_a_cell_with_labels_of_its_own_is_read() -> None:
    sought = "文件名称：征地批复\n文号：青政〔2025〕3号"
    for label, value in (("所需信息", sought), ("姓名", "林一帆\n邮编：330000")):
        reading = of_table([[label, value, "电话", "13800138000"]])
        assert reading.values["phone"] == "13800138000"


@pytest.mark.parametrize("heading", ["公民", "申请人", "申请人信息"])
def test_below_the_information_a_name_is_of_whom_the_next_row_says(heading: str) -> None:
    row = [heading, "林一帆"] if heading == "申请人" else [heading, "名称", "林一帆"]
    reading = of_table([["所需信息情况", "名称", "部门预算"], row, ["", "名称", "林一帆"]])
    assert reading.values["document_title"] == "部门预算"
    assert reading.values["applicant_name"] == "林一帆"
    assert "林一帆" not in rest(reading)


def test_two_labels_over_two_values() -> None:
    reading = of_table([["姓名", "联系电话"], ["林一帆", "13800138000"]])
    assert (reading.values["applicant_name"], reading.values["phone"]) == ("林一帆", "13800138000")
    # 身份证 answers 证件类型, the rows are none below the other.
    reading = of_table([["联系电话", "证件类型", "身份证"], ["姓名", "周敏", "林一帆"]])
    assert reading.values["id_type"] == "RESIDENT_ID"
