"""The identities of the annual report, and what breaks them, said in sentences.

Each finding names the row and the column, the two numbers that differ and what to look at. A
number that is no count is reported once, and the sums it belongs to are then left alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rules.proactive import FEES, NUMBERS
from rules.report_numbers import (
    LISTS,
    Grid,
    Numbers2,
    ReportFinding,
    place,
    plain,
    read_grid,
    read_table_2,
)
from rules.report_rows import (
    CARRIED_IN,
    CARRIED_OUT,
    CHALLENGE_HEADS,
    CLOSED,
    COLUMNS,
    FIRST_OUTCOME,
    LAST_OUTCOME,
    NEW,
    RESULT_HEADS,
    ROWS,
    TOTAL_COLUMN,
    Cell,
)

__all__ = ["LastYear", "ReportFinding", "check_tables", "place"]


@dataclass(frozen=True, slots=True)
class LastYear:
    """What last year's published report says, as far as it is at hand."""

    table3: object = None
    table2: object = None


def check_tables(
    table3: object,
    table4: object,
    table2: object = None,
    last_year: LastYear | None = None,
) -> list[ReportFinding]:
    """Return everything that cannot be right in the tables of a report, an empty list if nothing.

    Tables may be the records of this program or the raw lists and mappings of a file: whatever
    stands where a count should stand is reported and never raises.
    """
    found: list[ReportFinding] = []
    grid = read_grid(plain(table3), 3, "表三", len(ROWS), TOTAL_COLUMN, found)
    if grid is not None:
        found += _check_3(grid)
    table4 = plain(table4)
    line = read_grid(
        [table4] if isinstance(table4, LISTS) else table4,
        4,
        "表四",
        1,
        len(CHALLENGE_HEADS) * len(RESULT_HEADS),
        found,
    )
    if line is not None:
        found += _check_4(line[0])
    numbers = None if table2 is None else read_table_2(table2, "表二", found)
    if numbers is not None:
        found += _check_2(numbers)
    if last_year is not None:
        found += _check_last_year(grid, numbers, last_year)
    return found


def _check_3(grid: Grid) -> list[ReportFinding]:
    sums: dict[int, tuple[int, int]] = {}
    totals: dict[int, tuple[int, int]] = {}
    for column in range(1, TOTAL_COLUMN + 1):
        outcomes = _sum(grid[row - 1][column - 1] for row in range(FIRST_OUTCOME, CLOSED))
        closed = grid[CLOSED - 1][column - 1]
        if outcomes is not None and closed is not None and outcomes != closed:
            sums[column] = (outcomes, closed)
    for row in range(1, len(ROWS) + 1):
        parts = _sum(grid[row - 1][: TOTAL_COLUMN - 1])
        total = grid[row - 1][TOTAL_COLUMN - 1]
        if parts is not None and total is not None and parts != total:
            totals[row] = (parts, total)
    return [
        *_balance(grid),
        *(
            _sum_finding(column, outcomes, closed, totals)
            for column, (outcomes, closed) in sums.items()
        ),
        *(_total_finding(row, parts, total, sums) for row, (parts, total) in totals.items()),
    ]


def _balance(grid: Grid) -> list[ReportFinding]:
    found = []
    rows = (NEW, CARRIED_IN, CLOSED, CARRIED_OUT)
    for column in range(1, TOTAL_COLUMN + 1):
        numbers = [grid[row - 1][column - 1] for row in rows]
        came, went = _sum(numbers[:2]), _sum(numbers[2:])
        if came is None or went is None or came == went:
            continue
        new, carried_in, closed, carried_out = numbers
        found.append(
            ReportFinding(
                "balance",
                f"表三“{COLUMNS[column - 1]}”列：第1行本年新收{new}件加第2行上年结转{carried_in}件"
                f"等于{came}件，第24行总计{closed}件加第25行结转下年度{carried_out}件等于{went}件，"
                f"两边相差{abs(came - went)}件，请核对该列这四个数。",
                tuple(Cell(3, row, column) for row in rows),
            )
        )
    return found


def _sum_finding(
    column: int, outcomes: int, closed: int, totals: Mapping[int, tuple[int, int]]
) -> ReportFinding:
    # One wrong cell breaks its column and its row by the same amount.
    suspects = [
        row
        for row, (parts, total) in totals.items()
        if FIRST_OUTCOME <= row <= LAST_OUTCOME
        and _one_cell(column, closed - outcomes, total - parts)
    ]
    look = (
        f"{ROWS[suspects[0] - 1]}合计也恰好相差这么多，请先核对这一格。"
        if len(suspects) == 1
        else "请核对该列各项办理结果。"
    )
    return ReportFinding(
        "sum",
        f"表三“{COLUMNS[column - 1]}”列：第3行至第23行各项办理结果相加为{outcomes}件，"
        f"第24行总计为{closed}件，相差{abs(outcomes - closed)}件，{look}",
        tuple(Cell(3, row, column) for row in (*suspects, CLOSED)),
    )


def _one_cell(column: int, column_gap: int, row_gap: int) -> bool:
    return row_gap == (-column_gap if column == TOTAL_COLUMN else column_gap)


def _total_finding(
    row: int, parts: int, total: int, sums: Mapping[int, tuple[int, int]]
) -> ReportFinding:
    suspects = [
        column
        for column, (outcomes, closed) in sums.items()
        if FIRST_OUTCOME <= row <= LAST_OUTCOME
        and _one_cell(column, closed - outcomes, total - parts)
    ]
    look = (
        f"“{COLUMNS[suspects[0] - 1]}”列也恰好相差这么多，请先核对这一格。"
        if len(suspects) == 1
        else "请核对该行各格。"
    )
    return ReportFinding(
        "row_total",
        f"表三{ROWS[row - 1]}：六类申请人相加为{parts}件，“总计”列为{total}件，"
        f"相差{abs(parts - total)}件，{look}",
        tuple(Cell(3, row, column) for column in (*suspects, TOTAL_COLUMN)),
    )


def _check_4(line: Sequence[int | None]) -> list[ReportFinding]:
    found = []
    for group, head in enumerate(CHALLENGE_HEADS):
        first = group * len(RESULT_HEADS)
        *results, total = line[first : first + len(RESULT_HEADS)]
        parts = _sum(results)
        if parts is None or total is None or parts == total:
            continue
        words = "、".join(
            f"{name}{count}件" for name, count in zip(RESULT_HEADS, results, strict=False)
        )
        found.append(
            ReportFinding(
                "group_total",
                f"表四“{head}”组：{words}，相加为{parts}件，总计为{total}件，"
                f"相差{abs(parts - total)}件，请核对该组五个数。",
                tuple(Cell(4, 1, first + place + 1) for place in range(len(RESULT_HEADS))),
            )
        )
    return found


def _check_2(numbers: Numbers2) -> list[ReportFinding]:
    found = []
    for kind, words in _DOCUMENTS:
        made, repealed, now = (
            numbers[f"{kind}_{name}"] for name in ("made", "repealed", "in_force")
        )
        if made is None or repealed is None or now is None or now >= made - repealed:
            continue
        found.append(
            ReportFinding(
                "in_force",
                f"表二{words}：本年制发{made}件，减本年废止{repealed}件，还有{made - repealed}件，"
                f"现行有效却只填{now}件，请核对这三个数。",
                _document_cells(kind),
            )
        )
    return found


_DOCUMENTS = (("rules", "规章"), ("normative", "行政规范性文件"))


def _document_cells(kind: str) -> tuple[Cell, ...]:
    names = ("made", "repealed", "in_force")
    return tuple(Cell(2, 1, NUMBERS.index(f"{kind}_{name}") + 1) for name in names)


def _check_last_year(
    grid: Grid | None, numbers: Numbers2 | None, last_year: LastYear
) -> list[ReportFinding]:
    found: list[ReportFinding] = []
    if last_year.table3 is not None:
        before = read_grid(plain(last_year.table3), 3, "上年表三", len(ROWS), TOTAL_COLUMN, found)
        if grid is not None and before is not None:
            found += _carry_over(grid, before)
    if last_year.table2 is not None:
        then = read_table_2(last_year.table2, "上年表二", found)
        if numbers is not None and then is not None:
            found += _in_force(numbers, then)
            found += _fees(numbers, then)
    return found


def _carry_over(grid: Grid, before: Grid) -> list[ReportFinding]:
    found = []
    for column in range(1, TOTAL_COLUMN + 1):
        now, then = grid[CARRIED_IN - 1][column - 1], before[CARRIED_OUT - 1][column - 1]
        if now is None or then is None or now == then:
            continue
        found.append(
            ReportFinding(
                "carry_over",
                f"表三“{COLUMNS[column - 1]}”列：第2行上年结转为{now}件，上年年度报告第25行"
                f"结转下年度为{then}件，相差{abs(now - then)}件，请核对上年底未办结的申请。",
                (Cell(3, CARRIED_IN, column),),
            )
        )
    return found


def _in_force(numbers: Numbers2, then: Numbers2) -> list[ReportFinding]:
    found = []
    for kind, words in _DOCUMENTS:
        made, repealed = numbers[f"{kind}_made"], numbers[f"{kind}_repealed"]
        now, before = numbers[f"{kind}_in_force"], then[f"{kind}_in_force"]
        if made is None or repealed is None or now is None or before is None:
            continue
        expected = before + made - repealed
        if expected != now:
            found.append(
                ReportFinding(
                    "in_force",
                    f"表二{words}：上年现行有效{before}件，加本年制发{made}件，减本年废止{repealed}件，"
                    f"应为{expected}件，现填现行有效{now}件，请核对这三个数。",
                    _document_cells(kind),
                )
            )
    return found


# A year's fees do not grow ten-thousandfold; yuan typed for 万元 do.
_YUAN_FOR_WAN = 5000


def _fees(numbers: Numbers2, then: Numbers2) -> list[ReportFinding]:
    now, before = numbers[FEES], then[FEES]
    if not now or not before or now < before * _YUAN_FOR_WAN:
        return []
    return [
        ReportFinding(
            "fees",
            f"表二行政事业性收费填{now}万元，上年为{before}万元，像是把元填成了万元，请核对单位。",
            (Cell(2, 1, NUMBERS.index(FEES) + 1),),
        )
    ]


def _sum(numbers: Iterable[int | None]) -> int | None:
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total
