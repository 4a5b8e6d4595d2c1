"""Where a case stands on a day: its status, clocks and due day, and the proof of them.

Nothing here is stored: `rules.fold` computes it from the day of receipt and the dated steps.
"""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import NamedTuple

from rules import time_limits as limits
from rules.law import Basis
from rules.practice import Practice
from rules.steps import OF_A_ROUND, Step, StepKind
from rules.time_limits import ClockKind, LedgerDay, ReplyClock, Spell
from rules.working_days import Calendar, Outlook


class Status(Enum):
    """Whether the reply clock runs: the word commands use, and the words a clerk reads."""

    RUNNING = "running", "计时中"
    STOPPED = "stopped", "暂停"
    CLOSED = "closed", "已办结"
    ABANDONED = "abandoned", "视为放弃"

    def __init__(self, word: str, label: str) -> None:
        self.word = word
        self.label = label


class Waiting(Enum):
    """Whose move it is while the office waits."""

    CORRECTION = "等待补正"
    FEE = "等待缴费"
    THIRD_PARTY = "征求第三方意见中"
    AGENCY = "征求其他机关意见中"
    REASONS = "等待申请人说明理由"
    REFERRAL = "报请确定中"


class Clock(NamedTuple):
    """A limit of the case, its own last day, and what came of it.

    `due_on` is never later than the truth; `expected_on` differs from it only where the days off
    of a needed year are not published. `ended_on` is the day the clock was satisfied or stopped.
    `days` are working days, or natural ones where `natural_days` repeats them. Where the day its
    letter was received is not registered (`is_delivered` false) the last day is only the earliest
    possible: nothing is lost by it. `step_id` is the step that set it running, where that counts.
    Where the last day itself was named (`is_named`) nothing is counted, and no calendar moves it.
    """

    kind: ClockKind
    opened_on: date
    days: int
    due_on: date
    expected_on: date
    basis: Basis
    ended_on: date | None = None
    natural_days: int | None = None
    is_delivered: bool = True
    step_id: int = 0
    is_named: bool = False

    @property
    def in_time(self) -> bool | None:
        """Whether what the clock waits for came in time; `None` while it has not come."""
        return None if self.ended_on is None else self.ended_on <= self.due_on


class Round(NamedTuple):
    """One giving of a reply: from the receipt, or from the order to reply anew, to its service.

    `due_on` is None where it ended, or stands, while the clock was stopped; `missed_on` the due
    day that passed first; `closed_on` the day of service or withdrawal, `first_served_on` the
    day the reply was first posted or handed over. `steps` are the places of its first step among
    those of the case and of the one after its last, `openings` the earlier runnings of the clock
    that a correction or a payment replaced.
    """

    reply: ReplyClock
    spells: tuple[Spell, ...]
    due_on: date | None
    closed_on: date | None
    first_served_on: date | None
    missed_on: date | None
    steps: tuple[int, int | None] = (0, None)
    openings: tuple[ReplyClock, ...] = ()

    @property
    def ended_on(self) -> date | None:
        """The day that decides whether the reply was in time; None while it is to be given."""
        return self.first_served_on or self.closed_on

    @property
    def in_time(self) -> bool | None:
        """Whether the reply was given in time; None while no day was missed and none given."""
        if self.missed_on is not None:
            return False
        return None if self.ended_on is None else True

    def days(self, outlook: Outlook, practice: Practice, as_of: date) -> "RoundDays":
        """Return what the round took so far, in working days, out of its ledgers of days.

        Used is what the last running of the clock took, to the reply, to the notice that stopped
        it for good, or to `as_of`; paused what was left out of it and of those it replaced.
        """
        end = self.ended_on or max(as_of, self.reply.opened_on)
        calendar, opened_on = outlook.safe, self.reply.opened_on
        first = self.openings[0].opened_on if self.openings else opened_on
        if first < calendar.first_day or end > calendar.last_day:
            # Older than any calendar: how many working days it took is not known.
            return RoundDays(None, None, None)
        not_counted = limits.pauses(self.spells, practice)
        left_out = [
            _left_out(not_counted, clock.opened_on, _stop_of(clock, end), calendar)
            for clock in (*self.openings, self.reply)
        ]
        used = max(calendar.count(opened_on, _stop_of(self.reply, end)), 0) - left_out[-1]
        late = 0 if self.missed_on is None else max(calendar.count(self.missed_on, end), 1)
        return RoundDays(used, sum(left_out), late)


def _stop_of(clock: ReplyClock, end: date) -> date:
    return end if clock.stopped_on is None else min(end, clock.stopped_on)


def _left_out(
    not_counted: Iterable[tuple[date, date]], opened_on: date, until: date, calendar: Calendar
) -> int:
    days = 0
    for after, last in not_counted:
        first, stop = max(after, opened_on), min(last, until)
        if first < stop:
            days += calendar.count(first, stop)
    return days


class RoundDays(NamedTuple):
    """Working days a round took: counted, left out, and after the day it missed.

    None where it is older than any calendar.
    """

    used: int | None
    paused: int | None
    late: int | None


class Case(NamedTuple):
    """Where a case stands on a day, and everything that follows from it."""

    received_on: date
    as_of: date
    steps: tuple[Step, ...]
    status: Status
    waiting: tuple[Waiting, ...]
    reply: ReplyClock
    spells: tuple[Spell, ...]
    due_on: date | None
    expected_on: date | None
    is_open_consultation: bool
    closed_on: date | None
    first_served_on: date | None
    clocks: tuple[Clock, ...]
    warnings: tuple[str, ...]
    outlook: Outlook
    practice: Practice
    rounds: tuple[Round, ...]
    cautious_on: date | None = None
    round_place: int = 0
    arrived_on: date | None = None

    @property
    def missed_on(self) -> date | None:
        """The due day of this round that first passed with nothing done in time."""
        return self.rounds[-1].missed_on

    @property
    def is_reopened(self) -> bool:
        """Whether an earlier reply was set aside, or an order to answer opened the case again."""
        return len(self.rounds) > 1

    @property
    def is_unpublished(self) -> bool:
        """Whether the due day rests on a year whose days off are not published.

        A date that a decision or the office itself named rests on no calendar.
        """
        if self.due_on is None or self.due_on == self.reply.named_day:
            return False
        return self.due_on > self.outlook.published_until

    @property
    def is_provisional(self) -> bool:
        """Whether the due day may still move: an open consultation or an unpublished year."""
        return self.is_open_consultation or self.is_unpublished

    @property
    def in_time(self) -> bool | None:
        """Whether the case was closed in time, or is still in time on `as_of`.

        What was missed stays missed. `None` while the clock stands still and no day can be
        missed. A reply that was posted and came back was still given on the day it was first
        posted.
        """
        if self.missed_on is not None:
            return False
        if self.due_on is None:
            return None if self.closed_on is None else True
        return (self.first_served_on or self.closed_on or self.as_of) <= self.due_on

    @property
    def is_returned(self) -> bool:
        """Whether the reply was posted and came back, and has not been served again."""
        return self.closed_on is None and self.first_served_on is not None

    @property
    def days_left(self) -> int | None:
        """Working days left after `as_of`; negative where the due day is past."""
        if self.due_on is None or self.closed_on is not None:
            return None
        return self.working_days_to(self.due_on)

    def working_days_to(self, day: date) -> int:
        """Return the working days after `as_of` up to a day; negative where it is past."""
        return self.outlook.safe.count(self.as_of, day)

    def has(self, kind: StepKind) -> bool:
        """Tell whether a step of this kind stands; what makes a reply, in this round."""
        return self.last(kind) is not None

    def last(self, kind: StepKind) -> Step | None:
        """Return the latest step of this kind, if there is one.

        What makes a reply is looked for in this round only: an earlier one was set aside.
        """
        first = self.round_place if kind in OF_A_ROUND else 0
        return next((step for step in self.steps[first:][::-1] if step.kind is kind), None)

    @property
    def earlier_steps(self) -> tuple[Step, ...]:
        """The steps of the rounds before this one, in the order in which they happened."""
        return self.steps[: self.round_place]

    @property
    def order(self) -> Step | None:
        """The order that opened this round; None in the first one."""
        return self.steps[self.round_place] if self.is_reopened else None

    def proof(self, *, expected: bool = False) -> list[LedgerDay]:
        """Return the ledger of days from the opening day to the due day; empty while stopped.

        The days run to the safe day, or with `expected` to the expected one.
        """
        due_on = self.expected_on if expected else self.due_on
        if due_on is None:
            return []
        calendar = self.outlook.expected if expected else self.outlook.safe
        return self._reply_ledger(self.rounds[-1], due_on, calendar)

    def _reply_ledger(self, one: Round, due_on: date, calendar: Calendar) -> list[LedgerDay]:
        reply, why = one.reply, OPENED_BY[one.reply.opened_by]
        if reply.natural_days is not None and reply.deferred_until is None:
            days = reply.natural_days
            return list(
                limits.natural_ledger(reply.opened_on, days, due_on, calendar, opening_why=why)
            )
        return list(
            limits.ledger(
                reply.opened_on,
                due_on,
                calendar,
                opening_why=why,
                spells=one.spells,
                practice=self.practice,
            )
        )

    def clock_proof(self, clock: Clock) -> list[LedgerDay]:
        """Return the ledger of days of any clock; for the reply clock the same as `proof`."""
        if clock.kind is ClockKind.REPLY and clock.opened_on == self.reply.opened_on:
            return self.proof()
        if clock.kind is ClockKind.REPLY:
            for one in reversed(self.rounds):
                for reply in (one.reply, *one.openings):
                    if reply.opened_on == clock.opened_on:
                        return self._reply_ledger(
                            one._replace(reply=reply), clock.due_on, self.outlook.safe
                        )
        if clock.natural_days is not None:
            return list(
                limits.natural_ledger(
                    clock.opened_on,
                    clock.natural_days,
                    clock.due_on,
                    self.outlook.safe,
                    opening_why="起算当日不计入",
                )
            )
        return list(
            limits.ledger(
                clock.opened_on,
                clock.due_on,
                self.outlook.safe,
                opening_why="起算当日不计入",
            )
        )


OPENED_BY = {
    StepKind.RECEIVED: "收到申请当日不计入",
    StepKind.CORRECTION_RECEIVED: "收到补正申请当日不计入，期限重新起算",
    StepKind.FEE_PAID: "完成缴费当日不计入，期限重新起算",
    StepKind.REPLY_ORDERED: "收到决定或者裁判生效当日不计入，重新答复的期限起算",
    StepKind.ANSWER_ORDERED: "收到决定或者裁判生效当日不计入，责令答复的期限起算",
}
