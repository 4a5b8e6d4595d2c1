"""The workbooks and the Word file of a year down to their sheets, charts and cells as written."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from lxml import etree

from casework.reports.analysis import analyse
from casework.reports.analysis_excel import ExtraTable, write_analysis_excel, write_evidence_excel
from casework.reports.annual import AnnualReport
from casework.reports.excel import lines_needed, write_excel
from casework.reports.layout import layout_2, layout_3, layout_4
from casework.reports.ledger import COLUMNS, LedgerLine, write_ledger
from casework.reports.repeats import frequent_applicants
from casework.reports.rollup import Refused, RollUp, UnitReport, add_report, write_roll_up
from casework.reports.web_page import web_page
from casework.reports.word import write_word
from rules.annual_report import EMPTY_TABLE_3, Table3
from rules.challenges import EMPTY_TABLE_4, Table4
from rules.proactive import Table2
from rules.report_rows import HEADINGS
from tests.casework.approved.office_files import workbook_lines
from tests.casework.approved.plain import short
from tests.casework.approved.test_years_drawn_told import register

_NOT_TOLD = ("sheetData", "mergeCells")


def flat(element: etree._Element) -> str:
    """Return an element with all that is in it in one line, without namespaces."""
    said = []
    for one in element.iter(tag=etree.Element):
        values = ",".join(f"{etree.QName(name).localname}={value}" for name, value in one.items())
        said.append(f"{etree.QName(one).localname}{f'({values})' if values else ''}{(one.text or '').strip()}{(one.tail or '').strip()}")  # fmt: skip
    return " ".join(said)


def written(path: Path) -> Iterator[str]:
    """Yield how a workbook's sheets are set and its charts are drawn, beside its cells."""
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if not re.match(r"xl/(worksheets|charts|drawings)/[^/]*\.xml$|xl/(styles|workbook)\.xml|docProps/core", name):  # fmt: skip
                continue
            root = etree.fromstring(archive.read(name))
            yield f"-- {name}"
            for one in root:
                if etree.QName(one).localname in ("created", "modified"):
                    continue
                if etree.QName(one).localname == "chart":
                    for part in (*one, *next(one.iter("{*}plotArea"))):
                        if etree.QName(part).localname != "plotArea":
                            yield f"  {flat(part)}"
                elif etree.QName(one).localname not in _NOT_TOLD:
                    yield f" {flat(one)}"
    yield from workbook_lines(path)


def test_the_analysis_as_a_workbook(approved, tmp_path) -> None:
    requests, challenges = register(1, 60)
    found = analyse(requests, challenges, 2025, date(2025, 12, 31))
    tables = [
        ExtraTable("科室", ("办理", "平均"), [("规划科", 3, 4.5), ("征收办", 1, None)]),
        ExtraTable("承办人", ("办理",), [("李文", 2)]),
    ]
    files = {
        "全": (found, tables),
        "无迟延确认": (replace(found, slow_confirmations=()), [ExtraTable("科室", ("办理",), [])]),
        "无逾期": (replace(found, late=(), challenges=(), sections=()), []),
        "空": (analyse([], [], 2025), ()),
    }

    def tell() -> Iterator[str]:
        for name, (analysis, beside) in files.items():
            path = tmp_path / f"{name}.xlsx"
            write_analysis_excel(analysis, path, beside)
            yield f"==== {name}"
            yield from written(path) if name == "全" else workbook_lines(path)

    approved("analysis_workbook", tell())


def test_what_shows_that_somebody_asks_too_much(approved, tmp_path) -> None:
    requests, _ = register(2, 90)
    asked = [
        replace(one, applicant_name="钱多多", information_sought="很长的内容" * at, matter="" if at % 2 else one.matter)
        for at, one in enumerate(requests[:35])
    ]  # fmt: skip
    (much,) = frequent_applicants(asked)
    write_evidence_excel(much, tmp_path / "多次申请.xlsx")
    approved("asking_much_workbook", written(tmp_path / "多次申请.xlsx"))


def _report(*, drawn: bool) -> AnnualReport:
    table3 = EMPTY_TABLE_3
    if drawn:
        table3 = Table3(tuple(tuple((row * 7 + column * 3) % 11 for column in range(7)) for row in range(25)))  # fmt: skip
    return AnnualReport(
        2025,
        "青枫区政务公开局",
        Table2(rules_made=1, licences=97, fees_wan_yuan=Decimal("12.50")) if drawn else None,
        table3,
        Table4(tuple(range(1, 16))) if drawn else EMPTY_TABLE_4,
        {HEADINGS[0]: "第一段 <新>\n\n 第二段&"} if drawn else {},
    )


def test_the_report_as_a_workbook_and_a_page(approved, tmp_path) -> None:
    def tell() -> Iterator[str]:
        for drawn in (True, False):
            path = tmp_path / f"{drawn}.xlsx"
            write_excel(_report(drawn=drawn), path)
            yield from written(path)
            yield from web_page(_report(drawn=drawn)).replace("><", ">\n<").splitlines()
        for width in (0, 1, 2, 3, 11):
            yield f"{width}: {[lines_needed(text, width) for text in ('', 'a', 'ÿĀ', '甲乙丙', '甲' * 5, '甲' * 6, 7, None)]}"

    approved("report_workbook", tell())


def test_the_report_in_word_cell_by_cell(approved, tmp_path) -> None:
    def tell() -> Iterator[str]:
        for drawn in (True, False):
            path = tmp_path / f"{drawn}.docx"
            write_word(_report(drawn=drawn), path)
            with zipfile.ZipFile(path) as archive:
                body = etree.fromstring(archive.read("word/document.xml"))[0]
            for one in body:
                if etree.QName(one).localname == "tbl":
                    yield from (f" {flat(part)}" for part in one)
                else:
                    yield "".join(one.itertext())

    approved("report_in_word", tell())


def test_where_each_cell_of_the_tables_stands(approved) -> None:
    report = _report(drawn=True)

    def tell() -> Iterator[str]:
        assert report.table2 is not None
        for layout in (layout_2(report.table2), layout_3(report.table3), layout_4(report.table4)):
            yield f"== {layout.name} {layout.title} {layout.rows} {layout.columns} {list(layout.widths)} {list(layout.heights)}"
            for one in layout.spots:
                summed = [tuple(area) for area in one.summed]
                yield f"{one.row},{one.column} {one.rows}x{one.columns} {one.text} {one.number} {summed} {one.is_head}"

    approved("layouts", tell())


LINE = LedgerLine(register_number="〔2025〕7号", applicant_name="林一帆", id_number="11010519491231002X", phone="13800000000", information_sought="征地批复\n及其附件")  # fmt: skip


def test_a_ledger_with_every_column(approved, tmp_path) -> None:
    kinds = {"date": date(2025, 3, 5), "int": 7, "bool": True}
    full = LedgerLine(**{one.name: next((value for kind, value in kinds.items() if str(one.type).startswith(kind)), f"{one.name} 的 文 字") for one in fields(LedgerLine)})  # type: ignore[arg-type]  # fmt: skip
    lines = (full, LINE, replace(LINE, is_extended=False, matter="=1+1", information_sought="长" * 60), replace(LINE, information_sought="长" * 700))  # fmt: skip
    every = [one.name for one in COLUMNS]

    def tell() -> Iterator[str]:
        for name, rows, asked in (
            ("全.xlsx", lines, {"columns": every, "title": "2025年台账", "gaps": ("3号作废", "4号作废")}),
            ("常用.xlsx", lines[1:3], {"masks_numbers": False}),
            ("空.xlsx", (), {"title": "空", "gaps": ("1号作废",)}),
        ):  # fmt: skip
            yield f"==== {name} {write_ledger(rows, tmp_path / name, **asked)}"
            yield from written(tmp_path / name)

    approved("ledger_workbook", tell())


def test_a_county_as_a_workbook(approved, tmp_path) -> None:
    own = _report(drawn=True)
    summed = RollUp(replace(own, table2=None, table3=EMPTY_TABLE_3, table4=EMPTY_TABLE_4))
    add_report(summed, own, tmp_path / "甲.xlsx")
    add_report(summed, replace(own, unit="乙局", year=0), tmp_path / "乙.xlsx")
    add_report(summed, replace(own, unit="丙局", table2=None, table3=EMPTY_TABLE_3), tmp_path / "丙.xlsx")  # fmt: skip
    summed.refused.append(Refused(tmp_path / "丁.doc", "读不出。"))
    summed.missing += ["戊局", "己局"]
    fine = RollUp(_report(drawn=False))
    fine.units.append(UnitReport(tmp_path / "庚.xlsx", replace(fine.total, unit="庚局", table2=Table2()), ()))  # fmt: skip
    none = RollUp(_report(drawn=False))

    def tell() -> Iterator[str]:
        for name, one in (("多", summed), ("平", fine), ("无", none)):
            write_roll_up(one, tmp_path / f"{name}.xlsx")
            yield f"==== {name} {short(one.problems())}"
            yield from one.problems()
            yield from written(tmp_path / f"{name}.xlsx")

    approved("county_workbook", tell())


def test_days_of_an_analysis_stand_where_they_belong() -> None:
    """A reply counts in the month it was closed in, in that of the request where that is later."""
    requests, _ = register(0, 1)
    one = replace(requests[0], received_on=date(2025, 3, 1), closed_on=date(2025, 2, 28), outcome_row=3)  # fmt: skip
    found = analyse([one, replace(one, closed_on=date(2025, 3, 1) + timedelta(31))], [], 2025)
    assert found.closed_by_month == (0, 0, 1, 1, *[0] * 8)
