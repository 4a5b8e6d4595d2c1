"""A page scanned askew or photographed at a slant, made straight; and its table's lines."""

import math
from collections.abc import Iterable, Sequence
from importlib import import_module
from statistics import median
from typing import Any, NamedTuple

from casework.receipt.grid import RelativeBox


class Straight(NamedTuple):
    """A straightened page. `back` takes its points to those of the page as it came."""

    picture: Any
    back: Any
    lines: tuple[RelativeBox, ...]


# Below this a page is straight enough; a line above that is not askew but something else.
_LEAST_DEGREES, _MOST_DEGREES = 0.15, 12.0
_LEAST_OF_PAGE = 0.18
# By how much of the page the corners of a table may be off before it is another shape.
_LEAST_OFF, _MOST_OFF = 0.003, 0.12


def straightened(picture: Any) -> Straight:  # noqa: ANN401  an array of numpy
    """Return a page with its lines level and upright, and where those lines are."""
    cv2: Any = import_module("cv2")
    numpy: Any = import_module("numpy")
    height, width = picture.shape[:2]
    turn = numpy.eye(3)
    angle = _slant(cv2, numpy, picture)
    if abs(angle) > _LEAST_DEGREES:
        turn = numpy.vstack(
            [cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), [0, 0, 1]]
        )
        picture = _warped(cv2, picture, turn)
    corners = _table_corners(cv2, numpy, picture)
    if corners is not None:
        left, right = corners[:, 0].min(), corners[:, 0].max()
        top, bottom = corners[:, 1].min(), corners[:, 1].max()
        upright = numpy.array(
            [[left, top], [right, top], [right, bottom], [left, bottom]], dtype="float32"
        )
        if _is_slanted(float(abs(upright - corners).max()), width, height):
            slant = cv2.getPerspectiveTransform(corners, upright)
            picture = _warped(cv2, picture, slant)
            turn = slant @ turn
    return Straight(picture, numpy.linalg.inv(turn), tuple(_lines(cv2, picture)))


def _is_slanted(off: float, width: int, height: int) -> bool:
    """Tell whether corners so many points off a rectangle's are those of a table seen askew."""
    return max(width, height) * _LEAST_OFF < off < min(width, height) * _MOST_OFF


def _warped(cv2: Any, picture: Any, matrix: Any) -> Any:  # noqa: ANN401
    height, width = picture.shape[:2]
    return cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


def _ink(cv2: Any, picture: Any) -> Any:  # noqa: ANN401
    """Return where there is ink, whatever the light: every spot against its surroundings."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    grey = cv2.GaussianBlur(grey, (3, 3), 0)
    return cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12
    )


def _slant(cv2: Any, numpy: Any, picture: Any) -> float:  # noqa: ANN401
    """Return by how many degrees the long lines of a page, or its lines of text, are askew."""
    ink = _ink(cv2, picture)
    width = picture.shape[1]
    found = cv2.HoughLinesP(
        ink, 1, numpy.pi / 1440, threshold=width // 8, minLineLength=width // 4, maxLineGap=8
    )
    lines = [] if found is None else found.reshape(-1, 4).tolist()
    angle = _angle_of(lines)
    return _slant_of_text(cv2, ink) if angle is None else angle


def _angle_of(lines: Iterable[Sequence[float]]) -> float | None:
    """Return the middle one of the slants of lines that run across, None where one alone does."""
    slants = (math.degrees(math.atan2(y2 - y1, x2 - x1)) for x1, y1, x2, y2 in lines)
    angles = [angle for angle in slants if abs(angle) < _MOST_DEGREES]
    return median(angles) if len(angles) > 1 else None


def _slant_of_text(cv2: Any, ink: Any) -> float:  # noqa: ANN401
    """Return the slant at which rows of text stand out most from the gaps between them."""
    height, width = ink.shape[:2]
    small = cv2.resize(ink, (max(1, width // 3), max(1, height // 3)), interpolation=cv2.INTER_AREA)
    centre = (small.shape[1] / 2, small.shape[0] / 2)
    # An empty page stands as it is.
    best, most = 0.0, 0.0
    for step in range(-20, 21):
        angle = step * 0.4
        matrix = cv2.getRotationMatrix2D(centre, angle, 1.0)
        turned = cv2.warpAffine(small, matrix, (small.shape[1], small.shape[0]))
        rows = turned.sum(axis=1, dtype="float64")
        contrast = float(((rows[1:] - rows[:-1]) ** 2).sum())
        if contrast > most:
            best, most = angle, contrast
    return best


def _masks(cv2: Any, picture: Any) -> tuple[Any, Any]:  # noqa: ANN401
    """Return the level and the upright lines of a page, without its writing."""
    ink = _ink(cv2, picture)
    height, width = ink.shape[:2]
    level = cv2.morphologyEx(
        ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (max(25, width // 30), 1))
    )
    upright = cv2.morphologyEx(
        ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (1, max(25, height // 55)))
    )
    return level, upright


def _table_corners(cv2: Any, numpy: Any, picture: Any) -> Any:  # noqa: ANN401
    """Return the corners of the largest table, None where there is none that fills the page."""
    level, upright = _masks(cv2, picture)
    height, width = level.shape[:2]
    both = cv2.dilate(cv2.bitwise_or(level, upright), numpy.ones((5, 5), dtype="uint8"))
    outlines, _ = cv2.findContours(both, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    boxes = [cv2.boundingRect(outline) for outline in outlines]
    filling = _filling(boxes, width, height)
    if filling is None:
        return None
    points = outlines[filling].reshape(-1, 2).astype("float32")
    sums, gaps = points.sum(axis=1), points[:, 0] - points[:, 1]
    return numpy.array(
        [
            points[sums.argmin()],
            points[gaps.argmax()],
            points[sums.argmax()],
            points[gaps.argmin()],
        ],
        dtype="float32",
    )


def _filling(boxes: Sequence[tuple[int, int, int, int]], width: int, height: int) -> int | None:
    """Return which box (left, top, wide, high) fills a page best, None where none does.

    What touches the edge of the picture is the edge of the sheet or the desk under it.
    """
    edge = 0.004 * max(width, height)
    filling = [
        (wide * high, at)
        for at, (x, y, wide, high) in enumerate(boxes)
        if min(x, y) > edge and x + wide < width - edge and y + high < height - edge
        if wide * high >= width * height * _LEAST_OF_PAGE
    ]
    return max(filling)[1] if filling else None


def _lines(cv2: Any, picture: Any) -> list[RelativeBox]:  # noqa: ANN401
    """Return the lines of a straight page in parts of its size."""
    height, width = picture.shape[:2]
    found: list[RelativeBox] = []
    for mask, kernel in zip(_masks(cv2, picture), ((15, 3), (3, 15)), strict=True):
        joined = cv2.morphologyEx(
            mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, kernel)
        )
        outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for outline in outlines[:2000]:
            x, y, wide, high = cv2.boundingRect(outline)
            found.append(
                RelativeBox(x / width, y / height, (x + wide) / width, (y + high) / height)
            )
    return found
