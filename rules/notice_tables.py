"""The tables of a holiday notice told as sentences, whatever parts their cells in the text.

A table copied as text has its cells parted by tabs, upright lines, commas or wide blanks. Each row
is told as the sentences it stands for and then read by the same grammar as any text: what that
grammar refuses in a text it refuses in a table.
"""

import re
from collections.abc import Callable, Sequence

from rules.notice_heads import Head, names_a_feast, part_of, parts_of
from rules.notice_rows import RowTeller, headless

_QUOTED = re.compile(r'(?:^|(?<=[\t\n]))"((?:[^"]|""){0,2000})"(?=[\t\n]|$)')
_RULED = re.compile(r"[\s|｜│┃+\-=─━┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═:]+")
_ENCLOSED = re.compile(r"^\s*[|｜│┃](.*)[|｜│┃]\s*$")
_LONGEST_LINE = 4000
_MOST_CELLS = 64

_Split = Callable[[str], list[str]]


def _by(sign: str) -> _Split:
    return lambda line: [cell.strip() for cell in re.split(sign, line)]


def _by_lines(line: str) -> list[str]:
    # The rules round a table make a blank column at its sides, of its head as of its rows.
    return [cell.strip() for cell in re.split(r"[|｜│┃]", line.strip())]


_WAYS: tuple[_Split, ...] = (
    _by(r"\t"),
    _by_lines,
    _by(r"[,，]"),
    lambda line: [cell for cell in re.split(r"[ \u3000\xa0]{2,}", line.strip()) if cell],
    lambda line: line.split(),
)
# By a blank or a comma a row has as many cells as its head; by a tab the last may be missing.
_TABS, _LINES = _WAYS[:2]


def with_tables_told(text: str) -> str:
    """Return a notice's text, the rows of its tables told as sentences."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _QUOTED.sub(lambda found: found[1].replace('""', '"').replace("\n", "\v"), text)
    lines = [line[:_LONGEST_LINE] if "\t" in line else line for line in text.split("\n")]
    told: list[str] = []
    way: _Split | None = None
    teller: RowTeller | None = None
    width, place = 0, 0
    while place < len(lines):
        line = lines[place]
        if head := _head_at(lines, place):
            way, parts, heads, used = head
            teller, width = RowTeller(parts, heads), len(parts)
            place += used
            continue
        if block := _turned_at(lines, place):
            way, rows = block
            parts_found = parts_of(rows[0])
            assert parts_found is not None
            turned = RowTeller(parts_found, rows[0])
            told += [turned.told(row) for row in rows[1:]]
            teller, place = None, place + len(rows[0])
            continue
        place += 1
        if way is not None and teller is not None and _RULED.fullmatch(line) and line.strip():
            continue
        told.append(_row_told(line, way, teller, width))
    return "\n".join(told)


def _row_told(line: str, way: _Split | None, teller: RowTeller | None, width: int) -> str:
    if way is not None and teller is not None:
        cells = way(line)
        if sum(map(bool, cells)) > 1:
            fits = len(cells) == width or (
                way in (_TABS, _LINES) and (len(cells) < width or not any(cells[width:]))
            )
            return teller.told(cells[:width]) if fits else headless(cells)
    for split in (_TABS, _LINES):
        cells = split(line)
        if sum(map(bool, cells)) > 2 or (sum(map(bool, cells)) == 2 and names_a_feast(cells[0])):
            return headless(cells)
    return line.replace("\v", "\n")


def _head_at(
    lines: Sequence[str], place: int
) -> tuple[_Split, list[Head | None], list[str], int] | None:
    """Return how a head row's cells are parted, what they say, and how many lines it takes."""
    for way in _WAYS:
        cells = way(lines[place])
        if not 2 <= len(cells) <= _MOST_CELLS:
            continue
        below = way(lines[place + 1]) if place + 1 < len(lines) else []
        joined = _over_two(cells, below)
        if joined and (parts := parts_of(joined)):
            return way, parts, joined, 2
        parts = parts_of(cells)
        if parts is None or (way not in (_TABS, _LINES) and not _is_plain_head(parts)):
            continue
        return way, parts, cells, 1
    return None


def _is_plain_head(parts: Sequence[Head | None]) -> bool:
    """Tell whether a line of words is a head: a sentence of two clauses is none."""
    return None not in parts and bool({Head.NAME, Head.DATE, Head.START}.intersection(parts))


def _over_two(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the heads of two rows joined, empty where the lower one is no part of a head."""
    filled = [cell for cell in lower if cell]
    if not filled or len(filled) == len(upper) or any(part_of(cell) is None for cell in filled):
        return []
    joined, group = [], ""
    for column in range(max(len(upper), len(lower))):
        above = upper[column] if column < len(upper) else ""
        below = lower[column] if column < len(lower) else ""
        group = above or (group if below else "")
        joined.append(f"{group}{below}" if group != below else below)
    return joined


def _turned_at(lines: Sequence[str], place: int) -> tuple[_Split, list[list[str]]] | None:
    """Return a table whose feasts stand side by side, turned so that each is a row."""
    for way in (_TABS, _LINES):
        rows: list[list[str]] = []
        for line in lines[place : place + 12]:
            cells = way(_ENCLOSED.sub(r"\1", line))
            if _RULED.fullmatch(line) and rows and way is _LINES:
                rows.append([])
            elif sum(map(bool, cells)) < 2 or (rows and part_of(cells[0]) is None):
                break
            else:
                rows.append(cells)
        whole = [row for row in rows if row]
        if len(whole) < 2 or not any(map(names_a_feast, whole[0][1:])):
            continue
        width = max(map(len, whole))
        filled = [row + [""] * (width - len(row)) for row in whole]
        filled[0][0] = "节日"
        if parts_of([row[0] for row in filled]) is None:
            continue
        turned = [list(column) for column in zip(*filled, strict=True)]
        # As many lines are used as the table has, rules among them.
        turned[0] += [""] * (len(rows) - len(whole))
        return way, turned
    return None
