"""The documents that open a case: receipt and correction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, TypedDict

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date, quoted, titled
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, ToApplicant, Word
from forms.choices import CorrectionDefect
from rules.law import chinese_number, cite
from rules.provisions import Provision
from rules.receipt import Channel
from rules.time_limits import REPLY_DAYS


class Common(TypedDict):
    """The fields every numbered document shares."""

    office: str
    dated: str
    number: str
    register_number: str
    information_sought: str
    contact: str
    phone: str


class Addressed(Common):
    """The fields of every document addressed to the applicant."""

    applicant: str
    you: str
    submitted: str
    received_on: str
    course: str


def common(office: OfficeFacts, case: CaseFacts, number: str, on: date) -> Common:
    """Return the shared fields of a document dated `on`."""
    return {
        "office": office.name,
        "dated": chinese_date(on),
        "number": number,
        "register_number": case.register_number,
        "information_sought": quoted(case.sought),
        "contact": office.contact,
        "phone": office.phone,
    }


def addressed(
    office: OfficeFacts, case: CaseFacts, number: str, on: date, *, course: str = ""
) -> Addressed:
    """Return the shared fields of a document to the applicant; `course` is what has happened."""
    return {
        **common(office, case, number, on),
        # The first paragraph says what was asked on the day of receipt.
        "information_sought": quoted(case.information_sought),
        "applicant": case.addressed,
        "you": case.you,
        "submitted": case.submitted,
        "received_on": chinese_date(case.received_on),
        "course": course,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptAcknowledgement(DatedPaper):
    """接收回执 (A3), handed or sent to the applicant when the request has come in."""

    kind: ClassVar[LetterKind] = LetterKind.RECEIPT

    register_number: Annotated[str, Word("申请编号", required=True)]
    applicant: Annotated[str, Word("申请人", required=True)]
    you: Annotated[str, Word("称呼")]
    submitted: Annotated[str, Word("提交方式")]
    channel: Annotated[str, Word("接收方式")]
    information_sought: Annotated[str, Word("申请内容", required=True)]
    materials: Annotated[str, Word("接收材料")]
    arrived_on: Annotated[str, Word("接收日期")]
    received_on: Annotated[str, Word("收到日期", required=True)]
    receipt_basis: Annotated[str, Word("收到日依据")]
    time_limit: Annotated[str, Word("答复期限说明", required=True)]
    handler: Annotated[str, Word("经办人")]
    phone: Annotated[str, Word("联系电话")]
    address: Annotated[str, Word("联系地址")]
    code: Annotated[str, Word("二维码", code=True)] = ""


def receipt_acknowledgement(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    materials: str = "",
    confirmed: bool = True,
) -> ReceiptAcknowledgement:
    """Return the acknowledgement; `confirmed` is False while the day of receipt is not agreed."""
    limit = REPLY_DAYS.on(case.received_on)
    words = f"自收到申请之日起{limit.value}个工作日（{limit.basis}）"
    # Before the day of receipt is agreed nobody can tell the applicant a last day.
    if case.due_on and confirmed:
        words += f"，即{chinese_date(case.due_on)}前（含当日）"
    words += "；依法补正、征求意见、延长答复期限或者收取信息处理费的，另行告知。"
    received = chinese_date(case.received_on) if confirmed else "以双方确认之日为准"
    return ReceiptAcknowledgement(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        applicant=case.addressed,
        you=case.you,
        submitted=case.submitted,
        channel=case.channel.label,
        information_sought=titled(case.information_sought),
        materials=materials or f"政府信息公开{_written(case.channel)}1份",
        arrived_on=chinese_date(case.arrived_on or case.received_on),
        received_on=received,
        receipt_basis=cite(case.channel.basis, on=case.received_on),
        time_limit=words,
        handler=case.handler or office.contact,
        phone=office.phone,
        address=office.address,
    )


def _written(channel: Channel) -> str:
    """Return what came in: an oral request is written into a form of the office (条例29①)."""
    return "申请表（代为填写）" if channel is Channel.ORAL else "申请书"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionItem:
    """One thing the applicant is asked to correct; a single one bears no number."""

    text: Annotated[str, Word("事项")]
    number: Annotated[str, Word("项次")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNoticeLetter(ToApplicant):
    """补正告知书 (B1), sent once and within 7 working days of receipt (条例30)."""

    kind: ClassVar[LetterKind] = LetterKind.CORRECTION_NOTICE

    reason: Annotated[str, Word("补正原因")]
    basis: Annotated[str, Word("依据", required=True)]
    items: Annotated[tuple[CorrectionItem, ...], Word("补正事项", required=True)]
    guidance: Annotated[str, Word("补正指引")]
    period: Annotated[str, Word("补正期限", required=True)]
    address: Annotated[str, Word("联系地址")]
    other_channels: Annotated[str, Word("其他提交途径")]


def correction_notice(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    items: Sequence[str],
    period_days: int,
    guidance: str = "",
    defects: Sequence[CorrectionDefect] = (CorrectionDefect.CONTENT,),
) -> CorrectionNoticeLetter:
    """Return the notice asking for every item at once, within `period_days` working days.

    What is wrong with the request is said as it is: an identity paper that is missing makes its
    content no less clear (条例29②、30).
    """
    formal = [one for one in defects if one is not CorrectionDefect.CONTENT]
    return CorrectionNoticeLetter(
        **addressed(office, case, number, on),
        reason="，".join(one.phrase for one in defects),
        basis=cite(*([Provision.REQUEST_CONTENTS] if formal else []), Provision.CORRECTION, on=on),
        items=tuple(
            CorrectionItem(
                text=_ended(item, last=place == len(items)),
                number=f"{chinese_number(place)}、" if len(items) > 1 else "",
            )
            for place, item in enumerate(items, start=1)
        ),
        guidance=guidance,
        period=str(period_days),
        address=office.address,
        other_channels=office.other_channels,
    )


def _ended(item: str, *, last: bool) -> str:
    return item.strip().rstrip("。；;.") + ("。" if last else "；")
