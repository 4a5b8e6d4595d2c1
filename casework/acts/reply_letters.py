"""Which letter a reply needs, filled from what the clerk typed."""

from collections.abc import Callable, Sequence
from datetime import date

from casework import letters
from casework.case_file import CaseFile
from casework.desk import Desk
from casework.letters.facts import CaseFacts, OfficeFacts
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter
from casework.papers import DRAFTED, LetterOrder, case_facts, office_facts
from forms.reply import Reply
from rules.remedies import advice_for, remedy_paragraph
from rules.replies import ReplyKind

Compose = Callable[[OfficeFacts, CaseFacts, str, date, Reply, str], Letter]


def items_of(text: str) -> list[str]:
    """Return the items of a field typed one a line, without blank lines."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def remedy_words(desk: Desk, kind: ReplyKind, on: date) -> str:
    """Return the remedy paragraph of a reply made on a day (复议法20、23，行诉法45、46).

    Raises `ClerkError` where the office has not set its reconsideration body.
    """
    office = desk.office
    return remedy_paragraph(
        advice_for((kind,), desk.practice, on),
        body=office.reconsideration_body,
        on=on,
        court=office.court,
        url=office.reconsideration_url,
    )


def _provided(text: str) -> list[letters.ProvidedItem]:
    return [letters.ProvidedItem(name=line) for line in items_of(text)]


def _severed(form: Reply) -> Sequence[letters.Decided]:
    given = [letters.Decided(text=line, decision="予以公开") for line in items_of(form.provided)]
    withheld = []
    for line in items_of(form.withheld):
        content, _, reason = line.partition("——")
        withheld.append(
            letters.Decided(text=content.strip(), decision="不予公开", reason=reason.strip())
        )
    return [*given, *withheld]


def _disclosure(
    office: OfficeFacts, case: CaseFacts, number: str, on: date, form: Reply, remedy: str
) -> Letter:
    return letters.disclosure(
        office, case, number, on, remedy=remedy, items=_provided(form.provided), note=form.reasons
    )


def _already_public(
    office: OfficeFacts, case: CaseFacts, number: str, on: date, form: Reply, remedy: str
) -> Letter:
    return letters.already_public(
        office, case, number, on, remedy=remedy, access=form.access, note=form.reasons
    )


def _partial(
    office: OfficeFacts, case: CaseFacts, number: str, on: date, form: Reply, remedy: str
) -> Letter:
    return letters.partial_disclosure(office, case, number, on, remedy=remedy, items=_severed(form))


def _refusal(
    office: OfficeFacts, case: CaseFacts, number: str, on: date, form: Reply, remedy: str
) -> Letter:
    return letters.refusal(
        office,
        case,
        number,
        on,
        reply=form.kind,
        remedy=remedy,
        reason="".join(part for part in (form.reasons, form.provision) if part),
        third_party=form.course if form.kind is ReplyKind.REFUSED_THIRD_PARTY_RIGHTS else "",
    )


def _not_existing(
    office: OfficeFacts, case: CaseFacts, number: str, on: date, form: Reply, remedy: str
) -> Letter:
    return letters.not_existing(
        office, case, number, on, remedy=remedy, search=form.course, reason=form.reasons
    )


def _not_this_agency(
    office: OfficeFacts, case: CaseFacts, number: str, on: date, form: Reply, remedy: str
) -> Letter:
    return letters.not_this_agency(
        office,
        case,
        number,
        on,
        remedy=remedy,
        reason=form.reasons,
        responsible=form.other_body,
    )


_LETTERS: dict[ReplyKind, tuple[LetterKind, Compose]] = {
    ReplyKind.PROVIDED: (LetterKind.DISCLOSURE, _disclosure),
    ReplyKind.ALREADY_PUBLIC: (LetterKind.ALREADY_PUBLIC, _already_public),
    ReplyKind.PARTLY: (LetterKind.PARTIAL_DISCLOSURE, _partial),
    ReplyKind.REFUSED_STATE_SECRET: (LetterKind.REFUSAL, _refusal),
    ReplyKind.REFUSED_BARRED_BY_LAW: (LetterKind.REFUSAL, _refusal),
    ReplyKind.REFUSED_SECURITY_OR_STABILITY: (LetterKind.REFUSAL, _refusal),
    ReplyKind.REFUSED_THIRD_PARTY_RIGHTS: (LetterKind.REFUSAL, _refusal),
    ReplyKind.REFUSED_INTERNAL_AFFAIRS: (LetterKind.REFUSAL, _refusal),
    ReplyKind.REFUSED_WORKING_PAPERS: (LetterKind.REFUSAL, _refusal),
    ReplyKind.REFUSED_ENFORCEMENT_FILE: (LetterKind.REFUSAL, _refusal),
    ReplyKind.NOT_EXISTING: (LetterKind.NOT_EXISTING, _not_existing),
    ReplyKind.NOT_THIS_AGENCY: (LetterKind.NOT_THIS_AGENCY, _not_this_agency),
}


def reply_letter(desk: Desk, file: CaseFile, form: Reply) -> LetterOrder | None:
    """Return the order for the letter of a reply, or `None` where none is written."""
    if form.kind not in _LETTERS:
        return None
    kind, compose = _LETTERS[form.kind]
    remedy = remedy_words(desk, form.kind, form.on)
    office, facts = office_facts(desk), case_facts(desk, file)
    return LetterOrder(
        kind,
        form.on,
        lambda number: compose(office, facts, number, form.on, form, remedy),
        status=DRAFTED,
    )
