"""The report as a Word document: an office's template, its words, and the official tables.

The template is filled like a letter; where it says `{{表二}}`, `{{表三}}` and `{{表四}}` the tables
are put in, drawn as the official format draws them, so that no edit of a template can spoil them.
"""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

from casework.reports.annual import AnnualReport
from casework.reports.layout import Layout, Spot, layout_2, layout_3, layout_4
from casework.word import Values, fill
from db.files import taking_its_name
from rules.errors import ClerkError
from rules.report_rows import HEADINGS

TEMPLATE = Path(__file__).resolve().parents[2] / "templates_docx" / "reports" / "annual_report.docx"

# The parts as the template names them. An empty part keeps its heading: nothing may be left out.
_PARTS = {
    "总体情况": HEADINGS[0],
    "主动公开说明": HEADINGS[1],
    "申请说明": HEADINGS[2],
    "复议诉讼说明": HEADINGS[3],
    "主要问题及改进情况": HEADINGS[4],
    "其他需要报告的事项": HEADINGS[5],
}

_TWIPS_PER_MM = 56.6929
_TEXT_WIDTH_MM = 156
_WIDTHS_MM: Mapping[str, list[float]] = {
    "表二": [39.0] * 4,
    "表三": [14.0, 20.0, 44.0, *[_TEXT_WIDTH_MM / 14] * 7],
    "表四": [_TEXT_WIDTH_MM / 15] * 15,
}
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FONT = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
    '<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
)


def report_values(report: AnnualReport) -> Values:
    """Return what a template of the annual report may name, with its text."""
    values: dict[str, str | bool] = {**report.figures, "总说明": ""}
    for name, heading in _PARTS.items():
        values[name] = "\n".join(report.paragraphs(heading))
    return values


def write_word(report: AnnualReport, path: Path, template: Path = TEMPLATE) -> None:
    """Write the report to `path`. Raises `ClerkError` where the template is at fault."""
    tables = {"表三": layout_3(report.table3), "表四": layout_4(report.table4)}
    if report.table2 is not None:
        tables["表二"] = layout_2(report.table2)
    document = filled_document(template, report_values(report), ("表二", "表三", "表四"))
    for name in ("表二", "表三", "表四"):
        spot = place_for(document, name)
        if name in tables:
            put_table(spot, tables[name], _WIDTHS_MM[name])
        _remove(spot)
    with taking_its_name(path) as half:
        document.save(str(half))


def filled_document(template: Path, values: Values, tables: tuple[str, ...]) -> DocumentObject:
    """Return the filled template as a document, each of `tables` marked by its name."""
    marks = {name: _mark(name) for name in tables}
    return Document(BytesIO(fill(template, {**values, **marks})))


def _mark(name: str) -> str:
    return f"【{name}位置】"


def place_for(document: DocumentObject, name: str) -> Paragraph:
    """Return the paragraph a table goes into. Raises `ClerkError` where the template has none."""
    for paragraph in document.paragraphs:
        if paragraph.text.strip() == _mark(name):
            return paragraph
    raise ClerkError(
        f"报告模板中没有单独成段的“{{{{{name}}}}}”，请在模板中该表的位置另起一段写上“{{{{{name}}}}}”。"
    )


def put_table(before: Paragraph, layout: Layout, widths_mm: list[float], size: float = 9) -> None:
    """Draw a laid-out table before a paragraph; the table stays on one page."""
    before._p.addprevious(parse_xml(_table_xml(layout, widths_mm, size)))  # noqa: SLF001


def _remove(paragraph: Paragraph) -> None:
    element = paragraph._p  # noqa: SLF001
    element.getparent().remove(element)


def _table_xml(layout: Layout, widths_mm: list[float], size: float) -> str:
    grid = [round(width * _TWIPS_PER_MM) for width in widths_mm]
    starts = {(spot.row, spot.column): spot for spot in layout.spots}
    covered = {
        (row, spot.column): spot
        for spot in layout.spots
        for row in range(spot.row + 1, spot.row + spot.rows)
    }
    rows = []
    for row in range(layout.rows):
        cells, column = [], 0
        while column < layout.columns:
            spot = starts.get((row, column)) or covered.get((row, column))
            if spot is None:
                raise ValueError(f"{layout.name} has no cell at row {row}, column {column}")
            width = sum(grid[column : column + spot.columns])
            cells.append(_cell_xml(spot, width, size, is_last=row == layout.rows - 1, row=row))
            column += spot.columns
        height = round(layout.heights[row] * size * 26 + 60)
        rows.append(
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>'
            f"{''.join(cells)}</w:tr>"
        )
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return (
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(grid)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/>'
        '<w:right w:w="40" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _cell_xml(spot: Spot, width: int, size: float, *, is_last: bool, row: int) -> str:
    span = f'<w:gridSpan w:val="{spot.columns}"/>' if spot.columns > 1 else ""
    merge = ""
    if spot.rows > 1:
        merge = '<w:vMerge w:val="restart"/>' if row == spot.row else "<w:vMerge/>"
    text = spot.text if row == spot.row else ""
    align = "left" if spot.is_head and spot.words[:1].isdigit() else "center"
    # Rows that keep with the next one carry a table to a new page whole.
    keep = "" if is_last else "<w:keepNext/>"
    run = (
        f"<w:r><w:rPr>{_FONT.format(size=round(size * 2))}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        if text
        else ""
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/>'
        f'</w:tcPr><w:p><w:pPr>{keep}<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:line="{round(size * 26)}" w:lineRule="exact"/><w:jc w:val="{align}"/>'
        f"</w:pPr>{run}</w:p></w:tc>"
    )
