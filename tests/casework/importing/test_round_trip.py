"""What the program exports it takes back, and the report counts the same."""

import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.desk.desk import open_desk
from casework.importing import import_ledger
from casework.pages.register_check import problems
from casework.reports.ledger import COLUMNS, LedgerLine, write_ledger
from casework.year.year_report import year_report
from rules.mixed_replies import outcome_of
from rules.practice import Practice
from rules.receipt import Channel
from rules.replies import ReplyKind
from rules.report_rows import Applicant

TODAY = date(2026, 3, 6)
NAMES = {
    Applicant.NATURAL_PERSON: "林一帆",
    Applicant.BUSINESS: "青枫置业有限公司",
    Applicant.RESEARCH_BODY: "青枫大学",
    Applicant.CHARITY: "青枫环境保护协会",
    Applicant.LEGAL_SERVICES: "青枫律师事务所",
    Applicant.OTHER_BODY: "青石村村民委员会",
}


@dataclass(frozen=True)
class Told:
    """A request as a register has it."""

    applicant: Applicant
    channel: Channel
    arrived_on: date
    confirmed_after: int
    kind: ReplyKind | None
    closed_after: int
    corrected: bool
    extended: bool

    @property
    def received_on(self) -> date:
        waits = self.confirmed_after if self.channel.needs_confirmation else 0
        return self.arrived_on + timedelta(days=waits)

    @property
    def closed_on(self) -> date | None:
        closed_on = self.received_on + timedelta(days=self.closed_after)
        return closed_on if self.kind is not None and closed_on <= TODAY else None

    def line(self, number: int, *, names_kind: bool) -> LedgerLine:
        received_on = self.received_on
        closed_on, kind = self.closed_on, self.kind
        corrected = self.corrected and closed_on is not None and self.closed_after > 12
        extended = self.extended and closed_on is not None and self.closed_after > 20
        return LedgerLine(
            register_number=f"依申请〔{received_on.year}〕{number}号",
            received_on=self.arrived_on,
            confirmed_on=received_on if self.channel.needs_confirmation else None,
            channel=self.channel.value,
            applicant_kind=self.applicant.value if names_kind else "",
            applicant_name=NAMES[self.applicant],
            information_sought=f"第{number}号批复",
            correction_noticed_on=received_on + timedelta(days=3) if corrected else None,
            corrected_on=received_on + timedelta(days=8) if corrected else None,
            is_extended=extended,
            extended_days=20 if extended else None,
            extended_on=received_on + timedelta(days=18) if extended else None,
            reply_kind="" if kind is None or closed_on is None else kind.label,
            decided_on=None if closed_on is None else closed_on - timedelta(days=1),
            served_on=closed_on,
        )


TOLD = st.builds(
    Told,
    st.sampled_from(Applicant),
    st.sampled_from(Channel),
    st.dates(date(2023, 11, 1), date(2026, 2, 20)),
    st.integers(0, 3),
    st.none() | st.sampled_from(ReplyKind),
    st.integers(2, 80),
    st.booleans(),
    st.booleans(),
)


def counted(requests, year):
    """Count the cells of a year by hand: (row, applicant) to number."""
    cells: Counter[tuple[int, Applicant]] = Counter()
    for one in requests:
        closed_on = one.closed_on
        if one.kind is ReplyKind.RECORD_CORRECTION and closed_on is not None:
            # What corrects a record is no request for information: no row counts it (条例41).
            continue
        if one.received_on.year > year or (closed_on and closed_on.year < year):
            continue
        cells[1 if one.received_on.year == year else 2, one.applicant] += 1
        if closed_on is None or closed_on.year > year:
            cells[25, one.applicant] += 1
        else:
            cells[outcome_of(one.kind, Practice()).row, one.applicant] += 1
            cells[24, one.applicant] += 1
    return cells


@settings(max_examples=30)
@given(st.lists(TOLD, max_size=12), st.booleans())
def test_the_report_counts_what_was_exported(requests, names_kind):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "台账.xlsx"
        lines = [
            one.line(number, names_kind=names_kind) for number, one in enumerate(requests, start=1)
        ]
        write_ledger(lines, path, columns=[column.name for column in COLUMNS], title="2025年台账")
        desk = open_desk(Path(folder) / "登记簿.db", clock=lambda: datetime.combine(TODAY, time(9)))
        try:
            outcome = import_ledger(desk, path)
            assert (outcome.imported, outcome.problems) == (len(requests), ())
            assert list(problems(desk)) == []
            for year in (2023, 2024, 2025, 2026):
                table = year_report(desk, year).table3
                expected = counted(requests, year)
                found = {
                    (row, applicant): number
                    for row in range(1, 26)
                    for applicant in Applicant
                    if (number := table.at(row, applicant.column))
                }
                assert found == dict(expected)
            assert import_ledger(desk, path).imported == 0
        finally:
            desk.close()
