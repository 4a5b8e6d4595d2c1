"""Acts on the way of a letter that is no reply: it left, it was received, it came back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.sent_copies import what_left
from casework.cases.case_file import CaseFile, plain
from casework.desk.desk import Desk
from casework.letters.facts import chinese_date
from casework.papers.issuing import DRAFTED, ISSUED
from casework.papers.services import (
    LetterService,
    is_sent_apart,
    is_what_it_sent,
    services_of,
)
from db import documents, steps
from db.documents import Document
from db.steps import StepRecord
from forms.choices import ServiceMethod
from forms.service import Dispatch, LetterReturned
from rules.errors import ClerkError
from rules.provisions import Provision
from rules.remedies import missing_channel
from rules.steps import StepKind


def _step_of(desk: Desk, document: Document) -> StepRecord | None:
    return steps.one(desk.store, document.step_id) if document.step_id else None


def _set_running(own: StepRecord | None, letter: Document) -> int | None:
    """Return the step whose period runs from the receipt of a letter; None where none does."""
    return own.id if own is not None and is_what_it_sent(own, letter) else None


def _is_reply(desk: Desk, file: CaseFile, document: Document) -> bool:
    if is_sent_apart(file, document):
        return False
    step = _step_of(desk, document)
    return (
        step is not None
        and step.kind == StepKind.DECIDED.word
        and document.kind != "third_party_disclosure"
    )


def _others(desk: Desk, file: CaseFile) -> list[LetterService]:
    return [one for one in services_of(desk, file) if not _is_reply(desk, file, one.document)]


def to_dispatch(desk: Desk, file: CaseFile) -> list[str]:
    """Return the letters beside the reply whose way is not registered, or that came back."""
    return [
        one.name for one in _others(desk, file) if one.method is None or one.returned_on is not None
    ]


def dispatched(desk: Desk, file: CaseFile) -> list[str]:
    """Return the letters beside the reply that are under way."""
    return [
        one.name
        for one in _others(desk, file)
        if one.method is not None and one.returned_on is None
    ]


def _named(desk: Desk, file: CaseFile, name: str) -> LetterService:
    found = next((one for one in _others(desk, file) if one.name == name), None)
    if found is None:
        raise ClerkError(f"没有找到“{name}”这件文书，请从列表中选择。", None, "ref")
    return found


def dispatch(desk: Desk, file: CaseFile, form: Dispatch) -> Plan:
    """Record how a letter left and what is known of its receipt (235号、民诉法88—95).

    Raises `ClerkError` for a letter that is not there, or a day before it was written.
    """
    letter = _named(desk, file, form.ref).document
    own = _step_of(desk, letter)
    if own is not None and form.on < own.on:
        raise ClerkError(f"送出日期{form.on}早于文书日期{own.on}，请核对两个日期。", None, "on")
    tells_of_remedy = bool(letter.fields.get("remedy"))
    without_channel = missing_channel(
        electronically=form.method.is_electronic,
        url=desk.office.reconsideration_url,
        on=form.on,
    )
    if tells_of_remedy and without_channel is not None:
        raise without_channel
    received_on = form.delivered_on
    if received_on is None and form.method.is_received_at_once:
        received_on = form.on
    extra = plain(form) | {
        "document_id": letter.id,
        "delivered_on": None if received_on is None else received_on.isoformat(),
        "left": what_left(desk, file, [letter]),
    }
    return Plan(
        on=form.on,
        extra=extra,
        target=_set_running(own, letter),
        message=f"已登记{form.ref}{form.method.day_label}{form.on}。"
        + ("" if received_on is None else f"对方于{received_on}收到。"),
        reasons=(
            f"{form.method.value}以{form.method.day_label}为准（{form.method.day_basis(form.on)}）。",
        ),
    )


def come_back(desk: Desk, file: CaseFile, form: LetterReturned) -> Plan:
    """Record that a letter came back: its addressee has not received it.

    Raises `ClerkError` where it came back before it was sent.
    """
    service = _named(desk, file, form.ref)
    if service.sent_on is not None and form.on < service.sent_on:
        raise ClerkError(f"退回日期{form.on}早于送出日期{service.sent_on}，请核对。", None, "on")
    return Plan(
        on=form.on,
        extra=plain(form) | {"document_id": service.document.id},
        target=_set_running(_step_of(desk, service.document), service.document),
        message=f"已登记{form.ref}退回；对方没有收到，其期限无从起算，请核对地址后重新送达。",
        reasons=(f"重新送达后再登记{Provision.SERVICE_METHOD.noted(form.on)}。",),
        warnings=came_back_though_received(service.received_on),
    )


def came_back_though_received(received_on: date | None) -> tuple[str, ...]:
    """Return the warning that a letter coming back is on record as received."""
    if received_on is None:
        return ()
    return (
        f"登记簿里写着对方已于{chinese_date(received_on)}收到，收到与退回不能都是真的；"
        "收件日期登记错了的，请先在“经过”里撤销那一步。",
    )


def issue_dispatched(desk: Desk, document_id: int) -> None:
    """Issue a letter that was drafted beside a reply, now that it is sent."""
    document = documents.one(desk.store, document_id)
    if document.status == DRAFTED:
        documents.change(desk.store, document.id, {"status": ISSUED})


def _dispatch_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    return {
        "on": desk.today,
        "ref": next(iter(to_dispatch(desk, file)), ""),
        "method": ServiceMethod.POST,
    }


def _return_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    return {"on": desk.today, "ref": next(iter(dispatched(desk, file)), "")}


_WRITES = frozenset(
    {
        StepKind.CORRECTION_NOTICED,
        StepKind.THIRD_PARTY_CONSULTED,
        StepKind.AGENCY_CONSULTED,
        StepKind.ASSISTANCE_ASKED,
        StepKind.REFERRED,
        StepKind.EXTENDED,
        StepKind.REASONS_ASKED,
        StepKind.DEFERRED,
        StepKind.FEE_NOTICED,
        StepKind.DECIDED,
        StepKind.WITHDRAWN,
    }
)

ACTS: tuple[Act[Any], ...] = (
    Act(
        name="dispatch",
        step=StepKind.DISPATCHED,
        label="登记文书送达",
        form=Dispatch,
        plan=dispatch,
        fits=lambda file: not file.is_void and any(file.case.has(kind) for kind in _WRITES),
        likelihood=lambda _: 1,
        start=_dispatch_start,
    ),
    Act(
        name="letter_returned",
        step=StepKind.LETTER_RETURNED,
        label="登记文书退回",
        form=LetterReturned,
        plan=come_back,
        fits=lambda file: file.case.has(StepKind.DISPATCHED),
        likelihood=lambda _: -15,
        start=_return_start,
    ),
)
