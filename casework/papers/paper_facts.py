"""What every paper of a case is made from."""

from dataclasses import dataclass
from datetime import date

from casework.cases.case_file import CaseFile
from casework.desk.desk import Desk
from casework.letters.facts import CaseFacts, OfficeFacts
from casework.letters.kinds import LetterKind, Recipient
from casework.papers.issuing import WITHDRAWN, case_facts, office_facts
from db import documents
from db.documents import Document
from rules.steps import StepKind


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What every paper of a case is made from."""

    desk: Desk
    file: CaseFile

    @property
    def office(self) -> OfficeFacts:
        """What papers say of the office."""
        return office_facts(self.desk)

    @property
    def case(self) -> CaseFacts:
        """What papers say of the case."""
        return case_facts(self.desk, self.file)

    @property
    def today(self) -> date:
        """The day it is."""
        return self.desk.today

    @property
    def letters(self) -> list[Document]:
        """The letters that stand and left or will leave, oldest first."""
        return [
            one
            for one in documents.of_request(self.desk.store, self.file.request_id)
            if one.status != WITHDRAWN
        ]

    def reply(self) -> Document | None:
        """Return the letter of the reply, not one that tells a third party of it."""
        decided = self.file.last(StepKind.DECIDED)
        return next(
            (
                one
                for one in self.letters
                if decided
                and one.step_id == decided.id
                and LetterKind.of(one.kind).recipient is Recipient.APPLICANT
            ),
            None,
        )
