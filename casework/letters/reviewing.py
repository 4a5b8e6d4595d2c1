"""The papers of a review: item by item, referred, conferred on, and looked at by counsel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date, quoted
from casework.letters.internal import SHORT_BLANK
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Issued, Word
from casework.letters.opening import common
from casework.letters.reply_words import sentence
from forms.reviewing import ConferenceOpinion, CounselOpinion
from rules.item_review import ItemFinding
from rules.law import cite
from rules.legality import ListedPoint
from rules.provisions import Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """One item of the review sheet."""

    content: Annotated[str, Word("拟公开信息")]
    disclosure: Annotated[str, Word("公开审查结果")]
    secrecy: Annotated[str, Word("保密审查结果")]
    ground: Annotated[str, Word("依据和理由")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReviewSheet(DatedPaper):
    """逐项审查表 (条例17): what was found of each item to be disclosed."""

    kind: ClassVar[LetterKind] = LetterKind.ITEM_REVIEW_SHEET

    register_number: Annotated[str, Word("申请编号", required=True)]
    information_sought: Annotated[str, Word("申请内容")]
    items: Annotated[tuple[ReviewLine, ...], Word("审查", required=True)]
    basis: Annotated[str, Word("依据")]


def item_review_sheet(
    office: OfficeFacts, case: CaseFacts, on: date, *, findings: Sequence[ItemFinding]
) -> ItemReviewSheet:
    """Return the sheet with a line for each item reviewed so far."""
    return ItemReviewSheet(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        information_sought=case.sought,
        items=tuple(
            ReviewLine(
                content=one.content,
                disclosure=f"{one.result.value}\n{one.reviewer}\n{chinese_date(one.on)}",
                secrecy=f"{one.secrecy.value}\n{one.secrecy_reviewer}\n{chinese_date(one.on)}",
                ground=one.ground or "—",
            )
            for one in findings
        ),
        basis=cite(Provision.REVIEW, on=on),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SecrecyReferral(Issued):
    """报请确定函: the office cannot tell whether it may disclose (条例17③)."""

    kind: ClassVar[LetterKind] = LetterKind.SECRECY_REFERRAL

    body: Annotated[str, Word("报请机关", required=True)]
    question: Annotated[str, Word("报请事项", required=True)]
    due_on: Annotated[str, Word("答复到期日")]
    answer_by: Annotated[str, Word("请答复日期", required=True)]
    basis: Annotated[str, Word("依据", required=True)]


def secrecy_referral(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    body: str,
    question: str,
    answer_by: date | None = None,
) -> SecrecyReferral:
    """Return the letter to the body that decides, with the day by which the reply is due."""
    return SecrecyReferral(
        **common(office, case, number, on),
        body=body,
        question=sentence(question),
        due_on="暂停计算" if case.due_on is None else chinese_date(case.due_on),
        answer_by="尽快" if answer_by is None else f"于{chinese_date(answer_by)}前（含当日）",
        basis=cite(Provision.REFERRAL, on=on),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceLine:
    """What one who took part said."""

    name: Annotated[str, Word("参加人")]
    opinion: Annotated[str, Word("意见")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceRecord(DatedPaper):
    """会商审核记录, the third level of the review."""

    kind: ClassVar[LetterKind] = LetterKind.CONFERENCE_RECORD

    register_number: Annotated[str, Word("申请编号", required=True)]
    information_sought: Annotated[str, Word("申请内容")]
    place: Annotated[str, Word("地点")]
    chair: Annotated[str, Word("主持人")]
    matter: Annotated[str, Word("会商问题", required=True)]
    people: Annotated[tuple[ConferenceLine, ...], Word("会商", required=True)]
    conclusion: Annotated[str, Word("结论", required=True)]
    recorder: Annotated[str, Word("记录人")]


def conference_record(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    matter: str,
    people: Sequence[ConferenceOpinion],
    conclusion: str,
    chair: str = "",
    place: str = "",
    recorder: str = "",
) -> ConferenceRecord:
    """Return the record of a conference; each who took part signs beside the opinion."""
    return ConferenceRecord(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        information_sought=case.sought,
        place=place or SHORT_BLANK,
        chair=chair,
        matter=matter,
        people=tuple(
            ConferenceLine(
                name=f"{one.name}\n{one.unit}".strip(), opinion=one.opinion or "同意结论。"
            )
            for one in people
        ),
        conclusion=conclusion,
        recorder=recorder or office.contact,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CounselReferral(DatedPaper):
    """法律审核送审函, to the legal adviser or the office's own lawyer."""

    kind: ClassVar[LetterKind] = LetterKind.COUNSEL_REFERRAL

    counsel: Annotated[str, Word("法律顾问", required=True)]
    register_number: Annotated[str, Word("申请编号", required=True)]
    information_sought: Annotated[str, Word("申请内容", required=True)]
    draft: Annotated[str, Word("拟办文书")]
    reasons: Annotated[str, Word("送审原因")]
    question: Annotated[str, Word("送审问题", required=True)]
    answer_by: Annotated[str, Word("请答复日期", required=True)]
    due_on: Annotated[str, Word("答复到期日")]
    contact: Annotated[str, Word("联系人")] = ""
    phone: Annotated[str, Word("联系电话")] = ""


def counsel_referral(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    counsel: str,
    question: str,
    draft: str = "",
    reasons: Sequence[str] = (),
    answer_by: date | None = None,
) -> CounselReferral:
    """Return the letter that asks counsel; it says why the case goes there."""
    return CounselReferral(
        office=office.name,
        dated=chinese_date(on),
        counsel=counsel,
        register_number=case.register_number,
        information_sought=quoted(case.sought),
        draft=f"拟作出的文书为{draft}，随函附送。" if draft else "",
        reasons=f"本件{'，'.join(reasons)}，按本机关的规定须经法律审核。" if reasons else "",
        question=sentence(question),
        answer_by="尽快" if answer_by is None else f"于{chinese_date(answer_by)}前（含当日）",
        due_on="暂停计算" if case.due_on is None else chinese_date(case.due_on),
        contact=office.contact,
        phone=office.phone,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalityLine:
    """One point of the legality list."""

    point: Annotated[str, Word("要点")]
    finding: Annotated[str, Word("结果")]
    note: Annotated[str, Word("说明")]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalityList(DatedPaper):
    """合法性审查表: the points fitted to the reply, with what counsel found."""

    kind: ClassVar[LetterKind] = LetterKind.LEGALITY_LIST

    register_number: Annotated[str, Word("申请编号", required=True)]
    document: Annotated[str, Word("拟办文书")]
    points: Annotated[tuple[LegalityLine, ...], Word("审查", required=True)]
    conclusion: Annotated[str, Word("结论")]
    opinion: Annotated[str, Word("法律意见")]
    counsel: Annotated[str, Word("法律顾问")]
    followed: Annotated[str, Word("采纳情况")]


def legality_list(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    points: Sequence[ListedPoint],
    document: str = "",
    opinion: CounselOpinion | None = None,
) -> LegalityList:
    """Return the list, with what counsel found where it has been found, else to be filled in."""
    told = () if opinion is None else opinion.points
    lines = [(one.point, one.finding.value, one.note) for one in told] or [
        (one.label(on), "", "") for one in points
    ]
    followed = "" if opinion is None or opinion.followed is None else opinion.followed.value
    why_not = "" if opinion is None else opinion.why_not
    return LegalityList(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        document=document,
        points=tuple(
            LegalityLine(point=point, finding=finding, note=note) for point, finding, note in lines
        ),
        conclusion=""
        if opinion is None or opinion.conclusion is None
        else opinion.conclusion.value,
        opinion="" if opinion is None else opinion.opinion,
        counsel=SHORT_BLANK if opinion is None else opinion.counsel,
        followed="，".join(filter(None, (followed, why_not))),
    )
