"""The papers of the request itself: form, register sheet, confirmation, power of attorney."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date, quoted
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Word
from rules.law import cite

BLANK_DAY = "　　　年　　　月　　　日"
BLANK = "　　　　　　　"


def day_or_blank(day: date | None) -> str:
    """Return a day, or the blanks to write one into by hand."""
    return chinese_date(day) if day else BLANK_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationForm(DatedPaper):
    """申请表 (A1), to be filled by hand or filled in for the applicant (条例29)."""

    kind: ClassVar[LetterKind] = LetterKind.APPLICATION_FORM

    register_number: Annotated[str, Word("申请编号")]
    name: Annotated[str, Word("姓名")]
    phone: Annotated[str, Word("联系电话")]
    id_type: Annotated[str, Word("证件名称")]
    id_number: Annotated[str, Word("证件号码")]
    address: Annotated[str, Word("通信地址")]
    postcode: Annotated[str, Word("邮政编码")]
    email: Annotated[str, Word("电子邮箱")]
    body_name: Annotated[str, Word("单位名称")]
    body_code: Annotated[str, Word("信用代码")]
    body_head: Annotated[str, Word("法定代表人")]
    body_contact: Annotated[str, Word("单位联系人")]
    body_phone: Annotated[str, Word("单位电话")]
    body_email: Annotated[str, Word("单位邮箱")]
    body_address: Annotated[str, Word("单位地址")]
    body_postcode: Annotated[str, Word("单位邮编")]
    agent: Annotated[str, Word("代理人")]
    agent_contact: Annotated[str, Word("代理人联系方式")]
    information_sought: Annotated[str, Word("申请内容")]
    obtain_by: Annotated[str, Word("获取方式")]
    media: Annotated[str, Word("载体形式")]
    applied_on: Annotated[str, Word("申请日期")]
    help_needed: Annotated[str, Word("需要的协助")]


WAYS = "□ 邮寄　□ 电子邮件　□ 当面领取　□ 传真　□ 其他："
MEDIA = "□ 纸质　□ 电子　□ 其他："


def application_form(
    office: OfficeFacts,
    on: date,
    *,
    case: CaseFacts | None = None,
    body_head: str = "",
    body_contact: str = "",
    agent_contact: str = "",
    help_needed: str = "",
) -> ApplicationForm:
    """Return the form, blank without a case."""
    person = case if case and case.is_person else None
    body = case if case and not case.is_person else None
    return ApplicationForm(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number if case else BLANK,
        name=person.applicants if person else "",
        phone=person.phone if person else "",
        id_type=person.id_type if person else "",
        id_number=person.id_number if person else "",
        address=person.address if person else "",
        postcode=person.postcode if person else "",
        email=person.email if person else "",
        body_name=body.applicants if body else "",
        body_code=body.id_number if body else "",
        body_head=body_head,
        body_contact=body_contact,
        body_phone=body.phone if body else "",
        body_email=body.email if body else "",
        body_address=body.address if body else "",
        body_postcode=body.postcode if body else "",
        agent=case.agent_name if case else "",
        agent_contact=agent_contact,
        information_sought=case.information_sought if case else "",
        obtain_by=(case.obtain_by if case else "") or WAYS,
        media=(case.media if case else "") or MEDIA,
        applied_on=day_or_blank(case.arrived_on if case else None),
        help_needed=help_needed,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationSheet(DatedPaper):
    """登记表 (A2), the register's entry of one case on paper (条例45)."""

    kind: ClassVar[LetterKind] = LetterKind.REGISTRATION_SHEET

    register_number: Annotated[str, Word("申请编号", required=True)]
    applicant: Annotated[str, Word("申请人", required=True)]
    applicant_kind: Annotated[str, Word("申请人类别")]
    id_type: Annotated[str, Word("证件名称")]
    id_number: Annotated[str, Word("证件号码")]
    phone: Annotated[str, Word("联系电话")]
    email: Annotated[str, Word("电子邮箱")]
    address: Annotated[str, Word("通信地址")]
    agent: Annotated[str, Word("代理人")]
    channel: Annotated[str, Word("接收渠道")]
    arrived_on: Annotated[str, Word("到达日期")]
    confirmed_on: Annotated[str, Word("确认日期")]
    received_on: Annotated[str, Word("收到日期", required=True)]
    due_on: Annotated[str, Word("答复到期日")]
    information_sought: Annotated[str, Word("申请内容", required=True)]
    obtain_by: Annotated[str, Word("获取方式")]
    media: Annotated[str, Word("载体形式")]
    section: Annotated[str, Word("承办科室")]
    handler: Annotated[str, Word("承办人")]
    remark: Annotated[str, Word("备注")]


def registration_sheet(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    applicant_kind: str = "",
    confirmed_on: date | None = None,
    remark: str = "",
) -> RegistrationSheet:
    """Return the sheet of a case."""
    return RegistrationSheet(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        applicant=case.applicants,
        applicant_kind=applicant_kind or ("自然人" if case.is_person else "法人或其他组织"),
        id_type=case.id_type,
        id_number=case.id_number,
        phone=case.phone,
        email=case.email,
        address=case.address,
        agent=case.agent_name,
        channel=case.channel.label,
        arrived_on=chinese_date(case.arrived_on or case.received_on),
        confirmed_on=chinese_date(confirmed_on) if confirmed_on else "",
        received_on=chinese_date(case.received_on),
        due_on=chinese_date(case.due_on) if case.due_on else "",
        information_sought=case.information_sought,
        obtain_by=case.obtain_by,
        media=case.media,
        section=case.section,
        handler=case.handler,
        remark=remark,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationRecord(DatedPaper):
    """身份核实和收到日期确认记录 (A4), for channels where both sides confirm the day."""

    kind: ClassVar[LetterKind] = LetterKind.CONFIRMATION_RECORD

    register_number: Annotated[str, Word("申请编号", required=True)]
    applicant: Annotated[str, Word("申请人", required=True)]
    reached_at: Annotated[str, Word("联系方式")]
    channel: Annotated[str, Word("接收渠道")]
    arrived_on: Annotated[str, Word("到达日期")]
    called_at: Annotated[str, Word("联系时间")]
    result: Annotated[str, Word("联系结果")]
    information_sought: Annotated[str, Word("申请内容")]
    confirmed: Annotated[str, Word("确认情况")]
    confirmed_on: Annotated[str, Word("确认日期", required=True)]
    handler: Annotated[str, Word("经办人")]
    basis: Annotated[str, Word("依据")]


def confirmation_record(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    called_at: str,
    result: str,
    confirmed: str,
    confirmed_on: date | None,
) -> ConfirmationRecord:
    """Return the record of a call, text or mail; without a day the confirmation is open."""
    return ConfirmationRecord(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        applicant=case.applicants,
        reached_at=case.phone or case.email,
        channel=case.channel.label,
        arrived_on=chinese_date(case.arrived_on or case.received_on),
        called_at=called_at,
        result=result,
        information_sought=case.information_sought,
        confirmed=confirmed,
        confirmed_on=day_or_blank(confirmed_on),
        handler=case.handler or office.contact,
        basis=cite(case.channel.basis, on=case.received_on),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerOfAttorney(DatedPaper):
    """授权委托书 (A5)."""

    kind: ClassVar[LetterKind] = LetterKind.POWER_OF_ATTORNEY

    principal: Annotated[str, Word("委托人")]
    principal_id: Annotated[str, Word("委托人证件")]
    information_sought: Annotated[str, Word("申请内容")]
    agent: Annotated[str, Word("代理人")]
    agent_id: Annotated[str, Word("代理人证件")]
    agent_phone: Annotated[str, Word("代理人电话")]
    matter: Annotated[str, Word("委托事项")]
    powers: Annotated[str, Word("代理权限")]
    begins: Annotated[str, Word("委托开始")]
    ends: Annotated[str, Word("委托结束")]


def power_of_attorney(
    office: OfficeFacts,
    *,
    case: CaseFacts | None = None,
    agent_id: str = "",
    agent_phone: str = "",
    begins: date | None = None,
    ends: date | None = None,
) -> PowerOfAttorney:
    """Return the form for the applicant to sign, blank without a case; it is dated by hand."""
    identity = f"{case.id_type}：{case.id_number}" if case and case.id_number else ""
    return PowerOfAttorney(
        office=office.name,
        dated=BLANK_DAY,
        principal=case.applicants if case else "",
        principal_id=identity,
        information_sought=quoted(case.information_sought) if case else BLANK,
        agent=case.agent_name if case else "",
        agent_id=agent_id,
        agent_phone=agent_phone,
        matter="提出政府信息公开申请，提交和补正申请材料，接收文书和信息。",
        powers="\n".join(
            ("□ 代为提出、变更、撤回申请", "□ 代为补正和说明理由", "□ 代为接收文书和信息")
        ),
        begins=day_or_blank(begins),
        ends=day_or_blank(ends),
    )
