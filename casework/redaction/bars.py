"""Bars: what is covered, on what ground, and how they are drawn into a page's picture.

A bar is part of the picture itself. Nothing of what it covers is kept anywhere in the new page,
and nothing near it either: the bar is a little larger than the characters, so that no edge of one
tells which it was.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from casework.redaction.places import Box

_BLACK = 22
_MARGIN_ACROSS = 0.8
_MARGIN_DOWN = 0.8
_LEAST_SIDE = 2.0
_POINTS_AN_INCH = 72


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar on a page (from 0); `ground` is the number printed in it, 0 for none."""

    page: int
    box: Box
    ground: int = 0


def pixels_of(bar: Bar, scale: float, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """Return the pixels a bar covers, right and lower edge not included; `None` off the page."""
    box = bar.box
    left = max(math.floor((box.left - _MARGIN_ACROSS) * scale), 0)
    top = max(math.floor((box.top - _MARGIN_DOWN) * scale), 0)
    least = math.ceil(_LEAST_SIDE * scale)
    right = min(max(math.ceil((box.right + _MARGIN_ACROSS) * scale), left + least), size[0])
    bottom = min(max(math.ceil((box.bottom + _MARGIN_DOWN) * scale), top + least), size[1])
    return (left, top, right, bottom) if left < right and top < bottom else None


def draw(
    picture: Image.Image, bars: Iterable[Bar], scale: float
) -> list[tuple[int, int, int, int]]:
    """Draw bars into a picture of `scale` pixels a point; returns the pixels they cover."""
    pen = ImageDraw.Draw(picture)
    black = _BLACK if picture.mode == "L" else (_BLACK,) * 3
    covered: list[tuple[int, int, int, int]] = []
    numbered: list[tuple[tuple[int, int, int, int], int]] = []
    for bar in bars:
        area = pixels_of(bar, scale, picture.size)
        if area is None:
            continue
        pen.rectangle((area[0], area[1], area[2] - 1, area[3] - 1), fill=black)
        covered.append(area)
        if bar.ground:
            numbered.append((area, bar.ground))
    for area, ground in numbered:
        _number(pen, area, ground, picture.mode)
    return covered


def _number(
    pen: ImageDraw.ImageDraw, area: tuple[int, int, int, int], ground: int, mode: str
) -> None:
    """Print the number of a ground in a ring in the middle of a bar, where there is room for it."""
    left, top, right, bottom = area
    height, width = bottom - top, right - left
    size = min(height * 0.78, width * 0.9, 90.0)
    if size < 8:
        return
    white = 255 if mode == "L" else (255, 255, 255)
    middle = ((left + right) / 2, (top + bottom) / 2)
    pen.ellipse(
        (
            middle[0] - size / 2,
            middle[1] - size / 2,
            middle[0] + size / 2,
            middle[1] + size / 2,
        ),
        outline=white,
        width=max(round(size / 14), 1),
    )
    font = ImageFont.load_default(size=size * (0.62 if ground < 10 else 0.5))
    pen.text(middle, str(ground), fill=white, font=font, anchor="mm")
