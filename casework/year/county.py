"""A county's own report, made of the roll-up of its units: checked, published, units assessed.

A published year is locked with the reports of its units, so that the next year is checked against
it, unit by unit.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from casework.books.book_papers import write_paper
from casework.cases.case_file import plain
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.letters.findings_sheet import PointLine, findings_sheet
from casework.papers.issuing import office_facts
from casework.reports.annual import AnnualReport, from_json, to_exchange
from casework.reports.locked_years import COUNTY_REPORT
from casework.reports.narrative import drafts
from casework.reports.rollup import RollUp, UnitReport, unit_key
from casework.year.report_keeping import report_before, settled
from db import settings
from db.faults import read_as_written
from forms.county import CountyPoints, CountyTexts
from forms.fields import restored
from rules.challenges import ChallengeKind
from rules.errors import ClerkError
from rules.report_rows import CARRIED_OUT, CLOSED, HEADINGS, NEW
from rules.report_texts import FeeTotals
from rules.time_limits import office_limit

_CORRECTED = (2, 7, 12)


class PublishedCounty(NamedTuple):
    """A county's report as it was published, with its units' reports by name."""

    report: AnnualReport
    units: Mapping[str, AnnualReport]
    on: date
    by: str


def county_report(desk: Desk, result: RollUp) -> AnnualReport:
    """Return the county's report in six parts: the sum, and its texts typed or drafted."""
    total = result.total
    known = [unit.report.fees for unit in result.units if unit.report.fees is not None]
    fees = FeeTotals(
        sum(one.notices for one in known),
        sum((one.noticed_yuan for one in known), Decimal(0)),
        sum((one.paid_yuan for one in known), Decimal(0)),
    )
    # What units have not said is no nought: there is no sum then.
    is_whole = len(known) == len(result.units)
    report = replace(total, unit=desk.office_name, fees=fees if is_whole else None)
    texts = {**drafts(report), **texts_of(desk, total.year).by_heading}
    if not texts[HEADINGS[4]]:
        texts[HEADINGS[4]] = "\n".join(_problems_told(result))
    return replace(report, texts=texts)


def _problems_told(result: RollUp) -> Iterator[str]:
    """Yield a first draft of part five out of what was found, for the clerk to finish."""
    wrong = [unit.unit for unit in result.units if unit.problems]
    said = [f"{len(wrong)}个单位的报表数字需要核对"] if wrong else []
    if result.missing:
        said.append(f"{len(result.missing)}个单位没有按时报送年度报告")
    corrected = sum(result.total.table4.at(column) for column in _CORRECTED)
    if corrected:
        said.append(f"{corrected}件被行政复议机关纠正或者败诉")
    if said:
        yield f"存在的主要问题：{'；'.join(said)}。"
        yield "改进情况：已逐单位反馈核查意见，督促限期改正，并纳入年度考核。"


def texts_of(desk: Desk, year: int) -> CountyTexts:
    """Return the written parts as they were typed for a year."""
    return restored(CountyTexts, settings.value(desk.store, f"county_texts_{year}", {}))


def keep_texts(desk: Desk, year: int, texts: CountyTexts) -> None:
    """Keep the written parts of a year. Raises `ClerkError` where the year is locked."""
    COUNTY_REPORT.must_be_open(desk, year)
    with writing(desk, "county_texts", What.REPORT):
        settings.put(desk.store, f"county_texts_{year}", plain(texts))


def points_of(desk: Desk) -> CountyPoints:
    """Return the points the office has set, or those that come with the program."""
    kept = settings.value(desk.store, "county_points", kind=dict)
    return CountyPoints() if kept is None else restored(CountyPoints, kept)


def keep_points(desk: Desk, points: CountyPoints) -> None:
    """Keep the points units are assessed by."""
    with writing(desk, "county_points", What.REPORT):
        settings.put(desk.store, "county_points", plain(points))


def published_county(desk: Desk, year: int) -> PublishedCounty | None:
    """Return the county's report of a year as it was published; None while it is not locked."""
    kept = COUNTY_REPORT.kept(desk, year)
    if kept is None:
        return None
    with read_as_written(desk.store.path):
        return PublishedCounty(
            from_json(json.loads(kept["report"])),
            {name: from_json(json.loads(one)) for name, one in dict(kept["units"]).items()},
            date.fromisoformat(kept["on"]),
            kept["by"],
        )


def publish_county(desk: Desk, result: RollUp, on: date) -> PublishedCounty:
    """Lock a year with the county's report and its units' as they stand; one act.

    Raises `ClerkError` where the year is locked or not over, the day lies ahead, or the report
    does not add up.
    """
    year = result.total.year
    COUNTY_REPORT.must_be_publishable(desk, year, on)
    if not result.units:
        raise ClerkError("还没有汇总各单位的报告，请先选择各单位的报告再公布。")
    report = settled(county_report(desk, result))
    units = {unit.unit: to_exchange(unit.report) for unit in result.units}
    COUNTY_REPORT.lock(desk, year, on, {"report": to_exchange(report), "units": units})
    return PublishedCounty(report, {one.unit: one.report for one in result.units}, on, desk.clerk)


def take_county_last_year(desk: Desk, year: int, path: Path) -> AnnualReport:
    """Read the county's report of the year before from a file, to check this year's against it.

    Raises `ClerkError` where the file holds no report, or that of another year.
    """
    report = report_before(path, year)
    with writing(desk, "county_last_year", What.REPORT):
        settings.put(desk.store, f"county_handed_in_{year - 1}", to_exchange(report))
    return report


def county_last_year(desk: Desk, year: int) -> AnnualReport | None:
    """Return the county's report of the year before: as published here, else as read in."""
    kept = published_county(desk, year - 1)
    if kept is not None:
        return kept.report
    handed_in = settings.value(desk.store, f"county_handed_in_{year - 1}", kind=str)
    return None if handed_in is None else from_json(json.loads(handed_in))


def county_problems(desk: Desk, result: RollUp) -> list[str]:
    """Return what cannot be right in the county's own report, checked against last year's."""
    report = county_report(desk, result)
    last = county_last_year(desk, report.year)
    found = [finding.sentence for finding in report.findings(last)]
    without = [unit.unit for unit in result.units if unit.report.fees is None]
    if without and not texts_of(desk, report.year).other.strip():
        found.insert(
            0,
            f"信息处理费没有合计：{'、'.join(without)}（{len(without)}个单位）的文件里没有这项数字，"
            "不是零，请向这些单位核实后写入第六部分。",
        )
    return found


class Assessed(NamedTuple):
    """A unit with its points by item and what was found in its report."""

    unit: str
    lines: tuple[PointLine, ...]
    points: int
    most: int
    findings: tuple[str, ...]

    @property
    def words(self) -> str:
        """Its points of the most it could have."""
        return f"{self.points}/{self.most}"


def assess(desk: Desk, result: RollUp) -> list[Assessed]:
    """Return every unit with its points, the best first; one that handed nothing in has none."""
    points = points_of(desk)
    last = published_county(desk, result.total.year - 1)
    before = {} if last is None else {unit_key(name): one for name, one in last.units.items()}
    found = [_assessed(unit, points, before.get(unit_key(unit.unit))) for unit in result.units]
    for name in result.missing:
        line = PointLine(item="按时报送", most=str(points.handed_in), given="0", why="没有报送")
        found.append(Assessed(name, (line,), 0, points.total, ("没有报送年度报告。",)))
    return sorted(found, key=lambda one: (-one.points, one.unit))


def _assessed(unit: UnitReport, points: CountyPoints, last: AnnualReport | None) -> Assessed:
    report = unit.report
    own = tuple(finding.sentence for finding in report.findings())
    carried = (
        ()
        if last is None
        else tuple(
            finding.sentence for finding in report.findings(last) if finding.sentence not in own
        )
    )
    corrected = sum(report.table4.at(column) for column in _CORRECTED)
    items: Sequence[tuple[str, int, int, str]] = (
        ("按时报送", points.handed_in, 0, ""),
        (
            "数字平衡", points.balanced, points.balanced_each * len(unit.problems),
            f"{len(unit.problems)}处不平衡" if unit.problems else "",
        ),
        (
            "与上年衔接", points.carried, points.carried_each * len(carried),
            f"{len(carried)}处不衔接" if carried else "上年没有可比的报告" if last is None else "",
        ),
        (
            "报表齐全", points.whole, points.whole if report.table2 is None else 0,
            "没有读到表二" if report.table2 is None else "",
        ),
        (
            "复议诉讼没有被纠正", points.upheld, points.upheld_each * corrected,
            f"被纠正{corrected}件" if corrected else "",
        ),
    )  # fmt: skip
    lines = tuple(
        PointLine(item=item, most=str(most), given=str(max(most - off, 0)), why=why or "—")
        for item, most, off, why in items
    )
    return Assessed(
        unit.unit,
        lines,
        sum(int(line.given) for line in lines),
        points.total,
        (*unit.problems, *carried),
    )


def write_findings(desk: Desk, result: RollUp, *, only: str = "") -> list[Path]:
    """Write the sheet of findings and points of each unit, or of the one named, beside the letters.

    Raises `ClerkError` where nothing was summed.
    """
    if not result.units and not result.missing:
        raise ClerkError("还没有汇总各单位的报告，请先选择各单位的报告。")
    year, points = result.total.year, points_of(desk)
    reports = {unit.unit: unit.report for unit in result.units}
    answer_by = office_limit(desk.today, points.answer_days, desk.outlook)
    written = []
    for one in assess(desk, result):
        if only and one.unit != only:
            continue
        letter = findings_sheet(
            office_facts(desk),
            desk.today,
            unit=one.unit,
            year=year,
            figures=_figures(reports.get(one.unit)),
            findings=one.findings,
            points=one.lines,
            total=one.words,
            answer_by=answer_by,
        )
        written.append(write_paper(desk, letter, f"核查反馈 {year}年 {_plain(one.unit)}"))
    return written


def _figures(report: AnnualReport | None) -> str:
    if report is None:
        return "没有收到年度报告。"
    table3, table4 = report.table3, report.table4
    challenges = sum(table4.total(kind) for kind in ChallengeKind)
    return (
        f"新收{table3.at(NEW)}件，办结{table3.at(CLOSED)}件，结转下年度{table3.at(CARRIED_OUT)}件，"
        f"行政复议和行政诉讼{challenges}件。"
    )


def _plain(name: str) -> str:
    return "".join(one for one in name if one not in '\\/:*?"<>|').strip() or "单位"
