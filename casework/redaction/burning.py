"""The new paper: bars drawn into the pages' pictures, written as a PDF, and read back.

It stands under its name only after it was opened again and found to hold what was drawn and
nothing else.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from PIL import Image, ImageChops, ImageStat
from pypdfium2 import raw

from casework.redaction.bars import Bar, draw
from casework.redaction.doors import extent
from casework.redaction.picture_pdf import PdfPage, packed, write_pdf
from casework.redaction.prepared import Prepared
from db.file_names import what_to_check, why
from rules.errors import ClerkError

_THREADS = 2
_AHEAD = 4
_SMALL = 8
_ALIKE = 8.0
_LOSSY = 70
_EXACT = 12
_OFF = 0.05
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Burnt:
    """A paper with its bars: how many pages it has, its bytes, its content (SHA-256, hex)."""

    pages: int
    size: int
    sha256: str


class _Drawn(NamedTuple):
    """What a page must look like when it is read back; `down` is without what stands below it."""

    sheet: PdfPage
    down: int
    small: bytes
    covered: tuple[tuple[int, int, int, int], ...]
    bars: tuple[Bar, ...]
    mode: str


def burn(
    prepared: Prepared,
    bars: Collection[Bar],
    target: Path,
    told: Callable[[int, str], object] = lambda _per_cent, _words: None,
    legends: Mapping[int, bytes] | None = None,
) -> Burnt:
    """Write the paper with its bars to `target` and return what was written.

    `legends` holds pictures (PNG) by page, from 0, to stand below it: what its numbers mean.
    `told` hears how far it is; what it raises stops the work and leaves no file. Raises
    `ClerkError` where the disk refuses, or the new file is not what it should be.
    """
    half = target.with_name(f"{target.name}.part")
    drawn: list[_Drawn] = []
    try:
        with half.open("wb") as file:
            write_pdf(_sheets(prepared, bars, drawn, told, legends or {}), file)
        for problem in problems(half, drawn, told):
            raise ClerkError(
                f"遮盖后的文件核对没有通过（{problem}），没有写出“{target.name}”，原件没有改动；"
                "请再试一次，仍不通过的，请打印后用笔涂盖再扫描。"
            )
        digest, size = _digest(half)
        half.replace(target)
    except OSError as error:
        raise ClerkError(
            f"“{target.name}”写不进去（{why(error)}），{what_to_check(target)}"
        ) from error
    finally:
        half.unlink(missing_ok=True)
    return Burnt(len(drawn), size, digest)


def _digest(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _sheets(
    prepared: Prepared,
    bars: Collection[Bar],
    drawn: list[_Drawn],
    told: Callable[[int, str], object],
    legends: Mapping[int, bytes],
) -> Iterator[PdfPage]:
    def drawn_soon(number: int) -> Future[_Drawn]:
        here = tuple(by_page.get(number, ()))
        return pool.submit(_drawn, prepared, number, here, legends.get(number, b""))

    by_page: dict[int, list[Bar]] = {}
    for bar in bars:
        by_page.setdefault(bar.page, []).append(bar)
    count = len(prepared.pages)
    with ThreadPoolExecutor(_THREADS) as pool:
        waiting = [drawn_soon(number) for number in range(min(_AHEAD, count))]
        try:
            for number in range(count):
                told(60 + 25 * number // count, f"正在生成第{number + 1}页，共{count}页")
                one = waiting.pop(0).result()
                if number + _AHEAD < count:
                    waiting.append(drawn_soon(number + _AHEAD))
                yield one.sheet
                # Its bytes are on the disk now; what is left is small.
                drawn.append(one._replace(sheet=_without_stream(one.sheet)))
        finally:
            for future in waiting:
                future.cancel()


def _without_stream(sheet: PdfPage) -> PdfPage:
    return PdfPage(
        sheet.width, sheet.height, sheet.across, sheet.down, sheet.dictionary, b"", sheet.is_exact
    )


def _drawn(prepared: Prepared, number: int, bars: tuple[Bar, ...], legend: bytes) -> _Drawn:
    page = prepared.pages[number]
    with Image.open(prepared.picture(number)) as opened:
        picture = opened.convert("RGB" if opened.mode == "RGB" else "L")
    scale = picture.width / page.text.width
    covered = tuple(draw(picture, bars, scale))
    height, down = page.text.height, picture.height
    if legend:
        picture = _above(picture, legend)
        height = picture.height / scale
    sheet = packed(picture, page.text.width, height)
    small = picture.reduce(_SMALL).convert("L").tobytes()
    return _Drawn(sheet, down, small, covered, bars, picture.mode)


def _above(picture: Image.Image, legend: bytes) -> Image.Image:
    with Image.open(BytesIO(legend)) as opened:
        strip = opened.convert(picture.mode)
    white = 255 if picture.mode == "L" else (255, 255, 255)
    whole = Image.new(picture.mode, (picture.width, picture.height + strip.height), white)
    whole.paste(picture)
    whole.paste(strip, (0, picture.height))
    return whole


def problems(
    path: Path,
    drawn: Sequence[_Drawn],
    told: Callable[[int, str], object] = lambda _per_cent, _words: None,
) -> Iterator[str]:
    """Yield what is wrong with a paper read back: more in it than pictures, or another picture."""
    document = pypdfium2.PdfDocument(path)
    try:
        if len(document) != len(drawn):
            yield "页数不符"
            return
        if document.get_metadata_dict(skip_empty=True) or document.count_attachments():
            yield "带有文件属性或者附件"
        if _updates(path) != 1:
            yield "带有以前的版本"
        for number, one in enumerate(drawn):
            told(85 + 14 * number // len(drawn), f"正在核对第{number + 1}页，共{len(drawn)}页")
            yield from _page_problems(document[number], one, f"第{number + 1}页")
    finally:
        document.close()


def _updates(path: Path) -> int:
    """Return how often the file was saved: each time puts an end of its own."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 2048, 0))
        tail = file.read()
    return tail.count(b"%%EOF") if b"/Prev" not in tail and b"/Info" not in tail else 0


def _page_problems(page: Any, drawn: _Drawn, place: str) -> Iterator[str]:  # noqa: ANN401
    text = page.get_textpage()
    has_text = text.count_chars() > 0
    text.close()
    if has_text:
        yield f"{place}还有文字"
    objects = list(page.get_objects(max_depth=4))
    if len(objects) != 1 or objects[0].type != raw.FPDF_PAGEOBJ_IMAGE:
        yield f"{place}不只是一幅图"
    if raw.FPDFPage_GetAnnotCount(page):
        yield f"{place}还有批注"
    if objects and objects[0].type == raw.FPDF_PAGEOBJ_IMAGE:
        yield from _picture_problems(page, objects[0], drawn, place)
    page.close()


def _picture_problems(
    page: Any,  # noqa: ANN401
    image: Any,  # noqa: ANN401
    drawn: _Drawn,
    place: str,
) -> Iterator[str]:
    """Yield what is wrong with the one picture of a page, as it is kept: pixel beside pixel.

    Drawn by a viewer, a row may fall a pixel lower than it was written, and no bar is less shut.
    """
    over, (width, height) = image.get_matrix(), page.get_size()
    wanted = (width, 0.0, 0.0, height, 0.0, 0.0)
    if any(abs(one - other) > _OFF for one, other in zip(over.get(), wanted, strict=True)):
        yield f"{place}的图像没有铺满页面"
    picture = image.get_bitmap(render=False).to_pil().convert(drawn.mode)
    if picture.size != (drawn.sheet.across, drawn.sheet.down) or not _is_alike(picture, drawn):
        yield f"{place}的图像和所画的不一致"
    elif not _is_covered(picture, drawn):
        yield f"{place}的遮盖处没有盖严"


def _is_alike(picture: Image.Image, drawn: _Drawn) -> bool:
    small = picture.reduce(_SMALL).convert("L")
    expected = Image.frombytes("L", small.size, drawn.small)
    return bool(ImageStat.Stat(ImageChops.difference(small, expected)).mean[0] < _ALIKE)


def _is_covered(picture: Image.Image, drawn: _Drawn) -> bool:
    """Tell whether under every bar there is the bar, as it looks drawn on an empty sheet."""
    if not drawn.bars:
        return True
    size = (drawn.sheet.across, drawn.down)
    empty = Image.new(drawn.mode, size, 255 if drawn.mode == "L" else (255, 255, 255))
    draw(empty, drawn.bars, picture.width / drawn.sheet.width)
    most = _EXACT if drawn.sheet.is_exact else _LOSSY
    for area in drawn.covered:
        shown = ImageChops.difference(picture.crop(area), empty.crop(area)).convert("L")
        if extent(shown)[1] > most:
            return False
    return True
