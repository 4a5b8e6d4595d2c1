"""What must have happened before a drafted reply leaves: asked by its form and by the board."""

from collections.abc import Iterator
from datetime import date

from casework.cases.case_file import CaseFile
from casework.cases.reply_course import course_of, decision_of, recorded_reply
from casework.desk.desk import Desk
from rules.reply_conditions import Condition, ConditionStage, Force, unmet
from rules.steps import StepKind


def missing_before_service(desk: Desk, file: CaseFile, on: date) -> Iterator[Condition]:
    """Yield what keeps a drafted reply from leaving on a day, in the order of the table.

    Nothing keeps one back that was served before: it is only sent again. Raises `ClerkError`
    where the reply cannot be read.
    """
    decided = file.last(StepKind.DECIDED)
    if decided is None or file.case.first_served_on:
        return
    decision = decision_of(desk, file, recorded_reply(decided))
    for one in unmet(
        course_of(file, on), decision, ConditionStage.DECISION, ConditionStage.SERVICE
    ):
        if one.force is Force.FORBIDS:
            yield one
