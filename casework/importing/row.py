"""A row of a ledger as the rest of the import asks it: by field, with what is wrong collected."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from casework.importing.cells import (
    Years,
    day_of,
    days_in,
    is_nothing,
    is_yes,
    says_more,
    text_of,
    yuan_of,
)
from casework.importing.columns import Column, Header
from casework.importing.reading import Cell, Row


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
        self._columns: dict[str, Column] = {}
        for column in header.columns:
            cell = row[column.index] if column.index < len(row) else None
            if cell is None or (isinstance(cell, str) and not cell.strip()):
                continue
            if column.field is not None:
                self._cells[column.field.name] = cell
                self._columns[column.field.name] = column
            elif not is_nothing(text := text_of(cell)):
                self.remarks.append(f"{column.header}：{text}")

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

    def days(self, name: str, most: int, *, ahead: bool = False) -> list[date]:
        """Return the days named in a cell that may hold several, at most so many.

        `ahead` allows a day that is still to come.
        """
        cell = self._cells.get(name)
        try:
            days = [] if cell is None else days_in(cell, self.years)
        except ValueError as error:
            self.problem(str(error), name)
            return []
        if len(days) > most:
            self.problem(
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
            self.warn(message, name)
            self.keep(name)
        else:
            self.problem(message, name)

    def problem(self, message: str, name: str = "") -> None:
        """Say why the row cannot be imported."""
        self.problems.append(self._said(message, name))

    def warn(self, message: str, name: str = "") -> None:
        """Say what the clerk should look at although the row is imported."""
        self.warnings.append(self._said(message, name))

    def _said(self, message: str, name: str) -> str:
        column = self.header.of(name)
        header = "" if column is None else f"“{column.header}”"
        return f"《{self.sheet}》第{self.number}行{header}：{message}"

    def note(self, words: str) -> None:
        """Say once for the sheet what was understood by a rule in this row."""
        self.notes[f"《{self.sheet}》{words}"] += 1

    def keep(self, *names: str) -> None:
        """Keep what cells say with the request's remark."""
        for name in names:
            text = self.text(name)
            line = f"{self._columns[name].header}：{text}" if text else ""
            if line and line not in self.remarks:
                self.remarks.append(line)

    def remark(self, extra: Iterable[str] = ()) -> str:
        """Return the remark the request is registered with."""
        own = self.text("remark")
        return "；".join(filter(None, [own, *self.remarks, *extra]))
