"""Letters on paper: facts gathered from a case, numbers taken, files written, rows kept.

A letter is rendered before anything is stored and written before its row is committed: a crash
may leave a file nobody knows of, never a row without its file.
"""

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casework.cases.case_file import CaseFile
from casework.cases.projection import refresh
from casework.cases.recorded import noted
from casework.cases.reply_course import course_of
from casework.desk.desk import Desk
from casework.letters import render, tokens, words
from casework.letters.facts import CaseFacts, Consulted, OfficeFacts, chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter
from casework.letters.rendering import page
from casework.papers.letter_codes import code_of
from casework.papers.order_words import order_words
from casework.word import LetterPage, source_bytes
from casework.word.red_head import page_with_red_head, with_red_head
from db import documents, numbers
from db.documents import Document
from db.file_names import safe_name, what_to_check, why
from db.files import write_whole
from db.lying_sealed import is_sealed, is_there
from forms.registration import Registration
from rules.errors import ClerkError
from rules.reply_course import Answer, Consultation
from rules.report_rows import Applicant
from rules.steps import StepKind

DRAFTED, ISSUED, WITHDRAWN = "drafted", "issued", "withdrawn"
NUMBER_TO_COME = "编号待定"


class DocumentLine(NamedTuple):
    """A letter as a list shows it; `path` is absolute, and where a sealed one will lie."""

    document_id: int
    title: str
    number: str
    path: str
    status: str
    created_at: str


class Replaced(NamedTuple):
    """The letter a new one takes the place of, its step, and the serial that passes on."""

    document_id: int
    step_id: int
    serial: int | None


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """A letter an act wants written: its kind, its day, and how to make it once numbered."""

    kind: LetterKind
    on: date
    compose: Callable[[str], Letter]
    status: str = ISSUED
    title: str = ""
    replaces: Replaced | None = None

    @property
    def name(self) -> str:
        """What lists call the letter."""
        return self.title or self.kind.title


def letter_order(
    desk: Desk,
    file: CaseFile,
    kind: LetterKind,
    on: date,
    compose: Callable[[OfficeFacts, CaseFacts, str, date], Letter],
    *,
    status: str = ISSUED,
) -> LetterOrder:
    """Return the order for a letter of the office about the case as they are now.

    `compose` makes it once its number is known.
    """
    office, case = office_facts(desk), case_facts(desk, file, on)
    return LetterOrder(kind, on, lambda number: compose(office, case, number, on), status)


def office_facts(desk: Desk) -> OfficeFacts:
    """Return what letters say of the office."""
    office = desk.office
    return OfficeFacts(
        name=office.name,
        contact=office.contact or office.ogi_office,
        phone=office.phone,
        address=office.address,
        postcode=office.postcode,
        fax=office.fax,
        email=office.email,
        website=office.website,
        online_reconsideration=office.reconsideration_url,
    )


def case_facts(desk: Desk, file: CaseFile, on: date | None = None) -> CaseFacts:
    """Return what letters of a day say of the case; without the day, those of today."""
    registration, case = file.registration, file.case
    deferral = file.last(StepKind.DEFERRED)
    corrected_sought = file.information_sought
    if corrected_sought == registration.information_sought:
        corrected_sought = ""
    correction, extension = file.last(StepKind.CORRECTION_NOTICED), file.last(StepKind.EXTENDED)
    corrected, paid = file.last(StepKind.CORRECTION_RECEIVED), file.last(StepKind.FEE_PAID)
    fee_notice = file.last(StepKind.FEE_NOTICED)
    return CaseFacts(
        register_number=file.register_number,
        applicant_name=registration.applicant_name,
        received_on=case.received_on,
        information_sought=registration.information_sought,
        corrected_sought=corrected_sought,
        channel=registration.channel,
        is_person=registration.applicant_kind is Applicant.NATURAL_PERSON,
        co_applicants=registration.co_applicants,
        arrived_on=registration.arrived_on,
        matter=registration.summary,
        obtain_by=registration.obtain_by.value,
        media=registration.media.value,
        section=file.assigned[0],
        handler=file.assigned[1],
        phone=registration.phone,
        address=registration.address,
        postcode=registration.postcode,
        email=registration.email,
        id_type=registration.id_type.value,
        id_number=registration.id_number,
        agent_name=registration.agent_name,
        guardian=guardian_of(registration),
        due_on=case.due_on,
        correction_noticed_on=None if correction is None else correction.on,
        correction_number=noted(correction).number,
        corrected_on=None if corrected is None else corrected.on,
        correction_reason=noted(correction).reason or "申请内容不明确",
        consultations=_consultations(file, on or desk.today),
        fee_noticed_on=None if fee_notice is None else fee_notice.on,
        fee_number=noted(fee_notice).number,
        fee_paid_on=None if paid is None else paid.on,
        extended_on=None if extension is None else extension.on,
        extended_days=0 if extension is None else extension.days or 0,
        extension_number=noted(extension).number,
        deferred_on=None if deferral is None else deferral.on,
        deferred_until=None if deferral is None else deferral.until,
        deferral_number=noted(deferral).number,
        ordered=order_words(file),
    )


def guardian_of(registration: Registration) -> str:
    """Return who acts for a natural person; a body has no guardian, whatever was typed."""
    is_person = registration.applicant_kind is Applicant.NATURAL_PERSON
    return registration.guardian.strip() if is_person else ""


def _consultations(file: CaseFile, on: date) -> tuple[Consulted, ...]:
    return tuple(
        Consulted(
            sent_on=one.sent_on,
            answered_on=one.answered_on if one.has_answered(on) else None,
            agency="" if one.is_third_party else one.name,
            due_on=one.due_on,
            is_silent=one.is_silent(on),
            is_joint_maker=one.is_joint_maker,
            consents=_consents(one) if one.has_answered(on) else None,
            in_part=one.answer is Answer.PARTLY,
            party=one.name if one.is_third_party else "",
        )
        for one in course_of(file, on).consultations
    )


def _consents(one: Consultation) -> bool | None:
    """Return whether a side agreed; `None` for an objection that was found to be unsound."""
    if one.answer is Answer.CONSENT:
        return True
    return None if one.is_sound is False else False


def preview_words(desk: Desk, order: LetterOrder) -> list[str]:
    """Return the paragraphs a letter would have, with its number still to come."""
    return words(order.compose(NUMBER_TO_COME), desk.templates)


def document_number(desk: Desk, word: str, year: int, serial: int) -> str:
    """Return a document number by the office's pattern."""
    return (
        desk.office.document_pattern.replace("{字}", word)
        .replace("{年}", str(year))
        .replace("{号}", str(serial))
    )


def coded(letter: Letter, request_id: int, serial: int) -> Letter:
    """Return the letter with the code that finds its case; it names nobody."""
    if "code" not in {field.name for field in fields(letter)}:
        return letter
    return replace(letter, **{"code": code_of(request_id, serial)})


@dataclass(frozen=True, slots=True)
class Issue:
    """A letter numbered, rendered and written to its file, ready for its row."""

    order: LetterOrder
    letter: Letter
    year: int
    serial: int | None
    number: str
    path: Path
    text: str


def issue(desk: Desk, file: CaseFile, order: LetterOrder) -> Issue:
    """Give a letter its number and write its file; part of the caller's transaction.

    Raises `ClerkError` where the template is damaged or the folder cannot be written to.
    """
    year, serial, number = order.on.year, None, ""
    if order.kind.numbered:
        kept = order.replaces.serial if order.replaces is not None else None
        serial = kept or numbers.reserve(desk.store, order.kind.number_word, year)
        number = document_number(desk, order.kind.number_word, year, serial)
    letter = coded(order.compose(number), file.request_id, serial or 0)
    content = render(letter, desk.templates)
    if _bears_red_head(desk, order):
        content = with_red_head(content, **_red_head(desk, order))
    path = _free_path(desk, file, order)
    try:
        write_whole(path, [content])
    except OSError as error:
        raise ClerkError(
            f"文书无法保存到“{path.parent}”（{why(error)}），{what_to_check(path)}"
        ) from error
    text = "\n".join(words(letter, desk.templates))
    return Issue(order, letter, year, serial, number, path, text)


def _bears_red_head(desk: Desk, order: LetterOrder) -> bool:
    return desk.office.red_head and order.kind.goes_out and order.kind.numbered


def _red_head(desk: Desk, order: LetterOrder) -> dict[str, str]:
    return {
        "imprint": desk.office.imprint or desk.office.ogi_office,
        "printed": chinese_date(order.on),
        "name": desk.office.short_name,
    }


def preview_page(desk: Desk, order: LetterOrder) -> LetterPage:
    """Return the page a letter would be, with its number still to come."""
    made = page(order.compose(NUMBER_TO_COME), desk.templates)
    return (
        page_with_red_head(made, **_red_head(desk, order)) if _bears_red_head(desk, order) else made
    )


def keep(desk: Desk, file: CaseFile, step_id: int | None, issued: Issue) -> Document:
    """Record an issued letter with the step it belongs to; a paper belongs to none."""
    kept = documents.add(
        desk.store,
        file.request_id,
        kind=issued.order.kind.key,
        title=issued.order.name,
        created_at=desk.now,
        step_id=step_id,
        year=issued.year,
        serial=issued.serial,
        number=issued.number,
        status=issued.order.status,
        path=desk.beside.kept_as(issued.path),
        fields=asdict(issued.letter),
        text=issued.text,
    )
    if step_id is None:
        # No step follows that would make the case be found by its words.
        refresh(desk, file)
    return kept


def withdraw(desk: Desk, step_id: int, left: Collection[int] = ()) -> None:
    """Take back the letters of an annulled step and give their numbers back.

    Those that `left` the office, by id, are void: they keep their numbers, which are given to
    nobody, and a replacement gets the next.
    """
    for document in documents.of_step(desk.store, step_id):
        if document.status == WITHDRAWN:
            continue
        documents.change(desk.store, document.id, {"status": WITHDRAWN})
        is_numbered = document.serial is not None and document.year is not None
        if is_numbered and document.id not in left:
            word = LetterKind.of(document.kind).number_word
            numbers.give_back(desk.store, word, document.year or 0, document.serial or 0)


def borne_on(document: Document) -> date | None:
    """Return the day a letter bears, None where it bears none."""
    return next((day for _, day in tokens.dates(str(document.fields.get("dated", "")))), None)


def dated_on(document: Document) -> date:
    """Return the day a letter bears, or where it bears none that on which it was written."""
    return borne_on(document) or date.fromisoformat(document.created_at[:10])


def document_of(desk: Desk, document_id: int) -> Document:
    """Return a letter or paper by its id."""
    return documents.one(desk.store, document_id)


def documents_of(desk: Desk, request_id: int) -> list[Document]:
    """Return the letters and papers of a request, oldest first."""
    return documents.of_request(desk.store, request_id)


def file_of(desk: Desk, document: Document) -> Path:
    """Return where a letter's file lies, to be opened: a sealed one is brought out."""
    return desk.beside.at(document.path)


def source_of(desk: Desk, document: Document) -> bytes:
    """Return what a letter's file holds, read where it lies; raises `ClerkError`."""
    return source_at(desk.beside.place(document.path))


def source_at(path: Path) -> bytes:
    """Return what a letter's file holds; a sealed one is read and not brought out.

    Raises `ClerkError` where it cannot be read.
    """
    if not is_sealed(path):
        return source_bytes(path)
    from db.sealed_papers import content

    try:
        return content(path)
    except OSError as error:
        raise ClerkError(
            f"加密保存的“{path.name}”读不出来，可能已经损坏。请从备份中找回。"
        ) from error


def _free_path(desk: Desk, file: CaseFile, order: LetterOrder) -> Path:
    # No name of a person: a folder listing must not disclose who asked for what.
    folder = desk.folder / str(file.case.received_on.year) / safe_name(file.register_number)
    stem = safe_name(order.name)
    path = folder / f"{stem}.docx"
    copy = 1
    while is_there(path):
        copy += 1
        path = folder / f"{stem}（{copy}）.docx"
    return path


def line_of(desk: Desk, document: Document) -> DocumentLine:
    """Return a letter as a list shows it."""
    return DocumentLine(
        document.id,
        document.title,
        document.number,
        # Where it belongs: what is only listed is not brought out.
        str(desk.beside.place(document.path)),
        document.status,
        document.created_at,
    )
