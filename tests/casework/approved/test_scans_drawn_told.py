"""Drawn pages as they are seen before any engine reads a letter, and read by a stand-in for one.

What reads them runs in a child, as in the program, and only where the component is installed.
"""

from pathlib import Path
from typing import Any

import pytest

from casework.foreign import Limits, read_apart
from casework.receipt.component import component
from casework.receipt.page_letters import Recogniser, recogniser
from tests.approving import hold
from tests.casework.receipt import scans_told

TEXTS = Path(__file__).parent / "texts"
needs_the_component = pytest.mark.skipif(component() is None, reason="recognition is not installed")


def told(door: Any, *asked: Any) -> Any:
    return read_apart(door, *asked, limits=Limits(seconds=60, mib=1100))


@needs_the_component
def test_pages_are_made_straight_and_their_lines_found() -> None:
    hold(TEXTS / "scans_straightened.txt", told(scans_told.slants))


@needs_the_component
def test_boxes_are_told_from_letters_and_ticked_from_open_ones() -> None:
    hold(TEXTS / "scans_squares.txt", told(scans_told.squares))


@needs_the_component
def test_files_give_pages_of_a_bounded_size() -> None:
    hold(TEXTS / "scans_pages.txt", told(scans_told.pages))


@needs_the_component
def test_a_form_is_read_whichever_way_it_came() -> None:
    readings = told(scans_told.readings)
    upright = readings["as it is"]
    assert [texts for texts, _, _ in upright] == [
        ["申请人姓名"], ["姓名", "林一帆"], ["电话", "一一一号"], ["地址", "☑文   ☐路"],
    ]  # fmt: skip
    for name, rows in readings.items():
        assert [texts for texts, _, _ in rows] == [texts for texts, _, _ in upright], name
        assert [in_table for _, _, in_table in rows] == [False, True, True, True]
    (_, (title,), _), (_, (label, _), _), *_ = upright
    # Where they were drawn: five letters at (230, 40), a cell of 250 by 200 at (60, 100).
    assert as_drawn(title) == pytest.approx((230, 40, 61, 14), abs=4)
    assert as_drawn(label) == pytest.approx((60, 100, 250, 200), abs=4)
    turns = {
        "a quarter to the right": (1 - label.top - label.height, label.left),
        "head down": (1 - label.left - label.width, 1 - label.top - label.height),
        "a quarter to the left": (label.top, 1 - label.left - label.width),
    }
    for name, (left, top) in turns.items():
        place = readings[name][1][1][0]
        sizes = (label.width, label.height) if name == "head down" else (label.height, label.width)
        assert (place.page, place.left, place.top) == pytest.approx((0, left, top), abs=0.01), name
        assert (place.width, place.height) == pytest.approx(sizes, abs=0.01), name


def as_drawn(place: Any) -> tuple[float, float, float, float]:
    return place.left * 620, place.top * 877, place.width * 620, place.height * 877


@needs_the_component
def test_an_empty_scan_and_a_broken_component_are_told() -> None:
    nothing = "图片里没有读出文字，请换一张清楚的扫描件，或者留作附件。"
    empty, lines_only, made, broken = told(scans_told.refusals)
    assert (empty, lines_only) == (nothing, nothing)
    assert made == (
        "{'Global.log_level': 'critical', 'EngineConfig.onnxruntime.intra_op_num_threads': 2, "
        "'EngineConfig.onnxruntime.inter_op_num_threads': 1}, made 2 times"
    )
    assert broken == (
        "文字识别组件不完整，无法读取扫描件，请重新运行 python run.py ocr。 for a cause"
    )


@needs_the_component
def test_the_pages_of_a_scan_are_counted() -> None:
    assert told(scans_told.two_pages) == [("姓名林一", 0), ("地址文澜", 1)]


@needs_the_component
def test_letters_on_a_picture_have_a_box_each_and_a_line_its_end(tmp_path: Path) -> None:
    text, boxes = told(scans_told.letters, tmp_path)
    assert text == "姓名林一\n地址\n"
    assert len(boxes) == 4 * len(text)
    shown = [tuple(boxes[at : at + 4]) for at in range(0, len(boxes), 4)]
    assert shown[0] == pytest.approx((0.2, 0.1, 0.218, 0.114), abs=0.003)
    assert shown[3] == pytest.approx((0.278, 0.1, 0.296, 0.114), abs=0.003)
    assert shown[5] == pytest.approx((0.6, 0.5, 0.618, 0.514), abs=0.003)
    assert shown[4] == shown[7] == (0, 0, 0, 0)


@needs_the_component
def test_words_read_at_once_are_shared_out_among_their_letters(tmp_path: Path) -> None:
    text, boxes = told(scans_told.words_at_once, tmp_path)
    assert text == "林一帆甲\n"
    shown = [tuple(boxes[at : at + 4]) for at in range(0, len(boxes), 4)]
    assert shown == [
        (0.2, 0.1, 0.4, 0.12), (0.4, 0.1, 0.6, 0.12), (0.6, 0.1, 0.8, 0.12), (0.2, 0.1, 0.8, 0.12),
        (0, 0, 0, 0),
    ]  # fmt: skip


def test_who_reads_pictures_is_there_where_the_component_is() -> None:
    assert isinstance(recogniser(), Recogniser) is (component() is not None)
