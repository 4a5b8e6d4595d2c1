"""What is decided from the measures of a scan: its slant, its table, its boxes, its size."""

from types import SimpleNamespace

import pytest

from casework.receipt import scan_pages, straightening, ticked_boxes
from rules.errors import ClerkError

LEVEL, DOWN, UP = (0, 0, 100, 0), (0, 0, 100, 2), (0, 50, 100, 44)


@pytest.mark.parametrize(
    ("lines", "angle"),
    [
        # One line may be a fold or a stroke of a pen: then the rows of text are looked at.
        ([], None),
        ([DOWN], None),
        ([LEVEL, LEVEL], 0),
        # The middle one: what a stamp or a fold adds does not turn the page.
        ([LEVEL, DOWN, UP], 0),
        ([LEVEL, DOWN], 0.572881),
        ([UP, UP, LEVEL], -3.433630),
        # What stands upright, or nearly, is no line of text.
        ([DOWN, (0, 0, 0, 100), (50, 0, 51, 90)], None),
        ([DOWN, DOWN, (0, 0, 100, 22), (0, 22, 100, 0)], 1.145763),
        ([(0, 0, 100, 21), (0, 0, 100, 21)], 11.859779),
    ],
)
def test_a_page_is_as_askew_as_the_middle_one_of_its_long_lines(lines, angle) -> None:
    found = straightening._angle_of(lines)
    assert found == (None if angle is None else pytest.approx(angle, abs=1e-5))


@pytest.mark.parametrize(
    ("off", "is_slanted"), [(0, False), (6, False), (7, True), (119, True), (120, False)]
)
def test_a_table_is_pulled_straight_where_a_camera_may_have_seen_it_so(off, is_slanted) -> None:
    # Three thousandths of the longer side are drawing; an eighth of the shorter is no rectangle.
    assert straightening._is_slanted(off, 1000, 2000) is is_slanted
    assert straightening._is_slanted(off, 2000, 1000) is is_slanted


PAGE = (1000, 1000)
TABLE = (200, 200, 500, 500)


@pytest.mark.parametrize(
    ("boxes", "filling"),
    [
        ([], None),
        ([TABLE], 0),
        ([(10, 10, 400, 450), TABLE, (10, 10, 450, 450)], 1),
        # The edge of the sheet, or the desk round it, is no table however much it holds.
        ([(0, 0, 1000, 1000), TABLE], 1),
        ([(5, 5, 500, 500)], 0),
        ([(4, 5, 500, 500)], None),
        ([(5, 4, 500, 500)], None),
        ([(495, 495, 500, 500)], 0),
        ([(496, 495, 500, 500)], None),
        ([(495, 496, 500, 500)], None),
        # Less than 18 hundredths of the page is a stamp, a photograph or a small form on it.
        ([(10, 10, 400, 450)], 0),
        ([(10, 10, 399, 451)], None),
    ],
)
def test_the_table_of_a_page_is_the_largest_that_keeps_clear_of_its_edge(boxes, filling) -> None:
    assert straightening._filling(boxes, *PAGE) == filling


@pytest.mark.parametrize(
    ("wide", "high", "is_square"),
    [
        (100, 100, True),
        # From somewhat less than half a letter to somewhat more than one.
        (46, 46, True), (45, 45, False), (45, 46, False), (46, 45, False),
        (134, 134, True), (135, 134, False), (134, 135, False),
        # Nearly as wide as high: a copy stretches a little.
        (100, 78, True), (100, 77, False), (78, 100, True), (77, 100, False),
    ],
)  # fmt: skip
def test_a_printed_box_is_a_square_about_as_high_as_the_writing(wide, high, is_square) -> None:
    assert ticked_boxes._is_square(wide, high, 100.0) is is_square


def test_what_has_nothing_within_its_border_is_no_box() -> None:
    assert [side for side in range(1, 9) if ticked_boxes._is_square(side, side, 6.0)] == [
        5,
        6,
        7,
        8,
    ]


@pytest.mark.parametrize(
    ("share", "strokes", "has_bar"),
    [
        (0.0, [0.0, 0.0], False),
        (0.3, [0.2, 0.85], False),
        # 日 has a stroke right across.
        (0.3, [0.2, 0.86], True),
        (0.92, [1.0, 1.0], True),
        # What is filled in whole is a tick and no letter.
        (0.93, [1.0, 1.0], False),
    ],
)
def test_a_stroke_right_across_makes_a_letter_unless_all_is_ink(share, strokes, has_bar) -> None:
    assert ticked_boxes._has_bar(share, strokes) is has_bar


@pytest.mark.parametrize(
    ("came", "read"),
    [
        ((40, 30), (80, 60)),
        ((675, 500), (1350, 1000)),
        ((500, 676), (999, 1350)),
        ((1349, 1000), (1350, 1001)),
        ((1350, 1000), (1350, 1000)),
        ((1653, 2200), (1653, 2200)),
        ((2201, 1000), (2200, 1000)),
        ((6600, 3300), (2200, 1100)),
        ((2, 6600), (1, 2200)),
        ((9000, 1), (2200, 1)),
    ],
)
def test_a_picture_is_read_at_about_the_size_of_a_scanned_page(came, read) -> None:
    picture = SimpleNamespace(width=came[0], height=came[1], resize=lambda size: size)
    assert scan_pages._sized(picture) == read


def test_a_picture_smaller_than_a_stamp_is_not_read() -> None:
    with pytest.raises(ClerkError, match="太小"):
        scan_pages._sized(SimpleNamespace(width=39, height=39))
