"""The rows that were not entered, given back as a ledger: corrected, it is imported again."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from math import isfinite
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from casework.desk.unwritable import told_if_unwritable
from casework.importing.cells import text_of
from casework.importing.left_out import WHY, LeftOut
from casework.importing.row_places import ON_ITS_SIDE
from casework.importing.rows import SheetOfRequests, Walk, rows_of, sheets_of
from casework.importing.sheets import Cell, Ledger, Row
from casework.reports.workbook import workbook

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_WHY_WIDTH = 60
_WIDTH = 14


def write_left_out(
    ledger: Ledger, mapping: Mapping[str, str], left: Iterable[LeftOut], path: Path
) -> int:
    """Write the rows that may be corrected as an Excel file and return how many there are.

    Titles and headers stand as in the ledger, so that it is understood in the same way; a last
    column says why each row was not entered, and is not read again. Raises `ClerkError` where
    the file cannot be written.
    """
    why: dict[tuple[str, int], list[str]] = {}
    for one in left:
        if one.kind.is_to_be_corrected:
            why.setdefault(one.place, []).append(one.reason)
    with told_if_unwritable(path), workbook(path) as book:
        names: set[str] = set()
        for found in sheets_of(ledger, mapping)[0]:
            if any(sheet == found.sheet.name for sheet, _ in why):
                name = _name(found.sheet.name, names)
                _Page(book, book.add_worksheet(name), found).write(why)
    return len(why)


def _name(name: str, taken: set[str]) -> str:
    # What lay on its side stands upright here, a request a row.
    plain = (
        _NOT_IN_A_NAME.sub(" ", name.removesuffix(ON_ITS_SIDE)).strip()[:_LONGEST_NAME] or "台账"
    )
    fresh, number = plain, 1
    while fresh.casefold() in taken:
        number += 1
        fresh = f"{plain[: _LONGEST_NAME - 4]}（{number}）"
    taken.add(fresh.casefold())
    return fresh


class _Page:
    def __init__(self, book: Workbook, page: Worksheet, found: SheetOfRequests) -> None:
        self._page, self._found = page, found
        self._day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self._head: Format = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._why: Format = book.add_format({"text_wrap": True, "font_color": "#B3261E"})
        # The column stands beside all that the sheet has, whatever a row has beyond its header.
        self._last = max(len(row) for _, row in found.sheet.rows())

    def write(self, why: Mapping[tuple[str, int], list[str]]) -> None:
        sheet, header = self._found.sheet, self._found.header
        for (top, left), (bottom, right) in sheet.merges:
            if bottom < header.last_row and (top, left) != (bottom, right):
                self._page.merge_range(top, left, bottom, right, "")
        for number, row in sheet.rows():
            if number > header.last_row:
                break
            self._write_row(number - 1, row, self._head)
        self._page.write_string(header.first_row - 1, self._last, WHY, self._head)
        self._page.set_column(0, self._last - 1, _WIDTH)
        self._page.set_column(self._last, self._last, _WHY_WIDTH)
        at = header.last_row
        under: tuple[Row, ...] = ()
        for made in rows_of(self._found, Walk()):
            reasons = why.get((sheet.name, made.number))
            if reasons is None:
                continue
            if made.under != under:
                for row in made.under:
                    self._write_row(at, row, self._head)
                    at += 1
                under = made.under
            self._write_row(at, made.cells, None)
            reason = "\n".join(dict.fromkeys(reasons))
            self._page.write_string(at, self._last, reason, self._why)
            at += 1

    def _write_row(self, at: int, row: Row, look: Format | None) -> None:
        for column, cell in enumerate(row):
            self._write_cell(at, column, cell, look)

    def _write_cell(self, at: int, column: int, cell: Cell, look: Format | None) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, (datetime, date)):
            self._page.write_datetime(at, column, cell, self._day)
        elif isinstance(cell, (int, float)) and not isinstance(cell, bool) and isfinite(cell):
            self._page.write_number(at, column, cell, look)
        else:
            # Never as a formula, whatever it begins with.
            self._page.write_string(at, column, text_of(cell), look)
