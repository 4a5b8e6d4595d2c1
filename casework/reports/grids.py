"""Files taken apart into grids of cells: Excel, Word, saved web pages.

A grid is a list of rows of texts and numbers. A merged cell stands in its first place and leaves
the others None, whatever the file did, so that a reader sees the same table from each.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from html.parser import HTMLParser
from pathlib import Path

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from python_calamine import CalamineError, CalamineWorkbook

from rules.errors import ClerkError

Value = str | float | int | None
Grid = list[list[Value]]

_EXCEL_MARK, _OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16_MARKS = b"\xff\xfe", b"\xfe\xff"


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: its tables in their order, its text, and the text outside its tables."""

    grids: list[Grid]
    text: str
    prose: str = ""


def content_of(path: Path) -> Content:
    """Return the tables and the text of a file, told by what it is and not by its name.

    Raises `ClerkError` where the file is none of the kinds that can be read.
    """
    try:
        data = path.read_bytes()
    except OSError:
        raise ClerkError(f"打不开文件“{path.name}”，请确认文件存在且没有被其他程序占用。") from None
    if data.startswith(_EXCEL_MARK):
        return _of_package(path)
    if data.startswith(_OLE_MARK):
        return _of_workbook(path)
    if _is_page(data[:5_000_000].lower()):
        return _of_page(data)
    raise ClerkError(
        f"“{path.name}”不是能读取的文件，请提供Excel（xlsx、xls、et）、Word（docx）、"
        "网页（html）或者本程序导出的交换文件。"
    )


def _is_page(begin: bytes) -> bool:
    if begin.startswith(_UTF_16_MARKS):
        return "<table" in begin.decode("utf-16", "ignore")
    return b"<table" in begin or b"mime-version" in begin[:2000]


def _of_package(path: Path) -> Content:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        raise ClerkError(f"文件“{path.name}”已损坏，请重新取得该文件。") from None
    return _of_document(path) if "word/document.xml" in names else _of_workbook(path)


def _of_workbook(path: Path) -> Content:
    try:
        with CalamineWorkbook.from_path(path) as book:
            grids: list[Grid] = []
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                rows: Grid = [
                    [_plain(value) for value in row]
                    for row in sheet.to_python(skip_empty_area=False)
                ]
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
                    _empty(rows, top, left, bottom, right)
                grids.append(rows)
    except (CalamineError, OSError):
        raise ClerkError(
            f"读不出“{path.name}”，如果是旧版Word文件（doc）或者加了密码，"
            "请另存为不加密码的docx或者xlsx后再试。"
        ) from None
    return Content(grids, _text_of(grids))


def _plain(value: object) -> Value:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    return None if value is None else str(value)


def _empty(rows: Grid, top: int, left: int, bottom: int, right: int) -> None:
    for row in range(top, min(bottom + 1, len(rows))):
        for column in range(left, min(right + 1, len(rows[row]))):
            if (row, column) != (top, left):
                rows[row][column] = None


def _text_of(grids: Iterable[Grid]) -> str:
    return "\n".join(
        " ".join(cell for cell in row if isinstance(cell, str)) for grid in grids for row in grid
    )


def _of_document(path: Path) -> Content:
    try:
        document = Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError):
        raise ClerkError(f"文件“{path.name}”已损坏，请重新取得该文件。") from None
    body = document.element.body
    grids = [_of_word_table(table) for table in body.iter(qn("w:tbl"))]
    text = "\n".join(map(_words, body.iter(qn("w:p"))))
    prose = "\n".join(map(_words, body.iterchildren(qn("w:p"))))
    return Content(grids, text, prose)


def _of_word_table(table: BaseOxmlElement) -> Grid:
    grid: Grid = []
    for row in _children(table, "w:tr"):
        cells: list[Value] = []
        properties = next(_children(row, "w:trPr"), None)
        cells += [None] * _number(properties, "w:gridBefore")
        for cell in _children(row, "w:tc"):
            properties = next(_children(cell, "w:tcPr"), None)
            merge = next(_children(properties, "w:vMerge"), None)
            continues = merge is not None and _attribute(merge) != "restart"
            text = "" if continues else _words(cell)
            cells.append(text.strip() or None)
            cells += [None] * (_number(properties, "w:gridSpan", 1) - 1)
        grid.append(cells)
    return grid


def _children(node: BaseOxmlElement | None, name: str) -> Iterator[BaseOxmlElement]:
    if node is not None:
        for child in node.iterchildren():
            if child.tag == qn(name):
                yield child
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
                yield from _children(child, name)


def _attribute(node: BaseOxmlElement) -> str:
    return str(node.get(qn("w:val")) or "")


def _number(properties: BaseOxmlElement | None, name: str, otherwise: int = 0) -> int:
    found = next(_children(properties, name), None)
    text = "" if found is None else _attribute(found)
    return int(text) if text.isdigit() else otherwise


def _words(part: BaseOxmlElement) -> str:
    return "".join(node.text or "" for node in part.iter(qn("w:t")))


def _of_page(data: bytes) -> Content:
    if b"mime-version" in data[:2000].lower() and b"<table" not in data[:200].lower():
        message = message_from_bytes(data, policy=policy.default)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                payload = part.get_payload(decode=True)
                data = payload if isinstance(payload, bytes) else data
                break
    page = _Page()
    page.feed(decoded_page(data))
    page.close()
    return Content(page.grids, "\n".join(page.lines), "\n".join(page.prose))


def decoded_page(data: bytes) -> str:
    """Return a page as text, in the code it names or the one that fits."""
    named = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4000], re.IGNORECASE)
    names = ["utf-8-sig", "gb18030"]
    if data.startswith(_UTF_16_MARKS):
        names.insert(0, "utf-16")
    if named and named[1].lower() not in (b"gb2312", b"gbk"):
        names.insert(0, named[1].decode("ascii"))
    for name in names:
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


class _Page(HTMLParser):
    """The tables of a page, spans respected; a table within a table is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[Grid] = []
        self.lines: list[str] = [""]
        self.prose: list[str] = [""]
        self._open: list[_OpenTable] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._silent += 1
        elif tag == "table":
            self._open.append(_OpenTable())
        elif tag == "tr" and self._open:
            self._open[-1].begin_row()
        elif tag in ("td", "th") and self._open:
            reach = dict(attrs)
            self._open[-1].begin_cell(_span(reach.get("rowspan")), _span(reach.get("colspan")))
        elif tag in ("p", "div", "br", "h1", "h2", "h3", "li", "title"):
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._open:
            self.grids.append(self._open.pop().grid())
        elif tag in ("td", "th") and self._open:
            self._open[-1].end_cell()
        elif tag in ("p", "div", "h1", "h2", "h3", "li", "title"):
            self._end_line()

    def _end_line(self) -> None:
        self.lines.append("")
        self.prose.append("")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.lines[-1] += data
        if self._open:
            self._open[-1].add(data)
        else:
            self.prose[-1] += data


def _span(text: str | None) -> int:
    return min(max(int(text), 1), 200) if text and text.strip().isdigit() else 1


_MOST_CELLS = 1_000_000


class _OpenTable:
    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], str | None] = {}
        self._row, self._column = -1, 0
        self._at: tuple[int, int] | None = None

    def begin_row(self) -> None:
        self._row += 1
        self._column, self._at = 0, None

    def begin_cell(self, rows: int, columns: int) -> None:
        # A cell before any row begins the first one.
        self._row = max(self._row, 0)
        while (self._row, self._column) in self._cells:
            self._column += 1
        self._at = (self._row, self._column)
        if len(self._cells) + rows * columns > _MOST_CELLS:
            raise ClerkError(
                "网页里的表格异常庞大，不像台账或者报告，没有读取；"
                "请在Excel或者WPS中打开，另存为xlsx后再试。"
            )
        for row in range(self._row, self._row + rows):
            for column in range(self._column, self._column + columns):
                self._cells.setdefault((row, column), None)
        self._cells[self._at] = ""
        self._column += columns

    def end_cell(self) -> None:
        self._at = None

    def add(self, text: str) -> None:
        if self._at is not None:
            self._cells[self._at] = (self._cells[self._at] or "") + text

    def grid(self) -> Grid:
        if not self._cells:
            return []
        height = max(row for row, _ in self._cells) + 1
        width = max(column for _, column in self._cells) + 1
        return [
            [(self._cells.get((row, column)) or "").strip() or None for column in range(width)]
            for row in range(height)
        ]
