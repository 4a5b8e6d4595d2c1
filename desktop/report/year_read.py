"""What the register says of a year for its report; asked of any desk, also one that only reads."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from casework.desk.desk import Desk
from casework.pages import worklist
from casework.pages.worklist import WorkRow
from casework.reports.annual import AnnualReport, Difference
from casework.year import report_keeping
from casework.year.year_report import (
    challenges_behind,
    requests_in_cell,
    why_counted,
    year_report,
    years_with_requests,
)
from rules.report_checks import ReportFinding
from rules.report_rows import (
    CHALLENGE_HEADS,
    RESULT_HEADS,
    ROWS,
    TOTAL_COLUMN,
    Applicant,
    Cell,
)

_MOST = 500


class YearRead(NamedTuple):
    """A year as published where it was, as counted today, the one before, and what changed."""

    years: Sequence[int]
    kept: report_keeping.Published | None
    today: AnnualReport
    last: AnnualReport | None
    changes: Sequence[Difference]

    @property
    def report(self) -> AnnualReport:
        """The report that is shown: a locked year's as it was published."""
        return self.today if self.kept is None else self.kept.report

    @property
    def is_locked(self) -> bool:
        """Whether the year was published and is locked."""
        return self.kept is not None

    @property
    def findings(self) -> list[ReportFinding]:
        """What does not add up in the report that is shown."""
        return self.report.findings(self.last)

    @property
    def wrong(self) -> set[Cell]:
        """The numbers that cannot be right."""
        return {cell for finding in self.findings for cell in finding.cells}


def read_year(desk: Desk, year: int) -> YearRead:
    """Return what the register says of a year."""
    today = year_report(desk, year)
    return YearRead(
        list(years_with_requests(desk)),
        report_keeping.published(desk, year),
        today,
        report_keeping.last_year_of(desk, year),
        report_keeping.changed_since(desk, today),
    )


class CellRequests(NamedTuple):
    """The requests behind a number in words, the first of them as rows, and why they count."""

    words: str
    number: int
    rows: Sequence[WorkRow]
    why: Mapping[int, str]


NOTHING = CellRequests("", 0, (), {})
"""CellRequests what is no number."""


def behind_table_3(desk: Desk, year: int, row: int, column: int) -> CellRequests:
    """Return what is behind a number of table 3, by its row and column, from 1 on."""
    kind = None if column == TOTAL_COLUMN else list(Applicant)[column - 1]
    found = requests_in_cell(desk, year, row, kind)
    whom = "总计" if kind is None else kind.value
    first = list(found[:_MOST])
    return CellRequests(
        f"{ROWS[row - 1].name}，{whom}：{len(found)} 件",
        len(found),
        worklist.rows(desk, first),
        why_counted(desk, year, first),
    )


def behind_table_4(desk: Desk, year: int, column: int) -> CellRequests:
    """Return what is behind a number of table 4, by its column, from 1 on."""
    kind = CHALLENGE_HEADS[(column - 1) // len(RESULT_HEADS)]
    head = RESULT_HEADS[(column - 1) % len(RESULT_HEADS)]
    why = challenges_behind(desk, year, column)
    words = f"{kind}，{head}：涉及 {len(why)} 件"
    return CellRequests(words, len(why), worklist.rows(desk, list(why)[:_MOST]), why)


def report_to_write(desk: Desk, year: int) -> AnnualReport:
    """Return the report as it goes out: the published one, or today's with its texts filled.

    Raises `ClerkError` where a text names a figure there is not.
    """
    kept = report_keeping.published(desk, year)
    if kept is not None:
        return kept.report
    return report_keeping.settled(report_keeping.with_drafts(year_report(desk, year)))
