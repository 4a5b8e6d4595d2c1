"""Everything in a paper that may have to be covered, as suggestions: the clerk decides on each.

The law lets an office withhold what would harm a third party, unless he consents or the public
interest outweighs it (条例15); a program can find the places and not weigh them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from casework.redaction.addresses import addresses
from casework.redaction.characters import Chunk, Flow, Letters, PageText, plainly
from casework.redaction.names import names, names_in
from casework.redaction.personal_numbers import numbers
from casework.redaction.personal_words import words
from casework.redaction.places import around
from casework.redaction.secret_kinds import Found, SecretKind, Span
from casework.redaction.tables import TableColumn, cells, row_names


class Kept(Enum):
    """Why something found is left to stand unless the clerk says otherwise."""

    OFFICE = "履职信息"
    OWN = "申请人本人"


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was found in a paper.

    `found` waits for a decision, `kept` pairs what is left to stand with the reason. `missing` are
    the terms that stand nowhere in text that could be read, `unread` the pages (from 0) with
    nothing on them that could be searched.
    """

    found: tuple[Found, ...]
    kept: tuple[tuple[Found, Kept], ...] = ()
    missing: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: SecretKind
    text: str
    characters: tuple[tuple[int, int], ...]


_NUMBERS = frozenset((SecretKind.IDENTITY, SecretKind.MOBILE, SecretKind.ACCOUNT))
_RANK = {
    kind: place for place, kind in enumerate((SecretKind.TERM, SecretKind.IDENTITY, *SecretKind))
}
_JUNCTION_LINES = 3
_PAGE_NUMBER = re.compile(r"[-·] ?\d{1,4} ?[-·]|第 ?\d{1,4} ?页.*")
_SHORTEST_NAME = 2


def suggest(
    pages: Sequence[PageText],
    *,
    terms: Collection[str] = (),
    own: Collection[str] = (),
    check: Callable[[], object] = lambda: None,
) -> Suggestions:
    """Look through a paper. `terms` are covered wherever they stand, `own` are the applicant's.

    `check` is called between pages; what it raises stops the search.
    """
    search = _Search(own)
    columns: list[TableColumn] = []
    letters: list[Letters] = []
    for number, page in enumerate(pages):
        check()
        here = Letters(page)
        letters.append(here)
        columns = search.look_at(number, here, columns)
    for number, (upper, lower) in enumerate(pairwise(letters)):
        search.look_across(number, upper, lower)
    sought = {_squeezed(term): term for term in terms if _squeezed(term)}
    for number, here in enumerate(letters):
        check()
        search.look_for_names(number, here)
        search.look_for_terms(number, here, sought)
    for number, (upper, lower) in enumerate(pairwise(letters)):
        search.terms_across(number, upper, lower, sought)
    return search.result(letters, sought)


def places_of(words: str, number: int, page: Letters) -> list[Found]:
    """Return where certain words stand on a page, however they are spread or broken."""
    sought = _squeezed(words)
    hits = _occurrences(sought, number, page, SecretKind.TERM) if sought else ()
    return [_found(hit, {number: page}) for hit in _without_parts(hits)]


def _squeezed(term: str) -> str:
    tidy = re.sub(r"\s", "", plainly(term)).lower()
    # The blanks and strokes in a number are not part of it.
    return re.sub(r"-", "", tidy) if re.fullmatch(r"[\d\-+x]+", tidy) else tidy


def _each_name(words: str) -> set[str]:
    """Return the names a cell holds, each by itself: 李四(妻)、张小明 stand elsewhere alone."""
    return {_squeezed(name) for name in names_in(words) or [words]}


class _Search:
    def __init__(self, own: Collection[str]) -> None:
        self._hits: list[_Hit] = []
        self._looked_at = 0
        # Several who ask together stand in one field: 李四、王五.
        apart = (name for one in own for name in (one, *re.split(r"[、,，;；\s]+", one)))
        self._own = {_squeezed(name) for name in apart}
        self._private: set[str] = set()
        self._office: set[str] = set()
        self._met: set[str] = set()

    def look_at(
        self, number: int, page: Letters, carried: Sequence[TableColumn]
    ) -> list[TableColumn]:
        """Look through one page; returns the columns of a table that goes on over its end."""
        for flow in page.flows:
            for text in dict.fromkeys((flow, flow.unbroken)):
                for finder in (numbers, words, addresses):
                    self._take(number, text, finder(text.text))
            self._take_names(number, flow)
        found, columns = cells(page, carried)
        for cell in found:
            characters = [(number, at) for at in cell.chunk.characters]
            if cell.kind is SecretKind.PERSON:
                named = self._office if cell.is_office else self._private
                named |= _each_name(cell.chunk.text)
            self._hits.append(_Hit(cell.kind, cell.chunk.text, tuple(characters)))
        self._take_rows(number, page, {at for cell in found for at in cell.chunk.characters})
        return columns

    def _take(self, number: int, flow: Flow, spans: Iterable[Span]) -> None:
        for kind, start, end in spans:
            characters = flow.characters(start, end)
            if characters:
                self._hits.append(
                    _Hit(
                        kind,
                        " ".join(flow.text[start:end].split()),
                        tuple((number, at) for at in characters),
                    )
                )

    def _take_names(self, number: int, flow: Flow) -> None:
        begun: set[int] = set()
        for text, is_joined in ((flow, False), (flow.unbroken, True)):
            for start, end, is_office in names(text.text):
                characters = text.characters(start, end)
                if not characters or (is_joined and characters[0] in begun):
                    continue
                begun.add(characters[0])
                name = _squeezed(text.text[start:end])
                (self._office if is_office else self._private).add(name)
                self._hits.append(
                    _Hit(
                        SecretKind.PERSON,
                        text.text[start:end],
                        tuple((number, at) for at in characters),
                    )
                )

    def _take_rows(self, number: int, page: Letters, known: set[int]) -> None:
        held = {
            at
            for hit in self._hits[self._looked_at :]
            if hit.kind in _NUMBERS
            for place, at in hit.characters
            if place == number
        }
        self._looked_at = len(self._hits)
        for line in page.chunks:
            has_number = [not held.isdisjoint(chunk.characters) for chunk in line]
            for chunk in row_names(line, has_number):
                if not known.isdisjoint(chunk.characters):
                    continue
                self._private |= _each_name(chunk.text)
                characters = tuple((number, at) for at in chunk.characters)
                self._hits.append(_Hit(SecretKind.PERSON, chunk.text, characters))

    def look_across(self, number: int, upper: Letters, lower: Letters) -> None:
        """Look for what the end of a page cuts in two."""
        for flow, second in _junctions(upper, lower):
            for text in (flow, flow.unbroken):
                for kind, start, end in (*numbers(text.text), *words(text.text)):
                    hit = _Hit(kind, text.text[start:end], ())
                    self._take_across(number, text, second, hit, (start, end))

    def _take_across(
        self, number: int, flow: Flow, second: int, hit: _Hit, span: tuple[int, int]
    ) -> None:
        places = flow.characters(*span)
        if any(at < second for at in places) and any(at >= second for at in places):
            characters = tuple(
                (number, at) if at < second else (number + 1, at - second) for at in places
            )
            self._hits.append(_Hit(hit.kind, " ".join(hit.text.split()), characters))

    def look_for_names(self, number: int, page: Letters) -> None:
        """Find every name known by now wherever else it stands."""
        for name in self._private | self._office:
            if len(name) >= _SHORTEST_NAME:
                self._hits.extend(_occurrences(name, number, page, SecretKind.PERSON))

    def look_for_terms(self, number: int, page: Letters, sought: Collection[str]) -> None:
        """Find the terms the clerk gave."""
        for term in sought:
            hits = list(_occurrences(term, number, page, SecretKind.TERM))
            if hits:
                self._met.add(term)
            self._hits.extend(hits)

    def terms_across(
        self, number: int, upper: Letters, lower: Letters, sought: Collection[str]
    ) -> None:
        """Find terms that the end of a page cuts in two."""
        for flow, second in _junctions(upper, lower):
            squeezed = flow.squeezed
            for term in sought:
                for start in _starts(squeezed.text, term):
                    before = len(self._hits)
                    hit = _Hit(SecretKind.TERM, term, ())
                    self._take_across(number, squeezed, second, hit, (start, start + len(term)))
                    if len(self._hits) > before:
                        self._met.add(term)

    def result(self, letters: Sequence[Letters], sought: dict[str, str]) -> Suggestions:
        """Return what was found, each place once, in the order of reading."""
        by_page = dict(enumerate(letters))
        found: list[Found] = []
        kept: list[tuple[Found, Kept]] = []
        for hit in _without_parts(self._hits):
            one = _found(hit, by_page)
            name = _squeezed(hit.text)
            if hit.kind is not SecretKind.PERSON:
                found.append(one)
            elif name in self._own:
                kept.append((one, Kept.OWN))
            elif name in self._office and name not in self._private:
                kept.append((one, Kept.OFFICE))
            else:
                found.append(one)
        found.sort(key=_reading_order)
        kept.sort(key=lambda pair: _reading_order(pair[0]))
        unread = tuple(
            number
            for number, page in enumerate(letters)
            if not page.page.letters.strip() or page.is_unread
        )
        missing = tuple(term for key, term in sought.items() if key not in self._met)
        return Suggestions(tuple(found), tuple(kept), missing, unread)


def _reading_order(found: Found) -> tuple[int, float, float]:
    page, boxes = found.places[0]
    return page, boxes[0].top, boxes[0].left


def _junctions(upper: Letters, lower: Letters) -> Iterator[tuple[Flow, int]]:
    """Yield texts that run over the end of a page, whatever foot and head stand between.

    The characters of the second page are counted on from those of the first.
    """
    second = len(upper.page.letters)
    ends = [line[-1] for line in upper.chunks[-_JUNCTION_LINES:] if not _is_page_number(line)]
    begins = [line[0] for line in lower.chunks[:_JUNCTION_LINES] if not _is_page_number(line)]
    for end in ends:
        for begin in begins:
            yield (
                Flow(
                    f"{end.text}\n{begin.text}",
                    [
                        *end.flow.origin,
                        -1,
                        *(at + second if at >= 0 else -1 for at in begin.flow.origin),
                    ],
                ),
                second,
            )


def _is_page_number(line: Sequence[Chunk]) -> bool:
    return len(line) == 1 and bool(_PAGE_NUMBER.fullmatch(line[0].text))


def _starts(text: str, sought: str) -> Iterator[int]:
    at = text.find(sought)
    while at >= 0:
        yield at
        at = text.find(sought, at + 1)


def _occurrences(sought: str, number: int, page: Letters, kind: SecretKind) -> Iterator[_Hit]:
    is_number = re.fullmatch(r"[\d+x]+", sought) is not None
    for flow in page.flows:
        squeezed = flow.squeezed.without("-") if is_number else flow.squeezed
        for start in _starts(squeezed.text, sought):
            characters = squeezed.characters(start, start + len(sought))
            yield _Hit(kind, sought, tuple((number, at) for at in characters))


def _without_parts(hits: Iterable[_Hit]) -> list[_Hit]:
    """Return the hits without those that are a part of another, the most telling kind first."""
    kept: list[_Hit] = []
    by_character: dict[tuple[int, int], list[frozenset[tuple[int, int]]]] = {}
    for hit in sorted(hits, key=lambda hit: (-len(set(hit.characters)), _RANK[hit.kind])):
        characters = frozenset(hit.characters)
        if not characters:
            continue
        one = next(iter(characters))
        if any(characters <= other for other in by_character.get(one, ())):
            continue
        for character in characters:
            by_character.setdefault(character, []).append(characters)
        kept.append(hit)
    return kept


def _found(hit: _Hit, pages: dict[int, Letters]) -> Found:
    by_page: dict[int, list[int]] = {}
    for number, at in hit.characters:
        by_page.setdefault(number, []).append(at)
    return Found(
        hit.kind,
        " ".join(hit.text.split()),
        tuple(
            (number, around([pages[number].box(at) for at in places]))
            for number, places in sorted(by_page.items())
        ),
    )
