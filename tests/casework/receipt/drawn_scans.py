"""Pages drawn line by line, and what is seen on them before any engine reads a letter.

It draws with the libraries of the recognition component, in a child of its own: they are not for
the program's process. What reads letters there is a stand-in that knows blocks of colour.
"""

import os
import sys
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

from casework.receipt.component import component

WIDE, HIGH = 400, 566


def libraries() -> tuple[Any, Any]:
    """Return cv2 and numpy, which lie beside the program and not in it."""
    folder = str(component())
    if folder not in sys.path:
        sys.path.append(folder)
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    return import_module("cv2"), import_module("numpy")


def sheet(wide: int = WIDE, high: int = HIGH, shade: int = 250) -> Any:
    """Return an empty page."""
    _, numpy = libraries()
    return numpy.full((high, wide, 3), shade, dtype="uint8")


def table(page: Any, box: tuple[int, int, int, int], rows: int = 4, columns: int = 3) -> Any:
    """Draw the lines of a table."""
    cv2, _ = libraries()
    left, top, right, bottom = box
    for at in range(rows + 1):
        y = top + (bottom - top) * at // rows
        cv2.line(page, (left, y), (right, y), (0, 0, 0), 2)
    for at in range(columns + 1):
        x = left + (right - left) * at // columns
        cv2.line(page, (x, top), (x, bottom), (0, 0, 0), 2)
    return page


def writing(page: Any, rows: int = 12) -> Any:
    """Draw rows of marks like letters, with a gap here and there."""
    cv2, _ = libraries()
    high, wide = page.shape[:2]
    for row in range(rows):
        y = high // 8 + row * high // 18
        for at, x in enumerate(range(wide // 8, wide * 7 // 8, 14)):
            if (row * 7 + at) % 5:
                cv2.rectangle(page, (x, y), (x + 8, y + 11), (20, 20, 20), -1)
    return page


def askew(page: Any, degrees: float) -> Any:
    """Turn a page round its middle, as a scanner takes it in."""
    cv2, _ = libraries()
    high, wide = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    return cv2.warpAffine(page, matrix, (wide, high), borderValue=(250, 250, 250))


def slanted(page: Any, *shifts: float) -> Any:
    """Move the corners of a page inwards, each by a part of its width, as a camera sees it."""
    cv2, numpy = libraries()
    high, wide = page.shape[:2]
    a, b, c, d = (one * wide for one in shifts)
    there = numpy.array([[a, a], [wide - b, b], [wide - c, high - c], [d, high - d]], "float32")
    whole = numpy.array([[0, 0], [wide, 0], [wide, high], [0, high]], "float32")
    matrix = cv2.getPerspectiveTransform(whole, there)
    return cv2.warpPerspective(page, matrix, (wide, high), borderValue=(250, 250, 250))


# Letters as blocks of colour: what stands in for an engine knows them by their hue.

ALPHABET = "申请人姓名电话地址林一帆文澜路号"
TALL, BROAD, PITCH = 14, 9, 13


def words(page: Any, text: str, x: int, y: int) -> Any:
    """Draw a line of letters; the foot of each is darker than its head."""
    cv2, numpy = libraries()
    for at, one in enumerate(text):
        left = x + at * PITCH
        for top, bright in ((y, 215), (y + TALL // 2, 120)):
            hue = numpy.array([[[ALPHABET.index(one) * 11, 255, bright]]], dtype="uint8")
            colour = tuple(int(value) for value in cv2.cvtColor(hue, cv2.COLOR_HSV2BGR)[0, 0])
            cv2.rectangle(page, (left, top), (left + BROAD - 1, top + TALL // 2 - 1), colour, -1)
    return page


class RapidOCR:
    """Finds blocks of colour in a row, whichever way it runs, and says which letters they are."""

    made: ClassVar[list[dict[str, Any]]] = []

    def __init__(self, params: dict[str, Any]) -> None:
        RapidOCR.made.append(params)

    def cls_and_rotate(self, images: Any) -> Any:
        return images, SimpleNamespace(cls_res=[(one, 0.9) for one in self._labels])

    def __call__(self, picture: Any, **_asked: bool) -> Any:
        cv2, numpy = libraries()
        hsv = cv2.cvtColor(picture, cv2.COLOR_BGR2HSV)
        block = ((hsv[:, :, 1] > 150) & (hsv[:, :, 2] > 60)).astype("uint8")
        joined = cv2.dilate(block, numpy.ones((13, 13), dtype="uint8"))
        outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        self._labels: list[str] = []
        lines = []
        for outline in sorted(outlines, key=lambda one: cv2.boundingRect(one)[1::-1]):
            x, y, wide, high = cv2.boundingRect(outline)
            part = numpy.where(block[y : y + high, x : x + wide] > 0, 1, 0)
            steps = part.any(axis=0 if wide > high else 1)
            line, begun = [], None
            for at, is_ink in enumerate([*steps, False]):
                if is_ink and begun is None:
                    begun = at
                elif not is_ink and begun is not None:
                    box = (x + begun, y, x + at, y + high)
                    box = box if wide > high else (x, y + begun, x + wide, y + at)
                    line.append(self._letter(hsv, block, box))
                    begun = None
            value = hsv[y : y + high, x : x + wide, 2] * 1.0 * part
            half = high // 2
            is_head_down = value[:half].sum() < value[half:].sum()
            self._labels.append("180" if wide > high and is_head_down else "0")
            lines.append(line)
        self.cls_and_rotate([picture])
        return SimpleNamespace(word_results=lines)

    def _letter(self, hsv: Any, block: Any, box: tuple[int, int, int, int]) -> Any:
        _, numpy = libraries()
        left, top, right, bottom = box
        inside = block[top:bottom, left:right] > 0
        rows = numpy.flatnonzero(inside.any(axis=1))
        columns = numpy.flatnonzero(inside.any(axis=0))
        hue = float(numpy.median(hsv[top:bottom, left:right, 0][inside]))
        x1, x2 = left + int(columns[0]), left + int(columns[-1]) + 1
        y1, y2 = top + int(rows[0]), top + int(rows[-1]) + 1
        return ALPHABET[round(hue / 11)], 0.9, ((x1, y1), (x2, y1), (x2, y2), (x1, y2))


def instead_of_the_engine() -> None:
    """Let the program find the stand-in where it looks for its engine."""
    libraries()
    module: Any = ModuleType("rapidocr")
    module.RapidOCR = RapidOCR
    sys.modules["rapidocr"] = module


def form() -> Any:
    """Return a form of two columns with words in it, and a ticked and an open box."""
    cv2, _ = libraries()
    page = table(sheet(620, 877), (60, 100, 560, 700), rows=3, columns=2)
    for at, (label, value) in enumerate((("姓名", "林一帆"), ("电话", "一一一号"))):
        words(page, label, 90, 180 + at * 200)
        words(page, value, 340, 180 + at * 200)
    words(page, "地址", 90, 580)
    for at, name in enumerate(("文", "路")):
        x = 330 + at * 110
        cv2.rectangle(page, (x, 580), (x + 13, 593), (0, 0, 0), 1)
        words(page, name, x + 24, 580)
    cv2.line(page, (333, 585), (337, 590), (0, 0, 0), 2)
    cv2.line(page, (337, 590), (341, 583), (0, 0, 0), 2)
    return words(page, "申请人姓名", 230, 40)


def png(page: Any) -> bytes:
    """Return a page as a file."""
    cv2, _ = libraries()
    ok, raw = cv2.imencode(".png", page)
    assert ok
    return bytes(raw.tobytes())
