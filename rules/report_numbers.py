"""The numbers of a report as they came in: read, doubted cell by cell, never raising.

What is no count is reported once and stands as None afterwards, so that the sums it belongs to can
be left alone.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from rules.annual_report import Table3
from rules.challenges import Table4
from rules.proactive import FEES, LABELS, NUMBERS, Table2
from rules.report_rows import CHALLENGE_HEADS, COLUMNS, RESULT_HEADS, ROWS, Cell


class ReportFinding(NamedTuple):
    """Something in a report that cannot be right.

    `kind` is one of shape, number, negative, balance, sum, row_total, group_total, carry_over,
    in_force, fees, text, empty; `cells` are the places to look at.
    """

    kind: str
    sentence: str
    cells: tuple[Cell, ...] = ()


Grid = list[list[int | None]]


def plain(table: object) -> object:
    """Return a table of this program as the lists a file would hold; anything else as it is."""
    if isinstance(table, Table3):
        return table.as_lists()
    if isinstance(table, Table4):
        return table.as_list()
    return table


def place(cell: Cell, name: str = "") -> str:
    """Return the words for a cell, e.g. 表三第3行“予以公开”的“自然人”列; `name` is the table's."""
    if cell.table == 3:
        return f"{name or '表三'}{ROWS[cell.row - 1]}的“{COLUMNS[cell.column - 1]}”列"
    if cell.table == 4:
        group, result = divmod(cell.column - 1, len(RESULT_HEADS))
        return f"{name or '表四'}“{CHALLENGE_HEADS[group]}”组的“{RESULT_HEADS[result]}”"
    return f"{name or '表二'}“{LABELS[NUMBERS[cell.column - 1]]}”"


def read_grid(
    table: object, number: int, name: str, rows: int, columns: int, found: list[ReportFinding]
) -> Grid | None:
    """Return a table with None for what is no count, or None where its shape is wrong.

    `number` is 3 or 4, `name` what the sentences call the table; findings go to `found`.
    """
    if not isinstance(table, LISTS):
        missing = "缺少" if table is None else "读不出"
        shape = f"{columns}个数" if rows == 1 else f"{rows}行、每行{columns}个数"
        found.append(
            ReportFinding("shape", f"{missing}{name}的数据，应为{shape}，请补上后再核对。")
        )
        return None
    if len(table) != rows:
        found.append(ReportFinding("shape", _wrong_length(name, len(table), rows)))
        return None
    grid: Grid = []
    for index, row in enumerate(table, start=1):
        which = name if rows == 1 else f"{name}{ROWS[index - 1]}"
        if not isinstance(row, LISTS):
            found.append(
                ReportFinding("shape", f"{which}的数据读不出，应为{columns}个数，请补上后再核对。")
            )
            return None
        if len(row) != columns:
            found.append(
                ReportFinding(
                    "shape", f"{which}应有{columns}个数，现有{len(row)}个，请按官方格式核对各列。"
                )
            )
            return None
        grid.append(
            [
                _count(value, Cell(number, index, column), name, found)
                for column, value in enumerate(row, start=1)
            ]
        )
    return grid


LISTS = (list, tuple)


def _wrong_length(name: str, has: int, rows: int) -> str:
    if has == rows - 2:
        return (
            f"{name}应有{rows}行，现有{has}行，像是2019年试行格式（“（六）其他处理”只有一行），"
            "请改用2021年格式，把该行分成三行。"
        )
    return f"{name}应有{rows}行，现有{has}行，请按官方格式补齐或者删去多余的行。"


def _count(value: object, cell: Cell, name: str, found: list[ReportFinding]) -> int | None:
    where = place(cell, name)
    if value is None or value == "":
        found.append(ReportFinding("number", f"{where}是空的，请填写件数，没有的填0。", (cell,)))
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        shown = str(value)[:20]
        found.append(
            ReportFinding("number", f"{where}填的“{shown}”不是数字，请改填件数。", (cell,))
        )
        return None
    if value != value or value in (float("inf"), float("-inf")):
        found.append(ReportFinding("number", f"{where}不是有效的数字，请改填件数。", (cell,)))
        return None
    if value != int(value):
        found.append(ReportFinding("number", f"{where}为{value}，件数应为整数，请核对。", (cell,)))
        return None
    if value < 0:
        found.append(
            ReportFinding("negative", f"{where}为{int(value)}，件数不能是负数，请核对。", (cell,))
        )
    return int(value)


Numbers2 = dict[str, int | Decimal | None]


def read_table_2(table: object, name: str, found: list[ReportFinding]) -> Numbers2 | None:
    """Return the numbers of table 2, None for each that is none; findings go to `found`."""
    if isinstance(table, Table2):
        table = {key: getattr(table, key) for key in NUMBERS}
    if not isinstance(table, Mapping):
        found.append(
            ReportFinding("shape", f"{name}的数据读不出，应为各项目的名称和数量，请补上后再核对。")
        )
        return None
    numbers: Numbers2 = {}
    for place_number, key in enumerate(NUMBERS, start=1):
        cell = Cell(2, 1, place_number)
        if key not in table:
            found.append(
                ReportFinding("shape", f"{name}缺少“{LABELS[key]}”，请补上，没有的填0。", (cell,))
            )
            numbers[key] = None
        elif key == FEES:
            numbers[key] = _amount(table[key], cell, name, found)
        else:
            numbers[key] = _count(table[key], cell, name, found)
    return numbers


def _amount(value: object, cell: Cell, name: str, found: list[ReportFinding]) -> Decimal | None:
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        amount = Decimal(str(value))
        if amount.is_finite():
            if amount < 0:
                found.append(
                    ReportFinding(
                        "negative",
                        f"{name}“{LABELS[FEES]}”为{amount}，不能是负数，请核对。",
                        (cell,),
                    )
                )
            return amount
    found.append(
        ReportFinding(
            "number", f"{name}“{LABELS[FEES]}”填的不是金额，请改填万元数，没有的填0。", (cell,)
        )
    )
    return None
