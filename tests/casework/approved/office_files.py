"""Workbooks and documents as plain lines: what stands in them and how it is set."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as OpenedDocument
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook
from openpyxl.cell import Cell

from tests.casework.approved.plain import short


def workbook_lines(path: Path) -> Iterator[str]:
    """Yield a workbook's sheets: widths, merged cells, every cell with its look."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        yield f"== {sheet.title} {sheet.sheet_state} {sheet.page_setup.orientation}"
        yield f"paper {sheet.page_setup.paperSize} fit {sheet.page_setup.fitToWidth}"
        yield f"{sheet.page_setup.fitToHeight} freeze {sheet.freeze_panes}"
        yield f"repeat {sheet.print_title_rows} filter {sheet.auto_filter.ref}"
        yield f"margins {sheet.page_margins.left} {sheet.page_margins.top}"
        widths = sorted(sheet.column_dimensions.items())
        yield "widths " + " ".join(f"{name}={one.width:.1f}" for name, one in widths)
        heights = sorted((at, one.height) for at, one in sheet.row_dimensions.items() if one.height)
        yield "heights " + " ".join(f"{at}={height:.1f}" for at, height in heights)
        yield "merged " + " ".join(sorted(str(one) for one in sheet.merged_cells.ranges))
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and (cell.value is not None):
                    yield f"{cell.coordinate} {_look(cell)} {short(cell.value)}"
        for chart in sheet._charts:
            yield from _chart(chart)


def _look(cell: Cell) -> str:
    look = f"{cell.font.sz:g}{'b' if cell.font.b else ''}"
    look += f"{(cell.alignment.horizontal or '-')[0]}{(cell.alignment.vertical or '-')[0]}"
    look += "w" if cell.alignment.wrap_text else ""
    look += "□" if cell.border.left and cell.border.left.style else ""
    if cell.fill.fill_type:
        look += f"#{cell.fill.fgColor.rgb}"
    return look + ("" if cell.number_format == "General" else f"({cell.number_format})")


def _chart(chart: Any) -> Iterator[str]:
    at = chart.anchor._from
    size = chart.anchor.to
    legend = "legend" if chart.legend else "no legend"
    yield f"chart {type(chart).__name__} at {at.col},{at.row} to {size.col},{size.row} {legend}"
    for axis in (getattr(chart, name, None) for name in ("x_axis", "y_axis")):
        if axis is not None:
            yield f"  axis {axis.scaling.orientation} from {axis.scaling.min}"
    for one in chart.series:
        over = one.cat.strRef.f if one.cat and one.cat.strRef else ""
        labels = "percent" if one.dLbls and one.dLbls.showPercent else "numbers"
        yield f"  {one.val.numRef.f if one.val else ''} over {over} {labels}"


def document_lines(source: Path | bytes) -> Iterator[str]:
    """Yield a document's pages and its paragraphs, each with how it is set where that changes."""
    opened = docx.Document(BytesIO(source) if isinstance(source, bytes) else str(source))
    for section in opened.sections:
        sizes = (section.page_width, section.page_height, section.left_margin, section.top_margin)
        yield f"page {' '.join(_mm(one) for one in sizes)} {section.orientation}"
        for part in (section.header, section.footer):
            yield from (f"  edge {one.text}" for one in part.paragraphs if one.text)
    yield from _blocks(opened, opened.element.body)


def _blocks(opened: OpenedDocument, body: Any) -> Iterator[str]:
    look = ""
    for element in body:
        if element.tag == qn("w:p"):
            paragraph = Paragraph(element, opened)
            if (set_ := _set(paragraph)) != look:
                look = set_
                yield f"« {look}"
            yield paragraph.text.replace("\n", "⏎")
        elif element.tag == qn("w:tbl"):
            for row in Table(element, opened).rows:
                yield "| " + " | ".join(one.text.replace("\n", "⏎") for one in row.cells)


def _set(paragraph: Paragraph) -> str:
    form = paragraph.paragraph_format
    said = [paragraph.style.name or "", str(paragraph.alignment or "")]
    said += [_mm(one) for one in (form.first_line_indent, form.left_indent, form.space_before)]
    said.append(str(form.line_spacing or ""))
    for run in paragraph.runs[:1]:
        size = f"{run.font.size.pt:g}pt" if run.font.size else ""
        said += [run.font.name or "", size, "bold" if run.font.bold else ""]
    return " ".join(one for one in said if one)


def _mm(length: Length | None) -> str:
    return f"{length.mm:.0f}" if length else ""
