"""The list of what is public, made ready to be asked at every keystroke."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from db.public_documents import PublicDocument
from forms.folding import folded_words
from forms.likeness import matter_of

_SHORTEST = 4
# A piece that stands in more titles than this tells nothing of one of them.
_COMMON = 2_000
_PIECES_ASKED = 8
_LOOKED_AT = 200
_SHOWN = 5
_ENOUGH = 0.55
# From here on a document is what was asked for, and a reply may begin with its place.
SURE = 0.85
_WHOLE_TITLE = re.compile("《[^《》]*》")


class Fit(NamedTuple):
    """A public document that fits what is asked for, and how well, from 0 to 1."""

    document: PublicDocument
    score: float

    @property
    def words(self) -> str:
        """The document in a line, with where it is to be found."""
        one = self.document
        beside = "，".join(filter(None, (one.number, one.published_on)))
        return f"{self._title}{f'（{beside}）' if beside else ''} {one.address}".strip()

    @property
    def _title(self) -> str:
        """The title in its brackets; those within it are single ones (GB/T 15834)."""
        one = self.document
        # A site may list a document with its number, which stands behind the title anyhow.
        title = one.title.removesuffix(f"（{one.number}）") if one.number else one.title
        if _WHOLE_TITLE.fullmatch(title):
            return title
        return f"《{title.replace('《', '〈').replace('》', '〉')}》"

    @property
    def access(self) -> str:
        """What a reply says of where it is to be found."""
        one = self.document
        number = f"（{one.number}）" if one.number else ""
        return (
            f"{self._title}{number}已主动公开，可在{one.address}查阅"
            if one.address
            else f"{self._title}{number}已主动公开"
        )


class PublicIndex:
    """Every pair of characters of the titles, and the titles they stand in."""

    def __init__(self, documents: Iterable[PublicDocument]) -> None:
        self.documents: Sequence[PublicDocument] = list(documents)
        self._places: dict[str, array[int]] = {}
        self._numbers: dict[str, int] = {}
        for place, one in enumerate(self.documents):
            number = matter_of(one.number).document
            if number:
                self._numbers.setdefault(number, place)
            for piece in _pieces(one.title):
                self._places.setdefault(piece, array("I")).append(place)

    def fits(self, sought: str) -> list[Fit]:
        """Return the documents that fit what is asked for, the best first; few at most."""
        matter = matter_of(sought)
        found: list[Fit] = []
        if matter.document and matter.document in self._numbers:
            found.append(Fit(self.documents[self._numbers[matter.document]], 1.0))
        wanted = _pieces(matter.title or sought)
        if len(wanted) + 1 < _SHORTEST:
            return found
        best = ((place, self._score(place, wanted, sought)) for place in self._candidates(wanted))
        ranked = sorted((one for one in best if one[1] >= _ENOUGH), key=lambda one: -one[1])
        known = {fit.document for fit in found}
        found += [
            Fit(self.documents[place], score)
            for place, score in ranked[: _SHOWN + 1]
            if self.documents[place] not in known
        ]
        return found[:_SHOWN]

    def _candidates(self, wanted: set[str]) -> list[int]:
        """Return the titles that have most of the rarest pieces."""
        rare = sorted(
            (len(self._places[piece]), piece) for piece in wanted if piece in self._places
        )
        asked = [piece for count, piece in rare if count <= _COMMON][:_PIECES_ASKED]
        asked = asked or [piece for _, piece in rare[:2]]
        hits: Counter[int] = Counter()
        for piece in asked:
            hits.update(self._places[piece][:_COMMON])
        return [place for place, _ in hits.most_common(_LOOKED_AT)]

    def _score(self, place: int, wanted: set[str], sought: str) -> float:
        """Return how much of the shorter of both stands in the other; years must agree."""
        one = self.documents[place]
        asked, there = matter_of(sought), matter_of(one.title)
        if asked.years and there.years and not asked.years & there.years:
            return 0.0
        pieces = _pieces(one.title)
        shared = len(pieces & wanted)
        # What was typed so far must stand in the title; a title may say much more.
        said = shared / len(wanted)
        return 0.8 * said + 0.2 * shared / max(1, len(pieces))


def _pieces(text: str) -> set[str]:
    plain = folded_words(text)
    for word in ("申请公开", "请求公开", "申请获取", "请提供", "关于", "的通知", "信息", "的"):
        plain = plain.replace(word, "")
    return set(map("".join, pairwise(plain)))
