"""The register against figures of somebody else: a published table or the office's own ledger.

What differs is said cell by cell, and the cases likely to be behind it are named first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casework.desk.desk import Desk
from casework.importing.rows import RowEntry, Walk, entry_of, rows_of, sheets_of
from casework.importing.sheets import open_ledger
from casework.reports.handed_in import read_report
from casework.reports.request_facts import ReportedRequest
from casework.reports.suspects import Suspect, difference, ledger_suspects, suspects
from casework.year.year_facts import reported_requests
from rules.annual_report import Table3, table_3
from rules.errors import ClerkError
from rules.replies import ReplyKind
from rules.report_checks import place
from rules.report_rows import CARRIED_IN, Cell
from rules.steps import StepKind

Say = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class FigureComparison:
    """What came of comparing: `differences` are sentences, `suspects` cases, likeliest first."""

    name: str
    year: int
    is_ledger: bool
    differences: tuple[str, ...]
    suspects: tuple[Suspect, ...]
    warnings: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What came of it, in a sentence."""
        what = "台账" if self.is_ledger else "年度报告"
        if not self.differences and not self.suspects:
            return f"“{self.name}”（{what}）与{self.year}年登记簿的表三逐格一致。"
        return (
            f"“{self.name}”（{what}）与{self.year}年登记簿的表三有{len(self.differences)}格不同，"
            f"最可能的申请列在下面。"
        )


def compare(desk: Desk, year: int, path: Path, say: Say | None = None) -> FigureComparison:
    """Compare the register with a file: a report of any kind, or a ledger.

    A report is compared with the year it is of. Raises `ClerkError` where the file is neither.
    """
    try:
        report = read_report(path)
    except ClerkError as no_report:
        try:
            ledger, warnings = _ledger_of(path, desk.today)
        except ClerkError:
            raise no_report from None
        return _with_ledger(desk, year, path, ledger, warnings, say)
    wanted = report.year or year
    requests = reported_requests(desk, date(wanted, 12, 31), say)
    ours = table_3((request.counted for request in requests), wanted)
    return FigureComparison(
        path.name,
        wanted,
        False,
        tuple(_differences(ours, report.table3, "文件")),
        tuple(suspects(requests, report.table3, wanted)),
    )


def _with_ledger(
    desk: Desk,
    year: int,
    path: Path,
    ledger: list[ReportedRequest],
    warnings: tuple[str, ...],
    say: Say | None,
) -> FigureComparison:
    requests = reported_requests(desk, date(year, 12, 31), say)
    if all(request.received_on.year == year for request in ledger):
        # Such a ledger says nothing of what came in before: that is no difference.
        left_out = [request for request in requests if request.received_on.year != year]
        requests = [request for request in requests if request.received_on.year == year]
        if table_3((request.counted for request in left_out), year).at(CARRIED_IN):
            warnings = (f"台账中只有{year}年收到的申请，上年结转的没有比较。", *warnings)
    ours = table_3((request.counted for request in requests), year)
    theirs = table_3((request.counted for request in ledger), year)
    return FigureComparison(
        path.name,
        year,
        True,
        tuple(_differences(ours, theirs, "台账")),
        tuple(ledger_suspects(requests, ledger, year)),
        warnings,
    )


def _differences(ours: Table3, theirs: Table3, what: str) -> Iterator[str]:
    for row, column in sorted(difference(ours, theirs)):
        where = place(Cell(3, row, column))
        yield (f"{where}：登记簿为{ours.at(row, column)}件，{what}为{theirs.at(row, column)}件。")


def _ledger_of(path: Path, today: date) -> tuple[list[ReportedRequest], tuple[str, ...]]:
    """Return the rows of a ledger as the report counts them; rows that cannot be read are said."""
    walk = Walk()
    sheets, said = sheets_of(open_ledger(path))
    found: list[ReportedRequest] = []
    for sheet in sheets:
        for row in rows_of(sheet, walk):
            entry = entry_of(row, walk, today)
            if entry is not None:
                found.append(_reported(entry, len(found) + 1))
    return found, (*said, *walk.problems)


def _reported(entry: RowEntry, number: int) -> ReportedRequest:
    course, registration = entry.course, entry.registration
    days = {step.kind: step.on for step in course.steps}
    decided = next((step for step in course.steps if step.kind is StepKind.DECIDED), None)
    kind = None if decided is None else course.reply_kind
    closed_on = days.get(StepKind.SERVED) or days.get(StepKind.WITHDRAWN)
    outcome = course.row_of_report or (None if kind is None else kind.outcome)
    if outcome is None and StepKind.WITHDRAWN in days:
        outcome = ReplyKind.WITHDRAWN.outcome
    return ReportedRequest(
        request_id=number,
        register_number=entry.number,
        applicant_name=registration.applicant_name,
        applicant=registration.applicant_kind,
        received_on=entry.received_on,
        matter=registration.matter,
        information_sought=registration.information_sought,
        closed_on=closed_on,
        outcome="" if kind is None else kind.label,
        outcome_row=None if outcome is None or closed_on is None else outcome.row,
    )
