"""The office's own papers on the way to a reply: approval, search and calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Word
from casework.letters.request_papers import day_or_blank
from rules.law import cite
from rules.provisions import Provision

SHORT_BLANK = "　　　　"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one examiner wrote on the approval sheet; blank where it is written by hand."""

    text: str = ""
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalSheet(DatedPaper):
    """呈批单: the way of a reply from the handler to the signature (条例17)."""

    kind: ClassVar[LetterKind] = LetterKind.APPROVAL_SHEET

    register_number: Annotated[str, Word("申请编号", required=True)]
    due_on: Annotated[str, Word("答复到期日")]
    applicant: Annotated[str, Word("申请人")]
    received_on: Annotated[str, Word("收到日期")]
    information_sought: Annotated[str, Word("申请内容")]
    document: Annotated[str, Word("拟办文书")]
    document_number: Annotated[str, Word("拟用文号")]
    proposal: Annotated[str, Word("承办意见")]
    handler: Annotated[str, Word("承办人")]
    proposed_on: Annotated[str, Word("承办日期")]
    secrecy: Annotated[str, Word("保密审查意见", required=True)]
    secrecy_by: Annotated[str, Word("保密审查人")]
    secrecy_on: Annotated[str, Word("保密审查日期")]
    disclosure: Annotated[str, Word("公开审查意见", required=True)]
    disclosure_by: Annotated[str, Word("公开审查人")]
    disclosure_on: Annotated[str, Word("公开审查日期")]
    legal: Annotated[str, Word("法制意见")]
    legal_by: Annotated[str, Word("法制审核人")]
    legal_on: Annotated[str, Word("法制审核日期")]
    ogi_office: Annotated[str, Word("工作机构意见")]
    ogi_office_by: Annotated[str, Word("工作机构负责人")]
    ogi_office_on: Annotated[str, Word("工作机构日期")]
    deputy: Annotated[str, Word("分管意见")]
    deputy_by: Annotated[str, Word("分管负责人")]
    deputy_on: Annotated[str, Word("分管日期")]
    leader: Annotated[str, Word("签发意见")]
    leader_by: Annotated[str, Word("签发人")]
    leader_on: Annotated[str, Word("签发日期")]
    basis: Annotated[str, Word("依据")]


_NO_OPINION = Opinion()


def approval_sheet(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    proposal: str,
    document: str = "",
    document_number: str = "",
    secrecy: Opinion = _NO_OPINION,
    disclosure: Opinion = _NO_OPINION,
    legal: Opinion = _NO_OPINION,
    ogi_office: Opinion = _NO_OPINION,
    deputy: Opinion = _NO_OPINION,
    leader: Opinion = _NO_OPINION,
) -> ApprovalSheet:
    """Return the sheet with the opinions there are; the others are left to be written by hand."""
    return ApprovalSheet(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        due_on=chinese_date(case.due_on) if case.due_on else "",
        applicant=case.applicants,
        received_on=chinese_date(case.received_on),
        information_sought=case.sought,
        document=document,
        document_number=document_number,
        proposal=proposal,
        handler=case.handler or office.contact,
        proposed_on=chinese_date(on),
        secrecy=secrecy.text,
        secrecy_by=secrecy.by or SHORT_BLANK,
        secrecy_on=day_or_blank(secrecy.on),
        disclosure=disclosure.text,
        disclosure_by=disclosure.by or SHORT_BLANK,
        disclosure_on=day_or_blank(disclosure.on),
        legal=legal.text,
        legal_by=legal.by or SHORT_BLANK,
        legal_on=day_or_blank(legal.on),
        ogi_office=ogi_office.text,
        ogi_office_by=ogi_office.by or SHORT_BLANK,
        ogi_office_on=day_or_blank(ogi_office.on),
        deputy=deputy.text,
        deputy_by=deputy.by or SHORT_BLANK,
        deputy_on=day_or_blank(deputy.on),
        leader=leader.text,
        leader_by=leader.by or SHORT_BLANK,
        leader_on=day_or_blank(leader.on),
        basis=cite(Provision.REVIEW, on=on),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One search: when, where, how and with what result."""

    on: Annotated[str, Word("日期")]
    scope: Annotated[str, Word("范围")]
    way: Annotated[str, Word("方式")]
    result: Annotated[str, Word("结果")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecordPaper(DatedPaper):
    """检索情况记录, the proof that a search was reasonable."""

    kind: ClassVar[LetterKind] = LetterKind.SEARCH_RECORD

    register_number: Annotated[str, Word("申请编号", required=True)]
    information_sought: Annotated[str, Word("申请内容")]
    searched_by: Annotated[str, Word("检索单位")]
    searcher: Annotated[str, Word("检索人")]
    searches: Annotated[tuple[Search, ...], Word("检索", required=True)]
    conclusion: Annotated[str, Word("检索结论", required=True)]


def search_record(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    searches: Sequence[Search],
    conclusion: str,
    searched_by: str = "",
    searcher: str = "",
) -> SearchRecordPaper:
    """Return the record of the searches made for a case."""
    return SearchRecordPaper(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        information_sought=case.sought,
        searched_by=searched_by or case.section or office.name,
        searcher=searcher or case.handler,
        searches=tuple(searches),
        conclusion=conclusion,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRecord(DatedPaper):
    """电话记录."""

    kind: ClassVar[LetterKind] = LetterKind.PHONE_RECORD

    register_number: Annotated[str, Word("申请编号", required=True)]
    called_at: Annotated[str, Word("通话时间")]
    direction: Annotated[str, Word("呼叫方向")]
    other_side: Annotated[str, Word("对方姓名")]
    other_phone: Annotated[str, Word("对方电话")]
    subject: Annotated[str, Word("通话事由")]
    said: Annotated[str, Word("通话内容", required=True)]
    settled: Annotated[str, Word("处理情况")]
    recorder: Annotated[str, Word("记录人")]


def phone_record(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    called_at: str,
    said: str,
    incoming: bool = False,
    subject: str = "",
    settled: str = "",
    other_side: str = "",
) -> PhoneRecord:
    """Return the record of a call, with the applicant unless another side is named."""
    return PhoneRecord(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        called_at=called_at,
        direction="对方来电" if incoming else "本机关去电",
        other_side=other_side or case.applicants,
        other_phone=case.phone if not other_side else "",
        subject=subject,
        said=said,
        settled=settled,
        recorder=case.handler or office.contact,
    )
