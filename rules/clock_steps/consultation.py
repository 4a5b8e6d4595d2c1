"""Consultations and what is treated like one: while others are asked, days are not counted.

Whether a referral or asking for reasons leaves days out is the office's practice.
"""

from rules import time_limits as limits
from rules.errors import ClerkError
from rules.running_case import RunningCase
from rules.steps import ANSWER_TO, Step, StepKind
from rules.time_limits import ClockKind, Spell


def consulted(case: RunningCase, step: Step) -> None:
    """Leave out days from the letter to a third party or another agency on."""
    third_party = step.kind is StepKind.THIRD_PARTY_CONSULTED
    limit = limits.THIRD_PARTY_DAYS if third_party else limits.AGENCY_DAYS
    delivered_on = step.delivered_on or step.on
    own = case.dated_clock(
        ClockKind.THIRD_PARTY if third_party else ClockKind.AGENCY, delivered_on, limit
    )
    case.clocks.append(own)
    case.spells.append(Spell(step.kind, step.on, delivered_on, own.due_on, None, step.ref))


def answered(case: RunningCase, step: Step) -> None:
    """End the spell the answer belongs to; raises `ClerkError` where none is open."""
    wanted = ANSWER_TO[step.kind]
    waiting = (
        place
        for place, spell in enumerate(case.spells)
        if spell.kind is wanted and spell.answered_on is None and step.ref in ("", spell.ref)
    )
    place = next(waiting, None)
    if place is None:
        raise ClerkError(
            f"没有待回复的“{wanted.label}”，不能登记“{step.kind.label}”；请先登记发出的意见函。",
            limits.NOT_COUNTED_BASIS,
        )
    spell = case.spells[place]
    case.spells[place] = spell._replace(answered_on=step.on)
    for index, clock in enumerate(case.clocks):
        if (
            clock.kind is _OWN_CLOCK.get(wanted)
            and clock.ended_on is None
            and clock.opened_on == spell.delivered_on
        ):
            case.clocks[index] = clock._replace(ended_on=step.on)
            break


def reasons_asked(case: RunningCase, step: Step) -> None:
    """Ask the applicant for reasons; raises `ClerkError` where the clock does not run."""
    case.must_run(step)
    if case.practice.reasons_asked_stops:
        until = step.until or case.as_of
        case.spells.append(Spell(step.kind, step.on, step.on, max(until, step.on), None))


def reasons_given(case: RunningCase, step: Step) -> None:
    """Count on from the applicant's reasons; raises `ClerkError` where none were asked for."""
    if case.practice.reasons_asked_stops:
        answered(case, step)


def referred(case: RunningCase, step: Step) -> None:
    """Refer the question whether it may be disclosed."""
    if case.practice.secrecy_referral_pauses:
        # No provision ends the referral by itself: while it lasts, it lasts until today.
        until = max(step.on, case.as_of)
        case.spells.append(Spell(step.kind, step.on, step.on, until, None))


def referral_answered(case: RunningCase, step: Step) -> None:
    """Count on from the answer to a referral; raises `ClerkError` where none is open."""
    if case.practice.secrecy_referral_pauses:
        answered(case, step)


_OWN_CLOCK = {
    StepKind.THIRD_PARTY_CONSULTED: ClockKind.THIRD_PARTY,
    StepKind.AGENCY_CONSULTED: ClockKind.AGENCY,
}
