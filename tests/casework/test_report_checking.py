import json
from datetime import date

import pytest
from docx import Document

from casework.reports.annual import annual_report, to_exchange
from casework.reports.excel import write_excel
from casework.reports.report_check import check_report_file, check_report_text
from casework.reports.web_page import write_web_page
from casework.reports.word import write_word
from rules.annual_report import Counted
from rules.report_rows import Applicant

REGISTER = [
    Counted(1, Applicant.NATURAL_PERSON, date(2024, 12, 20), date(2025, 1, 9), 13),
    Counted(2, Applicant.BUSINESS, date(2025, 2, 3), date(2025, 3, 3), 3),
    Counted(3, Applicant.NATURAL_PERSON, date(2025, 12, 30)),
]


def a_report(year=2025):
    return annual_report(year, REGISTER, unit="临江县水利局")


def write_json(report, path):
    path.write_text(json.dumps(report.as_json()), encoding="utf-8")


def write_exchange(report, path):
    path.write_text(to_exchange(report), encoding="utf-8")


WRITERS = {
    "r.xlsx": write_excel,
    "r.docx": write_word,
    "r.html": write_web_page,
    "r.json": write_json,
    "r.exchange": write_exchange,
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_report_that_adds_up_has_no_problems_in_any_kind_of_file(tmp_path, name):
    WRITERS[name](a_report(), tmp_path / name)
    assert check_report_file(tmp_path / name) == {"problems": []}


@pytest.mark.parametrize("name", WRITERS)
def test_last_years_report_is_compared_whatever_file_it_is(tmp_path, name):
    WRITERS[name](annual_report(2024, REGISTER[1:], unit="临江县水利局"), tmp_path / name)
    write_excel(a_report(), tmp_path / "now.xlsx")
    problems = check_report_file(tmp_path / "now.xlsx", tmp_path / name)["problems"]
    assert [problem[:12] for problem in problems] == [
        "表三“自然人”列：第2行",
        "表三“总计”列：第2行上",
    ]


def test_a_sum_overwritten_in_word_is_found(tmp_path):
    write_word(a_report(), tmp_path / "r.docx")
    document = Document(str(tmp_path / "r.docx"))
    document.tables[1].rows[3].cells[9].paragraphs[0].runs[0].text = "7"
    document.save(str(tmp_path / "r.docx"))
    problems = check_report_file(tmp_path / "r.docx")["problems"]
    assert any("第1行“本年新收”：六类申请人相加为2件，“总计”列为7件" in one for one in problems)


@pytest.mark.parametrize("text", ["", "{", "[1", "nothing", "[" * 100_000, "1" * 5000])
def test_what_is_no_json_is_answered_with_a_sentence(text):
    (problem,) = check_report_text(text)["problems"]
    assert problem.endswith("。")


def test_a_missing_or_foreign_file_is_answered_with_a_sentence(tmp_path):
    (tmp_path / "a.bin").write_bytes(b"{\xff\xfe")
    (tmp_path / "b.bin").write_bytes(b"\x00\x01")
    for name in ("nothing.xlsx", "a.bin", "b.bin"):
        (problem,) = check_report_file(tmp_path / name)["problems"]
        assert problem.endswith("。")
