"""The register's requests as lines of the office's own ledger, and the columns it has chosen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from casework.acts.registering import SERIES, register_number
from casework.cases.case_file import assembled
from casework.cases.recorded import entered, noted, registered_by, result_of
from casework.cases.void_numbers import NumberFate, void_number
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.pages import worklist
from casework.reports.ledger import BY_NAME, USUAL, LedgerLine, chosen_columns, write_ledger
from casework.year.year_report import ends_of
from db import numbers, report_facts, requests, settings
from db.report_facts import Happening
from db.request_row import RequestRow
from db.steps import StepRecord
from forms.challenge import ReconsiderationReceived, Suit
from forms.choices import IdType, ObtainBy
from forms.fields import Form
from forms.handling import Approval, Filing, Review
from forms.procedure import FeeNotice
from forms.publication import PublicationReview
from forms.reply import Service
from rules.case import Case
from rules.outcomes import Outcome
from rules.receipt import Channel
from rules.replies import ReplyKind
from rules.report_rows import ROWS, Applicant
from rules.steps import Step, StepKind
from rules.time_limits import ClockKind

_COLUMNS = "ledger_columns"
_MASKS = "ledger_masks_numbers"


def columns_of(desk: Desk) -> tuple[str, ...]:
    """Return the names of the columns the office has chosen, in its order."""
    kept = settings.value(desk.store, _COLUMNS, []) or USUAL
    known = tuple(dict.fromkeys(name for name in kept if name in BY_NAME))
    return known or USUAL


def masks_numbers(desk: Desk) -> bool:
    """Tell whether the ledger hides identity numbers, telephones and addresses but for an end."""
    return bool(settings.value(desk.store, _MASKS, True))


def choose_columns(desk: Desk, names: Sequence[str], *, masks: bool) -> None:
    """Keep the office's choice; raises `ClerkError` where it is none."""
    chosen = chosen_columns(names)
    with writing(desk, "ledger_columns", What.VIEW):
        settings.put(desk.store, _COLUMNS, [column.name for column in chosen])
        settings.put(desk.store, _MASKS, masks)


def export_year(desk: Desk, year: int, path: Path, title: str = "") -> int:
    """Write the year's ledger as the office wants it; return how many requests it holds."""
    return write_ledger(
        lines_of_year(desk, year),
        path,
        columns=columns_of(desk),
        title=title or f"{desk.office.name}{year}年政府信息公开申请登记台账",
        masks_numbers=masks_numbers(desk),
        gaps=tuple(gaps_of_year(desk, year)),
    )


def gaps_of_year(desk: Desk, year: int) -> Iterator[str]:
    """Yield why a number of the year stands in no line: its registration was taken back."""
    free = [
        register_number(desk, year, serial)
        for serial in numbers.given_back(desk.store, SERIES, year)
    ]
    first, last = date(year, 1, 1), date(year, 12, 31)
    told: dict[str, str] = {}
    for row, records in report_facts.void_requests(desk.store, first, last):
        number = void_number(records)
        if number is None:
            continue
        if row.register_number or requests.by_number(desk.store, number.number) is None:
            # Given again and taken back again, a number is told by the last time.
            told[number.number] = number.gap_words
    yield from told.values()
    # Taken back before the step that does so noted the number.
    for one in (number for number in free if number not in told):
        yield f"{one}：登记作废，{NumberFate.FREED.of_gap}。"


def lines_of_year(desk: Desk, year: int) -> Iterator[LedgerLine]:
    """Yield a line for each request received in the year, oldest first."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    for row, records in report_facts.requests_with_steps(desk.store, first, last):
        yield ledger_line(desk, row, records)


def ledger_line(desk: Desk, row: RequestRow, records: Iterable[StepRecord]) -> LedgerLine:
    """Return everything the ledger may show of a request."""
    case = assembled(
        row.id, row.register_number, list(records), desk.outlook, desk.practice, desk.today
    ).case
    last = {step.kind: step for step in case.steps}
    received: dict[str, Any] = {}
    for step in case.steps:
        if step.kind in (StepKind.RECEIVED, StepKind.AMENDED):
            received.update(registered_by(step))
    work = worklist.work_row(desk, row)
    service = _entered(last, StepKind.SERVED, Service)
    return LedgerLine(
        register_number=row.register_number,
        received_on=row.received_on,
        confirmed_on=row.confirmed_on,
        channel=_words(Channel, row.channel),
        incoming_mail_number=str(received.get("mail_number") or ""),
        applicant_kind=_words(Applicant, row.applicant_kind),
        applicant_name="、".join(filter(None, (row.applicant_name, row.co_applicants))),
        id_type=_words(IdType, row.id_type),
        id_number=row.id_number,
        phone=row.phone,
        email=row.email,
        address=row.address,
        agent_name=row.agent_name,
        information_sought=row.information_sought,
        matter=row.matter,
        obtain_by=_words(ObtainBy, row.obtain_by),
        section=row.section,
        handler=row.handler,
        assigned_on=_on(last, StepKind.ASSIGNED),
        **_correction(last, case),
        third_party_consulted_on=_on(last, StepKind.THIRD_PARTY_CONSULTED),
        third_party_answered_on=_on(last, StepKind.THIRD_PARTY_ANSWERED),
        agency_consulted_on=_on(last, StepKind.AGENCY_CONSULTED),
        agency_answered_on=_on(last, StepKind.AGENCY_ANSWERED),
        stopped_days=_paused(row, case),
        is_extended=bool(row.extended_days),
        extended_days=row.extended_days or None,
        extended_on=_on(last, StepKind.EXTENDED),
        **_fee(last, case),
        due_on=row.due_on,
        urgency=work.due_words,
        **_reviews(last),
        reply_kind=_reply(last, row),
        report_row="" if row.report_row is None else ROWS[row.report_row - 1].name,
        document_number=row.document_number,
        decided_on=row.decided_on,
        service_way=_label(service.method if service else None),
        served_on=row.served_on,
        outgoing_mail_number=service.mail_number if service else "",
        late_days=row.late_days,
        **_afterwards(last),
        reconsideration=_challenges(case, StepKind.RECONSIDERED),
        litigation=_challenges(case, StepKind.SUED),
        filed_on=row.filed_on,
        remark=_remark(last, row),
    )


def _remark(last: "Last", row: RequestRow) -> str:
    withdrawn = last.get(StepKind.WITHDRAWN)
    said = "" if withdrawn is None else f"{withdrawn.on}撤回申请"
    return "；".join(filter(None, (said, row.remark)))


Last = Mapping[StepKind, Step]


def _on(last: Last, kind: StepKind) -> date | None:
    step = last.get(kind)
    return None if step is None else step.on


F = TypeVar("F", bound=Form)


def _entered(last: Last, kind: StepKind, form: type[F]) -> F | None:
    step = last.get(kind)
    return None if step is None else entered(step, form)


def _label(choice: Enum | None) -> str:
    """Return the words of a choice; empty where nothing was chosen."""
    return "" if choice is None else str(choice.value)


def _words(choices: type[Enum], name: str) -> str:
    """Return the words of a choice stored by its name; other words stand as they are."""
    return str(choices[name].value) if name in choices.__members__ else name


def _correction(last: Last, case: Case) -> dict[str, Any]:
    notice = last.get(StepKind.CORRECTION_NOTICED)
    if notice is None:
        return {}
    return {
        "correction_noticed_on": notice.on,
        "correction_due_on": _last_day(case, ClockKind.CORRECTION),
        "corrected_on": _on(last, StepKind.CORRECTION_RECEIVED),
    }


def _last_day(case: Case, kind: ClockKind) -> date | None:
    """Return the last day of the other side's period; None while it has not begun to run."""
    clocks = [clock for clock in case.clocks if clock.kind is kind and clock.is_delivered]
    return clocks[-1].due_on if clocks else None


def _paused(row: RequestRow, case: Case) -> int | None:
    """Return the working days left out so far; None where nobody was ever asked."""
    if not any(one.spells for one in case.rounds):
        return None
    if row.paused_days is not None:
        return row.paused_days
    return case.rounds[-1].days(case.outlook, case.practice, case.as_of).paused


def _fee(last: Last, case: Case) -> dict[str, Any]:
    notice = last.get(StepKind.FEE_NOTICED)
    if notice is None:
        return {"is_charged": False}
    form = entered(notice, FeeNotice)
    return {
        "is_charged": True,
        "fee_method": _label(form.method),
        "fee_units": form.units,
        "fee_yuan": form.decided_yuan,
        "fee_noticed_on": notice.on,
        "fee_due_on": _last_day(case, ClockKind.FEE_PAYMENT),
        "fee_paid_on": _on(last, StepKind.FEE_PAID),
    }


def _reviews(last: Last) -> dict[str, Any]:
    review, approval = last.get(StepKind.REVIEWED), last.get(StepKind.APPROVED)
    found: dict[str, Any] = {}
    if review is not None:
        form = entered(review, Review)
        found["secrecy_review"] = _signed(form.secrecy_reviewer, review.on)
        if form.legal_reviewer:
            found["legal_review"] = _signed(form.legal_reviewer, review.on)
    if approval is not None:
        found["approval"] = _signed(entered(approval, Approval).approved_by, approval.on)
    return found


def _signed(name: object, on: date) -> str:
    return f"{name or ''}　{on}".strip()


def _reply(last: Last, row: RequestRow) -> str:
    decided, withdrawn = last.get(StepKind.DECIDED), last.get(StepKind.WITHDRAWN)
    if withdrawn is not None and (decided is None or decided.on <= withdrawn.on):
        return ReplyKind.WITHDRAWN.label
    told = noted(decided)
    if told.kinds and not told.is_by_items:
        return told.kinds[0].label
    return Outcome[row.outcome].label if row.outcome else ""


def _afterwards(last: Last) -> dict[str, Any]:
    review = _entered(last, StepKind.REVIEWED_FOR_PUBLICATION, PublicationReview)
    published_on = None if review is None else review.published_on
    decision = _label(review.decision if review else None)
    filed = _entered(last, StepKind.FILED, Filing)
    return {
        "made_public": f"{decision}　{published_on or ''}".strip(),
        "file_number": filed.file_number if filed else "",
    }


def _challenges(case: Case, kind: StepKind) -> str:
    """Tell every reconsideration, or every suit, with what became of that one."""
    steps = {step.id: step for step in case.steps}
    happened = [
        Happening(0, step.kind.word, "", None, None, 0, step.id, step.target) for step in case.steps
    ]
    return "；".join(
        _challenge(steps[one.id], None if end is None else steps[end.id])
        for one, end in ends_of(happened)
        if one.kind == kind.word
    )


def _challenge(brought: Step, concluded: Step | None) -> str:
    if brought.kind is StepKind.SUED:
        number = entered(brought, Suit).case_number
    else:
        number = entered(brought, ReconsiderationReceived).case_number
    said = [str(brought.on), brought.body, number]
    if concluded is None:
        said.append("尚未审结")
    else:
        said += [_label(result_of(concluded)), str(concluded.on)]
    return "，".join(filter(None, said))
