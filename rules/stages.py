"""The stages of a case on the strip a clerk reads, computed from its steps."""

from enum import Enum

from rules.case import Case, Status
from rules.steps import StepKind


class Stage(Enum):
    """Where a case stands on its way; the value is the word a clerk reads."""

    RECEIPT = "收件"
    REGISTRATION = "登记"
    HANDLING = "办理"
    CONSULTATION = "征求"
    REPLY = "答复"
    SERVICE = "送达"
    FILING = "归档"

    @property
    def label(self) -> str:
        """The word a clerk reads."""
        return self.value


def stage_of(case: Case, *, is_confirmed: bool = True) -> Stage:
    """Return the stage a case is in: the first thing that is still to be done."""
    if not is_confirmed:
        return Stage.RECEIPT
    if case.has(StepKind.FILED) or case.closed_on is not None:
        return Stage.FILING
    if case.has(StepKind.DECIDED):
        return Stage.SERVICE
    if case.is_open_consultation:
        return Stage.CONSULTATION
    if case.status is Status.STOPPED:
        # The applicant is asked to correct or to pay: nobody's opinion is sought.
        return Stage.HANDLING
    if case.has(StepKind.REVIEWED) or case.has(StepKind.APPROVED):
        return Stage.REPLY
    if case.has(StepKind.ASSIGNED):
        return Stage.HANDLING
    return Stage.REGISTRATION
