"""The reply clock and the days of a case, counted by hand, then properties.

What each kind of step does stands in `clock_steps`; the calendar of 2026 in `worked_cases`.
"""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casework.desk.office_calendar import built_in_outlook
from rules.case import Status
from rules.errors import ClerkError
from rules.fold import case_state, refusal
from rules.law import Basis
from rules.provisions import OGI
from rules.steps import Step, StepKind
from rules.time_limits import ClockKind
from tests.rules.worked_cases import UNSETTLED, K, a_case, a_step, d, refused


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
        asked = a_step(K.CORRECTION_NOTICED, "2026-12-29", delivered_on="2026-12-29")
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
        noticed = a_step(K.FEE_NOTICED, "2026-12-29", delivered_on="2026-12-29")
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
