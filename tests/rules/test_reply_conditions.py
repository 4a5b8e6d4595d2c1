"""What must have happened before a reply, as a lawyer for the applicant would try it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.replies import ReplyKind
from rules.reply_conditions import CONDITIONS, ConditionStage, Force, printed, ticks, unmet
from rules.reply_course import (
    Answer,
    Consultation,
    Course,
    Decision,
    EarlierReply,
    Lapse,
    SearchOutcome,
)

K = ReplyKind
ON = date(2026, 4, 1)
SENT, DUE = date(2026, 3, 2), date(2026, 3, 24)
ASKED = Consultation("某公司", True, SENT, DUE)
OBJECTED = ASKED._replace(answered_on=date(2026, 3, 20), answer=Answer.REFUSE, reasons="商业秘密")
CONSENTED = OBJECTED._replace(answer=Answer.CONSENT)
UNDELIVERED = ASKED._replace(due_on=None)
NOTHING = Course(on=ON)
DELIVERED = Lapse(True, date(2026, 3, 3))
EARLIER = EarlierReply("依申请〔2026〕1号", "答1", date(2026, 1, 9), True, (K.PROVIDED,))
INTEREST = "关系居民安全"


def asked(*consultations: Consultation, on: date = ON) -> Course:
    return Course(on=on, consultations=consultations)


def decides(*kinds: ReplyKind, **more: Any) -> Decision:
    return replace(Decision(replies=kinds), **more)


@pytest.mark.parametrize(
    ("course", "decision", "name"),
    [
        pytest.param(NOTHING, decides(K.REFUSED_THIRD_PARTY_RIGHTS, public_interest=INTEREST),
            "third_party_asked", id="refused for a third party nobody asked"),
        pytest.param(asked(ASKED, on=DUE), decides(K.REFUSED_THIRD_PARTY_RIGHTS,
            public_interest=INTEREST), "third_party_answered", id="refused on the last day of 15"),
        pytest.param(asked(UNDELIVERED), decides(K.REFUSED_THIRD_PARTY_RIGHTS,
            public_interest=INTEREST), "third_party_answered", id="its receipt is not registered"),
        pytest.param(asked(CONSENTED), decides(K.REFUSED_THIRD_PARTY_RIGHTS,
            public_interest=INTEREST), "third_party_did_not_consent", id="it had agreed"),
        pytest.param(asked(OBJECTED), decides(K.REFUSED_THIRD_PARTY_RIGHTS),
            "public_interest_weighed", id="public interest not weighed"),
        pytest.param(NOTHING, decides(K.PARTLY, grounds=(K.REFUSED_THIRD_PARTY_RIGHTS,),
            public_interest=INTEREST), "third_party_asked_about_a_part", id="a part, not asked"),
        pytest.param(asked(ASKED, on=DUE), decides(K.PROVIDED), "consultations_closed",
            id="disclosed while the consultation is open"),
        pytest.param(asked(UNDELIVERED), decides(K.ACCESS_TOLD), "consultations_closed",
            id="disclosed while nobody knows when the letter arrived"),
        pytest.param(asked(OBJECTED), decides(K.PROVIDED), "objection_overridden",
            id="disclosed over an objection without a reason"),
        pytest.param(asked(OBJECTED._replace(is_third_party=False, is_joint_maker=True)),
            decides(K.PROVIDED), "joint_maker_agrees", id="the joint maker objects"),
        pytest.param(replace(NOTHING, referral_is_open=True), decides(K.PROVIDED),
            "referral_answered", id="referred and not answered"),
        pytest.param(NOTHING, decides(K.REFUSED_STATE_SECRET), "secrecy_reviewed",
            id="state secret without a review"),
        pytest.param(NOTHING, decides(K.NOT_THIS_AGENCY, is_by_items=True, left_out=("凭证",)),
            "every_item_answered", id="an item of the request is left out"),
        pytest.param(replace(NOTHING, found=SearchOutcome.NOT_FOUND), decides(K.PROVIDED),
            "found_what_is_given", id="given though not found"),
        pytest.param(NOTHING, decides(K.NOT_EXISTING), "searched", id="not existing, no search"),
        pytest.param(replace(NOTHING, found=SearchOutcome.FOUND), decides(K.NOT_EXISTING),
            "searched_in_vain", id="not existing though found"),
        pytest.param(NOTHING, decides(K.WOULD_HAVE_TO_BE_MADE), "searched_for_ready_information",
            id="to be made, no search"),
        pytest.param(NOTHING, decides(K.STILL_UNCLEAR), "corrected", id="unclear, no correction"),
        pytest.param(replace(NOTHING, correction_lapse=Lapse(True, None), is_abandoned=True),
            decides(K.CORRECTION_LAPSED), "correction_delivered", id="lapse, delivery unknown"),
        pytest.param(replace(NOTHING, correction_lapse=Lapse(False, SENT)),
            decides(K.CORRECTION_LAPSED), "correction_lapsed", id="lapse before its last day"),
        pytest.param(NOTHING, decides(K.CORRECTION_LAPSED), "correction_lapsed",
            id="lapse without a notice"),
        pytest.param(replace(NOTHING, fee_lapse=Lapse(True, None), is_abandoned=True),
            decides(K.FEE_LAPSED), "fee_notice_delivered", id="fee lapse, delivery unknown"),
        pytest.param(replace(NOTHING, fee_lapse=Lapse(False, SENT)), decides(K.FEE_LAPSED),
            "fee_lapsed", id="fee lapse before its last day"),
        pytest.param(replace(NOTHING, is_abandoned=True), decides(K.PROVIDED), "not_abandoned",
            id="an abandoned request is answered"),
        pytest.param(NOTHING, decides(K.EXCESSIVE), "reasons_asked", id="excessive, not asked why"),
        pytest.param(replace(NOTHING, reasons_asked_until=SENT, reasons_are_sound=True),
            decides(K.EXCESSIVE), "reasons_found_unsound", id="excessive, the reasons were sound"),
        pytest.param(replace(NOTHING, reasons_asked_until=ON), decides(K.EXCESSIVE),
            "reasons_found_unsound", id="excessive on the last day for reasons"),
        pytest.param(NOTHING, decides(K.REPEATED, earlier_typed="答9"),
            "earlier_reply_in_register", id="repeated, the register knows of none"),
        pytest.param(NOTHING, decides(K.REPEATED, earlier=EARLIER._replace(
            is_same_applicant=False)), "earlier_reply_of_same_applicant", id="somebody else's"),
        pytest.param(NOTHING, decides(K.REPEATED, earlier=EARLIER._replace(
            kinds=(K.PETITION_OR_COMPLAINT,))), "earlier_reply_to_a_request",
            id="a complaint repeated (条例36(六) is for requests)"),
        pytest.param(NOTHING, decides(K.IN_ARCHIVES, transfer_due_on=ON), "transfer_due",
            id="handed to the archive before its time"),
        pytest.param(NOTHING, decides(K.MERGED), "joined_case_in_register", id="joined to nothing"),
        pytest.param(NOTHING, decides(K.WITHDRAWN), "withdrawn_by_its_own_act", id="withdrawn"),
    ],
)  # fmt: skip
def test_what_is_missing_is_found(course: Course, decision: Decision, name: str) -> None:
    assert name in [one.name for one in unmet(course, decision, ConditionStage.DECISION)]


def test_every_condition_is_tried_above_or_at_service() -> None:
    marks = vars(test_what_is_missing_is_found)["pytestmark"]
    tried = {case.values[2] for mark in marks for case in mark.args[1]}
    of_the_review = {
        "reviewed", "items_reviewed", "items_not_withheld", "doubts_settled", "counselled",
        "not_sent_back",
    }  # fmt: skip
    assert tried | of_the_review == {one.name for one in CONDITIONS}


@pytest.mark.parametrize(
    ("course", "decision"),
    [
        (asked(OBJECTED), decides(K.REFUSED_THIRD_PARTY_RIGHTS, public_interest=INTEREST)),
        (asked(ASKED), decides(K.REFUSED_THIRD_PARTY_RIGHTS, public_interest=INTEREST)),
        (asked(ASKED), decides(K.PROVIDED)),
        (asked(CONSENTED), decides(K.PROVIDED)),
        (asked(OBJECTED), decides(K.PROVIDED, public_interest=INTEREST)),
        (asked(OBJECTED._replace(is_sound=False)), decides(K.PROVIDED)),
        (
            asked(OBJECTED),
            decides(K.PARTLY, grounds=(K.REFUSED_THIRD_PARTY_RIGHTS,), public_interest=INTEREST),
        ),
        (replace(NOTHING, found=SearchOutcome.NOT_FOUND), decides(K.NOT_EXISTING)),
        (replace(NOTHING, found=SearchOutcome.FOUND), decides(K.NOT_EXISTING, K.PROVIDED)),
        (replace(NOTHING, is_corrected=True), decides(K.STILL_UNCLEAR)),
        (
            replace(NOTHING, is_abandoned=True, correction_lapse=DELIVERED),
            decides(K.CORRECTION_LAPSED),
        ),
        (replace(NOTHING, is_abandoned=True, fee_lapse=DELIVERED), decides(K.FEE_LAPSED)),
        (
            replace(NOTHING, reasons_asked_until=SENT, reasons_are_sound=False),
            decides(K.EXCESSIVE),
        ),
        (replace(NOTHING, reasons_asked_until=SENT), decides(K.EXCESSIVE)),
        (NOTHING, decides(K.REPEATED, earlier=EARLIER)),
        (NOTHING, decides(K.IN_ARCHIVES, transfer_due_on=SENT)),
        (NOTHING, decides(K.MERGED, joined_is_known=True)),
        (NOTHING, decides(K.ALREADY_PUBLIC)),
        (NOTHING, decides(K.NOT_THIS_AGENCY)),
    ],
)
def test_what_has_happened_is_enough(course: Course, decision: Decision) -> None:
    assert not list(unmet(course, decision, ConditionStage.DECISION))


@pytest.mark.parametrize("kind", [K.PROVIDED, K.ACCESS_TOLD, K.PARTLY])
def test_nothing_leaves_without_a_review(kind: ReplyKind) -> None:
    missing = [one.name for one in unmet(NOTHING, decides(kind), ConditionStage.SERVICE)]
    assert missing == ["reviewed"]
    assert not list(
        unmet(replace(NOTHING, reviewed_on=SENT), decides(kind), ConditionStage.SERVICE)
    )


def test_where_a_warning_is_enough_nothing_untrue_is_said() -> None:
    warned = {one.name for one in CONDITIONS if one.force is Force.WARNS}
    assert warned == {
        "third_party_asked_about_a_part",
        "joint_maker_agrees",
        "secrecy_reviewed",
        "every_item_answered",
        "found_what_is_given",
        "searched_for_ready_information",
        "earlier_reply_in_register",
    }
    assert all(one.field == "in_spite" for one in CONDITIONS if one.force is Force.WARNS)


@given(st.sampled_from(ReplyKind), st.dates(SENT, date(2026, 5, 1)))
def test_silence_is_a_fact_only_once_the_time_is_over(kind: ReplyKind, on: date) -> None:
    assert ASKED.is_silent(on) is (on > DUE)
    assert not UNDELIVERED.is_silent(on)
    assert not OBJECTED.is_silent(date(2026, 3, 20))
    shown = ticks(asked(ASKED, on=on), decides(kind))
    assert [one.condition for one in shown if not one.is_met] == list(
        unmet(asked(ASKED, on=on), decides(kind), *ConditionStage)
    )


def test_every_condition_says_what_to_do_and_ends_as_a_sentence() -> None:
    for one in CONDITIONS:
        assert one.sentence.endswith("。")
        assert "请" in one.sentence
        assert one.label
        assert one.replies
    assert len({one.name for one in CONDITIONS}) == len(CONDITIONS)


def test_the_manual_prints_the_table() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "manual.md").read_text("utf-8")
    for row in printed():
        assert f"| {' | '.join(row)} |" in manual
