"""Duties out of a superior's work plan: pasted or in a file, rows of task, responsible and day."""

import csv
import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casework.foreign import limits_for, read_apart
from casework.reports.grids import Grid, content_of
from forms.fields import read_day
from forms.labels import plain_label
from forms.year_work import Duty
from rules.errors import ClerkError

_NAMES = {
    "task": "任务 工作任务 任务内容 重点任务 工作内容 主要任务 具体任务 事项 工作事项 任务事项 "
    "工作要求 目标任务 内容",
    "responsible": "责任人 责任单位 责任科室 责任股室 牵头单位 承办人 承办单位 承办科室 负责人 "
    "责任部门 牵头科室 责任处室",
    "due": "时限 完成时限 完成时间 时间 截止时间 截止日期 完成日期 时间要求 办结时限 时间节点 期限",
}
_FIELD_OF = {plain_label(name): field for field, names in _NAMES.items() for name in names.split()}
_LOOKED_THROUGH = 15
_MOST_ROWS = 500
_LONGEST_CELL = 2000
_BLANKS = re.compile(r"\s{3,}|\s*[|｜]\s*")
# 6、12月 and 第一、三季度: what follows the last of them is said of each.
_MONTHS = re.compile(r"(?<!\d)(\d{1,2})[、和及](?=(?:\d{1,2}[、和及])*\d{1,2}月)")
_OF_QUARTERS = re.compile(
    r"(第?[一二三四1-4])[、和及](?=(?:第?[一二三四1-4][、和及])*第?[一二三四1-4]季度)"
)
_APART = re.compile(r"[、，,；;和及]")
_UNTIL = re.compile(r"[至到—–~～]+|(?<=[日号月底初旬末度])-")
_OF_TIME = re.compile(r"[\d年月季旬]")
_YEAR = re.compile(r"(\d{4})年")
_MONTH = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(底|末|中旬|上旬|下旬|份)?前?(?:完成)?$")
_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]")
_BARE_DAY = re.compile(r"(\d{1,2})[日号]")
# 2026-06-30, as a spreadsheet holds a day, 20260630, 6.30, 6月30.
_TYPED = re.compile(r"(?:\d{4}[-./年]?)?(?:\d{1,2}[-./月]\d{1,2}|\d{3,4})")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_QUARTER = re.compile(r"第?([一二三四1-4])季度")
_EVERY_QUARTER = re.compile(r"每(?:个)?季|按季")
_EVERY_MONTH = re.compile(r"(?:每(?:个)?月|按月)(?:(\d{1,2})[日号])?")
_HALF = re.compile(r"上半年")
_YEAR_END = re.compile(r"年底|年末|全年|下半年|长期|持续|贯穿|12月底")


class PlanRows(NamedTuple):
    """The duties that were read, and the lines that were not, each with why in a sentence."""

    duties: tuple[Duty, ...]
    left_out: tuple[str, ...]


def plan_in_file(path: Path, year: int) -> PlanRows:
    """Return the duties of a work plan in a Word, Excel, csv or web file, read in a child process.

    Raises `ClerkError` where the file holds none.
    """
    if path.suffix.lower() in (".csv", ".txt"):
        return plan_in_text(_tabbed(path), year)
    rows = read_apart(grids_in, path, limits=limits_for(path), name=f"“{path.name}”")
    found = _duties(rows, year, path.stem)
    if not found.duties and not found.left_out:
        raise ClerkError(f"“{path.name}”里没有找到任务表，请确认表头有“任务”和“时限”两列，再导入。")
    return found


def _tabbed(path: Path) -> str:
    """Return the text of a file with its cells apart by tabs, each row on a line of its own."""
    text = _decoded(path)
    if path.suffix.lower() != ".csv" or "\t" in text:
        return text if "\t" in text else text.replace(",", "\t")
    # A cell of a table may hold commas, and lines of its own.
    rows = csv.reader(text.splitlines(keepends=True))
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def _decoded(path: Path) -> str:
    try:
        raw = path.read_bytes()[:2_000_000]
    except OSError:
        raise ClerkError(f"打不开文件“{path.name}”，请确认文件存在且没有被其他程序占用。") from None
    for code in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(code)
        except UnicodeDecodeError:
            continue
    raise ClerkError(f"“{path.name}”的文字读不出来，请用Excel另存为xlsx后再导入。")


def grids_in(path: Path) -> list[Grid]:
    """Return the tables of a file: the door of the child process."""
    return content_of(path).grids


def plan_in_text(text: str, year: int) -> PlanRows:
    """Return the duties of pasted rows: task, responsible, day, apart by tabs or bars.

    Raises `ClerkError` where there is nothing to read.
    """
    grid: Grid = [
        [cell.strip() or None for cell in _cells(line)]
        for line in text.splitlines()
        if line.strip()
    ]
    if not grid:
        raise ClerkError("没有粘贴任何内容，请先从上级的工作要点中复制表格，再粘贴。")
    return _duties([grid], year, "上级工作要点")


def _cells(line: str) -> list[str]:
    """Return the cells of a row: where tabs part them, nothing else does, and one may be empty."""
    return line.split("\t") if "\t" in line else _BLANKS.split(line)


def _duties(grids: Sequence[Grid], year: int, source: str) -> PlanRows:
    duties: list[Duty] = []
    left_out: list[str] = []
    for grid in grids:
        columns, body = _columns_of(grid)
        if "task" not in columns:
            continue
        for row in body:
            task = _text(row, columns["task"])
            said = _text(row, columns["due"])
            days = due_days(said, year)
            if not task:
                if days:
                    # Below a cell that was merged: whose day it is, is not guessed.
                    left_out.append(f"时限“{said}”的一行没有任务，合并的单元格请逐行写明再导入。")
                continue
            if not days:
                left_out.append(
                    f"“{task[:24]}”的时限“{said or '空白'}”读不懂，请写成“6月30日”再导入。"
                )
                continue
            responsible = _text(row, columns.get("responsible", -1))
            duties += [
                Duty(task=task, responsible=responsible, due_on=day, source=source[:60])
                for day in days
            ]
            if len(duties) > _MOST_ROWS:
                raise ClerkError(f"一次最多导入{_MOST_ROWS}项任务，请分几次导入。")
    return PlanRows(tuple(duties), tuple(left_out))


def _columns_of(grid: Grid) -> tuple[dict[str, int], Grid]:
    """Return where the columns stand and the rows below their heads; without heads, in order."""
    for place, row in enumerate(grid[:_LOOKED_THROUGH]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            field = _FIELD_OF.get(plain_label(str(cell or "")))
            if field:
                columns.setdefault(field, index)
        if "task" in columns and "due" in columns:
            return columns, grid[place + 1 :]
    widest = max((len(row) for row in grid), default=0)
    if widest == 2:
        return {"task": 0, "due": 1}, grid
    # Pasted rows without heads are taken in the order asked for: task, responsible, day.
    return ({"task": 0, "responsible": 1, "due": 2}, grid) if widest == 3 else ({}, grid)


def _text(row: Sequence[object], column: int) -> str:
    if not 0 <= column < len(row) or row[column] is None:
        return ""
    return " ".join(str(row[column]).split())[:_LONGEST_CELL]


def due_days(words: str, year: int) -> list[date]:
    """Return the days a plan's words mean: 6月30日前, 3月底, 第二季度, 年底; none for others.

    What comes back every quarter or month has a day in each, of several days each counts, and a
    span ends on its last. Where one of several cannot be read, none is: nothing is guessed.
    """
    tidy = _MONTHS.sub(r"\1月、", "".join(words.split()))
    days: list[date] = []
    for part in _APART.split(_OF_QUARTERS.sub(r"\1季度、", tidy)):
        try:
            days += _days(part, year)
        except ValueError:
            if _OF_TIME.search(part):
                return []
    return list(dict.fromkeys(days))


def _days(part: str, year: int) -> list[date]:
    *before, last = _UNTIL.split(part)
    of_year = int(found[1]) if (found := _YEAR.search(last)) else year
    if _EVERY_QUARTER.search(part):
        return [_month_end(of_year, month) for month in (3, 6, 9, 12)]
    if every := _EVERY_MONTH.search(part):
        if every[1]:
            return [date(of_year, month, int(every[1])) for month in range(1, 13)]
        return [_month_end(of_year, month) for month in range(1, 13)]
    return [_day(last, "".join(before), of_year)]


def _day(last: str, before: str, year: int) -> date:
    """Return the day a span ends with; where it names none but the number, its month is before."""
    if exact := _DAY.search(last):
        return date(year, int(exact[2]), int(exact[3]))
    if month := _MONTH.search(last):
        number, part = int(month[2]), month[3] or "底"
        day = {"上旬": 10, "中旬": 20}.get(part)
        return _month_end(year, number) if day is None else date(year, number, day)
    if quarter := _QUARTER.search(last):
        return _month_end(year, _QUARTERS[quarter[1]])
    if _HALF.search(last):
        return date(year, 6, 30)
    if _YEAR_END.search(last):
        return date(year, 12, 31)
    if (bare := _BARE_DAY.match(last)) and (begun := _DAY.search(before)):
        return date(year, int(begun[2]), int(bare[1]))
    typed = last.removesuffix("前").partition("00:00")[0]
    if not _TYPED.fullmatch(typed):
        raise ValueError
    # From the middle of the year a bare 12.31, like a bare 1.1, is of the year asked for.
    return read_day(typed, today=date(year, 7, 2))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
