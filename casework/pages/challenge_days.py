"""Until when the applicant may challenge a reply, or that there was none: counted in `rules/`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from casework.cases.case_file import CaseFile
from casework.cases.recorded import entered
from casework.cases.urgency import UNSETTLED, long_day
from casework.desk.desk import Desk
from db import documents
from forms.challenge import ReconsiderationDecided
from forms.reply import Service
from rules.outcomes import Remedy
from rules.periods import (
    Period,
    remedy_periods,
    silence_periods,
    suit_after_reconsideration,
    untold_period,
)
from rules.provisions import Provision
from rules.remedies import advice_for
from rules.steps import Step, StepKind


@dataclass(frozen=True, slots=True)
class LastDayLine:
    """The last day of an act; `words` says how long that is, or from when it is counted."""

    label: str
    on: date
    words: str
    basis: str


def challenge_days(desk: Desk, file: CaseFile) -> Iterator[LastDayLine]:
    """Yield the last days to challenge the reply that closed a case, or that none came in time.

    Nothing is lost before the applicant has the reply: where the day of receipt is not
    registered, the days are only the earliest possible ones, and the line says so.
    """
    if not file.is_void:
        for line in (*_over_the_reply(desk, file), *_over_silence(desk, file)):
            yield line if desk.is_settled(line.on) else replace(line, words=line.words + UNSETTLED)


def _over_silence(desk: Desk, file: CaseFile) -> Iterator[LastDayLine]:
    """Yield until when it may be challenged that the limit ran out, whatever came after it."""
    missed_on = file.case.missed_on
    if missed_on is None:
        return
    periods = silence_periods(missed_on, desk.outlook.expected)
    yield _line("对逾期未答复申请行政复议", periods.reconsideration, "", _RUN_OUT)
    yield _line("对逾期未答复提起行政诉讼", periods.litigation, "", _RUN_OUT)


_RUN_OUT = "答复期限届满之日"


def _over_the_reply(desk: Desk, file: CaseFile) -> Iterator[LastDayLine]:
    served, decided = file.last(StepKind.SERVED), file.last(StepKind.DECIDED)
    if file.case.closed_on is None or served is None or decided is None:
        return
    known_on, doubt = _received(served)
    calendar = desk.outlook.expected
    advice = advice_for(file.reply_kinds, desk.practice, decided.on)
    if advice.remedy is Remedy.NONE:
        return
    told = any(
        paper.fields.get("remedy") for paper in documents.of_step(desk.store, decided.id)
    ) or not documents.of_step(desk.store, decided.id)
    periods = remedy_periods(known_on, calendar)
    reconsideration = periods.reconsideration if told else untold_period(known_on, calendar)
    first = "（应当先申请复议）" if advice.remedy is Remedy.RECONSIDERATION_FIRST else ""
    yield _line(f"申请行政复议{first}", reconsideration, doubt or ("" if told else _UNTOLD))
    if advice.remedy is not Remedy.RECONSIDERATION_FIRST:
        yield _line("直接提起行政诉讼", periods.litigation, doubt)
    yield from _after_reconsideration(desk, file)


_UNTOLD = "答复没有告知救济途径，最长一年"


def _after_reconsideration(desk: Desk, file: CaseFile) -> Iterator[LastDayLine]:
    """Yield until when a suit may follow the latest decision on reconsideration."""
    decision = file.last(StepKind.RECONSIDERATION_DECIDED)
    if decision is None:
        return
    told_on = entered(decision, ReconsiderationDecided).applicant_received_on
    received_on = told_on or decision.on
    doubt = "" if told_on else "申请人收到决定书的日期未登记，按决定日期计算，只会更晚"
    period = suit_after_reconsideration(received_on, desk.outlook.expected)
    yield _line("对复议决定提起诉讼", period, doubt)


def _received(served: Step) -> tuple[date, str]:
    """Return the day the applicant had the reply, and what is doubtful about it."""
    method = entered(served, Service).method
    if served.delivered_on is not None:
        return served.delivered_on, ""
    if method is not None and method.is_received_at_once:
        return served.on, ""
    return served.on, "申请人收到答复的日期未登记，按送出日期计算，只会更晚"


def _line(label: str, period: Period, doubt: str, which: str = "") -> LastDayLine:
    moved = "，期末逢休息日顺延" if period.is_moved else ""
    since = (
        f"{which}（{long_day(period.starts_after)}）" if which else long_day(period.starts_after)
    )
    words = f"自{since}起{period.words}{moved}"
    return LastDayLine(
        label,
        period.ends_on,
        f"{words}；{doubt}" if doubt else words,
        (Provision.REMEDY_UNTOLD if doubt == _UNTOLD else period.bases[0]).short,
    )
