"""Acts for an applicant who asks far beyond reason: why, and how long it may take (条例35)."""

from functools import partial
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.conditions import awaits, runs, today, undecided
from casework.cases.case_file import CaseFile, plain
from casework.desk.desk import Desk
from casework.letters import notices
from casework.letters.kinds import LetterKind
from casework.papers.issuing import letter_order
from forms.procedure import (
    Deferral,
    ReasonsAsked,
    ReasonsGiven,
)
from rules.provisions import Provision
from rules.steps import StepKind


def ask_reasons(desk: Desk, file: CaseFile, form: ReasonsAsked) -> Plan:
    """Ask the applicant why so much is asked for (条例35)."""
    days = desk.working_days(form.on, form.until)
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            letter_order(
                desk,
                file,
                LetterKind.REASONS_NOTICE,
                form.on,
                partial(notices.reasons_notice, counts=form.facts, period_days=days),
            ),
        ),
        message="已登记要求说明理由。",
        reasons=(
            f"要求说明理由期间如何计算，按本机关的设置{Provision.EXCESSIVE.noted(form.on)}。",
        ),
    )


def give_reasons(_desk: Desk, _file: CaseFile, form: ReasonsGiven) -> Plan:
    """Enter the reasons given, and whether they are found sound (条例35)."""
    return Plan(
        on=form.on,
        extra=plain(form),
        message="已登记理由说明。",
    )


def defer(desk: Desk, file: CaseFile, form: Deferral) -> Plan:
    """Name a reasonable period for a request that cannot be answered in time (条例35)."""
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            letter_order(
                desk,
                file,
                LetterKind.DEFERRAL_NOTICE,
                form.on,
                partial(notices.deferral_notice, reason=form.reason, until=form.until),
            ),
        ),
        message=f"已确定延迟答复，期限至{form.until}。",
    )


_NO_LETTER_YET = -20


def _are_sound(file: CaseFile) -> bool:
    given = file.last(StepKind.REASONS_GIVEN)
    return given is not None and bool(given.good_reason)


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="ask_reasons",
        step=StepKind.REASONS_ASKED,
        label="要求说明理由",
        form=ReasonsAsked,
        plan=ask_reasons,
        fits=lambda file: (
            undecided(file) and runs(file) and not file.case.has(StepKind.REASONS_ASKED)
        ),
        likelihood=lambda _: _NO_LETTER_YET,
        start=today,
    ),
    Act(
        name="give_reasons",
        step=StepKind.REASONS_GIVEN,
        label="登记理由说明",
        form=ReasonsGiven,
        plan=give_reasons,
        fits=awaits(StepKind.REASONS_ASKED, StepKind.REASONS_GIVEN),
        likelihood=lambda _: 40,
        start=today,
    ),
    Act(
        name="defer",
        step=StepKind.DEFERRED,
        label="延迟答复",
        form=Deferral,
        plan=defer,
        fits=lambda file: (
            undecided(file)
            and runs(file)
            and _are_sound(file)
            and not file.case.has(StepKind.DEFERRED)
        ),
        likelihood=lambda _: 12,
        start=today,
    ),
)
