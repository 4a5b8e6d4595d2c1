"""What must have happened before an act, as the head of its form shows it: ticks and warnings."""

from collections.abc import Iterator
from typing import NamedTuple

from casework.cases.case_file import CaseFile, load
from casework.cases.reply_course import course_of, decision_of
from casework.cases.urgency import short_day
from casework.desk.desk import Desk
from forms.fields import Form
from forms.reply import MixedReply, Reply
from rules.reply_conditions import ConditionStage, Force, ticks
from rules.steps import StepKind

_STEPS = {
    "decide": ((StepKind.SEARCHED, "检索"), (StepKind.REVIEWED, "公开审查")),
    "decide_items": ((StepKind.SEARCHED, "检索"), (StepKind.REVIEWED, "公开审查")),
    "serve": ((StepKind.DECIDED, "作出答复"), (StepKind.APPROVED, "签发")),
}


class Before(NamedTuple):
    """Something that should have happened: in few words, whether it has, and the whole of it."""

    words: str
    is_met: bool
    is_needed: bool
    sentence: str


def done_before(
    desk: Desk, request_id: int, act_name: str, form: Form | None = None
) -> tuple[Before, ...]:
    """Return what should have happened before an act; more of it once its form can be read."""
    file = load(desk, request_id)
    found = list(_steps(file, act_name))
    if isinstance(form, (Reply, MixedReply)):
        found += _conditions(desk, file, form)
    return tuple(found)


def _steps(file: CaseFile, act_name: str) -> Iterator[Before]:
    for kind, words in _STEPS.get(act_name, ()):
        step = file.case.last(kind)
        if step is not None:
            yield Before(f"{words} {short_day(step.on)}", True, False, "")
        else:
            yield Before(f"没有{words}", False, False, f"经过中没有“{words}”这一步。")


def _conditions(desk: Desk, file: CaseFile, form: Reply | MixedReply) -> Iterator[Before]:
    for tick in ticks(course_of(file, form.on), decision_of(desk, file, form)):
        one = tick.condition
        if one.stage is ConditionStage.DECISION:
            basis = one.basis.noted(form.on) if one.basis is not None else ""
            sentence = "" if tick.is_met else f"{one.sentence}{basis}"
            yield Before(one.label, tick.is_met, one.force is Force.FORBIDS, sentence)
