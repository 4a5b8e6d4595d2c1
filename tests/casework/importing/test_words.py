import pytest

from casework.importing.numbering import bare_serial, number_of
from casework.importing.words import (
    channel_of,
    court_stage_of,
    is_closed,
    is_open,
    opinion_of,
    outcome_of_row,
    reply_of,
    service_of,
)
from forms.choices import CourtStage, Opinion, ServiceMethod
from forms.names import applicant_of
from rules.outcomes import Outcome
from rules.receipt import Channel
from rules.replies import ReplyKind
from rules.report_rows import ROWS, Applicant

PATTERN = "依申请〔{年}〕{号}号"


@pytest.mark.parametrize("row", ROWS[2:23], ids=lambda row: str(row.number))
def test_the_official_words_of_a_row_mean_that_row(row):
    for words in (row.words, row.group + row.item, row.item or row.group, row.name):
        assert reply_of(words).outcome.row == row.number
        assert outcome_of_row(row.words) is Outcome.of_row(row.number)
    assert outcome_of_row(str(row.number)) is Outcome.of_row(row.number)


@pytest.mark.parametrize("kind", ReplyKind)
def test_the_programs_own_words_mean_themselves(kind):
    assert reply_of(kind.label) is kind
    assert reply_of(kind.name) is kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("不予公开（国家秘密）", ReplyKind.REFUSED_STATE_SECRET),
        ("信息不存在", ReplyKind.NOT_EXISTING),
        ("非本机关掌握", ReplyKind.NOT_THIS_AGENCY),
        ("不属于我局职责范围", ReplyKind.NOT_THIS_AGENCY),
        ("申请人撤回", ReplyKind.WITHDRAWN),
        ("逾期未补正，视为放弃", ReplyKind.CORRECTION_LAPSED),
        ("予以公开，涉及个人隐私的不予公开", ReplyKind.PARTLY),
        ("已主动公开", ReplyKind.ALREADY_PUBLIC),
        ("依据第三十六条第（四）项", ReplyKind.NOT_EXISTING),
        ("条例第16条第1款", ReplyKind.REFUSED_INTERNAL_AFFAIRS),
        ("已转送市自然资源局办理", ReplyKind.TRANSFERRED),
        ("不予处理：重复申请", ReplyKind.REPEATED),
        ("全部公开", ReplyKind.PROVIDED),
        ("其他处理", ReplyKind.OTHERWISE),
    ],
)
def test_short_words_mean_what_they_say(words, kind):
    assert reply_of(words) is kind


@pytest.mark.parametrize("words", ["不予公开", "无法提供", "不予处理", "", "详见附件"])
def test_words_that_leave_the_row_open_decide_nothing(words):
    assert reply_of(words) is None


def test_the_reason_beside_a_refusal_decides_its_row():
    assert reply_of("不予公开", "涉及商业秘密") is ReplyKind.REFUSED_THIRD_PARTY_RIGHTS


@pytest.mark.parametrize(
    ("kind", "name", "column"),
    [
        ("", "张三", Applicant.NATURAL_PERSON),
        ("", "李园", Applicant.NATURAL_PERSON),
        ("", "张三等5人", Applicant.NATURAL_PERSON),
        ("", "阿卜杜拉·买买提", Applicant.NATURAL_PERSON),
        ("", "某某置业有限公司", Applicant.BUSINESS),
        ("", "北京市某某律师事务所", Applicant.LEGAL_SERVICES),
        ("法人或其他组织", "某某大学", Applicant.RESEARCH_BODY),
        ("法人或者其他组织", "绿色环保协会", Applicant.CHARITY),
        ("", "某某基金会", Applicant.CHARITY),
        ("", "幸福小区业主委员会", Applicant.OTHER_BODY),
        ("法人或其他组织（商业企业）", "某某", Applicant.BUSINESS),
        ("公民", "某某公司员工", Applicant.NATURAL_PERSON),
        ("其他", "某村", Applicant.OTHER_BODY),
    ],
)
def test_an_applicant_is_counted_in_its_column(kind, name, column):
    assert applicant_of(kind, name) == (column, True)


@pytest.mark.parametrize(("kind", "name"), [("", "John Smith"), ("其他组织", "某某某某某某")])
def test_a_kind_that_cannot_be_told_is_unsure(kind, name):
    assert applicant_of(kind, name)[1] is False


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("当面", Channel.IN_PERSON), ("EMS", Channel.SIGNED_POST), ("挂号信", Channel.SIGNED_POST),
        ("平信", Channel.ORDINARY_POST), ("门户网站", Channel.INTERNET),
        ("电子邮件", Channel.EMAIL),
        ("传真", Channel.FAX), ("口头申请", Channel.ORAL), ("上级转办", Channel.FORWARDED),
        ("邮寄（需签收）", Channel.SIGNED_POST), ("天上掉下来", None),
    ],
)  # fmt: skip
def test_a_channel_is_known_by_its_words(words, channel):
    assert channel_of(words) is channel


def test_the_way_of_service_is_known_by_its_words():
    assert service_of("EMS邮寄") is ServiceMethod.POST
    assert service_of("当面领取") is ServiceMethod.BY_HAND
    assert service_of("电子邮箱") is ServiceMethod.EMAIL
    assert service_of("待定") is None


@pytest.mark.parametrize(
    ("words", "opinion"),
    [
        ("同意", "CONSENT"), ("不反对公开", "CONSENT"), ("无异议", "CONSENT"),
        ("可以公开", "CONSENT"),
        ("不同意", "REFUSE"), ("反对公开", "REFUSE"), ("同意不公开", "REFUSE"),
        ("部分同意", "PARTLY"), ("部分不同意", "PARTLY"), ("同意公开部分内容", "PARTLY"),
        ("不同意公开部分内容", "REFUSE"),
        ("未同意", None), ("没有同意", None), ("逾期未回复", None),
    ],
)  # fmt: skip
def test_what_a_third_party_answered_is_known_by_its_words(words: str, opinion: str | None) -> None:
    assert opinion_of(words) is (Opinion[opinion] if opinion else None)


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("直接起诉", "DIRECT"), ("未经复议", "DIRECT"), ("不经复议", "DIRECT"),
        ("没有经过复议直接起诉", "DIRECT"), ("未申请行政复议", "DIRECT"),
        ("复议后起诉", "AFTER_RECONSIDERATION"), ("经复议", "AFTER_RECONSIDERATION"),
        ("复议维持后直接起诉", "AFTER_RECONSIDERATION"), ("行政诉讼", None),
    ],
)  # fmt: skip
def test_a_suit_after_a_reconsideration_is_told_from_a_direct_one(
    words: str, stage: str | None
) -> None:
    assert court_stage_of(words) is (CourtStage[stage] if stage else None)


@pytest.mark.parametrize(
    ("status", "closed"),
    [
        ("已办结", True), ("未办结", False), ("办理中", False), ("归档", True), ("已结", True),
        ("已办结（未逾期）", True), ("已答复未归档", True), ("在法定期限内办结", True),
        ("法定期限内", False), ("已答复，未送达", False), ("待办结", False),
    ],
)  # fmt: skip
def test_a_status_says_whether_a_request_is_done_with(status, closed):
    assert is_closed(status) is closed
    assert not (closed and is_open(status))


@pytest.mark.parametrize(
    ("text", "year", "serial"),
    [
        ("依申请〔2025〕12号", 2025, 12), ("依申请[2025] 012 号", 2025, 12),
        ("〔2025〕12号", 2025, 12),
        ("（2025）第12号", 2025, 12), ("2025-012", 2025, 12), ("2025年第12号", 2025, 12),
        ("YSQ2025-12", 2025, 12), ("20250012", 2025, 12), ("网申〔2025〕7号", 2025, 7),
    ],
)  # fmt: skip
def test_a_register_number_gives_its_year_and_serial(text, year, serial):
    number = number_of(text, PATTERN)
    assert (number.year, number.serial) == (year, serial)


@pytest.mark.parametrize("text", ["YSQ20250305001", "12", "无号", "2025", "〔2025〕0号"])
def test_a_number_that_gives_neither_is_none(text):
    assert number_of(text, PATTERN) is None


def test_a_bare_number_is_a_serial():
    assert bare_serial("012") == 12
    assert bare_serial("第7号") == 7
    assert bare_serial("A7") is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("公开一部分", "PARTLY"), ("公开（部分）", "PARTLY"), ("公开，部分内容遮盖", "PARTLY"),
        ("不涉密，予以公开", "PROVIDED"), ("经审查不属于国家秘密，予以公开", "PROVIDED"),
        ("告知向其他机关申请", "NOT_THIS_AGENCY"), ("建议向区住建局咨询", "NOT_THIS_AGENCY"),
        ("转区住建局", "TRANSFERRED"), ("转其他单位", "TRANSFERRED"),
        # What was looked at and not found is no ground, and a third party that was heard none.
        ("不涉及国家秘密、商业秘密和个人隐私，予以公开", "PROVIDED"),
        ("公开，无国家秘密", "PROVIDED"),
        ("不属于商业秘密，属于过程性信息，不予公开", "REFUSED_WORKING_PAPERS"),
        ("征求第三方意见后予以公开", "PROVIDED"), ("经第三方同意，予以公开", "PROVIDED"),
        ("第三方逾期未答复，予以公开", "PROVIDED"), ("第三方同意公开部分内容", "PARTLY"),
        ("征求第三方意见后不予公开", "REFUSED_THIRD_PARTY_RIGHTS"),
        ("第三方不同意，不予公开", "REFUSED_THIRD_PARTY_RIGHTS"),
        ("隐去个人隐私后公开", "PARTLY"), ("不是重复申请，予以公开", "PROVIDED"),
        ("不需要加工、分析，直接提供", "PROVIDED"),
        # What is given may be anything; who gives it is the office, and to whom the applicant.
        ("公开讨论记录", "PROVIDED"), ("予以公开（投诉处理结果）", "PROVIDED"),
        ("汇总后公开", "PROVIDED"),
        ("由我局公开", "PROVIDED"), ("向其提供，申请人已签收", "PROVIDED"),
        ("向申请人提供查询结果", "PROVIDED"), ("由区住建局公开", "NOT_THIS_AGENCY"),
        ("公开发行的报刊", "PUBLICATION"), ("不予公开：讨论记录", "REFUSED_WORKING_PAPERS"),
    ],
)  # fmt: skip
def test_words_beside_the_usual_ones_are_read_as_what_they_say(words: str, kind: str) -> None:
    assert reply_of(words) is ReplyKind[kind]


@pytest.mark.parametrize(
    "words",
    ["第三方同意。", "没有个人信息",
     "未公开", "未予公开", "拒绝提供", "无法公开", "不能公开", "不宜公开", "免予公开", "不同意",
     "不提供", "未提供", "暂不公开"],
)  # fmt: skip
def test_a_refusal_without_its_ground_is_never_read_as_a_disclosure(words: str) -> None:
    assert reply_of(words) is None
