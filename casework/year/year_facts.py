"""The register's requests as the analysis, the review list and the suspects see them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.reports.analysis import Analysis, AnalysisLine, analyse, line_of
from casework.reports.repeats import PublicationCandidate, asked_repeatedly, review_list
from casework.reports.request_facts import ReportedRequest
from casework.year.year_report import all_challenges
from db import report_facts
from db.report_facts import RequestFact, StepFact, YearLine
from forms.choices import IdType
from forms.publication import PublicationDecision
from rules.challenges import Challenge
from rules.outcomes import Outcome
from rules.receipt import Channel
from rules.replies import ReplyKind
from rules.report_rows import Applicant
from rules.steps import StepKind

_CONSULTED = frozenset({StepKind.THIRD_PARTY_CONSULTED.word, StepKind.AGENCY_CONSULTED.word})
_CORRECTED = StepKind.CORRECTION_NOTICED.word
_DECIDED = StepKind.DECIDED.word
_REVIEWED = StepKind.REVIEWED_FOR_PUBLICATION.word
_WITHDRAWN = StepKind.WITHDRAWN.word
_WANTED = (*_CONSULTED, _CORRECTED, _DECIDED, _REVIEWED, _WITHDRAWN)
_APPLICANTS = {kind.name: kind for kind in Applicant}
_CHANNELS = {channel.name: channel.value for channel in Channel}
_ID_TYPES = {kind.name: kind.value for kind in IdType}
_OUTCOMES = {outcome.name: outcome.label for outcome in Outcome}
_REPLIES = {kind.name: kind for kind in ReplyKind}

Say = Callable[[int, str], None]
_A_PAGE = 5_000
# Each is read with its steps; more than these no eye counts in a picture.
_MOST_OPEN = 200


def reported_requests(
    desk: Desk, last_day: date | None = None, say: Say | None = None
) -> list[ReportedRequest]:
    """Return every request received up to a day (up to today where none is given), oldest first.

    `say` is told now and then how many are read; it may raise to stop.
    """
    history = report_facts.step_facts(desk.store, _WANTED)
    found: list[ReportedRequest] = []
    for fact in report_facts.request_facts(desk.store, last_day or desk.today):
        found.append(_reported(fact, history.get(fact.id, ())))
        if say is not None and len(found) % _A_PAGE == 0:
            say(-1, f"已读取{len(found)}件申请")
    return found


class YearFacts(NamedTuple):
    """What an analysis of a year rests on.

    `requests` are those received or closed in the year or the one before, those open, and those
    challenged then; of the rest only counts are read.
    """

    requests: list[ReportedRequest]
    challenges: list[Challenge]


def facts_of_year(desk: Desk, year: int, say: Say | None = None) -> YearFacts:
    """Return what the analysis of a year, and its months and quarters, rest on."""
    since = date(year - 1, 1, 1)
    challenges = all_challenges(desk)
    near = [
        one.request_id
        for one in challenges
        if one.brought_on >= since or one.concluded_on is None or one.concluded_on >= since
    ]
    return YearFacts(_reported_since(desk, date(year, 12, 31), since, near, say), challenges)


def _reported_since(
    desk: Desk, last_day: date, since: date, also: Sequence[int], say: Say | None = None
) -> list[ReportedRequest]:
    facts = list(report_facts.request_facts(desk.store, last_day, since=since, also=also))
    history = report_facts.step_facts(desk.store, _WANTED, [fact.id for fact in facts])
    if say is not None:
        say(-1, f"已读取{len(facts)}件申请")
    return [_reported(fact, history.get(fact.id, ())) for fact in facts]


def year_analysis(
    desk: Desk, year: int, say: Say | None = None, facts: YearFacts | None = None
) -> Analysis:
    """Return the analysis of a year, with the years before it that it compares with."""
    known = facts or facts_of_year(desk, year, say)
    if say is not None:
        say(-1, "正在统计")
    analysis = analyse(
        known.requests,
        known.challenges,
        year,
        desk.today,
        years=_years(desk, year, known.challenges),
        reviews=_reviews(desk, date(year, 12, 31)),
    )
    overdue = [
        replace(one, used_days=_used_so_far(desk, one.request_id, analysis.until))
        for one in analysis.overdue[:_MOST_OPEN]
    ]
    return replace(analysis, overdue=(*overdue, *analysis.overdue[_MOST_OPEN:]))


def _years(desk: Desk, year: int, challenges: Sequence[Challenge]) -> list[AnalysisLine]:
    """Return a line for each of the last ten years, its requests counted by SQLite itself."""
    lines = report_facts.year_lines(desk.store, date(year, 12, 31))
    brought: dict[int, list[Challenge]] = {}
    for one in challenges:
        brought.setdefault(one.brought_on.year, []).append(one)
    first = min([*lines, *brought, year])
    found = []
    for one_year in range(max(first, year - 9), year + 1):
        counted = lines.get(one_year, YearLine())
        line = line_of(str(one_year), (), (), brought.get(one_year, []))
        found.append(
            replace(
                line,
                received=counted.received,
                closed=counted.closed,
                mean_days=counted.mean_days or 0.0,
                late=counted.late,
                extended=counted.extended,
            )
        )
    return found


def _reviews(desk: Desk, last_day: date) -> list[PublicationCandidate]:
    """Return what was asked for often, the requests read in full only where several ask alike."""
    repeated = asked_repeatedly(report_facts.asked_for(desk.store, last_day))
    wanted = set(repeated)
    never = date.max
    found = _reported_since(desk, last_day, never, repeated) if repeated else []
    return review_list([one for one in found if one.request_id in wanted])


def _used_so_far(desk: Desk, request_id: int, until: date | None) -> int | None:
    """Return the working days an open request has taken by a day; None where that is not known."""
    case = load(desk, request_id).case
    return case.rounds[-1].days(case.outlook, case.practice, until or case.as_of).used


def publication_candidates(desk: Desk, say: Say | None = None) -> list[PublicationCandidate]:
    """Return what was asked for often in the whole register, asked for most often first."""
    if say is not None:
        say(-1, "正在统计申请")
    return _reviews(desk, desk.today)


def _reported(fact: RequestFact, standing: Sequence[StepFact]) -> ReportedRequest:
    reply, published_on, corrected, consulted = "", None, False, 0
    reported_on = _day(fact.reported_on)
    for step in standing:
        if step.kind == _DECIDED:
            # A reply given anew after the closing that is counted changes nothing of it.
            if fact.reported_on is None or step.on <= fact.reported_on:
                reply = step.reply_kind or ""
        elif step.kind == _WITHDRAWN:
            reply = ""
        elif step.kind == _REVIEWED:
            published_on = _day(step.published_on)
        elif step.kind == _CORRECTED:
            corrected = True
        elif step.kind in _CONSULTED:
            consulted += 1
    kind = _REPLIES.get(reply)
    return ReportedRequest(
        request_id=fact.id,
        register_number=fact.register_number,
        applicant_name=fact.applicant_name,
        applicant=_APPLICANTS[fact.applicant_kind],
        received_on=date.fromisoformat(fact.received_on),
        year=fact.year or 0,
        serial=fact.serial or 0,
        id_type=_ID_TYPES.get(fact.id_type, fact.id_type),
        id_number=fact.id_number,
        agent_name=fact.agent_name,
        channel=_CHANNELS.get(fact.channel, fact.channel),
        arrived_on=_day(fact.arrived_on),
        matter=fact.matter,
        information_sought=fact.information_sought,
        section=fact.section,
        handler=fact.handler,
        due_on=_day(fact.reported_due_on),
        closed_on=reported_on,
        decided_on=_day(fact.decided_on),
        served_on=_day(fact.served_on),
        document_number=fact.document_number,
        letter_title="" if kind is None else kind.title,
        outcome=_OUTCOMES.get(fact.outcome, "") if kind is None else kind.label,
        outcome_row=fact.report_row,
        in_time=None if fact.reported_in_time is None else bool(fact.reported_in_time),
        late_days=fact.late_days or 0,
        used_days=fact.used_days,
        confirm_days=fact.confirm_days,
        corrected=corrected,
        extended_days=fact.extended_days,
        consultations=consulted,
        fee_yuan=fact.fee_yuan,
        published_on=published_on,
        remark=fact.remark,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was decided on publishing what a request asked for, and the day of publication."""

    on: date
    words: str
    published_on: date | None


def weighed_requests(desk: Desk) -> dict[int, Weighed]:
    """Return the latest review for publication of each request that had one."""
    found: dict[int, Weighed] = {}
    for request_id, reviews in report_facts.step_facts(desk.store, (_REVIEWED,)).items():
        last = max(reviews, key=lambda step: (step.on, step.id))
        decision = last.decision or ""
        words = (
            PublicationDecision[decision].value
            if decision in PublicationDecision.__members__
            else decision
        )
        found[request_id] = Weighed(date.fromisoformat(last.on), words, _day(last.published_on))
    return found
