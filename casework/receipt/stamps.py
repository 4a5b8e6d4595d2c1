"""The office's own stamp on a paper that came in: 收文 and a day, which no label of a form asks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from casework.receipt.blocks import PageArea, ReadRow
from casework.receipt.formulas import day_alone
from casework.receipt.result import ReadField, Reading
from casework.receipt.values import day_value
from forms.labels import folded

STAMP = "收文章"
_DOUBT = "按收文章上的日期，请核对收到的日期"
_SIGNED = "落款日期"
_DAY = r"(?:20\d\d|二[〇○零]\S{2})[年./-]\S{1,3}[月./-]\S{1,3}?[日号]?"
_INK = re.compile(
    r"[\u4e00-\u9fff（）()]{0,24}?(?:收文|收件|来文|收讫|收发)(?:专用|登记)?(?:章|戳)?[:：]?"
    rf"(?:(?:编号|第)?[:：]?[\w-]{{1,12}}号)?(?P<day>{_DAY})?(?:[上下]午)?(?:\d{{1,2}}[:：时]\d{{0,2}}分?)?"
)
_LONGEST = 48
# How far a day may stand from the word it is stamped with, in parts of the page.
_APART_X, _APART_Y = 0.25, 0.1


class _Mark(NamedTuple):
    row: int
    cell: int
    text: str
    place: PageArea | None


def without_stamp(rows: Sequence[ReadRow]) -> tuple[list[ReadRow], ReadField | None]:
    """Return the rows without the stamp, and the day on it; the rows as they are without one."""
    marks = list(_marks(rows))
    for mark in marks:
        found = _INK.fullmatch(mark.text)
        if found is None:
            continue
        day = day_value(found["day"] or "")
        if day:
            return _without(rows, [mark]), ReadField(day, STAMP, _DOUBT, mark.place)
        beside = next((one for one in marks if _belongs(mark, one)), None)
        if beside is not None:
            return _without(rows, [mark, beside]), ReadField(
                day_value(beside.text), STAMP, _DOUBT, beside.place
            )
    return list(rows), None


def take_stamp(reading: Reading, stamp: ReadField | None) -> None:
    """Take the day of the stamp as the day of arrival; the day the paper bears is kept beside."""
    if stamp is None:
        return
    known = reading.fields.get("arrived_on")
    if known is not None and known.source != _SIGNED:
        reading.put("arrived_on", stamp.value, stamp.source, "", stamp.place)
        return
    if known is not None and known.value != stamp.value:
        reading.leave(f"申请上写的日期：{known.value}", known.place)
    reading.fields["arrived_on"] = stamp


def _marks(rows: Sequence[ReadRow]) -> Iterator[_Mark]:
    """Yield what may be ink of a stamp: short words, and days that stand alone."""
    for at, row in enumerate(rows):
        for place, cell in enumerate(row.cells):
            text = re.sub(r"\s", "", folded(cell.text))
            if 2 <= len(text) <= _LONGEST and (_INK.fullmatch(text) or day_alone(text)):
                yield _Mark(at, place, text, cell.place)


def _belongs(word: _Mark, day: _Mark) -> bool:
    if not day_alone(day.text) or (word.row, word.cell) == (day.row, day.cell):
        return False
    if word.place is not None and day.place is not None:
        across = abs(word.place.left + word.place.width / 2 - day.place.left - day.place.width / 2)
        down = day.place.top - word.place.top
        return word.place.page == day.place.page and across < _APART_X and 0 <= down < _APART_Y
    # In a text the day stands under the word, or behind it.
    return 0 <= day.row - word.row <= 1


def _without(rows: Sequence[ReadRow], marks: Sequence[_Mark]) -> list[ReadRow]:
    gone = {(mark.row, mark.cell) for mark in marks}
    kept: list[ReadRow] = []
    for at, row in enumerate(rows):
        cells = tuple(
            replace(cell, text="") if (at, place) in gone else cell
            for place, cell in enumerate(row.cells)
        )
        if cells == row.cells or any(cell.text.strip() for cell in cells):
            kept.append(replace(row, cells=cells))
    return kept
