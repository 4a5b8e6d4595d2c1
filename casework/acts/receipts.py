"""Letters on their way, over all cases: what is still to be learnt of each, entered in one list.

When the post's list or a bundle of slips comes back, numbers and days of many cases are entered
together. Each line is entered by the acts of its case, one transaction each: a line that is
refused leaves the others standing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.acts.act import Done
from casework.acts.procedure import letter_names, undelivered_letters
from casework.acts.running import ACTS, perform
from casework.cases.case_file import CaseFile, load
from casework.desk.desk import Desk
from casework.letters.kinds import LetterKind, Recipient
from casework.papers.services import LetterService, services_of
from db import steps
from forms.choices import HowReceived, ServiceMethod
from forms.fields import read
from rules.errors import ClerkError
from rules.steps import Step, StepKind

# The latest of each kind that are looked through: a year's letters of a busy office are more than
# anybody still waits for.
_LOOKED_THROUGH = 400
_MOST = 200


@dataclass(frozen=True, slots=True)
class Underway:
    """A posted letter of which the number or the day of receipt is not registered."""

    request_id: int
    register_number: str
    service: LetterService

    @property
    def key(self) -> int:
        """What tells it from every other: the letter's own number in the register."""
        return self.service.document.id


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a line of the list says, as it was typed; empty where nothing was."""

    mail_number: str = ""
    received_on: str = ""
    how: str = ""
    told: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed into the line."""
        return not any((self.mail_number.strip(), self.received_on.strip(), self.told.strip()))


def underway(desk: Desk) -> list[Underway]:
    """Return the posted letters of which something is still to be learnt, the oldest first."""
    cases = dict.fromkeys(
        record.request_id
        for kind in (StepKind.SERVED, StepKind.DISPATCHED)
        for record in steps.latest(desk.store, kind.word, _LOOKED_THROUGH)
    )
    found = [one for request_id in cases for one in _of_case(desk, load(desk, request_id))]
    found.sort(key=lambda one: (one.service.sent_on or date.min, one.key))
    return found[-_MOST:]


def _of_case(desk: Desk, file: CaseFile) -> Iterator[Underway]:
    if file.is_void:
        return
    for service in services_of(desk, file):
        is_posted = service.method is ServiceMethod.POST and service.returned_on is None
        if is_posted and (service.received_on is None or not service.mail_number):
            yield Underway(file.request_id, file.register_number, service)


def enter_learnt(desk: Desk, one: Underway, learnt: Learnt) -> list[Done]:
    """Enter what a line says: the number first, then the receipt; nothing for an empty line.

    Raises `ClerkError` with what to put right. A number that was entered before the receipt was
    refused stands.
    """
    done = []
    number = learnt.mail_number.strip()
    if number and number != one.service.mail_number:
        values = {"ref": one.service.name, "mail_number": number}
        done.append(_perform(desk, "number_mail", one.request_id, values))
    if learnt.received_on.strip():
        done.append(_enter_receipt(desk, one, learnt, number))
    elif learnt.how or learnt.told.strip():
        raise ClerkError("填写了收到的情形或者签收人，请填写对方收到的日期。")
    return done


def _enter_receipt(desk: Desk, one: Underway, learnt: Learnt, number: str) -> Done:
    how = HowReceived.__members__.get(learnt.how)
    told = "presumed_from" if how is not None and how.is_presumed else "received_by"
    receipt: dict[str, Any] = {"how": how, told: learnt.told}
    file = load(desk, one.request_id)
    step = _step_of(file, one.service)
    name = "" if step is None else letter_names(file)[step.id]
    if name in set(undelivered_letters(file)):
        values = {"ref": name, "on": learnt.received_on, **receipt}
        return _perform(desk, "deliver", one.request_id, values)
    # A letter that sets no period running has its receipt told with its dispatch.
    service = one.service
    values = {
        "ref": service.name, "on": service.sent_on, "method": service.method,
        "mail_number": number or service.mail_number, "delivered_on": learnt.received_on,
        **receipt,
    }  # fmt: skip
    return _perform(desk, "dispatch", one.request_id, values)


def _step_of(file: CaseFile, service: LetterService) -> Step | None:
    """Return the step from whose receipt a period runs: of a reply its service."""
    own = next((one for one in file.standing if one.id == service.document.step_id), None)
    if own is None:
        return None
    is_to_applicant = LetterKind.of(service.document.kind).recipient is Recipient.APPLICANT
    if own.kind is StepKind.DECIDED:
        return file.last(StepKind.SERVED) if is_to_applicant else None
    # Beside a consultation the applicant may be told of it: no period runs from that.
    sets_a_period = _ASKS_THE_APPLICANT if is_to_applicant else _CONSULTS
    return own if own.kind in sets_a_period else None


_ASKS_THE_APPLICANT = (StepKind.CORRECTION_NOTICED, StepKind.FEE_NOTICED)
_CONSULTS = (StepKind.THIRD_PARTY_CONSULTED, StepKind.AGENCY_CONSULTED)


def _perform(desk: Desk, name: str, request_id: int, values: dict[str, Any]) -> Done:
    act = ACTS[name]
    form = read(act.form, values, today=desk.today)
    if isinstance(form, list):
        raise ClerkError(form[0].message, form[0].basis, form[0].field)
    return perform(desk, act, request_id, form)
