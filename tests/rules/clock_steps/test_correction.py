"""What a correction does to the clocks, counted by hand."""

import pytest

from rules.case import Status, Waiting
from rules.errors import ClerkError
from rules.fold import refusal
from rules.practice import Practice
from rules.provisions import FEE_MEASURES, OGI
from rules.time_limits import ClockKind
from tests.rules.worked_cases import K, a_case, a_step, clock, d, refused


class TestCorrection:
    NOTICED = a_step(K.CORRECTION_NOTICED, "2026-03-05", delivered_on="2026-03-06")

    def test_must_be_asked_for_within_seven_working_days(self) -> None:
        assert clock(a_case("2026-02-27", self.NOTICED), ClockKind.CORRECTION_NOTICE) == (
            "2026-03-09",
            "2026-03-05",
        )
        in_time = a_case("2026-02-27", a_step(K.CORRECTION_NOTICED, "2026-03-09"))
        late = a_case("2026-02-27", a_step(K.CORRECTION_NOTICED, "2026-03-10"))
        assert not in_time.warnings
        assert "7个工作日内" in late.warnings[0]
        assert "条例第30条" in late.warnings[0]

    def test_stops_the_reply_clock_while_it_is_awaited(self) -> None:
        case = a_case("2026-02-27", self.NOTICED)
        assert (case.status, case.due_on, case.waiting) == (
            Status.STOPPED,
            None,
            (Waiting.CORRECTION,),
        )
        assert case.in_time is None
        assert case.proof() == []
        assert clock(case, ClockKind.CORRECTION) == ("2026-03-27", None)
        assert case.clocks[-1].basis == OGI.at(30)
        assert case.reply.stopped_on == d("2026-03-05")

    def test_opens_a_fresh_period_when_it_arrives(self) -> None:
        case = a_case("2026-02-27", self.NOTICED, a_step(K.CORRECTION_RECEIVED, "2026-03-13"))
        assert (case.reply.opened_on, case.due_on) == (d("2026-03-13"), d("2026-04-13"))
        assert case.proof()[0].why == "收到补正申请当日不计入，期限重新起算"
        assert clock(case, ClockKind.CORRECTION) == ("2026-03-27", "2026-03-13")

    def test_is_abandoned_the_day_after_its_period_has_run_out(self) -> None:
        assert a_case("2026-02-27", self.NOTICED, as_of="2026-03-27").status is Status.STOPPED
        assert a_case("2026-02-27", self.NOTICED, as_of="2026-03-28").status is Status.ABANDONED

    @pytest.mark.parametrize(
        ("good_reason", "status", "due_on"),
        [
            (True, Status.RUNNING, "2026-04-28"),
            (None, Status.RUNNING, "2026-04-28"),
            (False, Status.ABANDONED, None),
        ],
    )
    def test_that_comes_late_depends_on_its_reason(
        self, good_reason: bool | None, status: Status, due_on: str | None
    ) -> None:
        late = a_step(K.CORRECTION_RECEIVED, "2026-03-30", good_reason=good_reason)
        case = a_case("2026-02-27", self.NOTICED, late)
        assert (case.status, case.due_on) == (status, d(due_on) if due_on else None)
        assert bool(case.warnings) is (good_reason is not True)

    def test_that_comes_late_is_abandoned_where_the_office_presumes_no_reason(self) -> None:
        late = a_step(K.CORRECTION_RECEIVED, "2026-03-30")
        strict = Practice(late_correction_presumed_excused=False)
        assert a_case("2026-02-27", self.NOTICED, late, practice=strict).status is (
            Status.ABANDONED
        )

    def test_is_not_late_on_the_last_day_of_its_period(self) -> None:
        on_the_day = a_step(K.CORRECTION_RECEIVED, "2026-03-27", good_reason=False)
        assert a_case("2026-02-27", self.NOTICED, on_the_day).status is Status.RUNNING

    def test_is_asked_for_once_only(self) -> None:
        again = a_step(K.CORRECTION_NOTICED, "2026-03-16")
        case = a_case("2026-02-27", self.NOTICED, a_step(K.CORRECTION_RECEIVED, "2026-03-13"))
        assert refused(case, again).basis == OGI.at(30)
        assert refused(a_case("2026-02-27", self.NOTICED), again).basis == OGI.at(30)

    def test_cannot_arrive_unasked(self) -> None:
        error = refused(a_case("2026-02-27"), a_step(K.CORRECTION_RECEIVED, "2026-03-13"))
        assert "没有待补正的事项" in error.message
        assert error.basis == OGI.at(30)

    def test_has_the_period_the_notice_names(self) -> None:
        ten = a_step(K.CORRECTION_NOTICED, "2026-03-05", days=10)
        assert clock(a_case("2026-02-27", ten), ClockKind.CORRECTION) == ("2026-03-19", None)
        until = a_step(K.CORRECTION_NOTICED, "2026-03-05", until="2026-03-25")
        assert clock(a_case("2026-02-27", until), ClockKind.CORRECTION) == ("2026-03-25", None)
        one = a_step(K.CORRECTION_NOTICED, "2026-03-05", days=1)
        assert clock(a_case("2026-02-27", one), ClockKind.CORRECTION) == ("2026-03-06", None)
        with pytest.raises(ClerkError, match="1个工作日以上") as caught:
            a_case("2026-02-27", a_step(K.CORRECTION_NOTICED, "2026-03-05", days=0))
        assert (caught.value.basis, caught.value.field) == (OGI.at(30), "days")

    def test_asked_for_too_late_leaves_the_clock_running_where_the_office_reads_it_so(self) -> None:
        late = a_step(K.CORRECTION_NOTICED, "2026-03-11")
        strict = Practice(late_correction_notice_stops=False)
        waiting = a_case("2026-02-27", late, practice=strict)
        assert (waiting.status, waiting.due_on) == (Status.RUNNING, d("2026-03-26"))
        assert waiting.reply.stopped_on is None
        received = a_case(
            "2026-02-27", late, a_step(K.CORRECTION_RECEIVED, "2026-03-16"), practice=strict
        )
        assert (received.reply.opened_on, received.due_on) == (d("2026-02-27"), d("2026-03-26"))

    def test_asked_for_too_late_does_not_keep_a_later_fee_from_stopping_the_clock(self) -> None:
        case = a_case(
            "2026-02-27",
            a_step(K.CORRECTION_NOTICED, "2026-03-11"),
            a_step(K.CORRECTION_RECEIVED, "2026-03-16"),
            a_step(K.FEE_NOTICED, "2026-03-17"),
            practice=Practice(late_correction_notice_stops=False),
        )
        assert (case.status, case.due_on, case.waiting) == (Status.STOPPED, None, (Waiting.FEE,))

    def test_is_not_asked_for_while_a_fee_is_awaited_nor_after_the_request_is_given_up(
        self,
    ) -> None:
        fee = a_step(K.FEE_NOTICED, "2026-03-02", delivered_on="2026-03-02")
        awaiting = a_case("2026-02-27", fee)
        error = refused(awaiting, a_step(K.CORRECTION_NOTICED, "2026-03-03"))
        assert "等待申请人缴费" in error.message
        assert error.basis == FEE_MEASURES.at(6)
        given_up = a_case("2026-02-27", fee, a_step(K.FEE_PAID, "2026-04-08"))
        error = refused(given_up, a_step(K.CORRECTION_NOTICED, "2026-04-09"))
        assert "视为放弃申请" in error.message

    def test_gives_up_the_extension_of_the_period_it_replaces(self) -> None:
        case = a_case(
            "2026-02-27",
            a_step(K.EXTENDED, "2026-03-02", days=20),
            self.NOTICED,
            a_step(K.CORRECTION_RECEIVED, "2026-03-13"),
        )
        assert (case.reply.extended_days, case.due_on) == (0, d("2026-04-13"))
        assert refusal(case, a_step(K.EXTENDED, "2026-03-16", days=20)) is None

    def test_cannot_be_due_before_the_notice_reached_the_applicant(self) -> None:
        notice = a_step(
            K.CORRECTION_NOTICED, "2026-03-10", delivered_on="2026-03-12", until="2026-03-12"
        )
        error = refused(a_case("2026-03-06"), notice)
        assert error.field == "until"
        assert "应当晚于申请人收到补正告知书的日期2026-03-12" in error.message
        assert a_case("2026-03-06", notice._replace(until=d("2026-03-13"))).status is Status.STOPPED
