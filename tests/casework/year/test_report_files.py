import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.reports.annual import AnnualReport, annual_report, differences, from_json, to_exchange
from casework.reports.excel import write_excel
from casework.reports.handed_in import read_report
from casework.reports.narrative import drafts
from casework.reports.web_page import web_page, write_web_page
from casework.reports.word import write_word
from rules.annual_report import Counted, Table3, table_3
from rules.challenges import Table4
from rules.errors import ClerkError
from rules.proactive import Table2
from rules.report_json import check_report_json
from rules.report_rows import COLUMNS, HEADINGS, ROWS, Applicant
from rules.report_texts import FeeTotals


def a_register(size=400):
    kinds = list(Applicant)
    return [
        Counted(
            number,
            kinds[number * number % 6],
            date(2024, 11, 1 + number % 28) if number % 7 == 0 else date(2025, 1 + number % 12, 9),
            None if number % 11 == 0 else date(2025, 12, 31),
            None if number % 11 == 0 else 3 + number * 5 % 21,
        )
        for number in range(size)
    ]


def a_report(**changed):
    report = AnnualReport(
        2025,
        "临江县自然资源局",
        Table2(1, 0, 3, 4, 1, 27, 1203, 88, 9, Decimal("1234.56")),
        table_3(a_register(), 2025),
        Table4((3, 1, 1, 2, 7, 1, 1, 0, 0, 2, 2, 0, 0, 1, 3)),
        {},
        FeeTotals(2, Decimal(580), Decimal(380)),
    )
    texts = drafts(report)
    texts[HEADINGS[4]] = "个别答复说理不够充分。\n已修订答复模板，组织业务培训2次。"
    return replace(report, **{"texts": texts, **changed})


@st.composite
def tables(draw):
    numbers = st.integers(0, 9999)
    rows = draw(st.lists(st.tuples(*[numbers] * 7), min_size=25, max_size=25))
    return Table3(tuple(rows)), Table4(draw(st.tuples(*[numbers] * 15)))


def test_a_report_of_the_register_has_no_problems():
    assert a_report().findings() == []
    assert a_report().as_json()["problems"] == []


def test_the_drafts_agree_with_the_tables_of_any_register():
    for size in (0, 1, 17, 400):
        report = annual_report(2025, a_register(size), unit="临江县自然资源局")
        texts = {**drafts(report), HEADINGS[4]: "说理不够充分，已培训。"}
        assert replace(report, texts=texts).findings() == []


def test_an_unknown_figure_in_a_text_is_a_problem_and_no_crash():
    report = a_report(texts={**a_report().texts, HEADINGS[4]: "共{{多少}}件"})
    assert any("“{{多少}}”不是可用的数字名称" in f.sentence for f in report.findings())
    with pytest.raises(ClerkError, match="多少"):
        report.paragraphs(HEADINGS[4])


def test_json_has_what_the_contract_says():
    report = a_report().as_json()
    assert list(report) == ["year", "table2", "table3", "table4", "problems"]
    assert len(report["table3"]) == 25
    assert {len(row) for row in report["table3"]} == {7}
    assert len(report["table4"]) == 15
    assert check_report_json(json.loads(json.dumps(report))) == {"problems": []}


def test_an_exchange_file_is_read_back_whole():
    assert from_json(json.loads(to_exchange(a_report()))) == a_report()


def test_a_newer_exchange_file_is_refused():
    with pytest.raises(ClerkError, match="更新版本"):
        from_json({**json.loads(to_exchange(a_report())), "version": 99})


def test_differences_to_the_published_report_are_told_cell_by_cell():
    published, register = a_report(), a_register()
    moved = replace(register[1], applicant=Applicant.CHARITY)
    now = replace(published, table3=table_3([register[0], moved, *register[2:]], 2025))
    found = differences(published, now)
    assert {difference.cell.row for difference in found} == {1, moved.outcome_row, 24}
    assert {difference.cell.column for difference in found} == {register[1].applicant.column, 4}
    assert "公布时为" in found[0].sentence
    assert differences(published, published) == []


def spots(sheet, first_row, first_column, rows, columns):
    return [
        [sheet.cell(first_row + r, first_column + c).value for c in range(columns)]
        for r in range(rows)
    ]


def test_excel_holds_every_number_and_totals_as_formulas(tmp_path):
    path, report = tmp_path / "report.xlsx", a_report()
    write_excel(report, path)
    values = openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path)
    assert values.sheetnames == ["表二", "表三", "表四"]
    assert spots(values["表三"], 6, 4, 25, 7) == report.table3.as_lists()
    assert spots(values["表四"], 6, 1, 1, 15) == [report.table4.as_list()]
    assert values["表二"]["B5"].value == 1
    assert values["表二"]["B16"].value == 1234.56
    table3 = formulas["表三"]
    assert table3["J6"].value == "=SUM(D6:I6)"
    assert table3["D29"].value == "=SUM(D8:D28)"
    assert table3["J29"].value == "=SUM(J8:J28)"
    assert formulas["表四"]["E6"].value == "=SUM(A6:D6)"
    merged = {str(area) for area in table3.merged_cells.ranges}
    assert {"A3:C5", "D3:J3", "D4:D5", "E4:I4", "J4:J5", "A8:A29", "B10:B17"} <= merged
    for sheet in formulas:
        assert sheet.page_setup.paperSize == 9
        assert int(sheet.page_setup.fitToWidth or 1) == 1
        assert int(sheet.page_setup.fitToHeight or 1) == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_formulas_of_excel_give_the_values_they_hold(tmp_path):
    path, report = tmp_path / "report.xlsx", a_report()
    write_excel(report, path)
    sheet = openpyxl.load_workbook(path)["表三"]
    held = openpyxl.load_workbook(path, data_only=True)["表三"]
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("=SUM("):
                block = held[cell.value[5:-1]]
                numbers = [one.value for line in block for one in line]
                assert held[cell.coordinate].value == sum(numbers)


def test_a_report_that_does_not_add_up_says_so_on_a_sheet_of_its_own(tmp_path):
    path = tmp_path / "report.xlsx"
    write_excel(a_report(table4=Table4((1, *[0] * 14))), path)
    sheet = openpyxl.load_workbook(path)["核对结果"]
    assert sheet["B2"].value.startswith("表四“行政复议”组")


def test_word_has_the_six_parts_the_words_and_the_tables(tmp_path):
    path, report = tmp_path / "report.docx", a_report()
    write_word(report, path)
    document = Document(str(path))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:2] == ["临江县自然资源局", "2025年政府信息公开工作年度报告"]
    assert [line for line in lines if line in HEADINGS] == list(HEADINGS)
    assert any(f"本年新收政府信息公开申请{report.table3.at(1)}件" in line for line in lines)
    assert "已修订答复模板，组织业务培训2次。" in lines
    assert not any("{{" in line or "【" in line for line in lines)
    second, third, fourth = document.tables
    assert [cell.text for cell in second.rows[2].cells] == ["规章", "1", "0", "3"]
    got = [[int(cell.text) for cell in row.cells[3:]] for row in third.rows[3:]]
    assert got == report.table3.as_lists()
    assert third.rows[4].cells[0].text == ROWS[1].part
    assert third.rows[7].cells[2].text == "1.属于国家秘密"
    assert [int(cell.text) for cell in fourth.rows[3].cells] == report.table4.as_list()


def test_a_template_without_a_table_is_refused(tmp_path):
    template = tmp_path / "template.docx"
    document = Document()
    document.add_paragraph("{{表三}}")
    document.save(str(template))
    with pytest.raises(ClerkError, match="表二"):
        write_word(a_report(), tmp_path / "report.docx", template)


def test_the_web_page_has_real_cells_and_no_script():
    page = web_page(a_report(unit="甲<乙&局"))
    assert "<title>甲&lt;乙&amp;局2025年政府信息公开工作年度报告</title>" in page
    assert '<th rowspan="3" colspan="3">' in page
    assert "<script" not in page
    assert "<img" not in page
    for heading in HEADINGS:
        assert f"<h2>{heading}</h2>" in page
    for name in COLUMNS:
        assert f">{name}</th>" in page


@pytest.mark.parametrize(
    ("name", "write"),
    [("r.xlsx", write_excel), ("r.docx", write_word), ("r.html", write_web_page)],
)
def test_what_is_written_is_read_back_cell_by_cell(tmp_path, name, write):
    path = tmp_path / name
    write(a_report(), path)
    back = read_report(path)
    assert (back.year, back.unit) == (2025, "临江县自然资源局")
    assert (back.table2, back.table3, back.table4) == (
        a_report().table2,
        a_report().table3,
        a_report().table4,
    )


@settings(max_examples=8, deadline=None)
@given(tables())
def test_any_numbers_survive_every_format(tmp_path_factory, numbers):
    table3, table4 = numbers
    report = a_report(table3=table3, table4=table4, texts={})
    folder = Path(tmp_path_factory.mktemp("reports"))
    for name, write in (("r.docx", write_word), ("r.html", write_web_page)):
        write(report, folder / name)
        back = read_report(folder / name)
        assert (back.table3, back.table4) == (table3, table4)
    (folder / "r.json").write_text(to_exchange(report), encoding="utf-8")
    assert read_report(folder / "r.json") == report
