"""Tables, charts and paragraphs drawn one below another on a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from casework.reports.excel import lines_needed

FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}


CHART_FONT = {"name": "宋体", "size": 9}


LINE_POINTS = 13.5


@dataclass(frozen=True, slots=True)
class Block:
    """Where a table stands on its sheet; rows count from 0, the head above `first`."""

    sheet: str
    first: int
    last: int
    column: int


class Draw:
    """Tables and charts on the sheets of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._widths: dict[str, Sequence[float]] = {}
        self._title = book.add_format({**FONT, "font_size": 13, "bold": True})
        self._head = self._style(bold=True, align="center", text_wrap=True, bg_color="#EEF2F7")
        self._text = self._style(text_wrap=True)
        self._count = self._style(align="center", num_format="0")
        self._days = self._style(align="center", num_format="0.0")
        self._share = self._style(align="center", num_format="0.0%")
        self._day = self._style(align="center", num_format="yyyy-mm-dd")

    def _style(self, **more: object) -> Format:
        return self.book.add_format({**FONT, "border": 1, **more})

    def sheet(
        self, name: str, title: str, widths: Sequence[float], *, is_list: bool = False
    ) -> Worksheet:
        """Return a new sheet that prints on one A4 page, or as many as a list needs."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        if is_list:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0 if is_list else 1)
        sheet.hide_gridlines(2)
        self._widths[name] = widths
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, title, self._title)
        return sheet

    def table(
        self,
        sheet: Worksheet,
        row: int,
        heads: Sequence[str],
        lines: Sequence[Sequence[object]],
        shares: Sequence[int] = (),
    ) -> Block:
        """Write a table whose head stands in `row`; columns in `shares` are percentages."""
        for column, head in enumerate(heads):
            sheet.write_string(row, column, head, self._head)
        widths = self._widths[sheet.get_name()]
        for number, line in enumerate(lines, start=row + 1):
            for column, value in enumerate(line):
                self._write(sheet, number, column, value, is_share=column in shares)
            needed = max(map(lines_needed, line, widths), default=1)
            if needed > 1:
                sheet.set_row(number, LINE_POINTS * needed + 3)
        return Block(sheet.get_name(), row + 1, row + len(lines), 0)

    def _write(
        self, sheet: Worksheet, row: int, column: int, value: object, *, is_share: bool
    ) -> None:
        if isinstance(value, float):
            sheet.write_number(row, column, value, self._share if is_share else self._days)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self._count)
        elif value is None:
            sheet.write_blank(row, column, None, self._text)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, self._text)
        else:
            sheet.write_datetime(row, column, value, self._day)

    def count(self, sheet: Worksheet, row: int, column: int, formula: str, number: int) -> None:
        """Write a number that the workbook counts itself, holding its value already."""
        sheet.write_formula(row, column, formula, self._count, number)

    def chart(
        self, kind: str, title: str, block: Block, series: Sequence[tuple[str, int]]
    ) -> Chart:
        """Return a chart over a table: its first column against the columns of `series`."""
        chart = self.book.add_chart({"type": kind})
        for name, column in series:
            chart.add_series(
                {
                    "name": name,
                    "categories": [block.sheet, block.first, 0, block.last, 0],
                    "values": [block.sheet, block.first, column, block.last, column],
                    "data_labels": {"percentage": True} if kind == "pie" else {"value": True},
                    "gap": 60,
                }
            )
        chart.set_title({"name": title, "name_font": {**CHART_FONT, "size": 11}})
        chart.set_legend({"none": len(series) == 1 and kind != "pie", "font": CHART_FONT})
        if kind != "pie":
            is_bar = kind == "bar"
            chart.set_x_axis({"num_font": CHART_FONT, **({"min": 0} if is_bar else {})})
            # Bars are drawn from below: reversed, they stand in the order of the table.
            chart.set_y_axis(
                {"num_font": CHART_FONT, **({"reverse": True} if is_bar else {"min": 0})}
            )
        chart.set_size({"width": 460, "height": 260})
        return chart
