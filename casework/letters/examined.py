"""What an examination holds against each other, and what it finds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from casework.letters import tokens
from casework.letters.facts import CaseFacts, OfficeFacts
from rules.law import Basis
from rules.replies import ReplyKind


class Severity(Enum):
    """How sure a finding is."""

    WRONG = "须改正"
    DOUBT = "请核对"

    @property
    def label(self) -> str:
        """The words the screen shows."""
        return self.value


@dataclass(frozen=True, slots=True)
class Finding:
    """One trouble of a letter: what to do, where it stands, and how sure it is."""

    sentence: str
    place: str
    severity: Severity = Severity.WRONG

    def __str__(self) -> str:
        return f"{self.place}{self.sentence}" if self.place else self.sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a letter is held against.

    `remedy` is the paragraph the law wants today, `latest_on` the last day on which the document
    is in time, `served_on` the day it will be served where that is known. `serial` is the number
    reserved for it and `used_serials` those of the series already given; `items` are what the
    applicant asked for, one by one; `charged_yuan` is what the fee ledger says.
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


class Text:
    """The letter as it is: paragraphs, their places, and the whole without blanks."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = [line for line in lines if line.strip()]
        self.whole = "\n".join(self.lines)
        self.squeezed = tokens.squeezed(self.whole)

    def place(self, index: int) -> str:
        """Return where a paragraph stands, with its first words."""
        shown = self.lines[index].strip()
        return f"第{index + 1}段“{shown if len(shown) <= 20 else shown[:19] + '…'}”"

    def holding(self, text: str) -> str:
        """Return the place of the first paragraph that holds a text; empty if none does."""
        for index, line in enumerate(self.lines):
            if text in line:
                return self.place(index)
        return ""
