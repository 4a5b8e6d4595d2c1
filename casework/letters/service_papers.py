"""The papers of service: proof of service and mailing slip."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Word
from casework.letters.request_papers import BLANK_DAY, day_or_blank
from rules.provisions import SERVICE_INTERPRETATION


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofOfService(DatedPaper):
    """送达回证."""

    kind: ClassVar[LetterKind] = LetterKind.PROOF_OF_SERVICE

    register_number: Annotated[str, Word("申请编号", required=True)]
    document: Annotated[str, Word("文书名称", required=True)]
    document_number: Annotated[str, Word("文书文号")]
    copies: Annotated[str, Word("份数")]
    addressee: Annotated[str, Word("受送达人", required=True)]
    phone: Annotated[str, Word("联系电话")]
    place: Annotated[str, Word("送达地点")]
    method: Annotated[str, Word("送达方式")]
    served_on: Annotated[str, Word("送达日期")]
    signed_on: Annotated[str, Word("签收日期")]
    substitute: Annotated[str, Word("代收情况")]
    failure: Annotated[str, Word("未送达情况")]
    server: Annotated[str, Word("送达人")]
    remark: Annotated[str, Word("备注")]
    basis: Annotated[str, Word("依据")]


def proof_of_service(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    document: str,
    document_number: str,
    addressee: str = "",
    method: str = "",
    served_on: date | None = None,
    place: str = "",
    copies: int = 1,
    substitute: str = "",
    failure: str = "",
    remark: str = "",
) -> ProofOfService:
    """Return the proof for one document, to the applicant unless another addressee is named."""
    return ProofOfService(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        document=document,
        document_number=document_number,
        copies=f"{copies}份",
        addressee=addressee or case.addressed,
        phone=case.phone if not addressee else "",
        place=place or (case.address if not addressee else ""),
        method=method,
        served_on=chinese_date(served_on) if served_on else "",
        signed_on=BLANK_DAY,
        substitute=substitute,
        failure=failure,
        server=case.handler or office.contact,
        remark=remark,
        basis=str(SERVICE_INTERPRETATION),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingSlip(DatedPaper):
    """邮寄交寄单."""

    kind: ClassVar[LetterKind] = LetterKind.MAILING_SLIP

    register_number: Annotated[str, Word("申请编号", required=True)]
    addressee: Annotated[str, Word("收件人", required=True)]
    addressee_phone: Annotated[str, Word("收件电话")]
    address: Annotated[str, Word("收件地址", required=True)]
    postcode: Annotated[str, Word("收件邮编")]
    mail_kind: Annotated[str, Word("邮件种类")]
    mail_number: Annotated[str, Word("邮件号码")]
    posted_on: Annotated[str, Word("交寄日期")]
    document: Annotated[str, Word("文书名称")]
    document_number: Annotated[str, Word("文书文号")]
    sender: Annotated[str, Word("寄件人")]
    sender_phone: Annotated[str, Word("寄件电话")]
    sender_address: Annotated[str, Word("寄件地址")]
    tracked: Annotated[str, Word("查询结果")]
    basis: Annotated[str, Word("依据")]


def mailing_slip(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    document: str,
    document_number: str,
    mail_number: str = "",
    posted_on: date | None = None,
    mail_kind: str = "邮政特快专递（EMS）",
    tracked: str = "",
    addressee: str = "",
    address: str = "",
) -> MailingSlip:
    """Return the slip for one posted document, to the applicant unless another is named."""
    return MailingSlip(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        addressee=addressee or case.mailed_to,
        addressee_phone="" if addressee else case.phone,
        address=address if addressee else case.address,
        postcode="" if addressee else case.postcode,
        mail_kind=mail_kind,
        mail_number=mail_number,
        posted_on=day_or_blank(posted_on),
        document=document,
        document_number=document_number,
        sender=f"{office.name}　{office.contact}",
        sender_phone=office.phone,
        sender_address=office.address,
        tracked=tracked,
        basis=str(SERVICE_INTERPRETATION),
    )
