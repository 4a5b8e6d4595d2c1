"""What is kept of a year's report: its typed parts, its publication, and last year's report.

A published year is locked (`locked_years`): its report stays as it was published, and what the
register says otherwise from then on is a difference.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.reports.annual import AnnualReport, Difference, differences, from_json, to_exchange
from casework.reports.handed_in import read_report
from casework.reports.locked_years import OWN_REPORT
from casework.reports.narrative import drafts
from casework.year.year_report import year_report
from db import report_rows, settings
from db.faults import read_as_written
from rules.errors import ClerkError
from rules.proactive import COUNTS, FEES, LABELS
from rules.report_rows import HEADINGS


@dataclass(frozen=True, slots=True)
class Published:
    """A year's report as it was published, when and by whom."""

    report: AnnualReport
    on: date
    by: str


def published(desk: Desk, year: int) -> Published | None:
    """Return the published report of a year, or None while it is not locked."""
    kept = OWN_REPORT.kept(desk, year)
    if kept is None:
        return None
    with read_as_written(desk.store.path):
        return Published(
            from_json(json.loads(kept["report"])), date.fromisoformat(kept["on"]), kept["by"]
        )


def publish(desk: Desk, year: int, on: date) -> Published:
    """Lock a year with its report as it stands, as published on a day; one act.

    Raises `ClerkError` where the year is locked or not over, the day lies ahead, or a text names
    a figure there is not.
    """
    OWN_REPORT.must_be_publishable(desk, year, on)
    report = settled(with_drafts(year_report(desk, year)))
    OWN_REPORT.lock(desk, year, on, {"report": to_exchange(report)})
    return Published(report, on, desk.clerk)


def last_published(desk: Desk, year: int) -> AnnualReport | None:
    """Return a year's report as it was last published, unlocked since or not; None if never."""
    kept = OWN_REPORT.last_published(desk, year)
    with read_as_written(desk.store.path):
        return None if kept is None else from_json(json.loads(kept["report"]))


def changed_since(desk: Desk, today: AnnualReport) -> list[Difference]:
    """Return where a report counted today differs from the one last published for its year."""
    last = last_published(desk, today.year)
    return [] if last is None else differences(last, today)


def with_drafts(report: AnnualReport) -> AnnualReport:
    """Return the report with a first draft for each written part that was not typed yet."""
    return replace(report, texts={**drafts(report), **report.texts})


def settled(report: AnnualReport) -> AnnualReport:
    """Return the report with the figures in its texts written out."""
    return replace(
        report, texts={heading: "\n".join(report.paragraphs(heading)) for heading in report.texts}
    )


def keep_text(desk: Desk, year: int, heading: str, text: str) -> None:
    """Keep a written part of the report; raises `ClerkError` where the year is locked."""
    OWN_REPORT.must_be_open(desk, year)
    if heading not in HEADINGS:
        raise KeyError(heading)
    name = f"report_texts_{year}"
    with writing(desk, "report_text", What.REPORT):
        settings.put(desk.store, name, {**settings.value(desk.store, name, {}), heading: text})


def keep_table_2(desk: Desk, year: int, typed: Mapping[str, str]) -> None:
    """Keep the numbers of table 2 as typed; raises `ClerkError` for what is no number."""
    OWN_REPORT.must_be_open(desk, year)
    for name, text in typed.items():
        whole, point, parts = text.partition(".")
        is_number = whole.isdecimal() and (parts.isdecimal() if point else True)
        if not is_number or (point and name != FEES) or name not in (*COUNTS, FEES):
            what = "应为万元数" if name == FEES else "应为0或者正整数"
            raise ClerkError(f"{LABELS[name]}填的“{text}”不是数字，{what}，请重新填写。")
    with writing(desk, "report_table_2", What.REPORT):
        settings.put(desk.store, f"table_2_{year}", dict(typed))


def take_last_year(desk: Desk, year: int, path: Path) -> AnnualReport:
    """Read last year's published report from a file and keep it for this year's identities.

    Raises `ClerkError` where the file holds no report, or that of another year.
    """
    report = report_before(path, year)
    with writing(desk, "report_of_last_year", What.REPORT):
        settings.put(desk.store, f"handed_in_{year - 1}", to_exchange(report))
    return report


def report_before(path: Path, year: int) -> AnnualReport:
    """Return the report of the year before `year` that a file holds.

    Raises `ClerkError` where it holds none, or that of another year.
    """
    report = read_report(path)
    if report.year not in (0, year - 1):
        raise ClerkError(
            f"“{path.name}”是{report.year}年的年度报告，这里需要{year - 1}年的，请另选文件。"
        )
    return replace(report, year=year - 1)


def last_year_of(desk: Desk, year: int) -> AnnualReport | None:
    """Return last year's report: as published here, else as read in, else as the register has it.

    None where the register knows nothing of last year. Table 2 of a year never typed is unknown.
    """
    kept = published(desk, year - 1)
    if kept is not None:
        return kept.report
    handed_in = settings.value(desk.store, f"handed_in_{year - 1}", kind=str)
    if handed_in is not None:
        return from_json(json.loads(handed_in))
    first = report_rows.first_year(desk.store)
    if first is None or first > year - 1:
        return None
    report = year_report(desk, year - 1)
    if settings.value(desk.store, f"table_2_{year - 1}", None) is None:
        report = replace(report, table2=None)
    return report


def source_of_last_year(desk: Desk, year: int) -> str:
    """Return where last year's report comes from, in words."""
    last = year - 1
    if OWN_REPORT.kept(desk, last) is not None:
        return f"{last}年已公布的年度报告"
    if settings.value(desk.store, f"handed_in_{last}", kind=str) is not None:
        return f"从文件读入的{last}年年度报告"
    first = report_rows.first_year(desk.store)
    return "" if first is None or first > last else f"{last}年登记簿的数字（未公布）"
