"""A case while its steps are taken in: what is known so far, and the clocks that follow from it."""

from collections.abc import Iterable
from datetime import date

from rules import time_limits as limits
from rules.case import Clock, Round
from rules.errors import ClerkError
from rules.law import Basis, Dated
from rules.practice import Practice
from rules.provisions import Provision
from rules.steps import Step, StepKind
from rules.time_limits import ClockKind, ReplyClock, Spell
from rules.working_days import Calendar, Outlook


class RunningCase:
    """What the steps taken in so far have made of a case; each step changes it."""

    __slots__ = (
        "abandoned_on",
        "arrived_on",
        "as_of",
        "awaits",
        "calendar",
        "clock_goes_on",
        "clocks",
        "closed_on",
        "corrected",
        "extended_before_payment",
        "first_served_on",
        "missed_on",
        "openings",
        "outlook",
        "place",
        "practice",
        "received_on",
        "reply",
        "round_place",
        "rounds",
        "served",
        "spells",
        "uninterrupted",
        "warnings",
    )

    def __init__(
        self, received_on: date, outlook: Outlook, practice: Practice, as_of: date
    ) -> None:
        self.received_on = received_on
        self.arrived_on: date | None = None
        self.as_of = as_of
        self.outlook = outlook
        self.calendar = outlook.safe
        self.practice = practice
        self.spells: list[Spell] = []
        self.clocks: list[Clock] = []
        self.warnings: list[str] = []
        self.awaits: Clock | None = None
        # A late correction notice does not stop the clock where the office reads the law so.
        self.clock_goes_on = False
        self.corrected = False
        self.extended_before_payment = False
        self.closed_on: date | None = None
        self.abandoned_on: date | None = None
        self.first_served_on: date | None = None
        self.served = False
        # The due day that first passed in this round with nothing done; it stays.
        self.missed_on: date | None = None
        # The reply clock on the earlier of two readings: from the arrival where the confirmation
        # was late, or as it would run had a late correction notice not stopped it.
        self.uninterrupted: ReplyClock | None = None
        self.rounds: list[Round] = []
        # The runnings of the reply clock in this round that a notice ended.
        self.openings: list[ReplyClock] = []
        # Where among the standing steps the step now taken in lies, and the one of this round.
        self.place = self.round_place = 0
        limit = limits.REPLY_DAYS.on(received_on)
        self.reply = ReplyClock(received_on, StepKind.RECEIVED, limit.value, limit.basis)

    def open_reply(self, opened_on: date, opened_by: StepKind) -> None:
        """Set a fresh reply clock running, with the limit in force on its opening day."""
        limit = limits.REPLY_DAYS.on(opened_on)
        self.openings.append(self.reply)
        self.reply = ReplyClock(opened_on, opened_by, limit.value, limit.basis)

    def begin_round(self, reply: ReplyClock) -> None:
        """Keep the round that is over, and set the clock of the next one running."""
        self.rounds.append(self.round()._replace(steps=(self.round_place, self.place)))
        self.reply = reply
        self.round_place = self.place
        self.awaits = self.abandoned_on = self.closed_on = self.first_served_on = None
        self.missed_on = self.uninterrupted = None
        self.clock_goes_on = self.served = False
        # A consultation the reply did not wait for gives the new round no days.
        self.spells = []
        self.openings = []

    def round(self) -> Round:
        """Return the round as it stands."""
        runs = self.awaits is None or self.clock_goes_on
        due_on = self.due(self.calendar) if runs and self.abandoned_on is None else None
        return Round(
            self.reply,
            tuple(self.spells),
            due_on,
            self.closed_on,
            self.first_served_on,
            self.missed_on,
            (self.round_place, None),
            tuple(self.openings),
        )

    def stop_cautiously(self, on: date) -> None:
        """Forget the earlier reading of the clock where a lawful stop comes in time on it too."""
        cautious_on = self.cautious_on()
        if cautious_on is not None and on <= cautious_on:
            self.uninterrupted = None

    def cautious_on(self) -> date | None:
        """Return the reply clock's last day on the earlier of two readings, where there are two."""
        if self.uninterrupted is None:
            return None
        return limits.reply_due(
            self.uninterrupted, limits.pauses(self.spells, self.practice), self.calendar
        )

    def note_what_is_missed(self, day: date, *, may_be_later: bool = False) -> None:
        """Keep the due day where it lies before `day` and neither a reply nor a stop came in time.

        What is sent or received later cannot undo it (条例33②). What may still be done on the
        later of two possible days has missed nothing before it (`may_be_later`).
        """
        if (
            self.missed_on is None
            and self.first_served_on is None
            and self.closed_on is None
            and self.abandoned_on is None
            and (self.awaits is None or self.clock_goes_on)
        ):
            due_on = self.due(self.calendar)
            if due_on < day and not (may_be_later and day <= self.latest_due()):
                self.missed_on = due_on

    def clock(
        self, kind: ClockKind, opened_on: date, days: int, basis: Basis, until: date | None = None
    ) -> Clock:
        """Return a clock of so many working days, or one that ends on the day `until`.

        It cites the law as it stood when it opened.
        """
        basis = basis.on(opened_on)
        if until is not None:
            return Clock(kind, opened_on, days, until, until, basis, is_named=True)
        due_on = self.calendar.nth_after(opened_on, days)
        expected_on = due_on
        if due_on > self.outlook.published_until:
            expected_on = self.outlook.expected.nth_after(opened_on, days)
        return Clock(kind, opened_on, days, due_on, expected_on, basis)

    def dated_clock(self, kind: ClockKind, opened_on: date, limit: Dated[int]) -> Clock:
        """Return a clock with the statutory limit in force on its opening day."""
        version = limit.on(opened_on)
        return self.clock(kind, opened_on, version.value, version.basis)

    def end_clock(self, kind: ClockKind, step: Step) -> bool:
        """End the first open clock of a kind, of the step that `step` names where it names one.

        Return whether there was one.
        """
        for index, clock in enumerate(self.clocks):
            if (
                clock.kind is kind
                and clock.ended_on is None
                and step.target in (None, 0, clock.step_id)
            ):
                self.clocks[index] = clock._replace(ended_on=step.on)
                return True
        return False

    def correction_notice_clock(self) -> Clock:
        """Return the clock within which a correction may be asked for."""
        return self.dated_clock(
            ClockKind.CORRECTION_NOTICE, self.received_on, limits.CORRECTION_NOTICE_DAYS
        )

    def reply_clock(self) -> Clock:
        """Return the reply clock with its last day as things stand."""
        due_on = self.due(self.calendar)
        expected_on = due_on
        if due_on > self.outlook.published_until:
            expected_on = self.due(self.outlook.expected)
        reply = self.reply
        basis = limits.DEFERRAL_BASIS if reply.deferred_until else reply.basis
        return Clock(
            ClockKind.REPLY,
            reply.opened_on,
            reply.limit_days + reply.extended_days,
            due_on,
            expected_on,
            basis,
            natural_days=None if reply.deferred_until else reply.natural_days,
            is_named=reply.named_day is not None,
        )

    def due(self, calendar: Calendar) -> date:
        """Return the reply clock's last day on a calendar, open consultations run to their end."""
        spells = self.spells
        return limits.reply_due(
            self.reply, limits.pauses(spells, self.practice) if spells else [], calendar
        )

    def moves_the_due_day(self, open_spells: Iterable[Spell]) -> bool:
        """Whether an answer to one of the open consultations may still move the due day."""
        if self.reply.is_fixed:
            return False
        due_on = self.due(self.calendar)
        return any(spell.not_counted(self.practice)[0] < due_on for spell in open_spells)

    def latest_due(self) -> date:
        """Return the last day that may still prove to be the due day: what may refuse an act."""
        due_on = self.due(self.calendar)
        if due_on > self.outlook.published_until:
            return max(due_on, self.due(self.outlook.expected))
        return due_on

    def has_lapsed_on(self, day: date) -> bool:
        """Whether what the applicant was asked for had not come when its day was over.

        Abandonment takes a right away: it runs from the registered day on which the notice was
        received, and is not said before the likelier day either.
        """
        awaited = self.awaits
        return (
            awaited is not None
            and awaited.is_delivered
            and day > max(awaited.due_on, awaited.expected_on)
        )

    def must_run(self, step: Step) -> None:
        """Refuse a step of a clock that has stopped; raises `ClerkError`."""
        if self.awaits is not None and not self.clock_goes_on:
            waiting = "补正" if self.awaits.kind is ClockKind.CORRECTION else "缴费"
            raise ClerkError(
                f"本件正在等待申请人{waiting}，答复期限已停止计算，不能登记“{step.kind.label}”。",
                self.awaits.basis,
            )
        if self.abandoned_on is not None:
            raise ClerkError(
                f"申请人已视为放弃申请，不能登记“{step.kind.label}”；请作出不再处理的告知。",
                Provision.CORRECTION,
            )

    def must_be_in_time(self, step: Step, basis: Basis) -> None:
        """Refuse a step that comes after the due day; raises `ClerkError`."""
        due_on = self.latest_due()
        if step.on > due_on:
            raise ClerkError(
                f"“{step.kind.label}”应当在答复期限内作出并告知申请人，期限为{due_on}，"
                f"{step.on}已超过期限，请尽快答复。",
                basis,
                "on",
            )
