"""The office's own papers about a case, made from its steps when the clerk asks for one.

Each is written beside the case's letters and kept as a document of the case, of no step: a step
taken back takes no paper with it that only happened to be printed after it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from casework.cases.attachments import of_case
from casework.cases.case_file import CaseFile, load
from casework.cases.recorded import entered
from casework.cases.review_course import findings_of
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.letters import (
    FiledPaper,
    LetterKind,
    MailText,
    Opinion,
    Recipient,
    Search,
    approval_sheet,
    ems_label,
    end_sheet,
    envelope,
    file_contents,
    mailing_slip,
    power_of_attorney,
    proof_of_service,
    registration_sheet,
    search_record,
    service_mail,
)
from casework.letters.facts import chinese_date
from casework.letters.letter import Letter
from casework.papers.issuing import (
    WITHDRAWN,
    DocumentLine,
    LetterOrder,
    dated_on,
    issue,
    keep,
    line_of,
)
from casework.papers.paper_facts import PaperFacts
from casework.papers.routed_papers import OFFICE_PAPERS
from casework.papers.services import LetterService, addressee, service_of
from db import documents, steps
from db.documents import Document
from forms.choices import ServiceMethod
from forms.handling import Approval, Filing, Review, SearchRecord
from rules.errors import ClerkError
from rules.steps import Step, StepKind


@dataclass(frozen=True, slots=True)
class PaperOffer:
    """A paper that can be made now; `document_id` is the letter it goes with, 0 for the case."""

    kind: LetterKind
    label: str
    document_id: int = 0


_OF_THE_CASE = (
    (LetterKind.REGISTRATION_SHEET, ()),
    (LetterKind.CIRCULATION_SHEET, (StepKind.ASSIGNED,)),
    (LetterKind.SEARCH_RECORD, (StepKind.SEARCHED,)),
    (LetterKind.APPROVAL_SHEET, (StepKind.DECIDED,)),
    (LetterKind.ROUTING_SHEET, (StepKind.ENDORSED,)),
    (LetterKind.ITEM_REVIEW_SHEET, (StepKind.REVIEWED,)),
    (LetterKind.LEGALITY_LIST, (StepKind.DECIDED,)),
    (LetterKind.FILE_CONTENTS, (StepKind.DECIDED,)),
    (LetterKind.END_SHEET, (StepKind.DECIDED,)),
)
_OF_A_LETTER = (
    LetterKind.PROOF_OF_SERVICE,
    LetterKind.MAILING_SLIP,
    LetterKind.ENVELOPE,
    LetterKind.EMS_LABEL,
)


def possible_papers(desk: Desk, request_id: int) -> list[PaperOffer]:
    """Return the papers of the case that its steps allow, in the order of the file."""
    file = load(desk, request_id)
    if file.is_void:
        return []
    kinds = [kind for kind, needed in _OF_THE_CASE if all(file.case.has(step) for step in needed)]
    if not findings_of(file.this_round):
        # What was reviewed as a whole has no items to show.
        kinds = [kind for kind in kinds if kind is not LetterKind.ITEM_REVIEW_SHEET]
    if file.registration.agent_name:
        kinds.insert(1, LetterKind.POWER_OF_ATTORNEY)
    return [PaperOffer(kind, kind.title) for kind in kinds]


def papers_of_letter(document: Document) -> list[PaperOffer]:
    """Return the papers that go with a letter on its way; none for one that stays inside."""
    if document.status == WITHDRAWN or not LetterKind.of(document.kind).goes_out:
        return []
    return [PaperOffer(kind, kind.title, document.id) for kind in _OF_A_LETTER]


def write_paper(desk: Desk, request_id: int, offer: PaperOffer) -> DocumentLine:
    """Write a paper and keep it with the case.

    Raises `ClerkError` where something it must show is not registered.
    """
    file = load(desk, request_id)
    facts = PaperFacts(desk, file)
    letter = documents.one(desk.store, offer.document_id) if offer.document_id else None
    made = _WRITERS[offer.kind](facts) if letter is None else _about_letter(facts, offer, letter)
    title = offer.kind.title if letter is None else f"{offer.kind.title}（{_short(letter)}）"
    order = LetterOrder(offer.kind, desk.today, lambda _number: made, title=title)
    with writing(desk, "write_paper", What.CASE, request_id=request_id) as block:
        issued = issue(desk, file, order)
        block.wrote(issued.path)
        kept = keep(desk, file, None, issued)
    return line_of(desk, kept)


def paper_of(desk: Desk, request_id: int, kind: LetterKind) -> Letter:
    """Return a paper of the case as it would be written now; nothing is kept.

    Raises `ClerkError` where something it must show is not registered.
    """
    return _WRITERS[kind](PaperFacts(desk, load(desk, request_id)))


def envelope_of(desk: Desk, letter: Document) -> Letter:
    """Return the envelope of a letter; nothing is kept.

    Raises `ClerkError` where no address is registered.
    """
    facts = PaperFacts(desk, load(desk, letter.request_id))
    offer = PaperOffer(LetterKind.ENVELOPE, LetterKind.ENVELOPE.title, letter.id)
    return _about_letter(facts, offer, letter)


def mail_of(desk: Desk, document: Document) -> MailText:
    """Return the e-mail that serves a letter electronically.

    Raises `ClerkError` where the applicant gave no address to send it to.
    """
    if LetterKind.of(document.kind).recipient is not Recipient.APPLICANT:
        raise ClerkError("这份文书不是发给申请人的，请用公函或者邮寄的方式发出。")
    file = load(desk, document.request_id)
    facts = PaperFacts(desk, file)
    if not facts.case.email:
        raise ClerkError("没有登记申请人的电子邮箱，请先用“更正登记”补上，或者改用其他送达方式。")
    decided = file.last(StepKind.DECIDED)
    decides = decided is not None and document.step_id == decided.id
    disclosed = [
        one.name for one in of_case(desk, document.request_id) if decides and one.to_disclose
    ]
    return service_mail(
        facts.office,
        facts.case,
        title=document.title,
        number=document.number,
        on=desk.today,
        decides=decides,
        enclosures=disclosed,
    )


def _short(document: Document) -> str:
    return document.number or document.title


def _registration(facts: PaperFacts) -> Letter:
    registration = facts.file.registration
    return registration_sheet(
        facts.office,
        facts.case,
        date.fromisoformat(facts.file.records[0].recorded_at[:10]),
        applicant_kind=registration.applicant_kind.value,
        confirmed_on=registration.confirmed_on,
    )


def _searches(facts: PaperFacts) -> Letter:
    found = list(facts.file.all_of(StepKind.SEARCHED))
    records = [entered(step, SearchRecord) for step in found]
    last = records[-1]
    conclusion = _result(last)
    if last.found:
        conclusion += f"：{last.found}"
    return search_record(
        facts.office,
        facts.case,
        found[-1].on,
        searches=[
            Search(
                on=chinese_date(step.on),
                scope=record.scope,
                way=record.keywords,
                result=_result(record),
            )
            for step, record in zip(found, records, strict=True)
        ],
        conclusion=conclusion,
        searcher=last.searched_by,
    )


def _result(record: SearchRecord) -> str:
    return "" if record.result is None else str(record.result.value)


def _approval(facts: PaperFacts) -> Letter:
    reply, file = facts.reply(), facts.file
    reviewed, approved = file.last(StepKind.REVIEWED), file.last(StepKind.APPROVED)
    kinds = "；".join(dict.fromkeys(kind.label for kind in file.reply_kinds))
    decided = file.last(StepKind.DECIDED)
    return approval_sheet(
        facts.office,
        facts.case,
        # It may be asked for later: what was proposed bears the day of the draft.
        facts.today if decided is None else decided.on,
        proposal=f"拟作出“{kinds}”的答复，请审批。",
        document="" if reply is None else reply.title,
        document_number="" if reply is None else reply.number,
        leader=_leader(approved),
        **_reviews(reviewed),
    )


def _reviews(step: Step | None) -> dict[str, Opinion]:
    if step is None:
        return {"secrecy": Opinion(), "disclosure": Opinion(), "legal": Opinion()}
    form = entered(step, Review)
    return {
        "secrecy": _opinion(step, form.secrecy_opinion, form.secrecy_reviewer),
        "disclosure": _opinion(step, form.disclosure_opinion, form.disclosure_reviewer),
        "legal": _opinion(step, form.legal_opinion, form.legal_reviewer),
    }


def _leader(step: Step | None) -> Opinion:
    if step is None:
        return Opinion()
    form = entered(step, Approval)
    return _opinion(step, form.opinion, form.approved_by)


def _opinion(step: Step, text: str, by: str) -> Opinion:
    return Opinion(text=text, by=by, on=step.on) if text else Opinion()


def _contents(facts: PaperFacts) -> Letter:
    return file_contents(
        facts.office,
        facts.case,
        facts.today,
        papers=list(_filed(facts)),
        pages=_pages(facts.file),
        anchor=facts.desk.anchor_words,
    )


def _filed(facts: PaperFacts) -> Iterator[FiledPaper]:
    """Yield the papers of the file: the letters and papers, then what came with the request."""
    for one in facts.letters:
        if LetterKind.of(one.kind) in (LetterKind.FILE_CONTENTS, LetterKind.END_SHEET):
            continue
        yield FiledPaper(
            number=one.number, on=chinese_date(dated_on(one)), title=one.title, pages=""
        )
    for file in of_case(facts.desk, facts.file.request_id):
        yield FiledPaper(
            number="",
            on=chinese_date(date.fromisoformat(file.added_at[:10])),
            title=file.name,
            pages="",
            remark="拟公开" if file.to_disclose else "",
        )


def _pages(file: CaseFile) -> int | None:
    filed = file.entered(StepKind.FILED, Filing)
    return None if filed is None else filed.pages


def _end(facts: PaperFacts) -> Letter:
    filed = facts.file.entered(StepKind.FILED, Filing)
    return end_sheet(
        facts.office,
        facts.case,
        facts.today,
        count=len(list(_filed(facts))),
        pages=_pages(facts.file),
        kept_for="" if filed is None else filed.retention,
    )


_WRITERS: dict[LetterKind, Callable[[PaperFacts], Letter]] = {
    LetterKind.REGISTRATION_SHEET: _registration,
    LetterKind.POWER_OF_ATTORNEY: lambda facts: power_of_attorney(facts.office, case=facts.case),
    LetterKind.SEARCH_RECORD: _searches,
    LetterKind.APPROVAL_SHEET: _approval,
    LetterKind.FILE_CONTENTS: _contents,
    LetterKind.END_SHEET: _end,
    **OFFICE_PAPERS,
}


def _about_letter(facts: PaperFacts, offer: PaperOffer, letter: Document) -> Letter:
    """Return a paper that goes with a letter, to whom the letter goes."""
    office, case = facts.office, facts.case
    whom, where = _addressee(facts, letter)
    by_post = offer.kind is not LetterKind.PROOF_OF_SERVICE
    if by_post and not whom and not case.address:
        raise ClerkError("没有登记申请人的通信地址，请先用“更正登记”补上地址。")
    service = service_of(facts.desk, facts.file, letter)
    is_posted = service.method is ServiceMethod.POST
    mail_number = service.mail_number if is_posted else ""
    if offer.kind is LetterKind.ENVELOPE:
        return envelope(office, case, number=letter.number, addressee=whom, address=where)
    if offer.kind is LetterKind.EMS_LABEL:
        return ems_label(
            office,
            case,
            document=letter.title,
            number=letter.number,
            mail_number=mail_number,
            addressee=whom,
            address=where,
        )
    if offer.kind is LetterKind.MAILING_SLIP:
        return mailing_slip(
            office,
            case,
            facts.today,
            document=letter.title,
            document_number=letter.number,
            mail_number=mail_number,
            posted_on=service.sent_on if is_posted else None,
            addressee=whom,
            address=where,
        )
    return proof_of_service(
        office,
        case,
        facts.today,
        document=letter.title,
        document_number=letter.number,
        addressee=whom,
        place=service.place or where,
        method=service.method.value if service.method else "",
        served_on=(service.received_on or service.sent_on) if service.method else None,
        substitute=_substitute(service),
        failure=_failure(service),
        remark=service.note,
    )


def _substitute(service: LetterService) -> str:
    """Return who took a letter in the addressee's stead (民诉法88)."""
    if service.how is None or not service.how.names_somebody:
        return ""
    return f"{service.received_by}（{service.how.value}）"


def _failure(service: LetterService) -> str:
    """Return why nobody signed: refused, announced, presumed or come back."""
    if service.returned_on is not None:
        return f"{chinese_date(service.returned_on)}退回：{service.return_reason}"
    if service.how is not None and service.how.is_presumed:
        return f"{service.how.value}：{service.presumed_from}"
    return ""


def _addressee(facts: PaperFacts, letter: Document) -> tuple[str, str]:
    """Return whom a letter goes to and where, both empty for the applicant."""
    if LetterKind.of(letter.kind).recipient is Recipient.APPLICANT:
        return "", ""
    record = steps.one(facts.desk.store, letter.step_id) if letter.step_id else None
    return addressee(facts.file, letter, record)
