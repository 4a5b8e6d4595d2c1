"""Registration: a request gets its number and its first step."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from casework.acts.act import Act, Plan
from casework.cases.case_file import CaseFile, assembled, plain
from casework.cases.deadlines import unsettled
from casework.cases.urgency import long_day
from casework.desk.desk import Desk
from casework.letters.kinds import LetterKind
from casework.letters.opening import receipt_acknowledgement
from casework.letters.request_papers import application_form
from casework.papers.issuing import LetterOrder, case_facts, office_facts
from db import numbers
from db.steps import StepRecord
from forms.choices import RequestNature
from forms.registration import Registration
from rules.errors import ClerkError
from rules.provisions import Provision
from rules.receipt import (
    Channel,
    is_late_confirmation,
    late_confirmation_words,
    receipt_day,
)
from rules.steps import StepKind
from rules.time_limits import ClockKind, first_due

SERIES, CORRECTION_SERIES = "登记", "更正登记"


def register_number(desk: Desk, year: int, serial: int, *, corrects: bool = False) -> str:
    """Return a register number by the office's pattern, such as 依申请〔2026〕12号.

    What `corrects` a record (条例41) is numbered apart: 更正〔2026〕1号.
    """
    pattern = desk.office.register_pattern
    if corrects:
        pattern = correction_pattern(pattern)
    return pattern.replace("{年}", str(year)).replace("{号}", str(serial))


def correction_pattern(pattern: str) -> str:
    """Return the pattern of what corrects a record, by that of the office's register numbers."""
    return pattern.replace("依申请", "更正") if "依申请" in pattern else f"更正{pattern}"


def series_of(form: Registration) -> str:
    """Return the series of register numbers a registration takes its number from."""
    return CORRECTION_SERIES if form.nature is RequestNature.CORRECTION else SERIES


def next_number(desk: Desk, year: int, form: Registration | None = None) -> str:
    """Return the register number the next request of a year will get."""
    series = SERIES if form is None else series_of(form)
    serial = numbers.peek(desk.store, series, year)
    return register_number(desk, year, serial, corrects=series == CORRECTION_SERIES)


def as_registered(desk: Desk, form: Registration, *, request_id: int, number: str) -> CaseFile:
    """Return the file a registration makes, before or after it is stored."""
    record = StepRecord(
        0, request_id, StepKind.RECEIVED.word, form.arrived_on, plain(form), desk.now, desk.clerk
    )
    return assembled(request_id, number, [record], desk.outlook, desk.practice, desk.today)


def late_confirmation(desk: Desk, arrived_on: date, confirmed_on: date | None) -> str:
    """Return what a court looks at where a request was confirmed late; empty where it was not."""
    calendar = desk.outlook.safe
    if confirmed_on is None or not is_late_confirmation(arrived_on, confirmed_on, calendar):
        return ""
    return late_confirmation_words(arrived_on, confirmed_on, first_due(arrived_on, calendar))


def register(desk: Desk, file: CaseFile, form: Registration) -> Plan:
    """Enter a request in the register and acknowledge it (条例31、45).

    Raises `ClerkError` where it was confirmed late and no reason is given.
    """
    late = late_confirmation(desk, form.arrived_on, form.confirmed_on)
    if late and not form.late_reason.strip():
        raise ClerkError(late, Provision.RECEIPT, "late_reason")
    day = receipt_day(form.channel, form.arrived_on, form.confirmed_on)
    office, facts = office_facts(desk), case_facts(desk, file)
    due_on = file.case.due_on
    unsure = unsettled(file.case, due_on) if due_on is not None else ""
    written_down = (
        LetterOrder(
            LetterKind.APPLICATION_FORM,
            max(form.arrived_on, desk.today),
            lambda _number: application_form(
                office,
                max(form.arrived_on, desk.today),
                case=facts,
                body_head=form.representative,
                body_contact=form.contact,
            ),
        ),
    )
    return Plan(
        on=form.arrived_on,
        extra=plain(form),
        letters=(
            LetterOrder(
                LetterKind.RECEIPT,
                max(form.arrived_on, desk.today),
                lambda _number: receipt_acknowledgement(
                    office, facts, max(form.arrived_on, desk.today), confirmed=day.confirmed
                ),
            ),
            # An oral request is written down for the applicant, who signs it (条例29①).
            *(written_down if form.channel is Channel.ORAL else ()),
        ),
        message=f"已登记，编号{file.register_number}，答复期限至{due_on}{unsure}。",
        warnings=tuple(form.doubts()),
        reasons=(
            f"{day.words}{day.basis.noted(day.received_on)}。",
            *_days_of(file),
            *((late,) if late else ()),
        ),
    )


def _days_of(file: CaseFile) -> Iterator[str]:
    """Yield what day the request counts as received on, and the last days that follow from it."""
    case = file.case
    yield f"收到申请之日：{long_day(case.received_on)}"
    for clock in case.clocks:
        if clock.kind is ClockKind.CORRECTION_NOTICE:
            yield f"补正告知最迟：{long_day(clock.due_on)}{unsettled(case, clock.due_on)}"


def _start(desk: Desk, _file: CaseFile | None) -> Mapping[str, Any]:
    return {"arrived_on": desk.today}


REGISTER: Act[Registration] = Act(
    name="register",
    step=StepKind.RECEIVED,
    label="登记",
    key="F2",
    form=Registration,
    plan=register,
    fits=lambda _: False,
    start=_start,
)
