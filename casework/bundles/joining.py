"""The doors that turn foreign papers into numbered pages of one PDF, in a child process."""

import ctypes
import math
from pathlib import Path
from typing import Any, TypeAlias

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from casework.redaction.doors import read_picture
from casework.redaction.picture_pdf import packed, write_pdf
from db.files import taking_its_name
from rules.errors import ClerkError

PdfPage: TypeAlias = Any
_SIZE = 12.0
_FROM_EDGE = 28.0
_DIGIT = 0.556
_SPREAD = 10_000


def picture_as_pdf(source: Path, folder: Path, target: Path) -> int:
    """Write a picture, or a scan of several pages, as a PDF; returns how many pages it has."""
    pages = read_picture(source, folder)

    def sheets() -> Any:  # noqa: ANN401
        for page in pages:
            with Image.open(folder / page.picture) as opened:
                picture = opened.convert("RGB" if opened.mode == "RGB" else "L")
            yield packed(picture, page.text.width, page.text.height)

    with taking_its_name(target) as half, half.open("wb") as file:
        write_pdf(sheets(), file)
    return len(pages)


def join(parts: tuple[tuple[Path, int], ...], target: Path) -> tuple[int, ...]:
    """Write PDFs after each other into one; returns how many pages each has.

    Each comes with the number of its first page, printed in the outer upper corner, 0 for none.
    Raises `ClerkError` for one that cannot be read.
    """
    made = pypdfium2.PdfDocument.new()
    counts: list[int] = []
    for path, first in parts:
        try:
            source = pypdfium2.PdfDocument(path)
            for page in source:
                # What was typed into a form is part of the page.
                if raw.FPDFPage_GetAnnotCount(page):
                    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
                page.close()
            before = len(made)
            made.import_pages(source)
            counts.append(len(made) - before)
            source.close()
        except (pypdfium2.PdfiumError, ValueError, OSError) as error:
            raise ClerkError(
                f"“{path.name}”无法并入案卷，可能已经损坏或者加了密码，请另存后重新加入附件。"
            ) from error
        if first:
            for number in range(counts[-1]):
                page = made[before + number]
                _stamp(made, page, str(first + number))
                page.close()
    with taking_its_name(target) as half:
        made.save(half)
    made.close()
    return tuple(counts)


def _stamp(document: Any, page: PdfPage, words: str) -> None:  # noqa: ANN401
    """Print a number in the upper right corner of a page as it is shown, whatever its turn."""
    origin, across, up = _shown(page)
    size = _SIZE
    x = page.get_size()[0] - _FROM_EDGE - len(words) * _DIGIT * size
    y = _FROM_EDGE
    # From the place on the sheet back to the page's own coordinates: a page is turned by quarters.
    dx, dy = x - origin[0], y - origin[1]
    left = dx * across[0] + dy * across[1]
    bottom = dx * up[0] + dy * up[1]
    text = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", ctypes.c_float(size))
    encoded = (words + "\0").encode("utf-16-le")
    buffer = ctypes.cast(ctypes.create_string_buffer(encoded), raw.FPDF_WIDESTRING)
    raw.FPDFText_SetText(text, buffer)
    # A step to the right as it is shown, then one upwards.
    raw.FPDFPageObj_Transform(text, across[0], up[0], -across[1], -up[1], left, bottom)
    raw.FPDFPage_InsertObject(page, text)
    raw.FPDFPage_GenerateContent(page)


def _shown(page: PdfPage) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """Return where the page's origin is shown, and what a unit across and up becomes."""
    width, height = page.get_size()
    size = (max(math.ceil(width * 64), 1), max(math.ceil(height * 64), 1))

    def at(x: float, y: float) -> tuple[float, float]:
        left, top = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, left, top)
        return left.value / 64, top.value / 64

    origin, across, up = at(0, 0), at(_SPREAD, 0), at(0, _SPREAD)
    return (
        origin,
        ((across[0] - origin[0]) / _SPREAD, (across[1] - origin[1]) / _SPREAD),
        ((up[0] - origin[0]) / _SPREAD, (up[1] - origin[1]) / _SPREAD),
    )
