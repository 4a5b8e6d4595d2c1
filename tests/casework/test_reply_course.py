"""Replies through the acts: what the course of a case allows, and the sentences it makes true."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from casework.acts import ACTS, Done, offers, perform
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.pages.register_check import problems
from db import documents, steps
from db.report_rows import counted
from forms.fields import Form, read
from rules.errors import ClerkError

Do = Callable[..., Done]
REVIEW = {
    "disclosure_opinion": "可以公开", "disclosure_reviewer": "周敏",
    "secrecy_opinion": "不涉密", "secrecy_reviewer": "吴涛",
}  # fmt: skip


def text_of(desk: Desk, request_id: int, kind: str) -> str:
    return next(
        one.text for one in reversed(documents.of_request(desk.store, request_id))
        if one.kind == kind
    )  # fmt: skip


@pytest.fixture
def asked(do: Do, registered: int) -> int:
    do(
        "consult_third_party", registered, "2026-03-09", ref="某某建设有限公司", content="合同价款",
        delivered_on="2026-03-10",
    )  # fmt: skip
    return registered


def refused(do: Do, request_id: int, on: str) -> Done:
    return do(
        "decide", request_id, on, kind="REFUSED_THIRD_PARTY_RIGHTS", reasons="属于商业秘密",
        public_interest="不公开不会对公共利益造成重大影响",
    )  # fmt: skip


def entered(name: str, values: dict[str, object]) -> Form:
    form = read(ACTS[name].form, values)
    assert not isinstance(form, list)
    return form


class TestThirdParties:
    """条例15、32."""

    def test_nobody_asked(self, do: Do, registered: int) -> None:
        with pytest.raises(ClerkError, match="没有征求第三方意见的记录"):
            refused(do, registered, "2026-03-20")

    def test_silence_is_told_only_after_fifteen_working_days_from_receipt(
        self, desk: Desk, do: Do, asked: int
    ) -> None:
        # Received on 10 March: the fifteenth working day is 31 March.
        with pytest.raises(ClerkError, match="期限也没有届满"):
            refused(do, asked, "2026-03-31")
        refused(do, asked, "2026-04-01")
        text = text_of(desk, asked, "refusal")
        assert "书面征求第三方的意见，其在规定期限内未提出意见。" in text
        assert "第三方在规定期限内未提出意见，由本机关依照规定决定是否公开。" in text
        assert "第十五条、第三十二条、第三十六条第（三）项" in text

    def test_an_objection_is_told_as_one(self, desk: Desk, do: Do, asked: int) -> None:
        do(
            "third_party_answered", asked, "2026-03-16", ref="某某建设有限公司", opinion="REFUSE",
            reasons="商业秘密",
        )  # fmt: skip
        refused(do, asked, "2026-03-17")
        text = text_of(desk, asked, "refusal")
        assert "第三方不同意公开，本机关经审查认为其理由合理。" in text
        assert "未提出意见" not in text

    def test_an_extension_notice_says_that_the_answer_is_not_in_yet(
        self, desk: Desk, do: Do, asked: int
    ) -> None:
        do("extend", asked, "2026-03-18", reason="需要征求意见", days=10, approved_by="王建国")
        assert "尚未收到其意见" in text_of(desk, asked, "extension_notice")

    def test_disclosure_over_an_objection_tells_the_third_party(
        self, desk: Desk, do: Do, asked: int
    ) -> None:
        do(
            "third_party_answered", asked, "2026-03-16", ref="某某建设有限公司", opinion="REFUSE",
            reasons="商业秘密",
        )  # fmt: skip
        with pytest.raises(ClerkError, match="公共利益") as caught:
            do("decide", asked, "2026-03-17", kind="PROVIDED", provided="合同价款表")
        assert caught.value.field == "public_interest"
        done = do(
            "decide", asked, "2026-03-17", kind="PROVIDED", provided="合同价款表",
            public_interest="该工程质量关系居民安全",
        )  # fmt: skip
        assert len(done.documents) == 2
        text = text_of(desk, asked, "third_party_disclosure")
        assert "某某建设有限公司：" in text
        assert "收到你单位不同意公开的意见" in text
        assert "不公开可能对公共利益造成重大影响。该工程质量关系居民安全。" in text
        assert "合同价款表" in text
        assert "如对本告知书不服" in text
        assert "林一帆" not in text

    def test_by_items_the_weighing_is_asked_for_in_the_item_that_lacks_it(
        self, do: Do, asked: int
    ) -> None:
        do(
            "third_party_answered", asked, "2026-03-16", ref="某某建设有限公司", opinion="REFUSE",
            reasons="商业秘密",
        )  # fmt: skip
        items = [
            {"content": "规划图", "kind": "NOT_EXISTING", "reasons": "没有制作"},
            {"content": "合同价款表", "kind": "PROVIDED", "provided": "合同价款表"},
        ]
        with pytest.raises(ClerkError, match="公共利益") as caught:
            do("decide_items", asked, "2026-03-17", items=items, in_spite="没有检索")
        assert caught.value.field == "items.2.public_interest"

    def test_by_items_a_kind_that_does_not_fit_is_named_in_its_item(
        self, do: Do, asked: int
    ) -> None:
        do(
            "third_party_answered", asked, "2026-03-16", ref="某某建设有限公司", opinion="CONSENT",
        )  # fmt: skip
        items = [
            {"content": "规划图", "kind": "NOT_EXISTING", "reasons": "没有制作"},
            {
                "content": "合同价款表", "kind": "REFUSED_THIRD_PARTY_RIGHTS",
                "reasons": "商业秘密", "public_interest": "没有重大影响",
            },
        ]  # fmt: skip
        with pytest.raises(ClerkError, match="都是同意公开") as caught:
            do("decide_items", asked, "2026-03-17", items=items, in_spite="没有检索")
        assert caught.value.field == "items.2.kind"

    def test_an_unsound_objection_is_overruled_as_such(
        self, desk: Desk, do: Do, asked: int
    ) -> None:
        do(
            "third_party_answered", asked, "2026-03-16", ref="某某建设有限公司", opinion="REFUSE",
            reasons="未说明", good_reason="否",
        )  # fmt: skip
        do("decide", asked, "2026-03-17", kind="PROVIDED", provided="合同价款表")
        text = text_of(desk, asked, "third_party_disclosure")
        assert "你单位不同意公开的理由不合理" in text
        assert "公共利益" not in text

    def test_an_answer_that_comes_after_the_draft_stops_the_letter(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("decide", registered, "2026-03-10", kind="PROVIDED", provided="合同价款表")
        do(
            "consult_third_party", registered, "2026-03-11", ref="某某建设有限公司",
            content="合同价款", delivered_on="2026-03-11",
        )  # fmt: skip
        with pytest.raises(ClerkError, match="现在不能决定公开"):
            do("serve", registered, "2026-03-12")


class TestReviewAndDraft:
    """条例17."""

    def test_nothing_is_served_without_a_review_and_the_act_stays_offered(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("decide", registered, "2026-03-10", kind="PROVIDED", provided="工作要点")
        form = entered("serve", {"on": desk.today, "method": "POST"})
        with pytest.raises(ClerkError, match="没有审查记录") as caught:
            perform(desk, ACTS["serve"], registered, form)
        assert caught.value.basis is not None
        offered = [one.act.name for one in offers(load(desk, registered))]
        assert offered[0] == "review"
        drafting = {"review", "assign", "search", "extend", "consult_third_party", "consult_agency"}
        assert drafting <= set(offered)
        do("review", registered, "2026-03-11", **REVIEW)
        do("serve", registered, "2026-03-11")

    def test_already_public_information_needs_none(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="本机关网站")
        form = entered("serve", {"on": desk.today, "method": "POST"})
        assert perform(desk, ACTS["serve"], registered, form)


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ({}, ""),
        ({"kind": "PROVIDED"}, "没有审查记录"),
        ({"items": "甲——乱写——丙", "kinds": ["PROVIDED"]}, "没有审查记录"),
        ({"kind": "REFUSED_INTERNAL_AFFAIRS", "grounds": None}, ""),
        ({"kind": "NO_SUCH"}, "无法读取"),
    ],
)
def test_a_reply_recorded_elsewhere_is_served_or_refused_in_a_sentence(
    desk: Desk, do: Do, registered: int, kept: dict[str, object], words: str
) -> None:
    do("note", registered, "2026-03-12", text="导入")
    with desk.store.atomic():
        steps.append(
            desk.store, registered, kind="decided", on=date(2026, 3, 10), details=kept,
            recorded_at=desk.now, recorded_by="导入",
        )  # fmt: skip
    form = entered("serve", {"on": "2026-03-12", "method": "POST"})
    if words:
        with pytest.raises(ClerkError, match=words):
            perform(desk, ACTS["serve"], registered, form)
    else:
        assert perform(desk, ACTS["serve"], registered, form)


class TestReasonsKept:
    """Where absence only warns."""

    def test_the_reason_is_asked_for_and_kept(self, desk: Desk, do: Do, registered: int) -> None:
        with pytest.raises(ClerkError, match="仍然这样答复的理由") as caught:
            do("decide", registered, "2026-03-10", kind="WOULD_HAVE_TO_BE_MADE", reasons="须统计")
        assert caught.value.field == "in_spite"
        do(
            "decide", registered, "2026-03-10", kind="WOULD_HAVE_TO_BE_MADE", reasons="须统计",
            in_spite="承办科室电话确认没有现成统计",
        )  # fmt: skip
        kept = steps.of_request(desk.store, registered)[-1].details
        assert kept["in_spite"] == "承办科室电话确认没有现成统计"
        assert kept["in_spite_of"] == ["searched_for_ready_information"]


class TestEarlierReplies:
    """条例36(六)."""

    def test_it_is_chosen_from_the_register(self, desk: Desk, do: Do, registered: int) -> None:
        do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="本机关网站")
        do("serve", registered, "2026-03-11")
        again = do(
            "register", None, "2026-03-12", applicant_name="林一帆", information_sought="同一文件"
        ).request_id
        from casework.cases.reply_course import earlier_replies

        (offered,) = earlier_replies(desk, load(desk, again))
        do("decide", again, "2026-03-16", kind="REPEATED", earlier=offered)
        text = text_of(desk, again, "repeated")
        assert "前次答复是本机关2026年3月10日作出的公开答〔2026〕1号。" in text

    def test_a_complaint_repeated_is_a_complaint(self, do: Do, registered: int) -> None:
        do("decide", registered, "2026-03-10", kind="PETITION_OR_COMPLAINT", reasons="是投诉")
        do("serve", registered, "2026-03-11")
        again = do(
            "register", None, "2026-03-12", applicant_name="林一帆", information_sought="同一投诉"
        ).request_id
        with pytest.raises(ClerkError, match="再次提出的仍不是政府信息公开申请"):
            do("decide", again, "2026-03-16", kind="REPEATED", earlier="公开告〔2026〕1号")

    def test_somebody_elses_is_none(self, do: Do, registered: int) -> None:
        do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="本机关网站")
        do("serve", registered, "2026-03-11")
        again = do(
            "register", None, "2026-03-12", applicant_name="何宇", information_sought="同一文件"
        ).request_id
        with pytest.raises(ClerkError, match="不是给本件申请人的"):
            do("decide", again, "2026-03-16", kind="REPEATED", earlier="公开答〔2026〕1号")


def test_the_fee_counts_the_requests_of_the_register(do: Do, registered: int) -> None:
    with pytest.raises(ClerkError, match="本自然月的第1件") as caught:
        do("notice_fee", registered, "2026-03-10", method="BY_REQUEST", units=12)
    assert caught.value.field == "count_reason"
    done = do(
        "notice_fee", registered, "2026-03-10", method="BY_REQUEST", units=12,
        count_reason="另有11件登记在旧台账中",
    )  # fmt: skip
    assert "100元" in done.message


def test_the_first_paragraph_says_what_was_asked_and_then_what_was_corrected(
    desk: Desk, do: Do
) -> None:
    request_id = do(
        "register", None, "2026-03-06", applicant_name="林一帆",
        information_sought="申请公开“有关补贴”的文件。",
    ).request_id  # fmt: skip
    do("ask_correction", request_id, "2026-03-09", items="请附身份证明")
    notice = text_of(desk, request_id, "correction_notice")
    assert "申请公开“‘有关补贴’的文件”" in notice
    assert "该申请没有附身份证明。" in notice
    assert "不明确" not in notice
    do("receive_correction", request_id, "2026-03-12", information_sought="2025年补贴发放办法")
    do("decide", request_id, "2026-03-16", kind="ALREADY_PUBLIC", access="本机关网站")
    text = text_of(desk, request_id, "already_public")
    assert "申请公开“‘有关补贴’的文件”。" in text
    assert re.search(
        r"因申请没有附身份证明，本机关于2026年3月9日发出补正告知书（公开补〔2026〕1号），"
        r"并于2026年3月12日收到你补正后的申请。经补正，你申请公开“2025年补贴发放办法”。",
        text,
    )


def test_a_lapse_names_its_notice_its_delivery_and_its_last_day(
    desk: Desk, do: Do, registered: int
) -> None:
    do("ask_correction", registered, "2026-03-10", items="请写明文号", delivered_on="2026-03-12")
    do("decide", registered, "2026-04-10", kind="CORRECTION_LAPSED")
    assert (
        "本机关于2026年3月10日向你发出补正告知书（公开补〔2026〕1号），你于2026年3月12日收到，"
        "补正期限至2026年4月2日届满。你逾期未补正，也没有说明正当理由。"
    ) in text_of(desk, registered, "lapse_notice")


class TestWhoIsNoMore:
    """A request may end without the applicant's word."""

    def test_a_dead_applicant_gets_no_letter(self, desk: Desk, do: Do, registered: int) -> None:
        form = read(ACTS["withdraw"].form, {"on": "2026-03-06", "ground": "DIED"})
        assert isinstance(form, list)
        before = len(documents.of_request(desk.store, registered))
        do("withdraw", registered, "2026-03-10", ground="DIED", note="家属来电，附死亡证明")
        assert len(documents.of_request(desk.store, registered)) == before
        assert load(desk, registered).case.closed_on is not None

    def test_only_a_body_is_dissolved(self, do: Do, registered: int) -> None:
        with pytest.raises(ClerkError, match="申请人是自然人"):
            do("withdraw", registered, "2026-03-10", ground="DISSOLVED", note="已注销")


def test_a_number_that_may_be_mistyped_is_registered_and_told(do: Do) -> None:
    done = do(
        "register", None, "2026-03-06", applicant_name="林一帆", information_sought="文件",
        id_number="11010119900307425X",
    )  # fmt: skip
    assert any("校验位不符" in one for one in done.warnings)


class TestRecordCorrections:
    """条例41: no request for information, numbered apart and in no row of table 3."""

    def test_it_is_numbered_apart_and_counted_nowhere(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        done = do(
            "register", None, "2026-03-09", applicant_name="何宇", nature="CORRECTION",
            information_sought="将登记的出生日期更正为1990年1月1日",
        )  # fmt: skip
        assert "更正〔2026〕1号" in done.message
        again = do("register", None, "2026-03-09", applicant_name="何宇", information_sought="文件")
        assert "依申请〔2026〕2号" in again.message
        counts = counted(desk.store, 2026)
        assert sum(counts.new.values()) == 2
        do(
            "decide", done.request_id, "2026-03-16", kind="RECORD_CORRECTION",
            course="核对原件，记录确有一处笔误",
        )  # fmt: skip
        do("serve", done.request_id, "2026-03-17", mail_number="EA1")
        after = counted(desk.store, 2026)
        assert (after.new, dict(after.closed)) == (counts.new, {})
        assert not list(problems(desk))

    def test_a_correction_found_out_by_its_reply_is_counted_nowhere_too(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do(
            "decide", registered, "2026-03-16", kind="RECORD_CORRECTION", course="记录没有错误",
            reasons="记录与原件一致，不予更正",
        )  # fmt: skip
        do("serve", registered, "2026-03-17", mail_number="EA1")
        assert not counted(desk.store, 2026).new


def test_a_reply_given_anew_is_reviewed_anew_and_cites_what_set_the_first_aside(
    desk: Desk, do: Do, registered: int
) -> None:
    do("decide", registered, "2026-03-10", kind="PROVIDED", provided="文件")
    do("serve", registered, "2026-03-11", mail_number="EA1")
    do(
        "order_reply", registered, "2026-03-20", by="RECONSIDERATION", body="青枫区人民政府",
        decision="青府复字〔2026〕31号《行政复议决定书》",
    )  # fmt: skip
    do("decide", registered, "2026-03-24", kind="PROVIDED", provided="文件和附件")
    text = text_of(desk, registered, "disclosure")
    assert "青府复字〔2026〕31号《行政复议决定书》" in text
    form = entered("serve", {"on": desk.today, "method": "POST"})
    with pytest.raises(ClerkError, match="没有审查记录"):
        perform(desk, ACTS["serve"], registered, form)
