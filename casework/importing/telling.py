"""The course of a request told in one cell, given to the fields that have nothing of their own."""

from casework.importing.cells import Years
from casework.importing.columns import SheetColumn
from casework.importing.numbers_in_cells import year_in
from casework.importing.row import LedgerRow
from casework.importing.told_course import Told, may_tell, told_in

# Where a course is told; a reply or a state that names days tells one too.
_TELLING = ("course_text", "reply_kind", "reply_text", "status", "remark")
_FEWEST_STEPS_OF_A_REMARK = 2


def take_told_course(row: LedgerRow) -> None:
    """Read what a row tells of its course in words; its own columns come first.

    What is not understood of it is told and kept with the remark.
    """
    for name in _TELLING:
        text = row.text(name)
        if not text:
            continue
        if not may_tell(text):
            if name == "course_text":
                row.keep(name)
            continue
        told = told_in(text, _years(row))
        steps = len(told.days)
        if name == "remark" and (told.not_understood or steps < _FEWEST_STEPS_OF_A_REMARK):
            continue
        if name in ("reply_text", "status") and steps < _FEWEST_STEPS_OF_A_REMARK:
            continue
        if steps:
            _take(row, name, told)
        elif name == "course_text":
            row.keep(name)
            _not_understood(row, name, told)


def _take(row: LedgerRow, name: str, told: Told) -> None:
    column: SheetColumn | None = row.column_of(name)
    row.keep(name)
    for field, day in told.days.items():
        if not row.put(field, day, column):
            _compare(row, name, field, told)
    if name == "reply_kind":
        row.drop(name)
    if told.channel and not row.has_column("channel"):
        row.put("channel", told.channel, column)
    if told.reply and not row.text("reply_kind"):
        row.put("reply_kind", told.reply, column)
    header = column.header if column else name
    row.note(f"“{header}”列写了办理经过，按其中的日期登记")
    _not_understood(row, name, told)


def _not_understood(row: LedgerRow, name: str, told: Told) -> None:
    if told.not_understood:
        row.warn(
            f"“{'，'.join(told.not_understood)[:60]}”没有读懂，没有登记为步骤，已记入备注，请核对。",
            name,
        )


def _compare(row: LedgerRow, name: str, field: str, told: Told) -> None:
    own = row.day(field)
    if own is not None and own != told.days[field]:
        row.warn(f"写的日期{told.days[field]}与单列的日期{own}不同，按单列的登记，请核对。", name)


def _years(row: LedgerRow) -> Years:
    year = year_in(row.raw("number")) or row.header.year
    received = row.cell("received_on")
    if received is not None:
        day = row.day("received_on", Years(year=year, month=row.header.month))
        if day is not None:
            return Years(anchor=day)
    return Years(year=year)
