"""The documents of procedure: consultations and extension. None of them carries a remedy."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date, titled
from casework.letters.kinds import LetterKind
from casework.letters.letter import Issued, ToApplicant, Word
from casework.letters.opening import addressed, common
from casework.letters.reply_words import sentence
from rules.law import cite
from rules.provisions import Provision
from rules.time_limits import AGENCY_DAYS, THIRD_PARTY_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdPartyConsultationLetter(Issued):
    """征求第三方意见书 with its return slip (B4). It does not name the applicant."""

    kind: ClassVar[LetterKind] = LetterKind.THIRD_PARTY_CONSULTATION

    third_party: Annotated[str, Word("第三方", required=True)]
    address: Annotated[str, Word("联系地址")]
    you: Annotated[str, Word("第三方称呼")]
    rights: Annotated[str, Word("涉及权益")]
    proposed: Annotated[str, Word("拟公开内容", required=True)]
    basis: Annotated[str, Word("依据", required=True)]
    period: Annotated[str, Word("答复期限", required=True)]


def third_party_consultation(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    third_party: str,
    proposed: str,
    rights: str = "合法权益",
    is_person: bool = True,
) -> ThirdPartyConsultationLetter:
    """Return the letter asking a third party whether `proposed` may be disclosed (条例32)."""
    limit = THIRD_PARTY_DAYS.on(on)
    return ThirdPartyConsultationLetter(
        **common(office, case, number, on),
        third_party=third_party,
        address=office.address,
        you="你" if is_person else "你单位",
        rights=rights,
        proposed=sentence(titled(proposed)),
        basis=cite(Provision.THIRD_PARTY_ASKED, on=on),
        period=str(limit.value),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyConsultationLetter(Issued):
    """征求意见函 with its return slip (B5), to a joint maker or to another agency."""

    kind: ClassVar[LetterKind] = LetterKind.AGENCY_CONSULTATION

    agency: Annotated[str, Word("被征求机关", required=True)]
    address: Annotated[str, Word("联系地址")]
    reason: Annotated[str, Word("征求原因")]
    proposed: Annotated[str, Word("拟公开内容", required=True)]
    basis: Annotated[str, Word("依据", required=True)]
    period: Annotated[str, Word("答复期限", required=True)]
    joint: Annotated[bool, Word("共同制作")]


def agency_consultation(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    agency: str,
    proposed: str,
    joint: bool,
    reason: str = "",
    period_days: int = 0,
) -> AgencyConsultationLetter:
    """Return the letter to another agency; the silence of a `joint` maker is consent (条例34).

    `period_days` in working days is the statutory period for a joint maker where left at 0.
    """
    said = "该信息由本机关牵头、与你机关共同制作。" if joint else "该信息的公开涉及你机关。"
    return AgencyConsultationLetter(
        **common(office, case, number, on),
        agency=agency,
        address=office.address,
        reason=reason or said,
        proposed=sentence(titled(proposed)),
        basis=cite(Provision.JOINT_MAKER_ASKED if joint else Provision.AGENCIES_AGREE, on=on),
        period=str(period_days or AGENCY_DAYS.on(on).value),
        joint=joint,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionNotice(ToApplicant):
    """延期答复告知书 (B3), served on or before the day the reply was due (条例33)."""

    kind: ClassVar[LetterKind] = LetterKind.EXTENSION_NOTICE

    reason: Annotated[str, Word("延期原因", required=True)]
    basis: Annotated[str, Word("依据", required=True)]
    due_on: Annotated[str, Word("原答复期限", required=True)]
    days: Annotated[str, Word("延长天数", required=True)]
    extended_due_on: Annotated[str, Word("延长后期限", required=True)]


def extension_notice(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    reason: str,
    days: int,
    due_on: date,
    extended_due_on: date,
) -> ExtensionNotice:
    """Return the notice that the reply due on `due_on` will come by `extended_due_on`."""
    return ExtensionNotice(
        **addressed(office, case, number, on, course=case.course_before_extension),
        reason=reason.strip().removeprefix("因").rstrip("。，"),
        basis=cite(Provision.REPLY_PERIOD, on=on),
        due_on=chinese_date(due_on),
        days=str(days),
        extended_due_on=chinese_date(extended_due_on),
    )
