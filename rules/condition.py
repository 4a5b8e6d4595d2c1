"""What a condition of a reply is, and the questions most conditions ask."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from rules.law import Basis
from rules.replies import ReplyKind
from rules.reply_course import Course, Decision


class Force(Enum):
    """What the absence of a step does."""

    FORBIDS = "不能作出"
    WARNS = "须写明理由"

    @property
    def label(self) -> str:
        """The words of the printed table."""
        return self.value


class ConditionStage(Enum):
    """When a condition must hold."""

    DECISION = "作出答复"
    SERVICE = "送达"

    @property
    def label(self) -> str:
        """The words of the printed table."""
        return self.value


Test = Callable[[Course, Decision], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One line of the table.

    `label` is what must have happened, `concerns` whether a reply is under it, `is_met` whether
    it has happened; `sentence` says what is wrong and what to do, `field` where on the form.
    """

    name: str
    label: str
    replies: str
    concerns: Test
    is_met: Test
    sentence: str
    basis: Basis | None
    force: Force = Force.FORBIDS
    stage: ConditionStage = ConditionStage.DECISION
    field: str = "kind"


@dataclass(frozen=True, slots=True)
class Tick:
    """A condition that concerns a reply, and whether it is met."""

    condition: Condition
    is_met: bool


def is_one_of(*kinds: ReplyKind) -> Test:
    """Return what tells whether one of these kinds is among the answers."""
    return lambda _course, decision: any(kind in kinds for kind in decision.replies)


def rests_on(kind: ReplyKind) -> Test:
    """Return what tells whether an answer, or what a part is withheld on, is of this kind."""
    return lambda _course, decision: kind in decision.replies or kind in decision.grounds


RIGHTS = ReplyKind.REFUSED_THIRD_PARTY_RIGHTS


def gives_out(_course: Course, decision: Decision) -> bool:
    """Tell whether information leaves the office."""
    return decision.gives_out
