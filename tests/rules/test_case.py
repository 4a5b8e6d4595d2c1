"""What a case says of itself; the fold that makes it has its worked examples in test_fold.py."""

from datetime import date

from casework.desk.office_calendar import built_in_outlook
from rules.case import Case, Clock, Status
from rules.fold import case_state
from rules.provisions import OGI
from rules.steps import Step, StepKind
from rules.time_limits import ClockKind
from rules.working_days import Calendar, Outlook, SpecialDay

RECEIVED = date(2026, 3, 6)
ASKED = Step(StepKind.THIRD_PARTY_CONSULTED, date(2026, 3, 11))
ANSWERED = Step(StepKind.THIRD_PARTY_ANSWERED, date(2026, 3, 13))


def a_case(*steps: Step, received_on: date = RECEIVED, outlook: Outlook | None = None) -> Case:
    as_of = max([received_on, *(step.on for step in steps)])
    return case_state(received_on, steps, outlook or built_in_outlook(), as_of=as_of)


def unsettled() -> Outlook:
    """2027 is not published; a day of rest is expected on Monday 18 January."""
    years = {"first_day": date(2026, 1, 1), "last_day": date(2027, 12, 31)}
    settled = date(2026, 12, 31)
    rest = SpecialDay(date(2027, 1, 18), False, "预计放假")
    return Outlook(
        Calendar([], **years, published_until=settled),
        Calendar([rest], **years, published_until=settled),
    )


def test_the_words_of_files_and_commands_do_not_change() -> None:
    assert [status.word for status in Status] == ["running", "stopped", "closed", "abandoned"]


def test_a_clock_is_in_time_on_its_last_day_and_open_until_something_comes() -> None:
    clock = Clock(ClockKind.AGENCY, RECEIVED, 15, date(2026, 3, 27), date(2026, 3, 27), OGI.at(34))
    assert clock.in_time is None
    assert clock._replace(ended_on=date(2026, 3, 27)).in_time is True
    assert clock._replace(ended_on=date(2026, 3, 28)).in_time is False


def test_a_due_day_on_the_last_published_day_is_settled() -> None:
    last = a_case(received_on=date(2026, 12, 3), outlook=unsettled())
    after = a_case(received_on=date(2026, 12, 4), outlook=unsettled())
    assert (last.due_on, last.is_unpublished, last.is_provisional) == (
        date(2026, 12, 31),
        False,
        False,
    )
    assert (after.due_on, after.is_unpublished) == (date(2027, 1, 1), True)


def test_the_proof_runs_to_the_safe_day_unless_the_expected_one_is_asked_for() -> None:
    case = a_case(received_on=date(2026, 12, 28), outlook=unsettled())
    safe, expected = case.proof(), case.proof(expected=True)
    assert (safe[-1].on, safe[-1].number) == (date(2027, 1, 25), 20)
    assert (expected[-1].on, expected[-1].number) == (date(2027, 1, 26), 20)
    assert "预计放假" in {day.why for day in expected}
    assert "预计放假" not in {day.why for day in safe}


def test_the_proof_of_the_running_reply_clock_is_the_proof_of_the_case() -> None:
    case = a_case(ASKED, ANSWERED)
    reply = next(clock for clock in case.clocks if clock.kind is ClockKind.REPLY)
    assert case.clock_proof(reply) == case.proof()


def test_the_proof_of_another_clock_counts_its_own_days_and_leaves_nothing_out() -> None:
    case = a_case(ASKED, ANSWERED, received_on=ASKED.on)
    own = next(clock for clock in case.clocks if clock.kind is ClockKind.THIRD_PARTY)
    proof = case.clock_proof(own)
    assert (proof[0].on, proof[0].why) == (date(2026, 3, 11), "起算当日不计入")
    assert (proof[-1].on, proof[-1].number) == (date(2026, 4, 1), 15)
    assert "征求第三方意见" not in {day.why for day in proof}


def test_the_proof_of_a_reply_clock_that_a_fee_stopped_leaves_its_own_talks_out() -> None:
    noticed = Step(StepKind.FEE_NOTICED, date(2026, 3, 23))
    case = a_case(ASKED, ANSWERED, noticed, Step(StepKind.FEE_PAID, date(2026, 3, 24)))
    first = next(clock for clock in case.clocks if clock.kind is ClockKind.REPLY)
    assert (first.opened_on, first.ended_on) == (RECEIVED, noticed.on)
    proof = {day.on: day for day in case.clock_proof(first)}
    assert proof[RECEIVED].why == "收到申请当日不计入"
    assert proof[date(2026, 3, 12)].why == "征求第三方意见"
    assert proof[first.due_on].number == 20
