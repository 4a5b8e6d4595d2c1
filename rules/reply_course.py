"""What has happened in a case, as far as a reply rests on it.

A letter asserts only what a step shows. That nothing came is a fact of its own: it is true only
once the time for an answer is over, counted from the day the other side received the letter.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from rules.item_review import ItemFinding
from rules.replies import ReplyKind


class Answer(Enum):
    """What a consulted side said; the value is what a clerk reads."""

    CONSENT = "同意公开"
    PARTLY = "部分同意公开"
    REFUSE = "不同意公开"


class SearchOutcome(Enum):
    """What a search came to; the value is what a clerk reads."""

    FOUND = "已检索到"
    PARTLY_FOUND = "检索到一部分"
    NOT_FOUND = "未检索到"


class Consultation(NamedTuple):
    """One side that was asked (条例32、34).

    `due_on` is the last day for its answer; `None` while the day it received the letter is not
    registered. `is_sound` is the office's finding on the reasons of an objection.
    """

    name: str
    is_third_party: bool
    sent_on: date
    due_on: date | None = None
    answered_on: date | None = None
    answer: Answer | None = None
    reasons: str = ""
    is_sound: bool | None = None
    is_joint_maker: bool = False
    address: str = ""

    def has_answered(self, on: date) -> bool:
        """Whether its answer is in by the end of a day."""
        return self.answered_on is not None and self.answered_on <= on

    def is_silent(self, on: date) -> bool:
        """Whether its time is over without an answer: the only day on which silence is a fact."""
        return not self.has_answered(on) and self.due_on is not None and on > self.due_on

    def is_open(self, on: date) -> bool:
        """Whether it may still answer, or its receipt of the letter is not registered."""
        return not self.has_answered(on) and not self.is_silent(on)


class Lapse(NamedTuple):
    """A notice the applicant had to answer: whether its last day is over without an answer."""

    is_over: bool
    delivered_on: date | None


class EarlierReply(NamedTuple):
    """A former reply of the register that a letter refers to."""

    register_number: str
    number: str
    replied_on: date
    is_same_applicant: bool
    kinds: tuple[ReplyKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The course of a case up to the day of a letter; `on` is that day."""

    on: date
    consultations: tuple[Consultation, ...] = ()
    found: SearchOutcome | None = None
    is_corrected: bool = False
    correction_lapse: Lapse | None = None
    fee_lapse: Lapse | None = None
    is_abandoned: bool = False
    is_extended: bool = False
    is_paid: bool = False
    reasons_asked_until: date | None = None
    reasons_are_sound: bool | None = None
    reviewed_on: date | None = None
    referral_is_open: bool = False
    findings: tuple[ItemFinding, ...] = ()
    is_reviewed_by_item: bool = False
    doubts_settled_on: date | None = None
    counselled_on: date | None = None
    is_sent_back: bool = False

    @property
    def third_parties(self) -> tuple[Consultation, ...]:
        """The third parties that were asked."""
        return tuple(one for one in self.consultations if one.is_third_party)

    @property
    def open_consultations(self) -> tuple[Consultation, ...]:
        """Those asked who may still answer."""
        return tuple(one for one in self.consultations if one.is_open(self.on))

    @property
    def objections(self) -> tuple[Consultation, ...]:
        """The third parties that object, and whose reasons were not found unsound."""
        return tuple(
            one
            for one in self.third_parties
            if one.has_answered(self.on)
            and one.answer in (Answer.REFUSE, Answer.PARTLY)
            and one.is_sound is not False
        )

    @property
    def overruled(self) -> tuple[Consultation, ...]:
        """Every third party that did not agree: each is told where disclosure is decided."""
        return tuple(
            one
            for one in self.third_parties
            if one.has_answered(self.on) and one.answer in (Answer.REFUSE, Answer.PARTLY)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reply decides, and the facts beside the course that its conditions ask for.

    `replies` are the answers themselves, `grounds` what a part is withheld on (条例37);
    `disclosed` are the items given out, `counsel_reasons` why counsel has to be asked, `left_out`
    the items of the request that a reply by items does not take up.
    """

    replies: tuple[ReplyKind, ...]
    grounds: tuple[ReplyKind, ...] = ()
    public_interest: str = ""
    earlier_typed: str = ""
    earlier: EarlierReply | None = None
    transfer_due_on: date | None = None
    joined_typed: str = ""
    joined_is_known: bool = False
    disclosed: tuple[str, ...] = ()
    counsel_reasons: tuple[str, ...] = ()
    is_by_items: bool = False
    left_out: tuple[str, ...] = ()

    @property
    def gives_out(self) -> bool:
        """Whether information leaves the office with the reply or on its strength."""
        return any(kind in GIVING_OUT for kind in self.replies)


GIVING_OUT = frozenset({ReplyKind.PROVIDED, ReplyKind.ACCESS_TOLD, ReplyKind.PARTLY})
