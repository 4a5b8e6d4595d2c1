"""A row of a ledger that is not entered: where it stands, what is wrong and what to do about it."""

import re
from dataclasses import dataclass
from enum import Enum

from casework.importing.row_places import place_words

WHY = "未导入的原因"
# What is to be done stands at the end of a sentence, as the messages of this program are built.
_TO_DO = re.compile("(?P<wrong>.+?)[，。；](?P<to_do>(?:请|改正后请)[^。]*。)$", re.DOTALL)


class Left(Enum):
    """Why a row is not entered; the value is what the preview says."""

    REFUSED = "不能导入"
    TWICE = "编号重复"
    CONFLICT = "编号相同、内容不同"
    THERE = "已在登记簿中"

    @property
    def is_to_be_corrected(self) -> bool:
        """Whether the row may be entered once it is corrected."""
        return self is not Left.THERE


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One reason for which a row is not entered; `told` is its number, or whose request it is."""

    sheet: str
    row: int
    told: str
    kind: Left
    reason: str

    @property
    def place(self) -> tuple[str, int]:
        """The sheet and the row in the file."""
        return self.sheet, self.row

    @property
    def wrong(self) -> str:
        """What is wrong, without what to do."""
        found = _TO_DO.match(self.reason)
        return f"{found['wrong']}。" if found else self.reason

    @property
    def to_do(self) -> str:
        """What to do about it; empty where there is nothing to do."""
        found = _TO_DO.match(self.reason)
        return found["to_do"] if found else ""


def left_out(sheet: str, row: int, told: str, kind: Left, message: str) -> LeftOut:
    """Return a reason from a message, which may begin with where the row stands."""
    reason = message.removeprefix(place_words(sheet, row)).removeprefix("：")
    return LeftOut(sheet, row, told, kind, reason)
