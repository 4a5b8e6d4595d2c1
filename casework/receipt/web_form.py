"""A form or mail in HTML as rows: what a browser would show, tables as tables."""

from lxml import etree, html

from casework.receipt.blocks import ReadRow, ReadSheet
from casework.word.parts import Node

_UNSEEN = frozenset(("script", "style", "head", "template", "noscript", "title", "object"))
_LINES = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"),
        *("blockquote", "pre", "form", "fieldset", "dd", "dt", "dl", "header", "footer", "hr"),
        *("center", "address", "figure", "main", "body", "html"),
    )
)
# What nobody writes by hand: a page that nests deeper is flattened.
_DEEPEST = 200
_MOST_CELLS = 64


def web_rows(page: str, *, spread: bool = False) -> list[ReadRow]:
    """Return the rows a page shows, nothing of its styles and scripts."""
    if not page.strip():
        return []
    try:
        root = html.document_fromstring(page.replace("\x00", ""))
    except (etree.ParserError, ValueError):
        return []
    writer = _Writer(spread=spread)
    writer.walk(root, 0)
    writer.end_line()
    return writer.sheet.rows


class _Writer:
    def __init__(self, *, spread: bool = False) -> None:
        self.sheet = ReadSheet(spread=spread)
        self._line: list[str] = []

    def walk(self, node: Node, depth: int) -> None:
        """Write a node and what follows it in its parent."""
        if isinstance(node.tag, str) and node.tag not in _UNSEEN and not _is_hidden(node):
            self._enter(node, depth)
        if node.tail:
            self._say(node.tail)

    def _enter(self, node: Node, depth: int) -> None:
        if node.tag == "br":
            self.end_line()
        elif node.tag == "input":
            self._say(_input(node))
        elif node.tag == "table" and depth < _DEEPEST:
            self.end_line()
            _table(node, self, depth)
        else:
            is_line = node.tag in _LINES
            if is_line:
                self.end_line()
            self._inside(node, depth)
            if is_line:
                self.end_line()

    def _inside(self, node: Node, depth: int) -> None:
        if depth >= _DEEPEST:
            self._say("".join(node.itertext()))
            return
        if node.text:
            self._say(node.text)
        for child in node:
            self.walk(child, depth + 1)

    def _say(self, text: str) -> None:
        self._line.append(text)

    def end_line(self) -> None:
        """Close the line that is being written."""
        text = " ".join("".join(self._line).split())
        self._line = []
        if text:
            self.sheet.line(text)

    def lines_in(self, node: Node, depth: int) -> str:
        """Return what a cell shows, its lines parted."""
        inner = _Writer()
        inner._inside(node, depth)
        inner.end_line()
        return "\n".join(row.text for row in inner.sheet.rows)


def _table(table: Node, writer: _Writer, depth: int) -> None:
    # A table used to lay a page out holds other tables: those are what is read.
    inner = next(table.iterdescendants("table"), None)
    hanging: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if inner is None or not any(next(cell.iter("table"), None) is not None for cell in cells):
            said = [writer.lines_in(cell, depth + 1) for cell in cells]
            if writer.sheet.spread:
                said = _spread(cells, said, hanging)
            writer.sheet.table_row(said)
        else:
            for cell in cells:
                writer._inside(cell, depth + 1)  # noqa: SLF001
                writer.end_line()


def _spread(cells: list[Node], said: list[str], hanging: dict[int, tuple[int, str]]) -> list[str]:
    """Return a row with each cell in its column: high cells go on below, wide ones leave blanks."""
    row: list[str] = []

    def hang() -> None:
        while hanging.get(len(row), (0, ""))[0] > 0:
            left, words = hanging[len(row)]
            hanging[len(row)] = left - 1, words
            row.append(words)

    for cell, words in zip(cells, said, strict=True):
        hang()
        for place in range(_reach(cell, "colspan")):
            if len(row) < _MOST_CELLS:
                hanging[len(row)] = _reach(cell, "rowspan") - 1, "" if place else words
                row.append("" if place else words)
    hang()
    return row


def _reach(cell: Node, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return min(int(value), _MOST_CELLS) if value.isdecimal() and len(value) < 4 else 1


def _is_hidden(node: Node) -> bool:
    style = "".join((node.get("style") or "").split()).casefold()
    return "display:none" in style or node.get("hidden") is not None


def _input(node: Node) -> str:
    kind = (node.get("type") or "text").casefold()
    if kind in ("checkbox", "radio"):
        return "☑" if node.get("checked") is not None else "☐"
    return "" if kind in ("hidden", "submit", "button", "password") else node.get("value") or ""
