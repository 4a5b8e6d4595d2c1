"""The refusals, each on its ground."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter, ReplyLetter, Word
from casework.letters.registered import Item, ItemWords, Request, writes
from casework.letters.reply_parts import replied
from casework.letters.reply_words import (
    REFUSAL_GROUNDS,
    provision_words,
    sentence,
)
from rules.law import Basis
from rules.replies import ReplyKind


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


def _refused_item(it: Item, case: CaseFacts) -> ItemWords:
    third = it.kind is ReplyKind.REFUSED_THIRD_PARTY_RIGHTS
    parts = (
        f"经审查，该信息属于{REFUSAL_GROUNDS[it.kind]}。",
        sentence(it.said.reasons),
        provision_words(it.kind, it.said.provision),
        case.third_party_words if third else "",
        sentence(it.said.course),
        sentence(it.said.public_interest),
    )
    return ItemWords("".join(parts), "本机关决定不予公开")


@writes(*REFUSAL_GROUNDS, letter=LetterKind.REFUSAL, item=_refused_item)
def _refusal(it: Request) -> Letter:
    third = it.kind is ReplyKind.REFUSED_THIRD_PARTY_RIGHTS
    provision = provision_words(it.kind, it.said.provision)
    course = sentence(it.said.course)
    return refusal(
        *it.head,
        reply=it.kind,
        remedy=it.remedy,
        reason=f"{sentence(it.said.reasons)}{provision}{'' if third else course}",
        bases=it.said.bases,
        third_party=f"{it.case.third_party_words}{course}" if third else "",
        public_interest=it.said.public_interest,
    )
