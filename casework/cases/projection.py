"""What the list shows of a case: columns computed from its steps, written with every step.

They are caches. `differences` computes them all again and must find none.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from casework.cases.case_file import CaseFile, assembled, plain_value
from casework.cases.reckoning import RECKONING
from casework.cases.recorded import noted
from casework.cases.review_course import sheet_to_sign
from casework.cases.searched import searched_beside
from casework.cases.urgency import NOT_DELIVERED, VOID
from casework.desk.desk import Desk
from db import ahead, requests, steps
from db import clocks as clock_rows
from db.clocks import ClockRow
from db.pinyin import pinyin_key
from db.request_row import VOID_STATUS, RequestRow
from forms.choices import RequestNature
from forms.procedure import FeePaid
from rules.case import Case, Waiting
from rules.outcomes import Outcome
from rules.pending import pending
from rules.practice import Practice
from rules.receipt import confirmation_days
from rules.replies import ReplyKind
from rules.report_rows import NOT_COUNTED
from rules.steps import StepKind
from rules.tasks import Task
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
_OF_THE_DAY = frozenset({"status", "stage", "waiting_for", "watch_on", "provisional", "missed_on"})
_SINCE_1 = frozenset(
    {
        # Since 4 the number of the letter that stands; of a day that was named there is no doubt.
        "document_number", "provisional",
        # Since 5 a withdrawal counts as one, whatever was drafted before.
        "outcome", "report_row", "decided_on",
        "cautious_on", "rounds", "confirm_days", "reported_on", "reported_due_on",
        "reported_in_time", "used_days", "paused_days", "late_days", "reckoning",
    }
)  # fmt: skip


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
    # What was drafted before a withdrawal is no reply: it never left.
    is_draft = file.case.first_served_on is None and file.reply_kind is ReplyKind.WITHDRAWN
    decided = None if is_draft else file.last(StepKind.DECIDED)
    filed = file.last(StepKind.FILED)
    paid = file.entered(StepKind.FEE_PAID, FeePaid)
    section, handler = file.assigned
    return shown | {
        "received_on": case.received_on,
        "information_sought": file.information_sought,
        "matter": registration.summary,
        "section": section,
        "handler": handler,
        "stage": VOID if file.is_void else file.stage.value,
        "status": VOID_STATUS if file.is_void else case.status.word,
        "opened_on": case.reply.opened_on,
        "due_on": case.due_on,
        "expected_on": case.expected_on,
        "provisional": case.is_provisional,
        "waiting_for": waiting_words(case),
        "watch_on": None if file.is_void else watch_on(case),
        "outcome": "" if outcome is None else outcome.name,
        "closed_on": closed_on,
        "in_time": case.in_time if closed_on is not None else None,
        "cautious_on": case.cautious_on,
        "missed_on": case.missed_on,
        "rounds": len(case.rounds),
        "confirm_days": confirmation_days(
            registration.arrived_on, registration.confirmed_on, case.outlook.safe
        ),
        "reckoning": RECKONING,
        **_reported(file, practice),
        "extended_days": case.reply.extended_days,
        "document_number": "" if decided is None else noted(file.anew(decided)).number,
        "decided_on": None if decided is None else decided.on,
        "served_on": case.first_served_on,
        "filed_on": None if filed is None else filed.on,
        "fee_yuan": 0 if paid is None else paid.yuan or 0,
        "split_from": file.noted(StepKind.RECEIVED).split_from,
        "steps_count": len(file.records),
    }


def _reported(file: CaseFile, practice: Practice) -> dict[str, Any]:
    """Return what the report counts: the first closing, or the last where the office reads so.

    Working days are kept once it is closed; while it is open they move with every day.
    """
    case = file.case
    one = case.rounds[0] if practice.reopened_keeps_first_closing else case.rounds[-1]
    is_returned = one.closed_on is None and one is case.rounds[-1]
    reported_on = None if is_returned else one.ended_on
    outcome = file.outcome(practice, first=practice.reopened_keeps_first_closing)
    used, paused, late = (
        (None, None, None)
        if reported_on is None
        else one.days(case.outlook, case.practice, case.as_of)
    )
    return {
        "report_row": _row(file, None if reported_on is None else outcome),
        "reported_on": reported_on,
        "reported_due_on": one.due_on,
        "reported_in_time": None if reported_on is None else one.in_time,
        "used_days": used,
        "paused_days": paused,
        "late_days": late,
    }


def _row(file: CaseFile, outcome: Outcome | None) -> int | None:
    """Return the row of table 3; what corrects a record is no request for information (条例41)."""
    corrects = file.registration.nature is RequestNature.CORRECTION
    if corrects or file.reply_kind is ReplyKind.RECORD_CORRECTION:
        return NOT_COUNTED
    return None if outcome is None else outcome.row


def clocks(file: CaseFile) -> list[ClockRow]:
    """Return the days of a case that boards and months show."""
    if file.is_void:
        return []
    registration = file.registration
    return [
        ClockRow(one.task.word, one.due_on, one.since, one.basis.short, one.who)
        for one in pending(
            file.case,
            arrived_on=registration.arrived_on,
            is_confirmed=file.receipt.confirmed,
            sheet=sheet_to_sign(file.this_round),
        )
    ]


def waiting_words(case: Case) -> str:
    """Return whose move it is, and where a letter's day of receipt is not registered."""
    words = "、".join(waiting.value for waiting in case.waiting)
    awaited = {Waiting.CORRECTION: ClockKind.CORRECTION, Waiting.FEE: ClockKind.FEE_PAYMENT}
    asked = [awaited[waiting] for waiting in case.waiting if waiting in awaited]
    is_unknown = any(
        clock.kind in asked and clock.ended_on is None and not clock.is_delivered
        for clock in case.clocks
    )
    return f"{words}，{NOT_DELIVERED}" if is_unknown else words


def watch_on(case: Case) -> date | None:
    """Return the earliest day on which somebody must look at a case; `None` when none is left.

    A consulted side's day that passed in silence asks for nothing any more.
    """
    if case.closed_on is not None:
        watched = {ClockKind.RECONSIDERATION_ANSWER, ClockKind.DEFENCE}
    else:
        watched = set(ClockKind) - {ClockKind.CORRECTION_NOTICE}
    days = [
        clock.due_on
        for clock in case.clocks
        if clock.kind in watched
        and clock.ended_on is None
        and not (clock.kind in _CONSULTED and clock.due_on < case.as_of)
    ]
    cautious_on = case.cautious_on
    if case.closed_on is None and not case.waiting and cautious_on and cautious_on >= case.as_of:
        days.append(cautious_on)
    return min(days, default=None)


_CONSULTED = {ClockKind.THIRD_PARTY, ClockKind.AGENCY}


def make_ready() -> None:
    """Read the dictionary of pinyin, which takes half a second: ahead of the first row made."""
    pinyin_key("一")


def refresh(desk: Desk, file: CaseFile) -> None:
    """Write a case's columns, in the transaction of the step that changed them."""
    ahead.read_texts(desk.store, file.request_id)
    requests.update(
        desk.store,
        file.request_id,
        columns(file, desk.practice)
        | {
            "updated_at": desk.now,
            "letters_text": searched_beside(desk, file),
        },
    )
    clock_rows.put(desk.store, file.request_id, clocks(file))


def differences(desk: Desk, told: Callable[[int, int], object] = lambda *_: None) -> Iterator[str]:
    """Yield a sentence for each column of the register that its steps do not bear out.

    `told` hears how many cases were looked at and how many there are.
    """
    history: Mapping[int, list[steps.StepRecord]] = dict(steps.of_all(desk.store))
    for place, row in enumerate(requests.every(desk.store)):
        told(place, len(history))
        records = history.get(row.id, [])
        if not records:
            yield f"{row.register_number}没有任何办理记录，登记簿可能被改动过，请与备份核对。"
            continue
        file = assembled(
            row.id, row.register_number, records, desk.outlook, desk.practice, desk.today
        )
        if row.reckoning >= RECKONING and row.letters_text != searched_beside(desk, file):
            yield (
                f"{row.register_number}用来检索的文书文字与文书、附件和办理记录不一致，"
                "登记簿被人从程序之外改动过，请与备份核对后重新计算。"
            )
        for name, value in columns(file, desk.practice).items():
            if row.reckoning < RECKONING and name in _SINCE_1:
                # Written before there was such a column; the first look of the day fills it.
                continue
            if name not in _OF_THE_DAY and getattr(row, name) != value:
                yield (
                    f"{row.register_number}的“{name}”在列表中是{getattr(row, name)}，"
                    f"按办理记录应为{value}，请与备份核对后重新计算。"
                )
        if row.reckoning >= RECKONING and not _are_borne_out(desk, row, file, records):
            yield (
                f"{row.register_number}的待办日期与办理记录不符，登记簿可能被改动过，"
                "请与备份核对后重新计算。"
            )


def _are_borne_out(
    desk: Desk, row: RequestRow, file: CaseFile, records: list[steps.StepRecord]
) -> bool:
    """Tell whether the days kept of a case are those its steps make.

    The day of a correction notice goes by itself when it is past: kept, it must be what the steps
    made on the day they were last reckoned; gone, it must be past.
    """
    kept, now = set(clock_rows.of_request(desk.store, row.id)), set(clocks(file))
    if kept == now:
        return True
    try:
        then = date.fromisoformat(row.updated_at[:10])
    except ValueError:
        return False
    was = set(
        clocks(assembled(row.id, row.register_number, records, desk.outlook, desk.practice, then))
    )
    return all(one.task == Task.CORRECTION_NOTICE.word for one in kept ^ now) and (
        now <= kept <= now | was
    )
