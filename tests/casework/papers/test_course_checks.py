"""文书体检 sees the course as well as the words: sentences planted in a letter that are untrue."""

from collections.abc import Callable

import pytest

from casework.acts import Done
from casework.desk.desk import Desk
from casework.papers.document_check import document_findings
from casework.papers.issuing import file_of
from casework.word import source_bytes
from db import documents
from tests.casework.papers.test_document_check import edit, told

Do = Callable[..., Done]
PLANTED = {
    "silence": "第三方在规定期限内未提出意见。",
    "no feedback": "征求意见后，第三方未反馈意见。",
    "late": "第三方逾期未回复。",
    "objection": "第三方不同意公开该信息。",
    "objection of a firm": "青枫启航科技有限公司明确反对公开。",
    "consent": "第三方书面同意公开。",
    "consent obtained": "本机关已征得第三方同意。",
    "asked": "本机关已书面征求第三方的意见。",
    "asked on a day": "本机关于2026年3月9日征求了有关单位意见。",
    "corrected": "经补正，你申请公开上述文件。",
    "correction received": "本机关于2026年3月10日收到你补正后的申请。",
    "you corrected": "你已于2026年3月10日提交补正材料。",
    "extended": "经负责人同意，答复期限延长20个工作日。",
    "extended already": "本机关已依法延期答复。",
    "paid": "你已完成缴费。",
    "fee paid": "你已缴纳信息处理费。",
    "searched": "经检索，没有其他版本。",
    "searched with care": "本机关进行了全面检索。",
    "asked why": "本机关已通知你说明理由。",
    "unsound": "你的理由不合理。",
    "passed on": "本机关已将该申请转送区档案馆。",
    "passed on with it": "本机关同时将该申请转送区档案馆。",
    "referred": "该信息已报请区保密局确定。",
    "refused": "本机关决定对附件不予公开。",
    "withdrawn": "你已书面撤回其余申请。",
    "lapsed": "你逾期未补正。",
    "the applicant": "申请人可以到现场查阅。",
    "such conduct": "你的上述行为没有依据。",
}


@pytest.fixture
def drafted(desk: Desk, do: Do, registered: int) -> int:
    do("decide", registered, "2026-03-20", kind="ALREADY_PUBLIC", access="本机关网站")
    assert told(desk, registered) == []
    return registered


@pytest.mark.parametrize("sentence", PLANTED.values(), ids=PLANTED)
def test_what_no_step_shows_is_found(desk: Desk, drafted: int, sentence: str) -> None:
    edit(desk, drafted, "本机关网站。", f"本机关网站。{sentence}")
    assert told(desk, drafted)


@pytest.mark.parametrize("sentence", ["随本答复书一并提供该文件。", "本机关决定予以公开。"])
def test_what_the_reply_did_not_decide_is_found(
    desk: Desk, do: Do, registered: int, sentence: str
) -> None:
    do("decide", registered, "2026-03-20", kind="REFUSED_INTERNAL_AFFAIRS", reasons="是值班安排")
    edit(desk, registered, "是值班安排。", f"是值班安排。{sentence}")
    assert told(desk, registered)


def test_a_ground_said_twice_is_found(desk: Desk, do: Do, registered: int) -> None:
    do(
        "decide", registered, "2026-03-20", kind="REFUSED_WORKING_PAPERS",
        reasons="该讨论记录属于过程性信息",
    )  # fmt: skip
    assert any("写了两遍" in one for one in told(desk, registered))


def test_a_notice_does_not_call_itself_a_reply(desk: Desk, do: Do, registered: int) -> None:
    do("decide", registered, "2026-03-20", kind="PETITION_OR_COMPLAINT", reasons="是投诉")
    edit(desk, registered, "是投诉。", "是投诉，本答复不再说明。")
    assert any("本告知书" in one for one in told(desk, registered))


def test_what_is_true_is_not_found(desk: Desk, do: Do, registered: int) -> None:
    do(
        "consult_third_party", registered, "2026-03-09", ref="某某公司", content="合同",
        delivered_on="2026-03-09",
    )  # fmt: skip
    do(
        "third_party_answered", registered, "2026-03-11", ref="某某公司", opinion="REFUSE",
        reasons="商业秘密",
    )  # fmt: skip
    do("extend", registered, "2026-03-12", reason="需要审查", days=10, approved_by="王建国")
    do(
        "decide", registered, "2026-03-20", kind="REFUSED_THIRD_PARTY_RIGHTS", reasons="商业秘密",
        public_interest="不公开不影响公共利益", course="某某公司不同意公开",
    )  # fmt: skip
    assert told(desk, registered) == []


def test_a_draft_that_the_course_has_overtaken_is_found(
    desk: Desk, do: Do, registered: int
) -> None:
    done = do("decide", registered, "2026-03-10", kind="PROVIDED", provided="工作要点")
    do(
        "consult_third_party", registered, "2026-03-11", ref="某某公司", content="合同",
        delivered_on="2026-03-11",
    )  # fmt: skip
    letter = documents.one(desk.store, done.documents[0].document_id)
    found = [str(one) for one in document_findings(desk, letter)]
    assert any("现在不能决定公开" in one for one in found)
    assert source_bytes(file_of(desk, letter))


def test_a_fee_that_is_not_the_one_decided_is_found(desk: Desk, do: Do, registered: int) -> None:
    do("notice_fee", registered, "2026-03-10", method="BY_PAGE", units=40, account="缴款码")
    assert told(desk, registered) == []
    (notice,) = [
        one for one in documents.of_request(desk.store, registered) if one.kind == "fee_notice"
    ]
    documents.change(desk.store, notice.id, {"fields": {**notice.fields, "total": "190元"}})
    assert any("收费金额应为100元" in one for one in told(desk, registered))
