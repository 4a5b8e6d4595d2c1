"""The replies that what is asked cannot be provided."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter, ReplyLetter, Word
from casework.letters.registered import Item, ItemWords, Request, writes
from casework.letters.reply_words import (
    sentence,
)
from rules.replies import ReplyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsMaking(ReplyLetter):
    """需要加工、分析，不予提供 (C9)."""

    kind: ClassVar[LetterKind] = LetterKind.NEEDS_MAKING

    reason: Annotated[str, Word("理由", required=True)]


def _to_be_made_item(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        "经审查，本机关没有与该项相符的现成信息，提供该信息需要对现有政府信息进行加工、分析。"
        f"{sentence(it.said.reasons)}",
        "本机关不予提供",
    )


@writes(ReplyKind.WOULD_HAVE_TO_BE_MADE, letter=LetterKind.NEEDS_MAKING, item=_to_be_made_item)
def _needs_making(it: Request) -> Letter:
    return NeedsMaking(**it.shared(), reason=sentence(it.said.reasons))


@dataclass(frozen=True, slots=True, kw_only=True)
class StillUnclear(ReplyLetter):
    """补正后仍不明确，无法提供 (C10)."""

    kind: ClassVar[LetterKind] = LetterKind.STILL_UNCLEAR

    correction: Annotated[str, Word("补正经过")]
    reason: Annotated[str, Word("理由", required=True)]


def _unclear_item(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经审查，该项内容补正后仍不明确，本机关无法确定{case.you}需要的政府信息。"
        f"{sentence(it.said.reasons)}{sentence(it.said.course)}",
        "本机关无法提供",
    )


@writes(ReplyKind.STILL_UNCLEAR, letter=LetterKind.STILL_UNCLEAR, item=_unclear_item)
def _still_unclear(it: Request) -> Letter:
    return StillUnclear(
        **it.shared(), correction=sentence(it.said.course), reason=sentence(it.said.reasons)
    )
