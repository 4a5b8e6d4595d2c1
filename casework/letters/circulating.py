"""The papers of a request among the sections: who was asked what, reminders, the signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date, quoted
from casework.letters.internal import SHORT_BLANK
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Word
from casework.letters.reply_words import body_words
from rules.circulation import Circulated
from rules.law import cite
from rules.provisions import Provision


def _day(on: date | None) -> str:
    return "" if on is None else chinese_date(on)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSection:
    """One line of the circulation sheet: what a section was asked, and where that stands."""

    section: Annotated[str, Word("科室")]
    question: Annotated[str, Word("要求")]
    answer_by: Annotated[str, Word("请答复日期")]
    state: Annotated[str, Word("办理情况")]
    answer: Annotated[str, Word("科室意见")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CirculationSheet(DatedPaper):
    """分办单, with everything that was asked and answered so far (条例45)."""

    kind: ClassVar[LetterKind] = LetterKind.CIRCULATION_SHEET

    register_number: Annotated[str, Word("申请编号", required=True)]
    received_on: Annotated[str, Word("收到日期")]
    due_on: Annotated[str, Word("答复到期日", required=True)]
    information_sought: Annotated[str, Word("申请内容", required=True)]
    sections: Annotated[tuple[AskedSection, ...], Word("分办", required=True)]
    handler: Annotated[str, Word("分办人")]


def circulation_sheet(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    asked: Sequence[Circulated],
    handed_out_by: str = "",
) -> CirculationSheet:
    """Return the sheet as it stands: a line for each section that was asked."""
    return CirculationSheet(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        received_on=chinese_date(case.received_on),
        due_on=_day(case.due_on) or "暂停计算",
        information_sought=case.sought,
        sections=tuple(
            AskedSection(
                section=f"{one.section}\n{one.handler}".strip(),
                question=one.question or "查找并提出办理意见",
                answer_by="" if one.answer_by is None else _short(one.answer_by),
                state=_state(one),
                answer=one.answer or one.return_reason,
            )
            for one in asked
        ),
        handler=handed_out_by or office.contact,
    )


def _state(one: Circulated) -> str:
    lines = [f"{_short(one.on)}分办"]
    if one.accepted_on is not None:
        lines.append(f"{_short(one.accepted_on)}签收")
    lines += [f"{_short(day)}催办" for day in one.urged_on]
    if one.ended_on is not None:
        lines.append(f"{_short(one.ended_on)}{one.state[1:]}")
    elif one.is_replaced:
        lines.append(one.state)
    return "\n".join(lines)


def _short(on: date) -> str:
    # The year stands at the head of the sheet, and the column is narrow.
    return f"{on.month}月{on.day}日"


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgingNotice(DatedPaper):
    """催办通知, to a section that has not answered."""

    kind: ClassVar[LetterKind] = LetterKind.URGING_NOTICE

    section: Annotated[str, Word("科室", required=True)]
    register_number: Annotated[str, Word("申请编号", required=True)]
    information_sought: Annotated[str, Word("申请内容")]
    asked_on: Annotated[str, Word("分办日期")]
    question: Annotated[str, Word("要求")]
    lateness: Annotated[str, Word("逾期情况")]
    due_on: Annotated[str, Word("答复到期日", required=True)]
    answer_by: Annotated[str, Word("请答复日期", required=True)]
    note: Annotated[str, Word("补充说明")] = ""
    nth: Annotated[str, Word("次数")] = ""
    contact: Annotated[str, Word("联系人")] = ""
    phone: Annotated[str, Word("联系电话")] = ""


def urging_notice(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    asked: Circulated,
    answer_by: date,
    late_days: int = 0,
    note: str = "",
) -> UrgingNotice:
    """Return the reminder to a section; it says what it was asked and when the reply is due."""
    own = f"该事项应于{chinese_date(asked.answer_by)}前（含当日）答复，" if asked.answer_by else ""
    late = f"现已逾期{late_days}个工作日" if late_days else "至今没有收到答复"
    return UrgingNotice(
        office=office.name,
        dated=chinese_date(on),
        section=asked.section,
        register_number=case.register_number,
        information_sought=quoted(case.sought),
        asked_on=chinese_date(asked.on),
        question=body_words(asked.question) or "查找有关信息并提出办理意见",
        lateness=f"{own}{late}",
        due_on=_day(case.due_on) or "暂停计算",
        answer_by=chinese_date(answer_by),
        note=note,
        nth=f"第{len(asked.urged_on) + 1}次",
        contact=office.contact,
        phone=office.phone,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedLevel:
    """One line of the routing sheet: who signed at which level, and with what opinion."""

    level: Annotated[str, Word("环节")]
    opinion: Annotated[str, Word("意见")]
    by: Annotated[str, Word("签署人")]
    on: Annotated[str, Word("签署日期")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingSheet(DatedPaper):
    """呈批单 with any number of levels, returns among them, as it stands on its day (条例17)."""

    kind: ClassVar[LetterKind] = LetterKind.ROUTING_SHEET

    register_number: Annotated[str, Word("申请编号", required=True)]
    due_on: Annotated[str, Word("答复到期日")]
    applicant: Annotated[str, Word("申请人")]
    received_on: Annotated[str, Word("收到日期")]
    information_sought: Annotated[str, Word("申请内容")]
    document: Annotated[str, Word("拟办文书")]
    proposal: Annotated[str, Word("承办意见")]
    levels: Annotated[tuple[SignedLevel, ...], Word("呈批", required=True)]
    basis: Annotated[str, Word("依据")]


def routing_sheet(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    levels: Sequence[tuple[str, str, str, date | None]],
    document: str = "",
    proposal: str = "",
) -> RoutingSheet:
    """Return the sheet with every level signed so far; the next is left to be signed by hand.

    A level is its word, the opinion, who signed and the day.
    """
    signed = [
        SignedLevel(level=level, opinion=opinion, by=by or SHORT_BLANK, on=_day(day))
        for level, opinion, by, day in levels
    ]
    return RoutingSheet(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        due_on=_day(case.due_on),
        applicant=case.applicants,
        received_on=chinese_date(case.received_on),
        information_sought=case.sought,
        document=document,
        proposal=proposal,
        levels=tuple(signed),
        basis=cite(Provision.REVIEW, on=on),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFormPaper(DatedPaper):
    """办理意见表: what a section without the program fills in, in Word or by hand.

    It says nothing of who asks: a section need not know it to look for what is asked for.
    """

    kind: ClassVar[LetterKind] = LetterKind.SECTION_FORM

    register_number: Annotated[str, Word("申请编号", required=True)]
    section: Annotated[str, Word("科室", required=True)]
    information_sought: Annotated[str, Word("申请内容", required=True)]
    question: Annotated[str, Word("要求", required=True)]
    answer_by: Annotated[str, Word("请答复日期", required=True)]
    return_code: Annotated[str, Word("回执码", required=True)]
    phone: Annotated[str, Word("联系电话")] = ""


def section_form(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    asked: Circulated,
    return_code: str,
) -> SectionFormPaper:
    """Return the form for one section; `return_code` ties it to the case and what was asked."""
    return SectionFormPaper(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        section=asked.section,
        information_sought=case.sought,
        question=asked.question or "查找有关信息，提出能否公开的意见和理由",
        answer_by=_day(asked.answer_by) or "尽快",
        return_code=return_code,
        phone=office.phone,
    )
