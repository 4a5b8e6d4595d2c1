"""One request read from the register: its registration, its steps and where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from casework.cases.recorded import Noted, as_step, entered, noted, registered_by
from casework.desk.desk import Desk
from db import ahead, requests, steps
from db.steps import StepRecord
from forms.fields import Form, restored
from forms.procedure import CorrectionReceived
from forms.registration import Confirmation, Registration
from forms.reply import ReportRow
from rules.case import Case
from rules.circulation import lead_of
from rules.errors import ClerkError
from rules.fold import case_state
from rules.mixed_replies import main_outcome
from rules.outcomes import Outcome
from rules.practice import Practice
from rules.receipt import ReceiptDay, receipt_day
from rules.replies import ReplyKind
from rules.stages import Stage, stage_of
from rules.steps import Step, StepKind
from rules.working_days import Outlook

F = TypeVar("F", bound=Form)


def plain(form: Form) -> dict[str, Any]:
    """Return a form's fields as JSON keeps them: days as ISO texts, choices by name."""
    return {field.name: plain_value(getattr(form, field.name)) for field in fields(form)}


def plain_value(value: object) -> Any:
    """Return one value as JSON keeps it."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain_value(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_value(getattr(value, field.name)) for field in fields(value)}
    return value


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A request as it stands: what was registered, what happened since, and the state of it."""

    request_id: int
    register_number: str
    registration: Registration
    receipt: ReceiptDay
    records: tuple[StepRecord, ...]
    case: Case
    is_void: bool = False

    @property
    def standing(self) -> tuple[Step, ...]:
        """The steps that stand, in the order in which they happened."""
        return self.case.steps

    @property
    def this_round(self) -> tuple[Step, ...]:
        """The steps that stand since an order opened the case again; all of them without one."""
        return self.standing[self.case.round_place :]

    @property
    def stage(self) -> Stage:
        """The stage the case is in."""
        return stage_of(self.case, is_confirmed=self.receipt.confirmed)

    def last(self, kind: StepKind) -> Step | None:
        """Return the latest standing step of a kind."""
        return self.case.last(kind)

    def entered(self, kind: StepKind, form: type[F]) -> F | None:
        """Return what the latest standing step of a kind says, as its form; `None` without one."""
        step = self.last(kind)
        return None if step is None else entered(step, form)

    def noted(self, kind: StepKind) -> Noted:
        """Return what was noted beside the form in the latest standing step of a kind."""
        return Noted(self.last(kind))

    @property
    def assigned(self) -> tuple[str, str]:
        """Section and person that deal with it in the first place, empty where none does."""
        lead = lead_of(self.standing)
        return ("", "") if lead is None else (lead.section, lead.handler)

    def all_of(self, kind: StepKind) -> Iterator[Step]:
        """Yield the standing steps of a kind."""
        return (step for step in self.standing if step.kind is kind)

    def anew(self, step: Step) -> Step:
        """Return the step that made the letter of a step anew under another number, else itself.

        The letter there was before is void; it bears its day and number still.
        """
        own = noted(step).number
        other: Step
        for other in reversed(self.standing):
            if (
                other.kind is StepKind.LETTER_REMADE
                and other.target == step.id
                # A step may have letters of several series; it notes the number of the first.
                and re.sub(r"\d", "", noted(other).number) == re.sub(r"\d", "", own)
                and noted(other).number != own
            ):
                return other
        return step

    def last_delivery(self, step: Step) -> StepRecord | None:
        """Return the entry that told when the letter of a step was received, if there is one."""
        gone = steps.taken_back(self.records)
        return next(
            (
                record
                for record in reversed(self.records)
                if record.kind in (StepKind.DELIVERED.word, StepKind.DISPATCHED.word)
                and noted(record).target == step.id
                and (record.kind == StepKind.DELIVERED.word or noted(record).delivered_on)
                and record.id not in gone
            ),
            None,
        )

    @property
    def reply_kinds(self) -> tuple[ReplyKind, ...]:
        """The kinds of reply in the letter; several where its items are answered one by one."""
        decided = self.last(StepKind.DECIDED)
        return () if decided is None else noted(decided).kinds

    @property
    def end_kinds(self) -> tuple[ReplyKind, ...]:
        """What the case ends with: a withdrawal, whatever was drafted before, or the reply."""
        if self.case.has(StepKind.WITHDRAWN):
            return (ReplyKind.WITHDRAWN,)
        return self.reply_kinds

    @property
    def reply_kind(self) -> ReplyKind | None:
        """What ended the case, or is to end it; of several items the first."""
        return next(iter(self.end_kinds), None)

    @property
    def first_kinds(self) -> tuple[ReplyKind, ...]:
        """The kinds of the reply that first closed the case, where it was opened again."""
        if not self.case.is_reopened:
            return self.end_kinds
        first, until = self.case.rounds[0].steps
        for step in reversed(self.standing[first:until]):
            if step.kind is StepKind.DECIDED:
                return noted(step).kinds
            if step.kind is StepKind.WITHDRAWN:
                return (ReplyKind.WITHDRAWN,)
        return ()

    def outcome(self, practice: Practice, *, first: bool = False) -> Outcome | None:
        """Return the row the report counts the case in, by the reply or by a recorded change.

        `first` asks for the reply that first closed a case opened again since.
        """
        changed = self.entered(StepKind.RECLASSIFIED, ReportRow)
        if changed is not None:
            return next(outcome for outcome in Outcome if outcome.row == changed.outcome_row)
        kinds = self.first_kinds if first else self.end_kinds
        return main_outcome(kinds, practice) if kinds else None

    @property
    def information_sought(self) -> str:
        """What is asked for, as corrected where a correction was received."""
        corrected = self.entered(StepKind.CORRECTION_RECEIVED, CorrectionReceived)
        own = self.registration.information_sought
        return own if corrected is None else corrected.information_sought or own

    def with_step(self, step: Step, *, as_of: date) -> Case:
        """Return the case as one more step would make it; raises `ClerkError` if not allowed."""
        return case_state(
            self.case.received_on,
            [*(as_step(record) for record in self.records), step],
            self.case.outlook,
            as_of=as_of,
            practice=self.case.practice,
            arrived_on=self.case.arrived_on,
        )


def load(desk: Desk, request_id: int) -> CaseFile:
    """Return a request's file; raises `ClerkError` where there is none of that id."""
    ahead.read_case(desk.store, request_id)
    row = requests.one(desk.store, request_id)
    return assembled(
        request_id,
        row.register_number,
        steps.of_request(desk.store, request_id),
        desk.outlook,
        desk.practice,
        desk.today,
    )


def assembled(
    request_id: int,
    register_number: str,
    records: list[StepRecord],
    outlook: Outlook,
    practice: Practice,
    today: date,
) -> CaseFile:
    """Return the file that recorded steps make.

    Raises `ClerkError` where the registration itself cannot be read: the history was altered.
    """
    gone = steps.taken_back(records)
    facts: dict[str, Any] = {}
    for record in records:
        if record.id not in gone and record.kind in _REGISTERED:
            facts.update(registered_by(record))
        elif record.id not in gone and record.kind == StepKind.CONFIRMED.word:
            facts["confirmed_on"] = record.on.isoformat()
            facts["late_reason"] = entered(record, Confirmation).late_reason
    is_void = bool(records) and records[0].id in gone
    if is_void:
        facts = dict(registered_by(records[0]))
    try:
        if not facts.get("arrived_on"):
            raise ValueError("a request that arrived on no day")
        registration = restored(Registration, facts)
    except (TypeError, ValueError) as error:
        raise ClerkError(
            f"{register_number}的登记内容无法读取，登记簿可能被改动过，请用“检查登记簿”核对。"
        ) from error
    receipt = receipt_day(registration.channel, registration.arrived_on, registration.confirmed_on)
    last_on = max(record.on for record in records)
    case = case_state(
        receipt.received_on,
        [] if is_void else [as_step(record) for record in records],
        outlook,
        as_of=max(today, receipt.received_on, last_on),
        practice=practice,
        arrived_on=registration.arrived_on if registration.confirmed_on else None,
    )
    return CaseFile(
        request_id, register_number, registration, receipt, tuple(records), case, is_void
    )


_REGISTERED = (StepKind.RECEIVED.word, StepKind.AMENDED.word)
