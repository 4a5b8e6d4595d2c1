"""The page that proves a due day (期限计算书), written beside the case's letters."""

from datetime import date

from casework.acts.act import DocumentLine
from casework.acts.running import line_of
from casework.case_file import CaseFile, load
from casework.desk import Desk
from casework.letters import proof_day, time_limit_proof
from casework.letters.facts import chinese_date
from casework.letters.kinds import LetterKind
from casework.papers import LetterOrder, case_facts, issue, keep, office_facts
from rules import time_limits as limits
from rules.case import OPENED_BY, Clock
from rules.errors import ClerkError
from rules.law import Basis
from rules.steps import StepKind
from rules.time_limits import ClockKind, LedgerDay


def print_proof(desk: Desk, request_id: int, place: int) -> DocumentLine:
    """Write the proof of one clock of a case, by its place among the case's clocks.

    Raises `ClerkError` where the case has no such clock.
    """
    file = load(desk, request_id)
    if not 0 <= place < len(file.case.clocks):
        raise ClerkError("本件没有这个期限，可能刚被撤销，请刷新后重试。")
    clock = file.case.clocks[place]
    with desk.store.atomic():
        issued = issue(desk, file, _order(desk, file, clock))
        kept = keep(desk, file, file.records[-1].id, issued)
    return line_of(desk, kept)


def _order(desk: Desk, file: CaseFile, clock: Clock) -> LetterOrder:
    office, facts = office_facts(desk), case_facts(desk, file)
    days = [
        proof_day(day.on, day.counted, day.number, _why(day))
        for day in file.case.clock_proof(clock)
    ]
    return LetterOrder(
        LetterKind.TIME_LIMIT_PROOF,
        desk.today,
        lambda _number: time_limit_proof(
            office,
            facts,
            desk.today,
            days=days,
            due_on=clock.due_on,
            length_days=clock.days,
            bases=bases_of(file, clock),
            limit=clock.kind.label,
            opened=_opened(file, clock),
            provisional=clock.due_on > desk.outlook.published_until,
        ),
        title=f"期限计算书（{clock.kind.label}）",
    )


def bases_of(file: CaseFile, clock: Clock) -> list[Basis]:
    """Return the provisions a clock's due day rests on, in the order of the reasoning."""
    bases = [clock.basis, limits.FIRST_DAY_BASIS]
    if clock.kind is ClockKind.REPLY:
        reopened = _REOPENED_BASIS.get(file.case.reply.opened_by)
        if reopened is not None and clock.opened_on == file.case.reply.opened_on:
            bases.append(reopened)
        if file.case.spells:
            bases.append(limits.NOT_COUNTED_BASIS)
    return list(dict.fromkeys(bases))


_REOPENED_BASIS = {
    StepKind.CORRECTION_RECEIVED: limits.CORRECTION_BASIS,
    StepKind.FEE_PAID: limits.PAID_BASIS,
}


def _why(day: LedgerDay) -> str:
    # The provisions stand at the head of the page; a notice is named beside the day it set apart.
    is_notice = day.source and not day.source.startswith("《")
    return f"{day.why}（{day.source}）" if is_notice else day.why


def _opened(file: CaseFile, clock: Clock) -> str:
    day: date = clock.opened_on
    if clock.kind is ClockKind.REPLY:
        why = OPENED_BY[file.case.reply.opened_by].split("当日")[0]
        basis = file.receipt.basis if day == file.case.received_on else clock.basis
        return f"{chinese_date(day)}{why}（{basis.short}）"
    return f"{chinese_date(day)}起算（{clock.basis.short}）"
