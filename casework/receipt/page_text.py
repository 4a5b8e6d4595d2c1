"""The text of a PDF's page as rows: the cells are found by the lines that are drawn round them."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium

from casework.receipt.blocks import ReadRow
from casework.receipt.page_rows import Piece, RelativeBox, laid_out

_MOST_PIECES = 12_000
_MOST_OBJECTS = 20_000
_THIN = 3.0


def rows_of_page(page: Any, number: int = 0) -> list[ReadRow]:  # noqa: ANN401  pypdfium2 is untyped
    """Return the rows of a page that holds text; raises `PdfiumError` where it cannot be read."""
    width, height = page.get_size()
    if not width:
        # Cut off outside itself it has neither width nor height.
        return []
    text = page.get_textpage()
    quarters = _quarters(page, text)
    pieces: list[Piece] = []
    for index in range(min(text.count_chars(), _MOST_PIECES)):
        # Letter by letter: the boxes of whole runs overlap, and a letter is then read twice.
        words = text.get_text_range(index, 1)
        if words == " " and pieces:
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text + " ")
        words = words.strip()
        left, bottom, right, top = text.get_charbox(index, loose=True)
        if words and right > left and top > bottom:
            box = _shown((left, bottom, right, top), width, height, quarters)
            pieces.append(Piece(words, box, 1.0))
    lines = list(_lines(page, width, height, quarters))
    return laid_out(pieces, lines, page=number, ratio=width / height)


def _quarters(page: Any, text: Any) -> int:  # noqa: ANN401
    """Return by how many quarters a page is turned, where its letters were written for that.

    What lies on its side on the screen as well is read as it was written.
    """
    quarters: int = page.get_rotation() // 90
    letters = range(min(text.count_chars(), _MOST_PIECES))
    angles = (pdfium.FPDFText_GetCharAngle(text, at) for at in letters)
    upright = sum((round(angle * 2 / math.pi) + quarters) % 4 == 0 for angle in angles)
    return quarters if upright * 2 > len(letters) else 0


def _shown(
    bounds: tuple[float, float, float, float], width: float, height: float, quarters: int
) -> RelativeBox:
    """Return the place on a page as it is shown; `bounds` is left, bottom, right and top."""
    left, bottom, right, top = bounds
    if quarters % 2:
        width, height = height, width
    box = RelativeBox(left / width, 1 - top / height, right / width, 1 - bottom / height)
    for _ in range(quarters):
        box = RelativeBox(1 - box.bottom, box.left, 1 - box.top, box.right)
    return box


def _lines(page: Any, width: float, height: float, quarters: int) -> Iterator[RelativeBox]:  # noqa: ANN401
    """Yield the thin rectangles and strokes of a page, which are its table's lines."""
    for count, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)):
        if count > _MOST_OBJECTS:
            return
        left, bottom, right, top = item.get_bounds()
        box = _shown((left, bottom, right, top), width, height, quarters)
        sides = right - left, top - bottom
        wide, high = sides[::-1] if quarters % 2 else sides
        if high <= _THIN or wide <= _THIN:
            yield box
        elif wide > 20 and high > 8:
            # A stroked rectangle is four lines.
            yield RelativeBox(box.left, box.top, box.right, box.top)
            yield RelativeBox(box.left, box.bottom, box.right, box.bottom)
            yield RelativeBox(box.left, box.top, box.left, box.bottom)
            yield RelativeBox(box.right, box.top, box.right, box.bottom)
