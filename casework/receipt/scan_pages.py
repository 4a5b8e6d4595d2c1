"""The pages of a scan as pictures of a bounded size, whatever the file claims to be."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from typing import Any

from rules.errors import ClerkError

# What recognition is best at: an A4 page at about 200 dots an inch.
_LONGEST_SIDE = 2200
_SHORT_SIDE = 1350
_MOST_PIXELS = 120_000_000
_MOST_PAGES = 6


def pages_of(raw: bytes) -> Iterator[Any]:
    """Yield the pages of a picture or PDF as arrays of blue, green and red.

    Raises `ClerkError` where the file is damaged or larger than any scan.
    """
    yield from _pdf_pages(raw) if b"%PDF-" in raw[:1024] else _pictures(raw)


def pages_unread(raw: bytes) -> int:
    """Return how many pages of a scan lie behind the last that `pages_of` yields.

    Raises `ClerkError` where the file is damaged.
    """
    if b"%PDF-" in raw[:1024]:
        with _document(raw) as document:
            pages = len(document)
    else:
        with _opened(raw) as picture:
            pages = _frames(picture)
    return max(0, pages - _MOST_PAGES)


def _document(raw: bytes) -> Any:  # noqa: ANN401  pypdfium2 is untyped
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise ClerkError(
            "这个 PDF 已经损坏或者加了密码，无法读取，请去掉密码或者重新导出后再试。"
        ) from error


def _pdf_pages(raw: bytes) -> Iterator[Any]:
    numpy: Any = import_module("numpy")
    with _document(raw) as document:
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number]
            width, height = page.get_size()
            if not 0 < max(width, height) <= 40 * min(width, height):
                raise ClerkError("这个 PDF 的页面大小不正常，无法读取，请重新扫描或者导出后再试。")
            scale = _LONGEST_SIDE / max(width, height)
            bitmap = page.render(scale=scale, rev_byteorder=False)
            yield numpy.ascontiguousarray(bitmap.to_numpy()[:, :, :3])


@contextmanager
def _opened(raw: bytes) -> Iterator[Any]:
    """Open a picture; raises `ClerkError` where it is damaged or larger than any scan."""
    image_module: Any = import_module("PIL.Image")
    image_module.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with image_module.open(BytesIO(raw)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise ClerkError(
                    f"这张图片有{picture.width}×{picture.height}点，超出了扫描件的大小，"
                    "请缩小后再添加。"
                )
            yield picture
    except ClerkError:
        raise
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        image_module.DecompressionBombError,
    ) as error:
        raise ClerkError("这张图片已经损坏，无法读取，请重新扫描或者拍照后再试。") from error


def _frames(picture: Any) -> int:  # noqa: ANN401  the library is not there when types are checked
    """Return how many pages a picture holds.

    What others hold besides is no page: a preview, a measure of depth, a moving picture.
    """
    return picture.n_frames if picture.format == "TIFF" else 1


def _pictures(raw: bytes) -> Iterator[Any]:
    operations: Any = import_module("PIL.ImageOps")
    numpy: Any = import_module("numpy")
    # A page without a ground of its own is read as it looks on paper, and not as black on black.
    from casework.redaction.doors import on_white

    with _opened(raw) as picture:
        for frame in range(min(_frames(picture), _MOST_PAGES)):
            picture.seek(frame)
            # A large photograph is unpacked at the size it is read at; others know no draft.
            picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
            upright = on_white(operations.exif_transpose(picture)).convert("RGB")
            yield numpy.ascontiguousarray(numpy.array(_sized(upright))[:, :, ::-1])


def _sized(picture: Any) -> Any:  # noqa: ANN401  the library is not there when types are checked
    longest = max(picture.width, picture.height)
    if longest < 40:
        raise ClerkError("这张图片太小，读不出文字，请重新扫描或者拍照后再试。")
    # A small page is made twice as large at most: more shows nothing that was not there.
    scale = min(2.0, max(1.0, _SHORT_SIDE / longest), _LONGEST_SIDE / longest)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size)
