"""What the list shows of a case: columns computed from its steps, written with every step.

They are caches. `differences` computes them all again and must find none.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from casework.cases.case_file import CaseFile, assembled, plain_value
from casework.cases.urgency import VOID
from casework.desk.desk import Desk
from db import documents, requests, steps
from db.request_row import VOID_STATUS
from rules.case import Case
from rules.practice import Practice
from rules.steps import StepKind
from rules.time_limits import ClockKind

_FROM_REGISTRATION = (
    "applicant_name",
    "applicant_kind",
    "id_type",
    "id_number",
    "phone",
    "email",
    "address",
    "agent_name",
    "co_applicants",
    "channel",
    "arrived_on",
    "confirmed_on",
    "obtain_by",
    "media",
    "remark",
)
# They move with the day on which they are looked at, not only with a step.
_OF_THE_DAY = frozenset({"status", "stage", "waiting_for", "watch_on", "provisional", "updated_at"})


def columns(file: CaseFile, practice: Practice) -> dict[str, Any]:
    """Return the cached columns of a case, choices by name and days as days."""
    registration, case = file.registration, file.case
    shown: dict[str, Any] = {}
    for name in _FROM_REGISTRATION:
        value = getattr(registration, name)
        shown[name] = value if isinstance(value, date) else plain_value(value)
    outcome = file.outcome(practice)
    # A reply that came back is open work until it is served again; served again, the day it was
    # first posted decides.
    closed_on = None if case.is_returned else case.first_served_on or case.closed_on
    decided, filed = file.last(StepKind.DECIDED), file.last(StepKind.FILED)
    fee = file.detail(StepKind.FEE_PAID, "yuan")
    return shown | {
        "received_on": case.received_on,
        "information_sought": file.information_sought,
        "matter": registration.summary,
        "section": file.detail(StepKind.ASSIGNED, "section") or "",
        "handler": file.detail(StepKind.ASSIGNED, "handler") or "",
        "stage": VOID if file.is_void else file.stage.value,
        "status": VOID_STATUS if file.is_void else case.status.word,
        "opened_on": case.reply.opened_on,
        "due_on": case.due_on,
        "expected_on": case.expected_on,
        "provisional": case.is_provisional,
        "waiting_for": "、".join(waiting.value for waiting in case.waiting),
        "watch_on": None if file.is_void else watch_on(case),
        "outcome": "" if outcome is None else outcome.name,
        "report_row": None if outcome is None or closed_on is None else outcome.row,
        "closed_on": closed_on,
        "in_time": case.in_time if closed_on is not None else None,
        "extended_days": case.reply.extended_days,
        "document_number": file.detail(StepKind.DECIDED, "number") or "",
        "decided_on": None if decided is None else decided.on,
        "served_on": case.first_served_on,
        "filed_on": None if filed is None else filed.on,
        "fee_yuan": fee or 0,
        "split_from": file.detail(StepKind.RECEIVED, "split_from"),
        "steps_count": len(file.records),
    }


def watch_on(case: Case) -> date | None:
    """Return the earliest day on which somebody must look at a case; `None` when none is left.

    A consulted side's day that passed in silence asks for nothing any more.
    """
    if case.closed_on is not None:
        watched = {ClockKind.RECONSIDERATION_ANSWER}
    else:
        watched = set(ClockKind) - {ClockKind.CORRECTION_NOTICE}
    days = [
        clock.due_on
        for clock in case.clocks
        if clock.kind in watched
        and clock.ended_on is None
        and not (clock.kind in _CONSULTED and clock.due_on < case.as_of)
    ]
    return min(days, default=None)


_CONSULTED = {ClockKind.THIRD_PARTY, ClockKind.AGENCY}


def refresh(desk: Desk, file: CaseFile) -> None:
    """Write a case's columns, in the transaction of the step that changed them."""
    requests.update(
        desk.store,
        file.request_id,
        columns(file, desk.practice)
        | {
            "updated_at": desk.now,
            "letters_text": documents.texts(desk.store, file.request_id),
        },
    )


def differences(desk: Desk) -> Iterator[str]:
    """Yield a sentence for each column of the register that its steps do not bear out."""
    history: Mapping[int, list[steps.StepRecord]] = dict(steps.of_all(desk.store))
    for row in requests.every(desk.store):
        records = history.get(row.id, [])
        if not records:
            yield f"{row.register_number}没有任何办理记录，登记簿可能被改动过，请与备份核对。"
            continue
        file = assembled(
            row.id, row.register_number, records, desk.outlook, desk.practice, desk.today
        )
        for name, value in columns(file, desk.practice).items():
            if name not in _OF_THE_DAY and getattr(row, name) != value:
                yield (
                    f"{row.register_number}的“{name}”在列表中是{getattr(row, name)}，"
                    f"按办理记录应为{value}，请与备份核对后重新计算。"
                )
