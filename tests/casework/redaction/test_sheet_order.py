"""What is put into a sheet to fit it on paper stands where its format has it."""

import pytest
from lxml import etree

from casework.redaction.printed_sheets import CellStyles, fit

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# ECMA-376, CT_Worksheet.
ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects",
    "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip


def fitted(*names: str, cell: str = "征地补偿登记表") -> list[str]:
    """Return the parts of a sheet of these parts and one cell, in order, once it is fitted."""
    inner = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{cell}</t></is></c></row>'
    parts = (f"<{one}>{inner if one == 'sheetData' else ''}</{one}>" for one in names)
    root = etree.fromstring(f'<worksheet xmlns="{SPACE}">{"".join(parts)}</worksheet>')
    fit(root, [], CellStyles(None))
    return [etree.QName(one).localname for one in root]


@pytest.mark.parametrize("after", range(8))
def test_what_is_put_in_stands_where_the_format_has_it(after: int) -> None:
    given = {one for one in ORDER[after::8] if one not in ("cols", "pageSetup")} | {"sheetData"}
    wanted = [one for one in ORDER if one in given | {"sheetPr", "cols", "pageSetup"}]
    assert fitted(*(one for one in ORDER if one in given)) == wanted


@pytest.mark.parametrize("one", [name for name in ORDER if name not in ("cols", "pageSetup")])
def test_beside_any_one_part(one: str) -> None:
    given = {"sheetData", one}
    wanted = [name for name in ORDER if name in given | {"sheetPr", "cols", "pageSetup"}]
    assert fitted(*(name for name in ORDER if name in given)) == wanted


def test_a_sheet_of_empty_cells_is_left_as_it_is() -> None:
    assert fitted("sheetData", cell="") == ["sheetData"]


def test_a_style_that_breaks_its_text_has_its_parts_in_order() -> None:
    given = '<cellXfs count="1"><xf><protection locked="1"/></xf></cellXfs>'
    look = etree.fromstring(f'<styleSheet xmlns="{SPACE}">{given}</styleSheet>')
    styles = CellStyles(look)
    assert styles.wrapping(0) == styles.wrapping(0) == 1
    made = look[0][1]
    assert [etree.QName(one).localname for one in made] == ["alignment", "protection"]
    assert made.get("applyAlignment") == made[0].get("wrapText") == "1"
    assert look[0].get("count") == "2"
