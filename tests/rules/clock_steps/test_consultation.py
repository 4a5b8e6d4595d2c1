"""What consultations and their like do to the clocks, counted by hand."""

import pytest

from rules.case import Status, Waiting
from rules.errors import ClerkError
from rules.fold import refusal
from rules.practice import Practice
from rules.provisions import OGI
from rules.time_limits import ClockKind, UncountedDays, tally
from tests.rules.worked_cases import K, a_case, a_step, clock, d, refused


class TestConsultation:
    SENT = a_step(K.THIRD_PARTY_CONSULTED, "2026-03-11", delivered_on="2026-03-13")

    def test_leaves_out_the_days_after_sending_up_to_the_answer(self) -> None:
        case = a_case("2026-03-06", self.SENT, a_step(K.THIRD_PARTY_ANSWERED, "2026-03-18"))
        # 03-09, 03-10, 03-11 count 1 to 3; 03-12 to 03-18 do not; 03-19 is the fourth.
        assert case.due_on == d("2026-04-13")
        proof = {day.on: day for day in case.proof()}
        assert proof[d("2026-03-11")].number == 3
        assert (proof[d("2026-03-12")].counted, proof[d("2026-03-12")].why) == (
            False,
            "征求第三方意见",
        )
        assert proof[d("2026-03-14")].why == "周六"
        assert proof[d("2026-03-18")].counted is False
        assert proof[d("2026-03-19")].number == 4

    def test_comes_to_what_was_counted_and_what_was_not(self) -> None:
        answered = a_step(K.THIRD_PARTY_ANSWERED, "2026-03-18")
        case = a_case("2026-03-06", self.SENT, answered, as_of="2026-03-20")
        counted, left_out = tally(case.proof(), case.as_of)
        # 03-09 to 03-11, then 03-19 and 03-20; the weekend among the others was no working day.
        assert counted == 5
        assert left_out == (UncountedDays("征求第三方意见", d("2026-03-12"), d("2026-03-18"), 5),)

    def test_is_reckoned_to_its_own_last_day_while_it_is_open(self) -> None:
        case = a_case("2026-03-06", self.SENT)
        assert clock(case, ClockKind.THIRD_PARTY) == ("2026-04-03", None)
        assert (case.due_on, case.is_provisional, case.status) == (
            d("2026-04-29"),
            True,
            Status.STOPPED,
        )
        assert case.waiting == (Waiting.THIRD_PARTY,)

    def test_that_is_not_answered_ends_with_its_period(self) -> None:
        case = a_case("2026-03-06", self.SENT, as_of="2026-04-07")
        assert (case.status, case.is_provisional, case.due_on) == (
            Status.RUNNING,
            False,
            d("2026-04-29"),
        )

    def test_answered_too_late_gains_nothing(self) -> None:
        late = a_case("2026-03-06", self.SENT, a_step(K.THIRD_PARTY_ANSWERED, "2026-04-10"))
        assert late.due_on == d("2026-04-29")

    def test_without_a_known_delivery_runs_from_the_day_of_sending(self) -> None:
        case = a_case("2026-03-06", a_step(K.AGENCY_CONSULTED, "2026-03-11"))
        assert clock(case, ClockKind.AGENCY) == ("2026-04-01", None)
        assert case.waiting == (Waiting.AGENCY,)

    def test_cites_the_article_for_whoever_is_asked(self) -> None:
        agency = a_step(K.AGENCY_CONSULTED, "2026-03-11")
        bases = {one.kind: one.basis for one in a_case("2026-03-06", self.SENT, agency).clocks}
        assert bases[ClockKind.THIRD_PARTY] == OGI.at(32)
        assert bases[ClockKind.AGENCY] == OGI.at(34)

    def test_sent_when_the_limit_is_over_stops_nothing(self) -> None:
        case = a_case("2026-03-06", a_step(K.AGENCY_CONSULTED, "2026-04-07"))
        assert case.due_on == d("2026-04-03")
        assert (case.status, case.is_provisional, case.in_time) == (Status.RUNNING, False, False)
        assert case.waiting == (Waiting.AGENCY,)

    def test_sent_on_the_last_day_moves_it_only_where_that_day_is_left_out(self) -> None:
        sent = a_step(K.AGENCY_CONSULTED, "2026-04-03")
        assert a_case("2026-03-06", sent).status is Status.RUNNING
        lenient = a_case("2026-03-06", sent, practice=Practice(sent_day_counts=False))
        assert (lenient.status, lenient.due_on) == (Status.STOPPED, d("2026-04-28"))

    def test_of_a_deferred_case_does_not_move_the_day_that_was_named(self) -> None:
        case = a_case(
            "2026-03-06",
            a_step(K.DEFERRED, "2026-03-10", until="2026-05-08"),
            a_step(K.AGENCY_CONSULTED, "2026-03-11"),
        )
        assert (case.status, case.is_provisional) == (Status.RUNNING, False)
        assert case.due_on == d("2026-05-08")

    def test_two_at_once_are_left_out_once(self) -> None:
        agency = a_step(K.AGENCY_CONSULTED, "2026-03-12", delivered_on="2026-03-12")
        case = a_case(
            "2026-03-06",
            self.SENT,
            agency,
            a_step(K.AGENCY_ANSWERED, "2026-03-16"),
            a_step(K.THIRD_PARTY_ANSWERED, "2026-03-18"),
        )
        assert case.due_on == d("2026-04-13")
        left_out = {day.on: day.why for day in case.proof() if not day.counted}
        assert left_out[d("2026-03-16")] == "征求第三方意见"

    def test_one_before_a_fee_and_one_after_it_leave_the_fresh_period_right(self) -> None:
        case = a_case(
            "2026-02-27",
            a_step(K.THIRD_PARTY_CONSULTED, "2026-03-02"),
            a_step(K.THIRD_PARTY_ANSWERED, "2026-03-04"),
            a_step(K.FEE_NOTICED, "2026-03-05"),
            a_step(K.FEE_PAID, "2026-03-06"),
            a_step(K.AGENCY_CONSULTED, "2026-03-11"),
            a_step(K.AGENCY_ANSWERED, "2026-03-18"),
        )
        # The five working days 03-12 to 03-18 of the second; the first lies before the period.
        assert case.due_on == d("2026-04-13")

    def test_one_after_the_other_are_both_left_out(self) -> None:
        case = a_case(
            "2026-03-06",
            self.SENT,
            a_step(K.THIRD_PARTY_ANSWERED, "2026-03-13"),
            a_step(K.AGENCY_CONSULTED, "2026-03-16", delivered_on="2026-03-16"),
            a_step(K.AGENCY_ANSWERED, "2026-03-18"),
        )
        # Left out: 03-12, 03-13, 03-17, 03-18.
        assert case.due_on == d("2026-04-10")

    def test_two_third_parties_are_told_apart_by_their_names(self) -> None:
        other = a_step(K.THIRD_PARTY_CONSULTED, "2026-03-11", delivered_on="2026-03-12", ref="乙")
        case = a_case(
            "2026-03-06",
            self.SENT._replace(ref="甲"),
            other,
            a_step(K.THIRD_PARTY_ANSWERED, "2026-03-16", ref="乙"),
        )
        assert [spell.answered_on for spell in case.spells] == [None, d("2026-03-16")]
        own = [one for one in case.clocks if one.kind is ClockKind.THIRD_PARTY]
        assert [one.ended_on for one in own] == [None, d("2026-03-16")]
        assert case.due_on == d("2026-04-29")

    def test_an_answer_that_names_nobody_is_from_the_party_asked_first(self) -> None:
        parties = [a_step(K.THIRD_PARTY_CONSULTED, "2026-03-11", ref=name) for name in "甲乙"]
        case = a_case("2026-03-06", *parties, a_step(K.THIRD_PARTY_ANSWERED, "2026-03-16"))
        assert [spell.answered_on for spell in case.spells] == [d("2026-03-16"), None]
        own = [one for one in case.clocks if one.kind is ClockKind.THIRD_PARTY]
        assert [one.ended_on for one in own] == [d("2026-03-16"), None]

    def test_cannot_be_answered_unasked(self) -> None:
        error = refused(a_case("2026-03-06"), a_step(K.AGENCY_ANSWERED, "2026-03-16"))
        assert "没有待回复的“征求其他机关意见”" in error.message
        assert error.basis == OGI.at(33, 3)

    def test_cannot_be_answered_by_somebody_not_asked(self) -> None:
        case = a_case("2026-03-06", self.SENT._replace(ref="甲"))
        assert refusal(case, a_step(K.THIRD_PARTY_ANSWERED, "2026-03-16", ref="乙")) is not None

    def test_cannot_be_delivered_before_it_was_sent(self) -> None:
        early = a_step(K.THIRD_PARTY_CONSULTED, "2026-03-11", delivered_on="2026-03-10")
        with pytest.raises(ClerkError, match="送达日期2026-03-10早于发出日期2026-03-11") as caught:
            a_case("2026-03-06", early)
        assert caught.value.field == "delivered_on"

    def test_opened_before_and_answered_after_an_extension(self) -> None:
        case = a_case(
            "2026-03-06",
            self.SENT,
            a_step(K.EXTENDED, "2026-03-16", days=10),
            a_step(K.THIRD_PARTY_ANSWERED, "2026-03-18"),
        )
        assert case.due_on == d("2026-04-27")

    @pytest.mark.parametrize(
        ("practice", "due_on"),
        [
            (Practice(), "2026-04-13"),
            (Practice(answer_day_counts=True), "2026-04-10"),
            (Practice(sent_day_counts=False), "2026-04-14"),
            (Practice(sent_day_counts=False, answer_day_counts=True), "2026-04-13"),
        ],
    )
    def test_whether_its_first_and_last_day_count_is_the_offices_practice(
        self, practice: Practice, due_on: str
    ) -> None:
        answered = a_step(K.THIRD_PARTY_ANSWERED, "2026-03-18")
        case = a_case("2026-03-06", self.SENT, answered, practice=practice)
        assert case.due_on == d(due_on)
        assert case.proof()[-1].on == d(due_on)
        assert case.proof()[-1].number == 20

    def test_its_own_last_day_stays_left_out_though_the_day_of_an_answer_counts(self) -> None:
        practice = Practice(answer_day_counts=True)
        assert a_case("2026-03-06", self.SENT, as_of="2026-04-07", practice=practice).due_on == (
            d("2026-04-29")
        )


class TestReasonsAndReferral:
    ASKED = a_step(K.REASONS_ASKED, "2026-03-11", until="2026-03-20")
    GIVEN = a_step(K.REASONS_GIVEN, "2026-03-13")
    REFERRED = a_step(K.REFERRED, "2026-03-11")

    def test_asking_for_reasons_does_not_stop_the_clock_by_default(self) -> None:
        assert a_case("2026-03-06", self.ASKED, self.GIVEN).due_on == d("2026-04-03")

    def test_asking_for_reasons_stops_it_where_the_office_reads_it_so(self) -> None:
        practice = Practice(reasons_asked_stops=True)
        given_reasons = a_case("2026-03-06", self.ASKED, self.GIVEN, practice=practice)
        assert given_reasons.due_on == d("2026-04-08")
        waiting = a_case("2026-03-06", self.ASKED, practice=practice)
        assert (waiting.due_on, waiting.waiting) == (d("2026-04-15"), (Waiting.REASONS,))

    def test_reasons_are_not_asked_for_while_a_correction_is_awaited(self) -> None:
        stopped = a_case("2026-03-06", a_step(K.CORRECTION_NOTICED, "2026-03-10"))
        error = refused(stopped, a_step(K.REASONS_ASKED, "2026-03-11", until="2026-03-20"))
        assert "等待申请人补正" in error.message

    def test_a_referral_does_not_stop_the_clock_by_default(self) -> None:
        assert a_case("2026-03-06", self.REFERRED, as_of="2026-03-18").due_on == d("2026-04-03")

    def test_a_referral_stops_it_where_the_office_reads_it_so(self) -> None:
        practice = Practice(secrecy_referral_pauses=True)
        waiting = a_case("2026-03-06", self.REFERRED, as_of="2026-03-13", practice=practice)
        assert (waiting.due_on, waiting.waiting) == (d("2026-04-08"), (Waiting.REFERRAL,))
        answered = a_case(
            "2026-03-06",
            self.REFERRED,
            a_step(K.REFERRAL_ANSWERED, "2026-03-13"),
            practice=practice,
        )
        assert (answered.due_on, answered.status) == (d("2026-04-08"), Status.RUNNING)
