"""A row of a ledger as the rest of the import asks it: by field, with what is wrong collected."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from casework.importing.cells import (
    ContradictedDayError,
    Years,
    day_of,
    days_in,
    is_nothing,
    is_yes,
    says_more,
    text_of,
    without_days,
)
from casework.importing.columns import Header, SheetColumn
from casework.importing.field import CellKind
from casework.importing.guards import NAMING, has_lost_digits, is_error, unguarded
from casework.importing.numbers_in_cells import yuan_of
from casework.importing.row_places import place_words
from casework.importing.several import apart
from casework.importing.sheets import Cell, Row
from casework.importing.text_tables import LOST
from casework.importing.ticked_columns import is_tick
from forms.names import tidy

Answers = Mapping[str, Mapping[str, str]]
_LONGEST_KEY = 80
_TO_IMPORT_AGAIN = re.compile("请[^，。]*后重新导入。$")
_A_LETTER = re.compile(r"[^\W_]")


def doubt_key(words: str) -> str:
    """Return the words by which a doubt is known again in another row or file."""
    return tidy(words)[:_LONGEST_KEY]


class LedgerRow:
    """The filled cells of a row, and the problems, warnings and remarks reading them gives.

    `notes` is shared by the rows of a sheet: what was understood by the same rule in many of
    them is said once, with how often. `under` are the rows between the header and this one that
    say how it is to be read: a header again, a heading that names a year.
    """

    def __init__(
        self,
        sheet: str,
        number: int,
        header: Header,
        row: Row,
        notes: Counter[str],
        under: tuple[Row, ...] = (),
        answers: Answers | None = None,
    ) -> None:
        self.sheet = sheet
        self.number = number
        self.header = header
        self.cells = row
        self.notes = notes
        self.under = under
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self.remarks: list[str] = []
        self.years = Years()
        self.today: date | None = None
        self._cells: dict[str, Cell] = {}
        self._texts: dict[str, str] = {}
        self._columns: dict[str, SheetColumn] = {}
        self._told: set[str] = set()
        self.answers: Answers = answers or {}
        self.doubts: list[tuple[str, str]] = []
        for column in header.columns:
            cell = unguarded(row[column.index]) if column.index < len(row) else None
            if cell is None or (isinstance(cell, str) and not cell.strip()):
                continue
            if column.ticked:
                self._take_tick(column, text_of(cell))
            elif column.more:
                self._take_several(column, cell)
            elif column.field is not None:
                self._take(column, column.field.name, cell)
            elif not is_nothing(text := text_of(cell)):
                self.remarks.append(f"{column.header}：{text}")

    def _take(self, column: SheetColumn, name: str, cell: Cell) -> None:
        self._columns[name] = column
        if is_error(cell):
            self.warn(f"单元格是“{text_of(cell)}”，公式出错，没有登记，请补登。", name)
        elif name in NAMING and has_lost_digits(cell):
            shown = text_of(cell)
            self.warn(
                f"“{shown}”是Excel按数字保存的，后面的数字已经丢失，没有登记，原样记入备注，"
                "请按原件补登。",
                name,
            )
            self.remarks.append(f"{column.header}（已丢失数字）：{shown}")
        elif LOST in (text := text_of(cell)):
            self.warn(f"“{text[:40]}”中有读不出的字，请按原件补登。", name)
            self._cells[name] = cell
        else:
            self._cells[name] = cell

    def _take_tick(self, column: SheetColumn, text: str) -> None:
        if column.field is None or not is_tick(text):
            return
        name = column.field.name
        before = self._cells.get(name)
        if before is not None and text_of(before) != column.ticked:
            self.problem(
                f"同一行勾了“{text_of(before)}”和“{column.ticked}”，请只留一个后重新导入。", name
            )
        self._cells[name] = column.ticked
        self._columns[name] = column

    def _take_several(self, column: SheetColumn, cell: Cell) -> None:
        """Take a cell that holds several things; what is left is the first text among them."""
        fields = tuple(filter(None, (column.field, *column.more)))
        if not isinstance(cell, str):
            first = fields[0]
            if isinstance(cell, date):
                first = next((one for one in fields if one.kind is CellKind.DAY), first)
            self._take(column, first.name, cell)
            return
        for name, part in apart(cell, [one.name for one in fields]).items():
            if self.header.of(name) is column:
                self._take(column, name, part)
            else:
                self.remarks.append(f"{column.header}：{part}")

    def put(self, name: str, cell: Cell, column: SheetColumn | None = None) -> bool:
        """Give a field what another cell says of it; tell whether it had nothing before."""
        if name in self._cells:
            return False
        self._cells[name] = cell
        self._told.add(name)
        self._texts.pop(name, None)
        if column is not None:
            self._columns[name] = column
        return True

    def drop(self, name: str) -> None:
        """Forget a cell that was read as something else."""
        self._cells.pop(name, None)
        self._texts.pop(name, None)

    def column_of(self, name: str) -> SheetColumn | None:
        """Return the column a field of this row was read from."""
        return self._columns.get(name)

    def settled(self, kind: str, words: str) -> str:
        """Return what the clerk settled once for a doubt of this kind, or an empty text."""
        answer = self.answers.get(kind, {}).get(doubt_key(words), "")
        if answer:
            # It may still be answered otherwise.
            self.doubt(kind, words)
        return answer

    def doubt(self, kind: str, words: str) -> None:
        """Note that these words may be settled for all rows that have them."""
        if (doubt := (kind, doubt_key(words))) not in self.doubts:
            self.doubts.append(doubt)

    @property
    def place(self) -> str:
        """Where the row stands in the file."""
        return f"{self.sheet}!{self.number}"

    def filled(self) -> set[str]:
        """Return the names of the fields that have something in this row."""
        return set(self._cells)

    def has_column(self, name: str) -> bool:
        """Tell whether the sheet has a column of this field at all."""
        return self.header.of(name) is not None

    def cell(self, name: str) -> Cell:
        """Return a cell as the file has it, None where it is blank."""
        return self._cells.get(name)

    def text(self, name: str) -> str:
        """Return what a cell says; empty where it says that there is nothing."""
        text = self.raw(name)
        return "" if is_nothing(text) else text

    def raw(self, name: str) -> str:
        """Return a cell as text, whatever it says."""
        cell = self._cells.get(name)
        if cell is None:
            return ""
        text = self._texts.get(name)
        if text is None:
            text = self._texts[name] = text_of(cell)
        return text

    def says_yes(self, name: str) -> bool:
        """Tell whether a cell only says yes."""
        return is_yes(self.raw(name))

    def day(self, name: str, years: Years | None = None) -> date | None:
        """Return the day in a cell; what cannot be read becomes a problem or a warning."""
        cell = self._cells.get(name)
        if cell is None:
            return None
        years = years or self.years
        before = years.inferred
        if not isinstance(cell, date) and is_yes(self.raw(name)):
            self.warn(f"只写了“{self.raw(name)}”，没有日期，这一步没有登记，请补登。", name)
            return None
        try:
            day = day_of(cell, years)
        except ContradictedDayError as error:
            if self.settled("weekday", self.raw(name)) != "AS_DATED":
                self.doubt("weekday", self.raw(name))
                self._wrong(str(error), name)
                return None
            day = error.day
            self.warn(f"“{self.raw(name)}”的星期与日期不符，按选定的日期登记。", name)
        except ValueError as error:
            self._wrong(str(error), name)
            return None
        if day is None:
            return None
        if years.inferred > before:
            self.note(f"“{self._columns[name].header}”列有日期没有写年份，按前后的年份推定")
        if isinstance(cell, str) and says_more(cell):
            self.keep(name)
        return self.not_to_come(day, name)

    def days(
        self,
        name: str,
        most: int,
        *,
        ahead: bool = False,
        but: re.Pattern[str] | None = None,
        decides: bool = True,
    ) -> list[date]:
        """Return the days named in a cell that may hold several, at most so many.

        `ahead` allows a day that is still to come; what `but` finds in the cell is passed over.
        Without `decides` a cell that cannot be read goes to the remark and the row is imported.
        """
        say = self.problem if decides else self._remarked
        cell = self._cells.get(name)
        if but is not None and isinstance(cell, str):
            cell = but.sub(" ", cell)
        try:
            days = [] if cell is None else days_in(cell, self.years)
        except ValueError as error:
            say(str(error), name)
            return []
        if len(days) > most:
            say(
                f"“{self.raw(name)}”写了{len(days)}个日期，看不出各是什么日期，请分列后重新导入。",
                name,
            )
            return []
        return [day for day in days if ahead or self.not_to_come(day, name) is not None]

    def not_to_come(self, day: date, name: str) -> date | None:
        """Return a day that is not later than today, or say what is wrong."""
        if self.today is not None and day > self.today:
            self._wrong(
                f"日期{day}晚于今天{self.today}，只能登记已经发生的事，请改正后重新导入。", name
            )
            return None
        return day

    def yuan(self, name: str) -> int | None:
        """Return an amount in whole yuan."""
        try:
            return yuan_of(self._cells.get(name))
        except ValueError as error:
            self.warn(str(error), name)
            self.keep(name)
            return None

    def _wrong(self, message: str, name: str) -> None:
        column = self._columns.get(name)
        if column is not None and column.field is not None and not column.field.decides_days:
            self._remarked(message, name)
        else:
            self.problem(message, name)

    def _remarked(self, message: str, name: str) -> None:
        # The row is imported: what would be done for another attempt is not to be done.
        self.warn(_TO_IMPORT_AGAIN.sub("没有登记，原样记入备注，请核对。", message), name)
        self.keep(name)

    def problem(self, message: str, name: str = "") -> None:
        """Say why the row cannot be imported."""
        self.problems.append(self._said(message, name))

    def warn(self, message: str, name: str = "") -> None:
        """Say what the clerk should look at although the row is imported."""
        self.warnings.append(self._said(message, name))

    def _said(self, message: str, name: str) -> str:
        column = self._columns.get(name) or self.header.of(name)
        header = "" if column is None else f"“{column.header}”"
        return f"{place_words(self.sheet, self.number)}{header}：{message}"

    def note(self, words: str) -> None:
        """Say once for the sheet what was understood by a rule in this row."""
        self.notes[f"《{self.sheet}》{words}"] += 1

    def keep(self, *names: str) -> None:
        """Keep what cells say with the request's remark; what another cell told stays there."""
        for name in names:
            text = "" if name in self._told else self.text(name)
            line = f"{self._columns[name].header}：{text}" if text else ""
            if line and line not in self.remarks:
                self.remarks.append(line)

    def keep_beside_days(self, name: str, usual: re.Pattern[str] | None = None) -> None:
        """Keep what a cell says beside days, unless it is the usual words."""
        cell = self._cells.get(name)
        beside = without_days(cell) if isinstance(cell, str) else ""
        if _A_LETTER.search(usual.sub("", beside) if usual else beside):
            self.keep(name)

    def remark(self, extra: Iterable[str] = ()) -> str:
        """Return the remark the request is registered with."""
        own = self.text("remark")
        return "；".join(filter(None, [own, *self.remarks, *extra]))
