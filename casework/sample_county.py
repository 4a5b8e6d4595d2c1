"""The county report of the year before: three invented units, their tables added up and locked."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from casework.desk.desk import Desk
from casework.pages.office_settings import expect_units
from casework.reports.annual import AnnualReport
from casework.reports.rollup import RollUp, add_report
from casework.year.county import publish_county
from rules.annual_report import Counted, table_3
from rules.challenges import Table4
from rules.proactive import Table2
from rules.report_rows import Applicant

YEAR = 2025
# How many requests each had, and every which of them a firm made.
_UNITS = (("青枫区教育局", 26, 9), ("青枫区民政局", 14, 7), ("青枫区住房和城乡建设局", 41, 4))
# Rows of table 3 in turn: given, given in part, and refusals and their kin of every group.
_ROWS = (3, 3, 4, 3, 14, 3, 16, 3, 7, 15, 3, 23)
_HANDLED = timedelta(17)


def publish_county_year(desk: Desk) -> object:
    """Name the units, add up their reports of the year before, and publish and lock the sum."""
    expect_units(desk, [unit for unit, *_ in _UNITS])
    result = RollUp(AnnualReport(YEAR, desk.office_name))
    for place, (unit, number, every) in enumerate(_UNITS):
        report = AnnualReport(
            YEAR,
            unit,
            Table2(normative_in_force=2 + place, licences=30 * place),
            table_3(_counted(number, every), YEAR),
            # Upheld, corrected: the first five cells are those of reconsideration.
            Table4((place, int(place == 2), 0, 0, place + int(place == 2), *((0,) * 10))),
        )
        add_report(result, report, Path(f"{unit}.xlsx"))
    return publish_county(desk, result, desk.today)


def _counted(number: int, every: int) -> Iterator[Counted]:
    """Yield requests spread over the year; the last are still open at its end."""
    for one in range(number):
        received_on = date(YEAR, 1, 6) + timedelta(one * 355 // number)
        closed_on = received_on + _HANDLED
        who = Applicant.BUSINESS if one % every == 0 else Applicant.NATURAL_PERSON
        is_closed = closed_on.year == YEAR
        yield Counted(
            one,
            who,
            received_on,
            closed_on if is_closed else None,
            _ROWS[one % len(_ROWS)] if is_closed else None,
        )
