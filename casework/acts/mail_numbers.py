"""The number of a posted letter, learnt after its service was entered: from the post's receipt."""

from collections.abc import Mapping
from typing import Any

from casework.acts.act import Act, Plan
from casework.cases.case_file import CaseFile, plain
from casework.cases.recorded import entered, noted
from casework.desk.desk import Desk
from casework.papers.services import LetterService, services_of
from db import steps
from db.steps import StepRecord
from forms.choices import ServiceMethod
from forms.reply import Service
from forms.service import Dispatch, MailNumber
from rules.errors import ClerkError
from rules.provisions import Provision
from rules.steps import StepKind


def _posted(desk: Desk, file: CaseFile) -> list[LetterService]:
    return [one for one in services_of(desk, file) if one.method is ServiceMethod.POST]


def posted_letters(desk: Desk, file: CaseFile) -> list[str]:
    """Return the letters of a case that went by post, those without a number first."""
    posted = sorted(_posted(desk, file), key=lambda one: bool(one.mail_number))
    return [one.name for one in posted]


def number_mail(desk: Desk, file: CaseFile, form: MailNumber) -> Plan:
    """Enter the number a letter was posted under (235号二); its day of service does not move.

    Raises `ClerkError` for a letter that was not posted, a number another letter of the case
    bears, and where an earlier number is replaced without a reason.
    """
    posted = _posted(desk, file)
    service = next((one for one in posted if one.name == form.ref), None)
    if service is None:
        raise ClerkError(
            f"没有找到邮寄送达的“{form.ref}”，请从列表中选择；还没有登记送达的，"
            "先用“登记送达”或者“登记文书送达”登记。",
            Provision.MAIL,
            "ref",
        )
    number = form.mail_number.strip()
    if service.mail_number == number:
        raise ClerkError(f"这件文书的邮件单号已经是{number}，不需要再登记。", None, "mail_number")
    if service.mail_number and not form.reason.strip():
        raise ClerkError(
            f"这件文书已登记邮件单号{service.mail_number}，改为{number}的，请写明原因。",
            None,
            "reason",
        )
    together = [
        one.name for one in posted if one.mail_number == number and one.sent_on != service.sent_on
    ]
    if together:
        raise ClerkError(
            f"邮件单号{number}已经登记给另一天交邮的“{together[0]}”，一个单号只有一次交寄，请核对。",
            Provision.MAIL,
            "mail_number",
        )
    return Plan(
        on=desk.today,
        extra=plain(form)
        | {
            "mail_number": number,
            "document_id": service.document.id,
            "replaces": service.mail_number,
        },
        target=_service_step(desk, file, service),
        message=f"已登记{form.ref}的邮件单号{number}，送达日期不变。",
        reasons=(
            f"邮寄送达以交邮之日为准，单号是交邮的证据{Provision.DAY_OF_SERVICE.noted(desk.today)}。",
        ),
    )


def _service_step(desk: Desk, file: CaseFile, service: LetterService) -> int | None:
    """Return the step that recorded how a letter went."""
    own = steps.one(desk.store, service.document.step_id or 0)
    is_decided = own is not None and own.kind == StepKind.DECIDED.word
    found = [
        record.id
        for record in steps.standing(file.records)
        if record.on == service.sent_on
        and (
            noted(record).document_id == service.document.id
            if record.kind == StepKind.DISPATCHED.word
            else record.kind == StepKind.SERVED.word and is_decided
        )
    ]
    return found[-1] if found else None


def _start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    return {"ref": next(iter(posted_letters(desk, file)), "")}


def _was_posted(file: CaseFile) -> bool:
    return not file.is_void and any(
        _method(record) is ServiceMethod.POST for record in steps.standing(file.records)
    )


def _method(record: StepRecord) -> ServiceMethod | None:
    if record.kind == StepKind.SERVED.word:
        return entered(record, Service).method
    if record.kind == StepKind.DISPATCHED.word:
        return entered(record, Dispatch).method
    return None


def _lacks_a_number(file: CaseFile) -> int:
    """Return how likely it is wanted: the reply that went by post without a number asks for it."""
    served = file.last(StepKind.SERVED)
    is_numbered = served is None or entered(served, Service).mail_number
    later = any(True for _ in file.all_of(StepKind.MAIL_NUMBERED))
    return -12 if is_numbered or later else 3


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="number_mail",
        step=StepKind.MAIL_NUMBERED,
        label="补登邮件单号",
        form=MailNumber,
        plan=number_mail,
        fits=_was_posted,
        likelihood=_lacks_a_number,
        start=_start,
    ),
)
