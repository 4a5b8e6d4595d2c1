"""The rows of a ledger's sheets, each made into a request to enter or told why it is none.

Titles, blank and numbered-only rows, headers printed again, totals and notes are passed over;
whatever is passed over with words in it is named.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from casework.importing.cells import Years, day_of, text_of
from casework.importing.columns import Header, SheetColumn, header_again, header_of
from casework.importing.course import course_of
from casework.importing.guards import is_ditto
from casework.importing.ledger_steps import ToldCourse
from casework.importing.left_out import Left, LeftOut, left_out
from casework.importing.numbers_in_cells import month_in, year_in
from casework.importing.registration import registration_of
from casework.importing.row import Answers, LedgerRow, doubt_key
from casework.importing.row_places import ON_ITS_SIDE, place_words
from casework.importing.sheets import Cell, Ledger, Row, Sheet
from casework.importing.telling import take_told_course
from forms.names import tidy
from forms.registration import Registration
from rules.errors import ClerkError

_TOTALS = re.compile(
    "(?:合计|总计|小计|共计|总数|本页|制表|填表|填报|审核人|注[:：]|说明[:：]|备注[:：])"
)
_HEADER_WORDS = ("申请人", "姓名", "名称", "内容", "事项", "日期", "时间", "编号")
_NOT_OF_A_REQUEST = {"ordinal", "why_left_out"}
_LATE = re.compile("逾期|超期|超时|超[1-9]|^是|[1-9]")
_NOT = re.compile(r"未|不|没|无[逾超]|^否|(?<!\d)0个?(?:工作)?[日天]")


@dataclass(frozen=True, slots=True)
class SheetOfRequests:
    """A sheet that holds requests, and its header."""

    sheet: Sheet
    header: Header


@dataclass(slots=True)
class RowEntry:
    """A request as a row tells it, before the law and the register were asked.

    `mark` knows the row again wherever it stands; `due_on` and `late` are the ledger's own
    figures, to be compared.
    """

    sheet: str
    row: int
    number: str
    registration: Registration
    received_on: date
    course: ToldCourse
    remark: str
    mark: str
    due_on: date | None
    late: bool | None
    warnings: list[str]
    answers: Answers = field(default_factory=dict)

    def answer(self, kind: str, words: str) -> str:
        """Return what the clerk settled for a doubt about this row, or an empty text."""
        return self.answers.get(kind, {}).get(doubt_key(words), "")

    @property
    def place(self) -> str:
        """Where the row stands in the file."""
        return f"{self.sheet}!{self.row}"

    def said(self, message: str) -> str:
        """Return a sentence about this row."""
        return f"{place_words(self.sheet, self.row)}：{message}"

    def left(self, kind: Left, message: str) -> LeftOut:
        """Return why this row is not entered."""
        told = self.number or self.registration.applicant_name
        return left_out(self.sheet, self.row, told, kind, message)


Place = tuple[str, int]


@dataclass(slots=True)
class Walk:
    """What came of going through the rows: counts, and what has to be said of them."""

    rows: int = 0
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    problem_rows: int = 0
    left: list[LeftOut] = field(default_factory=list)
    numbers_left: list[str] = field(default_factory=list)
    answers: Answers = field(default_factory=dict)
    doubts: dict[tuple[str, str], list[Place]] = field(default_factory=dict)

    def noted(self) -> Iterator[str]:
        """Yield what was understood by a rule, a sentence each with how many rows it concerns."""
        for words, times in self.notes.items():
            yield f"{words}（{times}件），请核对。"


def sheets_of(
    ledger: Ledger, mapping: Mapping[str, str] | None = None
) -> tuple[list[SheetOfRequests], list[str]]:
    """Return the sheets with requests in them, and a sentence for each other one.

    Raises `ClerkError` where no sheet has a header.
    """
    found: list[SheetOfRequests] = []
    said = [
        f"工作表《{name}》是隐藏的，没有导入；需要导入的请先取消隐藏。" for name in ledger.hidden
    ]
    said += ledger.said
    for given in ledger.sheets:
        sheet = given
        header = header_of(sheet, mapping)
        if header is None and (turned := turned_over(sheet)) is not None:
            header = header_of(turned, mapping)
            sheet = sheet if header is None else turned
        if header is not None:
            year = header.year or year_in(ledger.file_name)
            found.append(SheetOfRequests(sheet, replace(header, year=year)))
        elif any(True for _ in sheet.rows()):
            said.append(f"工作表《{sheet.name}》中没有找到台账的表头，没有导入。")
    if not found:
        if not any(True for sheet in ledger.sheets for _ in sheet.rows()):
            raise ClerkError(f"文件“{ledger.file_name}”中没有内容，请选择填有申请的台账。")
        raise ClerkError(
            f"在“{ledger.file_name}”中没有找到台账的表头，"
            "请确认有一行列名，如“登记编号”“收到日期”“申请人”“申请内容”。"
        )
    return found, said


def rows_of(found: SheetOfRequests, walk: Walk) -> Iterator[LedgerRow]:
    """Yield the rows of a sheet that speak of a request."""
    sheet, header = found.sheet, found.header
    merged = _merged_below(sheet, header)
    values: dict[tuple[int, int], Cell] = {}
    below_header = 0
    again_rows: tuple[Row, ...] = ()
    year_heading: tuple[Row, ...] = ()
    month_heading: tuple[Row, ...] = ()
    above: dict[int, Cell] = {}
    for number, cells in sheet.rows():
        if number <= header.last_row:
            continue
        row = _filled(number, cells, merged, values) if merged else cells
        filled = [cell for cell in row if cell is not None and cell != ""]
        first = text_of(filled[0])
        if below_header == number - 1 and header.first_row < header.last_row and _is_words(filled):
            again_rows = (*again_rows, row)
            continue
        again = _again(row, header)
        if again is not None:
            header, below_header = again, number
            again_rows = (row,)
            continue
        if is_total(row, header):
            continue
        if len(filled) == 1:
            if year_in(first):
                header, year_heading = replace(header, year=year_in(first), month=None), (row,)
                month_heading = ()
            if month_in(first):
                header, month_heading = replace(header, month=month_in(first)), (row,)
            if not first.isdigit():
                walk.warnings.append(
                    f"{place_words(sheet.name, number)}只有“{first[:30]}”，"
                    "当作小标题或者说明，没有导入。"
                )
            continue
        under = (*again_rows, *dict.fromkeys(map(tuple, (*year_heading, *month_heading))))
        row, dittos = _undittoed(row, above)
        made = LedgerRow(sheet.name, number, header, row, walk.notes, under, walk.answers)
        for column in header.columns:
            if column.index in dittos:
                _tell_ditto(made, column, dittos[column.index])
        if made.filled() <= _NOT_OF_A_REQUEST | {"number"}:
            if made.filled() - _NOT_OF_A_REQUEST or made.remarks:
                walk.warnings.append(
                    f"{place_words(sheet.name, number)}没有申请人、日期和内容，没有导入。"
                )
            continue
        yield made


def turned_over(sheet: Sheet) -> Sheet | None:
    """Return a sheet whose columns are requests with its rows and columns exchanged.

    None where it is too wide or too long to be one that is kept so.
    """
    rows: list[tuple[int, Row]] = []
    for numbered in sheet.rows():
        rows.append(numbered)
        if len(rows) > _MOST_FIELDS or len(numbered[1]) > _MOST_TURNED:
            return None
    width = max((len(row) for _, row in rows), default=0)
    if width < 2 or len(rows) < 3:
        return None
    turned = [
        (column + 1, [row[column] if column < len(row) else "" for _, row in rows])
        for column in range(width)
    ]
    named = f"{sheet.name}{ON_ITS_SIDE}"
    return Sheet(named, lambda: (one for one in turned if any(one[1])))


_MOST_FIELDS, _MOST_TURNED = 120, 2_000


def is_total(row: Row, header: Header) -> bool:
    """Tell whether a row sums up or signs a table: 合计 in the first filled cell or near it."""
    filled = [text_of(cell) for cell in row if cell is not None and cell != ""]
    if not filled:
        return False
    named = (header.of("applicant_name"), header.of("received_on"))
    has_both = all(
        column is not None and column.index < len(row) and row[column.index] not in (None, "")
        for column in named
    )
    if _TOTALS.match(tidy(filled[0])):
        return not has_both or bool(_SUMS.fullmatch(tidy(filled[0])))
    return any(_SUMS.fullmatch(tidy(text)) for text in filled[1:4]) and not (
        named[1] is not None and named[1].index < len(row) and _is_a_day(row[named[1].index])
    )


def _is_a_day(cell: Cell) -> bool:
    try:
        return day_of(cell, Years(year=2020)) is not None
    except ValueError:
        return False


_SUMS = re.compile(
    r"(?:本[页月年季]|全年|累计|上年)?(?:合计|总计|小计|共计|总数)(?:数|件数)?[:：]?(?:共?\d+件?)?"
)


def _undittoed(row: Row, above: dict[int, Cell]) -> tuple[Row, dict[int, Cell]]:
    """Return a row in which 同上 is what stands above it, and the cells that were so filled."""
    dittos: dict[int, Cell] = {}
    cells = list(row)
    for index, cell in enumerate(cells):
        if is_ditto(cell):
            cells[index] = dittos[index] = above.get(index)
    above.clear()
    above.update(enumerate(cells))
    return (cells, dittos) if dittos else (row, dittos)


def _tell_ditto(row: LedgerRow, column: SheetColumn, cell: Cell) -> None:
    if cell is None or cell == "":
        row.problem(f"“{column.header}”写的是同上，而上一行没有可以沿用的内容，请填写后重新导入。")
    else:
        row.note(f"“{column.header}”列写“同上”的，按上一行登记")


def _merged_below(sheet: Sheet, header: Header) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, for cells merged downwards below the header, the cell that holds their value."""
    return {
        (row + 1, left): (top + 1, left)
        for (top, left), (bottom, right) in sheet.merges
        if top >= header.last_row and bottom > top and left == right
        for row in range(top, bottom + 1)
    }


def _filled(
    number: int,
    cells: Row,
    merged: Mapping[tuple[int, int], tuple[int, int]],
    values: dict[tuple[int, int], Cell],
) -> Row:
    row = list(cells)
    for column, cell in enumerate(row):
        holder = merged.get((number, column))
        if holder == (number, column):
            values[holder] = cell
        elif holder is not None:
            row[column] = values.get(holder, cell)
    return row


def _again(row: Row, header: Header) -> Header | None:
    telling = header.of("applicant_name") or header.of("received_on") or header.columns[0]
    cell = row[telling.index] if telling.index < len(row) else None
    if not isinstance(cell, str) or not any(word in cell for word in _HEADER_WORDS):
        return None
    return header_again(row, header)


def _is_words(cells: Sequence[Cell]) -> bool:
    return not any(character.isdigit() for cell in cells for character in text_of(cell))


def entry_of(row: LedgerRow, walk: Walk, today: date | None = None) -> RowEntry | None:
    """Return the request a row tells of; None where it cannot be imported, which is then said."""
    walk.rows += 1
    row.today = today
    take_told_course(row)
    registration = registration_of(row)
    entry = None
    if registration is not None:
        received_on = registration.confirmed_on or registration.arrived_on
        course = course_of(row, received_on)
        if not row.problems:
            entry = _entry(row, registration, received_on, course, walk)
    for doubt in row.doubts:
        walk.doubts.setdefault(doubt, []).append((row.sheet, row.number))
    if entry is None:
        walk.problem_rows += 1
        walk.problems += row.problems
        if row.text("number"):
            walk.numbers_left.append(row.text("number"))
        told = row.text("number") or row.text("applicant_name") or row.text("body_name")
        walk.left += [
            left_out(row.sheet, row.number, told, Left.REFUSED, problem) for problem in row.problems
        ]
    return entry


def _entry(
    row: LedgerRow, registration: Registration, received_on: date, course: ToldCourse, walk: Walk
) -> RowEntry:
    told = (
        row.raw("number"),
        registration.arrived_on.isoformat(),
        row.raw("applicant_name") + row.raw("body_name"),
        row.raw("information_sought"),
        row.raw("matter"),
    )
    content = hashlib.sha256("\x1f".join(told).encode("utf-8", "replace")).hexdigest()[:24]
    walk.marks[content] += 1
    times = walk.marks[content]
    if times > 1:
        row.warn(
            f"与本文件中另一行的编号、申请人、收到日期和内容完全相同（第{times}次出现），请核对。"
        )
    return RowEntry(
        row.sheet,
        row.number,
        row.text("number"),
        registration,
        received_on,
        course,
        row.remark(),
        f"{content}-{times}",
        _told_due(row),
        _told_late(row),
        row.warnings,
        row.answers,
    )


def _told_due(row: LedgerRow) -> date | None:
    name = "extended_until" if row.text("extended_until") else "due_on"
    try:
        return day_of(row.cell(name), row.years) if row.text(name) else None
    except ValueError:
        return None


def _told_late(row: LedgerRow) -> bool | None:
    if row.raw("late"):
        said = tidy(row.text("late"))
        return bool(_LATE.search(said)) and not _NOT.search(said)
    if row.raw("in_time"):
        said = tidy(row.raw("in_time"))
        return bool(re.search("[逾超]", said)) != bool(_NOT.search(said))
    return None
