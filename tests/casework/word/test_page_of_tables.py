"""The preview of an own template: tables in tables, controls, odd numbers."""

import pytest

from casework.word.page import PageCell, PageLine, page_of
from tests.casework.docx_samples import docx, p, r


def cell(inner: str, more: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{inner}</w:tc>"


def grid(*rows: str, widths: tuple[str, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def control(inner: str) -> str:
    return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def lines(body: str) -> tuple[PageLine, ...]:
    return page_of(docx(body), {}).lines


def test_a_table_in_a_cell_is_told_once() -> None:
    inner = grid(row(cell(p("里一")), cell(p("里二"))))
    found = lines(grid(row(cell(p("外") + inner + p("末")), cell(p("右"))), row(cell(p("下")))))
    assert [one.text for one in found] == ["外\n里一\n里二\n末 | 右", "下"]


def test_what_stands_in_controls_of_word_is_shown() -> None:
    first = row(control(cell(p("甲"))), cell(control(p("乙"))))
    found = lines(grid(first, control(row(cell(p("丙")), cell(p("丁"))))))
    assert [one.text for one in found] == ["甲 | 乙", "丙 | 丁"]


@pytest.mark.parametrize(
    ("written", "span"), [("3", 3), ("1", 1), ("0", 1), ("-2", 1), ("x", 1), ("", 1), ("2.0", 2)]
)
def test_a_span_is_a_number_of_columns(written: str, span: int) -> None:
    (found,) = lines(grid(row(cell(p("甲"), f'<w:gridSpan w:val="{written}"/>'))))
    assert found.cells == (PageCell("甲", span, False),)


def test_widths_are_points_and_what_is_no_number_is_none() -> None:
    (found,) = lines(grid(row(cell(p("甲"))), widths=("2880", "x", "")))
    assert found.widths == (144.0, 0.0, 0.0)
    assert (found.align, found.size, found.line) == ("left", 12.0, 20.0)


def test_a_cell_that_goes_on_from_above_says_nothing_again() -> None:
    found = lines(
        grid(
            row(cell(p("甲"), '<w:vMerge w:val="restart"/>'), cell(p("乙"))),
            row(cell(p("旧"), "<w:vMerge/>"), cell(p("丙"))),
            row(cell(p("旧"), '<w:vMerge w:val="continue"/>'), cell(p("丁"))),
        )
    )
    assert [one.cells[0] for one in found] == [
        PageCell("甲", 1, False), PageCell("", 1, True), PageCell("", 1, True),
    ]  # fmt: skip
    assert [one.text for one in found] == ["甲 | 乙", " | 丙", " | 丁"]


@pytest.mark.parametrize(
    ("written", "bold"),
    [
        ("<w:b/>", True),
        ('<w:b w:val="1"/>', True),
        ('<w:b w:val="true"/>', True),
        ('<w:b w:val="0"/>', False),
        ('<w:b w:val="false"/>', False),
        ('<w:b w:val="off"/>', False),
        ("", False),
    ],
)
def test_bold_may_be_switched_off(written: str, bold: bool) -> None:
    (found,) = lines(p(r("甲", written)))
    assert found.bold is bold


def test_a_letter_without_a_sheet_stands_on_a4() -> None:
    paper = page_of(docx(p("甲")), {}).paper
    # 210 × 297 mm; margins of 37, 26, 35 and 28 mm as GB/T 9704 has them.
    millimetres = [
        round(points / 72 * 25.4, 1)
        for points in (paper.width, paper.height, paper.top, paper.right, paper.bottom, paper.left)
    ]
    assert millimetres == [210.0, 297.0, 37.0, 26.0, 35.0, 28.0]
