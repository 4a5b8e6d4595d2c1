"""What an act writes: nothing before it is allowed, and to whom it tells what."""

from typing import Any

import pytest

from casework.acts import ACTS, running, starting_values
from casework.acts.remaking import letters_to_remake
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.papers.document_check import document_findings
from db import documents, settings
from forms.fields import read
from rules.errors import ClerkError
from rules.replies import ReplyKind
from tests.casework.conftest import OFFICE
from tests.casework.doings import Do, letter_text

A = "甲公司"


def test_what_the_law_refuses_is_refused_before_a_letter_is_written(
    do: Do, registered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Any] = []
    monkeypatch.setattr(running, "issue", lambda *given: written.append(given))
    with pytest.raises(ClerkError, match="早于收到申请之日"):
        do("ask_correction", registered, "2026-03-05", items="名称")
    assert written == []


def test_a_third_party_is_told_where_its_unsound_objection_gives_way(
    desk: Desk, do: Do, registered: int
) -> None:
    """条例32: who objected in vain is told of the disclosure; a refusal tells it nothing."""
    do("consult_third_party", registered, "2026-03-09", ref=A, content="合同",
       delivered_on="2026-03-09")  # fmt: skip
    do("third_party_answered", registered, "2026-03-10", ref=A, opinion="REFUSE",
       reasons="未说明", good_reason=False)  # fmt: skip
    file = load(desk, registered)

    def letters(name: str, **typed: Any) -> list[str]:
        form = read(ACTS[name].form, {"on": desk.today, "in_spite": "已经核实", **typed})
        assert not isinstance(form, list), form
        plan = ACTS[name].plan(desk, file, form)
        assert ("告知第三方的文书1份" in plan.message) is (len(plan.letters) > 1)
        return [one.kind.key for one in plan.letters]

    both = ["disclosure", "third_party_disclosure"]
    assert letters("decide", kind="PROVIDED", provided="合同") == both
    for kept in (
        {"kind": "REFUSED_WORKING_PAPERS", "reasons": "过程稿"},
        {"kind": "ALREADY_PUBLIC", "access": "网站"},
    ):
        assert len(letters("decide", **kept)) == 1
    given = {"content": "规划图", "kind": "PROVIDED", "provided": "规划图"}
    refused = {
        "content": "合同", "kind": "REFUSED_THIRD_PARTY_RIGHTS", "reasons": "商业秘密",
        "public_interest": "没有重大影响",
    }  # fmt: skip
    assert len(letters("decide_items", items=[given, refused])) == 1
    assert len(letters("decide_items", items=[given, {**given, "content": "合同"}])) == 2


def test_a_letter_whose_act_would_refuse_it_now_is_made_anew_of_what_it_said(
    desk: Desk, do: Do, replied: int
) -> None:
    # Since the reply left, nobody knows any more where a reconsideration is to be asked for.
    settings.put(desk.store, "office", {**OFFICE, "reconsideration_body": "", "phone": "110"})
    desk.forget_settings()
    (ref,) = (one for one in letters_to_remake(desk, load(desk, replied)) if "答复书" in one)
    done = do("remake_letter", replied, "2026-03-24", ref=ref, reason="错字")
    text = letter_text(done)
    assert "公开答〔2026〕2号" in text
    assert "公开答〔2026〕1号" not in text
    assert "向青枫区人民政府申请行政复议" in text
    assert "2026年3月24日" in text
    assert "电话：110" in text


def test_what_was_paid_too_late_is_closed_and_told_as_it_was(desk: Desk, do: Do) -> None:
    """处理费办法6: 逾期未缴纳视为放弃; a payment behind the last day revives nothing."""
    case = do(
        "register", None, "2026-03-06", applicant_name="林一帆", information_sought="文件"
    ).request_id
    do("notice_fee", case, "2026-03-10", method="BY_PAGE", units=45, delivered_on="2026-03-10")
    late = do("pay_fee", case, "2026-04-10", yuan=150)
    assert any("视为放弃申请，款项应予退还" in one for one in late.warnings)
    act = ACTS["decide"]
    assert starting_values(desk, act, case)["kind"] is ReplyKind.FEE_LAPSED
    with pytest.raises(ClerkError, match="请选择相应的“不再处理”答复"):
        do("decide", case, "2026-04-13", kind="PROVIDED", provided="文件")
    done = do("decide", case, "2026-04-13", kind="FEE_LAPSED")
    assert "缴费期限至2026年4月8日届满。你于2026年4月10日才缴纳。" in letter_text(done)
    assert (
        list(document_findings(desk, documents.one(desk.store, done.documents[0].document_id)))
        == []
    )


def test_a_correction_that_came_too_late_without_reason_is_told_as_it_was(
    desk: Desk, do: Do, registered: int
) -> None:
    do("ask_correction", registered, "2026-03-09", items="名称", days=10, delivered_on="2026-03-09")
    do("receive_correction", registered, "2026-03-26", good_reason=False)
    assert starting_values(desk, ACTS["decide"], registered)["kind"] is ReplyKind.CORRECTION_LAPSED
    done = do("decide", registered, "2026-03-27", kind="CORRECTION_LAPSED")
    assert ("补正期限至2026年3月23日届满。你于2026年3月26日才补正，没有正当理由。") in letter_text(
        done
    )
    assert (
        list(document_findings(desk, documents.one(desk.store, done.documents[0].document_id)))
        == []
    )
