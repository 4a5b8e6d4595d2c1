"""The letter a reply needs, with its remedy paragraph."""

from datetime import date

from casework.case_file import CaseFile
from casework.desk import Desk
from casework.letters.said import Said, letter_kind_of, reply_letter
from casework.papers import DRAFTED, LetterOrder, case_facts, office_facts
from forms.reply import Reply
from rules.remedies import advice_for, remedy_paragraph
from rules.replies import ReplyKind


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


def letter_of(desk: Desk, file: CaseFile, form: Reply) -> LetterOrder:
    """Return the order for the letter of a reply; it is a draft until it is served."""
    remedy = remedy_words(desk, form.kind, form.on)
    office, facts = office_facts(desk), case_facts(desk, file)
    said = Said(
        reasons=form.reasons,
        provided=form.provided,
        withheld=form.withheld,
        access=form.access,
        provision=form.provision,
        other_body=form.other_body,
        course=form.course,
    )
    return LetterOrder(
        letter_kind_of(form.kind),
        form.on,
        lambda number: reply_letter(
            form.kind, office, facts, number, form.on, said=said, remedy=remedy
        ),
        status=DRAFTED,
    )
