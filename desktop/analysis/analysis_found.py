"""What the analysis of a year is made of; asked of any desk, also one that only reads."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from casework.cases.circulation_times import CirculationTimes, circulation_times
from casework.desk.desk import Desk
from casework.reports.analysis import Analysis
from casework.reports.behind import Behind, behind
from casework.year.periods import ComparedPeriod, periods_of
from casework.year.year_facts import Weighed, facts_of_year, weighed_requests, year_analysis


class AnalysisFound(NamedTuple):
    """An analysis with the reviews decided so far, and the months and quarters of its year."""

    analysis: Analysis
    weighed: Mapping[int, Weighed]
    circulation: CirculationTimes
    periods: list[ComparedPeriod]
    behind: Behind


def analysis_found(
    desk: Desk, year: int, say: Callable[[int, str], None] | None = None
) -> AnalysisFound:
    """Count a year; `say` is told how far it is, in per cent and words."""
    facts = facts_of_year(desk, year, say)
    analysis = year_analysis(desk, year, say, facts)
    return AnalysisFound(
        analysis,
        weighed_requests(desk),
        circulation_times(desk, year),
        periods_of(desk, year, facts),
        behind(facts.requests, analysis),
    )
