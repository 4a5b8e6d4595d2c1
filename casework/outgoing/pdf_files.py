"""PDF files: text that can be copied although it cannot be seen, notes, properties.

A page is drawn and every line of its text looked for in the picture. Where the picture is of one
colour the text is covered, by a black box, a white one or a picture, or is white on white.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

import pypdfium2
from pypdfium2 import raw

from casework.outgoing.remarks import Remark, numbers_in, properties_in
from rules.errors import ClerkError

Page: TypeAlias = Any
Document: TypeAlias = Any
MOST_PAGES = 500
_SCALE = 2.0
_ONE_COLOUR = 40
# What pypdfium2 raises over the contents of a damaged file, its own decoding included.
_BROKEN = (pypdfium2.PdfiumError, ValueError, ArithmeticError, IndexError)
_PROPERTIES = {"Author": "作者", "Keywords": "关键词", "Subject": "主题"}
_HARMLESS_NOTES = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_POPUP)


ONLY_PICTURES = Remark("", "各页都是图片，没有可以查看的文字，请自行确认有无应当遮盖的内容。")


def look_through_pdf(data: bytes) -> list[Remark]:
    """Return the remarks on a .pdf. Raises `ClerkError` if it is damaged or needs a password."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ClerkError(_UNREADABLE) from error
    try:
        found = list(_pages(document))
        found.extend(_properties(document))
        if document.count_attachments():
            found.append(Remark("", "PDF 里夹带了附件，请打开附件一并查看，或者删去。"))
        return found
    except _BROKEN as error:
        raise ClerkError(_UNREADABLE) from error
    finally:
        document.close()


_UNREADABLE = "PDF 文件无法读取，可能已经损坏或者加了密码，请去掉密码后再试。"


def _properties(document: Document) -> Iterator[Remark]:
    try:
        properties = document.get_metadata_dict(skip_empty=True)
    except _BROKEN:
        yield Remark("文件属性", "无法读取，没有查看，请在 PDF 阅读器中打开“文档属性”确认。")
        return
    yield from properties_in(
        {label: properties.get(name, "") for name, label in _PROPERTIES.items()}
    )


def _pages(document: Document) -> Iterator[Remark]:
    texts: list[tuple[str, str]] = []
    for number in range(min(len(document), MOST_PAGES)):
        place = f"第{number + 1}页"
        try:
            found, text = _page(document[number], place)
        except _BROKEN:
            yield Remark(place, "无法读取，没有查看，请打开确认。")
            continue
        yield from found
        texts.append((place, text))
    if len(document) > MOST_PAGES:
        yield Remark("", f"只查看了前{MOST_PAGES}页，其余各页请自行确认。")
    if texts and not any(text.strip() for _, text in texts):
        yield ONLY_PICTURES
    yield from numbers_in(texts)


def _page(page: Page, place: str) -> tuple[list[Remark], str]:
    """Return the remarks on a page, and its text."""
    try:
        shown = page.get_textpage()
        text = str(shown.get_text_range())
        covered = list(_covered(page, shown, place)) if text.strip() else []
        return [*covered, *_notes(page, place)], text
    finally:
        page.close()


def _notes(page: Page, place: str) -> Iterator[Remark]:
    count = 0
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, at)
        if raw.FPDFAnnot_GetSubtype(note) not in _HARMLESS_NOTES:
            count += 1
        raw.FPDFPage_CloseAnnot(note)
    if count:
        yield Remark(place, f"有{count}处批注或者涂盖标记，可以被移去，请打印成新的 PDF 后再发出。")


def _covered(page: Page, shown: Page, place: str) -> Iterator[Remark]:
    # Turned back, so that the places of the text are those of the picture.
    back = -page.get_rotation() % 360
    bitmap = page.render(scale=_SCALE, rotation=back, grayscale=True, draw_annots=True)
    pixels, stride = bytes(bitmap.buffer), bitmap.stride
    width, height = bitmap.width, bitmap.height
    page_left, _, _, page_top = page.get_bbox()
    dark: list[str] = []
    light: list[str] = []
    for at in range(shown.count_rects()):
        left, bottom, right, top = shown.get_rect(at)
        text = shown.get_text_bounded(left, bottom, right, top).strip()
        if not text or right - left < 3 or top - bottom < 3:
            continue
        columns = _span(left - page_left, right - page_left, width)
        rows = _span(page_top - top, page_top - bottom, height)
        low, high = _shades(pixels, stride, columns, rows)
        if high - low <= _ONE_COLOUR:
            (dark if high < 128 else light).append(text)
    bitmap.close()
    if dark:
        yield Remark(
            place,
            f"的深色方框下面还有可以复制的文字{_hinted(dark)}，"
            "请删去文字后重新生成 PDF，或者打印后扫描。",
        )
    if light:
        yield Remark(place, f"有看不见但可以复制的文字{_hinted(light)}，请删去文字后重新生成 PDF。")


def _span(start: float, end: float, most: int) -> range:
    return range(max(int(start * _SCALE), 0), min(int(end * _SCALE) + 1, most))


def _shades(pixels: bytes, stride: int, columns: range, rows: range) -> tuple[int, int]:
    low, high = 255, 0
    if not columns or not rows:
        # Beside the page, as where it was cut: nobody sees it.
        return 255, 255
    for row in rows:
        line = pixels[row * stride + columns.start : row * stride + columns.stop]
        low, high = min(low, min(line)), max(high, max(line))
    return low, high


def _hinted(texts: list[str]) -> str:
    """Return how much is hidden, with the first character of it and no more."""
    letters = sum(len(text) for text in texts)
    return f"（共{letters}字，以“{texts[0][0]}”开头）"
