"""Papers of talking with the applicant, of help at the counter, and of handing a request over."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date, quoted
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Word
from casework.letters.reply_words import sentence
from rules.law import cite
from rules.provisions import Provision

_LINE = "　　　　　　"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecordPaper(DatedPaper):
    """与申请人沟通记录: a visit or messages, what was understood, offered and agreed."""

    kind: ClassVar[LetterKind] = LetterKind.CONTACT_RECORD

    register_number: Annotated[str, Word("申请编号", required=True)]
    way: Annotated[str, Word("沟通方式", required=True)]
    at: Annotated[str, Word("沟通时间")]
    place: Annotated[str, Word("沟通地点")]
    other_side: Annotated[str, Word("对方姓名")]
    other_phone: Annotated[str, Word("对方电话")]
    information_sought: Annotated[str, Word("申请内容")]
    understood: Annotated[str, Word("了解的情况", required=True)]
    offered: Annotated[str, Word("提出的方案")]
    agreed: Annotated[str, Word("商定的内容")]
    recorder: Annotated[str, Word("记录人")]


def contact_record(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    way: str,
    at: str = "",
    place: str = "",
    other_side: str = "",
    understood: str,
    offered: str = "",
    agreed: str = "",
) -> ContactRecordPaper:
    """Return the record of a talk, with the applicant unless another side is named."""
    return ContactRecordPaper(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        way=way,
        at=f"{chinese_date(on)}{at}",
        place=place or "—",
        other_side=other_side or case.applicants,
        other_phone=case.phone if not other_side else "",
        information_sought=case.information_sought,
        understood=understood,
        offered=offered or "没有提出方案",
        agreed=agreed or "没有商定变更申请内容",
        recorder=case.handler or office.contact,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeConfirmation(DatedPaper):
    """申请内容确认书: what was agreed to be asked for, for the applicant to sign."""

    kind: ClassVar[LetterKind] = LetterKind.SCOPE_CONFIRMATION

    register_number: Annotated[str, Word("申请编号", required=True)]
    applicant: Annotated[str, Word("申请人", required=True)]
    talked_on: Annotated[str, Word("沟通日期")]
    way: Annotated[str, Word("沟通方式")]
    information_sought: Annotated[str, Word("申请内容", required=True)]
    agreed: Annotated[str, Word("商定的内容", required=True)]
    contact: Annotated[str, Word("联系人")]
    phone: Annotated[str, Word("联系电话")]


def scope_confirmation(
    office: OfficeFacts, case: CaseFacts, on: date, *, way: str, agreed: str
) -> ScopeConfirmation:
    """Return the sheet the applicant signs where the scope was narrowed in a talk."""
    return ScopeConfirmation(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        applicant=case.applicants,
        talked_on=chinese_date(on),
        way=way,
        information_sought=quoted(case.information_sought),
        agreed=sentence(agreed),
        contact=office.contact,
        phone=office.phone,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistedRecord(DatedPaper):
    """代为填写申请和提供帮助记录 (条例29①、43), signed by who was helped."""

    kind: ClassVar[LetterKind] = LetterKind.ASSISTED_RECORD

    register_number: Annotated[str, Word("申请编号", required=True)]
    applicant: Annotated[str, Word("申请人", required=True)]
    need: Annotated[str, Word("需要帮助的情形", required=True)]
    help: Annotated[str, Word("提供的帮助", required=True)]
    spoken: Annotated[str, Word("口述内容")]
    information_sought: Annotated[str, Word("申请内容", required=True)]
    filled_by: Annotated[str, Word("代填人")]
    witness: Annotated[str, Word("见证人")]
    basis: Annotated[str, Word("依据")]


def assisted_record(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    need: str,
    help_given: str,
    spoken: str,
    filled_by: str,
    witness: str = "",
) -> AssistedRecord:
    """Return the record of an application filled in for somebody, with her confirmation."""
    return AssistedRecord(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        applicant=case.applicants,
        need=need,
        help=help_given,
        spoken=spoken or case.information_sought,
        information_sought=case.information_sought,
        filled_by=filled_by,
        witness=witness or _LINE,
        basis=cite(Provision.ORAL_REQUEST, Provision.HELP, on=on),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeSlip(DatedPaper):
    """申请材料交接单: what a counter or the mail room took in and handed to the work body."""

    kind: ClassVar[LetterKind] = LetterKind.INTAKE_SLIP

    register_number: Annotated[str, Word("申请编号", required=True)]
    applicant: Annotated[str, Word("申请人", required=True)]
    channel: Annotated[str, Word("提交方式")]
    place: Annotated[str, Word("收件地点", required=True)]
    taken_in: Annotated[str, Word("收件时间", required=True)]
    taken_by: Annotated[str, Word("收件人")]
    handed_over: Annotated[str, Word("交接时间", required=True)]
    handed_to: Annotated[str, Word("接收人")]
    papers: Annotated[str, Word("材料清单")]
    mail_number: Annotated[str, Word("来件邮件单号")]
    information_sought: Annotated[str, Word("申请内容")]
    received_on: Annotated[str, Word("收到日期", required=True)]
    basis: Annotated[str, Word("依据")]


def intake_slip(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    place: str,
    taken_on: date,
    taken_by: str,
    handed_to: str,
    papers: str,
    mail_number: str = "",
) -> IntakeSlip:
    """Return the slip that goes with the papers from where they were taken in."""
    return IntakeSlip(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        applicant=case.applicants,
        channel=case.channel.label,
        place=place,
        taken_in=chinese_date(taken_on),
        taken_by=taken_by,
        handed_over=chinese_date(on),
        handed_to=handed_to,
        papers=papers,
        mail_number=mail_number or "—",
        information_sought=case.information_sought,
        received_on=chinese_date(case.received_on),
        basis=cite(case.channel.basis, on=case.received_on),
    )
