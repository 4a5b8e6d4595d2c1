"""What closes a case, and what opens it again."""

import pytest

from rules.case import Status
from rules.fold import refusal
from rules.steps import StepKind
from rules.time_limits import ClockKind
from tests.rules.worked_cases import K, a_case, a_step, clock, d, refused


class TestClosing:
    def test_a_withdrawal_closes_the_case(self) -> None:
        case = a_case("2026-03-06", a_step(K.WITHDRAWN, "2026-03-10"))
        assert (case.status, case.closed_on, case.first_served_on) == (
            Status.CLOSED,
            d("2026-03-10"),
            None,
        )

    @pytest.mark.parametrize("kind", [K.EXTENDED, K.SERVED, K.THIRD_PARTY_CONSULTED, K.FEE_NOTICED])
    def test_nothing_more_is_done_to_a_closed_case(self, kind: StepKind) -> None:
        case = a_case("2026-03-06", a_step(K.SERVED, "2026-03-10"))
        error = refused(case, a_step(kind, "2026-03-11"))
        assert "已于2026-03-10办结" in error.message
        assert error.field == "on"

    def test_ends_the_reply_clock_on_its_day(self) -> None:
        case = a_case("2026-03-06", a_step(K.SERVED, "2026-03-10"))
        assert clock(case, ClockKind.REPLY) == ("2026-04-03", "2026-03-10")

    def test_a_letter_that_comes_back_reopens_it_but_was_given_in_time(self) -> None:
        returned = a_case(
            "2026-03-06",
            a_step(K.SERVED, "2026-04-03"),
            a_step(K.UNDELIVERED, "2026-04-14"),
        )
        assert (returned.closed_on, returned.status, returned.in_time) == (
            None,
            Status.RUNNING,
            True,
        )
        again = a_case(
            "2026-03-06",
            a_step(K.SERVED, "2026-04-03"),
            a_step(K.UNDELIVERED, "2026-04-14"),
            a_step(K.SERVED, "2026-04-15"),
        )
        assert (again.closed_on, again.in_time) == (d("2026-04-15"), True)

    def test_a_letter_cannot_come_back_that_never_went(self) -> None:
        assert "没有已送达的答复" in (
            refused(a_case("2026-03-06"), a_step(K.UNDELIVERED, "2026-03-10")).message
        )
        returned = (a_step(K.SERVED, "2026-03-10"), a_step(K.UNDELIVERED, "2026-03-16"))
        twice = a_step(K.UNDELIVERED, "2026-03-17")
        assert refusal(a_case("2026-03-06", *returned), twice) is not None

    def test_a_lapsed_request_is_closed_by_its_notice(self) -> None:
        case = a_case(
            "2026-02-27",
            a_step(K.CORRECTION_NOTICED, "2026-03-05"),
            a_step(K.SERVED, "2026-04-01"),
        )
        assert (case.status, case.due_on, case.in_time) == (Status.CLOSED, None, True)
        assert clock(case, ClockKind.CORRECTION) == ("2026-03-26", None)

    def test_a_letter_may_go_out_again_on_the_day_it_came_back(self) -> None:
        case = a_case(
            "2026-03-06",
            a_step(K.SERVED, "2026-04-03"),
            a_step(K.UNDELIVERED, "2026-04-13"),
            a_step(K.SERVED, "2026-04-13"),
        )
        assert (case.status, case.in_time) == (Status.CLOSED, True)
