"""Where a choice not yet made would stand in a letter: drawn with each, the pages are compared.

A day, a number or a choice cannot be left out of a letter as a text can. What the pages drawn with
different ones do not share hangs on it, and is a gap; nothing of any stands in the page shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from enum import Enum
from typing import Any, NamedTuple, get_args, get_origin

from casework.word import LetterPage
from casework.word.page import PageLine
from forms.fields import FormField, row_form

# More are too many to draw between two keys; a kind of reply, on which all hangs, is one of them.
_MOST_CHOICES = 12
# The first two cost something, and in another number of steps.
_NUMBERS = (234, 31, 12, 567, 1)
_OF_A_SUM = frozenset(".,元整零壹贰叁肆伍陆柒捌玖拾佰仟万亿")
# Long enough ago for a national archive, and near.
_DAYS = (1, 400, 12_000, 20_000, 0)
# The last two are the marks of other gaps.
_CLAUSE_ENDS = frozenset("，。；：、 \ue000\ue001")
_OF_A_DAY = frozenset("0123456789年月日")


def choices(field: FormField, today: date) -> Iterator[Any]:
    """Yield values a field may have, each unlike the one before; none for a field of words."""
    kind = field.type
    if row_form(field) is not None:
        yield ({},)
    elif kind is date:
        ahead = 1 if field.label.ahead else -1
        yield from (today + ahead * timedelta(days) for days in _DAYS)
    elif kind is int:
        yield from _NUMBERS
    elif kind is Decimal:
        yield from map(Decimal, _NUMBERS)
    elif isinstance(kind, type) and issubclass(kind, Enum):
        yield from kind if len(kind) <= _MOST_CHOICES else ()
    elif get_origin(kind) is tuple:
        members = list(get_args(kind)[0])
        yield from ((one,) for one in members if len(members) <= _MOST_CHOICES)


def is_open(values: Mapping[str, Any], name: str) -> bool:
    """Tell whether nothing was chosen in a field."""
    given = values.get(name)
    return given is None or given in ("", (), []) or (isinstance(given, str) and not given.strip())


class Redrawn(NamedTuple):
    """A page drawn with another value in one field: the field's mark, its type, and the page."""

    mark: str
    kind: object
    page: LetterPage


def gapped(drawn: LetterPage, redrawn: Iterable[Redrawn]) -> LetterPage:
    """Return a page with a mark wherever it is another when a field has another value.

    A day goes as a whole, a choice with its clause; lines there are not in the same number of are
    one gap.
    """
    found = _Differences()
    texts = [line.text for line in drawn.lines]
    for one in redrawn:
        theirs = one.page.lines
        matcher = SequenceMatcher(None, texts, [line.text for line in theirs], False)
        for what, begin, end, there, until in matcher.get_opcodes():
            if what in ("equal", "insert"):
                continue
            if end - begin == until - there:
                for place, other in zip(range(begin, end), theirs[there:until], strict=True):
                    found.add(place, drawn.lines[place], other, one)
            else:
                found.whole.setdefault(begin, one.mark)
                found.gone.update(range(begin + 1, end))
    lines = (found.shown(place, line) for place, line in enumerate(drawn.lines))
    return replace(drawn, lines=tuple(line for line in lines if line is not None))


class _Span(NamedTuple):
    """A piece of a text, and the mark to stand there."""

    begin: int
    until: int
    mark: str


class _Differences:
    """What of a page is another in any of the others: pieces of lines and cells, whole lines."""

    def __init__(self) -> None:
        self.whole: dict[int, str] = {}
        self.gone: set[int] = set()
        self._spans = defaultdict[tuple[int, int], list[_Span]](list)

    def add(self, place: int, mine: PageLine, theirs: PageLine, one: Redrawn) -> None:
        """Note where a line differs: cell by cell where it is a row."""
        if not mine.cells:
            self._spans[place, 0].append(_between(mine.text, theirs.text, one))
        elif len(mine.cells) != len(theirs.cells):
            self.whole.setdefault(place, one.mark)
        else:
            for cell, (left, right) in enumerate(zip(mine.cells, theirs.cells, strict=True)):
                if left.text != right.text:
                    self._spans[place, cell].append(_between(left.text, right.text, one))

    def shown(self, place: int, line: PageLine) -> PageLine | None:
        """Return a line with its gaps; none where the gap of a line before stands for it."""
        if place in self.gone:
            return None
        if place in self.whole:
            return replace(line, text=self.whole[place], cells=())
        if not line.cells:
            return replace(line, text=_marked(line.text, self._spans[place, 0]))
        cells = tuple(
            cell._replace(text=_marked(cell.text, self._spans[place, number]))
            for number, cell in enumerate(line.cells)
        )
        return replace(line, cells=cells, text=" | ".join(cell.text for cell in cells))


def _marked(text: str, spans: list[_Span]) -> str:
    """Return a text with its pieces replaced; what overlaps is one gap, of the first of them."""
    merged: list[_Span] = []
    for span in sorted(spans, key=lambda one: (one.begin, one.until)):
        if merged and span.begin <= merged[-1].until:
            before = merged.pop()
            span = _Span(before.begin, max(before.until, span.until), before.mark)
        merged.append(span)
    for span in reversed(merged):
        text = f"{text[: span.begin]}{span.mark}{text[span.until :]}"
    return text


def _between(mine: str, theirs: str, one: Redrawn) -> _Span:
    """Return the piece of a text that the other does not have there."""
    shorter = min(len(mine), len(theirs))
    begin = next((at for at in range(shorter) if mine[at] != theirs[at]), shorter)
    left = shorter - begin
    end = next((at for at in range(left) if mine[-1 - at] != theirs[-1 - at]), left)
    until = len(mine) - end
    while begin > 0 and _goes_along(mine[begin - 1], one.kind):
        begin -= 1
    while until < len(mine) and _goes_along(mine[until], one.kind):
        until += 1
    return _Span(begin, until, one.mark)


def _goes_along(sign: str, kind: object) -> bool:
    """Tell whether a sign beside what differs belongs to it."""
    if kind is date:
        return sign in _OF_A_DAY
    if kind in (int, Decimal):
        return sign.isdigit() or sign in _OF_A_SUM
    return sign not in _CLAUSE_ENDS
