"""Every day by which somebody has to do something in a case: one list, out of the fold.

Boards, months, lists, reminders and the head of a case show this and count nothing themselves.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rules import time_limits as limits
from rules.case import Case, Clock
from rules.circulation import awaited
from rules.law import Basis
from rules.pace import Need, own_day, urged_day
from rules.provisions import Provision
from rules.receipt import CONFIRM_WITHIN_DAYS
from rules.steps import Step, StepKind
from rules.tasks import Task
from rules.time_limits import ClockKind


class Pending(NamedTuple):
    """A day of a case: what is to be done by it, since when, on what ground, and by whom.

    `who` is the consulted party, the court, or the letter whose delivery is not registered.
    """

    task: Task
    due_on: date
    since: date
    basis: Basis
    who: str = ""


class SheetOnItsWay(NamedTuple):
    """An approval sheet that somebody still has to sign: the level it waits at, and since when.

    `is_last` says that it is the signature itself that is waited for.
    """

    level: str
    since: date
    is_last: bool


def pending(
    case: Case, *, arrived_on: date, is_confirmed: bool, sheet: SheetOnItsWay | None = None
) -> list[Pending]:
    """Return the days of a case that are still to come or were passed without an act.

    The days themselves do not depend on the day asked about. That of a signature is no limit of
    the law: the last one that leaves the usual time for serving, counted back from the due day.
    """
    found = [*_before_a_reply(case, arrived_on, is_confirmed), *_after_a_challenge(case)]
    if sheet is not None and case.closed_on is None:
        found += _signature(case, sheet)
    return sorted(found, key=lambda one: (one.due_on, one.task.word, one.who))


def _before_a_reply(case: Case, arrived_on: date, is_confirmed: bool) -> Iterator[Pending]:
    if case.closed_on is not None:
        return
    if not is_confirmed:
        due_on = case.outlook.safe.nth_after(arrived_on, CONFIRM_WITHIN_DAYS)
        yield Pending(Task.CONFIRM, due_on, arrived_on, Provision.RECEIPT_EXPLAINED)
    yield from _reply(case)
    yield from _asked_inside(case)
    if case.has(StepKind.DECIDED):
        return
    yield from _asked_of_others(case)
    yield from _undelivered(case)


def _signature(case: Case, sheet: SheetOnItsWay) -> Iterator[Pending]:
    if sheet.since < case.reply.opened_on:
        # It was signed for a reply that has been set aside, or before the period began anew.
        return
    calendar = case.outlook.safe
    if case.due_on is None:
        due_on = urged_day(sheet.since, calendar)
    else:
        due_on = own_day(Need.APPROVE, sheet.since, case.due_on, calendar)
    task, level = (Task.SIGNATURE, "") if sheet.is_last else (Task.ENDORSEMENT, sheet.level)
    yield Pending(task, due_on, sheet.since, Provision.REVIEW, level)


def _reply(case: Case) -> Iterator[Pending]:
    returned = case.last(StepKind.UNDELIVERED)
    decided = case.last(StepKind.DECIDED)
    reply = case.reply
    if case.is_returned and returned is not None:
        yield Pending(Task.SERVE_AGAIN, returned.on, returned.on, limits.SERVICE_BASIS)
        return
    if decided is not None:
        if case.due_on is None:
            # Who gave the request up is told so; no day is set for that.
            yield Pending(Task.SERVE_LAPSE, decided.on, decided.on, reply.basis)
        else:
            yield Pending(Task.SERVE, case.due_on, decided.on, reply.basis)
        return
    if case.due_on is not None:
        task = Task.RE_REPLY if case.is_reopened else Task.REPLY
        yield Pending(task, case.due_on, reply.opened_on, reply.basis)
        if case.cautious_on is not None and case.cautious_on < case.due_on:
            yield Pending(
                Task.CAUTIOUS_REPLY, case.cautious_on, case.received_on, limits.CORRECTION_BASIS
            )
        if not reply.extended_days and not reply.is_fixed:
            longest = limits.LONGEST_EXTENSION_DAYS.on(reply.opened_on)
            yield Pending(Task.EXTENSION, case.due_on, reply.opened_on, longest.basis)
    for clock in _open(case, ClockKind.CORRECTION_NOTICE):
        if not _is_under_way(case):
            yield Pending(Task.CORRECTION_NOTICE, clock.due_on, clock.opened_on, clock.basis)


def _is_under_way(case: Case) -> bool:
    """Whether the request was clear enough to be worked on: nobody asks for a correction then."""
    return any(case.has(kind) for kind in _UNDER_WAY)


_UNDER_WAY = (
    StepKind.SEARCHED,
    StepKind.REVIEWED,
    StepKind.EXTENDED,
    StepKind.FEE_NOTICED,
    StepKind.THIRD_PARTY_CONSULTED,
    StepKind.AGENCY_CONSULTED,
)


def _asked_inside(case: Case) -> Iterator[Pending]:
    """Yield what sections, counsel and who decides in doubt were asked, each with its own day."""
    this_round = case.steps[case.round_place :]
    begun = {step.id for step in this_round}
    for one in () if case.has(StepKind.DECIDED) else awaited(case.steps):
        if one.answer_by is not None and one.step_id in begun:
            yield Pending(
                Task.SECTION, one.answer_by, one.on, Provision.WORK_OF_THE_OFFICE, one.name
            )
    for asked, (answer, task) in _ANSWERED_INSIDE.items():
        left = sum(step.kind is answer for step in this_round)
        for step in this_round:
            if step.kind is asked:
                left -= 1
                if left < 0 and step.answer_by is not None:
                    yield Pending(task, step.answer_by, step.on, Provision.REFERRAL, step.body)


_ANSWERED_INSIDE = {
    StepKind.REFERRED: (StepKind.REFERRAL_ANSWERED, Task.REFERRAL),
    StepKind.COUNSEL_ASKED: (StepKind.COUNSEL_ANSWERED, Task.COUNSEL),
}


def _asked_of_others(case: Case) -> Iterator[Pending]:
    for kind, task in _ASKED.items():
        for clock in _open(case, kind):
            if clock.is_delivered:
                # Abandonment takes a right away: it waits for the later of two possible days.
                due_on = max(clock.due_on, clock.expected_on)
                yield Pending(task, due_on, clock.opened_on, clock.basis)
    consulted = (
        (spell, _CONSULTED[spell.kind])
        for spell in case.spells
        if spell.answered_on is None and spell.kind in _CONSULTED
    )
    for spell, (task, basis) in consulted:
        yield Pending(task, spell.own_due_on, spell.sent_on, basis, spell.ref)
    asked, given = case.last(StepKind.REASONS_ASKED), case.last(StepKind.REASONS_GIVEN)
    if asked is not None and asked.until is not None and (given is None or given.on < asked.on):
        yield Pending(Task.REASONS, asked.until, asked.on, limits.DEFERRAL_BASIS)


_ASKED = {ClockKind.CORRECTION: Task.CORRECTION, ClockKind.FEE_PAYMENT: Task.FEE_PAYMENT}
_CONSULTED = {
    StepKind.THIRD_PARTY_CONSULTED: (Task.THIRD_PARTY, limits.THIRD_PARTY_DAYS.versions[0].basis),
    StepKind.AGENCY_CONSULTED: (Task.AGENCY, limits.AGENCY_DAYS.versions[0].basis),
}


def _undelivered(case: Case) -> Iterator[Pending]:
    """Yield the letters from whose receipt a period runs, and whose receipt nobody registered."""
    answered = {
        kind: sum(step.kind is answer for step in case.steps)
        for kind, answer in _ANSWERED_BY.items()
    }
    for step in case.steps[case.round_place :]:
        if step.kind not in answered:
            continue
        answered[step.kind] -= 1
        if step.delivered_on is None and answered[step.kind] < 0:
            yield Pending(Task.DELIVERY, step.on, step.on, _basis_of(case, step), step.ref)


_ANSWERED_BY = {
    StepKind.CORRECTION_NOTICED: StepKind.CORRECTION_RECEIVED,
    StepKind.FEE_NOTICED: StepKind.FEE_PAID,
    StepKind.THIRD_PARTY_CONSULTED: StepKind.THIRD_PARTY_ANSWERED,
    StepKind.AGENCY_CONSULTED: StepKind.AGENCY_ANSWERED,
}


def _basis_of(case: Case, step: Step) -> Basis:
    kind = _OWN_CLOCK[step.kind]
    return next(clock.basis for clock in case.clocks if clock.kind is kind)


_OWN_CLOCK = {
    StepKind.CORRECTION_NOTICED: ClockKind.CORRECTION,
    StepKind.FEE_NOTICED: ClockKind.FEE_PAYMENT,
    StepKind.THIRD_PARTY_CONSULTED: ClockKind.THIRD_PARTY,
    StepKind.AGENCY_CONSULTED: ClockKind.AGENCY,
}


def _after_a_challenge(case: Case) -> Iterator[Pending]:
    by_id = {step.id: step for step in case.steps}
    appeals = {
        (step.target, step.on): step for step in case.steps if step.kind is StepKind.APPEALED
    }
    for kind, task in _CHALLENGED.items():
        for clock in _open(case, kind):
            set_going = appeals.get((clock.step_id, clock.opened_on), by_id.get(clock.step_id))
            who = "" if set_going is None else set_going.body
            yield Pending(task, clock.due_on, clock.opened_on, clock.basis, who)


_CHALLENGED = {
    ClockKind.RECONSIDERATION_ANSWER: Task.RECONSIDERATION_ANSWER,
    ClockKind.DEFENCE: Task.DEFENCE,
    ClockKind.ORDERED_ANSWER: Task.ORDERED_ANSWER,
}


def _open(case: Case, kind: ClockKind) -> Iterator[Clock]:
    return (clock for clock in case.clocks if clock.kind is kind and clock.ended_on is None)
