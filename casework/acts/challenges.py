"""Acts after a reply that is challenged: reconsideration and litigation."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.conditions import today
from casework.cases.case_file import CaseFile, plain
from casework.desk.desk import Desk
from forms.challenge import (
    Judgment,
    ReconsiderationAnswered,
    ReconsiderationDecided,
    ReconsiderationReceived,
    Suit,
)
from forms.choices import Procedure
from rules.steps import StepKind


def receive_reconsideration(_desk: Desk, _file: CaseFile, form: ReconsiderationReceived) -> Plan:
    """Enter the day the copy arrived; the period to answer it runs (复议法48、54)."""
    return Plan(
        on=form.on,
        extra=plain(form) | {"simple_procedure": form.procedure is Procedure.SIMPLE},
        message="已登记复议案件，请在期限内提出书面答复并提交证据、依据。",
    )


def answer_reconsideration(_desk: Desk, _file: CaseFile, form: ReconsiderationAnswered) -> Plan:
    """Enter the day the answer and evidence went out (复议法48)."""
    return Plan(
        on=form.on,
        extra=plain(form),
        message="已登记复议答复。",
    )


def decide_reconsideration(_desk: Desk, _file: CaseFile, form: ReconsiderationDecided) -> Plan:
    """Enter what the reconsideration body decided, for table 4."""
    return Plan(
        on=form.on,
        extra=plain(form),
        message=f"已登记复议结果：{form.result.value}。",
    )


def sue(_desk: Desk, _file: CaseFile, form: Suit) -> Plan:
    """Enter that a court's notice arrived."""
    return Plan(on=form.on, extra=plain(form), message="已登记诉讼案件。")


def judge(_desk: Desk, _file: CaseFile, form: Judgment) -> Plan:
    """Enter the judgment, for table 4."""
    return Plan(
        on=form.on,
        extra=plain(form),
        message=f"已登记裁判结果：{form.result.value}。",
    )


def _pending(opened: StepKind, ended: StepKind) -> Callable[[CaseFile], bool]:
    def is_pending(file: CaseFile) -> bool:
        return sum(1 for _ in file.all_of(opened)) > sum(1 for _ in file.all_of(ended))

    return is_pending


def _reconsideration_start(desk: Desk, _file: CaseFile) -> Mapping[str, Any]:
    return {"on": desk.today, "body": desk.office.reconsideration_body}


def _suit_start(desk: Desk, _file: CaseFile) -> Mapping[str, Any]:
    return {"on": desk.today, "court": desk.office.court}


def _was_replied(file: CaseFile) -> bool:
    return file.case.first_served_on is not None and not file.is_void


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="receive_reconsideration",
        step=StepKind.RECONSIDERED,
        label="登记复议案件",
        form=ReconsiderationReceived,
        plan=receive_reconsideration,
        fits=_was_replied,
        likelihood=lambda _: -15,
        start=_reconsideration_start,
    ),
    Act(
        name="answer_reconsideration",
        step=StepKind.RECONSIDERATION_ANSWERED,
        label="登记复议答复",
        form=ReconsiderationAnswered,
        plan=answer_reconsideration,
        fits=_pending(StepKind.RECONSIDERED, StepKind.RECONSIDERATION_ANSWERED),
        likelihood=lambda _: 90,
        start=today,
    ),
    Act(
        name="decide_reconsideration",
        step=StepKind.RECONSIDERATION_DECIDED,
        label="登记复议结果",
        form=ReconsiderationDecided,
        plan=decide_reconsideration,
        fits=_pending(StepKind.RECONSIDERED, StepKind.RECONSIDERATION_DECIDED),
        likelihood=lambda _: 40,
        start=today,
    ),
    Act(
        name="sue",
        step=StepKind.SUED,
        label="登记诉讼案件",
        form=Suit,
        plan=sue,
        fits=_was_replied,
        likelihood=lambda _: -16,
        start=_suit_start,
    ),
    Act(
        name="judge",
        step=StepKind.JUDGED,
        label="登记裁判结果",
        form=Judgment,
        plan=judge,
        fits=_pending(StepKind.SUED, StepKind.JUDGED),
        likelihood=lambda _: 40,
        start=today,
    ),
)
