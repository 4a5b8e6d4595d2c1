"""The replies that decide a request by disclosing, withholding or not having the information."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, TypedDict

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.letter import ReplyLetter, Word
from casework.letters.opening import Addressed, addressed
from casework.letters.reply_words import REFUSAL_GROUNDS, sentence, way_words
from rules.law import Basis, cite
from rules.replies import ReplyKind


class Replied(Addressed):
    """The fields of every reply."""

    basis: str
    remedy: str


def replied(
    office: OfficeFacts, case: CaseFacts, number: str, on: date, bases: Sequence[Basis], remedy: str
) -> Replied:
    """Return the shared fields of a reply that rests on `bases`."""
    return {
        **addressed(office, case, number, on, course=case.course),
        "basis": cite(*bases, on=on),
        "remedy": remedy,
    }


class _Enclosing(TypedDict):
    way: str
    enclosures: str


def enclosure_words(names: Sequence[str]) -> str:
    """Return the enclosures of a letter, numbered where there are several."""
    if len(names) < 2:
        return "".join(names)
    return "\n".join(f"{number}．{name}" for number, name in enumerate(names, start=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvidedItem:
    """One document handed to the applicant."""

    name: Annotated[str, Word("名称")]
    document_number: Annotated[str, Word("文号")] = ""
    medium: Annotated[str, Word("载体")] = ""


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
            )
            for item in items
        ),
        note=note,
        enclosures=enclosure_words(enclosures or ([last.name] if last and len(items) == 1 else [])),
    )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(ReplyLetter):
    """不予公开 (C5), on a ground of 条例14, 15 or 16."""

    kind: ClassVar[LetterKind] = LetterKind.REFUSAL

    ground: Annotated[str, Word("不予公开情形", required=True)]
    reason: Annotated[str, Word("理由", required=True)]
    third_party: Annotated[str, Word("第三方意见")]
    public_interest: Annotated[str, Word("公共利益衡量")]


def refusal(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    reply: ReplyKind,
    remedy: str,
    reason: str,
    bases: Sequence[Basis] = (),
    third_party: str = "",
    public_interest: str = "",
    ground: str = "",
) -> Refusal:
    """Return the refusal on the ground of `reply`; `bases` are provisions beside its own."""
    return Refusal(
        **replied(office, case, number, on, (*reply.bases, *bases), remedy),
        ground=ground or REFUSAL_GROUNDS[reply],
        reason=sentence(reason),
        third_party=sentence(third_party),
        public_interest=sentence(public_interest),
    )


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


def earlier(number: str, on: date) -> str:
    """Return a former document as a letter refers to it."""
    return f"{chinese_date(on)}作出的{number}"
