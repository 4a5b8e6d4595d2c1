"""A ledger's file taken apart into sheets of cells, told by what it is and not by its name.

Excel (xlsx), old Excel and WPS tables (xls, et), tables in XML, text tables in UTF-8, UTF-16 or
GBK, and the web pages many systems hand out under the name of an Excel file.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from casework.foreign import Limits, limits_for, read_apart
from casework.importing.far_cells import TooLargeError, without_far_cells
from casework.importing.old_xml import NotATableError, is_old_xml, sheets_of
from casework.importing.text_tables import LOST, decoded, table_of
from casework.reports.grids import content_of
from rules.errors import ClerkError

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = Sequence[Cell]
Merge = tuple[tuple[int, int], tuple[int, int]]

_PACKAGE, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An encrypted xlsx is a compound file holding this stream, its name in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LARGEST_BYTES = 100 << 20
_MOST_ROWS = 100_000
_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the file. `rows` gives it anew at each call: the row's number in the file, cells.

    Columns count from 0 and rows from 1, as the file shows them; blank rows are left out.
    """

    name: str
    rows: Callable[[], Iterator[tuple[int, Row]]]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger's file: its sheets in their order, and the names of those hidden.

    `said` are sentences on what of the file could not be read.
    """

    file_name: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


class PlainSheet(NamedTuple):
    """A sheet as it comes out of the child process that read it: numbered rows, blank ones not."""

    name: str
    rows: list[tuple[int, list[Cell]]]
    merges: tuple[Merge, ...] = ()


class PlainLedger(NamedTuple):
    """A ledger of plain values."""

    file_name: str
    sheets: list[PlainSheet]
    hidden: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


# Fifteen thousand rows take a third of a second of work and 120 MB.
LIMITS = Limits()


def open_ledger(path: Path, check: Callable[[], object] | None = None) -> Ledger:
    """Return the sheets of a file, read in a child process that its bytes cannot leave.

    `check` is called while it lasts; what it raises ends the reading. Raises `ClerkError` where
    there is no file, or it is empty, damaged, locked by a password, too large or no table at all.
    """
    path = Path(path)
    _size(path)
    plain = read_apart(
        plain_ledger,
        path,
        limits=limits_for(path, LIMITS),
        check=check or (lambda: None),
        name=f"“{path.name}”",
    )
    return Ledger(
        plain.file_name,
        tuple(Sheet(one.name, partial(iter, one.rows), one.merges) for one in plain.sheets),
        plain.hidden,
        plain.said,
    )


def plain_ledger(path: Path) -> PlainLedger:
    """Return the sheets of a file as plain values: the door of the child process.

    Raises `ClerkError` where the file is no table, or too large.
    """
    ledger = _opened(path)
    sheets = [
        PlainSheet(one.name, [(number, list(row)) for number, row in one.rows()], one.merges)
        for one in ledger.sheets
    ]
    rows = sum(len(one.rows) for one in sheets)
    if rows > _MOST_ROWS:
        raise ClerkError(
            f"“{path.name}”有{rows:,}行，一次最多读取{_MOST_ROWS:,}行，"
            "请按年度分成几个文件，再逐个导入。"
        )
    return PlainLedger(ledger.file_name, sheets, ledger.hidden, ledger.said)


def _opened(path: Path) -> Ledger:
    data = _content(path)
    if not data.strip():
        raise ClerkError(f"文件“{path.name}”是空的，没有可以导入的内容，请选择台账文件。")
    if data.startswith((_PACKAGE, _COMPOUND)):
        return _of_workbook(path.name, data)
    if is_old_xml(data[:_SAMPLE]):
        return _of_old_xml(path.name, data)
    head = data[:_SAMPLE].lower()
    if b"<table" in data[:5_000_000].lower() or b"mime-version" in head[:2000]:
        return _of_page(path)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<?xml", b"<!doctype", b"<html", b"%pdf")):
        raise _unknown(path.name)
    return _of_text(path, data)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise _unopened(path.name) from None


def _size(path: Path) -> None:
    try:
        if path.is_dir():
            raise ClerkError(f"“{path.name}”是文件夹，请选择台账文件。")
        if path.stat().st_size > _LARGEST_BYTES:
            raise ClerkError(
                f"“{path.name}”超过{_LARGEST_BYTES >> 20}兆，不像台账；"
                "请删去其中的图片和无关的工作表，或者按年度分成几个文件，再导入。"
            )
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise ClerkError(f"找不到文件“{path.name}”，请核对文件的位置和名称。") from None
    except (OSError, ValueError):
        raise _unopened(path.name) from None


def _unopened(name: str) -> ClerkError:
    return ClerkError(f"打不开文件“{name}”，请确认没有被其他程序占用、有权限读取。")


def _unknown(name: str) -> ClerkError:
    return ClerkError(
        f"“{name}”不是能读取的表格，请提供Excel或者WPS表格（xlsx、xls、et）或者csv文件；"
        "其他格式请先用Excel或者WPS另存为xlsx。"
    )


def _locked(name: str) -> ClerkError:
    return ClerkError(f"“{name}”设有打开密码，请在Excel或者WPS中取消密码后另存，再导入。")


def _of_workbook(name: str, data: bytes) -> Ledger:
    if data.startswith(_COMPOUND) and _ENCRYPTED in data:
        raise _locked(name)
    said: tuple[str, ...] = ()
    try:
        if data.startswith(_PACKAGE):
            data, far = without_far_cells(data)
            said = _far_words(far)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets: list[Sheet] = []
        hidden: list[str] = []
        for found in book.sheets_metadata:
            if found.typ is not SheetTypeEnum.WorkSheet:
                continue
            if found.visible is not SheetVisibleEnum.Visible:
                hidden.append(found.name)
                continue
            sheet = book.get_sheet_by_name(found.name)
            merges = tuple(sheet.merged_cell_ranges or ())
            sheets.append(Sheet(found.name, _rows_of(sheet), merges))
    except PasswordError:
        raise _locked(name) from None
    except TooLargeError:
        raise ClerkError(
            f"“{name}”展开后过于庞大，不像台账，没有读取；请在Excel或者WPS中另存后再导入。"
        ) from None
    except (CalamineError, BadZipFile, OSError, ValueError) as error:
        if "password" in str(error).lower():
            raise _locked(name) from None
        raise ClerkError(
            f"“{name}”已损坏或者不是表格文件，请在Excel或者WPS中打开核对，另存后再导入。"
        ) from None
    return Ledger(name, tuple(sheets), tuple(hidden), said)


def _far_words(far: Sequence[str]) -> tuple[str, ...]:
    if not far:
        return ()
    places = "、".join(far[:5]) + ("等" if len(far) > 5 else "")
    return (f"{places}共{len(far)}个单元格离表格太远，没有读取，请核对。",)


def _of_old_xml(name: str, data: bytes) -> Ledger:
    try:
        sheets = [
            Sheet(of, _listed(rows), merges) for of, rows, merges in sheets_of(io.BytesIO(data))
        ]
    except NotATableError:
        raise ClerkError(
            f"“{name}”已损坏或者不是表格文件，请在Excel或者WPS中打开核对，另存为xlsx后再导入。"
        ) from None
    return Ledger(name, tuple(sheets))


def _rows_of(sheet: CalamineSheet) -> Callable[[], Iterator[tuple[int, Row]]]:
    left = sheet.start[1] if sheet.start else 0

    def rows() -> Iterator[tuple[int, Row]]:
        # The library begins at the top row of the sheet, but at the first column in use.
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if any(cell != "" for cell in row):
                yield number, ("",) * left + tuple(row) if left else row

    return rows


def _of_page(path: Path) -> Ledger:
    grids = content_of(path).grids
    names = [path.stem] if len(grids) == 1 else [f"表{place + 1}" for place in range(len(grids))]
    return Ledger(
        path.name,
        tuple(
            Sheet(name, _listed([list(row) for row in grid]))
            for name, grid in zip(names, grids, strict=True)
        ),
    )


def _of_text(path: Path, data: bytes) -> Ledger:
    read = decoded(data)
    if read is None:
        raise _unknown(path.name)
    text, bad_lines = read
    try:
        rows = table_of(text)
    except csv.Error:
        raise ClerkError(
            f"“{path.name}”不是完整的csv文件，请在Excel或者WPS中打开核对，另存为xlsx后再导入。"
        ) from None
    if rows is None:
        raise _unknown(path.name)
    said = tuple(
        f"第{number}行有读不出的字，显示为“{LOST}”，请对照原件核对这一行。" for number in bad_lines
    )
    return Ledger(path.name, (Sheet(path.stem, _listed(rows)),), (), said)


def _listed(rows: Sequence[Row]) -> Callable[[], Iterator[tuple[int, Row]]]:
    return lambda: (
        (number, row) for number, row in enumerate(rows, start=1) if any(cell for cell in row)
    )
