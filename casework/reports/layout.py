"""The official layout of the tables, told once for Excel, Word and the web page.

A table is a list of `Spot`s: where a cell begins, how far it reaches, and what stands in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from casework.reports.figures import Number, number_words
from rules.annual_report import Table3
from rules.challenges import Table4
from rules.proactive import BLOCKS, Table2
from rules.report_rows import (
    APPLICANTS_HEAD,
    BODIES_HEAD,
    CHALLENGE_HEADS,
    CLOSED,
    COLUMNS,
    CORNER,
    FIRST_OUTCOME,
    LAST_OUTCOME,
    LITIGATION_HEAD,
    RECONSIDERATION_HEAD,
    RESULT_HEADS,
    ROWS,
    TOTAL_COLUMN,
)


class Range(NamedTuple):
    """A block of cells, first and last row and column included, counted from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a laid-out table; rows and columns count from 0 within the table.

    A cell holds words or a number; `summed` are the cells its number is the sum of.
    """

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    words: str = ""
    number: Number | None = None
    summed: tuple[Range, ...] = ()
    is_head: bool = False

    @property
    def text(self) -> str:
        """What a reader sees in the cell."""
        return self.words if self.number is None else number_words(self.number)


@dataclass(frozen=True, slots=True)
class Layout:
    """A table ready to be drawn: its name, its size, its cells in reading order.

    `widths` are the shares of the columns, `heights` the lines of text a row must hold at them.
    """

    name: str
    title: str
    rows: int
    columns: int
    spots: tuple[Spot, ...]
    widths: Sequence[float]
    heights: Sequence[float]


def layout_2(table: Table2) -> Layout:
    """Return table 2 laid out."""
    spots: list[Spot] = []
    row = 0
    for block in BLOCKS:
        spots.append(Spot(row, 0, 1, 4, block.heading, is_head=True))
        row += 1
        reach = 4 - len(block.heads) + 1
        for column, head in enumerate(block.heads):
            columns = reach if column == len(block.heads) - 1 else 1
            spots.append(Spot(row, column, 1, columns, head, is_head=True))
        row += 1
        for line in block.lines:
            spots.append(Spot(row, 0, words=line.words, is_head=True))
            for column, name in enumerate(line.numbers, start=1):
                columns = reach if column == len(line.numbers) else 1
                spots.append(Spot(row, column, 1, columns, number=getattr(table, name)))
            row += 1
    return Layout(
        "表二", "二、主动公开政府信息情况", row, 4, tuple(spots), (24, 24, 24, 24), [1.0] * row
    )


_LABEL_COLUMNS = 3
_HEAD_ROWS = 3


def layout_3(table: Table3) -> Layout:
    """Return table 3 laid out."""
    spots = [
        Spot(0, 0, _HEAD_ROWS, _LABEL_COLUMNS, CORNER, is_head=True),
        Spot(0, _LABEL_COLUMNS, 1, TOTAL_COLUMN, APPLICANTS_HEAD, is_head=True),
        Spot(1, _LABEL_COLUMNS, 2, 1, COLUMNS[0], is_head=True),
        Spot(1, _LABEL_COLUMNS + 1, 1, 5, BODIES_HEAD, is_head=True),
        Spot(1, _LABEL_COLUMNS + 6, 2, 1, COLUMNS[-1], is_head=True),
    ]
    spots += [
        Spot(2, _LABEL_COLUMNS + place, words=COLUMNS[place], is_head=True) for place in range(1, 6)
    ]
    for row in ROWS:
        line = _HEAD_ROWS + row.number - 1
        spots += _labels_3(line, row.number)
        spots += [
            Spot(
                line,
                _LABEL_COLUMNS + column,
                number=table.at(row.number, column + 1),
                summed=_summed_3(row.number, column),
            )
            for column in range(TOTAL_COLUMN)
        ]
    heights = [1.0] * _HEAD_ROWS + [_lines_3(row.number) for row in ROWS]
    heights[2] = 2.0
    return Layout(
        "表三",
        "三、收到和处理政府信息公开申请情况",
        _HEAD_ROWS + len(ROWS),
        _LABEL_COLUMNS + TOTAL_COLUMN,
        tuple(spots),
        (8, 10, 27, *[7.6] * TOTAL_COLUMN),
        heights,
    )


def _labels_3(line: int, number: int) -> list[Spot]:
    row, before = ROWS[number - 1], ROWS[number - 2] if number > 1 else None
    if not row.group:
        return [Spot(line, 0, 1, _LABEL_COLUMNS, row.part, is_head=True)]
    spots = []
    if before is None or before.part != row.part:
        reach = sum(other.part == row.part for other in ROWS)
        spots.append(Spot(line, 0, reach, 1, row.part, is_head=True))
    if not row.item:
        spots.append(Spot(line, 1, 1, 2, row.group, is_head=True))
        return spots
    if before is None or before.group != row.group:
        reach = sum(other.group == row.group for other in ROWS)
        spots.append(Spot(line, 1, reach, 1, row.group, is_head=True))
    spots.append(Spot(line, 2, words=row.item, is_head=True))
    return spots


def _lines_3(number: int) -> float:
    row = ROWS[number - 1]
    if not row.group:
        return 1.0
    # A wide character takes one place, a narrow one half.
    taken = sum(1 if ord(character) > 255 else 0.5 for character in row.item or row.group)
    return float(-(-taken // (13 if row.item else 18)))


def _summed_3(number: int, column: int) -> tuple[Range, ...]:
    place = _LABEL_COLUMNS + column
    line = _HEAD_ROWS + number - 1
    if number == CLOSED:
        first, last = _HEAD_ROWS + FIRST_OUTCOME - 1, _HEAD_ROWS + LAST_OUTCOME - 1
        return (Range(first, place, last, place),)
    if column == TOTAL_COLUMN - 1:
        return (Range(line, _LABEL_COLUMNS, line, place - 1),)
    return ()


def layout_4(table: Table4) -> Layout:
    """Return table 4 laid out."""
    width = len(RESULT_HEADS)
    spots = [
        Spot(0, 0, 1, width, RECONSIDERATION_HEAD, is_head=True),
        Spot(0, width, 1, 2 * width, LITIGATION_HEAD, is_head=True),
    ]
    spots += [Spot(1, place, 2, 1, head, is_head=True) for place, head in enumerate(RESULT_HEADS)]
    for group in (1, 2):
        first = group * width
        spots.append(Spot(1, first, 1, width, CHALLENGE_HEADS[group], is_head=True))
        spots += [
            Spot(2, first + place, words=head, is_head=True)
            for place, head in enumerate(RESULT_HEADS)
        ]
    for place, number in enumerate(table.numbers):
        is_total = place % width == width - 1
        summed = (Range(3, place - width + 1, 3, place - 1),) if is_total else ()
        spots.append(Spot(3, place, number=number, summed=summed))
    return Layout(
        "表四",
        "四、政府信息公开行政复议、行政诉讼情况",
        4,
        3 * width,
        tuple(spots),
        [6.4] * (3 * width),
        [1.0, 1.0, 2.0, 1.5],
    )
