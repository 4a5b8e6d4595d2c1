from datetime import date

from casework.desk.office_calendar import built_in_outlook
from rules.case import Case
from rules.fold import case_state
from rules.provisions import FEE_MEASURES, OGI
from rules.steps import Step, StepKind
from rules.time_limits import ClockKind, OrderedBy
from rules.what_if import last_days, suppose

RECEIVED = date(2026, 3, 6)


def a_case(*steps: Step, as_of: date) -> Case:
    return case_state(RECEIVED, steps, built_in_outlook(), as_of=as_of)


def test_asking_a_third_party_tomorrow_moves_the_due_day_and_opens_a_clock() -> None:
    case = a_case(as_of=date(2026, 3, 10))
    tried = suppose(case, StepKind.THIRD_PARTY_CONSULTED, date(2026, 3, 11))
    assert (tried.due_before, tried.due_after) == (date(2026, 4, 3), date(2026, 4, 27))
    assert [clock.kind for clock in tried.new_clocks] == [ClockKind.THIRD_PARTY]
    assert case.due_on == date(2026, 4, 3)


def test_an_extension_supposed_after_the_due_day_is_refused_with_its_article() -> None:
    tried = suppose(a_case(as_of=date(2026, 3, 10)), StepKind.EXTENDED, date(2026, 4, 4))
    assert tried.refusal is not None
    assert tried.refusal.basis == OGI.at(33, 2)
    assert (tried.after, tried.due_after, tried.new_clocks) == (None, None, ())


def test_a_correction_supposed_on_a_day_opens_a_fresh_period() -> None:
    noticed = Step(StepKind.CORRECTION_NOTICED, date(2026, 3, 10))
    case = a_case(noticed, as_of=date(2026, 3, 10))
    tried = suppose(case, StepKind.CORRECTION_RECEIVED, date(2026, 3, 13))
    assert (tried.due_before, tried.due_after) == (None, date(2026, 4, 13))


def test_each_act_still_possible_has_its_last_day() -> None:
    found = {one.kind: one.on for one in last_days(a_case(as_of=date(2026, 3, 10)))}
    assert found == {
        StepKind.CORRECTION_NOTICED: date(2026, 3, 17),
        StepKind.EXTENDED: date(2026, 4, 3),
        StepKind.FEE_NOTICED: date(2026, 4, 3),
        StepKind.THIRD_PARTY_CONSULTED: date(2026, 4, 2),
        StepKind.AGENCY_CONSULTED: date(2026, 4, 2),
        StepKind.SERVED: date(2026, 4, 3),
    }


def test_each_last_day_names_where_it_is_written() -> None:
    found = {one.kind: one.basis for one in last_days(a_case(as_of=date(2026, 3, 10)))}
    assert found == {
        StepKind.CORRECTION_NOTICED: OGI.at(30),
        StepKind.EXTENDED: OGI.at(33, 2),
        StepKind.FEE_NOTICED: FEE_MEASURES.at(6),
        StepKind.THIRD_PARTY_CONSULTED: OGI.at(32),
        StepKind.AGENCY_CONSULTED: OGI.at(33, 3),
        StepKind.SERVED: OGI.at(33, 2),
    }


def test_a_correction_may_still_be_asked_for_on_the_last_day() -> None:
    assert StepKind.CORRECTION_NOTICED in {
        one.kind for one in last_days(a_case(as_of=date(2026, 3, 17)))
    }
    assert StepKind.CORRECTION_NOTICED not in {
        one.kind for one in last_days(a_case(as_of=date(2026, 3, 18)))
    }


def test_the_last_day_to_ask_is_the_last_that_still_moves_the_due_day() -> None:
    case = a_case(as_of=date(2026, 3, 10))
    last = next(one.on for one in last_days(case) if one.kind is StepKind.AGENCY_CONSULTED)
    on_the_last = suppose(case, StepKind.AGENCY_CONSULTED, last)
    on_the_due_day = suppose(case, StepKind.AGENCY_CONSULTED, date(2026, 4, 3))
    assert on_the_last.due_after is not None
    assert on_the_last.due_after > date(2026, 4, 3)
    assert on_the_due_day.due_after == date(2026, 4, 3)


def test_the_nearest_last_day_comes_first() -> None:
    days = [one.on for one in last_days(a_case(as_of=date(2026, 3, 10)))]
    assert days == sorted(days)


def test_what_is_past_or_done_has_no_last_day() -> None:
    late = {one.kind for one in last_days(a_case(as_of=date(2026, 4, 7)))}
    assert late == set()
    extended = a_case(Step(StepKind.EXTENDED, date(2026, 3, 9), days=5), as_of=date(2026, 3, 10))
    assert StepKind.EXTENDED not in {one.kind for one in last_days(extended)}
    deferred = a_case(
        Step(StepKind.DEFERRED, date(2026, 3, 9), until=date(2026, 6, 1)), as_of=date(2026, 3, 10)
    )
    assert StepKind.EXTENDED not in {one.kind for one in last_days(deferred)}
    paid = a_case(
        Step(StepKind.FEE_NOTICED, date(2026, 3, 9)),
        Step(StepKind.FEE_PAID, date(2026, 3, 10)),
        as_of=date(2026, 3, 10),
    )
    assert StepKind.FEE_NOTICED not in {one.kind for one in last_days(paid)}
    closed = a_case(Step(StepKind.SERVED, date(2026, 3, 9)), as_of=date(2026, 3, 10))
    assert last_days(closed) == []


def test_on_the_due_day_itself_nobody_can_be_asked_any_more() -> None:
    kinds = {one.kind for one in last_days(a_case(as_of=date(2026, 4, 3)))}
    assert kinds == {StepKind.EXTENDED, StepKind.FEE_NOTICED, StepKind.SERVED}


def test_while_a_correction_is_awaited_its_own_last_day_stands() -> None:
    noticed = Step(StepKind.CORRECTION_NOTICED, date(2026, 3, 10))
    found = [(one.kind, one.on) for one in last_days(a_case(noticed, as_of=date(2026, 3, 11)))]
    assert found == [(StepKind.CORRECTION_RECEIVED, date(2026, 3, 31))]


def test_a_period_that_an_order_names_has_no_last_day_to_extend_it() -> None:
    served, on = Step(StepKind.SERVED, date(2026, 3, 20)), date(2026, 3, 30)
    for named, may in (
        ({"until": date(2026, 4, 20)}, False),
        ({"natural_days": 30}, False),
        ({"days": 10}, True),
        ({}, True),
    ):
        order = Step(StepKind.REPLY_ORDERED, on, by=OrderedBy.OFFICE.word)._replace(**named)
        case = a_case(served, order, as_of=on)
        offered = StepKind.EXTENDED in {one.kind for one in last_days(case)}
        refused = suppose(case, StepKind.EXTENDED, on).refusal is not None
        assert (offered, refused) == (may, not may), named
