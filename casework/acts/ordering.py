"""Acts that open a case again: a reply set aside, or an order to answer at last."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.acts.act import Act, Plan
from casework.cases.case_file import CaseFile, plain
from casework.cases.deadlines import unsettled
from casework.cases.recorded import noted, result_of
from casework.desk.desk import Desk
from forms.choices import ChallengeResult, OrderWay
from forms.ordered import AnswerOrdered, ReplyOrdered
from rules.steps import ORDERS, Step, StepKind
from rules.time_limits import OrderedBy


def order_reply(_desk: Desk, file: CaseFile, form: ReplyOrdered) -> Plan:
    """Open a new round: the earlier reply stays on record, and another is to be given."""
    return Plan(
        on=form.on,
        extra=plain(form),
        message="已登记责令重新答复，本件重新列入在办，原答复保留在经过中；"
        "请重新审查、作出答复并送达。",
        reasons=(_period_words(file, StepKind.REPLY_ORDERED, form),),
    )


def order_answer(_desk: Desk, file: CaseFile, form: AnswerOrdered) -> Plan:
    """Enter the period of an order to answer; what was missed before it stays missed."""
    return Plan(
        on=form.on,
        extra=plain(form),
        message="已登记责令限期答复，请在该期限内答复并送达；原答复期限是否逾期不因此改变。",
        reasons=(_period_words(file, StepKind.ANSWER_ORDERED, form),),
    )


def _period_words(file: CaseFile, kind: StepKind, form: ReplyOrdered | AnswerOrdered) -> str:
    """Return until when the reply is due, and by what; the fold refuses what the law does not."""
    step = Step(
        kind,
        form.on,
        days=form.days,
        natural_days=form.natural_days,
        until=form.until,
        by=form.by.name,
    )
    after = file.with_step(step, as_of=max(form.on, file.case.as_of))
    days = [after.due_on] if kind is StepKind.REPLY_ORDERED else []
    days += [clock.due_on for clock in after.clocks if clock.opened_on == form.on]
    due_on = next((day for day in reversed(days) if day is not None), None)
    named = form.until or form.natural_days or form.days
    why = (
        "决定确定的期限" if named else f"没有写明期限，按法定期限计算{form.by.basis.noted(form.on)}"
    )
    unsure = "" if due_on is None else unsettled(after, due_on)
    return f"答复期限至{due_on}{unsure}，{why}。"


def _start(_kind: StepKind) -> Callable[[Desk, CaseFile], Mapping[str, Any]]:
    def start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
        decided = next(reversed(_decided_since(file)), None)
        if decided is None:
            return {"on": desk.today, "by": OrderedBy.OFFICE, "way": OrderWay.OWN}
        is_court = decided.kind is StepKind.JUDGED
        number = noted(decided).number
        title = "行政判决书" if is_court else "行政复议决定书"
        return {
            "on": desk.today,
            "by": OrderedBy.COURT if is_court else OrderedBy.RECONSIDERATION,
            "body": _who_decided(file, decided)
            or (desk.office.court if is_court else desk.office.reconsideration_body),
            "decision": f"{number}《{title}》" if number else "",
        }

    return start


def _who_decided(file: CaseFile, decided: Step) -> str:
    """Return the body a decision came from, of a second instance the court appealed to."""
    until = file.standing.index(decided)
    before = [
        step
        for step in file.standing[:until]
        if decided.target in (step.id, step.target) and step.kind in _BEFORE[decided.kind]
    ]
    return before[-1].body if before else ""


_BEFORE = {
    StepKind.RECONSIDERATION_DECIDED: (StepKind.RECONSIDERED,),
    StepKind.JUDGED: (StepKind.SUED, StepKind.APPEALED),
}


def _was_answered(file: CaseFile) -> bool:
    return file.case.first_served_on is not None and not file.is_void


def _was_set_aside(file: CaseFile) -> int:
    """Return how likely the order is: the result that corrects a reply brings it along."""
    results = [result_of(step) for step in _decided_since(file)]
    return 80 if results and results[-1] is ChallengeResult.CORRECTED else -20


def _decided_since(file: CaseFile) -> list[Step]:
    """Return the decisions and judgments no order has followed yet.

    A judgment that was appealed against has no effect (行诉法85): the second one decides.
    """
    ends = (StepKind.RECONSIDERATION_DECIDED, StepKind.JUDGED)
    found: list[Step] = []
    for step in file.standing:
        if step.kind in ORDERS:
            found.clear()
        elif step.kind in ends:
            found.append(step)
        elif step.kind is StepKind.APPEALED:
            found = [
                one for one in found if (one.kind, one.target) != (StepKind.JUDGED, step.target)
            ]
    return found


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="order_reply",
        step=StepKind.REPLY_ORDERED,
        label="登记责令重新答复",
        form=ReplyOrdered,
        plan=order_reply,
        fits=_was_answered,
        likelihood=_was_set_aside,
        start=_start(StepKind.REPLY_ORDERED),
    ),
    Act(
        name="order_answer",
        step=StepKind.ANSWER_ORDERED,
        label="登记责令限期答复",
        form=AnswerOrdered,
        plan=order_answer,
        fits=lambda file: file.case.first_served_on is None and not file.is_void,
        likelihood=lambda file: _was_set_aside(file) if _was_challenged(file) else -70,
        start=_start(StepKind.ANSWER_ORDERED),
    ),
)


def _was_challenged(file: CaseFile) -> bool:
    return any(step.kind in (StepKind.RECONSIDERED, StepKind.SUED) for step in file.standing)
