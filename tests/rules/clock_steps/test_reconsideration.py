"""The period to answer a reconsideration, counted by hand."""

import pytest

from rules.fold import refusal
from rules.provisions import RECONSIDERATION_LAW
from rules.time_limits import ClockKind
from tests.rules.worked_cases import K, a_case, a_step, clock


class TestReconsideration:
    @pytest.mark.parametrize(
        ("simple", "due_on", "article"), [(False, "2026-05-25", 48), (True, "2026-05-18", 54)]
    )
    def test_a_reconsideration_is_answered_in_its_own_time(
        self, simple: bool, due_on: str, article: int
    ) -> None:
        steps = (
            a_step(K.SERVED, "2026-04-03"),
            a_step(K.RECONSIDERED, "2026-05-11", simple_procedure=simple),
        )
        open_case = a_case("2026-03-06", *steps)
        assert clock(open_case, ClockKind.RECONSIDERATION_ANSWER) == (due_on, None)
        assert open_case.clocks[-1].basis == RECONSIDERATION_LAW.at(article)
        answered = a_case("2026-03-06", *steps, a_step(K.RECONSIDERATION_ANSWERED, "2026-05-13"))
        assert answered.clocks[-1].in_time is True

    def test_before_2024_its_ten_days_were_natural_ones(self) -> None:
        steps = (a_step(K.SERVED, "2023-09-01"), a_step(K.RECONSIDERED, "2023-09-21"))
        case = a_case("2023-08-21", *steps)
        # 1 October is the tenth day; the first working day after the holiday is Saturday the 7th.
        assert clock(case, ClockKind.RECONSIDERATION_ANSWER) == ("2023-10-07", None)
        assert (case.clocks[-1].days, case.clocks[-1].basis.short) == (
            10,
            "复议法（2023年修订前）第23条第1款",
        )

    def test_its_answer_leaves_the_limit_of_a_silent_third_party_alone(self) -> None:
        case = a_case(
            "2026-03-06",
            a_step(K.THIRD_PARTY_CONSULTED, "2026-03-09"),
            a_step(K.SERVED, "2026-04-03"),
            a_step(K.RECONSIDERED, "2026-05-11"),
            a_step(K.RECONSIDERATION_ANSWERED, "2026-05-13"),
        )
        assert clock(case, ClockKind.THIRD_PARTY) == ("2026-03-30", None)
        assert clock(case, ClockKind.RECONSIDERATION_ANSWER) == ("2026-05-25", "2026-05-13")

    def test_a_reconsideration_decided_without_a_recorded_answer_asks_for_none(self) -> None:
        case = a_case(
            "2026-03-06",
            a_step(K.SERVED, "2026-04-03"),
            a_step(K.RECONSIDERED, "2026-05-11"),
            a_step(K.RECONSIDERATION_DECIDED, "2026-06-30"),
        )
        assert clock(case, ClockKind.RECONSIDERATION_ANSWER) == ("2026-05-25", "2026-06-30")
        assert case.clocks[-1].in_time is False

    def test_its_decision_changes_neither_the_day_of_the_answer_nor_another_limit(self) -> None:
        case = a_case(
            "2026-03-06",
            a_step(K.THIRD_PARTY_CONSULTED, "2026-03-09"),
            a_step(K.SERVED, "2026-04-03"),
            a_step(K.RECONSIDERED, "2026-05-11"),
            a_step(K.RECONSIDERATION_ANSWERED, "2026-05-13"),
            a_step(K.RECONSIDERATION_DECIDED, "2026-06-30"),
        )
        assert clock(case, ClockKind.THIRD_PARTY) == ("2026-03-30", None)
        assert clock(case, ClockKind.RECONSIDERATION_ANSWER) == ("2026-05-25", "2026-05-13")

    def test_an_answer_needs_a_reconsideration(self) -> None:
        case = a_case("2026-03-06", a_step(K.SERVED, "2026-04-03"))
        assert refusal(case, a_step(K.RECONSIDERATION_ANSWERED, "2026-05-13")) is not None
