"""The paragraph that tells the applicant what remedies a reply leaves."""

from collections.abc import Collection
from datetime import date

from casework.desk.desk import Desk
from rules.mixed_replies import title_of
from rules.remedies import advice_for, remedy_paragraph
from rules.replies import ReplyKind


def remedy_words(desk: Desk, kinds: Collection[ReplyKind], on: date) -> str:
    """Return the remedy paragraph of a reply made on a day (复议法20、23，行诉法45、46).

    Raises `ClerkError` where the office has not set its reconsideration body.
    """
    office = desk.office
    return remedy_paragraph(
        advice_for(kinds, desk.practice, on),
        body=office.reconsideration_body,
        on=on,
        court=office.court,
        url=office.reconsideration_url,
        document="本告知书" if title_of(kinds, desk.practice).endswith("告知书") else "本答复",
    )
