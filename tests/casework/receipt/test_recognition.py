"""What is made of what an engine recognised, with an engine that says what the test has it say."""

from types import SimpleNamespace
from typing import Any

import pytest

from casework.receipt import recognition
from casework.receipt.blocks import PageArea, ReadCell, ReadRow
from casework.receipt.grid import RelativeBox
from casework.receipt.page_rows import Piece
from casework.receipt.recognition import letters_of
from casework.receipt.straightening import Straight
from casework.receipt.ticked_boxes import Square

# Its size is all that is asked of a picture here: 200 high, 100 wide.
PAGE = SimpleNamespace(shape=(200, 100, 3))
FINE = SimpleNamespace(shape=(256, 128, 3))


class Engine:
    """Reads the same words off every picture, and finds some of its lines upside down."""

    def __init__(self, words: Any, labels: tuple[str, ...] | None = ()) -> None:
        self.words = words
        self.labels = labels
        self.asked: dict[str, bool] = {}

    def cls_and_rotate(self, images):
        labels = None if self.labels is None else [(one, 0.9) for one in self.labels]
        return images, SimpleNamespace(cls_res=labels)

    def __call__(self, picture, **asked):
        self.asked = asked
        assert self.cls_and_rotate([picture])[0] == [picture]
        return SimpleNamespace(word_results=self.words)


def corners(left: float, top: float, right: float, bottom: float):
    # From any corner, in any order: a line that runs askew has no first one.
    return ((right, top), (left, bottom), (right, bottom), (left, top))


def letter(text: str, *box: float, sureness: float = 0.9):
    return text, sureness, corners(*box)


def boxed(text: str, *box: float, sureness: float = 1.0) -> Piece:
    return Piece(text, RelativeBox(*box), sureness)


def test_letters_stand_where_their_corners_say_in_parts_of_the_page() -> None:
    engine = Engine(([letter("申", 10, 20, 30, 60), letter("请", 35, 22, 55, 64, sureness=0.5)],))
    lines, is_upside_down = letters_of(engine, PAGE)
    assert lines == [
        [
            Piece("申", RelativeBox(0.1, 0.1, 0.3, 0.3), 0.9),
            Piece("请", RelativeBox(0.35, 0.11, 0.55, 0.32), 0.5),
        ]
    ]
    assert not is_upside_down
    assert engine.asked == {"return_word_box": True, "return_single_char_box": True}


def test_what_was_found_and_could_not_be_read_is_passed_over() -> None:
    good = letter("人", 10, 20, 30, 60)
    engine = Engine(([("", 0.0, None), good, "x", ("a", 0.5), [*good]], [("", 0.0, None)], [good]))
    lines, _ = letters_of(engine, PAGE)
    assert [[piece.text for piece in line] for line in lines] == [["人"], ["人"]]
    assert letters_of(Engine(None), PAGE) == ([], False)


@pytest.mark.parametrize(
    ("labels", "is_upside_down"),
    [
        (("180", "180", "0"), True),
        (("180", "0"), False),
        (("180", "0", "0"), False),
        (("180°",), True),
        (("0", "1800"[1:]), False),
        ((), False),
        (None, False),
    ],
)
def test_a_page_stands_on_its_head_where_most_of_its_lines_do(labels, is_upside_down) -> None:
    engine = Engine(([letter("人", 10, 20, 30, 60)],), labels)
    assert letters_of(engine, PAGE)[1] is is_upside_down
    # What one page was told is not counted with the next.
    assert letters_of(engine, PAGE)[1] is is_upside_down


def run(*boxes: tuple[float, float, float, float]) -> list[Piece]:
    return [boxed("字", *box) for box in boxes]


def across(letters: int, *, wide: float, high: float) -> list[Piece]:
    """Return letters that fill a line of that size in pixels, on a page of 128 by 256."""
    step = wide / letters / 128
    return run(*((at * step, 0.25, (at + 1) * step, 0.25 + high / 256) for at in range(letters)))


@pytest.mark.parametrize(
    ("lines", "on_its_side"),
    [
        ([], False),
        ([across(4, wide=16, high=48)], True),
        # Half as high again as it is wide, and not more: a short line of large letters.
        ([across(4, wide=32, high=48)], False),
        ([across(4, wide=32, high=49)], True),
        # Three letters may be a label written downwards.
        ([across(3, wide=16, high=48)], False),
        ([across(4, wide=16, high=48), across(4, wide=48, high=16)], False),
        ([across(4, wide=16, high=48)] * 2 + [across(4, wide=48, high=16)], True),
        ([across(4, wide=16, high=48)] + [across(4, wide=48, high=16)] * 2, False),
    ],
)
def test_a_page_lies_on_its_side_where_most_of_its_lines_run_downwards(lines, on_its_side) -> None:
    assert recognition._lies_on_its_side(lines, FINE) is on_its_side


def placed(*texts: Piece, squares: tuple[Square, ...]) -> list[str]:
    return [piece.text for piece in recognition._with_squares([list(texts)], list(squares))]


BOX = RelativeBox(0.125, 0.125, 0.25, 0.25)


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        # As what a box is read, however surely, it is a box.
        (boxed("口", *BOX), ["☑"]),
        (boxed("口", *BOX, sureness=0.5), ["☑"]),
        (boxed("图", *BOX, sureness=0.61), ["图"]),
        (boxed("图", *BOX, sureness=0.6), ["☑"]),
        (boxed("一", *BOX), ["一"]),
        (boxed("\u9fff", *BOX), ["\u9fff"]),
        (boxed("O", *BOX), ["☑"]),
        # Half its width and two fifths of its height must be under the box.
        (boxed("图", 0.1875, 0.125, 0.3125, 0.25), ["图", "☑"]),
        (boxed("图", 0.187, 0.125, 0.312, 0.25), ["图"]),
        (boxed("图", 0.0626, 0.125, 0.1876, 0.25), ["图"]),
        (boxed("图", 0.125, 0.201, 0.25, 0.326), ["图", "☑"]),
        (boxed("图", 0.125, 0.199, 0.25, 0.324), ["图"]),
        (boxed("口", 0.125, 0.05, 0.25, 0.174), ["口", "☑"]),
        (boxed("口", 0.125, 0.05, 0.25, 0.176), ["☑"]),
        # A narrow letter within it is measured by itself.
        (boxed("V", 0.23, 0.125, 0.25, 0.25), ["☑"]),
        (boxed("纸", 0.3, 0.1, 0.4, 0.2), ["纸", "☑"]),
    ],
)  # fmt: skip
def test_a_printed_box_stands_for_what_was_read_there_unless_that_is_a_letter(read, kept) -> None:
    assert placed(read, squares=(Square(BOX, is_ticked=True),)) == kept


def test_boxes_follow_the_letters_ticked_or_open() -> None:
    away = RelativeBox(0.5, 0.1, 0.6, 0.2)
    squares = (Square(BOX, is_ticked=False), Square(away, is_ticked=True))
    line = [boxed("日", *BOX), boxed("纸", 0.3, 0.1, 0.4, 0.2)]
    pieces = recognition._with_squares([line], list(squares))
    assert pieces == [
        boxed("纸", 0.3, 0.1, 0.4, 0.2), Piece("☐", BOX, 1.0), Piece("☑", away, 1.0),
    ]  # fmt: skip


class Matrix:
    """Nine numbers that move a point, as numpy's do."""

    def __init__(self, *rows: tuple[float, float, float]) -> None:
        self.rows = rows

    def __matmul__(self, point):
        return [sum(a * b for a, b in zip(row, point, strict=True)) for row in self.rows]


SAME = Matrix((1, 0, 0), (0, 1, 0), (0, 0, 1))


def back(quarters: int, matrix: Matrix = SAME) -> list[float]:
    cell = ReadCell("甲", PageArea(3, 0.1, 0.2, 0.3, 0.05), 0.7)
    row = ReadRow((cell, ReadCell("", None)), in_table=True)
    moved = recognition._on_the_page(row, Straight(PAGE, matrix, ()), quarters)
    assert (moved.in_table, moved.cells[1], moved.cells[0].sureness) == (True, row.cells[1], 0.7)
    place = moved.cells[0].place
    assert (moved.cells[0].text, place.page) == ("甲", 3)
    return [round(one, 6) for one in (place.left, place.top, place.width, place.height)]


def test_places_are_those_on_the_page_as_it_came() -> None:
    assert back(0) == [0.1, 0.2, 0.3, 0.05]
    # Turned a quarter to the left before it was read: what was right of it then stood above.
    assert back(1) == [0.75, 0.1, 0.05, 0.3]
    assert back(2) == [0.6, 0.75, 0.3, 0.05]
    assert back(3) == [0.2, 0.6, 0.05, 0.3]


def test_places_go_back_through_what_made_the_page_straight() -> None:
    # Ten pixels to the right and twenty down, then seen from twice as far.
    moved = Matrix((1, 0, 10), (0, 1, 20), (0, 0, 2))
    assert back(0, moved) == [0.1, 0.15, 0.15, 0.025]
    # What was level is not: the smallest place round all four corners.
    slanted = Matrix((1, 0, 0), (0.5, 1, 0), (0, 0, 1))
    assert back(0, slanted) == [0.1, 0.225, 0.3, 0.125]
