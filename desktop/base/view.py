"""What a list asks for: its filter, its conditions, its order and its words, kept together."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from casework.desk.questions import QueryCondition

COLUMNS = {
    "section": "承办科室",
    "handler": "承办人",
    "stage": "办理阶段",
    "channel": "提交方式",
    "applicant_kind": "申请人类别",
    "year": "登记年份",
}
# The requests of one import: their ids follow one another.
_ENTERED = "id"
# Requests named one by one, with the words that say what they have in common.
_LISTED = "listed"


class ShownColumn(NamedTuple):
    """A column that shows: what the register sorts it by, and its width at 100 % zoom."""

    order_by: str
    width: int


class ChosenFilter(NamedTuple):
    """A condition the clerk chose: a column and its value."""

    column: str
    value: str | int

    @property
    def words(self) -> str:
        """The condition as its chip shows it."""
        if self.column == _ENTERED:
            return f"一次导入的{len(ids_of(self.value)):,}件"
        if self.column == _LISTED:
            words, ids = listed_in(self.value)
            return f"{words}：{len(ids):,}件"
        return f"{COLUMNS[self.column]}：{value_words(self.column, self.value)}"

    @property
    def conditions(self) -> tuple[QueryCondition, ...]:
        """The condition as the register is asked."""
        if self.column == _ENTERED:
            ids = ids_of(self.value)
            return QueryCondition("id", ">=", ids.start), QueryCondition("id", "<", ids.stop)
        if self.column == _LISTED:
            return (QueryCondition("id", "in", listed_in(self.value)[1]),)
        return (QueryCondition(self.column, "=", self.value),)


def listed(words: str, ids: Sequence[int]) -> ChosenFilter:
    """Return the condition that holds for these requests; `words` say what they have in common."""
    return ChosenFilter(_LISTED, f"{words}|{','.join(map(str, ids))}")


def listed_in(value: str | int) -> tuple[str, tuple[int, ...]]:
    """Return the words and ids of `listed`; raises `ValueError` where the value is none."""
    words, _, ids = str(value).rpartition("|")
    return words, tuple(int(one) for one in ids.split(",") if one)


def entered(ids: range) -> ChosenFilter:
    """Return the condition that holds for the requests entered at once, by their ids."""
    return ChosenFilter(_ENTERED, f"{ids.start}-{ids.stop}")


def ids_of(value: str | int) -> range:
    """Return the ids a value of `entered` names; raises `ValueError` where it names none."""
    first, _, end = str(value).partition("-")
    return range(int(first), int(end))


class View(NamedTuple):
    """What a view brings back: the filter by name, the conditions, the order, the words searched.

    `columns` are those shown, from left to right; without any the list keeps the ones it has, as
    for a view kept before views had them.
    """

    filter_name: str
    chosen: tuple[ChosenFilter, ...]
    order_by: str
    descending: bool
    text: str = ""
    columns: tuple[ShownColumn, ...] = ()


def value_words(column: str, value: str | int) -> str:
    """Return a value of a column as a person reads it."""
    if column == "channel":
        from rules.receipt import Channel

        known = Channel.__members__.get(str(value))
        return str(value) if known is None else known.label
    if column == "applicant_kind":
        from rules.report_rows import Applicant

        kind = Applicant.__members__.get(str(value))
        return str(value) if kind is None else kind.value
    return f"{value}年" if column == "year" else str(value)


def view_of(kept: dict[str, Any]) -> View | None:
    """Return a view as it was kept, by this version or an earlier one; None where it is spoilt."""
    try:
        return View(
            str(kept["filter"]),
            tuple(chosen_of(kept["chosen"])),
            str(kept["order_by"]),
            bool(kept["descending"]),
            str(kept.get("text", "")),
            tuple(ShownColumn(str(name), int(width)) for name, width in kept.get("columns", ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def chosen_of(kept: list[tuple[str, str | int]]) -> Iterator[ChosenFilter]:
    """Yield the conditions kept that still mean something."""
    for column, value in kept:
        if column == _ENTERED:
            ids_of(value)
        if column in COLUMNS or column == _ENTERED:
            yield ChosenFilter(column, value)
