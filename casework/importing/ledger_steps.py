"""The dated steps a ledger's row tells of, before they are recorded."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rules.outcomes import Outcome
from rules.replies import ReplyKind
from rules.steps import StepKind

CLOSING = frozenset({StepKind.DECIDED, StepKind.SERVED, StepKind.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class LedgerStep:
    """A step a row tells of, before it is recorded."""

    kind: StepKind
    on: date
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class ToldCourse:
    """What a row tells of a request after its receipt.

    `extension_days` is an extension whose day of notice the ledger does not give. `row_of_report`
    is the row of table 3 the ledger counts the request in, where it says.
    """

    steps: list[LedgerStep] = field(default_factory=list)
    extension_days: int | None = None
    row_of_report: Outcome | None = None

    def add(self, kind: StepKind, on: date | None, /, **details: object) -> None:
        """Add a step, if it has its day; empty details are left out."""
        if on is not None:
            kept = {name: value for name, value in details.items() if value not in (None, "")}
            self.steps.append(LedgerStep(kind, on, kept))

    def has(self, kind: StepKind) -> bool:
        """Tell whether there is a step of a kind."""
        return any(step.kind is kind for step in self.steps)

    def closing_words(self) -> str:
        """Return what the request was closed as; empty while it is open."""
        if self.has(StepKind.WITHDRAWN):
            return ReplyKind.WITHDRAWN.outcome.label
        decided = next((step for step in self.steps if step.kind is StepKind.DECIDED), None)
        if decided is None or not self.has(StepKind.SERVED):
            return ""
        outcome = self.row_of_report or (self.reply_kind and self.reply_kind.outcome)
        return "" if outcome is None else outcome.label

    @property
    def reply_kind(self) -> ReplyKind | None:
        """What the row says was replied, if anything."""
        decided = next((step for step in self.steps if step.kind is StepKind.DECIDED), None)
        return None if decided is None else ReplyKind[decided.told["kind"]]
