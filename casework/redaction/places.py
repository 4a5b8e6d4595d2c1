"""Where something stands on a page: in points of the page as it is shown, from its upper left."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """An upright rectangle; 72 points are an inch."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """How high it is, in points."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """How wide it is, in points."""
        return self.right - self.left

    def joined(self, other: "Box") -> "Box":
        """Return the smallest rectangle round both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def meets(self, other: "Box") -> bool:
        """Tell whether the two have any area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def on_one_line(one: Box, other: Box) -> bool:
    """Tell whether two characters stand beside each other rather than one above the other."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common > 0.4 * min(one.height, other.height)


def around(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """Return the bars over characters: one for each stretch of a line, gaps of a word included."""
    bars: list[Box] = []
    for box in boxes:
        if bars:
            last = bars[-1]
            gap = max(box.left - last.right, last.left - box.right)
            if on_one_line(last, box) and gap < 2 * max(box.height, last.height):
                bars[-1] = last.joined(box)
                continue
            if _is_one_column(last, box):
                bars[-1] = last.joined(box)
                continue
        bars.append(box)
    return tuple(bars)


def _is_one_column(upper: Box, lower: Box) -> bool:
    """Tell whether a character stands closely above or below others of its width."""
    gap = max(lower.top - upper.bottom, upper.top - lower.bottom)
    shift = max(abs(upper.left - lower.left), abs(upper.right - lower.right))
    return gap < 1.2 * max(lower.height, lower.width) and shift < 0.25 * max(
        lower.width, lower.height
    )


def whole(boxes: Sequence[Box]) -> Box:
    """Return the smallest rectangle round all of them."""
    found = boxes[0]
    for box in boxes[1:]:
        found = found.joined(box)
    return found
