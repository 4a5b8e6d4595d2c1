"""A county with every kind of unit: its report, its points and the sheets that go back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from docx import Document

from casework.desk.desk import Desk
from casework.reports.annual import AnnualReport, to_exchange
from casework.reports.rollup import RollUp, add_report
from casework.year import county
from db import history
from forms.county import CountyPoints, CountyTexts
from rules.annual_report import EMPTY_TABLE_3, Table3
from rules.challenges import EMPTY_TABLE_4, Table4
from rules.errors import ClerkError
from rules.proactive import Table2
from rules.report_rows import HEADINGS
from rules.report_texts import FeeTotals
from tests.casework.approved.plain import told
from tests.casework.approved.test_annual_drawn_told import a_report
from tests.casework.conftest import Clock


def off(report: AnnualReport, by: int) -> AnnualReport:
    """Return a report whose sum of requests carried out is not what its rows make."""
    rows = [list(row) for row in report.table3.rows]
    rows[24] = [number + by for number in rows[24]]
    return replace(report, table3=Table3(tuple(map(tuple, rows))))


def a_county(year: int = 2025, *, small: bool = False) -> RollUp:
    result = RollUp(AnnualReport(year, "青枫区", None, EMPTY_TABLE_3, EMPTY_TABLE_4))
    plain = a_report(3, year=year, table4=EMPTY_TABLE_4, fees=FeeTotals(1, Decimal("30.50"), Decimal(20)))  # fmt: skip
    units = [replace(plain, unit="甲局")]
    if not small:
        corrected = Table4((0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 2, 0, 0, 2))
        units += [off(replace(plain, unit="乙/局?"), 1), off(replace(plain, unit="丙局", table2=None), 2), replace(plain, unit="丁局", table4=corrected, fees=FeeTotals()), replace(plain, unit='\\/:*?"<>|', table2=Table2(licences=1))]  # fmt: skip
        result.missing += ["戊局", "己局"]
    for one in units:
        add_report(result, one, Path(f"{one.unit}.xlsx"))
    return result


def tried(doing: Callable[..., Any], *asked: Any, **named: Any) -> str:
    try:
        return str(doing(*asked, **named))
    except ClerkError as refusal:
        return f"refused: {refusal} {refusal.field or ''}"


def texts(path: Path) -> Iterator[str]:
    document = Document(str(path))
    yield from (one.text for one in document.paragraphs if one.text.strip())
    for table in document.tables:
        yield from ("|".join(cell.text for cell in row.cells) for row in table.rows)


def test_a_county_and_its_units(approved, desk: Desk, clock: Clock, tmp_path: Path) -> None:
    clock.day = date(2026, 3, 20)
    whole, small = a_county(), a_county(small=True)
    none = RollUp(replace(small.total, table3=EMPTY_TABLE_3, table2=None))
    before = tmp_path / "上年.json"

    def tell() -> Iterator[str]:
        for name, one in (("whole", whole), ("small", small), ("none", none)):
            report = county.county_report(desk, one)
            yield f"== {name} {report.unit} {report.fees}"
            yield from told(report.texts)
            yield from county.county_problems(desk, one)
            for unit in county.assess(desk, one):
                yield f"{unit.unit} {unit.words} {unit.points} {unit.most}"
                yield from (f"  {line.item} {line.given}/{line.most} {line.why}" for line in unit.lines)  # fmt: skip
                yield from (f"  {finding}" for finding in unit.findings)
        yield f"{county.points_of(desk)} {county.texts_of(desk, 2025)}"
        county.keep_points(desk, CountyPoints(handed_in=10, balanced=7, balanced_each=3, carried=1, carried_each=1, whole=4, upheld=9, upheld_each=4, answer_days=1))  # fmt: skip
        county.keep_texts(desk, 2025, CountyTexts(overall="全区{{本年新收}}件。", problems_and_plans="问题。"))  # fmt: skip
        yield f"{county.points_of(desk)} {county.texts_of(desk, 2025)} {county.texts_of(desk, 2024)}"
        yield from (f"{unit.unit} {unit.words}" for unit in county.assess(desk, whole))
        yield county.county_report(desk, whole).texts[HEADINGS[4]]
        for year in (2023, 2024, 0):
            before.write_text(to_exchange(a_report(1, year=year)), encoding="utf-8")
            yield f"{year}: {tried(county.take_county_last_year, desk, 2025, before)[:60]}"
        last = county.county_last_year(desk, 2025)
        yield f"{last and (last.year, last.unit)} {county.county_last_year(desk, 2024)}"
        yield from county.county_problems(desk, small)
        for result, on in ((none, date(2026, 3, 20)), (small, date(2025, 12, 31)), (small, date(2026, 3, 21)), (small, date(2026, 1, 1)), (small, date(2026, 3, 20))):  # fmt: skip
            yield f"{on}: {tried(county.publish_county, desk, result, on)[:70]}"
        kept = county.published_county(desk, 2025)
        yield f"{kept and (kept.on, kept.by, list(kept.units), kept.report.texts[HEADINGS[0]])}"
        yield f"{county.published_county(desk, 2024)} {tried(county.keep_texts, desk, 2025, CountyTexts())}"
        later = a_county(2026)
        # The same unit, its name typed with a gap.
        later.units[0] = replace(later.units[0], report=replace(later.units[0].report, unit="甲 局"))  # fmt: skip
        yield from county.county_problems(desk, later)
        for unit in county.assess(desk, later):
            yield f"{unit.unit} {unit.words} {[(line.item, line.given, line.why) for line in unit.lines]} {unit.findings}"

        yield from (f"{note}" for entry in history.noted(desk.store) for note in entry.notes)

    approved("county_drawn", tell())


def test_sheets_that_go_back(approved, desk: Desk, clock: Clock) -> None:
    clock.day = date(2026, 3, 20)
    whole = a_county()

    def tell() -> Iterator[str]:
        yield tried(county.write_findings, desk, RollUp(whole.total))
        for name in ("丙局", "丁局", "戊局", '\\/:*?"<>|', "乙/局?"):
            (path,) = county.write_findings(desk, whole, only=name)
            yield f"== {path.stem}"
            yield from texts(path)
        only = RollUp(whole.total, missing=["戊局"])
        yield str([one.stem for one in county.write_findings(desk, only)])
        yield str(county.write_findings(desk, whole, only="没有的局"))

    approved("county_sheets", tell())
