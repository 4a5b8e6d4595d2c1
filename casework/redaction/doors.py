"""The doors through which a stranger's file is read into pages of our own, in a child process.

What cannot be seen does not get through: hidden text, layers switched off, notes, fields behind
the page, the cut-off parts of a picture. What is drawn so faintly that no eye meets it is painted
over, for a picture keeps it as faithfully as a text would.
"""

import contextlib
import ctypes
import io
import math
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pypdfium2
from PIL import (
    Image,
    ImageChops,
    ImageDraw,
    ImageOps,
    ImageSequence,
    ImageStat,
    UnidentifiedImageError,
)
from pypdfium2 import raw

from casework.redaction.characters import PageText
from casework.redaction.places import Box
from casework.redaction.prepared import MOST_PAGES, PreparedPage
from rules.errors import ClerkError

PdfPage: TypeAlias = Any
PdfDocument: TypeAlias = Any
DOTS_AN_INCH = 200
_POINTS_AN_INCH = 72
_MOST_PIXELS = 20_000_000
_MOST_PIXELS_READ = 180_000_000
_MOST_CHARACTERS = 100_000
_LONGEST_SIDE = 14_400.0
_A4 = (595.3, 841.9)
_FAINT = 24
_WHITENED = [255 if value >= 250 else value for value in range(256)]
_COLOURLESS = 4
_SPREAD = 10_000
_BROKEN = (pypdfium2.PdfiumError, ValueError, ArithmeticError, IndexError)
# What a reader of the file writes on its margin; nothing of it is the paper's own.
_NOTES = (
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_POPUP,
    raw.FPDF_ANNOT_FILEATTACHMENT,
    raw.FPDF_ANNOT_SOUND,
    raw.FPDF_ANNOT_MOVIE,
    raw.FPDF_ANNOT_LINK,
    raw.FPDF_ANNOT_REDACT,
)
_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_UNREADABLE = (
    "这份PDF无法读取，可能已经损坏，请用PDF阅读器打开后另存一份再试；打不开的，请向提供者另要一份。"
)
_TOO_MUCH = "这份PDF有一页超过10万字，不能逐字查找，请拆分，或者打印后扫描再试。"
_LOCKED = "这份PDF加了打开密码，无法读取，请用PDF阅读器输入密码打开，打印成新的PDF后再试。"


def count_pages(source: Path) -> int:
    """Return how many pages a PDF has. Raises `ClerkError` where it cannot be read or has none."""
    document = _opened(source)
    try:
        return _counted(document)
    finally:
        document.close()


def _counted(document: PdfDocument) -> int:
    count = len(document)
    if not count:
        raise ClerkError("这份PDF里没有一页内容，请确认是否选错了文件。")
    if count > MOST_PAGES:
        raise ClerkError(f"这份PDF有{count}页，超过{MOST_PAGES}页，请拆分成几份后再试。")
    return count


def _opened(source: Path) -> PdfDocument:
    try:
        return pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise ClerkError(_LOCKED if locked or "assword" in str(error) else _UNREADABLE) from error
    except (OSError, ValueError) as error:
        raise ClerkError(_UNREADABLE) from error


def read_pdf(source: Path, folder: Path, first: int, last: int) -> tuple[PreparedPage, ...]:
    """Read the pages from `first` up to `last` (not included), writing their pictures.

    Raises `ClerkError` for a file that is damaged or locked.
    """
    document = _opened(source)
    try:
        _counted(document)
        # Without a form that can be read the page itself still can.
        with contextlib.suppress(*_BROKEN):
            document.init_forms()
        return tuple(_page(document, number, folder) for number in range(first, last))
    except _BROKEN as error:
        raise ClerkError(_UNREADABLE) from error
    finally:
        document.close()


def _page(document: PdfDocument, number: int, folder: Path) -> PreparedPage:
    page = document[number]
    notes: list[Box] = []
    if raw.FPDFPage_GetAnnotCount(page):
        notes = _without_notes(page)
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page.close()
            page = document[number]
    width, height = page.get_size()
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ClerkError(_UNREADABLE)
    scale = DOTS_AN_INCH / _POINTS_AN_INCH
    scale = min(scale, math.sqrt(_MOST_PIXELS / (width * height)))
    picture = page.render(scale=scale, draw_annots=True, may_draw_forms=True).to_pil()
    text, hidden = _text(page, picture, scale)
    name = f"{number:05d}.png"
    save_picture(picture, folder / name)
    has_pictures = any(
        True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4)
    )
    page.close()
    return PreparedPage(name, text, tuple(notes), hidden, has_pictures)


def _without_notes(page: PdfPage) -> list[Box]:
    """Take what readers noted off a page; returns where the file asks for bars itself."""
    shown = _Shown(page)
    asked: list[Box] = []
    for at in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
        note = raw.FPDFPage_GetAnnot(page, at)
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind == raw.FPDF_ANNOT_REDACT:
            rect = raw.FS_RECTF()
            if raw.FPDFAnnot_GetRect(note, rect):
                asked.append(shown.box(rect.left, rect.bottom, rect.right, rect.top))
        raw.FPDFPage_CloseAnnot(note)
        if kind in _NOTES:
            raw.FPDFPage_RemoveAnnot(page, at)
    return asked


class _Shown:
    """Turns places of a page's own coordinates into those of the page as it is shown."""

    def __init__(self, page: PdfPage) -> None:
        width, height = page.get_size()
        self._size = (round(width * 64), round(height * 64))
        origin = self._device(page, 0, 0)
        across, up = self._device(page, _SPREAD, 0), self._device(page, 0, _SPREAD)
        self._origin = origin
        self._across = tuple((a - o) / _SPREAD for a, o in zip(across, origin, strict=True))
        self._up = tuple((a - o) / _SPREAD for a, o in zip(up, origin, strict=True))

    def _device(self, page: PdfPage, x: float, y: float) -> tuple[float, float]:
        left, top = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, *self._size, 0, x, y, left, top)
        return left.value / 64, top.value / 64

    def turn(self, angle: float) -> int:
        """Return by how many quarters to the right a line at an angle is turned as it is shown."""
        if angle < 0:
            angle = 0.0
        across, up = math.cos(angle), math.sin(angle)
        x = across * self._across[0] + up * self._up[0]
        y = across * self._across[1] + up * self._up[1]
        return round(math.atan2(y, x) / (math.pi / 2)) % 4

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return the rectangle between two corners as it is shown."""
        ends = [
            (
                self._origin[0] + x * self._across[0] + y * self._up[0],
                self._origin[1] + x * self._across[1] + y * self._up[1],
            )
            for x, y in ((left, bottom), (right, top))
        ]
        return Box(
            min(ends[0][0], ends[1][0]),
            min(ends[0][1], ends[1][1]),
            max(ends[0][0], ends[1][0]),
            max(ends[0][1], ends[1][1]),
        )


class _Character(NamedTuple):
    letter: str
    box: Box
    group: int
    turn: int = 0


def _text(page: PdfPage, picture: Image.Image, scale: float) -> tuple[PageText, int]:
    """Return the characters that can be seen, and how many there are that cannot.

    What is there and cannot be seen is painted over in the picture.
    """
    width, height = page.get_size()
    shown = page.get_textpage()
    try:
        found = list(_characters(page, shown))
    finally:
        shown.close()
    groups: dict[int, list[_Character]] = {}
    for one in found:
        if one.box.right > one.box.left and one.letter.strip():
            groups.setdefault(one.group, []).append(one)
    faint = _faint_groups(groups, picture, scale)
    boxes = array("f")
    seen = [one for one in found if one.group not in faint or not one.letter.strip()]
    for one in seen:
        boxes.extend(one.box)
    turns = "".join(str(one.turn) for one in seen) if any(one.turn for one in seen) else ""
    hidden = sum(len(groups[group]) for group in faint)
    letters = "".join(one.letter for one in seen)
    return PageText(width, height, letters, boxes.tobytes(), turns), hidden


def _characters(page: PdfPage, text: PdfPage) -> Iterator[_Character]:
    to_shown = _Shown(page)
    sides = [ctypes.c_double() for _ in range(4)]
    loose = raw.FS_RECTF()
    group = 0
    last_object: int | None = None
    if (count := raw.FPDFText_CountChars(text)) > _MOST_CHARACTERS:
        raise ClerkError(_TOO_MUCH)
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:
            low = raw.FPDFText_GetUnicode(text, at + 1)
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
        elif 0xDC00 <= code < 0xE000:
            continue
        letter = chr(code) if 0 < code < 0x110000 else "\ufffd"
        if raw.FPDFText_HasUnicodeMapError(text, at) > 0:
            letter = "\ufffd"
        if not raw.FPDFText_GetCharBox(text, at, *sides):
            yield _Character(letter, Box(0, 0, 0, 0), group)
            continue
        left, right, bottom, top = (side.value for side in sides)
        thing = raw.FPDFText_GetTextObject(text, at)
        address = ctypes.cast(thing, ctypes.c_void_p).value if thing else None
        if address != last_object or letter in "\r\n":
            group += 1
            last_object = address
        more = 0.0
        if thing:
            if raw.FPDFText_GetLooseCharBox(text, at, loose):
                left, right = min(left, loose.left), max(right, loose.right)
                bottom, top = min(bottom, loose.bottom), max(top, loose.top)
            if raw.FPDFTextObj_GetTextRenderMode(thing) in _INVISIBLE:
                # Words laid over a scan by a machine only nearly meet what they were read from.
                more = 0.2 * (top - bottom)
        box = to_shown.box(left - more, bottom - more, right + more, top + more)
        turn = to_shown.turn(raw.FPDFText_GetCharAngle(text, at))
        yield _Character(letter, box, group, turn)


def _faint_groups(
    groups: dict[int, list[_Character]], picture: Image.Image, scale: float
) -> set[int]:
    """Return the groups nobody can see in the picture, painted over where they left a trace."""
    grey = picture.convert("L")
    faint: set[int] = set()
    for group, characters in groups.items():
        area = characters[0].box
        for one in characters[1:]:
            area = area.joined(one.box)
        pixels = (
            max(math.floor(area.left * scale) - 1, 0),
            max(math.floor(area.top * scale) - 1, 0),
            min(math.ceil(area.right * scale) + 1, grey.width),
            min(math.ceil(area.bottom * scale) + 1, grey.height),
        )
        if pixels[0] >= pixels[2] or pixels[1] >= pixels[3]:
            faint.add(group)
            continue
        low, high = extent(grey.crop(pixels))
        if high - low <= _FAINT:
            faint.add(group)
            if high != low:
                middle = tuple(
                    round(value) for value in ImageStat.Stat(picture.crop(pixels)).median
                )
                ImageDraw.Draw(picture).rectangle(
                    (pixels[0], pixels[1], pixels[2] - 1, pixels[3] - 1),
                    fill=middle if len(middle) > 1 else middle[0],
                )
    return faint


def save_picture(picture: Image.Image, path: Path) -> None:
    """Write a page's picture, in shades of grey where it has no colour, and nothing else."""
    kept = grey_or_colour(picture)
    kept = kept.point(_WHITENED * len(kept.getbands()))
    kept.save(path, "PNG", compress_level=1)


def grey_or_colour(picture: Image.Image) -> Image.Image:
    """Return a picture without colours it does not have."""
    if picture.mode == "L":
        return picture
    picture = picture.convert("RGB")
    # Half the size shows a coloured line as well, in a quarter of the time.
    bands = picture.reduce(2).split() if min(picture.size) > 1 else picture.split()
    most = max(extent(ImageChops.difference(bands[1], other))[1] for other in (bands[0], bands[2]))
    return picture.getchannel(1) if most <= _COLOURLESS else picture


def extent(picture: Image.Image) -> tuple[float, float]:
    """Return the darkest and the lightest value of a picture of one band."""
    low, high = picture.getextrema()
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    return low, high


def read_picture(source: Path, folder: Path) -> tuple[PreparedPage, ...]:
    """Read a picture, or each page of a scan that holds several, as pages without characters.

    Raises `ClerkError` for one that is damaged, too large or of a kind not known here.
    """
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS_READ
    try:
        with Image.open(io.BytesIO(source.read_bytes())) as opened:
            frames = getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1
            if frames > MOST_PAGES:
                raise ClerkError(f"这份扫描件有{frames}页，超过{MOST_PAGES}页，请拆分后再试。")
            pages = []
            for number, frame in enumerate(ImageSequence.Iterator(opened)):
                if number >= frames:
                    break
                pages.append(_picture_page(frame, number, folder))
            return tuple(pages)
    except Image.DecompressionBombError as error:
        raise ClerkError("这张图片的像素过多，请缩小后再试。") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise ClerkError(
            "这张图片无法读取，可能已经损坏，请用看图程序打开后另存为PNG或者JPG再试。"
        ) from error


def _picture_page(frame: Image.Image, number: int, folder: Path) -> PreparedPage:
    if frame.width * frame.height > _MOST_PIXELS_READ:
        raise ClerkError("这张图片的像素过多，请缩小后再试。")
    dots = frame.info.get("dpi", (0, 0))
    picture = ImageOps.exif_transpose(frame)
    picture = on_white(picture)
    width, height = _paper(picture, dots)
    if picture.width * picture.height > _MOST_PIXELS:
        smaller = math.sqrt(_MOST_PIXELS / (picture.width * picture.height))
        picture = picture.resize(
            (max(int(picture.width * smaller), 1), max(int(picture.height * smaller), 1)),
            reducing_gap=2.0,
        )
    name = f"{number:05d}.png"
    save_picture(picture, folder / name)
    return PreparedPage(name, PageText(width, height, "", b""), pictures=True)


def on_white(picture: Image.Image) -> Image.Image:
    """Return a picture as it looks on white paper; what shone through nowhere is gone."""
    if picture.mode in ("I;16", "I;16L", "I;16B", "I", "F"):
        low, high = extent(picture)
        spread = (float(high) - float(low)) or 1.0
        deep = float(high) > 255
        picture = picture.convert("F").point(
            lambda value: (value - low) * (255 / spread) if deep else value * 1.0
        )
        return picture.convert("L")
    if "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        clear = picture.convert("RGBA")
        paper = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        paper.alpha_composite(clear)
        return paper.convert("RGB")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _paper(picture: Image.Image, dots: tuple[float, float]) -> tuple[float, float]:
    """Return the size of the page a picture fills, in points: its own, or an A4 sheet's at most."""
    upright = picture.height >= picture.width
    most = _A4 if upright else (_A4[1], _A4[0])
    resolution = float(dots[0] or 0)
    if 72 < resolution <= 1200:
        width = picture.width * _POINTS_AN_INCH / resolution
        height = picture.height * _POINTS_AN_INCH / resolution
        if width <= _LONGEST_SIDE and height <= _LONGEST_SIDE and max(width, height) > 72:
            return width, height
    fit = min(most[0] / picture.width, most[1] / picture.height)
    return max(picture.width * fit, 1.0), max(picture.height * fit, 1.0)
