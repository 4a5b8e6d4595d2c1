"""The clerk's acts, from the counter to the file, asserted on the register."""

from datetime import date
from typing import Any

import pytest

from casework.acts import (
    ACTS,
    offers,
    preview,
    starting_values,
    undo,
)
from casework.cases.case_file import load
from casework.cases.projection import differences, refresh
from casework.desk.desk import Desk
from casework.pages.case_page import case_page
from casework.pages.register_check import problems
from db import documents, numbers, requests, settings, steps
from forms.fields import read
from rules.case import Status
from rules.errors import ClerkError
from rules.fees import Method
from rules.outcomes import Outcome
from rules.provisions import OGI
from tests.casework.doings import NUMBER, Do, given, letter_text

pytestmark = pytest.mark.on_both_engines


class TestRegistering:
    def test_gives_the_next_number_of_the_year_and_an_acknowledgement(
        self, desk: Desk, do: Do
    ) -> None:
        first = do("register", None, "2026-03-06", applicant_name="甲", information_sought="文件")
        second = do("register", None, "2026-03-09", applicant_name="乙", information_sought="文件")
        rows = requests.rows(desk.store, [first.request_id, second.request_id])
        assert [row.register_number for row in rows] == ["依申请〔2026〕1号", "依申请〔2026〕2号"]
        assert [row.due_on for row in rows] == [date(2026, 4, 3), date(2026, 4, 7)]
        assert "依申请〔2026〕2号" in letter_text(second)
        assert "答复期限至2026-04-07" in second.message

    def test_follows_the_offices_own_pattern(self, desk: Desk, do: Do) -> None:
        office = settings.value(desk.store, "office")
        settings.put(desk.store, "office", {**office, "register_pattern": "青公开申[{年}]-{号}"})
        desk.forget_settings()
        done = do("register", None, "2026-03-06", applicant_name="甲", information_sought="文件")
        assert requests.one(desk.store, done.request_id).register_number == "青公开申[2026]-1"

    def test_keeps_the_day_of_receipt_apart_from_the_day_of_entry(self, desk: Desk, do: Do) -> None:
        done = do(
            "register", None, "2026-03-10",
            applicant_name="甲", information_sought="文件", channel="SIGNED_POST",
            arrived_on=date(2026, 3, 6),
        )  # fmt: skip
        row = requests.one(desk.store, done.request_id)
        assert (row.received_on, row.due_on) == (date(2026, 3, 6), date(2026, 4, 3))
        assert steps.of_request(desk.store, done.request_id)[0].recorded_at[:10] == "2026-03-10"

    def test_warns_from_the_arrival_until_both_sides_confirm(self, desk: Desk, do: Do) -> None:
        done = do(
            "register", None, "2026-03-06",
            applicant_name="甲", information_sought="文件", channel="INTERNET",
        )  # fmt: skip
        assert requests.one(desk.store, done.request_id).due_on == date(2026, 4, 3)
        assert requests.one(desk.store, done.request_id).stage == "收件"
        do("confirm", done.request_id, "2026-03-10")
        row = requests.one(desk.store, done.request_id)
        assert (row.received_on, row.due_on) == (date(2026, 3, 10), date(2026, 4, 8))
        assert row.confirmed_on == date(2026, 3, 10)
        assert not list(differences(desk))

    def test_refuses_a_day_that_has_not_come(self, do: Do) -> None:
        with pytest.raises(ClerkError, match="晚于今天2026-03-06"):
            do(
                "register", None, "2026-03-06",
                applicant_name="甲", information_sought="文件", arrived_on=date(2026, 3, 7),
            )  # fmt: skip

    def test_shows_what_it_will_do_and_changes_nothing(self, desk: Desk) -> None:
        form = read(
            ACTS["register"].form,
            {"applicant_name": "甲", "information_sought": "文件", "arrived_on": desk.today},
        )
        assert not isinstance(form, list)
        shown = preview(desk, ACTS["register"], None, form)
        assert "2026年4月3日" in shown.due_after
        assert any("依申请〔2026〕1号" in line for line in shown.letter)
        assert numbers.peek(desk.store, "登记", 2026) == 1
        assert steps.count(desk.store) == 0

    def test_is_undone_as_a_whole_and_its_number_is_next_again(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        step = steps.of_request(desk.store, registered)[0]
        undo(desk, registered, step.id)
        row = requests.one(desk.store, registered)
        assert (row.stage, row.register_number, row.watch_on) == ("登记作废", "", None)
        again = do("register", None, "2026-03-06", applicant_name="乙", information_sought="文件")
        assert requests.one(desk.store, again.request_id).register_number == "依申请〔2026〕1号"
        assert not list(problems(desk))

    def test_is_not_undone_under_what_was_built_on_it(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("assign", registered, "2026-03-09", section="政务公开科")
        with pytest.raises(ClerkError, match="已有办理步骤"):
            undo(desk, registered, steps.of_request(desk.store, registered)[0].id)


class TestTheWayToAReply:
    def test_from_the_counter_to_the_file(self, desk: Desk, do: Do, registered: int) -> None:
        reply = given(do, registered)
        assert "公开答〔2026〕1号" in letter_text(reply)
        assert "青枫区人民政府申请行政复议" in letter_text(reply)
        assert documents.one(desk.store, reply.documents[0].document_id).status == "drafted"
        served = do("serve", registered, "2026-03-23", mail_number="1000000000001")
        assert "按期答复" in served.message
        assert documents.one(desk.store, reply.documents[0].document_id).status == "issued"
        do("file", registered, "2026-03-30", file_number="2026-001")
        row = requests.one(desk.store, registered)
        assert (row.stage, row.report_row, row.closed_on, row.in_time) == (
            "归档",
            Outcome.DISCLOSED.row,
            date(2026, 3, 23),
            True,
        )
        assert row.document_number == "公开答〔2026〕1号"
        assert not list(problems(desk))

    def test_a_correction_stops_the_clock_and_its_answer_opens_a_fresh_one(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        notice = do("ask_correction", registered, "2026-03-10", items="请写明文号\n请说明获取方式")
        text = letter_text(notice)
        assert "请写明文号" in text
        assert "请说明获取方式" in text
        assert requests.one(desk.store, registered).due_on is None
        do("receive_correction", registered, "2026-03-13", information_sought=NUMBER)
        row = requests.one(desk.store, registered)
        assert (row.due_on, row.information_sought) == (date(2026, 4, 13), NUMBER)

    def test_a_delivery_learnt_of_later_moves_the_correction_period(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("ask_correction", registered, "2026-03-10", items="请写明文号")
        assert requests.one(desk.store, registered).watch_on == date(2026, 3, 31)
        do("deliver", registered, "2026-03-12", ref="补正告知书")
        assert requests.one(desk.store, registered).watch_on == date(2026, 4, 2)

    def test_a_consultation_and_an_extension_move_the_due_day(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        talk = do("consult_third_party", registered, "2026-03-11", ref="某某公司", content="合同")
        assert "公开征〔2026〕1号" in letter_text(talk)
        assert "林一帆" not in letter_text(talk)
        do("third_party_answered", registered, "2026-03-18", ref="某某公司", opinion="CONSENT")
        assert requests.one(desk.store, registered).due_on == date(2026, 4, 13)
        notice = do(
            "extend", registered, "2026-03-20", days=10, reason="档案较多", approved_by="王建国"
        )
        assert "2026年4月27日" in letter_text(notice)
        assert requests.one(desk.store, registered).due_on == date(2026, 4, 27)

    @pytest.mark.parametrize(
        ("third_party", "is_body"),
        [("某某公司", True), ("赵小满", False), ("买买提·艾力", False)],
    )
    def test_a_third_party_is_addressed_as_what_its_name_says(
        self, do: Do, registered: int, third_party: str, is_body: bool
    ) -> None:
        talk = do("consult_third_party", registered, "2026-03-11", ref=third_party, content="合同")
        assert ("你单位" in letter_text(talk)) == is_body

    @pytest.mark.parametrize(
        ("third_party", "kind"), [("赵小满", "BODY"), ("青枫建材有限公司", "NATURAL_PERSON")]
    )
    def test_a_third_party_is_addressed_as_the_clerk_recorded_it(
        self, desk: Desk, do: Do, registered: int, third_party: str, kind: str
    ) -> None:
        talk = do(
            "consult_third_party", registered, "2026-03-11",
            ref=third_party, content="合同", third_party_kind=kind,
        )  # fmt: skip
        assert ("你单位" in letter_text(talk)) == (kind == "BODY")
        (*_, step) = steps.of_request(desk.store, registered)
        assert step.details["third_party_kind"] == kind

    def test_a_third_party_nobody_chose_the_kind_of_is_recorded_as_its_name_says(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("consult_third_party", registered, "2026-03-11", ref="某某公司", content="合同")
        (*_, step) = steps.of_request(desk.store, registered)
        assert step.details["third_party_kind"] == "BODY"

    def test_a_consultation_recorded_before_the_kind_was_asked_for_is_read_as_ever(
        self, desk: Desk, registered: int
    ) -> None:
        steps.append(
            desk.store, registered, kind="third_party_consulted", on=date(2026, 3, 6),
            details={"on": "2026-03-06", "ref": "某某公司", "ref_address": "", "content": "合同",
                     "delivered_on": None},
            recorded_at=desk.now, recorded_by="周敏",
        )  # fmt: skip
        refresh(desk, load(desk, registered))
        assert requests.one(desk.store, registered).waiting_for == "征求第三方意见中"
        assert "第三方类型" not in str(case_page(desk, registered).timeline[0].said)
        assert not list(problems(desk))

    def test_a_fee_stops_the_clock_until_it_is_paid(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        notice = do("notice_fee", registered, "2026-03-16", method="BY_PAGE", units=120)
        assert "1,100元" in letter_text(notice)
        assert requests.one(desk.store, registered).due_on is None
        with pytest.raises(ClerkError, match="少于通知收取的1100元"):
            do("pay_fee", registered, "2026-03-20", yuan=1000)
        do("pay_fee", registered, "2026-03-20", yuan=1100)
        row = requests.one(desk.store, registered)
        assert (row.due_on, row.fee_yuan) == (date(2026, 4, 20), 1100)

    def test_what_was_paid_above_the_notice_is_said_and_offered_for_refund(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("notice_fee", registered, "2026-03-16", method="BY_PAGE", units=120)

        def warned(yuan: int) -> str:
            form = read(ACTS["pay_fee"].form, {"on": "2026-03-16", "yuan": yuan}, today=desk.today)
            assert not isinstance(form, list)
            return "".join(preview(desk, ACTS["pay_fee"], registered, form).warnings)

        assert "应退付300元" in warned(1400)
        assert "登记退付" in warned(1400)
        assert "退付" not in warned(1100)
        do("pay_fee", registered, "2026-03-20", yuan=1400)
        start = starting_values(desk, ACTS["refund_fee"], registered)
        assert start["yuan"] == 300
        done = do("refund_fee", registered, "2026-03-25", yuan=200, reason="多缴")
        assert "应收" not in done.message
        assert "已登记退付200元。实收1,400元，退付后1,200元。" in done.message

    def test_an_acknowledgement_taken_back_later_is_not_said_to_have_a_number(
        self, desk: Desk, clock: Any, registered: int
    ) -> None:
        clock.day = date(2026, 3, 11)
        done = undo(desk, registered, case_page(desk, registered).undo_step_id)
        assert "政府信息公开申请接收回执已经送出，或者过了写出当日按送出处理" in done.message
        assert "文号" not in done.message

    def test_a_reply_on_record_as_received_does_not_come_back_unsaid(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("decide", registered, "2026-03-16", kind="PROVIDED", provided="《工作要点》")
        do("serve", registered, "2026-03-16", method="POST")

        def warned() -> str:
            act = ACTS["returned"]
            form = read(act.form, {"on": desk.today, "reason": "查无此人"}, today=desk.today)
            assert not isinstance(form, list)
            return "".join(preview(desk, act, registered, form).warnings)

        assert warned() == ""
        do("deliver", registered, "2026-03-18", ref="答复")
        assert "已于2026年3月18日收到" in warned()

    def test_the_fee_by_request_counts_the_applicants_month(self, desk: Desk, do: Do) -> None:
        last = 0
        for _ in range(11):
            last = do(
                "register", None, "2026-03-06", applicant_name="甲", information_sought="文件"
            ).request_id
        start = starting_values(desk, ACTS["notice_fee"], last)
        assert (start["method"], start["units"]) == (Method.BY_REQUEST, 11)

    def test_where_nothing_is_due_by_request_the_pages_are_asked_for(
        self, desk: Desk, registered: int
    ) -> None:
        start = starting_values(desk, ACTS["notice_fee"], registered)
        assert start["method"] is Method.BY_PAGE
        assert "units" not in start

    def test_a_search_needs_no_assignment_and_is_told_in_the_reply(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do(
            "search", registered, "2026-03-10", searched_by="李文", scope="档案室。\n公文系统",
            keywords="按“工作要点”检索", result="NOT_FOUND",
        )  # fmt: skip
        assert starting_values(desk, ACTS["decide"], registered)["course"] == (
            "本机关于2026年3月10日在档案室；公文系统进行检索，"
            "检索方式和关键词为：按“工作要点”检索；未检索到相关信息。"
        )

    def test_a_withdrawal_closes_the_case_as_otherwise_closed(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("withdraw", registered, "2026-03-10")
        row = requests.one(desk.store, registered)
        assert (row.report_row, row.closed_on) == (23, date(2026, 3, 10))

    def test_a_lapsed_correction_is_told_and_closed(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do(
            "ask_correction",
            registered,
            "2026-03-10",
            items="请写明文号",
            delivered_on="2026-03-10",
        )
        with pytest.raises(ClerkError, match="现在不能“作出答复”"):
            do("decide", registered, "2026-03-31", kind="CORRECTION_LAPSED", course="逾期未补正")
        assert load(desk, registered).case.status is Status.STOPPED
        start = starting_values(desk, ACTS["decide"], registered)
        assert "kind" not in start
        do("decide", registered, "2026-04-01", kind="CORRECTION_LAPSED", course="逾期未补正")
        do("serve", registered, "2026-04-02")
        assert requests.one(desk.store, registered).report_row == 21

    def test_an_abandoned_request_gets_no_other_reply(self, do: Do, registered: int) -> None:
        do(
            "ask_correction",
            registered,
            "2026-03-10",
            items="请写明文号",
            delivered_on="2026-03-10",
        )
        with pytest.raises(ClerkError, match="视为放弃申请"):
            do("decide", registered, "2026-04-10", kind="PROVIDED", provided="文件")

    def test_nothing_lapses_while_the_day_the_notice_was_received_is_not_registered(
        self, desk: Desk, do: Do, clock: Any, registered: int
    ) -> None:
        do("ask_correction", registered, "2026-03-10", items="请写明文号")
        clock.day = date(2026, 6, 1)
        assert load(desk, registered).case.status is Status.STOPPED
        with pytest.raises(ClerkError, match="现在不能“作出答复”"):
            do("decide", registered, "2026-06-01", kind="CORRECTION_LAPSED", course="逾期未补正")
        do("deliver", registered, "2026-03-12", ref="补正告知书")
        clock.day = date(2026, 6, 1)
        assert load(desk, registered).case.status is Status.ABANDONED

    def test_still_unclear_needs_a_correction_first(self, do: Do, registered: int) -> None:
        with pytest.raises(ClerkError, match="没有收到过补正") as caught:
            do("decide", registered, "2026-03-10", kind="STILL_UNCLEAR", reasons="无", course="无")
        assert caught.value.basis == OGI.at(30)

    def test_a_reply_is_not_served_before_it_was_made(self, do: Do, registered: int) -> None:
        given(do, registered)
        with pytest.raises(ClerkError, match="早于答复的成文日期"):
            do("serve", registered, "2026-03-19")

    def test_a_letter_that_came_back_is_served_again(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        given(do, registered)
        do("serve", registered, "2026-04-03")
        do("returned", registered, "2026-04-14", reason="查无此人")
        assert offers(load(desk, registered))[0].act.name == "serve"
        do("serve", registered, "2026-04-15")
        assert requests.one(desk.store, registered).in_time is True

    def test_the_report_row_is_changed_only_with_a_reason(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        given(do, registered)
        do("serve", registered, "2026-03-23")
        do("reclassify", registered, "2026-03-24", outcome_row=4, reason="附件未公开")
        assert requests.one(desk.store, registered).report_row == 4
