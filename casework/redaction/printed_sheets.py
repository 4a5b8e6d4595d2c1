"""A sheet made fit for paper: columns as wide as what they show, all of them on one page's width.

Printed as it is, a sheet cuts what is wider than its cell and shows a long number as 1.38E+10: the
copy would be worthless, and half a number would be on it that nothing recognises.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from lxml import etree

from casework.word.parts import Node

_DEFAULT_WIDTH = 9.0
_WIDEST = 60.0
_MARGIN = 2.0
# Wider than this on one page it could not be read.
_MOST_ON_A_PAGE = 260.0
_UPRIGHT = 95.0
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
_BEFORE_COLS = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr")
_AFTER_PAGE_SETUP = (
    *("headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches"),
    *("ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF"),
    *("picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)


def shared_lengths(root: Node | None) -> list[float]:
    """Return how wide each shared text is, in characters of the sheet."""
    if root is None:
        return []
    return [
        _width("".join(node.text or "" for node in item.iter() if _named(node) == "t"))
        for item in root
        if _named(item) == "si"
    ]


def wrapped_styles(root: Node | None) -> list[bool]:
    """Return for each style of cells whether its text is broken into lines."""
    styles = (
        next((one for one in root if _named(one) == "cellXfs"), None) if root is not None else None
    )
    if styles is None:
        return []
    return [
        any(_named(one) == "alignment" and one.get("wrapText") in ("1", "true") for one in style)
        for style in styles
    ]


def fit(root: Node, lengths: Sequence[float], wrapped: Sequence[bool]) -> None:
    """Widen a sheet's columns to what they show, and print all of them side by side."""
    needed = _needed(root, lengths, wrapped)
    if not needed:
        return
    space = etree.QName(root).namespace
    columns = next((one for one in root if _named(one) == "cols"), None)
    given = _given(columns)
    for column, width in needed.items():
        kept = given.setdefault(column, {})
        now = _number(kept.get("width"), _DEFAULT_WIDTH)
        if width > now and kept.get("hidden") not in ("1", "true"):
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
        if kept.get("hidden") not in ("1", "true") and column <= max(needed)
    ]
    _fit_page(root, str(space), sum(shown))


def _needed(root: Node, lengths: Sequence[float], wrapped: Sequence[bool]) -> dict[int, float]:
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
        if style < len(wrapped) and wrapped[style]:
            continue
        width = _cell_width(cell, lengths)
        if width:
            column = _column(match[1])
            needed[column] = max(needed.get(column, 0.0), min(width + _MARGIN, _WIDEST))
    return needed


def _cell_width(cell: Node, lengths: Sequence[float]) -> float:
    value = next((one.text or "" for one in cell if _named(one) == "v"), "")
    kind = cell.get("t")
    if kind == "s":
        at = int(_number(value, -1))
        return lengths[at] if 0 <= at < len(lengths) else 0.0
    if kind == "inlineStr":
        return _width("".join(one.text or "" for one in cell.iter() if _named(one) == "t"))
    return _width(value[:24])


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


def _width(text: str) -> float:
    lines = text[:2000].splitlines() or [""]
    return max(
        sum(2.1 if unicodedata.east_asian_width(one) in "WF" else 1.1 for one in line)
        for line in lines
    )


def parts_of(parts: Mapping[str, bytes], name: str) -> Node | None:
    """Return the root of a part, `None` where there is none or it is damaged."""
    if name not in parts:
        return None
    try:
        return etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return None
