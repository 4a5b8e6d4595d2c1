import pytest

from casework.importing.columns import Match, header_of, letter
from casework.importing.sheets import Sheet
from casework.importing.vocabulary import FIELDS, plain_name
from casework.reports.ledger import COLUMNS as EXPORTED
from tests.casework.importing.ledger_samples import (
    FULL_HEADER,
    grouped_ledger,
    portal_ledger,
    titled_ledger,
)


def sheet(rows, merges=(), name="台账"):
    numbered = [
        (number, tuple("" if cell is None else cell for cell in row))
        for number, row in enumerate(rows, start=1)
        if any(cell not in (None, "") for cell in row)
    ]
    merged = tuple(((top, left), (bottom, right)) for top, left, bottom, right in merges)
    return Sheet(name, lambda: iter(numbered), merged)


def fields(header):
    return {column.header: column.field.name if column.field else "" for column in header.columns}


def understood(*names):
    header = header_of(sheet([("电话", "申请人", "申请内容", *names)]))
    return list(fields(header).values())[3:]


def test_a_name_belongs_to_one_field_only():
    owners: dict[str, set[str]] = {}
    for field in FIELDS:
        for name in field.names:
            owners.setdefault(plain_name(name), set()).add(field.name)
    assert {name: fields for name, fields in owners.items() if len(fields) > 1} == {}


def test_every_column_of_the_regulations_is_known():
    header = header_of(sheet([FULL_HEADER]))
    unknown = [column.header for column in header.columns if column.field is None]
    assert unknown == ["拆分件数", "更正情况", "是否转主动公开"]
    assert fields(header)["交邮/签收日期（计算时点）"] == "served_on"
    assert fields(header)["邮件单号（2）"] == "service_mail_number"


def test_every_column_the_program_exports_is_known():
    header = header_of(sheet([[column.head for column in EXPORTED]]))
    unknown = [column.header for column in header.columns if column.field is None]
    assert unknown == ["拆分件数", "更正情况", "是否转主动公开"]
    assert len({column.field.name for column in header.columns if column.field}) == 56


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("受理时间", "received_on"), ("收到申请时间", "received_on"), ("申请时间", "applied_on"),
        ("依申请公开编号", "number"), ("申请渠道", "channel"), ("办结时间", "replied_on"),
        ("答复截止时间", "due_on"), ("延期答复告知时间", "extended_on"), ("是否延期", "extended"),
        ("延期后答复期限", "extended_until"), ("征求第三方意见时间", "third_party_sent_on"),
        ("第三方意见回复时间", "third_party_answered_on"),
        ("补正通知书发出日期", "correction_noticed_on"),
        ("补正材料提交日期", "correction_received_on"), ("行政复议结果", "reconsideration_result"),
        ("办理科室", "section"), ("金额（元）", "fee_yuan"), ("答复日", "replied_on"),
        ("*申请人类型（必填）", "applicant_kind"), ("不予公开理由", "grounds"),
        ("签收日期", "received_on"),
    ],
)  # fmt: skip
def test_names_offices_use_are_known(name, field):
    assert understood(name) == [field]


def test_a_signature_after_the_receipt_is_that_of_the_reply():
    assert understood("收到日期", "签收日期") == ["received_on", "served_on"]


@pytest.mark.parametrize(
    "name", ["用途", "性别", "申请人及联系方式", "领导批示", "日期", "应诉答辩人"]
)
def test_what_is_not_known_is_not_guessed(name):
    assert understood(name) == [""]


def test_a_name_nearly_right_is_taken_and_marked():
    header = header_of(sheet([("登记编号", "申请人", "申请内容", "缴纳费用日期")]))
    assert header.columns[-1].field.name == "fee_paid_on"
    assert header.columns[-1].match is Match.SIMILAR


def test_a_header_stands_below_its_titles():
    header = header_of(sheet(titled_ledger()))
    assert (header.first_row, header.last_row, header.year) == (4, 4, 2025)


def test_a_header_of_two_rows_is_read_through_its_merged_groups():
    rows, merges = grouped_ledger()
    header = header_of(sheet(rows, merges))
    assert (header.first_row, header.last_row) == (2, 3)
    found = fields(header)
    assert found["补正·收到日期"] == "correction_received_on"
    assert found["征求第三方意见·收到日期"] == "third_party_answered_on"
    assert found["收到日期"] == "received_on"
    assert found["行政复议·结果"] == "reconsideration_result"
    assert found["答复情况·类型"] == "reply_kind"


def test_a_header_of_two_rows_needs_no_merges():
    rows, _ = grouped_ledger()
    merged = header_of(sheet(*grouped_ledger()))
    assert fields(header_of(sheet(rows))) == fields(merged)


def test_a_portals_columns_are_known():
    assert "" not in fields(header_of(sheet(portal_ledger()))).values()


def test_a_table_of_something_else_has_no_header():
    assert header_of(sheet([("姓名", "工资", "奖金"), ("张三", 1, 2)])) is None
    assert header_of(sheet([("填表说明",), ("一、本表按月填报。",)])) is None


def test_the_clerk_overrules_what_was_understood():
    rows = [("登记编号", "申请人", "申请内容", "日期", "备注")]
    header = header_of(sheet(rows), {"日期": "received_on", "备注": ""})
    assert fields(header)["日期"] == "received_on"
    assert fields(header)["备注"] == ""
    assert header.columns[3].match is Match.CHOSEN


def test_a_field_there_is_not_cannot_be_chosen():
    with pytest.raises(KeyError):
        header_of(sheet([("登记编号", "申请人", "申请内容")]), {"申请人": "nobody"})


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_lettered_as_the_program_shows_them(index, letters):
    assert letter(index) == letters


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("您的姓名", "applicant_name"), ("您的证件名称", "id_type"), ("您的证件号码", "id_number"),
        ("您的联系电话", "phone"), ("您的电子邮箱", "email"), ("您的通信地址", "address"),
        ("您的邮政编码", "postcode"), ("您的法定代表人", "representative"),
        ("您的代理人姓名", "agent_name"), ("所需信息的内容描述", "information_sought"),
        ("获取信息的方式", "obtain_by"), ("信息的载体形式", "media"),
    ],
)  # fmt: skip
def test_a_form_filled_in_online_asks_in_its_own_words(label, name):
    found = header_of(sheet([(label, "登记编号", "收到日期", "申请事由")]))
    assert fields(found)[label] == name
