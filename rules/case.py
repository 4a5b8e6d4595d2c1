"""Where a case stands on a day: its status, clocks and due day, and the proof of them.

Nothing here is stored: `rules.fold` computes it from the day of receipt and the dated steps.
"""

from datetime import date
from enum import Enum
from typing import NamedTuple

from rules import time_limits as limits
from rules.law import Basis
from rules.practice import Practice
from rules.steps import Step, StepKind
from rules.time_limits import ClockKind, LedgerDay, ReplyClock, Spell
from rules.working_days import Outlook


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
    """

    kind: ClockKind
    opened_on: date
    days: int
    due_on: date
    expected_on: date
    basis: Basis
    ended_on: date | None = None

    @property
    def in_time(self) -> bool | None:
        """Whether what the clock waits for came in time; `None` while it has not come."""
        return None if self.ended_on is None else self.ended_on <= self.due_on


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

    @property
    def is_unpublished(self) -> bool:
        """Whether the due day rests on a year whose days off are not published."""
        return self.due_on is not None and self.due_on > self.outlook.published_until

    @property
    def is_provisional(self) -> bool:
        """Whether the due day may still move: an open consultation or an unpublished year."""
        return self.is_open_consultation or self.is_unpublished

    @property
    def in_time(self) -> bool | None:
        """Whether the case was closed in time, or is still in time on `as_of`.

        `None` while the clock stands still and no day can be missed. A reply that was posted
        and came back was still given on the day it was first posted.
        """
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
        return self.outlook.safe.count(self.as_of, self.due_on)

    def has(self, kind: StepKind) -> bool:
        """Tell whether a step of this kind stands."""
        return any(step.kind is kind for step in self.steps)

    def last(self, kind: StepKind) -> Step | None:
        """Return the latest step of this kind, if there is one."""
        return next((step for step in reversed(self.steps) if step.kind is kind), None)

    def proof(self, *, expected: bool = False) -> list[LedgerDay]:
        """Return the ledger of days from the opening day to the due day; empty while stopped.

        The days run to the safe day, or with `expected` to the expected one.
        """
        due_on = self.expected_on if expected else self.due_on
        if due_on is None:
            return []
        calendar = self.outlook.expected if expected else self.outlook.safe
        return list(
            limits.ledger(
                self.reply.opened_on,
                due_on,
                calendar,
                opening_why=OPENED_BY[self.reply.opened_by],
                spells=self.spells,
                practice=self.practice,
            )
        )

    def clock_proof(self, clock: Clock) -> list[LedgerDay]:
        """Return the ledger of days of any clock; for the reply clock the same as `proof`."""
        if clock.kind is ClockKind.REPLY and clock.opened_on == self.reply.opened_on:
            return self.proof()
        is_reply = clock.kind is ClockKind.REPLY
        return list(
            limits.ledger(
                clock.opened_on,
                clock.due_on,
                self.outlook.safe,
                opening_why=OPENED_BY[StepKind.RECEIVED] if is_reply else "起算当日不计入",
                spells=self.spells if is_reply else (),
                practice=self.practice,
            )
        )


OPENED_BY = {
    StepKind.RECEIVED: "收到申请当日不计入",
    StepKind.CORRECTION_RECEIVED: "收到补正申请当日不计入，期限重新起算",
    StepKind.FEE_PAID: "完成缴费当日不计入，期限重新起算",
}
