"""What the office answers a reconsideration body and a court."""

from casework.acts import ACTS, starting_values, undo
from casework.cases.projection import differences
from casework.desk.desk import Desk
from casework.pages.applicant_page import applicant_page
from db import requests, steps
from forms.fields import read
from tests.casework.doings import BODY, COURT, Do, letter_text


class TestTheAnswers:
    GROUNDS = "所申请的会议讨论记录属于过程性信息"

    def test_to_a_reconsideration_tells_the_course_and_lists_the_evidence(
        self, desk: Desk, do: Do, replied: int
    ) -> None:
        do("receive_reconsideration", replied, "2026-04-13", body=BODY, case_number="8号")
        start = starting_values(desk, ACTS["answer_reconsideration"], replied)
        done = do(
            "answer_reconsideration",
            replied,
            "2026-04-20",
            grounds=self.GROUNDS,
            **{name: value for name, value in start.items() if name != "on"},
        )
        text = letter_text(done)
        assert done.documents[0].number == "公开复答〔2026〕1号"
        for said in (
            f"{BODY}：",
            "本机关于2026年4月13日收到林一帆提出的行政复议申请书副本（8号）",
            "2026年3月6日，收到申请人当面提交的政府信息公开申请。",
            "2026年3月20日，作出《政府信息公开申请答复书》（公开答〔2026〕1号）。",
            "2026年3月23日，送达答复，邮寄（邮政企业），邮件单号1000000000001。",
            "该申请的答复期限至2026年4月3日届满，答复未超过该期限。",
            f"{self.GROUNDS}。",
            "请求维持本机关作出的答复。",
            "政府信息公开申请表",
            "作出的答复及其理由",
        ):
            assert said in text, said

    def test_to_a_suit_bears_no_number(self, desk: Desk, do: Do, replied: int) -> None:
        do("sue", replied, "2026-04-20", stage="DIRECT", court=COURT)
        done = do(
            "defend",
            replied,
            "2026-04-30",
            grounds=self.GROUNDS,
            request="请求驳回原告的诉讼请求",
            evidence="答复书——作出的答复\n交寄凭证——送达的日期",
        )
        text = letter_text(done)
        assert done.documents[0].number == ""
        assert f"此致\n{COURT}" in text.replace("\n\n", "\n")
        assert "交寄凭证" in text

    def test_of_a_late_reply_asserts_nothing_it_cannot_show(self, do: Do, registered: int) -> None:
        do("decide", registered, "2026-04-07", kind="ALREADY_PUBLIC", access="门户网站")
        do("serve", registered, "2026-04-08", mail_number="1000000000001")
        do("receive_reconsideration", registered, "2026-04-20", body=BODY)
        done = do(
            "answer_reconsideration",
            registered,
            "2026-04-21",
            grounds="已主动公开",
            request="请求依法处理",
            evidence="答复书",
        )
        text = letter_text(done)
        assert "该申请的答复期限至2026年4月3日届满。" in text
        assert "未超过" not in text

    def test_is_written_only_where_the_grounds_are_given(self, do: Do, replied: int) -> None:
        do("receive_reconsideration", replied, "2026-04-13", body=BODY)
        assert do("answer_reconsideration", replied, "2026-04-20").documents == ()

    def test_without_evidence_is_refused(self) -> None:
        form = read(
            ACTS["answer_reconsideration"].form,
            {"on": "2026-04-20", "grounds": self.GROUNDS, "request": "维持"},
        )
        assert isinstance(form, list)
        assert [problem.field for problem in form] == ["evidence"]


def test_an_order_taken_back_closes_the_case_again(desk: Desk, do: Do, replied: int) -> None:
    before = requests.one(desk.store, replied)
    done = do("order_reply", replied, "2026-05-18", by="OFFICE")
    assert requests.one(desk.store, replied).closed_on is None
    undo(desk, replied, done.step_id or 0)
    after = requests.one(desk.store, replied)
    assert (after.closed_on, after.rounds, after.report_row) == (
        before.closed_on,
        1,
        before.report_row,
    )
    assert list(differences(desk)) == []

    def test_where_a_third_party_brought_it_the_applicant_is_not_said_to_have(
        self, desk: Desk, do: Do, replied: int
    ) -> None:
        """A company against whose will a paper was given may go to court as well (行诉法25)."""
        third = "甲公司"
        do("receive_reconsideration", replied, "2026-04-13", body=BODY, brought_by=third)
        answered = do(
            "answer_reconsideration", replied, "2026-04-20",
            grounds=self.GROUNDS, request="请求维持", evidence="答复书",
        )  # fmt: skip
        text = letter_text(answered)
        assert "收到甲公司提出的行政复议申请书副本。林一帆曾向本机关申请公开" in text
        assert "收到林一帆当面提交的政府信息公开申请" in text
        do("sue", replied, "2026-05-06", stage="DIRECT", court=COURT, brought_by=third)
        defended = do(
            "defend", replied, "2026-05-11",
            grounds=self.GROUNDS, request="请求驳回", evidence="答复书",
        )  # fmt: skip
        text = letter_text(defended)
        assert "收到原告甲公司的起诉状副本。林一帆曾向答辩人申请公开" in text
        assert "收到林一帆当面提交的政府信息公开申请" in text
        assert "收到原告当面提交" not in text
        said = applicant_page(desk, replied).challenges
        assert [one.partition("：")[2] for one in said] == [
            "4月13日第三方申请行政复议", "5月6日第三方提起行政诉讼",
        ]  # fmt: skip

    def test_reconsideration_comes_first_for_who_was_refused_alone(
        self, desk: Desk, do: Do, replied: int
    ) -> None:
        """复议法23①（四）: what an office does not give, not what it gives against a will."""
        for brought_by, missing in (("甲公司", False), ("", True)):
            do("sue", replied, "2026-05-06", stage="DIRECT", court=COURT, brought_by=brought_by)
            suit = list(steps.of_request(desk.store, replied))[-1]
            assert suit.details["reconsideration_missing"] is missing
