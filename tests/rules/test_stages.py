from datetime import date

import pytest

from casework.desk.office_calendar import built_in_outlook
from rules.case import Case
from rules.fold import case_state
from rules.stages import Stage, stage_of
from rules.steps import Step, StepKind

RECEIVED, LATER = date(2026, 3, 6), date(2026, 3, 9)
ASSIGNED = Step(StepKind.ASSIGNED, RECEIVED)
REVIEWED = Step(StepKind.REVIEWED, LATER)
APPROVED = Step(StepKind.APPROVED, LATER)
DECIDED = Step(StepKind.DECIDED, LATER)
SERVED = Step(StepKind.SERVED, LATER)
ASKED = Step(StepKind.THIRD_PARTY_CONSULTED, LATER)
SENT_BACK = Step(StepKind.CORRECTION_NOTICED, LATER)


def a_case(*steps: Step) -> Case:
    as_of = max([RECEIVED, *(step.on for step in steps)])
    return case_state(RECEIVED, steps, built_in_outlook(), as_of=as_of)


@pytest.mark.parametrize(
    ("steps", "stage"),
    [
        pytest.param((), Stage.REGISTRATION, id="nothing done yet"),
        pytest.param((ASSIGNED,), Stage.HANDLING, id="given to a section"),
        pytest.param((ASSIGNED, ASKED), Stage.CONSULTATION, id="a third party is asked"),
        pytest.param((ASSIGNED, SENT_BACK), Stage.HANDLING, id="a correction is awaited"),
        pytest.param((SENT_BACK,), Stage.HANDLING, id="a correction is awaited, unassigned"),
        pytest.param((REVIEWED, ASKED), Stage.CONSULTATION, id="asked after the review"),
        pytest.param((ASSIGNED, REVIEWED), Stage.REPLY, id="reviewed"),
        pytest.param((ASSIGNED, APPROVED), Stage.REPLY, id="signed without a review on record"),
        pytest.param((ASSIGNED, REVIEWED, APPROVED, DECIDED), Stage.SERVICE, id="decided"),
        pytest.param((ASSIGNED, ASKED, DECIDED), Stage.SERVICE, id="decided though still asking"),
        pytest.param((DECIDED, SERVED), Stage.FILING, id="served"),
        pytest.param((ASSIGNED, Step(StepKind.WITHDRAWN, LATER)), Stage.FILING, id="withdrawn"),
        pytest.param((ASSIGNED, Step(StepKind.FILED, LATER)), Stage.FILING, id="filed unserved"),
    ],
)
def test_a_case_is_at_the_first_thing_still_to_be_done(
    steps: tuple[Step, ...], stage: Stage
) -> None:
    assert stage_of(a_case(*steps)) is stage


def test_a_reply_that_came_back_is_to_be_served_again() -> None:
    returned = Step(StepKind.UNDELIVERED, date(2026, 3, 16))
    assert stage_of(a_case(DECIDED, SERVED, returned)) is Stage.SERVICE


def test_a_request_whose_receipt_is_not_confirmed_is_still_being_received() -> None:
    assert stage_of(a_case(ASSIGNED), is_confirmed=False) is Stage.RECEIPT


def test_a_stage_is_the_word_a_clerk_reads() -> None:
    assert [stage.label for stage in Stage] == [
        "收件",
        "登记",
        "办理",
        "征求",
        "答复",
        "送达",
        "归档",
    ]
