"""A month or a quarter in figures: as a whole, and by section, person, subject and outcome."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.reports.analysis import AnalysisLine, line_of, lines_by, outcome_of, section_of
from casework.reports.request_facts import ReportedRequest
from casework.reports.subjects import subject_of
from rules.challenges import Challenge
from rules.time_limits import REPLY_DAYS

_NOBODY = "未登记承办人"
_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class MonthSpan:
    """A month or a quarter of a year: its words, and its first and last day."""

    words: str
    first: date
    last: date

    @property
    def before(self) -> "MonthSpan":
        """The month or quarter before it."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        at = self.first.year * 12 + self.first.month - 1 - months
        return span_of(at // 12, at % 12 + 1, months)

    @property
    def year_before(self) -> "MonthSpan":
        """The same months a year before."""
        months = self.last.month - self.first.month + 1
        return span_of(self.first.year - 1, self.first.month, months)


def span_of(year: int, month: int, months: int) -> MonthSpan:
    """Return so many months from one on; three from January, April, July, October are a quarter."""
    last = month + months - 1
    end = date(year, last, monthrange(year, last)[1])
    if months == 1:
        words = f"{year}年{month}月"
    elif months == 3:
        words = f"{year}年第{_QUARTERS[month // 3]}季度"
    else:
        words = f"{year}年" if months == 12 else f"{year}年{month}至{last}月"
    return MonthSpan(words, date(year, month, 1), end)


def spans_of(year: int, until: date) -> list[MonthSpan]:
    """Return the months and quarters of a year that have begun, each quarter behind its months."""
    found = []
    for month in range(1, 13):
        found.append(span_of(year, month, 1))
        if month % 3 == 0:
            found.append(span_of(year, month - 2, 3))
    return [span for span in found if span.first <= until]


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """The figures of a span; `open_at_end` and `overdue` as they stood on its last day."""

    span: MonthSpan
    whole: AnalysisLine
    open_before: int
    open_at_end: int
    overdue: int
    corrections: int
    sections: tuple[AnalysisLine, ...]
    persons: tuple[AnalysisLine, ...]
    subjects: tuple[AnalysisLine, ...]
    kinds: tuple[AnalysisLine, ...]


def whole_of(
    requests: Sequence[ReportedRequest],
    challenges: Sequence[Challenge],
    span: MonthSpan,
    as_of: date,
) -> AnalysisLine:
    """Return the figures of a span as a whole, to compare with."""
    end = min(span.last, as_of)
    received = [one for one in requests if span.first <= one.received_on <= end]
    closed = [one for one in requests if (on := one.counts_closed_on) and span.first <= on <= end]
    brought = [one for one in challenges if span.first <= one.brought_on <= end]
    return line_of(span.words, received, closed, brought)


def period_figures(
    requests: Sequence[ReportedRequest],
    challenges: Sequence[Challenge],
    span: MonthSpan,
    as_of: date,
) -> PeriodFigures:
    """Return the figures of a span over all requests; one that is not over ends on `as_of`."""
    end = min(span.last, as_of)
    received = [one for one in requests if span.first <= one.received_on <= end]
    closed = [one for one in requests if (on := one.counts_closed_on) and span.first <= on <= end]
    brought = [one for one in challenges if span.first <= one.brought_on <= end]
    over = {one.request_id: one for one in requests}
    standing = [one for one in requests if one.received_on <= end and _is_open(one, end)]
    before = [one for one in requests if one.received_on < span.first and _was_open(one, span)]
    return PeriodFigures(
        span,
        line_of(span.words, received, closed, brought),
        len(before),
        len(standing),
        sum(one.due_on is not None and one.due_on < end for one in standing),
        sum(one.corrected for one in received),
        lines_by(received, closed, section_of, over, brought),
        lines_by(received, closed, _person_of, over, brought),
        lines_by(received, closed, lambda one: subject_of(one.asked_for), over, brought),
        lines_by([], closed, outcome_of, over, brought),
    )


def _is_open(one: ReportedRequest, day: date) -> bool:
    closed_on = one.counts_closed_on
    return closed_on is None or closed_on > day


def _was_open(one: ReportedRequest, span: MonthSpan) -> bool:
    closed_on = one.counts_closed_on
    return closed_on is None or closed_on >= span.first


def _person_of(one: ReportedRequest) -> str:
    return one.handler or _NOBODY


def reply_limit_days(year: int) -> int:
    """Return the limit of a reply in working days, as it stands at the end of a year."""
    return REPLY_DAYS.on(date(year, 12, 31)).value
