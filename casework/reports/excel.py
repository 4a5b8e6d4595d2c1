"""The report's tables in Excel, in the official merged layout, one sheet and one page a table."""

import math
from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from casework.reports.annual import AnnualReport
from casework.reports.layout import Layout, Spot, layout_2, layout_3, layout_4
from casework.reports.workbook import workbook

_FONT = {"font_name": "宋体", "font_size": 10}
_LINE_POINTS = 16.0


def write_excel(report: AnnualReport, path: Path) -> None:
    """Write tables 2, 3 and 4 to `path`; totals are formulas that hold their values already."""
    with workbook(path) as book:
        add_tables(book, report)
        add_problems(book, [finding.sentence for finding in report.findings()])


def add_tables(book: Workbook, report: AnnualReport) -> None:
    """Add a sheet for each of the report's tables to an open workbook."""
    if report.table2 is not None:
        _add_sheet(book, layout_2(report.table2), report.title, is_wide=False)
    _add_sheet(book, layout_3(report.table3), report.title, is_wide=False)
    _add_sheet(book, layout_4(report.table4), report.title, is_wide=True)


def add_problems(book: Workbook, problems: Sequence[str]) -> None:
    """Add a sheet that says what does not add up; none where everything does."""
    if not problems:
        return
    sheet = book.add_worksheet("核对结果")
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 100)
    head = book.add_format({**_FONT, "bold": True, "bottom": 1})
    line = book.add_format({**_FONT, "text_wrap": True, "valign": "top"})
    sheet.write_row(0, 0, ("序号", "需要核对的问题"), head)
    for number, problem in enumerate(problems, start=1):
        sheet.write_number(number, 0, number, line)
        sheet.write_string(number, 1, problem, line)
        sheet.set_row(number, 14 * lines_needed(problem, 100) + 4)


def lines_needed(value: object, width: float) -> int:
    """Return how many lines a text takes in a column of a width in narrow characters."""
    if not isinstance(value, str):
        return 1
    taken = sum(2 if ord(character) > 255 else 1 for character in value)
    return max(1, math.ceil(taken / max(width - 1, 1)))


def _add_sheet(book: Workbook, layout: Layout, heading: str, *, is_wide: bool) -> None:
    sheet = book.add_worksheet(layout.name)
    sheet.set_paper(9)
    if is_wide:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.5)
    for column, width in enumerate(layout.widths):
        sheet.set_column(column, column, width)
    title = book.add_format(
        {**_FONT, "font_size": 14, "bold": True, "align": "center", "valign": "vcenter"}
    )
    name = book.add_format({**_FONT, "font_size": 12, "align": "center", "valign": "vcenter"})
    sheet.merge_range(0, 0, 0, layout.columns - 1, heading, title)
    sheet.merge_range(1, 0, 1, layout.columns - 1, layout.title, name)
    sheet.set_row(0, 28)
    sheet.set_row(1, 22)
    for row, lines in enumerate(layout.heights):
        sheet.set_row(_TOP + row, 6 + _LINE_POINTS * lines)
    formats = {
        "head": _cell_format(book, align="center", text_wrap=True),
        "item": _cell_format(book, align="left", text_wrap=True),
        "count": _cell_format(book, align="center", num_format="0"),
        "amount": _cell_format(book, align="center", num_format="0.######"),
    }
    for spot in layout.spots:
        _write(sheet, spot, formats)
    sheet.print_area(0, 0, _TOP + layout.rows - 1, layout.columns - 1)


_TOP = 2


def _cell_format(book: Workbook, **more: object) -> Format:
    return book.add_format({**_FONT, "border": 1, "valign": "vcenter", **more})


def _write(sheet: Worksheet, spot: Spot, formats: dict[str, Format]) -> None:
    row, column = _TOP + spot.row, spot.column
    if spot.number is None:
        is_item = spot.words[:1].isdigit()
        style = formats["item" if is_item else "head"]
    else:
        style = formats["count" if spot.number == int(spot.number) else "amount"]
    if spot.rows > 1 or spot.columns > 1:
        sheet.merge_range(
            row, column, row + spot.rows - 1, column + spot.columns - 1, spot.words, style
        )
    if spot.number is None:
        sheet.write_string(row, column, spot.words, style)
    elif spot.summed:
        ranges = ",".join(
            xl_range(_TOP + area[0], area[1], _TOP + area[2], area[3]) for area in spot.summed
        )
        sheet.write_formula(row, column, f"=SUM({ranges})", style, spot.number)
    else:
        sheet.write_number(row, column, spot.number, style)
