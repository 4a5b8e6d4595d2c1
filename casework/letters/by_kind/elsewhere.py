"""The replies that the information is not here: elsewhere, in an archive, or nowhere."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter, ReplyLetter, Word
from casework.letters.registered import Item, ItemWords, Request, writes
from casework.letters.reply_parts import replied
from casework.letters.reply_words import (
    body_words,
    named_body,
    responsible_words,
    sentence,
)
from rules.replies import ReplyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NotExisting(ReplyLetter):
    """政府信息不存在 (C7), with the search that was made."""

    kind: ClassVar[LetterKind] = LetterKind.NOT_EXISTING

    search: Annotated[str, Word("检索情况", required=True)]
    reason: Annotated[str, Word("理由")]


def not_existing(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    remedy: str,
    search: str,
    reason: str = "",
) -> NotExisting:
    """Return the reply that the information does not exist (条例36(四))."""
    return NotExisting(
        **replied(office, case, number, on, ReplyKind.NOT_EXISTING.bases, remedy),
        search=sentence(search),
        reason=sentence(reason),
    )


def _missing_item(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经检索，本机关没有该信息。检索情况：{sentence(it.said.course)}{sentence(it.said.reasons)}",
        f"现告知{case.you}，该信息不存在",
    )


@writes(ReplyKind.NOT_EXISTING, letter=LetterKind.NOT_EXISTING, item=_missing_item)
def _not_existing(it: Request) -> Letter:
    return not_existing(*it.head, remedy=it.remedy, search=it.said.course, reason=it.said.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotThisAgency(ReplyLetter):
    """不属于本机关负责公开 (C8)."""

    kind: ClassVar[LetterKind] = LetterKind.NOT_THIS_AGENCY

    reason: Annotated[str, Word("理由", required=True)]
    responsible: Annotated[str, Word("负责机关", required=True)]
    transferred: Annotated[str, Word("转送情况")]


def not_this_agency(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    remedy: str,
    reason: str,
    responsible: str = "",
    transferred: str = "",
) -> NotThisAgency:
    """Return the reply that another agency answers; `responsible` is its name and contact.

    `transferred` tells that the request was passed on to it as well.
    """
    return NotThisAgency(
        **replied(office, case, number, on, ReplyKind.NOT_THIS_AGENCY.bases, remedy),
        reason=sentence(reason),
        responsible=responsible.strip().rstrip("。，；"),
        transferred=sentence(transferred),
    )


def _not_here_item(it: Item, case: CaseFacts) -> ItemWords:
    responsible = responsible_words(it.said, case.you)
    return ItemWords(
        f"经审查，该信息不属于本机关负责公开。{sentence(it.said.reasons)}",
        responsible.rstrip("。") or f"现告知{case.you}",
    )


@writes(ReplyKind.TRANSFERRED, letter=LetterKind.NOT_THIS_AGENCY)
@writes(ReplyKind.NOT_THIS_AGENCY, letter=LetterKind.NOT_THIS_AGENCY, item=_not_here_item)
def _not_this_agency(it: Request) -> Letter:
    name, contact = named_body(it.said), body_words(it.said.contact)
    passed_on = it.kind is ReplyKind.TRANSFERRED
    return not_this_agency(
        *it.head,
        remedy=it.remedy,
        reason=it.said.reasons,
        responsible=f"{name}（联系方式：{contact}）" if contact else name,
        transferred=f"为方便{it.case.you}，本机关同时将该申请转送{name}。" if passed_on else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryQuery(ReplyLetter):
    """行政查询事项 (C6): another law says how the information is obtained (条例36(七))."""

    kind: ClassVar[LetterKind] = LetterKind.REGISTRY_QUERY

    provision: Annotated[str, Word("特别规定", required=True)]
    body: Annotated[str, Word("查询机构", required=True)]
    reason: Annotated[str, Word("理由")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile(ReplyLetter):
    """以信息公开名义查阅本人案卷 (C21)."""

    kind: ClassVar[LetterKind] = LetterKind.OWN_FILE

    provision: Annotated[str, Word("特别规定", required=True)]
    body: Annotated[str, Word("查询机构", required=True)]
    reason: Annotated[str, Word("理由")]


def _registry_item(it: Item, case: CaseFacts) -> ItemWords:
    own = it.kind is ReplyKind.OWN_FILE
    provision = body_words(it.said.provision)
    found = (
        f"经审查，该项是要求查阅与{case.you}有关的案卷材料。"
        if own
        else f"经审查，{provision}对该信息的获取有特别规定。"
    )
    how = f"依照{provision}，" if own else "依照上述规定，"
    return ItemWords(
        f"{found}{sentence(it.said.reasons)}",
        f"请{case.you}{how}向{body_words(it.said.other_body)}申请{'查阅' if own else '查询'}",
    )


@writes(ReplyKind.OWN_FILE, letter=LetterKind.OWN_FILE, item=_registry_item)
@writes(ReplyKind.REGISTRY_QUERY, letter=LetterKind.REGISTRY_QUERY, item=_registry_item)
def _registry(it: Request) -> Letter:
    letter = OwnFile if it.kind is ReplyKind.OWN_FILE else RegistryQuery
    return letter(
        **it.shared(),
        provision=body_words(it.said.provision),
        body=body_words(it.said.other_body),
        reason=sentence(it.said.reasons),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InArchives(ReplyLetter):
    """已移交国家档案馆 (C19)."""

    kind: ClassVar[LetterKind] = LetterKind.IN_ARCHIVES

    archive: Annotated[str, Word("档案馆", required=True)]
    reason: Annotated[str, Word("理由")]


def _archives_item(it: Item, case: CaseFacts) -> ItemWords:
    archive = body_words(it.said.other_body)
    return ItemWords(
        f"经查，该信息所在档案已经移交{archive}，移交期限已经届满。{sentence(it.said.reasons)}",
        f"该档案的利用按照档案管理的规定办理，请{case.you}向{archive}申请查阅",
    )


@writes(ReplyKind.IN_ARCHIVES, letter=LetterKind.IN_ARCHIVES, item=_archives_item)
def _archives(it: Request) -> Letter:
    return InArchives(
        **it.shared(), archive=body_words(it.said.other_body), reason=sentence(it.said.reasons)
    )
