"""The annual report of the register: its counts, its challenges and its fees of a year."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from casework.case_file import as_step
from casework.desk import Desk
from casework.reports.annual import AnnualReport
from db import report_rows, settings, steps
from db.report_rows import YearCounts
from forms.choices import CourtStage
from rules.annual_report import Table3, table_3_from_counts
from rules.challenges import Challenge, ChallengeKind, Result, table_4
from rules.proactive import COUNTS, FEES, Table2
from rules.report_rows import Applicant
from rules.report_texts import FeeTotals
from rules.steps import Step, StepKind, effective


def year_report(desk: Desk, year: int) -> AnnualReport:
    """Return the report of a year as the register has it today."""
    challenges: list[Challenge] = []
    notices, noticed, paid = 0, 0, 0
    for request_id, records in steps.of_kinds(desk.store, _WANTED):
        standing = effective(as_step(record) for record in records)
        challenges.extend(challenges_of(request_id, standing))
        for step in standing:
            if step.on.year != year:
                continue
            if step.kind is StepKind.FEE_NOTICED:
                notices += 1
                noticed += int(step.details.get("decided_yuan") or 0)
            elif step.kind is StepKind.FEE_PAID:
                paid += int(step.details.get("yuan") or 0)
            elif step.kind is StepKind.FEE_REFUNDED:
                paid -= int(step.details.get("yuan") or 0)
    return AnnualReport(
        year,
        desk.office.name,
        table_2_of(desk, year),
        table_3_of(report_rows.counted(desk.store, year)),
        table_4(challenges, year),
        settings.value(desk.store, f"report_texts_{year}", {}),
        FeeTotals(notices, Decimal(noticed), Decimal(paid)),
    )


_WANTED = (
    StepKind.RECONSIDERED.word,
    StepKind.RECONSIDERATION_DECIDED.word,
    StepKind.SUED.word,
    StepKind.JUDGED.word,
    StepKind.FEE_NOTICED.word,
    StepKind.FEE_PAID.word,
    StepKind.FEE_REFUNDED.word,
)


def table_3_of(counts: YearCounts) -> Table3:
    """Return table 3 from the register's grouped counts."""
    return table_3_from_counts(
        {Applicant[kind]: number for kind, number in counts.new.items()},
        {Applicant[kind]: number for kind, number in counts.carried_in.items()},
        {(row, Applicant[kind]): number for (row, kind), number in counts.closed.items()},
        {Applicant[kind]: number for kind, number in counts.carried_out.items()},
    )


def table_2_of(desk: Desk, year: int) -> Table2:
    """Return table 2 as it was typed for a year; all zero where it was not."""
    kept = settings.value(desk.store, f"table_2_{year}", {})
    counts = {name: int(kept[name]) for name in COUNTS if name in kept}
    return Table2(**counts, fees_wan_yuan=Decimal(str(kept.get(FEES, 0))))


def challenges_of(request_id: int, standing: list[Step]) -> Iterator[Challenge]:
    """Yield the reconsiderations and suits over a request, each with what became of it."""
    pairs = (
        (StepKind.RECONSIDERED, StepKind.RECONSIDERATION_DECIDED),
        (StepKind.SUED, StepKind.JUDGED),
    )
    for brought, concluded in pairs:
        ends = [step for step in standing if step.kind is concluded]
        for step in standing:
            if step.kind is not brought:
                continue
            end = ends.pop(0) if ends else None
            yield Challenge(
                request_id,
                _kind_of(step),
                step.on,
                None if end is None else max(end.on, step.on),
                None if end is None else Result[_RESULTS[str(end.details.get("result"))]],
            )


_RESULTS = {"UPHELD": "UPHELD", "CORRECTED": "CORRECTED", "OTHER": "OTHER"}


def _kind_of(step: Step) -> ChallengeKind:
    if step.kind is StepKind.RECONSIDERED:
        return ChallengeKind.RECONSIDERATION
    if step.details.get("stage") == CourtStage.AFTER_RECONSIDERATION.name:
        return ChallengeKind.SUIT_AFTER_RECONSIDERATION
    return ChallengeKind.DIRECT_SUIT


def years_with_requests(desk: Desk) -> list[int]:
    """Return the years the register can report on, the latest first."""
    first = report_rows.first_year(desk.store)
    this_year: date = desk.today
    return list(range(this_year.year, (first or this_year.year) - 1, -1))
