"""What the suggestions take for somebody's, and what they leave alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.outgoing.personal import is_card, is_identity
from casework.redaction.addresses import addresses
from casework.redaction.characters import plainly
from casework.redaction.names import is_name, names
from casework.redaction.personal_numbers import numbers
from casework.redaction.personal_words import words
from casework.redaction.secret_kinds import SecretKind
from casework.redaction.suggesting import suggest
from casework.redaction.tables import head_of
from tests.casework.approved.test_pages_drawn_told import SIZE, Sheet

IDENTITY, IDENTITY_X = "320102199003071239", "32010219900301009X"
CARD = "6217002144001870008"


def found(text: str, *finders) -> list[tuple[str, str]]:
    tidy = plainly(text)
    return [
        (one.kind.value, tidy[one.start : one.end]) for finder in finders for one in finder(tidy)
    ]


def test_the_numbers_of_these_tests_are_what_they_seem():
    assert is_identity(IDENTITY)
    assert is_identity(IDENTITY_X)
    assert is_card("6217002144001870" + "00") or not is_card(CARD)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(IDENTITY, id="plain"),
        pytest.param("３２０１０２１９９００３０７１２３９", id="full width"),
        pytest.param("320102 19900307 1239", id="in groups"),
        pytest.param(" ".join(IDENTITY), id="a digit a box"),
        pytest.param("320102199\n003071239", id="over the end of a line"),
        pytest.param("320102-19900307-1239", id="with strokes"),
        pytest.param(IDENTITY_X, id="ending in X"),
        pytest.param("32010219900301009 x", id="a small x set apart"),
        pytest.param("32010219900301009Ｘ", id="an X of full width"),
        pytest.param("320102900307123", id="fifteen digits of before 1999"),
        pytest.param("320102199003071238", id="with a slip in its check digit"),
    ],
)
def test_an_identity_number_is_known_however_it_is_written(written):
    assert found(f"证件{written}，", numbers) == [("身份证号码", plainly(written))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13800138000", ["13800138000"]),
        ("电话138 0013 8000。", ["138 0013 8000"]),
        ("138-0013-8000", ["138-0013-8000"]),
        ("+86 13800138000", ["86 13800138000"]),
        ("0086-13800138000", ["0086-13800138000"]),
        ("1380013\n8000", ["1380013\n8000"]),
        ("025-83456789", ["025-83456789"]),
        ("（025）8345 6789", ["(025)8345 6789"]),
        ("02583456789", ["02583456789"]),
        ("010—12345678", ["010-12345678"]),
        ("0512-6543210转801", ["0512-6543210转801"]),
        ("电话：83456789、83456780", ["83456789", "83456780"]),
        ("T:010 8888 9999-8012", ["010 8888 9999-8012"]),
        ("账号：3200 1234 5678 9012 34", ["3200 1234 5678 9012 34"]),
        ("6228 4801 2206 4131 234", ["6228 4801 2206 4131 234"]),
        ("62170021\n44001870\n006", ["62170021\n44001870\n006"]),
    ],
)
def test_telephones_and_accounts_are_known(text, expected):
    assert [words for _, words in found(text, numbers)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2021〕12号",
        "项目代码2019-320102-48-03-123456",
        "统一社会信用代码91320102MA1ABCDE2X，12320100466000000X",
        "合同编号HT20240101000123",
        "发票代码032001800104",
        "注册号：320102000123456",
        "总投资13,800,138,000元，单价1380013800.50元",
        "2024年3月12日9时30分",
        "编号为0001至0120",
        "不动产单元号320102001001GB00001F00010001",
        "拨打12345或者114",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert found(text, numbers, words) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("京A·12345、苏ＡＤ12345、川a 1234警", ["京A·12345", "苏AD12345", "川a 1234警"]),
        ("粤B2-20050123号许可证，京ICP备12345678号", []),
        ("zhangsan＠163．com；li.si@a.gov.cn", ["zhangsan@163.com", "li.si@a.gov.cn"]),
        ("出生日期：1990年3月7日", ["1990年3月7日"]),
        ("张三，男，1985年8月出生", ["1985年8月"]),
        ("该厂1985年8月生产", []),
        ("护照号码：E12345678", ["E12345678"]),
        ("微信号：abc_123456", ["abc_123456"]),
    ],
)
def test_plates_mail_birthdays_and_papers(text, expected):
    said = dict.fromkeys(words for _, words in found(text, words))
    assert list(said) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("家庭住址：清河市东湖区青山路12号3栋2单元501室，", "清河市东湖区青山路12号3栋2单元501室"),
        ("张三，男，住清河市柳林县孝陵街道。", "清河市柳林县孝陵街道"),
        ("经查其居住于东湖区中山路12号3栋405室。", "东湖区中山路12号3栋405室"),
        ("住  址：清河市柳林镇大王村3组\n12号", "清河市柳林镇大王村3组\n12号"),
        ("坐落于桂苑小区３幢２单元１０１室", "桂苑小区3幢2单元101室"),
    ],
)
def test_addresses_are_known_by_label_and_by_how_they_are_built(text, expected):
    assert expected in [words.lstrip(":") for _, words in found(text, addresses)]


@pytest.mark.parametrize(
    "text", ["江北省政府令第12号", "地铁3号线", "户籍所在地：无", "地址：______", "第3组讨论"]
)
def test_what_is_no_address_is_left_alone(text):
    assert found(text, addresses) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("姓名：张三", [("张三", False)]),
        ("姓　　名：张 三", [("张 三", False)]),
        ("申请人张三丰于2020年", [("张三丰", False)]),
        ("项目联系人：李四，电话", [("李四", False)]),
        ("申请人：张三、李四", [("张三", False), ("李四", False)]),
        ("法定代表人：欧阳震华", [("欧阳震华", False)]),
        ("姓名：买买提·吐尔逊", [("买买提·吐尔逊", False)]),
        ("村民周桂英委托其子周强签字", [("周桂英", False), ("周强", False)]),
        ("姓名张三性别男", [("张三", False)]),
        ("经办人：赵六", [("赵六", True)]),
        ("负责人签字：郑一", [("郑一", True)]),
        ("村民小组长：陈国强", [("陈国强", False)]),
        ("申请人于2020年提出", []),
        ("申请人应当补正", []),
        ("申请人：清河市某某有限公司", []),
        ("当事人和本机关", []),
        ("经查，身份证", []),
    ],
)
def test_names_are_known_by_their_labels(text, expected):
    tidy = plainly(text)
    said = [(tidy[one.start : one.end], one.is_office) for one in names(tidy)]
    assert list(dict.fromkeys(said)) == expected


@pytest.mark.parametrize("word", ["合计", "单位", "电话", "经查", "甲", "张三李四王", "12"])
def test_what_stands_in_a_column_of_names_and_is_none(word):
    assert not is_name(word)


@settings(max_examples=60)
@given(st.text(alphabet="0123456789Xx -\n\t张三姓名：住址省市区路号室@.aA·（）", max_size=120))
def test_whatever_is_found_lies_in_the_text(text):
    tidy = plainly(text)
    for finder in (numbers, words, addresses, names):
        for one in finder(tidy):
            assert 0 <= one.start < one.end <= len(tidy)


@pytest.mark.parametrize(
    ("shown", "sought"),
    [
        ("①½²⑳⑴", "①½²⑳⑴"),
        ("１３９Ａ（", "139A("),
        ("⺁⻳", "厂龟"),
        ("a\u200bb\ufeff\x00", "ab"),
        ("x\r\n\u3000y\t", "x\n y "),
        ("—•﹣●", "-·-·"),
        ("㎡ﬁ", "m2fi"),
    ],
)
def test_what_is_shown_is_sought_in_one_way_of_writing(shown, sought):
    assert plainly(shown) == sought


def test_a_circled_number_is_no_digit_of_the_number_it_stands_before():
    assert found("①13912345678", numbers) == [("手机号码", "13912345678")]
    assert found(f"②{IDENTITY}", numbers) == [("身份证号码", IDENTITY)]


def test_a_number_that_is_a_term_is_found_however_its_digits_are_parted():
    sheet = Sheet()
    for at, line in enumerate(("编号2023-1106-001", "档号甲-乙", "甲乙")):
        sheet.word(line, 60, 60 + 30 * at, SIZE)
    told = suggest([sheet.page()], terms=("20231106001", "2023 1106-001", "甲-乙", "20231106002"))
    assert [(one.kind.name, one.text) for one in told.found] == [
        ("TERM", "20231106001"),
        ("TERM", "甲-乙"),
    ]
    assert told.missing == ("20231106002",)


def test_a_head_of_twelve_letters_is_one_and_a_longer_one_is_none():
    assert head_of("权利人姓名(按身份证写)") is SecretKind.PERSON
    assert head_of("权利人姓名(按身份证填写)") is None
