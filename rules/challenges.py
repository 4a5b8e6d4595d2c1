"""Table 4: reconsiderations and suits over disclosure (条例50第三项).

A challenge counts in every year in which it was alive: in the year it ended under its result, in
each year before that, since it was brought, as not yet concluded. A suit that follows a
reconsideration is a second challenge; an appeal is not, its suit ends with the final judgement.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from rules.report_rows import CHALLENGE_HEADS, RESULT_HEADS, Cell


class ChallengeKind(Enum):
    """Which of the three groups of table 4 a challenge belongs to."""

    RECONSIDERATION = "行政复议"
    DIRECT_SUIT = "未经复议直接起诉"
    SUIT_AFTER_RECONSIDERATION = "复议后起诉"

    @property
    def label(self) -> str:
        """The words of the list a clerk chooses from."""
        return self.value

    @property
    def first_column(self) -> int:
        """The first of its five columns in table 4, counted from 1."""
        return 1 + 5 * CHALLENGE_HEADS.index(self.value)


class Result(Enum):
    """The four results table 4 tells apart, in the order of its columns."""

    UPHELD = "结果维持"
    CORRECTED = "结果纠正"
    OTHER = "其他结果"
    PENDING = "尚未审结"


# The words of decisions and judgements; the first pattern that is found decides.
_RULINGS = (
    (Result.UPHELD, re.compile("^(?:判决|决定)?驳回.*请求|(?<![未不])维持")),
    (Result.OTHER, re.compile("撤回|撤诉|终止|不予受理|不予立案|移送|调解|驳回.*(?:申请|起诉)")),
    (
        Result.CORRECTED,
        re.compile(
            "(?<![未不])撤销|(?<![未不])变更|(?<!不)违法|无效|责令|限期履行|重新作出|重作|纠正"
        ),
    ),
    (Result.PENDING, re.compile("未审结|审理中|在审|未结")),
    (Result.OTHER, re.compile("其他")),
)


def result_of(words: str) -> Result | None:
    """Return what a ruling is reported as from its words, None where they say nothing known."""
    for result, ruling in _RULINGS:
        if ruling.search(words):
            return result
    return None


@dataclass(frozen=True, slots=True)
class Challenge:
    """A reconsideration or a suit over a request; `result` is None while it is not concluded.

    Raises `ValueError` where only one of the day and the result of the conclusion is given.
    """

    request_id: int
    kind: ChallengeKind
    brought_on: date
    concluded_on: date | None = None
    result: Result | None = None

    def __post_init__(self) -> None:
        if (self.concluded_on is None) != (self.result is None):
            raise ValueError(f"request {self.request_id}: a day and a result go together")
        if self.result is Result.PENDING:
            raise ValueError(f"request {self.request_id}: a pending challenge has no conclusion")

    def result_in(self, year: int) -> Result | None:
        """Return the result the report of the year gives it, None where it is not in it."""
        if self.brought_on.year > year:
            return None
        if self.concluded_on is None or self.result is None:
            return Result.PENDING
        concluded_in = max(self.concluded_on.year, self.brought_on.year)
        if concluded_in < year:
            return None
        return Result.PENDING if concluded_in > year else self.result

    def column_in(self, year: int) -> int | None:
        """Return its column in table 4 of the year, counted from 1; None where it is not in it."""
        result = self.result_in(year)
        if result is None:
            return None
        return self.kind.first_column + RESULT_HEADS.index(result.value)


@dataclass(frozen=True, slots=True)
class Table4:
    """Table 4: 15 numbers, three groups of four results and their total."""

    numbers: tuple[int, ...]

    def at(self, column: int) -> int:
        """Return the number in a column, counted from 1."""
        return self.numbers[column - 1]

    def total(self, kind: ChallengeKind) -> int:
        """Return the total of a group."""
        return self.at(kind.first_column + 4)

    def as_list(self) -> list[int]:
        """Return the numbers as JSON has them."""
        return list(self.numbers)

    def __add__(self, other: "Table4") -> "Table4":
        return Table4(tuple(a + b for a, b in zip(self.numbers, other.numbers, strict=True)))


EMPTY_TABLE_4 = Table4((0,) * 15)


def table_4(challenges: Iterable[Challenge], year: int) -> Table4:
    """Return table 4 of the year over all challenges, whatever year they are from."""
    numbers = [0] * 15
    for challenge in challenges:
        column = challenge.column_in(year)
        if column is not None:
            numbers[column - 1] += 1
            numbers[challenge.kind.first_column + 3] += 1
    return Table4(tuple(numbers))


def challenge_ids_by_cell(challenges: Iterable[Challenge], year: int) -> dict[Cell, list[int]]:
    """Return, for every cell of table 4 that is not 0, the ids of the requests behind it."""
    ids: dict[Cell, list[int]] = {}
    for challenge in challenges:
        column = challenge.column_in(year)
        if column is not None:
            for place in (column, challenge.kind.first_column + 4):
                ids.setdefault(Cell(4, 1, place), []).append(challenge.request_id)
    return ids


def challenge_place(challenge: Challenge, year: int) -> str:
    """Return where table 4 of the year counts a challenge and why, in a sentence."""
    brought = f"{challenge.brought_on:%Y-%m-%d}提出"
    column = challenge.column_in(year)
    if column is None:
        if challenge.brought_on.year > year:
            return f"{brought}，晚于{year}年，不计入{year}年度报告表四。"
        return f"{brought}，{challenge.concluded_on:%Y-%m-%d}已审结，不计入{year}年度报告表四。"
    result = challenge.result_in(year)
    if result is Result.PENDING:
        why = f"{year}年底尚未审结"
    else:
        why = f"{challenge.concluded_on:%Y-%m-%d}审结"
    return (
        f"{brought}，{why}，计入表四“{challenge.kind.value}”组的“{RESULT_HEADS[(column - 1) % 5]}”"
        "格和该组“总计”格。"
    )
