"""The office's answer to a reconsideration and to a suit, each with its list of evidence.

Both tell the course of the case step by step, with its days: what is told is what the register
shows. The grounds and the evidence are the clerk's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date, quoted
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Issued, Word
from casework.letters.opening import common
from casework.letters.reply_words import sentence
from rules.law import cite
from rules.provisions import LITIGATION_LAW, Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence, what it proves, and the pages it lies on."""

    number: Annotated[str, Word("证据序号")]
    name: Annotated[str, Word("证据名称")]
    proves: Annotated[str, Word("证明事项")] = ""
    pages: Annotated[str, Word("证据页次")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationAnswer(Issued):
    """行政复议答复书 with its list of evidence (复议法48)."""

    kind: ClassVar[LetterKind] = LetterKind.RECONSIDERATION_ANSWER

    body: Annotated[str, Word("复议机关", required=True)]
    applicant: Annotated[str, Word("复议申请人", required=True)]
    asker: Annotated[str, Word("申请公开的人")]
    copy_received_on: Annotated[str, Word("收到副本日期", required=True)]
    case_number: Annotated[str, Word("复议案号")]
    basis: Annotated[str, Word("依据", required=True)]
    events: Annotated[str, Word("办理经过", required=True)]
    grounds: Annotated[str, Word("事实和理由", required=True)]
    request: Annotated[str, Word("答复意见", required=True)]
    evidence: Annotated[tuple[Evidence, ...], Word("证据", required=True)]


def reconsideration_answer(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    body: str,
    copy_received_on: date,
    case_number: str = "",
    brought_by: str = "",
    simple: bool = False,
    events: Sequence[str],
    grounds: str,
    request: str,
    evidence: Sequence[Evidence],
) -> ReconsiderationAnswer:
    """Return the written answer to a reconsideration, in the `simple` procedure by 复议法54.

    `brought_by` is the third party that applied, nothing where the applicant did.
    """
    return ReconsiderationAnswer(
        **common(office, case, number, on),
        body=body,
        applicant=brought_by or case.addressed,
        asker=case.addressed,
        copy_received_on=chinese_date(copy_received_on),
        case_number=case_number,
        basis=cite(
            Provision.SIMPLE_PROCEDURE if simple else Provision.RECONSIDERATION_ANSWER, on=on
        ),
        events="\n".join(events),
        grounds=_paragraphs(grounds),
        request=_paragraphs(request),
        evidence=tuple(evidence),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DefenceStatement(DatedPaper):
    """行政诉讼答辩状 with its list of evidence (行诉法67); it bears no number."""

    kind: ClassVar[LetterKind] = LetterKind.DEFENCE_STATEMENT

    court: Annotated[str, Word("受理法院", required=True)]
    applicant: Annotated[str, Word("原告", required=True)]
    asker: Annotated[str, Word("申请公开的人")]
    opponent: Annotated[str, Word("对方身份")]
    complaint: Annotated[str, Word("诉状")]
    copy_received_on: Annotated[str, Word("收到副本日期", required=True)]
    case_number: Annotated[str, Word("案号")]
    information_sought: Annotated[str, Word("申请内容", required=True)]
    address: Annotated[str, Word("住所")]
    contact: Annotated[str, Word("联系人")]
    phone: Annotated[str, Word("联系电话")]
    basis: Annotated[str, Word("依据", required=True)]
    events: Annotated[str, Word("办理经过", required=True)]
    grounds: Annotated[str, Word("事实和理由", required=True)]
    request: Annotated[str, Word("答辩意见", required=True)]
    evidence: Annotated[tuple[Evidence, ...], Word("证据", required=True)]
    code: Annotated[str, Word("二维码", code=True)] = ""


def defence_statement(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    court: str,
    copy_received_on: date,
    case_number: str = "",
    brought_by: str = "",
    on_appeal: bool = False,
    events: Sequence[str],
    grounds: str,
    request: str,
    evidence: Sequence[Evidence],
) -> DefenceStatement:
    """Return the written answer to a suit, due fifteen days after the complaint's copy.

    `brought_by` is the third party that sued, nothing where the applicant did.
    """
    opponent = "上诉人" if on_appeal else "原告"
    return DefenceStatement(
        office=office.name,
        dated=chinese_date(on),
        court=court,
        applicant=brought_by or case.addressed,
        asker=case.addressed if brought_by else opponent,
        opponent=opponent,
        complaint="上诉状" if on_appeal else "起诉状",
        copy_received_on=chinese_date(copy_received_on),
        case_number=case_number,
        information_sought=quoted(case.sought),
        address=office.address,
        contact=office.contact,
        phone=office.phone,
        # The second instance has no article of its own: the court names the day (行诉法101).
        basis=str(LITIGATION_LAW) if on_appeal else cite(Provision.DEFENCE, on=on),
        events="\n".join(events),
        grounds=_paragraphs(grounds),
        request=_paragraphs(request),
        evidence=tuple(evidence),
    )


def _paragraphs(typed: str) -> str:
    return "\n".join(sentence(line) for line in typed.splitlines() if line.strip())


def evidence_of(typed: str) -> list[Evidence]:
    """Return the evidence typed a piece a line, with what it proves after ——."""
    found: list[Evidence] = []
    for line in (one.strip() for one in typed.splitlines() if one.strip()):
        name, _, proves = line.partition("——")
        found.append(
            Evidence(
                number=str(len(found) + 1), name=name.strip(), proves=proves.strip().rstrip("。")
            )
        )
    return found
