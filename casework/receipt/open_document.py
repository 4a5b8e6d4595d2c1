"""An OpenDocument text (.odt) as rows."""

from collections.abc import Iterator

from lxml import etree

from casework.receipt.blocks import ReadRow, ReadSheet
from casework.word.parts import Node
from rules.errors import ClerkError

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LINES = frozenset((f"{_TEXT}p", f"{_TEXT}h"))
# What somebody remarked on it, and what was struck out of it.
_NOT_SAID = frozenset((f"{_OFFICE}annotation", f"{_TEXT}tracked-changes"))


def open_document_rows(content: bytes) -> list[ReadRow]:
    """Return the body of an OpenDocument text. Raises `ClerkError` if it is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ClerkError("这个 .odt 文件已经损坏，请另存为 .docx 后再试。") from error
    body = root.find(f"{_OFFICE}body")
    sheet = ReadSheet()
    if body is not None:
        _walk(body, sheet)
    return sheet.rows


def _walk(node: Node, sheet: ReadSheet) -> None:
    for child in node:
        if child.tag in _LINES:
            sheet.line(_words(child))
        elif child.tag == f"{_TABLE}table-row":
            cells = child.findall(f"{_TABLE}table-cell")
            sheet.table_row("\n".join(_lines_in(cell)) for cell in cells)
            # A table within a cell follows the row it stands in.
            for table in _tables_in(child):
                _walk(table, sheet)
        elif isinstance(child.tag, str) and child.tag not in _NOT_SAID:
            _walk(child, sheet)


def _tables_in(node: Node) -> Iterator[Node]:
    for child in node:
        if child.tag == f"{_TABLE}table":
            yield child
        else:
            yield from _tables_in(child)


def _lines_in(node: Node) -> Iterator[str]:
    for child in node:
        if child.tag in _LINES:
            yield _words(child)
        elif child.tag != f"{_TABLE}table" and child.tag not in _NOT_SAID:
            yield from _lines_in(child)


def _words(node: Node) -> str:
    pieces = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}s"):
            pieces.append(" ")
        elif isinstance(child.tag, str) and child.tag not in _NOT_SAID:
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
