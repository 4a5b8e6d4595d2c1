"""The one letter that answers several items, each for itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts, quoted, titled
from casework.letters.kinds import LetterKind
from casework.letters.letter import ReplyLetter, Word
from casework.letters.opening import addressed
from casework.letters.registered import Item, words_of
from casework.letters.reply_parts import enclosure_words
from casework.letters.reply_words import (
    names_of,
)
from rules.law import cite
from rules.provisions import Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedItem:
    """One item of a request, its own decision, provision and reason."""

    text: Annotated[str, Word("内容")]
    reason: Annotated[str, Word("理由")]
    basis: Annotated[str, Word("事项依据")]
    decision: Annotated[str, Word("决定")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedReplyLetter(ReplyLetter):
    """混合答复 (C18): several items, each answered for itself."""

    kind: ClassVar[LetterKind] = LetterKind.MIXED_REPLY

    items: Annotated[tuple[MixedItem, ...], Word("事项", required=True)]
    enclosures: Annotated[str, Word("附件说明")]


def mixed_reply(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    items: Sequence[Item],
    remedy: str,
    enclosures: Sequence[str] = (),
) -> MixedReplyLetter:
    """Return one letter for several items, each with its finding, provision and decision."""
    given = [titled(line) for item in items for line in names_of(item.said.provided)]
    words = [(item, words_of(item, case)) for item in items]
    return MixedReplyLetter(
        **addressed(office, case, number, on, course=case.course),
        basis=cite(Provision.REPLY, on=on),
        remedy=remedy,
        items=tuple(
            MixedItem(
                text=quoted(item.text),
                reason=said.finding,
                basis=cite(*item.bases, on=on),
                decision=said.decision,
            )
            for item, said in words
        ),
        enclosures=enclosure_words(enclosures or given),
    )
