"""Reports read back from whatever a department hands in: Excel, Word, a web page, JSON.

The tables are found by their words, not by their place. Merged cells, full-width digits, blank
cells and columns in another order are read; a table of the trial format of 2019 is refused.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from casework.foreign import read_apart
from casework.reports.annual import AnnualReport, from_json
from casework.reports.grids import Grid, Value, content_of
from rules.annual_report import Table3
from rules.challenges import Table4
from rules.errors import ClerkError
from rules.proactive import COUNTS, FEES, Table2
from rules.report_rows import COLUMNS, RESULT_HEADS, ROWS
from rules.report_texts import check_prose

T = TypeVar("T")

_DIGITS = str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")
_NOTHING = {"", "/", "\\", "-", "—", "——", "无", "零"}
_PUNCTUATION = re.compile(r"[\s\u3000“”\"'‘’（）()、，,。.．：:；;]")
_NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")

# What tells each row of table 3 from the others; the last words before its numbers are matched.
_ROW_WORDS = (
    "本年新收", "上年结转", "予以公开", "部分公开", "属于国家秘密", "法律行政法规禁止公开",
    "三安全一稳定", "第三方合法权益", "内部事务信息", "过程性信息", "行政执法案卷", "行政查询事项",
    "不掌握相关政府信息", "没有现成信息", "补正后申请内容仍不明确", "信访举报投诉", "重复申请",
    "公开出版物", "大量反复申请", "确认或重新出具", "逾期不补正", "收费通知要求缴纳费用", "其他",
    "总计", "结转下年度",
)  # fmt: skip
_OLD_GROUP = "其他处理"


def read_report(path: Path) -> AnnualReport:
    """Return the report in a file, told apart by its content and not by its name.

    It is read in a child process that the file's bytes cannot leave. Blank counts are read as 0;
    a table 2 that is missing or not understood is none, and `unread` says so. Raises `ClerkError`
    where tables 3 and 4 are not found or a cell holds what is no number.
    """
    if not path.is_file():
        raise ClerkError(f"打不开文件“{path.name}”，请确认文件存在且没有被其他程序占用。")
    return read_apart(report_in, path, name=f"“{path.name}”")


def report_in(path: Path) -> AnnualReport:
    """Return the report in a file: the door of the child process.

    Raises `ClerkError` where the file holds no report.
    """
    data = _json_in(path)
    if data is not None:
        report = from_json(data)
        return replace(report, unit=report.unit or path.stem)
    content = content_of(path)
    table3 = _found(_read_3, content.grids)
    if table3 is None:
        raise ClerkError(f"在“{path.name}”中没有找到表三，请确认文件含有官方格式的25行表格。")
    table4 = _found(_read_4, content.grids)
    if table4 is None:
        raise ClerkError(
            f"在“{path.name}”中没有找到表四，请确认文件含有行政复议、行政诉讼情况的表格。"
        )
    year, unit = title_of(content.text, path.stem)
    table2, unread = _table_2(content.grids)
    unread += [one.sentence for one in check_prose(content.prose, table3, table4)]
    return AnnualReport(year, unit, table2, table3, table4, fees=None, unread=tuple(unread))


def _table_2(grids: list[Grid]) -> tuple[Table2 | None, list[str]]:
    """Return table 2, or None and what keeps it from being read."""
    try:
        table2 = _found(_read_2, grids)
    except ClerkError as error:
        return None, [f"表二没有读出：{error.message}"]
    if table2 is not None:
        return table2, []
    if any(_OLD_HEADS.search(_tidy(cell)) for grid in grids for row in grid for cell in row):
        return None, [
            "表二是2019年试行格式（本年新制作数量、上一年项目数量等），数字的口径不同，没有读入，"
            "请该单位按2021年格式重新填报。"
        ]
    words = {_tidy(cell) for grid in grids for row in grid for cell in row}
    if any(word.startswith("第二十条第") for word in words):
        return None, ["表二的列名没有认出，没有读入，请按官方格式核对表头后再读取。"]
    return None, ["没有找到表二（主动公开政府信息情况），没有读入，请核对文件是否完整。"]


_OLD_HEADS = re.compile("本年新制作|本年新公开|对外公开总数量|上一年项目数量|本年增减")


def _json_in(path: Path) -> object:
    try:
        with path.open("rb") as file:
            start = file.read(200).lstrip(b"\xef\xbb\xbf \t\r\n")
        if not start.startswith(b"{"):
            return None
        return json.loads(path.read_text("utf-8-sig"))
    except OSError:
        return None
    except (UnicodeDecodeError, ValueError):
        raise ClerkError(f"文件“{path.name}”的内容不完整，请在原单位重新导出。") from None


def _found(read: Callable[[Grid], T | None], grids: list[Grid]) -> T | None:
    """Return what `read` makes of the first table it knows; a page break may have cut it in two."""
    error: ClerkError | None = None
    for parts in (1, 2, 3):
        for first in range(len(grids) - parts + 1):
            joined = [row for grid in grids[first : first + parts] for row in grid]
            for reading in (joined, *_with_joined_heads(joined)):
                try:
                    table = read(reading)
                except ClerkError as unread:
                    error = error or unread
                    continue
                if table is not None:
                    return table
    if error is not None:
        raise error
    return None


def _with_joined_heads(grid: Grid) -> Iterator[Grid]:
    """Yield the grid with two rows of words read as one: a head broken over two lines."""
    for at in range(min(len(grid) - 1, _HEAD_ROWS)):
        upper, lower = grid[at], grid[at + 1]
        if all(not isinstance(cell, str) for cell in lower) or any(
            isinstance(cell, (int, float)) or _is_digits(cell) for cell in (*upper, *lower)
        ):
            continue
        width = max(len(upper), len(lower))
        joined: list[Value] = [
            f"{_at(upper, column) or ''}{_at(lower, column) or ''}" or None
            for column in range(width)
        ]
        yield [*grid[:at], joined, *grid[at + 2 :]]


_HEAD_ROWS = 12


def _is_digits(cell: Value) -> bool:
    return isinstance(cell, str) and cell.translate(_DIGITS).strip().isdigit()


def _tidy(value: Value) -> str:
    return _PUNCTUATION.sub("", value) if isinstance(value, str) else ""


def _count(value: Value, where: str) -> int:
    number = _number(value, where)
    if number != int(number):
        raise ClerkError(f"{where}为{number}，件数应为整数，请核对原表。")
    return int(number)


def _number(value: Value, where: str) -> Decimal:
    if value is None:
        return Decimal(0)
    text = str(value).translate(_DIGITS).strip().removesuffix("件").removesuffix("万元").strip()
    if text in _NOTHING:
        return Decimal(0)
    if not _NUMBER.fullmatch(text):
        raise ClerkError(f"{where}填的“{str(value)[:20]}”不是数字，请核对原表。")
    return Decimal(text.replace(",", ""))


def _at(row: list[Value], column: int) -> Value:
    return row[column] if 0 <= column < len(row) else None


def _read_3(grid: Grid) -> Table3 | None:
    heads = _heads_3(grid)
    if heads is None:
        return None
    head_row, columns = heads
    rows: dict[int, list[int]] = {}
    for row in grid[head_row + 1 :]:
        label = _label(row[: min(columns)])
        if label.endswith(_OLD_GROUP) and 20 in rows and 21 not in rows:
            raise ClerkError(
                "表三是2019年试行格式，“（六）其他处理”只有一行，请改用2021年格式填写后再读取。"
            )
        number = _row_number(label, rows)
        if number:
            rows[number] = [
                _count(_at(row, column), f"表三{ROWS[number - 1]}的“{name}”列")
                for column, name in zip(columns, COLUMNS, strict=True)
            ]
    if len(rows) < _ENOUGH_ROWS:
        return None
    missing = [str(row) for row in ROWS if row.number not in rows]
    if missing:
        raise ClerkError(f"表三缺少{'、'.join(missing)}，请按官方格式补齐25行后再读取。")
    return Table3(tuple(tuple(rows[number]) for number in sorted(rows)))


_ENOUGH_ROWS = 8


def _heads_3(grid: Grid) -> tuple[int, list[int]] | None:
    for at, row in enumerate(grid):
        words = [_tidy(cell) for cell in row]
        bodies = COLUMNS[1:5]
        if not all(words.count(name) == 1 for name in bodies):
            continue
        columns = [words.index(name) for name in bodies]
        others = [column for column, word in enumerate(words) if word == COLUMNS[5]]
        above = grid[max(0, at - 3) : at + 1]
        person = _column_of(above, COLUMNS[0], min(columns) - 1)
        other = others[0] if others else max(columns) + 1
        total = _column_of(above, COLUMNS[6], other + 1)
        if other == total:
            raise ClerkError(f"表三缺少“{COLUMNS[5]}”列，请按官方格式补齐后再读取。")
        return at, [person, *columns, other, total]
    return None


def _column_of(rows: Grid, name: str, otherwise: int) -> int:
    for row in reversed(rows):
        for column, cell in enumerate(row):
            if _tidy(cell) == name:
                return column
    return otherwise


def _label(cells: list[Value]) -> str:
    words = [_tidy(cell) for cell in cells]
    return next((word for word in reversed(words) if word), "")


def _row_number(label: str, taken: dict[int, list[int]]) -> int:
    bare = label.lstrip("0123456789０１２３４５６７８９一二三四五六七")
    for number, words in enumerate(_ROW_WORDS, start=1):
        if number in taken:
            continue
        if words in ("其他", "总计"):
            found = bare == words
        else:
            found = words in label and not (number == 3 and "不予" in label)
        if found:
            return number
    return 0


def _read_4(grid: Grid) -> Table4 | None:
    head_rows = [
        at for at, row in enumerate(grid) if any(_tidy(cell) == RESULT_HEADS[0] for cell in row)
    ]
    heads = {
        column: _tidy(cell)
        for at in head_rows
        for column, cell in enumerate(grid[at])
        if _tidy(cell) in RESULT_HEADS
    }
    columns = sorted(heads)
    if [heads[column] for column in columns] != [*RESULT_HEADS] * 3:
        return None
    below = grid[max(head_rows) + 1 :]
    if not below:
        # Its numbers stand on the next page: heads alone are no noughts.
        return None
    row = next((row for row in below if any(_at(row, c) is not None for c in columns)), [])
    return Table4(
        tuple(
            _count(_at(row, column), f"表四第{place}格")
            for place, column in enumerate(columns, start=1)
        )
    )


_LINES_2 = {
    "规章": ("rules_made", "rules_repealed", "rules_in_force"),
    "行政规范性文件": ("normative_made", "normative_repealed", "normative_in_force"),
    "规范性文件": ("normative_made", "normative_repealed", "normative_in_force"),
    "行政许可": ("licences",),
    "行政处罚": ("penalties",),
    "行政强制": ("coercive_measures",),
    "行政事业性收费": (FEES,),
}


def _read_2(grid: Grid) -> Table2 | None:
    numbers: dict[str, Decimal] = {}
    columns: list[int] = []
    for row in grid:
        words = [_tidy(cell) for cell in row]
        heads = [c for c, word in enumerate(words) if word.startswith(("本年", "现行有效"))]
        if heads:
            columns = heads
        label = next((word for word in words if word), "")
        names = _LINES_2.get(label)
        if names and len(columns) >= len(names):
            for name, column in zip(names, columns, strict=False):
                numbers[name] = _number(_at(row, column), f"表二“{label}”")
    if not {*COUNTS, FEES} <= set(numbers):
        return None
    counts = {name: _count(str(numbers[name]), "表二") for name in COUNTS}
    return Table2(**counts, fees_wan_yuan=numbers[FEES])


_YEAR = r"(?P<year>20\d{2}|二[〇○零O][〇○零O一二三四五六七八九]{2})年?度?"
_REPORT = (
    r"(?:政府)?信息公开(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:情况)?"
    r"的?(?:年度)?(?:报告|总结|年报)"
)
_TITLES = (
    re.compile(rf"(?P<unit>[^。；;]{{0,40}}?)(?:关于)?{_YEAR}(?:年度)?的?{_REPORT}"),
    re.compile(rf"(?P<unit>[^。；;]{{0,40}}?){_REPORT}[(（\[〔]?{_YEAR}"),
    re.compile(rf"{_YEAR}(?P<unit>[^。；;，,]{{2,30}}?)(?:关于)?{_REPORT}"),
    re.compile(rf"(?P<unit>[^。；;]{{0,40}}?)(?:政府)?信息公开(?:工作)?{_YEAR}(?:工作)?报告"),
)
_WRITTEN_YEAR = dict(zip("〇一二三四五六七八九○零O", "0123456789000", strict=True))


def title_of(text: str, stem: str) -> tuple[int, str]:
    """Return the year and the unit a report's title names, however its lines are broken.

    Year 0 where neither the title nor the file's name tells it.
    """
    lines = [re.sub(r"\s", "", line).translate(_DIGITS) for line in text.splitlines()]
    lines = [line for line in lines if line]
    for broken in (1, 2, 3):
        for at in range(min(len(lines), _TITLE_LINES) - broken + 1):
            found = _titled("".join(lines[at : at + broken]), lines[at - 1] if at else "")
            if found is not None:
                year, unit = found
                unit = unit or _unit_near(lines[at + broken : at + broken + _NEAR_TITLE])
                return year, unit if 0 < len(unit) <= _LONGEST_UNIT else stem
    named = re.search(r"(20\d{2})年?", stem)
    return int(named[1]) if named else 0, stem


def _unit_near(lines: list[str]) -> str:
    """Return the unit named below a title without one: by itself, or behind 填报单位."""
    for line in lines:
        named = _FILLED_IN_BY.match(line)
        if named is not None:
            return named["unit"]
        if _A_UNIT.fullmatch(line):
            return line
    return ""


def _titled(line: str, before: str) -> tuple[int, str] | None:
    for title in _TITLES:
        match = title.search(line)
        if match is None:
            continue
        unit = _BEFORE_A_UNIT.sub("", match["unit"].strip("《》:：")).strip("《》")
        unit = unit.removeprefix("关于").removesuffix("关于").strip("《》:：")
        is_title = any(other.search(before) for other in _TITLES)
        if not unit and before and len(before) <= _LONGEST_UNIT and not is_title:
            unit = before
        digits = "".join(_WRITTEN_YEAR.get(sign, sign) for sign in match["year"])
        return int(digits), unit.removesuffix("关于")
    return None


_BEFORE_A_UNIT = re.compile(r"^(?:.*[:：]|附件[\d一二三四五六七八九十]*[.．、]?)")
# A title further down is another report's.
_TITLE_LINES = 400
_NEAR_TITLE = 3
_FILLED_IN_BY = re.compile(
    r"(?:填报|报送|编制|发布|填表|报告|公开)?(?:单位|机关|部门)(?:名称)?(?:[（(]盖?章[）)])?[:：](?P<unit>.{2,40}?)(?:[（(]盖?章[）)])?$"
)
_A_UNIT = re.compile(
    r"[\u4e00-\u9fff]{2,30}(?:局|委|办|厅|政府|办公室|委员会|街道|街道办事处|中心|院|处|大队|支队|管委会|镇|乡)"
)
_LONGEST_UNIT = 40
