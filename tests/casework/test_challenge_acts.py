"""Reconsideration and suit: of replies and of silence, each decision matched to its challenge."""

from datetime import date
from typing import Any

import pytest

from casework.acts import ACTS, offers, preview, starting_values
from casework.acts.challenges import names_of_pending
from casework.acts.procedure import undelivered_letters
from casework.cases.case_file import load
from casework.cases.deadlines import due_sentence
from casework.cases.reply_course import course_of
from casework.desk.desk import Desk
from casework.pages.case_page import case_page
from casework.year.year_report import all_challenges, year_report
from forms.fields import read
from rules.challenges import ChallengeKind, Result
from rules.errors import ClerkError
from rules.steps import StepKind
from tests.casework.doings import BODY, COURT, Do, letter_text, offered


def reviewed(do: Do, request_id: int, on: str) -> None:
    do(
        "review",
        request_id,
        on,
        disclosure_opinion="同意公开",
        disclosure_reviewer="周敏",
        secrecy_opinion="不涉密",
        secrecy_reviewer="吴涛",
    )


def test_the_only_challenge_that_waits_is_named_in_its_form(
    desk: Desk, do: Do, replied: int
) -> None:
    def begun() -> str:
        start = starting_values(desk, ACTS["decide_reconsideration"], replied)
        return str(start["challenge"])

    do("receive_reconsideration", replied, "2026-04-13", body=BODY)
    (only,) = names_of_pending(load(desk, replied))
    assert begun() == only
    do("receive_reconsideration", replied, "2026-04-20", body="青枫市人民政府")
    assert begun() == ""


class TestSilence:
    def test_may_be_taken_to_reconsideration_and_to_court_without_a_reply(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("receive_reconsideration", registered, "2026-04-13", body=BODY, over="SILENCE")
        do("sue", registered, "2026-04-13", stage="DIRECT", court=COURT, over="SILENCE")
        file = load(desk, registered)
        assert file.case.closed_on is None
        assert {clock.kind.word for clock in file.case.clocks if clock.ended_on is None} >= {
            "reconsideration_answer",
            "defence",
            "reply",
        }

    def test_a_withdrawn_request_may_be_challenged_too_and_opened_again(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("withdraw", registered, "2026-03-10")
        do("receive_reconsideration", registered, "2026-04-13", body=BODY, over="SILENCE")
        do("decide_reconsideration", registered, "2026-05-11", result="CORRECTED", number="1号")
        do(
            "order_answer",
            registered,
            "2026-05-18",
            by="RECONSIDERATION",
            decision="青府复字〔2026〕12号《行政复议决定书》",
            days=10,
        )
        case = load(desk, registered).case
        assert (case.due_on, case.closed_on, len(case.rounds)) == (date(2026, 6, 1), None, 2)

    def test_an_order_to_answer_leaves_the_request_late(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("sue", registered, "2026-04-13", stage="DIRECT", court=COURT, over="SILENCE")
        do("judge", registered, "2026-06-01", result="CORRECTED", number="〔2026〕12号")
        assert offers(load(desk, registered))[0].act.name in ("assign", "order_answer")
        do(
            "order_answer",
            registered,
            "2026-06-01",
            by="COURT",
            decision="〔2026〕12号《行政判决书》",
            natural_days=15,
        )
        case = load(desk, registered).case
        assert (case.missed_on, case.in_time) == (date(2026, 4, 3), False)


class TestMatching:
    def test_each_decision_ends_its_own_challenge(self, desk: Desk, do: Do, replied: int) -> None:
        do("receive_reconsideration", replied, "2026-04-13", body=BODY)
        do("receive_reconsideration", replied, "2026-04-20", body="青枫市人民政府")
        first, second = names_of_pending(load(desk, replied))
        with pytest.raises(ClerkError, match="本件有几件复议案件") as caught:
            do("decide_reconsideration", replied, "2026-05-11", result="UPHELD")
        assert caught.value.field == "challenge"
        with pytest.raises(ClerkError, match="没有“别的案件”"):
            do(
                "decide_reconsideration",
                replied,
                "2026-05-11",
                result="UPHELD",
                challenge="别的案件",
            )
        do("decide_reconsideration", replied, "2026-05-11", result="OTHER", challenge=second)
        assert list(names_of_pending(load(desk, replied))) == [first]
        # The other one's period to answer is still open.
        open_ = [c for c in load(desk, replied).case.clocks if c.ended_on is None]
        assert [clock.opened_on for clock in open_] == [date(2026, 4, 13)]
        assert [one.result for one in all_challenges(desk)] == [None, Result.OTHER]

    def test_first_and_second_instance_are_one_suit(self, desk: Desk, do: Do, replied: int) -> None:
        do("receive_reconsideration", replied, "2026-04-13", body=BODY)
        do("decide_reconsideration", replied, "2026-05-11", result="UPHELD")
        do("sue", replied, "2026-05-25", stage="AFTER_RECONSIDERATION", court=COURT)
        do("judge", replied, "2026-07-06", result="UPHELD")
        assert year_report(desk, 2026).table4.total(ChallengeKind.SUIT_AFTER_RECONSIDERATION) == 1
        do("appeal", replied, "2026-07-13", court="青枫市中级人民法院")
        (suit,) = (
            one for one in all_challenges(desk) if one.kind is not ChallengeKind.RECONSIDERATION
        )
        assert suit.concluded_on is None
        do("judge", replied, "2026-09-07", result="CORRECTED", instance="SECOND")
        table = year_report(desk, 2026).table4
        assert table.total(ChallengeKind.SUIT_AFTER_RECONSIDERATION) == 1
        assert table.at(12) == 1
        assert table.total(ChallengeKind.RECONSIDERATION) == 1

    def test_a_judgment_before_the_appeal_was_entered_is_offered_no_more(
        self, desk: Desk, do: Do, replied: int
    ) -> None:
        do("sue", replied, "2026-05-25", stage="DIRECT", court=COURT)
        assert {"judge", "defend", "appeal"} <= offered(desk, replied)
        do("judge", replied, "2026-07-06", result="UPHELD")
        assert "judge" not in offered(desk, replied)
        assert "defend" not in offered(desk, replied)


class TestReconsiderationFirst:
    def test_a_suit_brought_directly_over_a_refusal_is_noted(
        self, desk: Desk, do: Do, replied: int, clock: Any
    ) -> None:
        clock.day = date(2026, 4, 20)
        typed: dict[str, Any] = {"on": date(2026, 4, 20), "stage": "DIRECT", "court": COURT}
        form = read(ACTS["sue"].form, typed)
        assert not isinstance(form, list)
        (said,) = preview(desk, ACTS["sue"], replied, form).reasons
        assert "应当先申请行政复议" in said
        assert "行诉解释第56条" in said
        do("sue", replied, "2026-04-20", stage="DIRECT", court=COURT)
        sued = load(desk, replied).last(StepKind.SUED)
        assert sued is not None
        assert sued.details["reconsideration_missing"] is True

    @pytest.mark.parametrize(
        ("before", "values"),
        [
            pytest.param("", {"over": "SILENCE"}, id="silence"),
            pytest.param("reconsidered", {}, id="after one"),
            pytest.param("", {"stage": "AFTER_RECONSIDERATION"}, id="said to be after one"),
        ],
    )
    def test_nothing_is_noted_otherwise(
        self, desk: Desk, do: Do, replied: int, before: str, values: dict[str, str]
    ) -> None:
        if before:
            do("receive_reconsideration", replied, "2026-04-13", body=BODY)
        do("sue", replied, "2026-04-20", **{"stage": "DIRECT", "court": COURT, **values})
        sued = load(desk, replied).last(StepKind.SUED)
        assert sued is not None
        assert not sued.details["reconsideration_missing"]

    def test_nor_over_a_reply_the_applicant_may_take_to_either(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("decide", registered, "2026-03-20", kind="ALREADY_PUBLIC", access="本机关门户网站")
        do("serve", registered, "2026-03-23", mail_number="1000000000001")
        do("sue", registered, "2026-04-20", stage="DIRECT", court=COURT)
        sued = load(desk, registered).last(StepKind.SUED)
        assert sued is not None
        assert not sued.details["reconsideration_missing"]


class TestAReplySetAside:
    def test_is_likely_after_a_decision_that_corrects(
        self, desk: Desk, do: Do, replied: int
    ) -> None:
        do("receive_reconsideration", replied, "2026-04-13", body=BODY)
        do("answer_reconsideration", replied, "2026-04-20")
        do("decide_reconsideration", replied, "2026-05-11", result="CORRECTED", number="12号")
        assert "order_reply" in [one.act.name for one in offers(load(desk, replied)) if one.likely]

    def test_once_ordered_is_answered_and_not_ordered_again(
        self, desk: Desk, do: Do, replied: int
    ) -> None:
        do("receive_reconsideration", replied, "2026-04-13", body=BODY)
        do("decide_reconsideration", replied, "2026-05-11", result="CORRECTED", number="12号")
        do("order_reply", replied, "2026-05-18", by="RECONSIDERATION", decision="12号")
        likely = [one.act.name for one in offers(load(desk, replied)) if one.likely]
        assert not {"order_reply", "order_answer", "deliver"} & set(likely)
        assert "答复" not in list(undelivered_letters(load(desk, replied)))
        said = due_sentence(load(desk, replied).case)
        assert said.startswith("复议机关已责令重新作出答复（12号）。")

    def test_needs_a_review_of_its_own(self, desk: Desk, do: Do, registered: int) -> None:
        reviewed(do, registered, "2026-03-19")
        do("decide", registered, "2026-03-20", kind="PROVIDED", provided="会议纪要一份")
        do("serve", registered, "2026-03-23", mail_number="1000000000001")
        assert course_of(load(desk, registered), date(2026, 3, 23)).reviewed_on is not None
        do("order_reply", registered, "2026-05-18", by="OFFICE")
        assert course_of(load(desk, registered), date(2026, 5, 18)).reviewed_on is None

    def test_by_the_office_itself_is_not_said_to_be_ordered(
        self, desk: Desk, do: Do, replied: int
    ) -> None:
        do("order_reply", replied, "2026-05-18", by="OFFICE")
        assert due_sentence(load(desk, replied).case).startswith("本机关已决定自行纠正原答复")

    def test_names_its_decision(self, do: Do, replied: int) -> None:
        form = read(ACTS["order_reply"].form, {"on": "2026-05-18", "by": "COURT"})
        assert isinstance(form, list)
        assert [problem.field for problem in form] == ["decision"]

    def test_is_open_work_that_may_be_challenged_again(
        self, desk: Desk, do: Do, replied: int
    ) -> None:
        do("file", replied, "2026-04-07", file_number="1")
        do("order_reply", replied, "2026-05-18", by="OFFICE", way="OWN")
        assert {"assign", "review", "decide", "extend", "consult_third_party"} <= offered(
            desk, replied
        )
        reviewed(do, replied, "2026-05-20")
        page = case_page(desk, replied)
        titles = [entry.title for entry in page.timeline]
        assert {"作出答复（原答复）", "送达（原答复）", "归档（原答复）"} <= set(titles)
        assert "审查" in titles
        letter = do("decide", replied, "2026-05-25", kind="PROVIDED", provided="会议纪要一份")
        assert (
            "本机关于2026年5月18日决定自行纠正2026年3月20日作出的《政府信息公开申请答复书》"
            in letter_text(letter)
        )
        do("serve", replied, "2026-05-26", mail_number="1000000000002")
        do("receive_reconsideration", replied, "2026-06-15", body=BODY)
        assert load(desk, replied).case.closed_on == date(2026, 5, 26)
        assert "file" in offered(desk, replied)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            (
                {"by": "RECONSIDERATION", "body": BODY},
                "青枫区人民政府作出青府复字〔2026〕12号《行政复议决定书》，要求本机关重新作出答复，"
                "本机关于2026年5月18日收到。2026年3月20日作出的《政府信息公开申请答复书》",
            ),
            ({"by": "COURT", "body": COURT}, "该裁判于2026年5月18日生效"),
            ({"by": "COURT", "way": "MEDIATED"}, "本机关同意重新作出答复"),
        ],
    )
    def test_is_told_in_the_letter_of_the_new_one(
        self, do: Do, replied: int, typed: dict[str, str], said: str
    ) -> None:
        decision = "青府复字〔2026〕12号《行政复议决定书》"
        do("order_reply", replied, "2026-05-18", **{"decision": decision, **typed})
        reviewed(do, replied, "2026-05-20")
        letter = do("decide", replied, "2026-05-25", kind="PROVIDED", provided="会议纪要一份")
        assert said in letter_text(letter)


class TestALateConfirmation:
    def arrived(self, do: Do) -> int:
        return do(
            "register",
            None,
            "2021-11-24",
            applicant_name="甲",
            information_sought="文件",
            channel="INTERNET",
        ).request_id

    def test_asks_why_and_says_what_a_court_will_look_at(self, desk: Desk, do: Do) -> None:
        request_id = self.arrived(do)
        with pytest.raises(ClerkError, match="指导案例26号") as caught:
            do("confirm", request_id, "2022-01-10")
        assert caught.value.field == "late_reason"
        # Twenty working days from 24 November end on 22 December.
        assert "答复期限至2021-12-22，该期限在确认以前已经届满" in caught.value.message
        do("confirm", request_id, "2022-01-10", late_reason="系统升级，经办人未看到提醒")
        case = load(desk, request_id).case
        assert (case.received_on, case.cautious_on) == (date(2022, 1, 10), date(2021, 12, 22))

    def test_the_third_working_day_is_not_late(self, desk: Desk, do: Do) -> None:
        request_id = self.arrived(do)
        do("confirm", request_id, "2021-11-29")
        assert load(desk, request_id).case.cautious_on is None

    def test_is_asked_at_registration_too(self, do: Do) -> None:
        with pytest.raises(ClerkError, match="超过3个工作日"):
            do(
                "register",
                None,
                "2026-03-13",
                applicant_name="甲",
                information_sought="文件",
                channel="INTERNET",
                arrived_on="2026-03-06",
                confirmed_on="2026-03-13",
            )

    def test_is_listed_as_the_offices_own_delay(self, desk: Desk, do: Do) -> None:
        from casework.year.year_facts import year_analysis

        request_id = self.arrived(do)
        do("confirm", request_id, "2022-01-10", late_reason="系统升级")
        analysis = year_analysis(desk, 2022)
        assert [one.request_id for one in analysis.slow_confirmations] == [request_id]
        assert analysis.slow_confirmations[0].confirm_days == 32
