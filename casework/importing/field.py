"""A column the import understands: its names in ledgers, and how its cells are read."""

from dataclasses import dataclass
from enum import Enum


class CellKind(Enum):
    """How the cells of a column are read."""

    TEXT = "文字"
    DAY = "日期"
    # A yes, a day, a number or words: whatever the clerk put there.
    ANY = "是否"
    # Shown by the program from what it knows; the ledger's figure is only compared or left.
    COMPUTED = "由程序计算"


@dataclass(frozen=True, slots=True)
class LedgerField:
    """A column the import understands. `decides_days`: the statutory days rest on it."""

    name: str
    label: str
    kind: CellKind
    names: frozenset[str]
    decides_days: bool = False


def a_text(name: str, label: str, names: str) -> LedgerField:
    """Return a column of words."""
    return LedgerField(name, label, CellKind.TEXT, frozenset(names.split()))


def a_day(name: str, label: str, stems: str, *, decides: bool = True) -> LedgerField:
    """Return a column of days; each stem may be followed by 日期 or 日."""
    names = {form for stem in stems.split() for form in _with_day(stem)}
    return LedgerField(name, label, CellKind.DAY, frozenset(names), decides)


def _with_day(stem: str) -> tuple[str, ...]:
    # A stem marked with ! means the day only where the header says so.
    return (
        (stem[:-1] + "日期", stem[:-1] + "日")
        if stem.endswith("!")
        else (stem + "日期", stem + "日", stem)
    )


def a_mark(name: str, label: str, names: str) -> LedgerField:
    """Return a column that may hold a yes, a day, a number or words."""
    return LedgerField(name, label, CellKind.ANY, frozenset(names.split()))


def a_computed(name: str, label: str, names: str) -> LedgerField:
    """Return a column the program computes for itself."""
    return LedgerField(name, label, CellKind.COMPUTED, frozenset(names.split()))
