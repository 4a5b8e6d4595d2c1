"""The act of weighing again whether what was asked for goes public (条例18、44)."""

from collections.abc import Mapping
from typing import Any

from casework.acts.act import Act, Plan
from casework.cases.case_file import CaseFile, plain
from casework.desk.desk import Desk
from forms.publication import PublicationDecision, PublicationReview
from rules.errors import ClerkError
from rules.provisions import Provision
from rules.steps import StepKind


def review_publication(desk: Desk, file: CaseFile, form: PublicationReview) -> Plan:
    """Enter what was decided; a document made public counts from its day of publication.

    Raises `ClerkError` where the day is before the case was closed.
    """
    closed_on = file.case.first_served_on or file.case.closed_on
    if closed_on is not None and form.on < closed_on:
        raise ClerkError(
            f"评估日期{form.on}早于办结日期{closed_on}，请核对日期。",
            Provision.REVIEWED_AGAIN,
            "on",
        )
    return Plan(
        on=form.on,
        extra=plain(form),
        message=f"已登记评估结论：{form.decision.value}。",
        reasons=(
            f"多个申请人申请同一信息、可以公开的，可以纳入主动公开{Provision.ASKED_BY_SEVERAL.noted(form.on)}。",
        )
        if form.decision is PublicationDecision.PUBLISHED
        else (f"不予公开的信息应当定期评估审查{Provision.REVIEWED_AGAIN.noted(form.on)}。",),
    )


def _today(desk: Desk, _file: CaseFile) -> Mapping[str, Any]:
    return {"on": desk.today}


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="review_publication",
        step=StepKind.REVIEWED_FOR_PUBLICATION,
        label="登记转主动公开评估",
        form=PublicationReview,
        plan=review_publication,
        fits=lambda file: file.case.closed_on is not None and not file.is_void,
        likelihood=lambda _: -20,
        start=_today,
    ),
)
