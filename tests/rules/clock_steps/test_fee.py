"""What a fee does to the clocks, counted by hand."""

import pytest

from rules.case import Status, Waiting
from rules.errors import ClerkError
from rules.practice import Practice
from rules.provisions import FEE_MEASURES, OGI
from rules.time_limits import ClockKind
from tests.rules.worked_cases import K, a_case, a_step, clock, d, refused


class TestFee:
    NOTICED = a_step(K.FEE_NOTICED, "2026-03-16", delivered_on="2026-03-18")

    def test_stops_the_clock_when_the_notice_goes_out(self) -> None:
        case = a_case("2026-03-06", self.NOTICED)
        assert (case.status, case.due_on, case.waiting) == (Status.STOPPED, None, (Waiting.FEE,))
        assert clock(case, ClockKind.FEE_PAYMENT) == ("2026-04-16", None)
        assert clock(case, ClockKind.REPLY) == ("2026-04-03", "2026-03-16")

    def test_opens_a_fresh_period_when_it_is_paid(self) -> None:
        case = a_case("2026-03-06", self.NOTICED, a_step(K.FEE_PAID, "2026-04-16"))
        assert (case.reply.opened_on, case.due_on) == (d("2026-04-16"), d("2026-05-18"))
        assert case.proof()[0].why == "完成缴费当日不计入，期限重新起算"
        assert clock(case, ClockKind.FEE_PAYMENT) == ("2026-04-16", "2026-04-16")

    def test_not_paid_in_time_is_abandoned(self) -> None:
        assert a_case("2026-03-06", self.NOTICED, as_of="2026-04-16").status is Status.STOPPED
        assert a_case("2026-03-06", self.NOTICED, as_of="2026-04-17").status is Status.ABANDONED

    def test_paid_too_late_stays_abandoned(self) -> None:
        case = a_case("2026-03-06", self.NOTICED, a_step(K.FEE_PAID, "2026-04-17"))
        assert (case.status, case.due_on) == (Status.ABANDONED, None)
        assert "款项应予退还" in case.warnings[0]
        refusal_of_more = refused(case, a_step(K.EXTENDED, "2026-04-20"))
        assert "视为放弃申请" in refusal_of_more.message
        assert refusal_of_more.basis == OGI.at(30)
        # The reply clock ended with the notice; closing the case opens no second one.
        told = a_case("2026-03-06", *case.steps, a_step(K.SERVED, "2026-04-20"))
        replies = [one for one in told.clocks if one.kind is ClockKind.REPLY]
        assert [one.ended_on for one in replies] == [d("2026-03-16")]

    def test_is_not_asked_for_while_the_clock_stands_still(self) -> None:
        stopped = a_case("2026-03-06", a_step(K.CORRECTION_NOTICED, "2026-03-10"))
        assert "等待申请人补正" in refused(stopped, a_step(K.FEE_NOTICED, "2026-03-11")).message

    def test_paid_too_late_may_be_accepted_for_a_reason(self) -> None:
        late = a_step(K.FEE_PAID, "2026-04-17", good_reason=True)
        assert a_case("2026-03-06", self.NOTICED, late).status is Status.RUNNING

    def test_cannot_be_paid_unasked(self) -> None:
        error = refused(a_case("2026-03-06"), a_step(K.FEE_PAID, "2026-03-16"))
        assert error.basis == FEE_MEASURES.at(6)

    def test_asked_for_after_the_period_is_said_to_be_late(self) -> None:
        in_time = a_case("2026-03-06", a_step(K.FEE_NOTICED, "2026-04-03"))
        late = a_case("2026-03-06", a_step(K.FEE_NOTICED, "2026-04-07"))
        assert not in_time.warnings
        assert "应当在申请处理期限内发出" in late.warnings[0]
        assert FEE_MEASURES.at(6).short in late.warnings[0]

    def test_resumes_the_old_period_where_the_office_reads_it_so(self) -> None:
        practice = Practice(payment_opens_fresh_period=False)
        case = a_case(
            "2026-03-06", self.NOTICED, a_step(K.FEE_PAID, "2026-03-20"), practice=practice
        )
        # 03-09 to 03-13 and 03-16 count 1 to 6; 03-17 to 03-20 do not.
        assert (case.reply.opened_on, case.due_on) == (d("2026-03-06"), d("2026-04-10"))
        assert {day.why for day in case.proof() if not day.counted} >= {"等待申请人缴费"}

    def test_after_it_the_period_may_be_extended_again_with_a_warning(self) -> None:
        steps = (
            a_step(K.EXTENDED, "2026-03-10", days=5),
            self.NOTICED,
            a_step(K.FEE_PAID, "2026-03-20"),
            a_step(K.EXTENDED, "2026-03-23", days=5),
        )
        assert "能否再次延长没有规定" in a_case("2026-03-06", *steps).warnings[0]
        with pytest.raises(ClerkError, match="缴费前已经延长过"):
            a_case("2026-03-06", *steps, practice=Practice(extension_after_payment=False))

    def test_an_extension_after_it_alone_needs_no_warning(self) -> None:
        steps = (
            self.NOTICED,
            a_step(K.FEE_PAID, "2026-03-20"),
            a_step(K.EXTENDED, "2026-03-23", days=5),
        )
        assert not a_case("2026-03-06", *steps).warnings

    def test_may_be_asked_for_again_on_the_day_the_first_was_paid(self) -> None:
        case = a_case(
            "2026-03-06",
            a_step(K.FEE_NOTICED, "2026-03-09"),
            a_step(K.FEE_PAID, "2026-03-11"),
            a_step(K.FEE_NOTICED, "2026-03-11"),
        )
        assert case.status is Status.STOPPED
        assert clock(case, ClockKind.FEE_PAYMENT) == ("2026-04-09", None)
