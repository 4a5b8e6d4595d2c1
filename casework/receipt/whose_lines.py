"""Whose a line is: of whom a heading, the row of a table or the name above it speaks."""

import re

from casework.receipt.found_entries import WHO
from casework.receipt.label_words import (
    ASIDE,
    CHOSEN,
    MULTI_LINE,
    NAME,
    RECEIVED_ON,
    SIGNED_ON,
    AskedFor,
    Party,
    asked_by,
    name_of,
    section_of,
)
from forms.labels import plain_label

# Under such a heading 名称 is a document's and nobody's name.
_OF_INFORMATION = re.compile(r"(?:所需|所需的|申请公开的?|申请)(?:信息|内容)(?:情况|内容|描述)?$")
# Whoever's lines they stand in: these are of the request and of no party.
_NOBODYS = frozenset(
    (SIGNED_ON, RECEIVED_ON, "applicant_kind", "document_title", "document_number", "mail_number")
)
_LINE_NAMES = frozenset(("applicant_name", "agent_name", "guardian", "co_applicants", NAME))


class WhoseLines:
    """Keeps of whom a document speaks, line by line."""

    def __init__(self) -> None:
        self._party: Party | None = None
        # Whose lines a heading says they are, and whom the name in a row of a table is of.
        self._section: Party | None = None
        self._row: Party | None = None
        self._of_information = False
        self.by_office = False

    def asked(self, asked: AskedFor, label: str) -> AskedFor:
        """Return a label as what its section makes of it: 姓名 under 代理人 is the agent's."""
        if self._of_information and plain_label(label) in ("名称", "信息名称", "标题"):
            return AskedFor("document_title")
        if self.by_office and asked.field not in (RECEIVED_ON, ASIDE):
            return asked._replace(party=Party.OTHER)
        party = self._row or self._party
        if asked.party is not Party.APPLICANT or party is None or party is Party.APPLICANT:
            return asked
        if asked.field in MULTI_LINE or asked.field in CHOSEN - {"id_type"}:
            if asked.field == "information_sought":
                self._party = None
            return asked
        if plain_label(label).startswith("申请") or asked.field in _NOBODYS:
            return asked
        if asked.field != "applicant_name":
            return asked._replace(party=party)
        # 姓名 begins somebody else's lines, unless a heading says whose they are.
        return asked if self._row is None and self._section is None else name_of(party)

    def headed(self, section: Party) -> None:
        """Take a heading: what follows is of that party until another begins."""
        self._party = self._section = section

    def row(self, text: str) -> None:
        """Take the first cell of a row of a table."""
        self._row = None
        if _OF_INFORMATION.match(plain_label(text)):
            self._of_information = True
        elif section_of(text) is not None or asked_by(text) in WHO:
            self._of_information = False

    def row_of(self, asked: AskedFor, label: str) -> None:
        """Take a name in a row: what follows there is of whom it names."""
        if asked.field not in _LINE_NAMES:
            return
        self._row = asked.party
        plain = plain_label(label)
        if plain.startswith("被申请"):
            # 被申请人 is told with its address in the rows below.
            self._party = asked.party
        elif plain.startswith("申请") or (asked == WHO[0] and self._section is None):
            self._party = self._section = None

    def row_ends(self) -> None:
        """Let what follows be of nobody's row."""
        self._row = None

    def named(self, asked: AskedFor, label: str) -> AskedFor:
        """Return a name as its heading makes it: 姓名 below 代理人情况 is the agent's."""
        section = self._section
        if asked != WHO[0] or section is None or section is Party.APPLICANT:
            return asked
        return asked if plain_label(label).startswith("申请") else name_of(section)

    def by(self, asked: AskedFor, label: str, *, at_start: bool = True) -> None:
        """Take the label of a line: a name begins the lines of whom it names."""
        if plain_label(label) in ("致", "呈", "主送"):
            pass
        elif asked.field in _LINE_NAMES and at_start:
            self._party = asked.party
            if asked == WHO[0]:
                self._section = None
        elif asked.field in ("information_sought", "obtain_by", "media") and at_start:
            self.of_applicant()

    def of_applicant(self) -> None:
        """Let what follows be the applicant's: 本人电话."""
        self._party = self._section = None
