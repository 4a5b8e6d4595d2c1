from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from casework.reports.annual import AnnualReport, to_exchange
from casework.reports.excel import write_excel
from casework.reports.rollup import RollUpCancelledError, roll_up, write_roll_up
from casework.reports.web_page import write_web_page
from casework.reports.word import write_word
from rules.annual_report import Counted, Table3, table_3
from rules.challenges import Table4
from rules.proactive import Table2
from rules.report_rows import Applicant


def a_unit(name, size, year=2025):
    register = [
        Counted(n, list(Applicant)[n % 6], date(year, 2, 3), date(year, 3, 3), 3 + (n + size) % 21)
        for n in range(size)
    ]
    table4 = Table4((size, 0, 0, 0, size, *[0] * 10))
    return AnnualReport(year, name, Table2(licences=size), table_3(register, year), table4)


@pytest.fixture
def files(tmp_path):
    """Four departments' reports, each in another kind of file."""
    units = [a_unit("甲局", 7), a_unit("乙局", 11), a_unit("丙局", 13), a_unit("丁局", 17)]
    write_excel(units[0], tmp_path / "1.xlsx")
    write_word(units[1], tmp_path / "2.docx")
    write_web_page(units[2], tmp_path / "3.html")
    (tmp_path / "4.json").write_text(to_exchange(units[3]), encoding="utf-8")
    return [tmp_path / name for name in ("1.xlsx", "2.docx", "3.html", "4.json")]


def test_reports_of_every_kind_are_summed(files):
    result = roll_up(files, year=2025, unit="临江县")
    assert [unit.unit for unit in result.units] == ["甲局", "乙局", "丙局", "丁局"]
    assert result.total.table3.at(1) == 7 + 11 + 13 + 17
    assert result.total.table4.at(5) == 48
    assert result.total.table2 == Table2(licences=48)
    assert result.problems() == []
    assert result.total.findings() == []


def test_a_missing_department_is_named(files):
    expected = ["甲局", "乙局", "丙局", "丁局", "戊局"]
    result = roll_up(files, year=2025, unit="临江县", expected_units=expected)
    assert result.missing == ["戊局"]
    assert result.problems() == ["戊局：没有交来年度报告，请催报。"]


def test_a_department_sent_twice_is_counted_once(files, tmp_path):
    write_excel(a_unit("甲 局", 8), tmp_path / "again.xlsx")
    result = roll_up([*files, tmp_path / "again.xlsx"], year=2025, unit="临江县")
    assert result.total.table3.at(1) == 48
    assert result.refused[0].reason.endswith("已由文件“1.xlsx”计入，没有重复计入，请只保留一份。")


def test_the_same_table_under_two_names_is_pointed_out(files, tmp_path):
    write_excel(a_unit("己局", 7), tmp_path / "copy.xlsx")
    result = roll_up([*files, tmp_path / "copy.xlsx"], year=2025, unit="临江县")
    assert result.problems() == ["己局：表三、表四与“甲局”逐格相同，请核对是否误用了同一份表。"]


def test_a_report_of_another_year_and_the_sum_itself_are_refused(files, tmp_path):
    write_excel(a_unit("戊局", 5, 2024), tmp_path / "old.xlsx")
    write_excel(a_unit("临江县", 48), tmp_path / "sum.xlsx")
    more = [tmp_path / "old.xlsx", tmp_path / "sum.xlsx"]
    result = roll_up([*files, *more], year=2025, unit="临江县")
    assert [refused.path for refused in result.refused] == more
    assert "是2024年的报告" in result.refused[0].reason
    assert result.total.table3.at(1) == 48


def test_an_unreadable_file_is_listed_and_the_rest_goes_on(files, tmp_path):
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04")
    result = roll_up([tmp_path / "broken.xlsx", *files], year=2025, unit="临江县")
    assert len(result.units) == 4
    assert result.problems()[0].startswith("broken.xlsx：")


def test_a_department_that_does_not_add_up_is_named(tmp_path):
    good = a_unit("甲局", 9)
    rows = good.table3.as_lists()
    rows[24][0] += 1
    wrong = replace(good, table3=Table3(tuple(tuple(row) for row in rows)))
    write_word(wrong, tmp_path / "wrong.docx")
    result = roll_up([tmp_path / "wrong.docx"], year=2025, unit="临江县")
    found = result.problems()
    assert len(found) == 2
    assert found[0].startswith("甲局：表三“自然人”列：")
    assert found[1].startswith("甲局：表三第25行“结转下年度继续办理”：")


def test_progress_is_told_and_may_cancel(files):
    told = []

    def progress(done, of, name):
        told.append((done, of, name))
        return done < 2

    with pytest.raises(RollUpCancelledError):
        roll_up(files, year=2025, unit="临江县", progress=progress)
    assert told == [(0, 4, "1.xlsx"), (1, 4, "2.docx"), (2, 4, "3.html")]


def test_the_sum_is_written_with_its_departments_on_a_second_sheet(files, tmp_path):
    result = roll_up(files, year=2025, unit="临江县", expected_units=["甲局", "庚局"])
    write_roll_up(result, tmp_path / "sum.xlsx")
    book = openpyxl.load_workbook(tmp_path / "sum.xlsx", data_only=True)
    assert book.sheetnames == ["表二", "表三", "表四", "各单位", "核对结果"]
    lines = [[cell.value for cell in row] for row in book["各单位"].iter_rows()]
    assert lines[0][:4] == ["序号", "单位", "本年新收", "上年结转"]
    assert [line[1] for line in lines[1:]] == ["甲局", "乙局", "丙局", "丁局", "合计", "庚局"]
    assert [line[2] for line in lines[1:6]] == [7, 11, 13, 17, 48]
    assert lines[6][-2] == "未交"
    formulas = openpyxl.load_workbook(tmp_path / "sum.xlsx")
    assert formulas["各单位"]["C6"].value == "=SUM(C2:C5)"
    assert book["核对结果"]["B2"].value == "庚局：没有交来年度报告，请催报。"
