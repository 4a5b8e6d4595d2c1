"""The further documents of procedure: reasons, consultation told, assistance, withdrawal."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.letter import Issued, ReplyLetter, ToApplicant, Word
from casework.letters.opening import addressed, common
from casework.letters.reply_parts import replied
from casework.letters.reply_words import sentence
from rules.law import Basis, cite
from rules.provisions import Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsNotice(ToApplicant):
    """说明理由通知书 (B2), where number and frequency are clearly excessive (条例35)."""

    kind: ClassVar[LetterKind] = LetterKind.REASONS_NOTICE

    counts: Annotated[str, Word("申请统计", required=True)]
    basis: Annotated[str, Word("依据", required=True)]
    period: Annotated[str, Word("说明期限", required=True)]
    address: Annotated[str, Word("联系地址")]


def reasons_notice(
    office: OfficeFacts, case: CaseFacts, number: str, on: date, *, counts: str, period_days: int
) -> ReasonsNotice:
    """Return the notice asking for reasons within `period_days` working days.

    `counts` says how often the applicant asked, e.g. 你自2026年1月1日以来已提出申请86件.
    """
    return ReasonsNotice(
        **addressed(office, case, number, on, course=case.course),
        counts=_clause(counts),
        basis=cite(Provision.EXCESSIVE, on=on),
        period=str(period_days),
        address=office.address,
    )


def _clause(text: str) -> str:
    tidy = text.strip().rstrip("。，；")
    return f"{tidy}，" if tidy else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferralNotice(ToApplicant):
    """延迟答复告知书 (C17): reasonable, but not to be answered in time (条例35)."""

    kind: ClassVar[LetterKind] = LetterKind.DEFERRAL_NOTICE

    reason: Annotated[str, Word("延迟原因")]
    basis: Annotated[str, Word("依据", required=True)]
    until: Annotated[str, Word("延迟至", required=True)]


def deferral_notice(
    office: OfficeFacts, case: CaseFacts, number: str, on: date, *, reason: str, until: date
) -> DeferralNotice:
    """Return the notice that the reply comes by `until`."""
    return DeferralNotice(
        **addressed(office, case, number, on, course=case.course),
        reason=sentence(reason),
        basis=cite(Provision.EXCESSIVE, on=on),
        until=chinese_date(until),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationNotice(ToApplicant):
    """征求意见情况告知书 (B6), which tells the applicant that the clock stands still."""

    kind: ClassVar[LetterKind] = LetterKind.CONSULTATION_NOTICE

    reason: Annotated[str, Word("征求原因")]
    sent_on: Annotated[str, Word("征求日期", required=True)]
    asked: Annotated[str, Word("征求对象", required=True)]
    basis: Annotated[str, Word("依据", required=True)]


def consultation_notice(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    sent_on: date,
    agency: str = "",
    reason: str = "",
) -> ConsultationNotice:
    """Return the notice of a consultation; without an `agency` a third party was asked."""
    said = reason or (
        f"申请公开的信息涉及{agency}" if agency else "申请公开的信息可能涉及第三方合法权益"
    )
    return ConsultationNotice(
        **addressed(office, case, number, on, course=case.correction_words),
        reason=f"{said.strip().rstrip('。，')}，",
        sent_on=chinese_date(sent_on),
        asked=agency or "第三方",
        basis=cite(Provision.NOT_COUNTED, on=on),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistanceRequest(Issued):
    """协办函 (B7), to a section or another agency that helps to search and examine."""

    kind: ClassVar[LetterKind] = LetterKind.ASSISTANCE_REQUEST

    helper: Annotated[str, Word("协办单位", required=True)]
    task: Annotated[str, Word("协办事项", required=True)]
    answer_by: Annotated[str, Word("回复期限", required=True)]
    basis: Annotated[str, Word("依据")]


def assistance_request(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    helper: str,
    task: str,
    answer_by: date,
) -> AssistanceRequest:
    """Return the request to `helper` to answer by a day (条例45)."""
    return AssistanceRequest(
        **common(office, case, number, on),
        helper=helper,
        task=sentence(task),
        answer_by=chinese_date(answer_by),
        basis=cite(Provision.WORK_OF_THE_OFFICE, on=on),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdPartyDisclosure(Issued):
    """决定公开告知第三方 (B9), with what is disclosed and why (条例32)."""

    kind: ClassVar[LetterKind] = LetterKind.THIRD_PARTY_DISCLOSURE

    third_party: Annotated[str, Word("第三方", required=True)]
    you: Annotated[str, Word("第三方称呼")]
    course: Annotated[str, Word("征求意见情况")]
    finding: Annotated[str, Word("审查意见")]
    reason: Annotated[str, Word("公开理由", required=True)]
    basis: Annotated[str, Word("依据", required=True)]
    disclosed: Annotated[str, Word("公开内容", required=True)]
    disclosed_on: Annotated[str, Word("公开日期")]
    remedy: Annotated[str, Word("救济告知", required=True)]


def third_party_disclosure(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    third_party: str,
    disclosed: str,
    reason: str,
    remedy: str,
    sent_on: date | None = None,
    answered_on: date | None = None,
    disclosed_on: date | None = None,
    is_person: bool = True,
    is_sound: bool = True,
    in_part: bool = False,
) -> ThirdPartyDisclosure:
    """Return the letter to a third party whose objection did not prevail.

    It gave way to the public interest, or its reasons were found not to be sound (条例32).
    """
    you = "你" if is_person else "你单位"
    course = f"本机关已于{chinese_date(sent_on)}书面征求{you}的意见" if sent_on else ""
    if course and answered_on:
        said = "只同意公开一部分" if in_part else "不同意公开"
        course += f"，并于{chinese_date(answered_on)}收到{you}{said}的意见"
    what = "其余部分" if in_part else ""
    finding = (
        "经审查，本机关认为不公开可能对公共利益造成重大影响。"
        if is_sound
        else f"经审查，本机关认为{you}不同意公开{what}的理由不合理。"
    )
    return ThirdPartyDisclosure(
        **common(office, case, number, on),
        third_party=third_party,
        you=you,
        course=sentence(course),
        finding=finding,
        reason=sentence(reason),
        basis=cite(Provision.THIRD_PARTY_ASKED, on=on),
        disclosed=sentence(disclosed),
        disclosed_on=chinese_date(disclosed_on) if disclosed_on else "",
        remedy=remedy,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalConfirmation(ToApplicant):
    """撤回申请确认书 (B10)."""

    kind: ClassVar[LetterKind] = LetterKind.WITHDRAWAL_CONFIRMATION

    withdrawn_on: Annotated[str, Word("撤回日期", required=True)]
    note: Annotated[str, Word("撤回说明")]


def withdrawal_confirmation(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    withdrawn_on: date,
    note: str = "",
) -> WithdrawalConfirmation:
    """Return the confirmation that the applicant withdrew the request."""
    return WithdrawalConfirmation(
        **addressed(office, case, number, on, course=case.correction_words),
        withdrawn_on=chinese_date(withdrawn_on),
        note=sentence(note),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseNotice(ReplyLetter):
    """不再处理告知书 (B11): correction or payment did not come in time."""

    kind: ClassVar[LetterKind] = LetterKind.LAPSE_NOTICE

    events: Annotated[str, Word("经过", required=True)]


def lapse_notice(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    basis: Basis,
    events: str,
    remedy: str,
) -> LapseNotice:
    """Return the notice that the request is not dealt with any more; `basis` says why."""
    return LapseNotice(
        **replied(office, case, number, on, (basis,), remedy), events=sentence(events)
    )
