"""The letters on pictures of pages, each with its place: for what only needs to know where it is.

It runs in the child that reads foreign bytes, and only where the recognition is installed.
"""

from array import array
from importlib import import_module
from pathlib import Path
from typing import Any

from casework.foreign import Limits, read_apart
from casework.receipt.component import is_installed, make_importable
from casework.receipt.recognition import engine_of, letters_of

_SECONDS_A_PAGE = 25
_MIB = 1500


def recogniser() -> "Recogniser | None":
    """Return what reads pictures of pages, `None` where the recognition is not installed."""
    return Recogniser() if is_installed() else None


class Recogniser:
    """Reads pictures of pages, each in a child of its own."""

    def __call__(self, picture: Path) -> tuple[str, bytes]:
        """Return the letters of a picture, and for each its box in shares of width and height.

        Raises `ClerkError` where it takes too long or too much.
        """
        limits = Limits(seconds=_SECONDS_A_PAGE, mib=_MIB)
        return read_apart(letters_on, picture, limits=limits)


def letters_on(picture: Path) -> tuple[str, bytes]:
    """Return the letters on a picture and their boxes: four numbers each, a line's end without.

    Raises `ClerkError` where the recognition component is not installed.
    """
    make_importable()
    numpy: Any = import_module("numpy")
    image_module: Any = import_module("PIL.Image")
    with image_module.open(picture) as opened:
        pixels = numpy.ascontiguousarray(numpy.array(opened.convert("RGB"))[:, :, ::-1])
    text: list[str] = []
    boxes = array("f")
    lines, _is_on_its_head = letters_of(engine_of(), pixels)
    for line in lines:
        for piece in line:
            for at, letter in enumerate(piece.text):
                # A piece of more letters than one stands in one box: shared out evenly.
                step = piece.box.width / len(piece.text)
                left = piece.box.left + at * step
                text.append(letter)
                boxes.extend((left, piece.box.top, left + step, piece.box.bottom))
        text.append("\n")
        boxes.extend((0.0, 0.0, 0.0, 0.0))
    return "".join(text), boxes.tobytes()
