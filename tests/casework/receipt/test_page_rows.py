"""Words with their places made into rows: by the lines round them, else by eye."""

import pypdfium2
import pytest

from casework.receipt.grid import RelativeBox, grid_of
from casework.receipt.page_rows import Piece, laid_out
from casework.receipt.page_text import rows_of_page
from casework.receipt.sources import pdf_rows
from tests.casework.approved.test_pages_read_told import pdf as drawn_pages
from tests.casework.approved.test_pages_read_told import said
from tests.faults.foreign_files import pdf


def line(x1: float, y1: float, x2: float, y2: float) -> RelativeBox:
    return RelativeBox(x1, y1, x2 + (0.001 if x1 == x2 else 0), y2 + (0.001 if y1 == y2 else 0))


def word(text: str, left: float, top: float, right: float, sureness: float = 1.0) -> Piece:
    return Piece(text, RelativeBox(left, top, right, top + 0.02), sureness)


TABLE = [
    *(line(0.1, y, 0.9, y) for y in (0.1, 0.2, 0.3)),
    *(line(x, 0.1, x, 0.3) for x in (0.1, 0.9)),
    line(0.3, 0.1, 0.3, 0.3),
    line(0.6, 0.1, 0.6, 0.2),
]


def texts(pieces: list[Piece], lines: list[RelativeBox]) -> list[list[str]]:
    rows = laid_out(pieces, lines, page=0, ratio=0.7)
    return [[cell.text for cell in row.cells] for row in rows]


def test_lines_make_cells_and_a_line_that_is_missing_merges_two() -> None:
    grid = grid_of(TABLE)
    assert len(grid.cells) == 5
    assert grid.cell_at(0.7, 0.25) == grid.cell_at(0.4, 0.25)
    assert grid.cell_at(0.7, 0.15) != grid.cell_at(0.4, 0.15)
    assert grid.cell_at(0.05, 0.05) is None


def test_words_fall_into_their_cells() -> None:
    pieces = [
        word("姓名", 0.12, 0.13, 0.16), word("林一帆", 0.32, 0.13, 0.4),
        word("甲", 0.65, 0.13, 0.7), word("住址", 0.12, 0.23, 0.16),
        word("人民路1号", 0.32, 0.23, 0.5),
        word("申请表", 0.4, 0.04, 0.6),
    ]  # fmt: skip
    assert texts(pieces, TABLE) == [["申请表"], ["姓名", "林一帆", "甲"], ["住址", "人民路1号"]]


def test_words_read_across_a_line_are_cut_there() -> None:
    pieces = [word("姓名林一帆", 0.25, 0.13, 0.36)]
    assert texts(pieces, TABLE) == [["姓名", "林一帆", ""]]


def test_a_cell_over_several_rows_heads_them_where_it_stands_first_and_is_told_once_elsewhere() -> (
    None
):
    lines = [
        *(line(0.1, y, 0.9, y) for y in (0.1, 0.3)),
        line(0.3, 0.2, 0.7, 0.2),
        *(line(x, 0.1, x, 0.3) for x in (0.1, 0.3, 0.7, 0.9)),
    ]
    pieces = [
        word("公民", 0.12, 0.19, 0.16), word("姓名林一帆", 0.32, 0.13, 0.45),
        word("住址人民路1号", 0.32, 0.23, 0.5), word("照片", 0.72, 0.19, 0.76),
    ]  # fmt: skip
    assert texts(pieces, lines) == [
        ["公民", "姓名林一帆", "照片"],
        ["公民", "住址人民路1号", ""],
    ]


def test_what_stands_right_of_a_table_whose_last_line_is_lost_is_its_last_cell() -> None:
    lost = [one for one in TABLE if one.left < 0.85]
    pieces = [word("姓名", 0.12, 0.13, 0.16), word("林一帆", 0.7, 0.13, 0.8)]
    assert texts(pieces, lost)[0][-1] == "林一帆"


def test_a_paragraph_broken_at_its_edge_is_one_line_and_a_list_is_not() -> None:
    pieces = [
        word("现申请公开某村二〇一九年第三批次城镇建设用地的征地批复及", 0.1, 0.1, 0.9),
        word("勘测定界图。", 0.1, 0.13, 0.3),
        word("2.补偿方案。", 0.1, 0.16, 0.3),
    ]
    assert texts(pieces, []) == [
        ["现申请公开某村二〇一九年第三批次城镇建设用地的征地批复及勘测定界图。"],
        ["2.补偿方案。"],
    ]


def test_what_goes_on_in_the_next_line_is_one_row_with_the_place_round_both() -> None:
    pieces = [
        word("现请求公开以下与本村征收土地有关的信息并复制给本人，内容为：", 0.1, 0.1, 0.9, 0.8),
        word("青枫路南段征地批复，联系邮箱为 mailbox of the", 0.1, 0.13, 0.9, 0.7),
        word("village 及附图", 0.1, 0.16, 0.3),
    ]
    (row,) = laid_out(pieces, [], page=2, ratio=0.7)
    assert row.text == (
        "现请求公开以下与本村征收土地有关的信息并复制给本人，内容为："
        "青枫路南段征地批复，联系邮箱为 mailbox of the village 及附图"
    )
    (cell,) = row.cells
    assert (cell.sureness, row.in_table) == (0.7, False)
    assert cell.place is not None
    place = cell.place
    assert (place.page, place.left, place.top) == (2, 0.1, 0.1)
    assert (place.width, place.height) == pytest.approx((0.8, 0.08))


def letters(text: str, left: float, top: float) -> list[Piece]:
    """Return a text as a page holds it: letter by letter, a number's as narrow as it is."""
    pieces = []
    for one in text:
        right = left + (0.016 if one.isascii() else 0.028)
        pieces.append(word(one, left, top, right))
        left = right
    return pieces


def test_a_letter_is_read_line_by_line_whatever_its_lines_begin_with() -> None:
    lines = [
        "政府信息公开申请书", "致：青枫区政务公开局", "住址：青枫区人民路1号", "呈请提供下列信息。",
        "申请人：林一帆", "联系 电话：13800000001", "申请公开：青枫路南段征地批复",
    ]  # fmt: skip
    pieces = [one for at, text in enumerate(lines) for one in letters(text, 0.1, 0.1 + at * 0.04)]
    assert texts(pieces, []) == [[text] for text in lines]


def test_a_form_without_lines_is_read_row_by_row() -> None:
    pieces = [
        *letters("姓名", 0.1, 0.1), *letters("林一帆", 0.3, 0.1), *letters("联系电话", 0.5, 0.1),
        *letters("13800000001", 0.65, 0.1),
        *letters("住址", 0.1, 0.14), *letters("青枫区人民路1号", 0.3, 0.14),
        *letters("所需信息", 0.1, 0.18), *letters("征地批复", 0.3, 0.18),
    ]  # fmt: skip
    assert texts(pieces, []) == [
        ["姓名   林一帆   联系电话 13800000001"],
        ["住址   青枫区人民路1号"],
        ["所需信息   征地批复"],
    ]


@pytest.mark.parametrize(
    ("right", "rows"),
    [
        # Two letters and a fifth are left free at most, where the next line goes on.
        (0.9, ["今申请公开某村征地批复", "勘测定界图。", "右"]),
        (0.75, ["今申请公开某村征地批复勘测定界图。", "右"]),
    ],
)
def test_lines_that_end_left_of_the_edge_are_lines_of_their_own(right, rows) -> None:
    # It ends at 0.71, and a letter is a fiftieth high and a thirty-fifth wide.
    pieces = [
        word("今申请公开某村征地批复", 0.1, 0.1, 0.71), word("勘测定界图。", 0.1, 0.13, 0.3),
        word("右", right - 0.03, 0.3, right),
    ]  # fmt: skip
    assert [row for (row,) in texts(pieces, [])] == rows


@pytest.mark.parametrize(
    ("told", "read"),
    [
        # Two telephones are two, whether one is a mobile or both.
        (("13800000001", "0791-86000018"), "13800000001\n0791-86000018"),
        (("手机13800000001", "86000018"), "手机13800000001\n86000018"),
        (("079186000018 ", "13900000002（家）"), "079186000018 \n13900000002（家）"),
        # One that the edge has cut is one, and so is what is no telephone.
        (("1380000", "0001"), "13800000001"),
        (("110105194912", "31002X"), "11010519491231002X"),
        (("11010519", "4912310020"), "110105194912310020"),
        (("赣府2013800000001", "0791-86000018"), "赣府20138000000010791-86000018"),
        # An address has no blank within it, words have one between them.
        (("lin.yifan@exa", "mple.org"), "lin.yifan@example.org"),
        (("lin.yifan@example", ".org"), "lin.yifan@example.org"),
        (("lin.yifan", "@example.org"), "lin.yifan@example.org"),
        (("lin@example.org or", "by post"), "lin@example.org or by post"),
        (("Green Hill", "Road"), "Green Hill Road"),
    ],
)
def test_what_the_edge_of_a_cell_has_cut_is_one_again(told, read) -> None:
    lines = [line(0.1, y, 0.32, y) for y in (0.1, 0.3)]
    lines += [line(x, 0.1, x, 0.3) for x in (0.1, 0.32)]
    pieces = [word(one, 0.105, 0.11 + at * 0.03, 0.31) for at, one in enumerate(told)]
    assert texts(pieces, lines) == [[read]]


@pytest.mark.parametrize(
    ("right", "told", "read"),
    [
        (0.2, ("申请", "人信", "息"), "申请人信息"),
        (0.5, ("申", "请", "人"), "申请人"),
        (0.5, ("张三", "李四"), "张三\n李四"),
        (0.24, ("张三", "李四"), "张三\n李四"),
        (0.5, ("张", "李四"), "张\n李四"),
        (0.5, ("王小明", "李四"), "王小明\n李四"),
    ],
)
def test_a_label_runs_downwards_and_names_stand_one_under_the_other(right, told, read) -> None:
    lines = [line(0.1, y, right, y) for y in (0.1, 0.3)]
    lines += [line(x, 0.1, x, 0.3) for x in (0.1, right)]
    pieces = [
        word(one, 0.11, 0.11 + at * 0.04, 0.11 + 0.028 * len(one)) for at, one in enumerate(told)
    ]
    assert texts(pieces, lines) == [[read]]


def test_a_cell_is_as_sure_as_the_least_of_its_letters() -> None:
    pieces = [word("姓", 0.12, 0.13, 0.14, 0.99), word("名", 0.14, 0.13, 0.16, 0.4)]
    (row,) = laid_out(pieces, TABLE, page=0, ratio=0.7)
    assert row.cells[0].sureness == 0.4


def test_the_text_of_a_pdf_is_read_in_its_order() -> None:
    assert [row.text for row in pdf_rows(pdf())] == ["phone 13800000001"]


def test_a_page_that_is_cut_off_outside_itself_holds_nothing() -> None:
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(200, 300)
    page.set_cropbox(250, 10, 300, 90)
    assert page.get_size() == (0, 0)
    assert rows_of_page(page) == []
    document.close()


@pytest.mark.parametrize(
    ("quarters", "level", "size"),
    [
        (0, "1 0 0 1", "0 0 200 100"),
        # As a printer writes a page across, and turns it to be shown.
        (1, "0 1 -1 0", "0 0 100 200"),
        (2, "-1 0 0 -1", "0 0 200 100"),
        (3, "0 -1 1 0", "0 0 100 200"),
    ],
)
def test_a_page_turned_to_be_shown_is_read_as_it_is_shown(quarters, level, size) -> None:
    def at(x: int, y: int) -> str:
        places = ((x, y), (100 - y, x), (200 - x, 100 - y), (y, 200 - x))
        return "{} {}".format(*places[quarters])

    lines = ((10, 40, 170, 40), (10, 80, 170, 80), *((x, 40, x, 80) for x in (10, 90, 170)))
    drawn = "".join(f"{at(*one[:2])} m {at(*one[2:])} l S " for one in lines)
    for words, x, y in (("AB", 20, 55), ("BA", 100, 55), ("B", 20, 15)):
        drawn += said(words, at=f"{level} {at(x, y)}")
    document = pypdfium2.PdfDocument(drawn_pages(drawn, more=f"/Rotate {quarters * 90}", size=size))
    assert document[0].get_size() == (200, 100)
    table, below = rows_of_page(document[0])
    assert [cell.text.strip() for cell in table.cells] == ["A一", "一A"]
    assert (below.text, table.in_table, below.in_table) == ("一", True, False)
    first, second = (cell.place for cell in table.cells)
    assert first is not None
    assert second is not None
    assert (first.left, first.top) == pytest.approx((0.05, 0.2), abs=0.01)
    assert (second.left, second.width, second.height) == pytest.approx((0.45, 0.4, 0.4), abs=0.01)


def test_a_page_that_lies_on_its_side_on_the_screen_is_read_as_it_was_written() -> None:
    for turn in (90, 180, 270):
        page = pypdfium2.PdfDocument(drawn_pages(said("AB"), more=f"/Rotate {turn}"))[0]
        (row,) = rows_of_page(page)
        assert row.text == "A一"
