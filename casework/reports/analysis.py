"""What the year teaches (依申请公开分析研判): counts and rates over the register's requests.

Requests are analysed by the year they were received in, replies by the year they were made in,
challenges by the year they were brought in; every number says which of the three it is.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import mean, median
from typing import TypeVar

from casework.reports.repeats import (
    FrequentApplicant,
    PublicationCandidate,
    frequent_applicants,
    review_list,
)
from casework.reports.request_facts import ReportedRequest
from casework.reports.subjects import subject_of
from rules.challenges import Challenge, ChallengeKind, Result, Table4, table_4
from rules.receipt import CONFIRM_WITHIN_DAYS
from rules.report_rows import OUTCOME_GROUPS, ROWS, Applicant

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: its words, its number and its share of the whole, from 0 to 1."""

    label: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Times:
    """The working days replies took, over the replies of which they are known."""

    replies: int = 0
    mean_days: float = 0.0
    median_days: float = 0.0
    longest_days: int = 0


@dataclass(frozen=True, slots=True)
class AnalysisLine:
    """The figures of one section, one outcome or one year.

    `reconsidered` and `sued` count challenges brought, `corrected` and `lost` those of them that
    ended in a correction. The rates are over the requests closed, 0 where there are none.
    """

    label: str
    received: int
    closed: int
    mean_days: float
    late: int
    extended: int
    reconsidered: int
    corrected: int
    sued: int
    lost: int

    @property
    def late_rate(self) -> float:
        """Late replies over requests closed."""
        return _rate(self.late, self.closed)

    @property
    def reconsideration_rate(self) -> float:
        """Reconsiderations brought over requests closed."""
        return _rate(self.reconsidered, self.closed)

    @property
    def suit_rate(self) -> float:
        """Suits brought over requests closed."""
        return _rate(self.sued, self.closed)

    @property
    def corrected_rate(self) -> float:
        """Reconsiderations that corrected the office over those brought."""
        return _rate(self.corrected, self.reconsidered)

    @property
    def lost_rate(self) -> float:
        """Suits that corrected the office over those brought."""
        return _rate(self.lost, self.sued)


@dataclass(frozen=True, slots=True)
class CountedChallenge:
    """A challenge as table 4 of a year counts it, with the request it was brought over.

    `result` is what it had come to at the end of the year; `request` is None where the register
    has made it void since.
    """

    challenge: Challenge
    result: Result
    request: ReportedRequest | None

    @property
    def concluded_on(self) -> date | None:
        """The day it was concluded, None while it was not."""
        return None if self.result is Result.PENDING else self.challenge.concluded_on

    @property
    def is_corrected(self) -> bool | None:
        """Whether the office was corrected, None while it was not concluded."""
        return None if self.result is Result.PENDING else self.result is Result.CORRECTED


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything the analysis of a year says."""

    year: int
    whole: AnalysisLine
    channels: tuple[Share, ...]
    applicants: tuple[Share, ...]
    subjects: tuple[Share, ...]
    groups: tuple[Share, ...]
    outcomes: tuple[Share, ...]
    months: tuple[Share, ...]
    times: Times
    time_spread: tuple[Share, ...]
    corrections: int
    consultations: int
    late: tuple[ReportedRequest, ...]
    overdue: tuple[ReportedRequest, ...]
    closed_by_month: tuple[int, ...]
    days_used: tuple[tuple[int, int], ...]
    grounds: tuple[tuple[str, tuple[Share, ...]], ...]
    slow_confirmations: tuple[ReportedRequest, ...]
    sections: tuple[AnalysisLine, ...]
    by_outcome: tuple[AnalysisLine, ...]
    years: tuple[AnalysisLine, ...]
    challenges: tuple[CountedChallenge, ...]
    table4: Table4
    reviews: tuple[PublicationCandidate, ...]
    frequent: tuple[FrequentApplicant, ...]
    until: date | None = None
    same_period: AnalysisLine | None = None

    @property
    def fell_due(self) -> int:
        """How many requests had to be answered: those closed, and those open beyond their day."""
        return self.whole.closed + len(self.overdue)

    @property
    def in_time_rate(self) -> float:
        """Replies in time over all that had to be answered, from 0 to 1."""
        return _rate(self.whole.closed - self.whole.late, self.fell_due)


_STEPS = pairwise((0, 5, 10, 15, 20, 40))
_SPREAD = (("当日", 0), *((f"{after + 1}至{last}个工作日", last) for after, last in _STEPS))
_LONGER = "40个工作日以上"


def analyse(
    requests: Sequence[ReportedRequest],
    challenges: Sequence[Challenge],
    year: int,
    as_of: date | None = None,
    *,
    years: Sequence[AnalysisLine] | None = None,
    reviews: Sequence[PublicationCandidate] | None = None,
) -> Analysis:
    """Return the analysis of the year over all requests and challenges of the register.

    Where `years` and `reviews` are given, the requests need only be those that were received or
    closed in the year or the one before, are open, or were challenged then.

    Requests that are open and past their due day on `as_of`, at the latest the end of the year,
    count among those that fell due; without that day none do.
    """
    until = None if as_of is None else min(as_of, date(year, 12, 31))
    received = [request for request in requests if request.received_on.year == year]
    closed = [request for request in requests if closed_in(request, year)]
    brought = _grouped(challenges, lambda one: one.brought_on.year)
    over = {request.request_id: request for request in requests}
    months = Counter(request.received_on.month for request in received)
    months_closed = Counter(on.month for one in closed if (on := one.counts_closed_on))
    days = [request.used_days for request in closed if request.used_days is not None]
    return Analysis(
        year=year,
        whole=line_of(str(year), received, closed, brought.get(year, [])),
        channels=_shares(request.channel or "未登记" for request in received),
        applicants=_ordered_shares(
            (request.applicant.value for request in received), [kind.value for kind in Applicant]
        ),
        subjects=_shares(subject_of(request.asked_for) for request in received),
        groups=_ordered_shares(
            (group_of(request) for request in closed), [group.name for group in OUTCOME_GROUPS]
        ),
        outcomes=_shares(outcome_of(request) for request in closed),
        months=tuple(
            Share(f"{month}月", months[month], _rate(months[month], len(received)))
            for month in range(1, 13)
        ),
        times=_times(days),
        time_spread=_ordered_shares(
            (_spread_of(count) for count in days), [name for name, _ in _SPREAD] + [_LONGER]
        ),
        corrections=sum(request.corrected for request in received),
        consultations=sum(request.consultations > 0 for request in received),
        late=tuple(request for request in closed if request.in_time is False),
        overdue=tuple(request for request in requests if _is_overdue(request, until)),
        closed_by_month=tuple(months_closed[month] for month in range(1, 13)),
        days_used=tuple(sorted(Counter(days).items())),
        grounds=_grounds(closed),
        slow_confirmations=tuple(
            request for request in received if (request.confirm_days or 0) > CONFIRM_WITHIN_DAYS
        ),
        sections=lines_by(received, closed, section_of, over, brought.get(year, [])),
        by_outcome=lines_by([], closed, outcome_of, over, brought.get(year, [])),
        years=_trend(requests, brought, year) if years is None else tuple(years),
        challenges=_counted(challenges, over, year),
        table4=table_4(challenges, year),
        reviews=tuple(review_list(requests) if reviews is None else reviews),
        frequent=tuple(frequent_applicants(received)),
        until=until,
        same_period=None if until is None else _same_period(requests, challenges, until),
    )


def _same_period(
    requests: Sequence[ReportedRequest], challenges: Sequence[Challenge], until: date
) -> AnalysisLine | None:
    """Return what the year before had come to by the same day; None where it had nothing."""
    day = a_year_before(until)
    year = day.year
    received = [one for one in requests if one.received_on.year == year and one.received_on <= day]
    closed = [
        one for one in requests if (on := one.counts_closed_on) and on.year == year and on <= day
    ]
    brought = [one for one in challenges if one.brought_on.year == year and one.brought_on <= day]
    if not (received or closed or brought):
        return None
    return line_of(str(year), received, closed, brought)


def a_year_before(day: date) -> date:
    """Return the same day a year before; of 29 February the last of that month."""
    year = day.year - 1
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def closed_in(request: ReportedRequest, year: int) -> bool:
    """Tell whether a request counts as closed in a year."""
    closed_on = request.counts_closed_on
    return closed_on is not None and closed_on.year == year


def _is_overdue(request: ReportedRequest, until: date | None) -> bool:
    if until is None or request.due_on is None or request.received_on > until:
        return False
    is_open = request.closed_on is None or request.closed_on > until
    return is_open and request.due_on < until


def _grounds(closed: Sequence[ReportedRequest]) -> tuple[tuple[str, tuple[Share, ...]], ...]:
    """Return for each group of outcomes what it is made of, where that is more than one thing."""
    groups = _grouped(closed, group_of)
    return tuple((name, _shares(map(outcome_of, requests))) for name, requests in groups.items())


def _rate(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _shares(labels: Iterable[str]) -> tuple[Share, ...]:
    counts = Counter(labels)
    whole = counts.total()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Share(label, count, _rate(count, whole)) for label, count in ordered)


def _ordered_shares(labels: Iterable[str], order: Sequence[str]) -> tuple[Share, ...]:
    counts = Counter(labels)
    whole = counts.total()
    return tuple(Share(label, counts[label], _rate(counts[label], whole)) for label in order)


def group_of(request: ReportedRequest) -> str:
    """Return the group of table 3 the outcome of a closed request belongs to."""
    row = request.outcome_row or 0
    return next((g.name for g in OUTCOME_GROUPS if g.first <= row <= g.last), "其他处理")


def outcome_of(request: ReportedRequest) -> str:
    """Return the row of table 3 a request is closed in; empty while it is open."""
    return "" if request.outcome_row is None else ROWS[request.outcome_row - 1].name


def _spread_of(days: int) -> str:
    return next((name for name, most in _SPREAD if days <= most), _LONGER)


def _times(days: Sequence[int]) -> Times:
    if not days:
        return Times()
    return Times(len(days), mean(days), float(median(days)), max(days))


def section_of(request: ReportedRequest) -> str:
    """Return the section a request was given to."""
    return request.section or "未分办"


def line_of(
    label: str,
    received: Sequence[ReportedRequest],
    closed: Sequence[ReportedRequest],
    challenges: Sequence[Challenge],
) -> AnalysisLine:
    """Return the figures of what was received, closed and challenged."""
    days = [request.used_days for request in closed if request.used_days is not None]
    reconsiderations = [one for one in challenges if one.kind is ChallengeKind.RECONSIDERATION]
    suits = [one for one in challenges if one.kind is not ChallengeKind.RECONSIDERATION]
    return AnalysisLine(
        label,
        received=len(received),
        closed=len(closed),
        mean_days=mean(days) if days else 0.0,
        late=sum(request.in_time is False for request in closed),
        extended=sum(request.extended_days > 0 for request in closed),
        reconsidered=len(reconsiderations),
        corrected=sum(one.result is Result.CORRECTED for one in reconsiderations),
        sued=len(suits),
        lost=sum(one.result is Result.CORRECTED for one in suits),
    )


def lines_by(
    received: Sequence[ReportedRequest],
    closed: Sequence[ReportedRequest],
    key: Callable[[ReportedRequest], str],
    over: Mapping[int, ReportedRequest],
    challenges: Sequence[Challenge],
) -> tuple[AnalysisLine, ...]:
    """Return a line for each key; a challenge counts where the request it was brought over does.

    That request may be of an earlier year.
    """
    came, went = _grouped(received, key), _grouped(closed, key)
    brought = _grouped(
        [one for one in challenges if one.request_id in over],
        lambda one: key(over[one.request_id]),
    )
    lines = [
        line_of(label, came.get(label, []), went.get(label, []), brought.get(label, []))
        for label in {**came, **went, **brought}
        if label
    ]
    return tuple(sorted(lines, key=lambda line: (-max(line.closed, line.received), line.label)))


def _counted(
    challenges: Iterable[Challenge], over: Mapping[int, ReportedRequest], year: int
) -> tuple[CountedChallenge, ...]:
    """Return the challenges in table 4 of the year, in its order of groups and then of days."""
    kinds = list(ChallengeKind)
    found = [
        CountedChallenge(one, result, over.get(one.request_id))
        for one in challenges
        if (result := one.result_in(year)) is not None
    ]
    found.sort(key=lambda one: (kinds.index(one.challenge.kind), one.challenge.brought_on))
    return tuple(found)


def _grouped(items: Iterable[S], key: Callable[[S], T]) -> dict[T, list[S]]:
    groups: dict[T, list[S]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def _trend(
    requests: Sequence[ReportedRequest], brought: Mapping[int, Sequence[Challenge]], year: int
) -> tuple[AnalysisLine, ...]:
    received = _grouped(requests, lambda one: one.received_on.year)
    closed: dict[int, list[ReportedRequest]] = defaultdict(list)
    for one in requests:
        if one.counts_closed_on is not None:
            closed[one.counts_closed_on.year].append(one)
    first = min([*received, *closed, *brought, year])
    return tuple(
        line_of(str(at), received.get(at, []), closed.get(at, []), brought.get(at, []))
        for at in range(max(first, year - 9), year + 1)
    )
