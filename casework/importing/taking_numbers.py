"""Register numbers for the requests of a ledger: their own where they are free, else fresh ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from casework.acts.registering import SERIES, register_number
from casework.desk.desk import Desk
from casework.importing.left_out import Left, LeftOut
from casework.importing.numbering import Number, bare_serial, number_of, plain_number
from casework.importing.row_places import place_words
from casework.importing.rows import RowEntry
from db import bulk, numbers
from db.bulk import Numbered
from forms.folding import folded_words, name_key

_ENOUGH = 2


@dataclass(slots=True)
class EnteredRequests:
    """How many requests were entered, how many were there already, and what has to be said."""

    imported: int = 0
    duplicates: int = 0
    ids: range = range(0)
    warnings: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    doubts: dict[tuple[str, str], list[tuple[str, int]]] = field(default_factory=dict)

    def leave(self, entry: RowEntry, kind: Left, message: str) -> None:
        """Leave a request out, and say why."""
        self.left.append(entry.left(kind, message))
        if kind in (Left.REFUSED, Left.CONFLICT):
            self.problems.append(entry.said(message))
        else:
            self.duplicates += 1
            self.warnings.append(entry.said(message))


@dataclass(frozen=True, slots=True)
class NumberedEntry:
    """A request and the number it is entered under; `serial` only where it is free for it."""

    entry: RowEntry
    number: str
    year: int
    serial: int | None
    remark: str


class Book:
    """The register numbers in use, in the register and in the file so far."""

    def __init__(self, desk: Desk, numbers_left: Sequence[str]) -> None:
        self._desk = desk
        self._pattern = desk.office.register_pattern
        self._numbers = numbers.Series(desk.store, SERIES)
        self._places: dict[str, str] = {}
        self._series: dict[tuple[int, int], str] = {}
        self._taken_by: dict[tuple[int, int], str] = {}
        self._there: dict[str, Numbered] = {}
        self._at: dict[tuple[int, int], Numbered] = {}
        for one in bulk.numbered_requests(desk.store):
            self._places[plain_number(one.number)] = ""
            self._there[plain_number(one.number)] = one
            if one.year is not None and one.serial is not None:
                number = number_of(one.number, self._pattern)
                self._series[one.year, one.serial] = number.series if number else ""
                self._at[one.year, one.serial] = one
        for text in numbers_left:
            number = number_of(text, self._pattern)
            if number is not None:
                self._numbers.pass_over(number.year, number.serial)

    def clash(self, entry: RowEntry, number: Number) -> tuple[Left, str] | None:
        """Return why a number cannot be entered again; None where it can."""
        place = self._places.get(plain_number(entry.number))
        if place is None and self._is_same(number):
            # 2025-012 where another row has 依申请〔2025〕12号, or a request of the register.
            place = self._taken_by.get((number.year, number.serial), "")
        if place is None:
            return None
        if place:
            return (
                Left.TWICE,
                f"登记编号“{entry.number}”与{place}相同，没有重复导入，请核对编号，改正后重新导入。",
            )
        there = self._there.get(plain_number(entry.number)) or self._at.get(
            (number.year, number.serial)
        )
        if there is not None and not is_the_same(entry, there):
            return (
                Left.CONFLICT,
                f"登记编号“{entry.number}”在登记簿中是{there.applicant_name}"
                f"{there.received_on}的申请，与这一行的申请人、日期、内容不同，没有导入，"
                "请核对是哪一个编号写错了，改正后重新导入，或者选择另编新号导入。",
            )
        return Left.THERE, f"登记编号“{entry.number}”已在登记簿中，没有重复导入。"

    def _is_same(self, number: Number) -> bool:
        """Tell whether year and serial are in use, unless in a series of another name."""
        series = self._series.get((number.year, number.serial))
        return series is not None and (not series or not number.series or series == number.series)

    def take(self, entry: RowEntry, number: Number) -> bool:
        """Take a number of the ledger; return whether year and serial are free for it as well."""
        self._places[plain_number(entry.number)] = place_words(entry.sheet, entry.row)
        at = number.year, number.serial
        if at in self._series:
            return False
        self._series[at] = number.series
        self._taken_by[at] = self._places[plain_number(entry.number)]
        # One no request bears was given before a copy was put back: this is its case again.
        if not self._numbers.is_taken(*at):
            self._numbers.take(*at)
        return True

    def give_back(self, numbered: NumberedEntry) -> None:
        """Free the number of a request that is not entered; its own waits for it."""
        if numbered.serial is not None:
            is_own = numbered.number == numbered.entry.number
            free = self._numbers.pass_over if is_own else self._numbers.give_back
            free(numbered.year, numbered.serial)

    def keep(self) -> None:
        """Write the numbers taken. Part of the caller's transaction."""
        self._numbers.keep()

    def fresh(self, entry: RowEntry, done: EnteredRequests) -> NumberedEntry:
        """Return the entry with a number of the office's own series for the year of receipt."""
        year = entry.received_on.year
        is_clashing = entry.answer("conflict", entry.number) == "NEW_NUMBER"
        serial = bare_serial(entry.number) if entry.number and not is_clashing else None
        if serial is not None and (year, serial) not in self._series:
            if not self._numbers.is_taken(year, serial):
                self._numbers.take(year, serial)
        else:
            serial = self._numbers.reserve(year)
        text = register_number(self._desk, year, serial)
        self._series[year, serial] = ""
        remark = f"原编号：{entry.number}" if entry.number else ""
        if remark:
            done.warnings.append(
                entry.said(
                    f"登记编号“{entry.number}”已另编为“{text}”，原编号记入备注。"
                    if is_clashing
                    else f"登记编号“{entry.number}”看不出年份和序号，改编为“{text}”，"
                    "原编号记入备注。"
                )
            )
        return NumberedEntry(entry, text, year, serial, remark)


def is_the_same(entry: RowEntry, there: Numbered) -> bool:
    """Tell whether a row and a request of one number are one: two of name, day and matter agree."""
    made = entry.registration
    same_name = name_key(made.applicant_name) == name_key(there.applicant_name)
    same_day = entry.received_on.isoformat() == there.received_on
    sought = {folded_words(text) for text in (there.information_sought, there.matter) if text}
    same_matter = bool(sought & {folded_words(made.information_sought), folded_words(made.matter)})
    return same_name + same_day + same_matter >= _ENOUGH
