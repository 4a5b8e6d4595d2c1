"""Table 3 of the annual report: requests received and dealt with in a year (条例49、50).

A request is counted under one applicant and, once closed, under one outcome. What the official
form leaves open is settled here so that the identities of the form hold for any register:

- A request belongs to the year of its day of receipt (条例31), not of its entry.
- It is closed on the day it was replied to or otherwise ended; a request that ended before its
  day of receipt (withdrawn before both sides confirmed it) counts as closed on the day of receipt.
- Everything received and not closed by 31 December is carried over, also what waits for a
  correction, a payment or an opinion.
- A new reply after reconsideration or judgement opens no new request: the first closing counts.
- A request split into several is counted as the several requests that were registered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rules.report_rows import (
    CARRIED_IN,
    CARRIED_OUT,
    CLOSED,
    FIRST_OUTCOME,
    LAST_OUTCOME,
    NEW,
    ROWS,
    TOTAL_COLUMN,
    Applicant,
    Cell,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What the report needs to know of a request.

    `outcome_row` is the row of table 3 (3 to 23) of a closed request. Raises `ValueError` where a
    request is closed without an outcome or has an outcome without being closed.
    """

    request_id: int
    applicant: Applicant
    received_on: date
    closed_on: date | None = None
    outcome_row: int | None = None

    def __post_init__(self) -> None:
        if (self.closed_on is None) != (self.outcome_row is None):
            raise ValueError(f"request {self.request_id}: a closing day and an outcome go together")
        if self.outcome_row is not None and not FIRST_OUTCOME <= self.outcome_row <= LAST_OUTCOME:
            raise ValueError(f"request {self.request_id}: row {self.outcome_row} is no outcome")


@dataclass(frozen=True, slots=True)
class Table3:
    """Table 3: 25 rows of 7 numbers, six kinds of applicant and their total."""

    rows: tuple[tuple[int, ...], ...]

    def at(self, row: int, column: int | Applicant = TOTAL_COLUMN) -> int:
        """Return the number in a row and column, both counted from 1; the total by default."""
        place = column if isinstance(column, int) else column.column
        return self.rows[row - 1][place - 1]

    def between(self, first: int, last: int, column: int | Applicant = TOTAL_COLUMN) -> int:
        """Return the sum of a column from row `first` to row `last`, both included."""
        return sum(self.at(row, column) for row in range(first, last + 1))

    def as_lists(self) -> list[list[int]]:
        """Return the numbers as JSON has them."""
        return [list(row) for row in self.rows]

    def __add__(self, other: "Table3") -> "Table3":
        return Table3(
            tuple(
                tuple(a + b for a, b in zip(ours, theirs, strict=True))
                for ours, theirs in zip(self.rows, other.rows, strict=True)
            )
        )


EMPTY_TABLE_3 = Table3(((0,) * TOTAL_COLUMN,) * len(ROWS))


def table_3(counted: Iterable[Counted], year: int) -> Table3:
    """Return table 3 of the year over all requests, whatever year they are from."""
    cells = [[0] * TOTAL_COLUMN for _ in ROWS]
    for request in counted:
        column = request.applicant.column - 1
        for row in rows_of(request, year):
            cells[row - 1][column] += 1
    return _with_totals(cells)


def table_3_from_counts(
    new: Mapping[Applicant, int],
    carried_in: Mapping[Applicant, int],
    closed: Mapping[tuple[int, Applicant], int],
    carried_out: Mapping[Applicant, int],
) -> Table3:
    """Return table 3 from counts already grouped; `closed` is keyed by outcome row and applicant.

    The four are counted apart and not derived from each other, so that a register that does not
    add up is seen not to.
    """
    cells = [[0] * TOTAL_COLUMN for _ in ROWS]
    for row, counts in ((NEW, new), (CARRIED_IN, carried_in), (CARRIED_OUT, carried_out)):
        for applicant, count in counts.items():
            cells[row - 1][applicant.column - 1] = count
    for (row, applicant), count in closed.items():
        cells[row - 1][applicant.column - 1] = count
        cells[CLOSED - 1][applicant.column - 1] += count
    return _with_totals(cells)


def _with_totals(cells: list[list[int]]) -> Table3:
    for row in cells:
        row[-1] = sum(row[:-1])
    return Table3(tuple(tuple(row) for row in cells))


def rows_of(request: Counted, year: int) -> Sequence[int]:
    """Return the rows of table 3 of the year a request is counted in, none where in no row."""
    received_in = request.received_on.year
    if received_in > year:
        return ()
    if request.closed_on is None or request.outcome_row is None:
        return (NEW if received_in == year else CARRIED_IN, CARRIED_OUT)
    closed_in = max(request.closed_on.year, received_in)
    if closed_in < year:
        return ()
    came = NEW if received_in == year else CARRIED_IN
    if closed_in > year:
        return (came, CARRIED_OUT)
    return (came, request.outcome_row, CLOSED)


@dataclass(frozen=True, slots=True)
class Placement:
    """The rows of table 3 a request is counted in, its column, and why in a sentence."""

    rows: tuple[int, ...]
    column: int
    sentence: str

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells the request is counted in, those of the total column included."""
        return tuple(
            Cell(3, row, column) for row in self.rows for column in (self.column, TOTAL_COLUMN)
        )


def place_of(request: Counted, year: int) -> Placement:
    """Return where the report of the year counts a request, and why."""
    rows = tuple(rows_of(request, year))
    column = request.applicant.column
    return Placement(rows, column, _reason(request, year, rows))


def _reason(request: Counted, year: int, rows: tuple[int, ...]) -> str:
    received = _day(request.received_on)
    if request.received_on.year > year:
        return f"{received}收到，晚于{year}年，不计入{year}年度报告。"
    if not rows:
        closed_on = max(request.closed_on or request.received_on, request.received_on)
        return f"{received}收到，{_day(closed_on)}已办结，早于{year}年，不计入{year}年度报告。"
    came = (
        f"{received}收到，属本年新收"
        if rows[0] == NEW
        else f"{received}收到，{year - 1}年底前未办结，属上年结转"
    )
    if CLOSED in rows:
        closed_on = max(request.closed_on or request.received_on, request.received_on)
        went = f"{_day(closed_on)}办结，办理结果归入{ROWS[rows[1] - 1]}"
    elif request.closed_on is None:
        went = f"{year}年底未办结，结转下年度"
    else:
        went = f"{_day(request.closed_on)}才办结，{year}年底时未办结，结转下年度"
    numbers = "、".join(str(row) for row in rows)
    return (
        f"{came}；{went}；申请人类别为{request.applicant.value}，"
        f"因此计入表三第{numbers}行的“{request.applicant.value}”列和“总计”列。"
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
