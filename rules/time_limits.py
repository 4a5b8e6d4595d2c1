"""The statutory limits as dated values, and the reply clock they make.

Limits are counted in working days; the day that sets one running is not counted and a limit of n
ends on working day n (民法典201, 条例33).
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from rules.law import Basis, Dated, InForce
from rules.practice import Practice
from rules.provisions import FEES_IN_FORCE, OGI_2007_IN_FORCE, OGI_2019_IN_FORCE, Provision
from rules.steps import StepKind
from rules.working_days import Calendar, Outlook, days_between

CAUTIOUS = Practice()
_RECONSIDERATION_2024 = date(2024, 1, 1)

REPLY_DAYS = Dated(
    InForce(OGI_2007_IN_FORCE, 15, Provision.REPLY_PERIOD),
    InForce(OGI_2019_IN_FORCE, 20, Provision.REPLY_PERIOD),
)
LONGEST_EXTENSION_DAYS = Dated(
    InForce(OGI_2007_IN_FORCE, 15, Provision.REPLY_PERIOD),
    InForce(OGI_2019_IN_FORCE, 20, Provision.REPLY_PERIOD),
)
CORRECTION_NOTICE_DAYS = Dated(InForce(OGI_2019_IN_FORCE, 7, Provision.CORRECTION))
THIRD_PARTY_DAYS = Dated(InForce(OGI_2019_IN_FORCE, 15, Provision.THIRD_PARTY_ASKED))
AGENCY_DAYS = Dated(InForce(OGI_2019_IN_FORCE, 15, Provision.JOINT_MAKER_ASKED))
FEE_PAYMENT_DAYS = Dated(InForce(FEES_IN_FORCE, 20, Provision.FEE_NOTICE))
RECONSIDERATION_ANSWER_DAYS = Dated(
    InForce(_RECONSIDERATION_2024, 10, Provision.RECONSIDERATION_ANSWER)
)
SIMPLE_ANSWER_DAYS = Dated(InForce(_RECONSIDERATION_2024, 5, Provision.SIMPLE_PROCEDURE))

FIRST_DAY_BASIS = Provision.FIRST_DAY
NOT_COUNTED_BASIS = Provision.NOT_COUNTED
CORRECTION_BASIS = Provision.CORRECTION
PAID_BASIS = Provision.FEE_PAID
DEFERRAL_BASIS = Provision.EXCESSIVE
REST_DAY_BASIS = Provision.REST_DAY
SERVICE_BASIS = Provision.SERVICE


class OrderedBy(Enum):
    """Who set a reply aside or ordered one: the word of commands, the label, and where it says so.

    A new reply is given within the period of the law, 20 working days (复议法实施条例49①,
    行诉法70、72), unless the decision names another.
    """

    RECONSIDERATION = "reconsideration", "复议机关", Provision.ORDERED_REPLY
    COURT = "court", "人民法院", Provision.REPLY_QUASHED
    OFFICE = "office", "本机关", Provision.REPLY_PERIOD

    def __init__(self, word: str, label: str, basis: Basis) -> None:
        self.word = word
        self.label = label
        self.basis = basis


class ClockKind(Enum):
    """The clocks of a case: the word commands use, and the words a clerk reads."""

    CORRECTION_NOTICE = "correction_notice", "补正告知期限"
    CORRECTION = "correction", "补正期限"
    REPLY = "reply", "答复期限"
    THIRD_PARTY = "third_party", "第三方提出意见期限"
    AGENCY = "agency", "其他机关提出意见期限"
    FEE_PAYMENT = "fee_payment", "缴费期限"
    RECONSIDERATION_ANSWER = "reconsideration_answer", "复议答复期限"
    DEFENCE = "defence", "答辩举证期限"
    ORDERED_ANSWER = "ordered_answer", "责令答复期限"

    def __init__(self, word: str, label: str) -> None:
        self.word = word
        self.label = label


class Spell(NamedTuple):
    """A consultation: the working days after `sent_on` up to `ended_on` are not counted.

    `own_due_on` is the last day of the consulted side; `answered_on` may lie after it.
    """

    kind: StepKind
    sent_on: date
    delivered_on: date
    own_due_on: date
    answered_on: date | None
    ref: str = ""

    @property
    def ended_on(self) -> date:
        """The last day not counted: the answer, at the latest the consulted side's last day."""
        if self.answered_on is None or self.answered_on > self.own_due_on:
            return self.own_due_on
        return self.answered_on

    def is_open_on(self, day: date) -> bool:
        """Tell whether an answer may still come in time on `day`."""
        return self.answered_on is None and self.sent_on <= day <= self.own_due_on

    def not_counted(self, practice: Practice) -> tuple[date, date]:
        """Return the stretch left out: later than the first day, up to and including the second.

        Whether the day of sending and the day of the answer count is the office's practice.
        """
        after, until = self.sent_on, self.ended_on
        if not practice.sent_day_counts:
            after = date.fromordinal(after.toordinal() - 1)
        if practice.answer_day_counts and self.answered_on == until:
            until = date.fromordinal(until.toordinal() - 1)
        return after, until

    @property
    def why(self) -> str:
        """Why a working day of this spell is not counted."""
        return _NOT_COUNTED_WHY[self.kind]


_NOT_COUNTED_WHY = {
    StepKind.THIRD_PARTY_CONSULTED: "征求第三方意见",
    StepKind.AGENCY_CONSULTED: "征求其他机关意见",
    StepKind.REASONS_ASKED: "等待申请人说明理由",
    StepKind.REFERRED: "报请确定能否公开",
    StepKind.FEE_NOTICED: "等待申请人缴费",
}


class ReplyClock(NamedTuple):
    """One running of the reply clock, from the event that opened it.

    `stopped_on` is the day a correction or fee notice stopped it for good; a fresh clock follows.
    `until` is the last day where a decision named a date, `natural_days` the period where it named
    one that runs through rest days.
    """

    opened_on: date
    opened_by: StepKind
    limit_days: int
    basis: Basis
    extended_days: int = 0
    extended_on: date | None = None
    deferred_until: date | None = None
    stopped_on: date | None = None
    until: date | None = None
    natural_days: int | None = None

    @property
    def named_day(self) -> date | None:
        """The last day, where somebody named it and nothing is counted."""
        return self.until if self.deferred_until is None else self.deferred_until

    @property
    def is_fixed(self) -> bool:
        """Whether no working days are counted, so that nothing can be left out of them."""
        return self.named_day is not None or self.natural_days is not None


class LedgerDay(NamedTuple):
    """One calendar day of a proof: whether it counts, its number, and why (not)."""

    on: date
    counted: bool
    number: int | None
    why: str
    source: str
    published: bool


def pauses(spells: Sequence[Spell], practice: Practice) -> list[tuple[date, date]]:
    """Return the stretches (after this day, up to and including that day) that are not counted.

    Overlapping consultations are merged: a day is left out once, however many are under way.
    """
    merged: list[tuple[date, date]] = []
    for after, until in sorted(spell.not_counted(practice) for spell in spells):
        if merged and after <= merged[-1][1]:
            if until > merged[-1][1]:
                merged[-1] = merged[-1][0], until
        elif until > after:
            merged.append((after, until))
    return merged


def first_due(received_on: date, calendar: Calendar) -> date:
    """Return the day a reply to a request received on a day is due if nothing happens in it."""
    return calendar.nth_after(received_on, REPLY_DAYS.on(received_on).value)


def reply_due(clock: ReplyClock, not_counted: list[tuple[date, date]], calendar: Calendar) -> date:
    """Return the last day on which a reply is in time (条例33, 35)."""
    named_day = clock.named_day
    if named_day is not None:
        return named_day
    if clock.natural_days is not None:
        return natural_due(clock.opened_on, clock.natural_days, calendar)
    start, need = clock.opened_on, clock.limit_days + clock.extended_days
    for after, until in not_counted:
        if until <= start:
            continue
        if after > start:
            counted = calendar.count(start, after)
            if counted >= need:
                break
            need -= counted
        start = until
    return calendar.nth_after(start, need)


def ledger(
    opened_on: date,
    due_on: date,
    calendar: Calendar,
    *,
    opening_why: str,
    spells: Sequence[Spell] = (),
    practice: Practice = CAUTIOUS,
) -> Iterator[LedgerDay]:
    """Yield each calendar day from the opening day to the due day, with its number or reason."""
    stretches = [(*spell.not_counted(practice), spell.why) for spell in spells]
    number = 0
    for day in days_between(opened_on, due_on):
        published = calendar.is_published(day)
        if day == opened_on:
            yield LedgerDay(day, False, None, opening_why, str(FIRST_DAY_BASIS.on(day)), published)
            continue
        why, source = calendar.why(day), calendar.source(day)
        counted = calendar.is_working_day(day)
        if counted:
            for after, until, reason in stretches:
                if after < day <= until:
                    counted, why, source = False, reason, str(NOT_COUNTED_BASIS.on(day))
                    break
        if counted:
            number += 1
        yield LedgerDay(day, counted, number if counted else None, why, source, published)


class UncountedDays(NamedTuple):
    """Working days of a proof that do not count: why, the first, the last, how many."""

    why: str
    first: date
    last: date
    number: int


class Tally(NamedTuple):
    """How many days of a proof have counted up to a day, and the working days that do not."""

    counted: int
    left_out: tuple[UncountedDays, ...]


def tally(proof: Sequence[LedgerDay], as_of: date) -> Tally:
    """Return what a ledger of days comes to; days to come are left out as it reckons them."""
    out: dict[str, list[date]] = {}
    for day in proof:
        if not day.counted and day.source == str(NOT_COUNTED_BASIS.on(day.on)):
            out.setdefault(day.why, []).append(day.on)
    return Tally(
        sum(day.counted and day.on <= as_of for day in proof),
        tuple(UncountedDays(why, days[0], days[-1], len(days)) for why, days in out.items()),
    )


def opinion_due(kind: StepKind, delivered_on: date, outlook: Outlook) -> date:
    """Return the last day on which a consulted side may answer a letter it received on a day.

    Silence takes a right away: of two possible days it is the later one.
    """
    limit = THIRD_PARTY_DAYS if kind is StepKind.THIRD_PARTY_CONSULTED else AGENCY_DAYS
    return max(outlook.last_days(delivered_on, limit.on(delivered_on).value))


def office_limit(opened_on: date, days: int, outlook: Outlook) -> date:
    """Return the last day of a limit of working days that an office itself sets another."""
    return outlook.safe.nth_after(opened_on, days)


def natural_due(opened_on: date, days: int, calendar: Calendar) -> date:
    """Return the last day of a period of natural days, moved off a day of rest (民法典203)."""
    return calendar.next_working_day(opened_on + timedelta(days=days))


def natural_ledger(
    opened_on: date, days: int, due_on: date, calendar: Calendar, *, opening_why: str
) -> Iterator[LedgerDay]:
    """Yield each day of a period of natural days: all count, and only the end is moved."""
    for number, day in enumerate(days_between(opened_on, due_on)):
        published = calendar.is_published(day)
        if number == 0:
            yield LedgerDay(day, False, None, opening_why, str(FIRST_DAY_BASIS.on(day)), published)
        elif number <= days:
            yield LedgerDay(day, True, number, "自然日", "", published)
        else:
            why = "期间末日为休息日，顺延"
            yield LedgerDay(day, False, None, why, str(REST_DAY_BASIS.on(day)), published)
