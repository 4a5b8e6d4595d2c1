"""The parts people play in an office, and the one table of what each part may enter.

A register on one computer has nobody named: who sits there plays every part, and enters what
others have signed. Where accounts are named, the runner of acts asks this table.
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import Enum
from typing import NamedTuple

from rules.errors import ClerkError
from rules.steps import StepKind


class OfficePart(Enum):
    """A part somebody plays; the value is what a clerk reads."""

    CLERK = "经办人"
    SECTION = "科室"
    REVIEWER = "审核人"
    SECRECY = "保密员"
    COUNSEL = "法律顾问"
    LEADER = "负责人"
    HEAD = "公开机构负责人"
    READER = "只读"

    @property
    def label(self) -> str:
        """The word a list shows."""
        return self.value


EVERY_PART = frozenset(OfficePart) - {OfficePart.READER}
_COMMON = frozenset({StepKind.NOTED, StepKind.ATTACHMENT_REMOVED})

# What each part may enter as a step of a case; a clerk may enter them all.
MAY: Mapping[OfficePart, frozenset[StepKind]] = {
    OfficePart.CLERK: frozenset(StepKind),
    OfficePart.SECTION: _COMMON
    | {
        StepKind.SEARCHED,
        StepKind.SECTION_ACCEPTED,
        StepKind.SECTION_RETURNED,
        StepKind.SECTION_ANSWERED,
        StepKind.ENDORSED,
    },
    OfficePart.REVIEWER: _COMMON
    | {StepKind.REVIEWED, StepKind.REFERRED, StepKind.REFERRAL_ANSWERED},
    OfficePart.SECRECY: _COMMON
    | {
        StepKind.REVIEWED,
        StepKind.REFERRED,
        StepKind.REFERRAL_ANSWERED,
        StepKind.REDACTED,
        StepKind.OUTGOING_CHECKED,
    },
    OfficePart.COUNSEL: _COMMON | {StepKind.COUNSEL_ANSWERED},
    OfficePart.LEADER: _COMMON | {StepKind.APPROVED, StepKind.ENDORSED, StepKind.CONFERRED},
    OfficePart.HEAD: frozenset(StepKind),
    OfficePart.READER: frozenset(),
}
# What is written beside steps, by the word of the entry; whatever is not named is a clerk's.
_BESIDE: Mapping[str, frozenset[OfficePart]] = {
    "attach": EVERY_PART,
    "write_paper": frozenset(
        {
            *(OfficePart.CLERK, OfficePart.HEAD, OfficePart.REVIEWER, OfficePart.LEADER),
            OfficePart.COUNSEL,
        }
    ),
    "print_proof": EVERY_PART,
    "hand_out": EVERY_PART,
    "keep_phrase": EVERY_PART,
    # Whose step it is that is taken back is asked once it is known.
    "undo": EVERY_PART,
}
# What the program writes of itself, whoever sits before it.
_OF_ITSELF = frozenset(
    {"access", "ledger_columns", "recount", "recounted", "rehearsed", "second_copy"}
)
_CLERKS = frozenset({OfficePart.CLERK, OfficePart.HEAD})
# Where everybody has an account of a server, what holds for the whole office is its head's.
_HEADS = frozenset(
    {
        *("set_office", "set_practice", "keep_counsel_rules", "expect_units", "take_in_notice"),
        *("take_back_local_days", "keep_section", "retire_section", "keep_person"),
        *("retire_person", "erased", "anonymised", "kept_longer"),
        # Whoever stands in plays the parts of who is away.
        *("keep_absence", "drop_absence"),
    }
)
# On a server whoever signs does so under the own account: nobody enters it for another.
_SIGNED: Mapping[StepKind, OfficePart] = {StepKind.APPROVED: OfficePart.LEADER}


def may(parts: Collection[OfficePart], doing: StepKind | str, *, has_account: bool = False) -> bool:
    """Tell whether somebody who plays these parts may enter a step, or write what is named.

    `has_account` says that everybody of the office has an account of the server.
    """
    if isinstance(doing, StepKind):
        return any(part in parts for part in parts_that_may(doing, has_account=has_account))
    if doing in _OF_ITSELF:
        return True
    if has_account and doing in _HEADS:
        return OfficePart.HEAD in parts
    return any(part in _BESIDE.get(doing, _CLERKS) for part in parts)


def parts_that_may(doing: StepKind, *, has_account: bool = False) -> tuple[OfficePart, ...]:
    """Return the parts that may enter a step, in their order."""
    if has_account and doing in _SIGNED:
        return (_SIGNED[doing],)
    return tuple(part for part in OfficePart if doing in MAY[part])


class User(NamedTuple):
    """Who sits before the program, and the parts that person plays today."""

    name: str
    parts: frozenset[OfficePart] = EVERY_PART
    person_id: int = 0
    has_account: bool = False

    def may(self, doing: StepKind | str) -> bool:
        """Tell whether this user may enter a step, or write what is named."""
        return may(self.parts, doing, has_account=self.has_account)

    def must_be_allowed(self, doing: StepKind | str) -> None:
        """Refuse what is not this user's part; raises `ClerkError` that says whose it is."""
        if self.may(doing):
            return
        own = "、".join(part.value for part in OfficePart if part in self.parts) or "没有分工"
        if isinstance(doing, StepKind):
            able = parts_that_may(doing, has_account=self.has_account)
            others = "、".join(part.value for part in able)
            raise ClerkError(
                f"{self.name}的分工是{own}，不能登记“{doing.label}”，这一步由{others}登记；"
                "需要调整分工的，请经办人在“设置”的“科室和人员”中修改。"
            )
        whose = OfficePart.HEAD if self.has_account and doing in _HEADS else OfficePart.CLERK
        raise ClerkError(
            f"{self.name}的分工是{own}，不能改动这一项，请由{whose.value}办理；"
            "需要调整分工的，请在“设置”的“科室和人员”中修改。"
        )


class Away(NamedTuple):
    """Somebody is away from one day to another, and who stands in meanwhile."""

    who: str
    first_on: date
    last_on: date
    stand_in: str
    reason: str = ""

    def covers(self, on: date) -> bool:
        """Tell whether a day lies within it."""
        return self.first_on <= on <= self.last_on


def stand_in_for(name: str, on: date, away: Collection[Away]) -> str:
    """Return who stands in for somebody on a day; an empty text where nobody has to.

    Who stands in may be away too: then whoever stands in for that person.
    """
    present, seen = name, {name}
    while True:
        found = next((one for one in away if one.who == present and one.covers(on)), None)
        if found is None:
            return "" if present == name else present
        present = found.stand_in
        if present in seen or not present:
            return ""
        seen.add(present)
