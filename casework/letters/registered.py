"""From the kind of reply and what the clerk wrote to the letter: each kind registers its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casework.letters.facts import CaseFacts, OfficeFacts
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter
from casework.letters.reply_parts import Replied, replied
from casework.letters.reply_words import Said
from rules.law import Basis
from rules.replies import ReplyKind


@dataclass(frozen=True, slots=True)
class Request:
    """Everything a reply is made of."""

    kind: ReplyKind
    office: OfficeFacts
    case: CaseFacts
    number: str
    on: date
    said: Said
    remedy: str

    def shared(self) -> Replied:
        """Return the fields of every reply."""
        bases = (*self.kind.bases, *self.said.bases)
        return replied(self.office, self.case, self.number, self.on, bases, self.remedy)

    @property
    def head(self) -> tuple[OfficeFacts, CaseFacts, str, date]:
        """The arguments every builder begins with."""
        return self.office, self.case, self.number, self.on


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a request and its answer; `grounds` is what a severed part is withheld on."""

    kind: ReplyKind
    text: str
    said: Said
    grounds: tuple[ReplyKind, ...] = ()

    @property
    def bases(self) -> tuple[Basis, ...]:
        """What the answer rests on."""
        return (*self.kind.bases, *self.said.bases)


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What was found, as sentences, and what is decided, without its full stop."""

    finding: str
    decision: str


Builder = Callable[[Request], Letter]
ItemBuilder = Callable[[Item, CaseFacts], ItemWords]


class Written(NamedTuple):
    """How a kind of reply is written: as which letter, by whom, and as one item of several."""

    letter: LetterKind
    build: Builder
    item: ItemBuilder | None


_WRITTEN: dict[ReplyKind, Written] = {}


def writes(
    *kinds: ReplyKind, letter: LetterKind, item: ItemBuilder | None = None
) -> Callable[[Builder], Builder]:
    """Register what builds the letter of some kinds of reply, and their words as an item.

    Raises `ValueError` where a kind is registered already.
    """

    def register(build: Builder) -> Builder:
        for kind in kinds:
            if kind in _WRITTEN:
                raise ValueError(f"{kind.name} is written twice")
            _WRITTEN[kind] = Written(letter, build, item)
        return build

    return register


def letter_kind_of(kind: ReplyKind) -> LetterKind:
    """Return which letter a kind of reply is written as."""
    return _WRITTEN[kind].letter


def words_of(item: Item, case: CaseFacts) -> ItemWords:
    """Return the sentences of an item; raises `KeyError` for a kind that answers none."""
    words = _WRITTEN[item.kind].item
    if words is None:
        raise KeyError(item.kind)
    return words(item, case)


def reply_letter(
    kind: ReplyKind,
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    said: Said,
    remedy: str,
) -> Letter:
    """Return the letter of a reply of this kind, filled with what the clerk wrote.

    `remedy` is the paragraph of `rules.remedies`; empty where none belongs there.
    """
    return _WRITTEN[kind].build(Request(kind, office, case, number, on, said, remedy))
