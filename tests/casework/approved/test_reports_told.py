"""The tables, workbooks and texts of a year, held against what was approved."""

from dataclasses import replace
from datetime import date

from casework.books.duties import shipped_patterns, year_work
from casework.books.enquiries import enquiry_figures
from casework.books.guidance import precedents, questions_of
from casework.books.guide import guide_page, guide_paper
from casework.letters.letter import letter_text
from casework.reports import suspects as suspecting
from casework.reports.analysis_excel import write_analysis_excel, write_evidence_excel
from casework.reports.analysis_word import write_analysis_word
from casework.reports.evidence import doubts
from casework.reports.excel import write_excel
from casework.reports.handed_in import report_in
from casework.reports.narrative import drafts
from casework.reports.repeats import frequent_applicants, review_list
from casework.reports.rollup import roll_up, write_roll_up
from casework.reports.web_page import web_page
from casework.reports.word import write_word
from casework.year import county
from casework.year.ledger_lines import export_year, lines_of_year
from casework.year.periods import periods_of
from casework.year.year_facts import facts_of_year, year_analysis
from casework.year.year_report import (
    challenges_behind,
    requests_in_cell,
    why_counted,
    year_at_hand,
    year_report,
    years_with_requests,
)
from db import requests
from forms.guide_edition import GuideEdition
from rules.annual_report import table_3
from tests.bench.report_ledgers import YEAR, a_ledger, plant
from tests.casework.approved.office_files import document_lines, workbook_lines
from tests.casework.approved.plain import as_json, told


def test_the_report_of_the_year(sample, approved) -> None:
    report = year_report(sample, 2026)

    def tell():
        yield from as_json(report.as_json())
        yield from told(drafts(report))
        yield from told(report.findings())
        yield from told([years_with_requests(sample), year_at_hand(sample)])
        for row in range(1, 26):
            found = requests_in_cell(sample, 2026, row, None)
            yield f"{row}: {list(found)}"
            yield from told(why_counted(sample, 2026, found))
        for column in range(1, 16):
            yield from told(challenges_behind(sample, 2026, column))
        yield from web_page(report).replace("><", ">\n<").splitlines()

    approved("annual_report", tell())


def test_the_report_as_files(sample, approved, tmp_path) -> None:
    report = year_report(sample, 2026)
    write_excel(report, tmp_path / "年报.xlsx")
    write_word(report, tmp_path / "年报.docx")

    def tell():
        yield from workbook_lines(tmp_path / "年报.xlsx")
        yield from document_lines(tmp_path / "年报.docx")
        yield from told([report_in(tmp_path / name) for name in ("年报.xlsx", "年报.docx")])

    approved("annual_report_files", tell())


def test_the_ledger_of_the_year(sample, approved, tmp_path) -> None:
    export_year(sample, 2026, tmp_path / "台账.xlsx", "青枫区政务公开局台账")

    def tell():
        for line in lines_of_year(sample, 2026):
            yield from told([line])
        yield from workbook_lines(tmp_path / "台账.xlsx")

    approved("ledger", tell())


def test_the_analysis_of_the_year(sample, approved, tmp_path) -> None:
    analysis = year_analysis(sample, 2026)
    write_analysis_excel(analysis, tmp_path / "分析.xlsx")
    write_analysis_word(analysis, tmp_path / "分析.docx", unit="青枫区政务公开局")

    def tell():
        yield from told(analysis)
        yield from told(facts_of_year(sample, 2026))
        yield from told(periods_of(sample, 2026))
        yield from workbook_lines(tmp_path / "分析.xlsx")
        yield from document_lines(tmp_path / "分析.docx")

    approved("analysis", tell())


def test_who_asks_much_and_what_is_asked_often(approved, tmp_path) -> None:
    ledger = a_ledger(240, 5)
    ledger = [
        replace(one, applicant_name="钱多多" if at % 3 == 0 else one.applicant_name)
        for at, one in enumerate(ledger)
    ]
    (much, *_) = frequent_applicants(ledger)
    write_evidence_excel(much, tmp_path / "多次申请.xlsx")

    def tell():
        yield from told([much])
        yield from told(review_list(ledger))
        yield from told(doubts(ledger, YEAR))
        yield from workbook_lines(tmp_path / "多次申请.xlsx")

    approved("asking_much", tell())


def test_what_is_suspected_of_a_report_that_differs(approved) -> None:
    ledger = a_ledger(120, 3)
    spoilt, culprits = plant(ledger, 3, 11)
    theirs = table_3((one.counted for one in ledger), YEAR)

    def tell():
        yield from told(culprits)
        yield from told(suspecting.suspects(spoilt, theirs, YEAR))
        yield from told(suspecting.ledger_suspects(spoilt, ledger, YEAR))

    approved("suspects", tell())


def test_the_guide_the_bulletin_and_the_books(sample, approved) -> None:
    form = GuideEdition(on=date(2026, 11, 20))

    def tell():
        yield from guide_page(sample, form).replace("><", ">\n<").splitlines()
        yield from letter_text(guide_paper(sample, form)).splitlines()
        yield from told([year_work(sample, 2026), shipped_patterns(sample)])
        figures = enquiry_figures(sample, date(2026, 1, 1), date(2026, 12, 31))
        yield from told([figures, questions_of(sample)])
        for row in requests.every(sample.store):
            yield from told([row.register_number, precedents(sample, row.id)])

    approved("guide_and_books", tell())


def test_the_sum_of_a_county(sample, approved, tmp_path) -> None:
    report = year_report(sample, 2026)
    for at, unit in enumerate(("甲局", "乙局", "丙局")):
        table3 = table_3((one.counted for one in a_ledger(30 + at, at)), YEAR)
        own = replace(report, unit=unit, year=YEAR, table3=table3 if at else report.table3)
        write_excel(own, tmp_path / f"{unit}.xlsx")
    paths = sorted(tmp_path.glob("*.xlsx"))
    summed = roll_up(paths, year=YEAR, unit="青枫区", expected_units=["甲局", "丁局"])
    write_roll_up(summed, tmp_path / "汇总.xlsx")

    def tell():
        yield from summed.problems()
        yield from told(county.county_problems(sample, summed))
        yield from told(county.assess(sample, summed))
        yield from as_json(county.county_report(sample, summed).as_json())
        yield from workbook_lines(tmp_path / "汇总.xlsx")

    approved("county", tell())
