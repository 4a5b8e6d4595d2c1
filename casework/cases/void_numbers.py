"""The register number of a registration that was taken back: kept by it, or given on."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from casework.cases.recorded import entered, noted
from casework.cases.urgency import long_day
from db.steps import StepRecord
from forms.handling import Undoing


class NumberFate(Enum):
    """What becomes of a void registration's number: what is said at once, and of the gap later."""

    KEPT = (
        "已经写在发出的文书上，留给作废的登记，不再给别的申请",
        "编号已写在发出的文书上，留给作废的登记",
    )
    WAITS = (
        "是原台账的编号，留给这一件重新导入，不再给别的申请",
        "编号是原台账的，留待重新导入",
    )
    FREED = "收回，下一件接着用", "编号收回，还没有再用"

    def __init__(self, at_once: str, of_gap: str) -> None:
        self.at_once = at_once
        self.of_gap = of_gap

    @property
    def key(self) -> str:
        """Under what the step that takes a registration back notes the number."""
        return f"{self.name.lower()}_number"


class VoidNumber(NamedTuple):
    """A number whose registration is void: what became of it, and when, by whom and why."""

    number: str
    fate: NumberFate
    on: date
    by: str
    reason: str

    @property
    def words(self) -> str:
        """What became of the number, in one sentence."""
        return f"编号{self.number}{self.fate.at_once}。"

    @property
    def gap_words(self) -> str:
        """Why the number stands in no line of the ledger."""
        who = "，".join(filter(None, (long_day(self.on), self.by, self.reason)))
        return f"{self.number}：登记作废（{who}），{self.fate.of_gap}。"


def void_number(records: Sequence[StepRecord]) -> VoidNumber | None:
    """Return the number of a registration that was taken back.

    None where it stands, and where the step that took it back noted no number.
    """
    for record in records:
        if record.annuls == records[0].id:
            for fate in NumberFate:
                for number in noted(record).words((fate.key,)):
                    reason = entered(record, Undoing).reason
                    return VoidNumber(number, fate, record.on, record.recorded_by, reason)
    return None
