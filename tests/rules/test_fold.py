"""Worked examples, each counted by hand on the State Council's calendar, then properties.

2026: 02-14 and 02-28 are worked Saturdays, 02-15 to 02-23 rest; 04-06 rests; 05-01 to 05-05 rest,
05-09 is worked; 09-20 is a worked Sunday, 09-25 to 09-27 and 10-01 to 10-07 rest, 10-10 is worked.
"""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casework.office_calendar import built_in_outlook
from rules.case import Case, Status, Waiting
from rules.errors import ClerkError
from rules.fold import case_state, refusal
from rules.law import FEE_MEASURES, OGI, RECONSIDERATION_LAW, Basis
from rules.practice import Practice
from rules.steps import Step, StepKind
from rules.time_limits import ClockKind
from rules.working_days import Calendar, Outlook, SpecialDay

K = StepKind
YEARS = {"first_day": date(2026, 1, 1), "last_day": date(2027, 12, 31)}
# 2027 is not published; a day of rest is expected on Monday 18 January.
UNSETTLED = Outlook(
    Calendar([], **YEARS, published_until=date(2026, 12, 31)),
    Calendar(
        [SpecialDay(date(2027, 1, 18), False, "预计放假")],
        **YEARS,
        published_until=date(2026, 12, 31),
    ),
)


def d(text: str) -> date:
    return date.fromisoformat(text)


def a_step(kind: StepKind, on: str, **more: object) -> Step:
    days = {"delivered_on", "until"}
    ready = {name: d(str(value)) if name in days else value for name, value in more.items()}
    return Step(kind, d(on))._replace(**ready)


def a_case(
    received_on: str,
    *steps: Step,
    as_of: str | None = None,
    practice: Practice | None = None,
    outlook: Outlook | None = None,
) -> Case:
    last = max([d(received_on), *(step.on for step in steps)])
    return case_state(
        d(received_on),
        steps,
        outlook or built_in_outlook(),
        as_of=d(as_of) if as_of else last,
        practice=practice or Practice(),
    )


def clock(case: Case, kind: ClockKind) -> tuple[str, str | None]:
    found = next(one for one in reversed(case.clocks) if one.kind is kind)
    ended = None if found.ended_on is None else found.ended_on.isoformat()
    return found.due_on.isoformat(), ended


def refused(case: Case, step: Step) -> ClerkError:
    error = refusal(case, step)
    assert error is not None
    return error


class TestTheReplyClock:
    @pytest.mark.parametrize(
        ("received_on", "due_on"),
        [
            pytest.param("2026-01-30", "2026-03-05", id="over the Spring Festival"),
            pytest.param("2026-02-13", "2026-03-19", id="the day before a worked Saturday"),
            pytest.param("2026-02-14", "2026-03-20", id="received on a worked Saturday"),
            pytest.param("2026-02-18", "2026-03-20", id="received in the holidays"),
            pytest.param("2026-03-07", "2026-04-03", id="received on a plain Saturday"),
            pytest.param("2026-09-18", "2026-10-22", id="two worked weekends and two holidays"),
            pytest.param("2019-05-14", "2019-06-04", id="the last day of the old regulation: 15"),
            pytest.param("2019-05-15", "2019-06-13", id="the first day of the new one: 20"),
        ],
    )
    def test_falls_due_on(self, received_on: str, due_on: str) -> None:
        assert a_case(received_on).due_on == d(due_on)

    def test_is_in_time_on_its_last_day_and_late_the_day_after(self) -> None:
        on_the_day = a_case("2026-01-30", a_step(K.SERVED, "2026-03-05"))
        too_late = a_case("2026-01-30", a_step(K.SERVED, "2026-03-06"))
        assert (on_the_day.in_time, on_the_day.status) == (True, Status.CLOSED)
        assert (too_late.in_time, too_late.closed_on) == (False, d("2026-03-06"))

    def test_tells_how_many_working_days_are_left(self) -> None:
        assert a_case("2026-01-30", as_of="2026-01-30").days_left == 20
        assert a_case("2026-01-30", as_of="2026-03-05").days_left == 0
        assert a_case("2026-01-30", as_of="2026-03-09").days_left == -2
        assert a_case("2026-01-30", a_step(K.SERVED, "2026-02-02")).days_left is None

    def test_proves_every_day(self) -> None:
        proof = a_case("2026-02-12").proof()
        assert [(day.on.isoformat(), day.number, day.why) for day in proof[:5]] == [
            ("2026-02-12", None, "收到申请当日不计入"),
            ("2026-02-13", 1, "工作日"),
            ("2026-02-14", 2, "调休上班（春节）"),
            ("2026-02-15", None, "春节放假"),
            ("2026-02-16", None, "春节放假"),
        ]
        assert proof[-1].number == 20
        assert proof[-1].counted

    def test_the_proof_of_a_rest_day_names_its_notice(self) -> None:
        proof = {day.on: day for day in a_case("2026-02-12").proof()}
        assert "国办发明电" in proof[d("2026-02-16")].source
        assert proof[d("2026-02-16")].published


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
        fee = a_step(K.FEE_NOTICED, "2026-03-02")
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


class TestExtension:
    def test_lengthens_the_period_by_the_days_granted(self) -> None:
        assert a_case("2026-03-06", a_step(K.EXTENDED, "2026-03-20", days=20)).due_on == (
            d("2026-05-07")
        )
        assert a_case("2026-03-06", a_step(K.EXTENDED, "2026-03-20", days=1)).due_on == (
            d("2026-04-07")
        )

    def test_shows_in_the_days_of_the_reply_clock(self) -> None:
        case = a_case("2026-03-06", a_step(K.EXTENDED, "2026-03-20", days=5))
        reply = next(one for one in case.clocks if one.kind is ClockKind.REPLY)
        assert (reply.days, reply.basis) == (25, OGI.at(33, 2))

    def test_is_twenty_days_where_no_number_is_given(self) -> None:
        assert a_case("2026-03-06", a_step(K.EXTENDED, "2026-03-20")).due_on == d("2026-05-07")

    def test_may_be_granted_on_the_last_day_and_not_after_it(self) -> None:
        case = a_case("2026-03-06")
        assert case.due_on == d("2026-04-03")
        assert refusal(case, a_step(K.EXTENDED, "2026-04-03", days=5)) is None
        error = refused(case, a_step(K.EXTENDED, "2026-04-04", days=5))
        assert (error.basis, error.field) == (OGI.at(33, 2), "on")
        assert "期限为2026-04-03" in error.message

    def test_is_granted_once_a_period(self) -> None:
        case = a_case("2026-03-06", a_step(K.EXTENDED, "2026-03-20", days=5))
        error = refused(case, a_step(K.EXTENDED, "2026-03-23", days=5))
        assert "已于2026-03-20延长过一次" in error.message

    @pytest.mark.parametrize("days", [0, -1, 21])
    def test_has_from_one_to_twenty_days(self, days: int) -> None:
        error = refused(a_case("2026-03-06"), a_step(K.EXTENDED, "2026-03-20", days=days))
        assert (error.basis, error.field) == (OGI.at(33, 2), "days")

    def test_was_fifteen_days_at_most_under_the_old_regulation(self) -> None:
        assert refusal(a_case("2019-05-06"), a_step(K.EXTENDED, "2019-05-08", days=15)) is None
        assert refusal(a_case("2019-05-06"), a_step(K.EXTENDED, "2019-05-08", days=16)) is not None

    def test_waits_for_nothing_that_has_stopped(self) -> None:
        stopped = a_case("2026-03-06", a_step(K.CORRECTION_NOTICED, "2026-03-10"))
        assert "等待申请人补正" in refused(stopped, a_step(K.EXTENDED, "2026-03-11")).message


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


class TestDeferral:
    def test_replaces_the_due_day(self) -> None:
        case = a_case("2026-03-06", a_step(K.DEFERRED, "2026-03-20", until="2026-06-30"))
        assert case.due_on == d("2026-06-30")
        reply = next(one for one in case.clocks if one.kind is ClockKind.REPLY)
        assert reply.basis == OGI.at(35)

    def test_must_name_a_later_day_within_the_period(self) -> None:
        case = a_case("2026-03-06")
        no_later = refused(case, a_step(K.DEFERRED, "2026-03-20", until="2026-03-20"))
        assert "应当晚于告知日期" in no_later.message
        unnamed = refused(case, a_step(K.DEFERRED, "2026-03-20"))
        assert (no_later.field, unnamed.field) == ("until", "until")
        late = refused(case, a_step(K.DEFERRED, "2026-04-07", until="2026-06-30"))
        assert late.basis == OGI.at(35)

    def test_that_names_no_later_day_than_the_law_is_said_to_defer_nothing(self) -> None:
        same = a_case("2026-03-06", a_step(K.DEFERRED, "2026-03-20", until="2026-04-03"))
        later = a_case("2026-03-06", a_step(K.DEFERRED, "2026-03-20", until="2026-04-07"))
        assert "没有延迟" in same.warnings[0]
        assert not later.warnings

    def test_leaves_no_room_for_an_extension(self) -> None:
        case = a_case("2026-03-06", a_step(K.DEFERRED, "2026-03-20", until="2026-06-30"))
        error = refused(case, a_step(K.EXTENDED, "2026-03-23"))
        assert "延迟答复" in error.message
        assert error.basis == OGI.at(35)

    def test_waits_for_nothing_that_has_stopped(self) -> None:
        stopped = a_case("2026-03-06", a_step(K.CORRECTION_NOTICED, "2026-03-10"))
        error = refused(stopped, a_step(K.DEFERRED, "2026-03-11", until="2026-06-30"))
        assert "等待申请人补正" in error.message


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


class TestDays:
    def test_a_step_before_the_receipt_is_refused(self) -> None:
        error = refused(a_case("2026-03-06"), a_step(K.EXTENDED, "2026-03-05"))
        assert (error.field, error.basis) == ("on", OGI.at(31))

    def test_a_case_cannot_be_looked_at_before_it_came(self) -> None:
        with pytest.raises(ClerkError, match="早于收到申请之日"):
            a_case("2026-03-06", as_of="2026-03-05")

    def test_a_step_after_the_day_asked_about_is_not_known_yet(self) -> None:
        case = a_case("2026-03-06", a_step(K.SERVED, "2026-03-20"), as_of="2026-03-19")
        assert (case.status, case.steps) == (Status.RUNNING, ())

    def test_an_unpublished_year_gives_a_safe_and_an_expected_day(self) -> None:
        case = a_case("2026-12-21")
        assert case.is_unpublished
        assert case.is_provisional
        assert case.due_on is not None
        assert case.expected_on is not None
        assert case.due_on <= case.expected_on
        assert not case.proof()[-1].published

    def test_abandonment_is_not_said_on_an_unpublished_day(self) -> None:
        noticed = a_step(K.CORRECTION_NOTICED, "2026-12-24")
        period = a_case("2026-12-21", noticed).clocks[-1]
        assert period.due_on > d("2026-12-31")
        at_the_end = max(period.due_on, period.expected_on)
        assert a_case("2026-12-21", noticed, as_of=at_the_end.isoformat()).status is (
            Status.STOPPED
        )

    def test_a_day_that_is_expected_later_may_still_be_used(self) -> None:
        case = a_case("2026-12-28", outlook=UNSETTLED)
        assert (case.due_on, case.expected_on) == (d("2027-01-25"), d("2027-01-26"))
        assert refusal(case, a_step(K.EXTENDED, "2027-01-26", days=5)) is None
        error = refused(case, a_step(K.EXTENDED, "2027-01-27", days=5))
        assert "期限为2027-01-26" in error.message

    def test_nobody_gives_up_a_request_before_the_later_of_two_possible_days(self) -> None:
        asked = a_step(K.CORRECTION_NOTICED, "2026-12-29")
        waiting = a_case("2026-12-28", asked, outlook=UNSETTLED)
        period = waiting.clocks[-1]
        assert (period.due_on, period.expected_on) == (d("2027-01-19"), d("2027-01-20"))
        for on, while_waiting, received in (
            ("2027-01-20", Status.STOPPED, Status.RUNNING),
            ("2027-01-21", Status.ABANDONED, Status.ABANDONED),
        ):
            case = a_case("2026-12-28", asked, as_of=on, outlook=UNSETTLED)
            assert case.status is while_waiting
            late = a_step(K.CORRECTION_RECEIVED, on, good_reason=False)
            assert a_case("2026-12-28", asked, late, outlook=UNSETTLED).status is received

    def test_a_fee_may_be_paid_up_to_the_later_of_two_possible_days(self) -> None:
        noticed = a_step(K.FEE_NOTICED, "2026-12-29")
        in_time, late = (a_step(K.FEE_PAID, on) for on in ("2027-01-27", "2027-01-28"))
        assert a_case("2026-12-28", noticed, in_time, outlook=UNSETTLED).status is Status.RUNNING
        assert a_case("2026-12-28", noticed, late, outlook=UNSETTLED).status is Status.ABANDONED

    def test_the_correction_notice_is_offered_while_it_can_be_in_time(self) -> None:
        kinds = [one.kind for one in a_case("2026-02-27", as_of="2026-03-09").clocks]
        assert ClockKind.CORRECTION_NOTICE in kinds
        kinds = [one.kind for one in a_case("2026-02-27", as_of="2026-03-10").clocks]
        assert ClockKind.CORRECTION_NOTICE not in kinds

    def test_a_case_knows_its_steps(self) -> None:
        assigned = a_step(K.ASSIGNED, "2026-03-09")
        again = a_step(K.ASSIGNED, "2026-03-10")
        case = a_case("2026-03-06", assigned, again)
        assert case.has(K.ASSIGNED)
        assert not case.has(K.SEARCHED)
        assert case.last(K.ASSIGNED) is again
        assert case.last(K.SEARCHED) is None


DAYS = st.dates(date(2019, 6, 1), date(2026, 6, 30))


TALKS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.integers(0, 30)), max_size=4)


@given(DAYS, TALKS)
def test_the_due_day_is_what_counting_day_by_day_gives(
    received_on: date, talks: list[tuple[int, int, int]]
) -> None:
    outlook = built_in_outlook()
    calendar = outlook.safe
    steps, left_out = [], set[date]()
    for number, (sent_after, delivered_after, answered_after) in enumerate(talks):
        sent = received_on + timedelta(days=sent_after)
        delivered = sent + timedelta(days=delivered_after)
        answered = delivered + timedelta(days=answered_after)
        name = str(number)
        steps.append(Step(K.THIRD_PARTY_CONSULTED, sent, delivered_on=delivered, ref=name))
        steps.append(Step(K.THIRD_PARTY_ANSWERED, answered, ref=name))
        last, counted = delivered, 0
        while counted < 15:
            last += timedelta(days=1)
            counted += calendar.is_working_day(last)
        last = min(last, answered)
        day = sent
        while day < last:
            day += timedelta(days=1)
            left_out.add(day)
    day, counted = received_on, 0
    while counted < 20:
        day += timedelta(days=1)
        counted += calendar.is_working_day(day) and day not in left_out
    as_of = max([received_on, *(step.on for step in steps)])
    case = case_state(received_on, steps, outlook, as_of=as_of)
    assert case.due_on == day
    proof = case.proof()
    assert sum(one.counted for one in proof) == 20
    assert [one.number for one in proof if one.counted] == list(range(1, 21))
    assert (proof[0].on, proof[-1].on) == (received_on, day)


STEPS_THAT_ADD_TIME = st.sampled_from(
    [K.EXTENDED, K.THIRD_PARTY_CONSULTED, K.AGENCY_CONSULTED, K.DEFERRED]
)


@given(DAYS, st.integers(0, 25), STEPS_THAT_ADD_TIME, st.integers(0, 25), STEPS_THAT_ADD_TIME)
def test_the_due_day_never_moves_earlier_when_a_step_adds_time(
    received_on: date, first_after: int, first: StepKind, second_after: int, second: StepKind
) -> None:
    outlook = built_in_outlook()
    on = received_on + timedelta(days=first_after)
    later = on + timedelta(days=second_after)

    def step(kind: StepKind, day: date) -> Step:
        until = day + timedelta(days=400) if kind is K.DEFERRED else None
        return Step(kind, day, until=until, ref=kind.word + day.isoformat())

    try:
        steps = [step(first, on), step(second, later)]
        before = case_state(received_on, steps[:1], outlook, as_of=later)
        after = case_state(received_on, steps, outlook, as_of=later)
    except ClerkError:
        assume(False)
        raise
    assert before.due_on is not None
    assert after.due_on is not None
    assert after.due_on >= before.due_on


@given(DAYS, st.integers(0, 40))
def test_an_undone_step_leaves_the_case_as_it_was(received_on: date, after: int) -> None:
    outlook = built_in_outlook()
    on = received_on + timedelta(days=after)
    talk = Step(K.AGENCY_CONSULTED, on, 1)
    undone = Step(K.ANNULLED, on, 2, target=1)
    with_it = case_state(received_on, [talk, undone], outlook, as_of=on)
    without = case_state(received_on, [], outlook, as_of=on)
    assert (with_it.due_on, with_it.status, with_it.steps) == (
        without.due_on,
        without.status,
        (),
    )


def test_a_refusal_cites_a_provision_or_says_what_to_do() -> None:
    case = a_case("2026-03-06")
    for kind in (K.CORRECTION_RECEIVED, K.FEE_PAID, K.AGENCY_ANSWERED):
        error = refused(case, a_step(kind, "2026-03-16"))
        assert isinstance(error.basis, Basis)
        assert error.message.endswith("。")
