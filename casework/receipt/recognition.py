"""A scan or photograph as rows, read offline by a library whose models lie inside it.

It runs only in the child that reads foreign bytes, and only where the component is installed.
"""

from dataclasses import replace
from importlib import import_module
from statistics import median
from typing import Any

from casework.receipt.blocks import PageArea, ReadRow
from casework.receipt.component import THREADS, make_importable
from casework.receipt.grid import RelativeBox
from casework.receipt.page_rows import Piece, laid_out
from casework.receipt.scan_pages import pages_of
from casework.receipt.straightening import Straight, straightened
from casework.receipt.ticked_boxes import Square, squares_in
from rules.errors import ClerkError

# As what a printed box is read, ticked or not.
_LIKE_BOXES = frozenset("口日曰回囗田目四凶白区囚因")


def recognised_rows(raw: bytes) -> list[ReadRow]:
    """Return the rows of a picture or a scanned PDF, each cell with its place on its page.

    Raises `ClerkError` where recognition is not installed or the file is damaged.
    """
    make_importable()
    rows: list[ReadRow] = []
    engine: Any = None
    for number, picture in enumerate(pages_of(raw)):
        engine = engine or engine_of()
        rows.extend(_page_rows(engine, picture, number))
    if not rows:
        raise ClerkError("图片里没有读出文字，请换一张清楚的扫描件，或者留作附件。")
    return rows


def engine_of() -> Any:  # noqa: ANN401  the library is not there when types are checked
    """Return what recognises; raises `ClerkError` where it is not installed whole."""
    try:
        made: Any = import_module("rapidocr").RapidOCR(
            params={
                "Global.log_level": "critical",
                "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )
    except ImportError as error:
        raise ClerkError(
            "文字识别组件不完整，无法读取扫描件，请重新运行 python run.py ocr。"
        ) from error
    return made


def _page_rows(engine: Any, picture: Any, number: int) -> list[ReadRow]:  # noqa: ANN401
    numpy: Any = import_module("numpy")
    # A page may lie on its side or head down: it is turned until its lines run from the left.
    for quarters in (0, 1):
        turned = numpy.ascontiguousarray(numpy.rot90(picture, quarters))
        straight = straightened(turned)
        letters, is_upside_down = letters_of(engine, straight.picture)
        if _lies_on_its_side(letters, straight.picture):
            continue
        if is_upside_down:
            quarters += 2
            straight = straightened(numpy.ascontiguousarray(numpy.rot90(picture, quarters)))
            letters, _ = letters_of(engine, straight.picture)
        break
    height, width = straight.picture.shape[:2]
    pieces = [piece for line in letters for piece in line]
    if not pieces:
        return []
    size = median(piece.box.height for piece in pieces)
    squares = squares_in(straight.picture, size)
    pieces = _with_squares(letters, squares)
    rows = laid_out(pieces, straight.lines, page=number, ratio=width / height)
    return [_on_the_page(row, straight, quarters) for row in rows]


def letters_of(engine: Any, picture: Any) -> tuple[list[list[Piece]], bool]:  # noqa: ANN401
    """Return the lines recognised, each as its letters, and whether most stand on their heads."""
    height, width = picture.shape[:2]
    told: list[str] = []
    look = type(engine).cls_and_rotate

    def looked(images: Any) -> Any:  # noqa: ANN401
        turned, found = look(engine, images)
        told.extend(str(label) for label, _ in found.cls_res or ())
        return turned, found

    engine.cls_and_rotate = looked
    result = engine(picture, return_word_box=True, return_single_char_box=True)
    lines: list[list[Piece]] = []
    for line in result.word_results or ():
        pieces: list[Piece] = []
        for letter in line:
            if not isinstance(letter, tuple) or len(letter) != 3 or letter[2] is None:
                # A line that was found and could not be read.
                continue
            text, sureness, corners = letter
            xs, ys = [point[0] for point in corners], [point[1] for point in corners]
            box = RelativeBox(min(xs) / width, min(ys) / height, max(xs) / width, max(ys) / height)
            pieces.append(Piece(text, box, float(sureness)))
        if pieces:
            lines.append(pieces)
    return lines, sum(label.startswith("180") for label in told) * 2 > len(told)


def _lies_on_its_side(lines: list[list[Piece]], picture: Any) -> bool:  # noqa: ANN401
    """Tell whether most lines run up and down the page."""
    height, width = picture.shape[:2]
    tall = wide = 0
    for line in lines:
        if len(line) < 4:
            continue
        across = (max(one.box.right for one in line) - min(one.box.left for one in line)) * width
        along = (max(one.box.bottom for one in line) - min(one.box.top for one in line)) * height
        tall, wide = (tall + 1, wide) if along > across * 1.5 else (tall, wide + 1)
    return tall > wide


def _with_squares(lines: list[list[Piece]], squares: list[Square]) -> list[Piece]:
    """Return the letters, with boxes in place of what was read there as a letter."""
    letters = [piece for line in lines for piece in line]
    squares = [
        one
        for one in squares
        if not any(_is_letter(piece) and _covers(one.box, piece.box) for piece in letters)
    ]
    kept: list[Piece] = []
    for line in lines:
        kept += [piece for piece in line if not any(_covers(one.box, piece.box) for one in squares)]
    kept += [Piece("☑" if one.is_ticked else "☐", one.box, 1.0) for one in squares]
    return kept


def _is_letter(piece: Piece) -> bool:
    """Tell whether a letter was read that is square itself, such as 图, and no printed box."""
    return (
        "\u4e00" <= piece.text <= "\u9fff"
        and piece.sureness > 0.6
        and (piece.text not in _LIKE_BOXES)
    )


def _covers(square: RelativeBox, letter: RelativeBox) -> bool:
    wide = min(square.right, letter.right) - max(square.left, letter.left)
    high = min(square.bottom, letter.bottom) - max(square.top, letter.top)
    return wide > 0.5 * min(square.width, letter.width) and high > 0.4 * square.height


def _on_the_page(row: ReadRow, straight: Straight, quarters: int) -> ReadRow:
    """Return a row whose places are those on the page as it came."""
    return replace(
        row,
        cells=tuple(
            replace(cell, place=_place_back(cell.place, straight, quarters)) for cell in row.cells
        ),
    )


def _place_back(place: PageArea | None, straight: Straight, quarters: int) -> PageArea | None:
    if place is None:
        return None
    high, wide = straight.picture.shape[:2]
    points: list[tuple[float, float]] = []
    for x in (place.left, place.left + place.width):
        for y in (place.top, place.top + place.height):
            at = straight.back @ [x * wide, y * high, 1.0]
            across, down = float(at[0] / at[2]) / wide, float(at[1] / at[2]) / high
            for _ in range(quarters):
                across, down = 1 - down, across
            points.append((across, down))
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    return PageArea(place.page, left, top, right - left, bottom - top)
