"""A letter as the lines of a page: each with its place, size and font as the template has them.

Measures are in points. What a screen makes of them is near to what Word prints, not the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from casework.word.parts import Node, Source, W, opened, parsed
from casework.word.read_back import lines_of
from casework.word.tags import paragraph_text
from casework.word.template import Values, body_xml

RED = "FF0000"
"""The colour of a red head, as Word writes it."""
_TWENTIETH, _HALF = 20, 2
_STYLES = "word/styles.xml"
_ALIGNED = {"center": "center", "right": "right", "end": "right", "left": "left", "start": "left"}


class PageCell(NamedTuple):
    """A cell of a table: its words, how many columns it spans, whether it goes on from above."""

    text: str
    span: int
    is_below: bool


@dataclass(frozen=True, slots=True)
class PageLine:
    """One paragraph, or one row of a table with its `cells` and the widths of the grid.

    `align` is left, right, center or justify; `style` the id of its style in the template; `is_red`
    and `rules` (below, around) are what a red head adds.
    """

    text: str
    align: str = "justify"
    size: float = 16.0
    line: float = 28.0
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    font: str = ""
    bold: bool = False
    cells: tuple[PageCell, ...] = ()
    widths: tuple[float, ...] = ()
    style: str = ""
    is_red: bool = False
    rules: str = ""


@dataclass(frozen=True, slots=True)
class PaperSize:
    """The sheet: its size and the margins of its text."""

    width: float = 595.3
    height: float = 841.9
    top: float = 104.9
    right: float = 73.7
    bottom: float = 99.2
    left: float = 79.4


@dataclass(frozen=True, slots=True)
class LetterPage:
    """What a letter looks like: its sheet, and its paragraphs from the title down."""

    paper: PaperSize
    lines: tuple[PageLine, ...]


def page_of(source: Source, values: Values) -> LetterPage:
    """Return the page a template and its values make, empty paragraphs left out.

    Raises `ClerkError` where the template is at fault.
    """
    body = etree.fromstring(body_xml(source, values).encode()).find(f"{W}body")
    styles = _styles(opened(source).get(_STYLES, b""))
    lines = tuple(line for line in _read(body, styles) if line.text.strip() or line.cells)
    return LetterPage(_paper(body.find(f"{W}sectPr")), lines)


def _read(body: Node, styles: dict[str, dict[str, Any]]) -> Iterator[PageLine]:
    for child in body:
        if child.tag == f"{W}p":
            yield PageLine(paragraph_text(child), style=style_of(child), **_look(child, styles))
        elif child.tag == f"{W}tbl":
            yield from _rows(child)
        elif child.tag != f"{W}sectPr":
            for text in lines_of(child):
                yield PageLine(text, "left", size=12.0, line=20.0)


def _rows(table: Node) -> Iterator[PageLine]:
    """Yield the rows of a table; its text is what its cells say, one after the other."""
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    widths = tuple(_number(one.get(f"{W}w")) / _TWENTIETH for one in columns)
    for row in _own(table, "tr"):
        cells = tuple(_cell(one) for one in _own(row, "tc"))
        text = " | ".join(one.text for one in cells)
        if cells:
            yield PageLine(text, "left", size=12.0, line=20.0, cells=cells, widths=widths)


def _own(outer: Node, name: str) -> list[Node]:
    """Return the rows of a table or cells of a row, those of a table in one of its cells left out.

    A control of Word's may stand around any of them.
    """
    return [
        one
        for one in outer.iter(f"{W}{name}")
        if next(one.iterancestors(f"{W}tbl", f"{W}tr"), None) is outer
    ]


def _cell(cell: Node) -> PageCell:
    words = "\n".join(paragraph_text(one) for one in cell.iter(f"{W}p"))
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    is_below = merged is not None and merged.get(f"{W}val") != "restart"
    wide = 1 if span is None else int(_number(span.get(f"{W}val")))
    return PageCell("" if is_below else words, max(wide, 1), is_below)


def style_of(paragraph: Node) -> str:
    """Return the id of a paragraph's style, empty for the default one."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def _look(paragraph: Node, styles: dict[str, dict[str, Any]]) -> dict[str, Any]:
    own = paragraph.find(f"{W}pPr")
    look = dict(styles.get(style_of(paragraph), styles[""]))
    look |= _paragraph_look(own)
    run = paragraph.find(f"{W}r/{W}rPr")
    return look | _run_look(run)


@lru_cache(maxsize=64)
def _styles(content: bytes) -> dict[str, dict[str, Any]]:
    """Return the look of each paragraph style by its id; the default one under no name."""
    if not content:
        return {"": {}}
    root = parsed(content, part=_STYLES)
    looks: dict[str, dict[str, Any]] = {}
    based: dict[str, str] = {}
    base = _run_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    base |= _paragraph_look(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
    default = ""
    for style in root.iter(f"{W}style"):
        if style.get(f"{W}type") != "paragraph":
            continue
        name = str(style.get(f"{W}styleId"))
        looks[name] = _paragraph_look(style.find(f"{W}pPr")) | _run_look(style.find(f"{W}rPr"))
        parent = style.find(f"{W}basedOn")
        based[name] = "" if parent is None else str(parent.get(f"{W}val"))
        if style.get(f"{W}default") == "1":
            default = name
    whole = {name: base | _inherited(name, looks, based) for name in looks}
    return {"": base | looks.get(default, {}), **whole}


def _inherited(
    name: str, looks: dict[str, dict[str, Any]], based: dict[str, str]
) -> dict[str, Any]:
    chain: list[str] = []
    # A style of a foreign template may be based on itself.
    while name in looks and name not in chain:
        chain.append(name)
        name = based[name]
    found: dict[str, Any] = {}
    for one in reversed(chain):
        found |= looks[one]
    return found


def _paragraph_look(node: Node | None) -> dict[str, Any]:
    look: dict[str, Any] = {}
    if node is None:
        return look
    align = node.find(f"{W}jc")
    if align is not None:
        look["align"] = _ALIGNED.get(str(align.get(f"{W}val")), "justify")
    below = node.find(f"{W}pBdr/{W}bottom")
    if below is not None:
        is_red = below.get(f"{W}color") == RED
        look["rules"] = "below" if is_red else "around"
    spacing = node.find(f"{W}spacing")
    if spacing is not None:
        look |= _measured(spacing, {"before": "before", "after": "after"})
        if spacing.get(f"{W}lineRule") in ("exact", "atLeast"):
            look |= _measured(spacing, {"line": "line"})
    indent = node.find(f"{W}ind")
    if indent is not None:
        look |= _measured(indent, {"firstLine": "first", "left": "left", "right": "right"})
    return look


def _run_look(node: Node | None) -> dict[str, Any]:
    look: dict[str, Any] = {}
    if node is None:
        return look
    size = node.find(f"{W}sz")
    if size is not None:
        look["size"] = _number(size.get(f"{W}val")) / _HALF
    fonts = node.find(f"{W}rFonts")
    if fonts is not None and fonts.get(f"{W}eastAsia"):
        look["font"] = str(fonts.get(f"{W}eastAsia"))
    colour = node.find(f"{W}color")
    if colour is not None:
        look["is_red"] = colour.get(f"{W}val") == RED
    bold = node.find(f"{W}b")
    if bold is not None:
        look["bold"] = bold.get(f"{W}val") not in ("0", "false", "off")
    return look


def _measured(node: Node, names: dict[str, str]) -> dict[str, float]:
    return {
        ours: _number(node.get(f"{W}{theirs}")) / _TWENTIETH
        for theirs, ours in names.items()
        if node.get(f"{W}{theirs}") is not None
    }


def _paper(section: Node | None) -> PaperSize:
    if section is None:
        return PaperSize()
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    found: dict[str, float] = {}
    if size is not None:
        found |= _measured(size, {"w": "width", "h": "height"})
    if margins is not None:
        found |= _measured(margins, {side: side for side in ("top", "right", "bottom", "left")})
    return PaperSize(**found)


def _number(text: object) -> float:
    try:
        return float(str(text))
    except ValueError:
        return 0.0
