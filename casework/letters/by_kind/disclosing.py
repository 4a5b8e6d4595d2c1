"""The replies that disclose: public already, handed over, told where, in part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts, titled
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter, ReplyLetter, Word
from casework.letters.registered import Item, ItemWords, Request, writes
from casework.letters.reply_parts import enclosure_words, replied
from casework.letters.reply_words import (
    Said,
    body_words,
    lines_of,
    listed,
    names_of,
    sentence,
    severed_words,
    split_reason,
    way_words,
    withheld_words,
)
from rules.law import Basis
from rules.replies import ReplyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyPublic(ReplyLetter):
    """已经主动公开，告知获取途径 (C1)."""

    kind: ClassVar[LetterKind] = LetterKind.ALREADY_PUBLIC

    access: Annotated[str, Word("获取途径", required=True)]
    note: Annotated[str, Word("补充说明")]


def already_public(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    remedy: str,
    access: str,
    note: str = "",
) -> AlreadyPublic:
    """Return the reply that says where the information was published (条例36(一))."""
    return AlreadyPublic(
        **replied(office, case, number, on, ReplyKind.ALREADY_PUBLIC.bases, remedy),
        access=sentence(access),
        note=note,
    )


def _public_item(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经查，该信息已经主动公开。{sentence(it.said.reasons)}",
        f"现将获取的方式、途径告知如下：{body_words(it.said.access)}",
    )


@writes(ReplyKind.ALREADY_PUBLIC, letter=LetterKind.ALREADY_PUBLIC, item=_public_item)
def _already_public(it: Request) -> Letter:
    return already_public(
        *it.head, remedy=it.remedy, access=it.said.access, note=sentence(it.said.reasons)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvidedItem:
    """One document handed to the applicant; a single one bears no number."""

    name: Annotated[str, Word("名称")]
    document_number: Annotated[str, Word("文号")] = ""
    medium: Annotated[str, Word("载体")] = ""
    mark: Annotated[str, Word("句末")] = ""
    number: Annotated[str, Word("项次")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureLetter(ReplyLetter):
    """予以公开并提供信息 (C2)."""

    kind: ClassVar[LetterKind] = LetterKind.DISCLOSURE

    way: Annotated[str, Word("提供方式")]
    items: Annotated[tuple[ProvidedItem, ...], Word("提供的信息", required=True)]
    note: Annotated[str, Word("补充说明")]
    enclosures: Annotated[str, Word("附件说明")]


def disclosure(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    remedy: str,
    items: Sequence[ProvidedItem],
    way: str = "",
    note: str = "",
    enclosures: Sequence[str] = (),
) -> DisclosureLetter:
    """Return the reply that hands over `items` (条例36(二))."""
    last = items[-1] if items else None
    return DisclosureLetter(
        **replied(office, case, number, on, ReplyKind.PROVIDED.bases, remedy),
        way=way_words(way or case.obtain_by),
        items=tuple(
            ProvidedItem(
                name=item.name,
                document_number=item.document_number,
                medium=item.medium,
                mark="。" if item is last else "；",
                number=f"{place}．" if len(items) > 1 else "",
            )
            for place, item in enumerate(items, start=1)
        ),
        note=note,
        enclosures=enclosure_words(enclosures or ([last.name] if last and len(items) == 1 else [])),
    )


def _provided_item(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经审查，该信息可以公开。{sentence(it.said.reasons)}",
        f"本机关决定予以公开，并{way_words(case.obtain_by)}提供{listed(it.said.provided)}",
    )


@writes(ReplyKind.PROVIDED, letter=LetterKind.DISCLOSURE, item=_provided_item)
def _disclosure(it: Request) -> Letter:
    items = [ProvidedItem(name=titled(line)) for line in names_of(it.said.provided)]
    return disclosure(
        *it.head,
        remedy=it.remedy,
        items=items,
        note=sentence(it.said.reasons),
        enclosures=it.said.enclosures or tuple(titled(one) for one in names_of(it.said.provided)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessTold(ReplyLetter):
    """予以公开，告知获取方式、途径和时间 (C3)."""

    kind: ClassVar[LetterKind] = LetterKind.ACCESS_TOLD

    access: Annotated[str, Word("获取途径和时间", required=True)]
    note: Annotated[str, Word("补充说明")]


def _told_item(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经审查，该信息可以公开。{sentence(it.said.reasons)}",
        f"现将获取的方式、途径和时间告知如下：{it.said.access_words}",
    )


@writes(ReplyKind.ACCESS_TOLD, letter=LetterKind.ACCESS_TOLD, item=_told_item)
def _access_told(it: Request) -> Letter:
    return AccessTold(
        **it.shared(), access=sentence(it.said.access_words), note=sentence(it.said.reasons)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One item of the request, what was decided on it and why."""

    text: Annotated[str, Word("内容")]
    decision: Annotated[str, Word("决定")]
    reason: Annotated[str, Word("理由")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDisclosure(ReplyLetter):
    """部分公开 (C4): every item with its decision and, where withheld, its reason."""

    kind: ClassVar[LetterKind] = LetterKind.PARTIAL_DISCLOSURE

    severed: Annotated[str, Word("区分内容")]
    items: Annotated[tuple[Decided, ...], Word("事项", required=True)]
    way: Annotated[str, Word("提供方式")]
    enclosures: Annotated[str, Word("附件说明")]


def partial_disclosure(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    remedy: str,
    items: Sequence[Decided],
    severed: str = "不应当公开的内容",
    bases: Sequence[Basis] = (),
    way: str = "",
    enclosures: Sequence[str] = (),
) -> PartialDisclosure:
    """Return the reply that severs (条例37); `bases` are what withholding rests on."""
    return PartialDisclosure(
        **replied(office, case, number, on, (*ReplyKind.PARTLY.bases, *bases), remedy),
        severed=severed,
        items=tuple(
            Decided(
                text=item.text.strip(),
                decision=item.decision.strip().rstrip("。"),
                reason=sentence(item.reason),
            )
            for item in items
        ),
        way=way_words(way or case.obtain_by),
        enclosures=enclosure_words(enclosures),
    )


def severed_items(said: Said) -> list[Decided]:
    """Return what is disclosed and what is withheld, each with its decision and reason."""
    given = [Decided(text=titled(line), decision="予以公开") for line in names_of(said.provided)]
    withheld = []
    for line in lines_of(said.withheld):
        text, reason = split_reason(line)
        withheld.append(Decided(text=text, decision="不予公开", reason=sentence(reason)))
    return [*given, *withheld]


def _partly_item(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经审查，该信息中含有{severed_words(it.grounds)}，能够作区分处理。{sentence(it.said.reasons)}",
        f"本机关决定公开其中的{listed(it.said.provided)}，并{way_words(case.obtain_by)}提供；"
        f"对其余部分不予公开：{withheld_words(it.said)}",
    )


@writes(ReplyKind.PARTLY, letter=LetterKind.PARTIAL_DISCLOSURE, item=_partly_item)
def _partial(it: Request) -> Letter:
    return partial_disclosure(
        *it.head,
        remedy=it.remedy,
        items=severed_items(it.said),
        severed=severed_words(it.said.grounds),
        bases=it.said.bases,
        enclosures=it.said.enclosures or tuple(titled(one) for one in names_of(it.said.provided)),
    )
