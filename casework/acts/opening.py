"""Acts from paper in hand to a request that is being dealt with."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.conditions import is_open, today, undecided
from casework.acts.registering import late_confirmation
from casework.cases.case_file import CaseFile, plain
from casework.desk.desk import Desk
from casework.letters.facts import chinese_date
from casework.letters.internal import phone_record
from casework.letters.kinds import LetterKind
from casework.letters.notices import assistance_request
from casework.letters.request_papers import confirmation_record
from casework.papers.document_check import letters_telling
from casework.papers.issuing import LetterOrder, case_facts, letter_order, office_facts
from forms.guide import Clarity, Guide
from forms.handling import Assistance, Note, PhoneCall, SearchRecord
from forms.registration import Confirmation, Registration
from rules.errors import ClerkError
from rules.provisions import Provision
from rules.steps import StepKind


def confirm(desk: Desk, file: CaseFile, form: Confirmation) -> Plan:
    """Enter the day both sides confirmed the receipt: it becomes the day of receipt (条例31).

    Raises `ClerkError` where it came late and no reason is given.
    """
    late = late_confirmation(desk, file.registration.arrived_on, form.on)
    if late and not form.late_reason.strip():
        raise ClerkError(late, Provision.RECEIPT, "late_reason")
    record = LetterOrder(
        LetterKind.CONFIRMATION_RECORD,
        form.on,
        lambda _number: confirmation_record(
            office_facts(desk),
            case_facts(desk, file),
            form.on,
            called_at=chinese_date(form.on),
            result=f"{form.how}，双方已确认",
            confirmed=form.note or "申请人确认提交了上述申请，双方确认收到申请的日期。",
            confirmed_on=form.on,
        ),
    )
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(record,),
        message=f"已登记双方确认日期，收到申请之日为{form.on}。",
        reasons=(late,) if late else (),
    )


def amend(_desk: Desk, file: CaseFile, form: Registration) -> Plan:
    """Correct what was registered; what it said before stays in the history.

    Raises `ClerkError` where the day of confirmation becomes a late one without a reason.
    """
    late = late_confirmation(_desk, form.arrived_on, form.confirmed_on)
    moved = (form.arrived_on, form.confirmed_on) != (
        file.registration.arrived_on,
        file.registration.confirmed_on,
    )
    if late and moved and not form.late_reason.strip():
        raise ClerkError(late, Provision.RECEIPT, "late_reason")
    before, after = plain(file.registration), plain(form)
    changed = {name: value for name, value in after.items() if before[name] != value}
    was = {name: before[name] for name in changed}
    message = "已更正登记内容，原内容保留在经过中。" if changed else "登记内容没有变化。"
    letters = list(dict.fromkeys(letters_telling(_desk, file, was)))
    if letters:
        message += f"{'、'.join(letters)}写的还是更正以前的，请用“重新制作文书”重做。"
    return Plan(
        on=_desk.today,
        extra={"changed": changed, "before": was},
        message=message,
        warnings=tuple(form.doubts()),
    )


def search(_desk: Desk, _file: CaseFile, form: SearchRecord) -> Plan:
    """Record how the information was looked for and what was found (条例36(四))."""
    return Plan(
        on=form.on,
        extra=plain(form),
        message=f"已登记检索情况：{form.result.value}。",
    )


def note(_desk: Desk, _file: CaseFile, form: Note) -> Plan:
    """Keep a note with the case."""
    return Plan(on=form.on, extra=plain(form), message="已记下。")


def phone(desk: Desk, file: CaseFile, form: PhoneCall) -> Plan:
    """Keep a call with its record, which goes into the file (条例30、31)."""
    record = LetterOrder(
        LetterKind.PHONE_RECORD,
        form.on,
        lambda _number: phone_record(
            office_facts(desk),
            case_facts(desk, file),
            form.on,
            called_at=f"{chinese_date(form.on)}{form.at}",
            said=form.text,
            incoming=form.incoming,
            subject=form.subject,
            settled=form.settled,
            other_side=form.other_side,
        ),
    )
    return Plan(
        on=form.on, extra=plain(form), letters=(record,), message="已登记通话，并写好电话记录。"
    )


def ask_assistance(desk: Desk, file: CaseFile, form: Assistance) -> Plan:
    """Ask a section or another agency to help search and examine (条例45)."""
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            letter_order(
                desk,
                file,
                LetterKind.ASSISTANCE_REQUEST,
                form.on,
                partial(
                    assistance_request, helper=form.ref, task=form.task, answer_by=form.answer_by
                ),
            ),
        ),
        message=f"已向{form.ref}发出协办函。",
        reasons=(
            f"协助办理的时间计算在答复期限内，不是征求意见{Provision.NOT_COUNTED.noted(form.on)}。",
        ),
    )


def guide(_desk: Desk, _file: CaseFile, form: Guide) -> Plan:
    """Keep the answers to the seven questions, and the kind of reply they come to."""
    if form.clarity is Clarity.TO_CORRECT:
        said = f"请先发出补正告知书{Provision.CORRECTION.noted(form.on)}"
    elif form.reply is None:
        said = "还没有答到能定结论的一问"
    else:
        said = f"建议答复类型为“{form.reply.label}”，作出答复时已预先选好"
    extra = {**plain(form), "suggested": form.reply.name if form.reply else ""}
    return Plan(
        on=form.on, extra=extra, message=f"已记录七问判断，{said}。", reasons=(f"{said}。",)
    )


def _searcher(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    return {
        "on": desk.today,
        "searched_by": file.assigned[1] or desk.clerk,
    }


def _search_likelihood(file: CaseFile) -> int:
    # An office of one room assigns nothing: the search may come first, though it seldom does.
    if file.case.has(StepKind.SEARCHED):
        return 5
    return 50 if file.case.has(StepKind.ASSIGNED) else 3


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="confirm",
        step=StepKind.CONFIRMED,
        label="确认收到",
        form=Confirmation,
        plan=confirm,
        fits=lambda file: is_open(file) and not file.receipt.confirmed,
        likelihood=lambda _: 100,
        start=today,
    ),
    Act(
        name="search",
        step=StepKind.SEARCHED,
        label="登记检索",
        key="J",
        form=SearchRecord,
        plan=search,
        fits=is_open,
        likelihood=_search_likelihood,
        start=_searcher,
    ),
    Act(
        name="amend",
        step=StepKind.AMENDED,
        label="更正登记",
        named="更正登记",
        form=Registration,
        plan=amend,
        fits=lambda file: not file.is_void,
        likelihood=lambda _: -50,
        start=lambda _desk, file: {
            name: getattr(file.registration, name) for name in plain(file.registration)
        },
    ),
    Act(
        name="guide",
        step=StepKind.GUIDED,
        label="七问判断",
        key="G",
        form=Guide,
        plan=guide,
        fits=undecided,
        likelihood=lambda _: -30,
        start=today,
    ),
    Act(
        name="ask_assistance",
        step=StepKind.ASSISTANCE_ASKED,
        label="请其他单位协助",
        form=Assistance,
        plan=ask_assistance,
        fits=is_open,
        likelihood=lambda _: -25,
        start=today,
    ),
    Act(
        name="note",
        step=StepKind.NOTED,
        label="记事",
        key="N",
        form=Note,
        plan=note,
        fits=lambda _: True,
        likelihood=lambda _: -40,
        start=today,
    ),
    Act(
        name="phone",
        step=StepKind.NOTED,
        label="登记通话",
        form=PhoneCall,
        plan=phone,
        fits=lambda file: not file.is_void,
        likelihood=lambda _: -45,
        start=today,
    ),
)
