"""The act of entering a signature on the approval sheet, or its return."""

from collections.abc import Mapping
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.circulating import unsigned_words
from casework.acts.conditions import is_open
from casework.cases.case_file import CaseFile, plain
from casework.cases.review_course import waiting_sheet
from casework.desk.desk import Desk
from casework.desk.people import absent_words
from forms.circulation import Endorsement, EndorsementDecision, EndorsementLevel
from rules.steps import StepKind


def endorse(desk: Desk, _file: CaseFile, form: Endorsement) -> Plan:
    """Enter one signature of the approval sheet; a return sends the draft back."""
    returned = form.decision is EndorsementDecision.RETURNED
    message = (
        f"已登记{form.level.value}退回，修改后请重新呈批。"
        if returned
        else f"已登记{form.level.value}意见：{form.decision.value}。"
    )
    return Plan(
        on=form.on,
        extra=plain(form),
        message=message,
        warnings=(
            *absent_words(desk, [form.by_name], form.on),
            *unsigned_words(desk, form.by_name, form.sheet),
        ),
    )


def _start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    """Begin with the level after the last one that agreed."""
    waiting = waiting_sheet(file.this_round)
    level = EndorsementLevel.DRAFTED if waiting is None else waiting.level
    if level is EndorsementLevel.ISSUED:
        # The signature itself has an act of its own.
        level = EndorsementLevel.CHECKED
    return {"on": desk.today, "level": level}


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="endorse",
        step=StepKind.ENDORSED,
        label="登记呈批意见",
        form=Endorsement,
        plan=endorse,
        fits=is_open,
        likelihood=lambda file: 4 if file.case.has(StepKind.DECIDED) else -22,
        start=_start,
    ),
)
