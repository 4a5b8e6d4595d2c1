"""A county of thirty units: its own six-part report out of their files, locked, and checked."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from casework.desk.desk import Desk
from casework.reports.annual import AnnualReport
from casework.reports.excel import write_excel
from casework.reports.locked_years import COUNTY_REPORT
from casework.reports.rollup import RollUp, roll_up
from casework.reports.web_page import write_web_page
from casework.reports.word import write_word
from casework.year.county import (
    assess,
    county_problems,
    county_report,
    keep_points,
    keep_texts,
    points_of,
    publish_county,
    published_county,
    take_county_last_year,
    texts_of,
    write_findings,
)
from forms.county import CountyPoints, CountyTexts
from rules.annual_report import table_3
from rules.challenges import Table4
from rules.errors import ClerkError
from rules.proactive import Table2
from rules.report_rows import HEADINGS
from rules.report_texts import FeeTotals
from tests.bench.report_ledgers import a_ledger

YEAR, UNITS = 2025, 30


def unit_report(number: int, year: int = YEAR) -> AnnualReport:
    table3 = table_3((one.counted for one in a_ledger(40 + number, number)), year)
    return AnnualReport(year, f"青枫区第{number}局", Table2(), table3, Table4((0,) * 15))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("units")
    found = []
    for number in range(UNITS):
        path = folder / f"{number}.xlsx"
        report = unit_report(number)
        if number == 3:
            # One reconsideration upheld and one corrected.
            report = replace(report, table4=Table4((1, 1, 0, 0, 2, *((0,) * 10))))
        write_excel(report, path)
        found.append(path)
    return found


@pytest.fixture
def summed(desk: Desk, clock: Any, files: list[Path]) -> RollUp:
    clock.day = date(2026, 3, 20)
    return roll_up(
        files, year=YEAR, unit=desk.office_name, expected_units=["青枫区第3局", "青枫区第99局"]
    )


def words_of(path: Path) -> str:
    with ZipFile(path) as packed:
        return re.sub("<[^>]+>", "", packed.read("word/document.xml").decode())


def test_the_report_has_six_parts_and_the_sum_of_thirty_units(
    desk: Desk, summed: RollUp, tmp_path: Path
) -> None:
    report = county_report(desk, summed)
    assert len(summed.units) == UNITS
    assert report.unit == desk.office_name
    assert report.table3.at(1) == sum(unit_report(number).table3.at(1) for number in range(UNITS))
    assert set(report.texts) == set(HEADINGS)
    word, page = tmp_path / "报告.docx", tmp_path / "报告.html"
    write_word(report, word)
    write_web_page(report, page)
    for heading in HEADINGS:
        assert heading in words_of(word)
        assert heading in page.read_text(encoding="utf-8")
    assert "1个单位没有按时报送年度报告" in words_of(word)


def test_fees_that_no_file_tells_are_no_nought(desk: Desk, summed: RollUp) -> None:
    assert county_report(desk, summed).texts[HEADINGS[5]] == ""
    said, *empty = county_problems(desk, summed)
    assert said.startswith("信息处理费没有合计：青枫区第0局、")
    assert said.endswith(
        "（30个单位）的文件里没有这项数字，不是零，请向这些单位核实后写入第六部分。"
    )
    assert len(empty) == 1
    keep_texts(desk, YEAR, CountyTexts(other="实收{{实收金额}}元。"))
    assert "不是可用的数字名称" in county_problems(desk, summed)[0]
    keep_texts(desk, YEAR, CountyTexts(other="实际收取信息处理费的总金额380元。"))
    assert county_problems(desk, summed) == []
    told = [
        replace(unit, report=replace(unit.report, fees=FeeTotals(1, Decimal(40), Decimal("9.5"))))
        for unit in summed.units
    ]
    (wrong,) = county_problems(desk, replace(summed, units=told))
    assert "而登记的实际收取的总金额为285.0元" in wrong


def test_it_is_published_once_and_unlocked_for_a_reason(desk: Desk, summed: RollUp) -> None:
    with pytest.raises(ClerkError, match="没有结束"):
        publish_county(desk, summed, date(2025, 12, 31))
    keep_texts(desk, YEAR, CountyTexts(overall="全区{{本年新收}}件。"))
    publish_county(desk, summed, date(2026, 3, 20))
    kept = published_county(desk, YEAR)
    assert kept is not None
    assert kept.report.texts[HEADINGS[0]] == f"全区{summed.total.table3.at(1)}件。"
    assert len(kept.units) == UNITS
    with pytest.raises(ClerkError, match="已经公布并锁定"):
        publish_county(desk, summed, date(2026, 3, 20))
    with pytest.raises(ClerkError, match="已经公布并锁定"):
        keep_texts(desk, YEAR, CountyTexts())
    with pytest.raises(ClerkError, match="写明解除锁定的原因"):
        COUNTY_REPORT.unlock(desk, YEAR, " ")
    COUNTY_REPORT.unlock(desk, YEAR, "第3局更正")
    assert published_county(desk, YEAR) is None
    assert [entry.words for entry in COUNTY_REPORT.log(desk, YEAR)] == [
        "2026-03-20公布并锁定，周敏。",
        "2026-03-20解除锁定，周敏，原因：第3局更正。",
    ]
    was = COUNTY_REPORT.last_published(desk, YEAR)
    assert was is not None
    assert len(was["units"]) == UNITS
    assert texts_of(desk, YEAR).overall == "全区{{本年新收}}件。"


def test_the_next_year_is_checked_against_it_unit_by_unit(
    desk: Desk, summed: RollUp, clock: Any, tmp_path: Path
) -> None:
    publish_county(desk, summed, date(2026, 3, 20))
    clock.day = date(2027, 3, 20)
    path = tmp_path / "next.xlsx"
    # What was carried out of the year is not what this report carries in.
    write_excel(replace(unit_report(7), year=2026), path)
    following = roll_up([path], year=2026, unit=desk.office_name)
    assert any("上年" in problem for problem in county_problems(desk, following))
    (unit,) = assess(desk, following)
    carried = next(line for line in unit.lines if line.item == "与上年衔接")
    assert int(carried.given) < int(carried.most)
    assert unit.findings


def test_last_years_report_may_be_read_from_a_file(
    desk: Desk, summed: RollUp, tmp_path: Path
) -> None:
    path = tmp_path / "上年.xlsx"
    write_excel(replace(unit_report(1), year=YEAR - 1, unit=desk.office_name), path)
    before = county_problems(desk, summed)
    take_county_last_year(desk, YEAR, path)
    assert len(county_problems(desk, summed)) > len(before)
    with pytest.raises(ClerkError, match="这里需要2025年的"):
        take_county_last_year(desk, YEAR + 1, path)


def test_units_are_assessed_by_the_points_the_office_set(desk: Desk, summed: RollUp) -> None:
    found = {one.unit: one for one in assess(desk, summed)}
    assert found["青枫区第99局"].points == 0
    assert found["青枫区第5局"].words == "100/100"
    assert found["青枫区第3局"].points == 95
    keep_points(desk, CountyPoints(upheld_each=20))
    assert points_of(desk).upheld_each == 20
    assert {one.unit: one for one in assess(desk, summed)}["青枫区第3局"].points == 80


def test_findings_go_back_to_each_unit_as_a_sheet(desk: Desk, summed: RollUp) -> None:
    written = write_findings(desk, summed)
    assert len(written) == UNITS + 1
    (sheet,) = write_findings(desk, summed, only="青枫区第3局")
    text = words_of(sheet)
    assert "总分95/100" in text
    assert "被纠正1件" in text
    # Five working days after 20 March 2026.
    assert "请于2026年3月27日前（含当日）改正" in text
