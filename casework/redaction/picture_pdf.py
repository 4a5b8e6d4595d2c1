"""A PDF of pictures, written by hand: pages and pictures and no other thing.

A library would add who made the file, when, and with what; here the file holds a catalogue, a page
tree, and for each page its size, one picture and the line that paints it.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image

_LEVELS = 15
_LEVEL = 255 // _LEVELS
_TO_LEVEL = [(value + _LEVEL // 2) // _LEVEL for value in range(256)]
_PHOTO_BYTES = 700_000
_SAMPLE_ROWS = 16
_QUALITY = 88
_GREY_PALETTE = " ".join(f"{value * _LEVEL:02X}" * 3 for value in range(_LEVELS + 1))


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page to be written: its size in points and its picture, packed already."""

    width: float
    height: float
    across: int
    down: int
    dictionary: str
    stream: bytes
    is_exact: bool


def packed(picture: Image.Image, width: float, height: float) -> PdfPage:
    """Return a picture packed for its page: text without loss, photographs as such (JPEG)."""
    across, down = picture.size
    if _is_photo(picture):
        kept = BytesIO()
        picture.save(kept, "JPEG", quality=_QUALITY)
        space = "DeviceGray" if picture.mode == "L" else "DeviceRGB"
        words = f"/ColorSpace /{space} /BitsPerComponent 8 /Filter /DCTDecode"
        return PdfPage(width, height, across, down, words, kept.getvalue(), is_exact=False)
    if picture.mode == "L":
        # Sixteen shades of grey are what letters need; half the bytes.
        shades = Image.frombytes("P", picture.size, picture.point(_TO_LEVEL).tobytes())
        content = shades.tobytes("raw", "P;4")
        words = f"/ColorSpace [/Indexed /DeviceRGB {_LEVELS} <{_GREY_PALETTE}>] /BitsPerComponent 4"
    else:
        content = picture.tobytes()
        words = "/ColorSpace /DeviceRGB /BitsPerComponent 8"
    words += " /Filter /FlateDecode"
    return PdfPage(width, height, across, down, words, zlib.compress(content, 4), is_exact=True)


def _is_photo(picture: Image.Image) -> bool:
    """Tell whether a picture would take too much room without loss, from a few of its rows."""
    step = max(picture.height // _SAMPLE_ROWS, 1)
    rows = [
        picture.crop((0, top, picture.width, top + 1)).tobytes()
        for top in range(step // 2, picture.height, step)
    ]
    if not rows:
        return False
    share = len(zlib.compress(b"".join(rows), 1)) / len(rows)
    return share * picture.height > _PHOTO_BYTES * len(picture.getbands())


def write_pdf(sheets: Iterable[PdfPage], file: BinaryIO) -> None:
    """Write pages into a file opened for writing, one after the other."""
    places: dict[int, int] = {}
    at = 0

    def put(content: bytes) -> None:
        nonlocal at
        file.write(content)
        at += len(content)

    def thing(number: int, words: str, stream: bytes | None = None) -> None:
        places[number] = at
        put(f"{number} 0 obj\n{words}\n".encode("ascii"))
        if stream is not None:
            put(b"stream\n" + stream + b"\nendstream\n")
        put(b"endobj\n")

    put(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    kids: list[int] = []
    number = 3
    for sheet in sheets:
        page, content, picture = number, number + 1, number + 2
        number += 3
        kids.append(page)
        size = f"{sheet.width:.2f} {sheet.height:.2f}"
        thing(
            page,
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Contents {content} 0 R"
            f" /Resources << /XObject << /P {picture} 0 R >> >> >>",
        )
        paint = f"q {sheet.width:.2f} 0 0 {sheet.height:.2f} 0 0 cm /P Do Q".encode("ascii")
        thing(content, f"<< /Length {len(paint)} >>", paint)
        thing(
            picture,
            f"<< /Type /XObject /Subtype /Image /Width {sheet.across} /Height {sheet.down}"
            f" {sheet.dictionary} /Length {len(sheet.stream)} >>",
            sheet.stream,
        )
    thing(1, "<< /Type /Catalog /Pages 2 0 R >>")
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    thing(2, f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>")
    start = at
    put(f"xref\n0 {number}\n0000000000 65535 f \n".encode("ascii"))
    for one in range(1, number):
        put(f"{places[one]:010d} 00000 n \n".encode("ascii"))
    put(f"trailer\n<< /Size {number} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii"))
