"""The printed boxes of a scan, and which of them are ticked: by their shape, not as letters."""

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
    numpy: Any = import_module("numpy")
    height, width = picture.shape[:2]
    side = letter * height
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    # A red stamp over a form is not ink in its boxes.
    grey = cv2.max(grey, picture[:, :, 2])
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15
    )
    outlines, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None:
        return []
    found: list[Square] = []
    for number, outline in enumerate(outlines[:20_000]):
        x, y, wide, high = cv2.boundingRect(outline)
        if not (0.45 * side < wide < 1.35 * side and 0.45 * side < high < 1.35 * side):
            continue
        if abs(wide - high) > 0.22 * max(wide, high) or tree[0][number][3] != -1:
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
        if inner.size == 0:
            continue
        share = float(numpy.mean(inner))
        # A letter such as 口, 日 or 国 has a stroke right across or its own weight; a box is empty
        # or holds a tick, and stands on thin lines.
        if _has_bar(inner):
            continue
        found.append(
            Square(
                RelativeBox(x / width, y / height, (x + wide) / width, (y + high) / height),
                share > _INK,
            )
        )
    return found


def _has_bar(inner: Any) -> bool:  # noqa: ANN401
    """Tell whether level or upright strokes cross what is inside: then it is a letter."""
    rows, columns = inner.mean(axis=1), inner.mean(axis=0)
    solid = float(inner.mean()) > 0.92
    return not solid and bool((rows > 0.85).any() or (columns > 0.85).any())
