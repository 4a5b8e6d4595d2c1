"""What an examination holds against each other, and what it finds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from casework.letters import tokens
from casework.letters.facts import CaseFacts, OfficeFacts
from rules.law import Basis
from rules.replies import ReplyKind
from rules.reply_course import Course, Decision


class Severity(Enum):
    """How sure a finding is."""

    WRONG = "须改正"
    DOUBT = "请核对"

    @property
    def label(self) -> str:
        """The words the screen shows."""
        return self.value


class Place(NamedTuple):
    """A paragraph of a letter: its number from 0, blank ones not counted, and its first words."""

    paragraph: int
    words: str

    def __str__(self) -> str:
        return f"第{self.paragraph + 1}段“{self.words}”"


@dataclass(frozen=True, slots=True)
class Finding:
    """One trouble of a letter: what to do, where it stands, and how sure it is.

    What is missing, or is wrong with the letter as a whole, stands in no place.
    """

    sentence: str
    place: Place | None = None
    severity: Severity = Severity.WRONG

    def __str__(self) -> str:
        return f"{self.place}{self.sentence}" if self.place else self.sentence

    @property
    def words(self) -> str:
        """What a list of findings says: how sure it is, where it stands, what to do."""
        return f"{self.severity.label}：{self}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a letter is held against.

    `remedy` is the paragraph the law wants today, `latest_on` the last day on which the document
    is in time, `served_on` the day it will be served where that is known. `serial` is the number
    reserved for it and `used_serials` those of the series already given; `items` are what the
    applicant asked for, one by one; `charged_yuan` is what the fee ledger says. `course` is what
    has happened up to the letter's day and `decision` what it decides, with the conditions the
    clerk `waived` with a reason; `leaves` says that it is about to leave, or has left, the office.
    `own_subject` is what a letter of procedure is itself about.
    """

    office: OfficeFacts
    case: CaseFacts
    on: date
    reply: ReplyKind | None = None
    further_bases: Sequence[Basis] = ()
    remedy: str = ""
    latest_on: date | None = None
    served_on: date | None = None
    serial: int | None = None
    used_serials: frozenset[int] = field(default_factory=frozenset)
    items: Sequence[str] = ()
    charged_yuan: int | None = None
    course: Course | None = None
    decision: Decision | None = None
    waived: Sequence[str] = ()
    leaves: bool = False
    was_referred: bool = False
    own_subject: str = ""

    def decides(self, *kinds: ReplyKind) -> bool:
        """Whether the reply is, or holds, one of these kinds."""
        return self.decision is not None and any(kind in kinds for kind in self.decision.replies)


class Text:
    """The letter as it is: paragraphs, their places, and the whole without blanks."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = [line for line in lines if line.strip()]
        self.whole = "\n".join(self.lines)
        self.squeezed = tokens.squeezed(self.whole)

    def place(self, index: int) -> Place:
        """Return where a paragraph stands, with its first words."""
        shown = self.lines[index].strip()
        return Place(index, shown if len(shown) <= 20 else f"{shown[:19]}…")

    def holding(self, text: str) -> Place | None:
        """Return the place of the first paragraph that holds a text, `None` if none does."""
        for index, line in enumerate(self.lines):
            if text in line:
                return self.place(index)
        return None
