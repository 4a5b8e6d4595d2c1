"""Applications as they really come, read into the fields of a registration."""

import re
from io import BytesIO
from random import Random

import pytest
from docx import Document

from casework.receipt.blocks import ReadSheet
from casework.receipt.entries import entries_of
from casework.receipt.reading import read_bytes, read_text
from casework.receipt.result import Reading
from casework.receipt.settling_entries import settled
from casework.receipt.values import name_value
from rules.errors import ClerkError
from tests.casework.receipt.applications import KINDS, Application, table

LETTER = """政府信息公开申请书
申请人：李某乙，男，汉族，1975年3月7日出生，住某县某镇某村5号，身份证号：110101197503072358，联系电话：13800000002。
被申请人：某县自然资源局，住所地：某县人民路3号。
法定代表人：周某，职务：局长。
申请事项：请求依法公开某县某镇某村2019年第3批次城镇建设用地的征地批复。
事实与理由：申请人系该村村民，承包地被征收，至今未见公告。
获取方式：邮寄。收件地址：某县某镇某村5号，收件人：李某乙，电话13800000002。
此致
某县自然资源局
申请人：李某乙
2026年3月5日
"""


def word(*rows: tuple[str, ...]) -> bytes:
    document = Document()
    document.add_paragraph("某区政府信息公开申请表")
    made = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            made.cell(number, column).text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def of_table(rows: list[list[str]]) -> Reading:
    sheet = ReadSheet()
    for row in rows:
        sheet.table_row(row)
    return settled(entries_of(sheet.rows))


def rest(reading: Reading) -> str:
    return "\n".join(left.text for left in reading.rest)


def test_the_commonest_letter_tells_the_parties_apart() -> None:
    reading = read_text(LETTER)
    assert reading.values | {"arrived_on": ""} == {
        "applicant_name": "李某乙",
        "applicant_kind": "NATURAL_PERSON",
        "id_type": "RESIDENT_ID",
        "id_number": "110101197503072358",
        "phone": "13800000002",
        "address": "某县某镇某村5号",
        "information_sought": "请求依法公开某县某镇某村2019年第3批次城镇建设用地的征地批复。",
        "obtain_by": "POST",
        "arrived_on": "",
    }
    assert "周某" in rest(reading)
    assert "事实与理由" in rest(reading)
    assert "110101197503072358" not in rest(reading)


def test_the_standard_form_is_read_with_its_ticks() -> None:
    raw = word(
        ("公民", "姓　名", "张某甲", "工作单位", "某某厂"),
        ("公民", "证件名称", "身份证", "证件号码", "110101199003074258"),
        ("公民", "通信地址", "某区某路1号", "邮政编码", "200120"),
        ("公民", "联系电话", "13800000001"),
        ("法人或其他组织", "名　称", "", "组织机构代码", ""),
        ("法人或其他组织", "法人代表", "", "联系人姓名", ""),
        ("法人或其他组织", "联系人电话", ""),
        ("所需信息情况", "所需信息的内容描述", "某地块2015年规划许可证\n及附图"),
        ("所需信息情况", "所需信息的用途", "维权"),
        ("所需信息情况", "是否申请减免费用：\n☐申请。\n☑不申请。",
         "所需信息的指定提供方式（可多选）\n☑纸面\n☐电子邮件\n☐磁盘",
         "获取信息的方式（可多选）\n☐自行领取/当场阅读、抄录\n☐邮寄\n☑电子邮件\n☐传真"),
        ("申请人签字、盖章", "张某甲"),
        ("申请时间", "2026年3月5日"),
    )  # fmt: skip
    reading = read_bytes(raw, "申请表.docx")
    expected = {
        "applicant_name": "张某甲", "id_number": "110101199003074258", "phone": "13800000001",
        "address": "某区某路1号", "postcode": "200120", "media": "PAPER", "obtain_by": "EMAIL",
        "information_sought": "某地块2015年规划许可证\n及附图", "arrived_on": "2026-03-05",
    }  # fmt: skip
    assert reading.values | expected == reading.values
    assert "representative" not in reading.values
    assert reading.doubtful == ["arrived_on"]
    assert "工作单位：某某厂" in rest(reading)
    assert "所需信息的用途：维权" in rest(reading)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("所需信息的内容描述：某地块规划许可证", "information_sought", "某地块规划许可证"),
        ("申请公开内容：某地块规划许可证", "information_sought", "某地块规划许可证"),
        ("身份证：110101199003074258", "id_number", "110101199003074258"),
        ("身份证号：110101 19900307 4258", "id_number", "110101199003074258"),
        ("联系人电话：０５１２－66668888", "phone", "0512-66668888"),
        ("组织机构代码：91320500MA1MC7RL06", "id_number", "91320500MA1MC7RL06"),
        ("委托代理人：王五，某某律师事务所律师", "agent_name", "王五"),
        ("申请人名称：某某（云岭）律师事务所", "applicant_name", "某某（云岭）律师事务所"),
        ("申请人：买买提·艾力", "applicant_name", "买买提·艾力"),
        ("姓名：李 某 乙", "applicant_name", "李某乙"),
        ("E-mail：Lin@Example.org", "email", "Lin@Example.org"),
        ("通信地址：某区某路1号（邮编200120）", "postcode", "200120"),
        ("通信地址：某区某路1号（邮编200120）", "address", "某区某路1号"),
        ("获取方式：自行领取", "obtain_by", "COLLECT"),
        ("提供载体：光盘", "media", "DISC"),
        ("提交方式：☑当面递交 ☐邮寄", "channel", "IN_PERSON"),
        ("证件类型：护照", "id_type", "PASSPORT"),
        ("申请人类别：☑公民 ☐法人或其他组织", "applicant_kind", "NATURAL_PERSON"),
        ("法人名称：江北数据科技有限公司", "applicant_kind", "BUSINESS"),
        ("EMS单号：1234567890123", "mail_number", "1234567890123"),
    ],
)
def test_a_label_and_what_stands_beside_it(line: str, field: str, value: str) -> None:
    assert read_text(line).values[field] == value


@pytest.mark.parametrize(
    ("text", "field", "why"),
    [
        ("姓名：林一帆\n身份证号：110101199003074257", "id_number", "校验位不符"),
        ("姓名：林一帆\n电话：1380000", "phone", "不像电话"),
        ("申请人：征收土地的那些人们都在等\n电话：13800000001", "applicant_name", "不像姓名"),
        ("姓名：林一帆\n电话：13800000001\n手机：13900000002", "phone", "另一处写的是13900000002"),
        ("获取方式：☑邮寄 ☑电子邮件", "obtain_by", "不止一项"),
        ("申请人：林一帆\n2026年3月5日", "arrived_on", "请核对收到的日期"),
        ("所需信息：详见附件", "information_sought", "见附件"),
        ("某某小区的供暖问题一直没有解决。", "information_sought", "没有写明"),
    ],
)
def test_what_is_unsure_is_doubtful(text: str, field: str, why: str) -> None:
    assert why in read_text(text).fields[field].doubt


def test_a_tick_whose_words_are_lost_stays_visible() -> None:
    reading = read_text("提供载体：☑\n获取方式：☑邮寄 ☐自取")
    assert "media" not in reading.values
    assert "提供载体" in rest(reading)


def test_lines_of_what_is_sought_are_kept_and_a_label_ends_them() -> None:
    text = (
        "申请公开的信息：\n1. 规划许可证；\n\n2. 名称：某项目的招标文件；\n（三）拨付凭证。\n"
        "二、获取方式：邮寄\n用途：维权"
    )
    reading = read_text(text)
    assert reading.values["information_sought"] == (
        "1. 规划许可证；\n2. 名称：某项目的招标文件；\n（三）拨付凭证。"
    )
    assert reading.values["obtain_by"] == "POST"


def test_a_form_whose_cells_hold_a_digit_each() -> None:
    row = ["身份证号", *"110101199003074258"]
    assert of_table([["姓名", "林一帆"], row]).values["id_number"] == "110101199003074258"


def test_labels_over_their_values() -> None:
    rows = [["姓名", "证件号码", "联系电话"], ["林一帆", "110101199003074258", "13800000001"]]
    values = of_table(rows).values
    assert (values["applicant_name"], values["phone"]) == ("林一帆", "13800000001")


def test_an_agents_own_number_is_not_the_applicants() -> None:
    rows = [
        ["申请人信息", "姓名", "林一帆"],
        ["代理人信息", "姓名", "王五", "联系电话", "13900000002"],
    ]
    reading = of_table(rows)
    assert reading.values["agent_name"] == "王五"
    assert "phone" not in reading.values
    assert "代理人联系电话：13900000002" in rest(reading)


def test_identity_never_gets_into_what_is_sought() -> None:
    text = (
        "某局领导：\n我叫林一帆，身份证号110101199003074258，住青枫区人民路1号，电话13800000001。"
        "因房屋被征收，现申请公开以下信息：\n一、征收决定；\n二、补偿方案。\n请邮寄给我。\n"
        "林一帆\n2026年3月5日"
    )
    reading = read_text(text)
    sought = reading.values["information_sought"]
    assert "征收决定" in sought
    assert "补偿方案" in sought
    assert "110101" not in sought
    assert reading.values["address"] == "青枫区人民路1号"
    assert reading.values["obtain_by"] == "POST"


def test_several_who_ask_together() -> None:
    values = read_text("申请人：张三、李四、王五\n申请事项：某批复").values
    assert (values["applicant_name"], values["co_applicants"]) == ("张三", "李四、王五")


def judged(made: Application, reading: Reading) -> list[str]:
    """Return the fields that are wrong and not in doubt."""
    wrong = []
    for name, truth in made.truth.items():
        found = reading.fields.get(name)
        value = re.sub(r"[\s\W_]", "", found.value) if found else ""
        bare = re.sub(r"[\s\W_]", "", truth)
        fits = bare in value if name == "information_sought" else bare == value
        if not fits and not (found and found.doubt):
            wrong.append(f"{name}: {found and found.value!r} for {truth!r}")
    return wrong


@pytest.mark.parametrize("kind", KINDS)
def test_made_applications_are_read_right(kind: object) -> None:
    for seed in range(25):
        made = kind(Random(f"{seed}"))  # type: ignore[operator]
        assert judged(made, read_text(made.text)) == [], made.text


def test_made_tables_are_read_right() -> None:
    for seed in range(25):
        rows, truth = table(Random(f"{seed}"))
        assert judged(Application("", truth), of_table(rows)) == [], rows


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_was_written_is_lost(kind: object) -> None:
    for seed in range(10):
        made = kind(Random(f"lost {seed}"))  # type: ignore[operator]
        marked = made.text + "\n另外：门牌已改为九十九号甲\n"
        reading = read_text(marked)
        kept = "".join([*reading.values.values(), rest(reading)])
        assert "门牌已改为九十九号甲" in kept
        for value in made.truth.values():
            if not value.isupper():
                for line in value.splitlines():
                    assert line.rstrip("。；") in kept, (line, made.text)


@pytest.mark.parametrize(
    ("raw", "name", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "申请.doc", "旧版 Word"),
        (bytes(range(256)) * 40, "申请.txt", "不是文字材料"),
        (b"PK\x03\x04" + bytes(100), "申请.docx", "损坏"),
        (b"%PDF-1.4 broken", "申请.pdf", "损坏"),
    ],
)
def test_what_cannot_be_read_is_said(raw: bytes, name: str, told: str) -> None:
    with pytest.raises(ClerkError, match=told):
        read_bytes(raw, name)


@pytest.mark.parametrize("beside", ["", " ", "\n"])
def test_a_form_whose_matter_was_left_blank_is_read(beside: str) -> None:
    sheet = ReadSheet()
    sheet.table_row(["申请人姓名", "林一帆"])
    sheet.table_row(["所需信息内容描述", beside])
    sheet.table_row(["联系电话", "13800138000"])
    read = settled(entries_of(sheet.rows)).values
    assert read["applicant_name"] == "林一帆"
    assert read["phone"] == "13800138000"
    assert "information_sought" not in read


@pytest.mark.parametrize("close", ["此致\n敬礼", "敬礼", "敬上", "谢谢", "祝好", "万分感谢"])
def test_a_polite_close_is_nobodys_name(close: str) -> None:
    unsigned = read_text(f"申请公开2025年度部门预算。\n{close}")
    assert "applicant_name" not in unsigned.fields
    signed = read_text(f"我叫林一帆，申请公开2025年度部门预算。\n{close}")
    assert (signed.values["applicant_name"], signed.fields["applicant_name"].doubt) == (
        "林一帆",
        "",
    )
    assert read_text(f"申请公开部门预算。\n{close}\n林一帆").values["applicant_name"] == "林一帆"


def test_a_greeting_behind_a_salutation_is_not_sought() -> None:
    for greeting in ("尊敬的领导：您好！", "青枫区住建局：你好", "尊敬的领导您好："):
        assert (
            read_text(f"{greeting}\n某村的征地批复").values["information_sought"]
            == "某村的征地批复"
        )


def test_a_telephone_behind_a_name_is_no_part_of_it() -> None:
    value, others = name_value("林一帆 电话13800138000")
    assert (value.text, value.left, value.doubt, others) == ("林一帆", "电话13800138000", "", [])


@pytest.mark.parametrize(
    ("label", "number", "field"),
    [
        ("身份证号码", "110101197503072358", "id_number"),
        ("联系电话", "13800000002", "phone"),
        ("邮政编码", "330000", "postcode"),
    ],
)
def test_a_number_with_a_cell_for_each_digit_is_one_number(
    label: str, number: str, field: str
) -> None:
    boxed = of_table([["申请人", "林一帆"], [label, *number, "备注"]])
    assert boxed.values["applicant_name"] == "林一帆"
    assert boxed.values[field] == number
    # Five boxes are the fewest that are read together.
    assert of_table([["联系电话", *"1380"]]).values.get("phone") != "1380"
