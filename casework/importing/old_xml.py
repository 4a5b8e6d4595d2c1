"""The tables older systems write as XML under the name of an Excel file (SpreadsheetML 2003)."""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError, iterparse

_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MOST_COLUMNS = 1_000
_MOST_ROWS = 200_000
Value = str | float | bool | datetime | None
Merges = tuple[tuple[tuple[int, int], tuple[int, int]], ...]


class NotATableError(ValueError):
    """The XML is no table, or is broken."""


def is_old_xml(head: bytes) -> bool:
    """Tell whether a file that begins so is a workbook of this kind."""
    return b"urn:schemas-microsoft-com:office:spreadsheet" in head


def sheets_of(source: BinaryIO) -> Iterator[tuple[str, list[list[Value]], Merges]]:
    """Yield the name, the rows and the merged cells of each sheet of a binary file.

    Raises `NotATableError` where the XML is broken.
    """
    try:
        for _, element in iterparse(source):
            if element.tag == f"{_NAMESPACE}Worksheet":
                rows, merges = _rows(element)
                yield element.get(f"{_NAMESPACE}Name", "工作表"), rows, tuple(merges)
                element.clear()
    except ParseError as error:
        raise NotATableError(str(error)) from None


def _rows(
    sheet: Element,
) -> tuple[list[list[Value]], list[tuple[tuple[int, int], tuple[int, int]]]]:
    rows: list[list[Value]] = []
    merges: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for row in sheet.iter(f"{_NAMESPACE}Row"):
        at = _number(row, "Index", len(rows) + 1) - 1
        if at >= _MOST_ROWS:
            break
        rows += [[] for _ in range(at - len(rows))]
        cells: list[Value] = []
        for cell in row.iter(f"{_NAMESPACE}Cell"):
            column = _number(cell, "Index", len(cells) + 1) - 1
            if column >= _MOST_COLUMNS:
                break
            cells += [None] * (column - len(cells))
            across = min(_number(cell, "MergeAcross", 0), _MOST_COLUMNS)
            down = min(_number(cell, "MergeDown", 0), _MOST_ROWS)
            if across or down:
                merges.append(((at, column), (at + down, column + across)))
            cells.append(_value(cell.find(f"{_NAMESPACE}Data")))
            cells += [None] * across
        rows.append(cells)
    return rows, merges


def _number(element: Element, name: str, otherwise: int) -> int:
    said = element.get(f"{_NAMESPACE}{name}", "")
    return int(said) if said.isdecimal() and len(said) <= 7 else otherwise


def _value(data: Element | None) -> Value:
    if data is None:
        return None
    text = "".join(data.itertext())
    match data.get(f"{_NAMESPACE}Type", "String"):
        case "Number":
            try:
                return float(text)
            except ValueError:
                return text
        case "DateTime":
            try:
                return datetime.fromisoformat(text)
            except ValueError:
                return text
        case "Boolean":
            return text.strip() == "1"
        case _:
            return text
