"""The page that proves a due day (期限计算书), written beside the case's letters."""

from datetime import date

from casework.cases.case_file import CaseFile, load
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.letters import ProofDay, time_limit_proof
from casework.letters.facts import chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter
from casework.papers.issuing import (
    DocumentLine,
    LetterOrder,
    case_facts,
    issue,
    keep,
    line_of,
    office_facts,
)
from rules import time_limits as limits
from rules.case import OPENED_BY, Clock
from rules.clock_steps.ordering import ordered_by
from rules.errors import ClerkError
from rules.law import Basis
from rules.steps import StepKind
from rules.time_limits import ClockKind, LedgerDay, OrderedBy, ReplyClock


def print_proof(desk: Desk, request_id: int, place: int) -> DocumentLine:
    """Write the proof of one clock of a case, by its place among the case's clocks.

    Raises `ClerkError` where the case has no such clock.
    """
    file = load(desk, request_id)
    if not 0 <= place < len(file.case.clocks):
        raise ClerkError("本件没有这个期限，可能刚被撤销，请刷新后重试。")
    clock = file.case.clocks[place]
    with writing(desk, "print_proof", What.CASE, request_id=request_id) as block:
        issued = issue(desk, file, _order(desk, file, clock))
        block.wrote(issued.path)
        kept = keep(desk, file, None, issued)
    return line_of(desk, kept)


def proof_letters(desk: Desk, file: CaseFile) -> list[tuple[str, Letter]]:
    """Return the proof of every clock of a case with its title; nothing is kept."""
    orders = [_order(desk, file, clock) for clock in file.case.clocks]
    return [(order.title, order.compose("")) for order in orders]


def _order(desk: Desk, file: CaseFile, clock: Clock) -> LetterOrder:
    office, facts = office_facts(desk), case_facts(desk, file)
    ledger = file.case.clock_proof(clock)
    days = [ProofDay(day.on, day.number, _why(day)) for day in ledger]
    # A notice is named once, at the head of the page, and not beside each of its days.
    notices = dict.fromkeys(day.source for day in ledger if _is_notice(day))
    return LetterOrder(
        LetterKind.TIME_LIMIT_PROOF,
        desk.today,
        lambda _number: time_limit_proof(
            office,
            facts,
            desk.today,
            days=days,
            due_on=clock.due_on,
            length=_length(clock),
            bases=bases_of(file, clock),
            limit=clock.kind.label,
            opened=_opened(file, clock),
            notices=tuple(notices),
            provisional=not clock.is_named and clock.due_on > desk.outlook.published_until,
            anchor=desk.anchor_words,
        ),
        title=f"期限计算书（{clock.kind.label}）",
    )


def bases_of(file: CaseFile, clock: Clock) -> list[Basis]:
    """Return the provisions a clock's due day rests on: its own regulation's, then how to count."""
    reopened = _reopened_basis(file, clock)
    bases = [clock.basis, *([reopened] if reopened else [])]
    if _is_interrupted(file, clock):
        bases.append(limits.NOT_COUNTED_BASIS)
    return list(dict.fromkeys((*bases, limits.FIRST_DAY_BASIS)))


def _is_interrupted(file: CaseFile, clock: Clock) -> bool:
    """Tell whether days are left out of a running of the reply clock because a side was asked."""
    return clock.kind is ClockKind.REPLY and any(
        max(after, clock.opened_on) < min(last, clock.due_on)
        for one in file.case.rounds
        if clock.opened_on in {reply.opened_on for reply in (one.reply, *one.openings)}
        for after, last in (spell.not_counted(file.case.practice) for spell in one.spells)
    )


def _reopened_basis(file: CaseFile, clock: Clock) -> Basis | None:
    """Return what lets the reply clock begin anew on its day, `None` for every other clock."""
    reply = _reply_of(file, clock)
    return None if reply is None else _REOPENED_BASIS.get(reply.opened_by)


_REOPENED_BASIS = {
    StepKind.CORRECTION_RECEIVED: limits.CORRECTION_BASIS,
    StepKind.FEE_PAID: limits.PAID_BASIS,
}


def _reply_of(file: CaseFile, clock: Clock) -> ReplyClock | None:
    """Return the running of the reply clock that a clock is, of this round or of an earlier one."""
    if clock.kind is not ClockKind.REPLY:
        return None
    every = (reply for one in file.case.rounds for reply in (one.reply, *one.openings))
    return next((reply for reply in every if reply.opened_on == clock.opened_on), None)


def _length(clock: Clock) -> str:
    """Return how long a limit is: in working days, in natural ones, or to a day that was named."""
    if clock.is_named:
        return "写明的截止日"
    if clock.natural_days is not None:
        return f"{clock.natural_days}日（自然日）"
    return f"{clock.days}个工作日"


def _is_notice(day: LedgerDay) -> bool:
    return bool(day.source) and not day.source.startswith("《")


def _why(day: LedgerDay) -> str:
    # What ordinary days are is plain from their numbers; a cell holds eight characters.
    if day.why.endswith("当日不计入") or "当日不计入，" in day.why:
        return "当日不计入"
    return "" if day.counted and not day.source else day.why.split("（")[0]


_ORDERED = (StepKind.REPLY_ORDERED, StepKind.ANSWER_ORDERED)
_BY_ORDER = {
    OrderedBy.OFFICE: "决定自行纠正",
    OrderedBy.COURT: "裁判生效",
    OrderedBy.RECONSIDERATION: "收到决定",
}


def _opened(file: CaseFile, clock: Clock) -> str:
    day: date = clock.opened_on
    reply = _reply_of(file, clock)
    if reply is not None:
        why = OPENED_BY[reply.opened_by].split("当日")[0]
        orders = (one for one in file.standing if one.kind is reply.opened_by and one.on == day)
        if reply.opened_by in _ORDERED and (order := next(orders, None)) is not None:
            why = _BY_ORDER[ordered_by(order)]
        began = file.receipt.basis if day == file.case.received_on else clock.basis
        basis = _reopened_basis(file, clock) or began
        return f"{chinese_date(day)}{why}（{basis.short}）"
    return f"{chinese_date(day)}起算（{clock.basis.short}）"
