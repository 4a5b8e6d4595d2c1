"""The printed boxes of a scan, and which of them are ticked: by their shape, not as letters."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

from casework.receipt.grid import RelativeBox

_INK = 0.07


class Square(NamedTuple):
    """A printed box and whether there is ink in it."""

    box: RelativeBox
    is_ticked: bool


def squares_in(picture: Any, letter: float) -> list[Square]:  # noqa: ANN401  an array of numpy
    """Return the small squares of a page; `letter` is how high its writing is, the page being 1."""
    cv2: Any = import_module("cv2")
    height, width = picture.shape[:2]
    side = letter * height
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    # A red stamp over a form is not ink in its boxes.
    grey = cv2.max(grey, picture[:, :, 2])
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15
    )
    outlines, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    found: list[Square] = []
    for number, outline in enumerate(outlines[:20_000]):
        x, y, wide, high = cv2.boundingRect(outline)
        if not _is_square(wide, high, side) or tree[0][number][3] != -1:
            continue
        border = max(2, round(min(wide, high) * 0.16))
        part = ink[y : y + high, x : x + wide] > 0
        edges = (
            part[:border, :].any(axis=0).mean(), part[-border:, :].any(axis=0).mean(),
            part[:, :border].any(axis=1).mean(), part[:, -border:].any(axis=1).mean(),
        )  # fmt: skip
        if min(edges) < 0.86:
            continue
        inner = part[border:-border, border:-border]
        share = float(inner.mean())
        # A letter such as 口, 日 or 国 has a stroke right across or its own weight; a box is empty
        # or holds a tick, and stands on thin lines.
        if _has_bar(share, [*inner.mean(axis=1).tolist(), *inner.mean(axis=0).tolist()]):
            continue
        found.append(
            Square(
                RelativeBox(x / width, y / height, (x + wide) / width, (y + high) / height),
                share > _INK,
            )
        )
    return found


def _is_square(wide: int, high: int, side: float) -> bool:
    """Tell whether an outline is a square of about the height of the writing, which is `side`.

    One of less than five points has nothing within its border.
    """
    return (
        max(4, 0.45 * side) < min(wide, high)
        and max(wide, high) < 1.35 * side
        and abs(wide - high) <= 0.22 * max(wide, high)
    )


def _has_bar(share: float, strokes: Sequence[float]) -> bool:
    """Tell whether a level or upright stroke crosses what is inside: then it is a letter.

    `share` is how much of the inside is ink, `strokes` the same of each of its rows and columns.
    """
    return share <= 0.92 and max(strokes) > 0.85
