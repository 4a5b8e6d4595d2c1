from dataclasses import replace

import pytest

from casework.year.ledger_lines import choose_columns, export_year
from casework.year.own_figures import compare
from casework.year.report_files import ReportForm, write_report
from casework.year.year_report import year_report
from rules.annual_report import Table3
from rules.errors import ClerkError

COLUMNS = (
    "register_number", "received_on", "confirmed_on", "channel", "applicant_kind",
    "applicant_name", "information_sought", "reply_kind", "report_row", "decided_on", "served_on",
)  # fmt: skip


@pytest.fixture
def sample(tmp_path, sample_office):
    desk = sample_office(tmp_path / "样例")
    yield desk
    desk.close()


def test_the_registers_own_report_differs_nowhere(sample, tmp_path):
    path = tmp_path / "年报.docx"
    write_report(year_report(sample, 2026), path, ReportForm.WORD)
    found = compare(sample, 2026, path)
    assert (found.differences, found.suspects) == ((), ())
    assert "逐格一致" in found.words


def test_a_published_table_that_counts_a_case_elsewhere_leads_to_it(sample, tmp_path):
    report = year_report(sample, 2026)
    rows = [list(row) for row in report.table3.rows]
    # She counted the one state secret, row 5, as a refusal of internal affairs, row 9.
    for column in (0, 6):
        rows[4][column] -= 1
        rows[8][column] += 1
    path = tmp_path / "公布的年报.xlsx"
    write_report(replace(report, table3=Table3(tuple(map(tuple, rows)))), path, ReportForm.EXCEL)
    found = compare(sample, 2026, path)
    assert len(found.differences) == 2
    assert any("登记簿为1件，文件为0件" in sentence for sentence in found.differences)
    assert found.suspects[0].request_id is not None
    assert (
        sample.store.value(
            "select outcome from request where id = ?", (found.suspects[0].request_id,)
        )
        == "STATE_SECRET"
    )


def test_a_ledger_that_lacks_a_case_names_it(sample, tmp_path):
    from openpyxl import load_workbook

    choose_columns(sample, COLUMNS, masks=True)
    path = tmp_path / "台账.xlsx"
    export_year(sample, 2026, path)
    book = load_workbook(path)
    sheet = book.active
    row = next(row for row in sheet.iter_rows() if row[0].value == "依申请〔2026〕7号")
    sheet.delete_rows(row[0].row)
    book.save(path)
    found = compare(sample, 2026, path)
    assert found.is_ledger
    assert "依申请〔2026〕7号" in [one.register_number for one in found.suspects[:3]]
    assert "上年结转的没有比较" in found.warnings[0]
    # The same saved as a page is a ledger too, whatever it is called.
    lines = ("".join(f"<td>{cell or ''}</td>" for cell in row) for row in sheet.values)
    page = tmp_path / "台账.htm"
    page.write_text(f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>", "utf-8")
    again = compare(sample, 2026, page)
    assert replace(again, name=found.name) == found


def test_a_file_that_is_neither_is_refused_in_a_sentence(sample, tmp_path):
    path = tmp_path / "说明.txt"
    path.write_text("没有表格", encoding="utf-8")
    with pytest.raises(ClerkError):
        compare(sample, 2026, path)
