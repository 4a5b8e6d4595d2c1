"""What an act writes: nothing before it is allowed, and to whom it tells what."""

from datetime import timedelta
from typing import Any

import pytest

from casework.acts import ACTS, perform, preview, running, starting_values, undo
from casework.acts.remaking import letters_to_remake
from casework.cases.case_file import CaseFile, load
from casework.cases.projection import clocks
from casework.cases.review_course import waiting_sheet
from casework.desk.desk import Desk
from casework.papers.document_check import document_findings
from db import documents, settings
from forms.circulation import EndorsementLevel
from forms.fields import read
from rules.errors import ClerkError
from rules.people import OfficePart, User
from rules.replies import ReplyKind
from rules.steps import StepKind
from tests.casework.approved.test_offers_told import (
    BY_HAND,
    CHALLENGED,
    GIVEN,
    JUDGED,
    KEPT,
    ORDERED,
    SIGNED,
    SUED,
    case_of,
)
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


def test_the_sheet_of_a_reply_set_aside_waits_for_nobody(desk: Desk) -> None:
    def begins(file: CaseFile) -> object:
        return ACTS["endorse"].start(desk, file)["level"]

    assert begins(case_of(KEPT)) is EndorsementLevel.DRAFTED
    signed = case_of(KEPT, SIGNED)
    # The signature itself has an act of its own.
    assert waiting_sheet(signed.this_round) is not None
    assert begins(signed) is not EndorsementLevel.DRAFTED
    anew = case_of(KEPT, SIGNED, BY_HAND, SUED, JUDGED, ORDERED)
    assert begins(anew) is EndorsementLevel.DRAFTED
    assert [one.task for one in clocks(signed)] == ["signature", "serve"]
    assert "signature" not in [one.task for one in clocks(anew)]


def test_a_day_twenty_years_ago_is_a_slip_of_the_pen(desk: Desk, registered: int) -> None:
    act = ACTS["note"]
    last = desk.today - timedelta(days=365 * 20)
    for on, is_refused in ((last, False), (last - timedelta(days=1), True)):
        form = read(act.form, {"on": on, "text": "来电"})
        assert not isinstance(form, list)
        for tried in (preview, perform):
            if is_refused:
                with pytest.raises(ClerkError, match=f"日期{on}距今过久，可能年份有误"):
                    tried(desk, act, registered, form)
            else:
                assert tried(desk, act, registered, form)


def test_a_last_day_that_no_notice_has_settled_is_told_so_at_registration(do: Do) -> None:
    typed = {"applicant_name": "林一帆", "information_sought": "文件"}
    # What falls into a year whose days off nobody knows yet may still move.
    assert "（暂定）。" in do("register", None, "2026-12-21", **typed).message
    assert "（暂定）" not in do("register", None, "2026-03-06", **typed).message


def test_a_step_is_taken_back_by_whoever_may_take_it(
    desk: Desk, do: Do, registered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = {"scope": "档案室", "keywords": "要点", "result": "NOT_FOUND"}
    searched = do("search", registered, "2026-03-09", searched_by="李文", **looked)
    decided = do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="网站")
    monkeypatch.setattr(Desk, "user", User("李文", frozenset({OfficePart.SECTION})))
    with pytest.raises(ClerkError, match="不能登记“作出答复”"):
        undo(desk, registered, decided.step_id or 0)
    assert load(desk, registered).case.has(StepKind.DECIDED)
    undo(desk, registered, searched.step_id or 0)
    assert not load(desk, registered).case.has(StepKind.SEARCHED)


def test_a_suit_brought_before_its_reconsideration_is_noted(desk: Desk) -> None:
    """复议法23、2024年1月1日起: over what was not disclosed reconsideration comes first."""

    def is_missing(file: CaseFile, **typed: Any) -> object:
        values = {"on": desk.today, "stage": "DIRECT", "over": "REPLY", "court": "区法院", **typed}
        form = read(ACTS["sue"].form, values)
        assert not isinstance(form, list), form
        plan = ACTS["sue"].plan(desk, file, form)
        assert bool(plan.reasons) is plan.extra["reconsideration_missing"]
        return plan.extra["reconsideration_missing"]

    kept = case_of(KEPT, BY_HAND)
    assert is_missing(kept)
    for typed in (
        {"stage": "AFTER_RECONSIDERATION"},
        {"over": "SILENCE"},
        {"brought_by": "甲公司"},
    ):
        assert not is_missing(kept, **typed)
    for other in (case_of(), case_of(GIVEN, BY_HAND), case_of(KEPT, BY_HAND, CHALLENGED)):
        assert not is_missing(other)
    # Before the law was changed a refusal could be taken to either.
    older = (KEPT[0], "2023-12-20", KEPT[2]), (BY_HAND[0], "2023-12-21", BY_HAND[2])
    assert not is_missing(case_of(*older, arrived="2023-12-01"))


def test_a_receipt_is_made_anew_of_the_registration_as_it_was_put_right(
    desk: Desk, do: Do, registered: int
) -> None:
    known = starting_values(desk, ACTS["amend"], registered)
    do("amend", registered, "2026-03-09", **{**known, "applicant_name": "林一凡"})
    (ref,) = letters_to_remake(desk, load(desk, registered))
    text = letter_text(do("remake_letter", registered, "2026-03-09", ref=ref, reason="错字"))
    assert "林一凡：" in text
    assert "你当面提交的政府信息公开申请，本机关已经接收。" in text
