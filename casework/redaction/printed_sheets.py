"""A sheet made fit for paper: columns as wide as what they show, all of them on one page's width.

Printed as it is, a sheet cuts what is wider than its cell and shows a long number as 1.38E+10: the
copy would be worthless, and half a number would be on it that nothing recognises.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from casework.word.parts import Node
from rules.errors import ClerkError

_DEFAULT_WIDTH = 9.0
_WIDEST = 60.0
_MARGIN = 2.0
# The highest row of Excel holds so many lines, and its widest column so much.
_LINE_POINTS = 15.0
_MOST_LINES = 27
_WIDEST_OF_ALL = 240.0
# Wider than this on one page it could not be read.
_MOST_ON_A_PAGE = 260.0
_UPRIGHT = 95.0
_TRUE = ("1", "true")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
_BEFORE_COLS = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr")
_AFTER_PAGE_SETUP = (
    *("headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches"),
    *("ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF"),
    *("picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)


class TextSize(NamedTuple):
    """How wide a text is, in characters of the sheet: its widest line, all of its lines."""

    width: float
    total: float
    lines: int

    def lines_in(self, room: float) -> float:
        """Return how many lines it takes at most in a column so wide."""
        if self.width + _MARGIN <= room:
            return self.lines
        return self.lines + self.total // max(room - 2 * _MARGIN, 1.0)


def shared_sizes(root: Node | None) -> list[TextSize]:
    """Return how wide each shared text is."""
    if root is None:
        return []
    return [
        text_size("".join(node.text or "" for node in item.iter() if _named(node) == "t"))
        for item in root
        if _named(item) == "si"
    ]


class CellStyles:
    """The styles of cells: which break their text into lines, and others that do the same.

    Of a book without styles, or with damaged ones, no cell has any.
    """

    def __init__(self, root: Node | None) -> None:
        self._styles = (
            next((one for one in root if _named(one) == "cellXfs"), None)
            if root is not None
            else None
        )
        every = () if self._styles is None else self._styles
        self._wrapped = [
            any(_named(one) == "alignment" and one.get("wrapText") in _TRUE for one in style)
            for style in every
        ]
        self._like: dict[int, int] = {}

    def is_wrapped(self, style: int) -> bool:
        """Tell whether the text of a cell of this style is broken into lines."""
        return style < len(self._wrapped) and self._wrapped[style]

    def wrapping(self, style: int) -> int | None:
        """Return the style that looks like this one and breaks its text; `None` without styles."""
        if self._styles is None or style >= len(self._wrapped):
            return None
        if style not in self._like:
            made = deepcopy(self._styles[style])
            look = next((one for one in made if _named(one) == "alignment"), None)
            if look is None:
                look = etree.Element(f"{{{etree.QName(made).namespace}}}alignment")
                made.insert(0, look)
            look.attrib.pop("shrinkToFit", None)
            look.set("wrapText", "1")
            made.set("applyAlignment", "1")
            self._like[style] = len(self._styles)
            self._styles.append(made)
            self._styles.set("count", str(len(self._styles)))
        return self._like[style]


def fit(root: Node, sizes: Sequence[TextSize], styles: CellStyles) -> None:
    """Widen a sheet's columns to what they show, and print all of them side by side.

    What is wider than that is broken into lines, in a row as high as it needs. Raises `ClerkError`
    for a text that no row is high enough for.
    """
    columns = next((one for one in root if _named(one) == "cols"), None)
    given = _given(columns)
    needed = _needed(root, sizes, styles, given)
    if not needed:
        return
    space = etree.QName(root).namespace
    for column, width in needed.items():
        kept = given.setdefault(column, {})
        now = _number(kept.get("width"), _DEFAULT_WIDTH)
        if width > now and kept.get("hidden") not in _TRUE:
            kept |= {"width": f"{width:.2f}", "customWidth": "1"}
    if columns is None:
        columns = etree.Element(f"{{{space}}}cols")
        place = sum(1 for one in root if _named(one) in _BEFORE_COLS)
        root.insert(place, columns)
    for one in list(columns):
        columns.remove(one)
    for column, kept in sorted(given.items()):
        made = etree.SubElement(columns, f"{{{space}}}col", min=str(column), max=str(column))
        for name, value in kept.items():
            made.set(name, value)
        made.set("width", made.get("width", str(_DEFAULT_WIDTH)))
    shown = [
        _number(kept.get("width"), _DEFAULT_WIDTH)
        for column, kept in given.items()
        if kept.get("hidden") not in _TRUE and column <= max(needed)
    ]
    _raise_rows(root, sizes, styles, given)
    _fit_page(root, str(space), sum(shown))


def _needed(
    root: Node,
    sizes: Sequence[TextSize],
    styles: CellStyles,
    given: Mapping[int, Mapping[str, str]],
) -> dict[int, float]:
    """Return how wide each column has to be, what is too wide for one being broken into lines."""
    merged = _merged(root)
    needed: dict[int, float] = {}
    for cell in root.iter():
        if _named(cell) != "c":
            continue
        reference = cell.get("r", "")
        match = _REFERENCE.fullmatch(reference)
        if match is None or reference in merged:
            continue
        style = int(_number(cell.get("s"), 0))
        size, column = _cell_size(cell, sizes), _column(match[1])
        if styles.is_wrapped(style):
            if size.lines < _MOST_LINES and size.width:
                room = size.total / (_MOST_LINES - size.lines) + 2 * _MARGIN
                needed[column] = max(needed.get(column, 0.0), min(room, _WIDEST_OF_ALL))
            continue
        room = min(size.width + _MARGIN, _WIDEST)
        row = cell.getparent()
        is_seen = given.get(column, {}).get("hidden") not in _TRUE and (
            row is None or row.get("hidden") not in _TRUE
        )
        if is_seen and (size.width + _MARGIN > _WIDEST or size.lines > 1):
            room = max(room, _room_for(size, reference))
            _wrap(cell, styles.wrapping(style), size, room)
        if size.width:
            needed[column] = max(needed.get(column, 0.0), room)
    return needed


def _raise_rows(
    root: Node,
    sizes: Sequence[TextSize],
    styles: CellStyles,
    given: Mapping[int, Mapping[str, str]],
) -> None:
    """Make rows that were given no height as high as their broken texts need."""
    merged = _merged(root)

    def lines(cell: Node) -> float:
        match = _REFERENCE.fullmatch(cell.get("r", ""))
        is_own = match is not None and match[0] not in merged
        if match is None or not is_own or not styles.is_wrapped(int(_number(cell.get("s"), 0))):
            return 1
        kept = given.get(_column(match[1]), {})
        if kept.get("hidden") in _TRUE:
            return 1
        return _cell_size(cell, sizes).lines_in(_number(kept.get("width"), _DEFAULT_WIDTH))

    for row in root.iter():
        if _named(row) == "row" and not row.get("ht"):
            most = max((lines(cell) for cell in row if _named(cell) == "c"), default=1)
            if most > 1:
                row.set("ht", f"{min(most, _MOST_LINES) * _LINE_POINTS:.2f}")
                row.set("customHeight", "1")


def _room_for(size: TextSize, reference: str) -> float:
    """Return how wide a column must be for a text in a row that is as high as one may be."""
    if size.lines < _MOST_LINES:
        room = size.total / (_MOST_LINES - size.lines) + 2 * _MARGIN
        if room <= _WIDEST_OF_ALL:
            return room
    raise ClerkError(
        f"单元格{reference}里的文字太长，印成页面会不完整，请分成几格，或者另存为Word文件后再试。"
    )


def _wrap(cell: Node, style: int | None, size: TextSize, room: float) -> None:
    """Break the text of a cell into lines, in a row high enough: not every program sees to it."""
    row = cell.getparent()
    if style is None or row is None:
        return
    cell.set("s", str(style))
    height = max(_number(row.get("ht"), 0.0), size.lines_in(room) * _LINE_POINTS)
    row.set("ht", f"{height:.2f}")
    row.set("customHeight", "1")


def _cell_size(cell: Node, sizes: Sequence[TextSize]) -> TextSize:
    value = next((one.text or "" for one in cell if _named(one) == "v"), "")
    kind = cell.get("t")
    if kind == "s":
        at = int(_number(value, -1))
        return sizes[at] if 0 <= at < len(sizes) else text_size("")
    if kind == "inlineStr":
        return text_size("".join(one.text or "" for one in cell.iter() if _named(one) == "t"))
    # What a formula made is text as well; a number is shown in so many digits at most.
    return text_size(value if kind == "str" else value[:24])


def _merged(root: Node) -> frozenset[str]:
    """Return the first cells of merged ones: their text has the room of all of them."""
    return frozenset(
        one.get("ref", "").partition(":")[0] for one in root.iter() if _named(one) == "mergeCell"
    )


def _given(columns: Node | None) -> dict[int, dict[str, str]]:
    given: dict[int, dict[str, str]] = {}
    for one in columns if columns is not None else ():
        first, last = int(_number(one.get("min"), 1)), int(_number(one.get("max"), 1))
        rest = {name: value for name, value in one.attrib.items() if name not in ("min", "max")}
        # The last entry often runs to the end of the sheet, over columns with nothing in them.
        for column in range(first, min(last, first + 200) + 1):
            given[column] = dict(rest)
    return given


def _fit_page(root: Node, space: str, width: float) -> None:
    if width > _MOST_ON_A_PAGE:
        return
    looks = next((one for one in root if _named(one) == "sheetPr"), None)
    if looks is None:
        looks = etree.Element(f"{{{space}}}sheetPr")
        root.insert(0, looks)
    page = next((one for one in looks if _named(one) == "pageSetUpPr"), None)
    if page is None:
        page = etree.SubElement(looks, f"{{{space}}}pageSetUpPr")
    page.set("fitToPage", "1")
    setup = next((one for one in root if _named(one) == "pageSetup"), None)
    if setup is None:
        setup = etree.Element(f"{{{space}}}pageSetup", paperSize="9")
        after = next(
            (at for at, one in enumerate(root) if _named(one) in _AFTER_PAGE_SETUP), len(root)
        )
        root.insert(after, setup)
        if width > _UPRIGHT:
            setup.set("orientation", "landscape")
    setup.attrib.pop("scale", None)
    setup.set("fitToWidth", "1")
    setup.set("fitToHeight", "0")


def _named(node: Node) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def text_size(text: str) -> TextSize:
    """Return how wide a text is, line by line."""
    widths = [
        sum(2.1 if unicodedata.east_asian_width(one) in "WF" else 1.1 for one in line)
        for line in text.splitlines()
    ]
    return TextSize(max(widths, default=0.0), sum(widths), len(widths))


def parts_of(parts: Mapping[str, bytes], name: str) -> Node | None:
    """Return the root of a part, `None` where there is none or it is damaged."""
    if name not in parts:
        return None
    try:
        return etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return None
