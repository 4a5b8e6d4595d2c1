"""Acts on the way to a reply: correction, deliveries, extension, withdrawal."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.conditions import (
    awaits,
    is_open,
    items_of,
    runs,
    today,
    undecided,
    while_awaited,
)
from casework.cases.case_file import CaseFile, plain
from casework.cases.deadlines import unsettled
from casework.cases.recorded import entered
from casework.desk.desk import Desk
from casework.desk.people import absent_words
from casework.letters import notices
from casework.letters import procedure as letters
from casework.letters.kinds import LetterKind
from casework.letters.opening import correction_notice as correction_letter
from casework.papers.issuing import letter_order
from forms.choices import CorrectionDefect, EndGround, ServiceMethod
from forms.procedure import (
    CorrectionNotice,
    CorrectionReceived,
    Delivery,
    Extension,
    Withdrawal,
)
from forms.reply import Service
from rules.errors import ClerkError
from rules.provisions import Provision
from rules.report_rows import Applicant
from rules.steps import Step, StepKind
from rules.time_limits import (
    CORRECTION_BASIS,
    LONGEST_EXTENSION_DAYS,
)


def ask_correction(desk: Desk, file: CaseFile, form: CorrectionNotice) -> Plan:
    """Send the one correction notice; the reply clock stops (条例30)."""
    days = form.days or desk.practice.correction_period_days
    items = list(items_of(form.items))
    defects = form.defects or defects_in(items)
    reason = "申请" + "，".join(one.short for one in defects)
    form = replace(form, days=days, defects=defects)
    return Plan(
        on=form.on,
        extra=plain(form) | {"reason": reason},
        letters=(
            letter_order(
                desk,
                file,
                LetterKind.CORRECTION_NOTICE,
                form.on,
                partial(
                    correction_letter,
                    items=items,
                    period_days=days,
                    guidance=form.guidance,
                    defects=defects,
                ),
            ),
        ),
        message=f"已发出补正告知，补正期限{days}个工作日。",
        reasons=(
            f"发出后答复期限停止计算，自收到补正的申请之日起重新计算{CORRECTION_BASIS.noted(form.on)}。",
        ),
    )


_DEFECT_WORDS = (
    (CorrectionDefect.AGENT, r"委托|代理"),
    (CorrectionDefect.IDENTITY, r"身份|证件|营业执照|登记证书"),
    (CorrectionDefect.CONTACT, r"联系方式|联系电话|通信地址|通讯地址|邮编"),
    (CorrectionDefect.FORM, r"(?:获取|提供).{0,8}(?:方式|途径|形式)|载体"),
)


def defects_in(items: Sequence[str]) -> tuple[CorrectionDefect, ...]:
    """Return what a request lacks by the words in which it is asked for, content for the rest."""
    found = {
        next((one for one, words in _DEFECT_WORDS if re.search(words, item)), _UNCLEAR)
        for item in items
    }
    return tuple(one for one in CorrectionDefect if one in found)


_UNCLEAR = CorrectionDefect.CONTENT


def receive_correction(_desk: Desk, _file: CaseFile, form: CorrectionReceived) -> Plan:
    """Enter the corrected request; a fresh reply period opens (条例30)."""
    return Plan(
        on=form.on,
        extra=plain(form),
        message="已登记补正，答复期限重新计算。",
        reasons=(f"答复期限自收到补正的申请之日起计算{CORRECTION_BASIS.noted(form.on)}。",),
    )


def deliver(_desk: Desk, file: CaseFile, form: Delivery) -> Plan:
    """Enter the day an addressee received a letter that is already out.

    Raises `ClerkError` where no such letter is out.
    """
    names = letter_names(file)
    for step in reversed(file.standing):
        if names.get(step.id) == form.ref:
            return Plan(
                on=form.on,
                extra=plain(form),
                target=step.id,
                message=f"已登记收件日期，{_OWN_PERIOD[step.kind]}自次日起计算。",
            )
    raise ClerkError(f"没有找到“{form.ref}”这件已发出的文书，请从列表中选择。", None, "ref")


def letter_names(file: CaseFile) -> dict[int, str]:
    """Return what the list of letters already out calls the letter of each step, by its id.

    Where one side was asked again the later letter bears a number: no two of them are alike.
    """
    found: dict[int, str] = {}
    asked: list[str] = []
    for step in file.standing:
        if step.kind in _DELIVERABLE:
            name = f"{_DELIVERABLE[step.kind]}（{step.ref}）" if step.ref else ""
            asked.append(name)
            again = asked.count(name)
            numbered = name if again == 1 else f"{name}（{again}）"
            found[step.id] = numbered if name else _DELIVERABLE[step.kind]
    return found


_DELIVERABLE = {
    StepKind.CORRECTION_NOTICED: "补正告知书",
    StepKind.THIRD_PARTY_CONSULTED: "征求第三方意见书",
    StepKind.AGENCY_CONSULTED: "征求意见函",
    StepKind.FEE_NOTICED: "收费通知书",
    StepKind.SERVED: "答复",
}


_OWN_PERIOD = {
    StepKind.CORRECTION_NOTICED: "补正期限",
    StepKind.THIRD_PARTY_CONSULTED: "第三方提出意见的期限",
    StepKind.AGENCY_CONSULTED: "该机关提出意见的期限",
    StepKind.FEE_NOTICED: "缴费期限",
    StepKind.SERVED: "申请人申请复议、提起诉讼的期限",
}


def undelivered_letters(file: CaseFile) -> Iterator[str]:
    """Yield the names of letters that are out and whose day of delivery is not known."""
    names = letter_names(file)
    for place, step in enumerate(file.standing):
        if step.id not in names or step.delivered_on is not None:
            continue
        if step.kind is StepKind.SERVED and place < file.case.round_place:
            # A reply that was set aside is challenged no more.
            continue
        # Of a closed case only the reply's receipt still counts for anything; one that was
        # signed for or sent electronically says its own day.
        if step.kind is StepKind.SERVED:
            is_asked = entered(step, Service).method is ServiceMethod.POST
        else:
            is_asked = file.case.closed_on is None
        if is_asked:
            yield names[step.id]


def extend(desk: Desk, file: CaseFile, form: Extension) -> Plan:
    """Lengthen the reply period once, with the consent of the work body's head (条例33②).

    Raises `ClerkError` where no reply period runs that could be lengthened.
    """
    longest = LONGEST_EXTENSION_DAYS.on(file.case.reply.opened_on)
    after = file.with_step(Step(StepKind.EXTENDED, form.on, days=form.days), as_of=form.on)
    before_on, after_on = file.case.due_on, after.due_on
    if before_on is None or after_on is None:
        raise ClerkError(
            "答复期限没有在计算，不需要延长；请先核对补正和缴费的登记。", Provision.REPLY_PERIOD
        )
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            letter_order(
                desk,
                file,
                LetterKind.EXTENSION_NOTICE,
                form.on,
                partial(
                    letters.extension_notice,
                    days=form.days,
                    reason=form.reason,
                    due_on=before_on,
                    extended_due_on=after_on,
                ),
            ),
        ),
        message=f"已延长{form.days}个工作日，答复期限至{after_on}{unsettled(after, after_on)}。",
        reasons=(
            f"延长一次，最长不超过{longest.value}个工作日，须在原期限内告知申请人"
            f"（{longest.basis.short}）。",
        ),
        warnings=absent_words(desk, [form.approved_by], form.on),
    )


def withdraw(desk: Desk, file: CaseFile, form: Withdrawal) -> Plan:
    """Close the case because the applicant took the request back, or is no more.

    Who is no more gets no letter.

    Raises `ClerkError` where the ground does not fit the applicant.
    """
    if form.ground is not EndGround.WITHDRAWN:
        person = file.registration.applicant_kind is Applicant.NATURAL_PERSON
        if person is (form.ground is EndGround.DISSOLVED):
            raise ClerkError(
                f"申请人是{'自然人' if person else '单位'}，"
                f"不能以“{form.ground.value}”终结，请改选原因。",
                None,
                "ground",
            )
        return Plan(
            on=form.on,
            extra=plain(form),
            message=f"已登记{form.ground.value}，本件终结，年报计入“其他处理—其他”。",
        )
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            letter_order(
                desk,
                file,
                LetterKind.WITHDRAWAL_CONFIRMATION,
                form.on,
                partial(notices.withdrawal_confirmation, withdrawn_on=form.on, note=form.note),
            ),
        ),
        message="已登记撤回，本件办结，年报计入“其他处理—其他”。",
    )


def _correction_start(desk: Desk, _file: CaseFile) -> Mapping[str, Any]:
    return {"on": desk.today, "days": desk.practice.correction_period_days}


def _extension_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    longest = LONGEST_EXTENSION_DAYS.on(file.case.reply.opened_on)
    return {"on": desk.today, "days": longest.value}


def _delivery_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    return {"on": desk.today, "ref": next(undelivered_letters(file), "")}


def _nearly_due(file: CaseFile) -> bool:
    left = file.case.days_left
    return left is not None and left <= 3


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="ask_correction",
        step=StepKind.CORRECTION_NOTICED,
        label="发出补正告知书",
        key="B",
        form=CorrectionNotice,
        plan=ask_correction,
        fits=lambda file: (
            undecided(file)
            and not file.case.has(StepKind.CORRECTION_NOTICED)
            and file.receipt.confirmed
        ),
        likelihood=lambda file: 20 if not file.case.has(StepKind.SEARCHED) else 1,
        start=_correction_start,
    ),
    Act(
        name="receive_correction",
        step=StepKind.CORRECTION_RECEIVED,
        label="登记收到补正",
        key="B",
        form=CorrectionReceived,
        plan=receive_correction,
        fits=awaits(StepKind.CORRECTION_NOTICED, StepKind.CORRECTION_RECEIVED),
        likelihood=while_awaited,
        start=today,
    ),
    Act(
        name="deliver",
        step=StepKind.DELIVERED,
        label="登记收件日期",
        form=Delivery,
        plan=deliver,
        fits=lambda file: not file.is_void and any(undelivered_letters(file)),
        likelihood=lambda file: 15 if is_open(file) else -12,
        start=_delivery_start,
    ),
    Act(
        name="extend",
        step=StepKind.EXTENDED,
        label="延长答复期限",
        key="E",
        form=Extension,
        plan=extend,
        fits=lambda file: is_open(file) and runs(file) and not file.case.reply.extended_days,
        likelihood=lambda file: 30 if _nearly_due(file) else 7,
        start=_extension_start,
        probed=True,
    ),
    Act(
        name="withdraw",
        step=StepKind.WITHDRAWN,
        label="登记撤回申请",
        form=Withdrawal,
        plan=withdraw,
        fits=is_open,
        likelihood=lambda _: -30,
        start=today,
    ),
)
