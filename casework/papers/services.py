"""The service of every letter of a case, read from its steps: one place for lists and papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.cases.case_file import CaseFile, assembled
from casework.cases.recorded import entered, noted
from casework.desk.desk import Desk
from casework.letters.facts import mailed_to
from casework.letters.kinds import LetterKind, Recipient
from casework.papers.issuing import DRAFTED, ISSUED, WITHDRAWN, guardian_of
from db import documents, steps
from db.documents import Document
from db.steps import StepRecord
from forms.choices import HowReceived, ServiceMethod
from forms.procedure import Delivery
from forms.reply import Returned, Service
from forms.service import Dispatch, LetterReturned, MailNumber
from rules.steps import StepKind


@dataclass(frozen=True, slots=True)
class LetterService:
    """What is known of a letter on its way; what is not registered is `None` or empty."""

    document: Document
    addressee: str
    address: str
    method: ServiceMethod | None = None
    sent_on: date | None = None
    mail_number: str = ""
    received_on: date | None = None
    how: HowReceived | None = None
    received_by: str = ""
    presumed_from: str = ""
    returned_on: date | None = None
    return_reason: str = ""
    place: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """What lists call the letter."""
        return letter_name(self.document)

    @property
    def words(self) -> str:
        """Where the letter is, in one phrase."""
        if self.returned_on is not None:
            return f"{self.returned_on}退回：{self.return_reason}"
        if self.received_on is not None:
            how = f"，{self.how.value}" if self.how else ""
            return f"{self.received_on}收到{how}"
        if self.sent_on is not None:
            number = f"，{self.mail_number}" if self.mail_number else ""
            method = self.method.value if self.method else "方式未登记"
            return f"{self.sent_on}送出，{method}{number}，收到日期未登记"
        return "尚未送出"


def letter_name(document: Document) -> str:
    """Return what the lists of letters call one: its title and number."""
    return f"{document.title}（{document.number}）" if document.number else document.title


def outgoing(desk: Desk, file: CaseFile) -> list[Document]:
    """Return the letters of a case that stand and leave the office, oldest first."""
    return [
        one
        for one in documents.of_request(desk.store, file.request_id)
        if one.status != WITHDRAWN and LetterKind.of(one.kind).goes_out
    ]


def services_of(desk: Desk, file: CaseFile) -> list[LetterService]:
    """Return every outgoing letter of a case with what is known of its service."""
    return [service_of(desk, file, one) for one in outgoing(desk, file)]


def service_of(desk: Desk, file: CaseFile, document: Document) -> LetterService:
    """Return what is known of the service of one letter."""
    records = steps.standing(file.records)
    own = next((record for record in records if record.id == document.step_id), None)
    if own is not None and _is_reply(own, document):
        records = _of_its_round(records, own)
    found = LetterService(document, *addressee(file, document, own))
    is_reply = _is_reply(own, document) and not is_sent_apart(file, document)
    known: dict[str, Any] = {}
    anew = made_anew(file, document.id)
    if anew is not None:
        # What was done with the one before it is not known of this one.
        records = [one for one in records if one.id > anew.id]
    elif own is not None and own.kind != StepKind.DECIDED.word and document.status == ISSUED:
        # What goes out with a reply is a draft until its own way is registered.
        known["sent_on"] = own.on
        known["received_on"] = noted(own).delivered_on if is_what_it_sent(own, document) else None
    for record in records:
        if is_reply:
            if _concerns_reply(file, record, document):
                _take_reply(known, record)
        elif noted(record).document_id == document.id or (
            record.kind == StepKind.DELIVERED.word
            and own is not None
            and is_what_it_sent(own, document)
            and noted(record).target == own.id
            and noted(record).document_id is None
        ):
            _take(known, record)
    return _with(found, known)


def made_anew(file: CaseFile, document_id: int) -> StepRecord | None:
    """Return the step that made a letter in the place of one that had left, if one did.

    What was made anew once more before it left stands in that place still.
    """
    for record in steps.standing(file.records):
        if record.kind == StepKind.LETTER_REMADE.word and noted(record).document_id == document_id:
            replaced_id, _, had_left = noted(record).replaced
            return record if had_left else made_anew(file, replaced_id)
    return None


def is_sent_apart(file: CaseFile, document: Document) -> bool:
    """Tell whether a letter replaces one that is served, so that its own way moves no day."""
    anew = made_anew(file, document.id)
    if anew is None:
        return False
    ways = (StepKind.SERVED.word, StepKind.UNDELIVERED.word)
    before = [
        one.kind for one in steps.standing(file.records) if one.id < anew.id and one.kind in ways
    ]
    return before[-1:] == [StepKind.SERVED.word]


def _of_its_round(records: list[StepRecord], own: StepRecord) -> list[StepRecord]:
    """Return the entries from a reply to the next: the service of another is not this one's."""
    replies = [one.id for one in records if one.kind == StepKind.DECIDED.word]
    begun = own.id if any(one < own.id for one in replies) else 0
    until = min((one for one in replies if one > own.id), default=None)
    return [one for one in records if one.id >= begun and (until is None or one.id < until)]


def _with(found: LetterService, known: Mapping[str, Any]) -> LetterService:
    from dataclasses import replace

    return replace(found, **known)


def _concerns_reply(file: CaseFile, record: StepRecord, document: Document) -> bool:
    """Tell whether an entry made later is of the reply, not of another letter of the case."""
    if record.kind == StepKind.MAIL_NUMBERED.word:
        return noted(record).document_id == document.id
    if record.kind == StepKind.DELIVERED.word:
        target = noted(record).target
        return any(one.id == target and one.kind == StepKind.SERVED.word for one in file.records)
    return True


def _take_reply(known: dict[str, Any], record: StepRecord) -> None:
    kind = StepKind.of(record.kind)
    if kind is StepKind.SERVED:
        known.clear()
        _take_words(known, entered(record, Service))
        known["sent_on"] = record.on
        known["received_on"] = _received_with(record.on, known)
    elif kind is StepKind.DELIVERED and "sent_on" in known:
        _take_words(known, entered(record, Delivery))
        known["received_on"] = record.on
    elif kind is StepKind.UNDELIVERED:
        reason = entered(record, Returned).reason
        known |= {"returned_on": record.on, "return_reason": reason, "received_on": None}
    elif kind is StepKind.MAIL_NUMBERED and "sent_on" in known:
        known["mail_number"] = entered(record, MailNumber).mail_number


def _take(known: dict[str, Any], record: StepRecord) -> None:
    kind = StepKind.of(record.kind)
    if kind is StepKind.DISPATCHED:
        form = entered(record, Dispatch)
        known.clear()
        _take_words(known, form)
        known["sent_on"] = record.on
        known["received_on"] = form.delivered_on or _received_with(record.on, known)
    elif kind is StepKind.DELIVERED:
        _take_words(known, entered(record, Delivery))
        known["received_on"] = record.on
    elif kind is StepKind.MAIL_NUMBERED and "sent_on" in known:
        known["mail_number"] = entered(record, MailNumber).mail_number
    elif kind is StepKind.LETTER_RETURNED:
        known |= {
            "returned_on": record.on,
            "return_reason": entered(record, LetterReturned).reason,
            "received_on": None,
        }


def _received_with(on: date, known: Mapping[str, Any]) -> date | None:
    """Return the day of sending where with that way of it a letter is received the same day."""
    method: ServiceMethod | None = known.get("method")
    return on if method is not None and method.is_received_at_once else None


def _take_words(known: dict[str, Any], form: Service | Dispatch | Delivery) -> None:
    told: dict[str, Any] = {
        "how": form.how,
        "received_by": form.received_by,
        "presumed_from": form.presumed_from,
    }
    if not isinstance(form, Delivery):
        told |= {
            "method": form.method,
            "mail_number": form.mail_number,
            "place": form.place,
            "note": form.note,
        }
    known |= {name: value for name, value in told.items() if value}


def _is_reply(own: StepRecord | None, document: Document) -> bool:
    return (
        own is not None
        and own.kind == StepKind.DECIDED.word
        and LetterKind.of(document.kind).recipient is Recipient.APPLICANT
    )


def is_what_it_sent(own: StepRecord, document: Document) -> bool:
    """Tell whether what a step sets running begins with the receipt of this letter of it.

    What tells the applicant that others are asked has a way of its own.
    """
    consults = own.kind in (StepKind.THIRD_PARTY_CONSULTED.word, StepKind.AGENCY_CONSULTED.word)
    return not consults or LetterKind.of(document.kind).recipient is not Recipient.APPLICANT


def addressee(file: CaseFile, document: Document, own: StepRecord | None = None) -> tuple[str, str]:
    """Return whom a letter goes to and where."""
    registration = file.registration
    if LetterKind.of(document.kind).recipient is Recipient.APPLICANT:
        whom = mailed_to(
            registration.applicant_name, guardian_of(registration), registration.co_applicants
        )
        return whom, registration.address
    told = noted(own)
    fields = document.fields
    named = str(fields.get("third_party") or fields.get("agency") or fields.get("helper") or "")
    named = named or str(fields.get("body") or fields.get("court") or "")
    named = named or told.ref
    return named, told.ref_address or _address_of(file, named)


def _address_of(file: CaseFile, name: str) -> str:
    for record in reversed(file.records):
        told = noted(record)
        if told.ref == name and told.ref_address:
            return told.ref_address
    return ""


def has_left(desk: Desk, file: CaseFile, document: Document) -> bool:
    """Tell whether a letter has left the office, so that its number is nobody else's any more.

    A notice is out from the day after it is dated, or once its dispatch or receipt is registered.
    """
    if document.status == DRAFTED or not LetterKind.of(document.kind).goes_out:
        return False
    record = steps.one(desk.store, document.step_id) if document.step_id else None
    if record is None:
        return False
    if record.kind == StepKind.DECIDED.word:
        return True
    service = service_of(desk, file, document)
    is_registered = service.method is not None or service.received_on is not None
    dated = record.on
    if record.kind == StepKind.RECEIVED.word:
        # A receipt is of the day it was written, whenever the request came.
        dated = max(dated, date.fromisoformat(document.created_at[:10]))
    return is_registered or dated < desk.today


def posted_on(desk: Desk, day: date) -> list[LetterService]:
    """Return every letter given to the post on a day, to whom it went then: replies, then notices.

    What came back and was sent again, or was made anew, had gone on its day all the same.
    """
    from casework.cases.case_file import load

    found = []
    for kind, form in _SENDINGS.items():
        for record in steps.on_day(desk.store, kind.word, day):
            if entered(record, form).method is not ServiceMethod.POST:
                continue
            file = load(desk, record.request_id)
            then = _as_it_went(desk, file, record)
            for document in _letters_then(desk, file, record):
                service = service_of(desk, then, document)
                is_it = service.sent_on == day and service.method is ServiceMethod.POST
                if is_it and _is_of(then, document, record):
                    found.append(service)
    return found


_SENDINGS: Mapping[StepKind, type[Service] | type[Dispatch]] = {
    StepKind.SERVED: Service,
    StepKind.DISPATCHED: Dispatch,
}


def _as_it_went(desk: Desk, file: CaseFile, sent: StepRecord) -> CaseFile:
    """Return a case as it was known when a letter was sent, with its mail numbers entered later."""
    gone, letter = steps.taken_back(file.records), noted(sent).document_id
    after = [one for one in file.records if one.id > sent.id and one.id not in gone]
    again = (one.id for one in after if one.kind == sent.kind and noted(one).document_id == letter)
    until = min(again, default=None)
    numbered = [
        one
        for one in after
        if one.kind == StepKind.MAIL_NUMBERED.word and (until is None or one.id < until)
    ]
    known = [*(one for one in file.records if one.id <= sent.id), *numbered]
    number, today = file.register_number, desk.today
    return assembled(file.request_id, number, known, desk.outlook, desk.practice, today)


def _letters_then(desk: Desk, file: CaseFile, sent: StepRecord) -> list[Document]:
    """Return the outgoing letters as they stood when one was sent: those made anew since are not.

    The ones they took the place of are.
    """
    anew = [
        noted(one)
        for one in steps.standing(file.records)
        if one.kind == StepKind.LETTER_REMADE.word and one.id > sent.id
    ]
    replaced, made = {one.replaced[0] for one in anew}, {one.document_id for one in anew}
    return [
        one
        for one in documents.of_request(desk.store, file.request_id)
        if LetterKind.of(one.kind).goes_out
        and (one.status != WITHDRAWN or one.id in replaced)
        and one.id not in made
    ]


def _is_of(file: CaseFile, document: Document, sent: StepRecord) -> bool:
    """Tell whether an entry of a sending is of a letter: of that it names, else of the reply."""
    named = noted(sent).document_id
    if named is not None:
        return named == document.id
    own = next((one for one in file.records if one.id == document.step_id), None)
    return sent.kind == StepKind.SERVED.word and _is_reply(own, document)
