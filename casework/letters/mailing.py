"""What goes with a letter on its way: envelope, label, the day's list of mail, e-mail text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Letter, Word
from rules.provisions import SERVICE_INTERPRETATION, Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope(Letter):
    """信封, 230 × 120 mm, with the document's number on its face."""

    kind: ClassVar[LetterKind] = LetterKind.ENVELOPE

    postcode: Annotated[str, Word("收件邮编")]
    address: Annotated[str, Word("收件地址", required=True)]
    addressee: Annotated[str, Word("收件人", required=True)]
    sender_address: Annotated[str, Word("寄件地址")]
    sender_postcode: Annotated[str, Word("寄件邮编")]
    number: Annotated[str, Word("文书文号")]


def envelope(
    office: OfficeFacts,
    case: CaseFacts,
    *,
    number: str = "",
    addressee: str = "",
    address: str = "",
    postcode: str = "",
) -> Envelope:
    """Return the envelope to the applicant, or to another addressee with her own address."""
    return Envelope(
        office=office.name,
        postcode=postcode or ("" if addressee else case.postcode),
        address=address or ("" if addressee else case.address),
        addressee=addressee or case.mailed_to,
        sender_address=office.address,
        sender_postcode=office.postcode,
        number=number,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EmsLabel(Letter):
    """邮政特快专递标签, 100 × 150 mm: the number of the document stands as its contents."""

    kind: ClassVar[LetterKind] = LetterKind.EMS_LABEL

    addressee: Annotated[str, Word("收件人", required=True)]
    phone: Annotated[str, Word("收件电话")]
    address: Annotated[str, Word("收件地址", required=True)]
    postcode: Annotated[str, Word("收件邮编")]
    sender: Annotated[str, Word("寄件人")]
    sender_phone: Annotated[str, Word("寄件电话")]
    sender_address: Annotated[str, Word("寄件地址")]
    contents: Annotated[str, Word("内件")]
    mail_number: Annotated[str, Word("邮件号码")]


def ems_label(
    office: OfficeFacts,
    case: CaseFacts,
    *,
    document: str,
    number: str,
    mail_number: str = "",
    addressee: str = "",
    address: str = "",
    phone: str = "",
) -> EmsLabel:
    """Return the label for one document to the applicant, or to another addressee."""
    return EmsLabel(
        office=office.name,
        addressee=addressee or case.mailed_to,
        phone=phone or ("" if addressee else case.phone),
        address=address or ("" if addressee else case.address),
        postcode="" if addressee else case.postcode,
        sender=office.contact,
        sender_phone=office.phone,
        sender_address=office.address,
        contents=f"{document}　{number}".strip(),
        mail_number=mail_number,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One piece of mail of the list."""

    addressee: Annotated[str, Word("收件人")]
    address: Annotated[str, Word("收件地址")]
    document: Annotated[str, Word("文书")]
    mail_number: Annotated[str, Word("邮件号码")] = ""
    remark: Annotated[str, Word("邮件备注")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingRegister(DatedPaper):
    """邮寄登记簿: the mail of a day, for the stamp of the post office."""

    kind: ClassVar[LetterKind] = LetterKind.MAILING_REGISTER

    pieces: Annotated[tuple[Posted, ...], Word("邮件", required=True)]
    count: Annotated[str, Word("件数")]
    posted_by: Annotated[str, Word("交寄人")]
    basis: Annotated[str, Word("依据")]


def mailing_register(
    office: OfficeFacts, on: date, *, pieces: Sequence[Posted], posted_by: str = ""
) -> MailingRegister:
    """Return the list of what was posted on a day; that day is the day of service by post."""
    return MailingRegister(
        office=office.name,
        dated=chinese_date(on),
        pieces=tuple(pieces),
        count=str(len(pieces)),
        posted_by=posted_by or office.contact,
        basis=str(SERVICE_INTERPRETATION),
    )


@dataclass(frozen=True, slots=True)
class MailText:
    """The text of an e-mail that brings a document."""

    to: str
    subject: str
    body: str


def service_mail(
    office: OfficeFacts,
    case: CaseFacts,
    *,
    title: str,
    number: str,
    on: date,
    decides: bool,
    enclosures: Sequence[str] = (),
) -> MailText:
    """Return the mail that serves a document electronically.

    Where the document `decides` the request it names the channel for filing a reconsideration
    request on the internet, which must be offered then (复议法22②).
    """
    named = f"{title}（{number}）" if number else title
    lines = [
        f"{case.addressed}：",
        "",
        f"{case.you}于{chinese_date(case.received_on)}向本机关提出的政府信息公开申请"
        f"（编号：{case.register_number}），现以电子邮件送达{named}，请查收附件。",
    ]
    if enclosures:
        lines += ["", "附件：", *(f"{at}．{name}" for at, name in enumerate(enclosures, start=1))]
    if decides and office.online_reconsideration:
        lines += [
            "",
            f"对该答复不服的，可以通过下列互联网渠道提交行政复议申请书："
            f"{office.online_reconsideration}（依据{Provision.ONLINE_APPLICATION}）。"
            "申请的期限、行政复议机关和其他救济途径见所附文书。",
        ]
    lines += [
        "",
        "收到本邮件后请回复确认。附件无法打开的，请与联系人联系。",
        f"联系人：{office.contact}　联系电话：{office.phone}",
        "",
        office.name,
        chinese_date(on),
    ]
    return MailText(case.email, f"{office.name}{named}", "\n".join(lines))
