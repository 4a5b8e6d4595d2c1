"""A form or letter in Word as rows: merged cells filled down, boxes as ☑ and ☐.

Word keeps a ticked box in four ways: as a character, as a symbol of Wingdings, as a content
control and as a form field of old. All four are read as characters.
"""

from collections.abc import Iterator
from pathlib import Path

from casework.receipt.blocks import ReadRow, ReadSheet
from casework.word.parts import MAIN, Node, W, opened, parsed

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SYMBOLS = {
    "wingdings": {
        0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xFC: "√", 0xFB: "×",
        0x6E: "■", 0xA1: "○", 0x6C: "●",
    },
    "wingdings 2": {
        0x52: "☑", 0x53: "☒", 0x54: "☒", 0x50: "√", 0x4F: "×", 0xA3: "☐", 0x2A: "☐", 0xA2: "■",
        0x51: "☒", 0x99: "○", 0x98: "●",
    },
}  # fmt: skip
# What stands round paragraphs, rows and cells and is nothing itself.
_AROUND = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml"))
# Columns beyond these are nobody's form.
_MOST_CELLS = 64


def word_rows(source: Path | bytes, *, spread: bool = False) -> list[ReadRow]:
    """Return the body of a Word document in its order. Raises `ClerkError` if it is unsound."""
    sheet = ReadSheet(spread=spread)
    _walk(parsed(opened(source)[MAIN]).find(f"{W}body"), sheet)
    return sheet.rows


def _walk(container: Node, sheet: ReadSheet) -> None:
    for child in container:
        if child.tag == f"{W}p":
            text = _text(child)
            cells = [part.strip() for part in text.split("\t")]
            sheet.line(text.replace("\t", "  ") if len(cells) > 1 else text)
            for box in _boxes(child):
                _walk(box, sheet)
        elif child.tag == f"{W}tbl":
            _table(child, sheet)
        elif child.tag in _AROUND:
            _walk(child, sheet)


def _boxes(paragraph: Node) -> Iterator[Node]:
    """Yield the text boxes of a paragraph, not those in a box, nor their copy for old programs."""
    for box in paragraph.iter(f"{W}txbxContent"):
        around = [one.tag for one in box.iterancestors()]
        depth = sum(tag == f"{W}txbxContent" for tag in around)
        own = sum(one.tag == f"{W}txbxContent" for one in paragraph.iterancestors())
        if depth == own and not any(tag.endswith("}Fallback") for tag in around):
            yield box


def _table(table: Node, sheet: ReadSheet) -> None:
    above: dict[int, str] = {}
    for row in _rows(table):
        column = 0
        cells: list[str] = []
        inner: list[Node] = []
        for cell in _cells(row):
            if len(cells) == _MOST_CELLS:
                break
            properties = cell.find(f"{W}tcPr")
            text = "\n".join(_cell_lines(cell, inner)).strip("\n")
            merge = None if properties is None else properties.find(f"{W}vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart":
                # What is merged with the cell above says what that one says.
                text = text if text.strip() else above.get(column, "")
            above[column] = text
            cells.append(text)
            cells += [""] * (_span(properties) - 1 if sheet.spread else 0)
            column += _span(properties)
        sheet.table_row(cells)
        for one in inner:
            _table(one, sheet)


def _rows(table: Node) -> Iterator[Node]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in _AROUND:
            yield from _rows(child)


def _span(properties: Node | None) -> int:
    span = None if properties is None else properties.find(f"{W}gridSpan")
    value = "1" if span is None else span.get(f"{W}val", "1")
    return min(int(value), _MOST_CELLS) if value.isdecimal() and len(value) < 4 else 1


def _cells(row: Node) -> Iterator[Node]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _AROUND:
            yield from _cells(child)


def _cell_lines(container: Node, inner: list[Node]) -> Iterator[str]:
    for child in container:
        if child.tag == f"{W}p":
            yield _text(child).replace("\t", "  ")
            for box in _boxes(child):
                yield from _cell_lines(box, inner)
        elif child.tag == f"{W}tbl":
            inner.append(child)
        elif child.tag in _AROUND:
            yield from _cell_lines(child, inner)


def _text(paragraph: Node) -> str:
    return "".join(_pieces(paragraph))


def _pieces(node: Node) -> Iterator[str]:
    for child in node:
        tag = child.tag
        if tag in (f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}moveFrom", f"{W}txbxContent"):
            continue
        if tag == f"{W}t":
            yield child.text or ""
        elif tag == f"{W}tab":
            yield "\t"
        elif tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif tag == f"{W}sym":
            yield _symbol(child)
        elif tag == f"{W}ffData":
            yield _form_box(child)
        elif tag == f"{W}sdt" and child.find(f"{W}sdtPr/{_W14}checkbox") is not None:
            ticked = child.find(f"{W}sdtPr/{_W14}checkbox/{_W14}checked")
            is_ticked = ticked is not None and ticked.get(f"{_W14}val") in ("1", "true")
            yield "☑" if is_ticked else "☐"
        elif tag.endswith("}Fallback"):
            continue
        else:
            yield from _pieces(child)


def _symbol(node: Node) -> str:
    font = (node.get(f"{W}font") or "").casefold()
    try:
        code = int(node.get(f"{W}char") or "", 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(font, {}).get(code & 0xFF, "")


def _form_box(data: Node) -> str:
    box = data.find(f"{W}checkBox")
    if box is None:
        return ""
    state = box.find(f"{W}checked")
    state = box.find(f"{W}default") if state is None else state
    off = state is None or state.get(f"{W}val", "1") in ("0", "false")
    return "☐" if off else "☑"
