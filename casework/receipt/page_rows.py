"""Words with their places on a page made into rows: by the lines round them, else by eye."""

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from casework.receipt.blocks import PageArea, ReadCell, ReadRow
from casework.receipt.grid import Grid, RelativeBox, grid_of
from casework.receipt.label_words import asked_by

__all__ = ["Piece", "RelativeBox", "laid_out"]

_LISTED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[①-⑳]|[☑☐□■√])")
_UNBROKEN = re.compile(r"[0-9A-Za-z@._\-]{3,40}")
# A telephone number by itself: one under another is a second one.
_TELEPHONE = r"(?<![\d-])(?:1\d{10}|(?:0\d{2,3}-?)?\d{7,8})(?![\d-])"
_ENDS_IN_ONE = re.compile(rf"{_TELEPHONE}\s*$")
_BEGINS_WITH_ONE = re.compile(rf"\s*{_TELEPHONE}")
# An address of a mailbox that the edge of a cell has cut in two.
_CUT_ADDRESS = re.compile(r"@[^\s.]*$")
# 联系 电话：138…, and on a form without colons 姓名   林一帆.
_LABELS = (re.compile(r"([^：:]{1,16})[：:]"), re.compile(r"(\S{2,16})\s"))
_LEAST_RIGHT = 0.7
_ENDS_LINE = re.compile(r"[：:]\s*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and the box round them; `sureness` is what recognition says of itself."""

    text: str
    box: RelativeBox
    sureness: float


def laid_out(
    pieces: Sequence[Piece], lines: Sequence[RelativeBox], *, page: int, ratio: float
) -> list[ReadRow]:
    """Return the rows of a page; `ratio` is its width by its height."""
    grid = grid_of(lines)
    inside: dict[int, list[Piece]] = {}
    outside: list[Piece] = []
    for piece in _parted(pieces, grid):
        number = grid.cell_at(*piece.box.middle)
        if number is None:
            outside.append(piece)
        else:
            inside.setdefault(number, []).append(piece)
    beside, outside = _beside_table(grid, outside)
    placed = list(_table_rows(grid, inside, beside, page, ratio))
    placed += list(_free_rows(outside, page, ratio))
    placed.sort(key=lambda one: one[0])
    return [row for _, row in placed]


def _beside_table(
    grid: Grid, pieces: Sequence[Piece]
) -> tuple[dict[float, list[Piece]], list[Piece]]:
    """Return what stands right of a row of cells, by the row, and what stands elsewhere.

    The line that closes a table at its right is the first a bad copy loses.
    """
    beside: dict[float, list[Piece]] = {}
    elsewhere: list[Piece] = []
    for piece in pieces:
        x, y = piece.box.middle
        row = [cell for cell in grid.cells if cell.top <= y <= cell.bottom]
        band = next((top for top, bottom in grid.bands if top <= y <= bottom), None)
        if row and band is not None and x > max(cell.right for cell in row):
            beside.setdefault(band, []).append(piece)
        else:
            elsewhere.append(piece)
    return beside, elsewhere


def _parted(pieces: Sequence[Piece], grid: Grid) -> Iterator[Piece]:
    """Yield the pieces, one that reaches over several cells cut where the line stands."""
    for piece in pieces:
        box = piece.box
        y = box.middle[1]
        edges = sorted(
            {
                cell.right
                for cell in grid.cells
                if cell.top <= y <= cell.bottom
                and box.left + box.width * 0.08 < cell.right < box.right - box.width * 0.08
            }
        )
        if not edges or len(piece.text) < 2:
            yield piece
            continue
        yield from _cut(piece, edges)


def _cut(piece: Piece, edges: list[float]) -> Iterator[Piece]:
    widths = [2 if east_asian_width(one) in "WF" else 1 for one in piece.text]
    whole = sum(widths) or 1
    box = piece.box
    start, begun, reached = 0, box.left, 0
    for at, width in enumerate(widths):
        middle = box.left + box.width * (reached + width / 2) / whole
        if edges and middle > edges[0]:
            edge = edges.pop(0)
            if piece.text[start:at].strip():
                yield replace(
                    piece, text=piece.text[start:at], box=box._replace(left=begun, right=edge)
                )
            start, begun = at, edge
        reached += width
    if piece.text[start:].strip():
        yield replace(piece, text=piece.text[start:], box=box._replace(left=begun))


def _table_rows(
    grid: Grid,
    inside: dict[int, list[Piece]],
    beside: dict[float, list[Piece]],
    page: int,
    ratio: float,
) -> Iterator[tuple[float, ReadRow]]:
    texts = {
        number: _cell(grid.cells[number], pieces, page, ratio) for number, pieces in inside.items()
    }
    told: set[int] = set()
    before: tuple[int, ...] = ()
    for top, bottom in grid.bands:
        middle = (top + bottom) / 2
        here = [n for n, cell in enumerate(grid.cells) if cell.top <= middle <= cell.bottom]
        here.sort(key=lambda number: grid.cells[number].left)
        if not here or (tuple(here) == before and top not in beside):
            continue
        before = tuple(here)
        cells: list[ReadCell] = []
        for place, number in enumerate(here):
            cell = texts.get(number)
            if cell is None:
                box = grid.cells[number]
                cell = ReadCell("", _place(box, page))
            elif number in told and place:
                # A cell that spans several rows heads them all only where it stands first.
                cell = replace(cell, text="")
            told.add(number)
            cells.append(cell)
        if top in beside:
            more = beside[top]
            right = max(piece.box.right for piece in more)
            box = RelativeBox(grid.cells[here[-1]].right, top, right, bottom)
            cells.append(_cell(box, more, page, ratio))
        if any(cell.text.strip() for cell in cells):
            yield top, ReadRow(tuple(cells), in_table=True)


def _cell(box: RelativeBox, pieces: Sequence[Piece], page: int, ratio: float) -> ReadCell:
    lines = [_line(line, ratio) for line in _lines(pieces)]
    text = _paragraphs(lines, right=box.right, ratio=ratio)
    if all(len(line.text.strip()) == 1 for line in lines):
        # 申 / 请 / 人, written downwards. Of two letters each they may be names: 张三 / 李四.
        text = "".join(line.text.strip() for line in lines)
    return ReadCell(text, _place(box, page), min(piece.sureness for piece in pieces))


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return pieces as lines from above, each from its left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: one.box.middle[1]):
        if lines:
            last = lines[-1]
            top = sum(one.box.top for one in last) / len(last)
            bottom = sum(one.box.bottom for one in last) / len(last)
            overlap = min(bottom, piece.box.bottom) - max(top, piece.box.top)
            if overlap > 0.45 * min(bottom - top, piece.box.height):
                last.append(piece)
                continue
        lines.append([piece])
    for line in lines:
        line.sort(key=lambda one: one.box.left)
    return lines


def _line(pieces: list[Piece], ratio: float) -> Piece:
    """Return one line as one piece, its gaps as blanks."""
    text = pieces[0].text
    box = pieces[0].box
    for before, piece in itertools.pairwise(pieces):
        gap = piece.box.left - before.box.right
        letter = max(before.box.height, piece.box.height) / ratio
        blank = "   " if gap > letter * 1.6 else " " if gap > letter * 0.7 else ""
        text += (blank if not text.endswith(" ") else "") + piece.text
        box = RelativeBox(
            min(box.left, piece.box.left), min(box.top, piece.box.top),
            max(box.right, piece.box.right), max(box.bottom, piece.box.bottom),
        )  # fmt: skip
    return Piece(text, box, min(one.sureness for one in pieces))


def _paragraphs(lines: Sequence[Piece], *, right: float, ratio: float) -> str:
    """Return lines as text; one that was broken only because the edge was reached is joined."""
    text = lines[0].text
    for before, line in itertools.pairwise(lines):
        reaches = _reaches(before, line, right, before.box.height / ratio)
        if reaches and not _LISTED.match(line.text) and not _ENDS_LINE.search(text):
            text = _joined(text, line.text)
        else:
            text += "\n" + line.text
    return text


def _joined(text: str, more: str) -> str:
    """Return what goes on in the next line as one; between words of letters stands a blank."""
    is_word = text[-1:].isascii() and text[-1:].isalpha()
    is_address = more.startswith(("@", ".")) or _CUT_ADDRESS.search(text) is not None
    return f"{text} {more}" if is_word and not is_address else text + more


def _reaches(before: Piece, line: Piece, right: float, letter: float) -> bool:
    """Tell whether a line ended because its edge was reached: a number is not broken there."""
    if _ENDS_IN_ONE.search(before.text) and _BEGINS_WITH_ONE.match(line.text):
        return False
    run = _UNBROKEN.match(line.text)
    needed = 2.2 if run is None else 1.2 + 0.6 * len(run[0])
    return right - before.box.right < letter * needed


def _free_rows(pieces: Sequence[Piece], page: int, ratio: float) -> Iterator[tuple[float, ReadRow]]:
    """Yield the lines outside tables, those that go on in the next as one."""
    lines = [_line(line, ratio) for line in _lines(pieces)]
    if not lines:
        return
    # Lines that all end in the left part of a page were broken by who wrote them.
    right = max((_LEAST_RIGHT, *(line.box.right for line in lines)))
    left = min(line.box.left for line in lines)
    waiting = lines[:1]
    for line in lines[1:]:
        if not _goes_on(waiting[-1], line, right, left, ratio):
            yield _flushed(waiting, page)
            waiting = []
        waiting.append(line)
    yield _flushed(waiting, page)


def _goes_on(before: Piece, line: Piece, right: float, left: float, ratio: float) -> bool:
    letter = before.box.height / ratio
    return (
        _reaches(before, line, right, letter)
        and line.box.left < left + letter * 1.2
        and line.box.top - before.box.bottom < before.box.height * 1.6
        and not _LISTED.match(line.text)
        and not _opens_with_label(line.text)
    )


def _opens_with_label(text: str) -> bool:
    labels = (pattern.match(text.lstrip()) for pattern in _LABELS)
    return any(label is not None and asked_by(label[1]) is not None for label in labels)


def _flushed(waiting: Sequence[Piece], page: int) -> tuple[float, ReadRow]:
    text = functools.reduce(_joined, (line.text for line in waiting))
    place = functools.reduce(PageArea.joined, (_place(line.box, page) for line in waiting))
    sureness = min(line.sureness for line in waiting)
    return waiting[0].box.top, ReadRow((ReadCell(text, place, sureness),))


def _place(box: RelativeBox, page: int) -> PageArea:
    return PageArea(page, box.left, box.top, box.width, box.height)
