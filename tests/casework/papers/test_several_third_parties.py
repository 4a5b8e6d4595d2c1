"""Who was asked is told apart in a letter to the applicant, and named in none."""

from collections.abc import Callable

import pytest

from casework.acts import Done
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.letters.facts import third_party_names
from casework.papers.events import events_of
from db import documents

Do = Callable[..., Done]
FIRST, SECOND = "青枫启航科技有限公司", "青枫明远建材有限公司"


def text_of(desk: Desk, request_id: int, kind: str) -> str:
    letters = documents.of_request(desk.store, request_id)
    return next(one.text for one in reversed(letters) if one.kind == kind)


@pytest.fixture
def both(do: Do, registered: int) -> int:
    """Two companies were asked a day apart; the second objects, the first says nothing."""
    for ref, on in ((FIRST, "2026-03-09"), (SECOND, "2026-03-10")):
        do("consult_third_party", registered, on, ref=ref, content="合同价款", delivered_on=on)
    do(
        "third_party_answered", registered, "2026-03-16", ref=SECOND, opinion="REFUSE",
        reasons="商业秘密",
    )  # fmt: skip
    return registered


def refuse(do: Do, request_id: int) -> None:
    do(
        "decide", request_id, "2026-04-02", kind="REFUSED_THIRD_PARTY_RIGHTS",
        reasons="属于商业秘密", public_interest="不公开不会对公共利益造成重大影响",
    )  # fmt: skip


def test_a_refusal_tells_which_said_what(desk: Desk, do: Do, both: int) -> None:
    refuse(do, both)
    text = text_of(desk, both, "refusal")
    assert (
        "本机关于2026年3月9日书面征求第三方甲的意见，其在规定期限内未提出意见；"
        "于2026年3月10日书面征求第三方乙的意见，并于2026年3月16日收到其意见。根据" in text
    )
    assert "第三方乙不同意公开，本机关经审查认为其理由合理。" in text
    assert "第三方甲在规定期限内未提出意见，由本机关依照规定决定是否公开。" in text
    assert text.count("征求意见所需时间不计算在答复期限内") == 1
    assert FIRST not in text
    assert SECOND not in text


def test_a_partly_agreeing_side_is_not_said_to_refuse(desk: Desk, do: Do, registered: int) -> None:
    do(
        "consult_third_party", registered, "2026-03-09", ref=FIRST, content="合同",
        delivered_on="2026-03-09",
    )  # fmt: skip
    do(
        "third_party_answered", registered, "2026-03-11", ref=FIRST, opinion="PARTLY",
        reasons="单价是商业秘密",
    )  # fmt: skip
    refuse(do, registered)
    text = text_of(desk, registered, "refusal")
    assert "第三方只同意公开一部分，本机关经审查认为其不同意公开其余部分的理由合理。" in text
    assert "第三方不同意公开" not in text


def test_the_answer_to_a_court_tells_them_apart_too(desk: Desk, do: Do, both: int) -> None:
    refuse(do, both)
    events = events_of(load(desk, both), "原告")
    assert sum("书面征求第三方甲的意见（" in one for one in events) == 1
    assert sum("书面征求第三方乙的意见（" in one for one in events) == 1
    assert "2026年3月16日，收到第三方乙的意见。" in events
    assert events[0].endswith("收到原告当面提交的政府信息公开申请。")
    assert not any("申请人" in one for one in events)


def test_an_agency_is_named_to_a_court(desk: Desk, do: Do, registered: int) -> None:
    do(
        "consult_agency", registered, "2026-03-09", ref="青枫区财政局", content="经费表",
        role="JOINT_MAKER",
    )  # fmt: skip
    events = events_of(load(desk, registered))
    assert any("书面征求青枫区财政局的意见（" in one for one in events)


def test_the_same_side_asked_twice_is_one() -> None:
    assert third_party_names([]) == {}
    assert third_party_names(["甲公司", "甲公司"]) == {"甲公司": "第三方"}
    assert third_party_names(["丙", "丁", "丙"]) == {"丙": "第三方甲", "丁": "第三方乙"}
    many = third_party_names([str(one) for one in range(11)])
    assert (many["0"], many["10"]) == ("第三方1", "第三方11")
