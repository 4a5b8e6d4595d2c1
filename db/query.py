"""What is asked of the list: words, filters and an order, and the SQL they become."""

from datetime import date
from typing import Any, NamedTuple, Self

from db.request_row import BESIDE_COLUMNS, COLUMNS, DAY_COLUMNS, LONG_COLUMNS, RequestRow
from db.store import Cell
from db.words import EngineWords

_COMPARISONS = {"=", "!=", "<", "<=", ">", ">="}
OPERATORS = frozenset(
    _COMPARISONS | {"in", "not in", "empty", "not empty", "contains", "starts with"}
)


# Tuples that check themselves: a dataclass writes and compiles its methods anew at every start,
# which the first list would wait for (docs/decisions/0009).
class _Condition(NamedTuple):
    column: str
    op: str
    value: Any


class QueryCondition(_Condition):
    """One filter: a column, an operator of `OPERATORS`, a value (none for empty, not empty).

    `!=` and `not in` hold for an absent value too; other comparisons do not.
    """

    __slots__ = ()

    def __new__(cls, column: str, op: str, value: Any = None) -> Self:  # noqa: ANN401
        """Return the filter; raises `ValueError` for a column or an operator there is not."""
        if column not in COLUMNS or column in BESIDE_COLUMNS:
            raise ValueError(f"no column {column!r} to filter by")
        if op not in OPERATORS:
            raise ValueError(f"no operator {op!r}")
        return super().__new__(cls, column, op, value)


class AnyOf(NamedTuple):
    """Filters of which one is enough."""

    conditions: tuple[QueryCondition, ...]


Where = tuple[QueryCondition | AnyOf, ...]


class _Query(NamedTuple):
    text: str
    where: Where
    order_by: str
    descending: bool


class Query(_Query):
    """What the list shows: `text` searched in, all of `where`, in the order of a column."""

    __slots__ = ()

    def __new__(
        cls,
        text: str = "",
        where: Where = (),
        order_by: str = "watch_on",
        *,
        descending: bool = False,
    ) -> Self:
        """Return the question; raises `ValueError` for a column no list is sorted by."""
        if order_by not in COLUMNS or order_by in LONG_COLUMNS:
            raise ValueError(f"no column {order_by!r} to sort by")
        return super().__new__(cls, text, where, order_by, descending)


# Columns whose sensible order is another's: names by their pinyin, numbers by year and serial,
# and where many requests share a value, by what comes first within it.
_ORDERS = {
    "register_number": ("year", "serial"),
    "applicant_name": ("pinyin", "applicant_name"),
    "status": ("status", "watch_on"),
    "stage": ("stage", "watch_on"),
    "section": ("section", "watch_on"),
    "handler": ("handler", "watch_on"),
    "outcome": ("outcome", "closed_on"),
}
# Orders SQLite can read off an index, without looking at the rows.
_ORDER_INDEXES = {
    "register_number": "request_year_serial",
    "applicant_name": "request_applicant",
    "watch_on": "request_watch_on",
    "due_on": "request_due_on",
    "received_on": "request_received_on",
    "arrived_on": "request_arrived_on",
    "closed_on": "request_closed_on",
    "document_number": "request_document_number",
    "matter": "request_matter",
    "status": "request_status",
    "stage": "request_stage",
    "section": "request_section",
    "handler": "request_handler",
    "outcome": "request_outcome",
}


def order(query: Query, words: EngineWords) -> str:
    """Return what stands after ORDER BY: absent days last, ties by age."""
    way = "desc" if query.descending else "asc"
    columns = _ORDERS.get(query.order_by, (query.order_by,))
    if query.order_by == "id":
        return f"request.id {way}"
    absent = f" nulls {'last' if query.descending or query.order_by in DAY_COLUMNS else 'first'}"
    terms = [
        f"{words.ordered(f'request.{column}')} {way}{absent if column in _MAYBE_ABSENT else ''}"
        for column in columns
    ]
    if _leaves_few(query.where):
        # Else the order's index would be walked past every closed request.
        terms[0] = f"{words.no_walk}{terms[0]}"
    return ", ".join([*terms, f"request.id {way}"])


def _leaves_few(where: Where) -> bool:
    """Tell whether the filters leave what is open: few, however many years the register holds."""
    return any(
        _leaves_few(one.conditions)
        if isinstance(one, AnyOf)
        else (one.column, one.op) == ("closed_on", "empty")
        for one in where
    )


# Columns that may hold nothing; and those that hold numbers, here as conditions name them.
_MAYBE_ABSENT = frozenset(
    name for name, default in RequestRow._field_defaults.items() if default is None
)
_NUMBERS = frozenset(
    f"request.{name}"
    for name in COLUMNS
    if name not in DAY_COLUMNS and not isinstance(RequestRow._field_defaults.get(name), str)
)


def order_index(query: Query) -> str:
    """Return the index that holds the query's order, or an empty text."""
    return _ORDER_INDEXES.get(query.order_by, "")


def indexed_order(index: str) -> list[tuple[str, bool]]:
    """Return the columns of the order an index holds, each with whether absent ones come first.

    Empty for an index that holds none.
    """
    of_column = next((column for column, name in _ORDER_INDEXES.items() if name == index), "")
    columns = _ORDERS.get(of_column, (of_column,)) if of_column else ()
    return [(one, one in _MAYBE_ABSENT and of_column not in DAY_COLUMNS) for one in columns]


def conditions(query: Query) -> tuple[list[str], list[Any]]:
    """Return the filters as SQL conditions over `request`, and their parameters."""
    said: list[str] = []
    parameters: list[Any] = []
    for condition in query.where:
        sql, values = _condition(condition)
        said.append(sql)
        parameters.extend(values)
    return said, parameters


def _condition(condition: QueryCondition | AnyOf) -> tuple[str, list[Any]]:
    if isinstance(condition, AnyOf):
        each = [_condition(one) for one in condition.conditions]
        return f"({' or '.join(sql for sql, _ in each)})", [
            one for _, found in each for one in found
        ]
    column, op, value = f"request.{condition.column}", condition.op, condition.value
    if column in _NUMBERS:
        if op in ("empty", "not empty"):
            return f"{column} is {'not ' if op == 'not empty' else ''}null", []
        if op in ("contains", "starts with"):
            column = f"cast({column} as text)"
    if op == "empty":
        return f"({column} is null or {column} = '')", []
    if op == "not empty" and condition.column in DAY_COLUMNS:
        # Said so, an index answers it.
        return f"{column} > ''", []
    if op == "not empty":
        return f"({column} is not null and {column} <> '')", []
    if op in ("in", "not in"):
        values = [_plain(item) for item in value]
        if not values:
            return ("1 = 0" if op == "in" else "1 = 1"), []
        among = f"{column} {op} ({', '.join('?' * len(values))})"
        return (among if op == "in" else f"({column} is null or {among})"), values
    if op == "contains":
        return f"instr({column}, ?) > 0", [str(value)]
    if op == "starts with":
        return f"substr({column}, 1, length(?)) = ?", [str(value), str(value)]
    if value is None:
        raise ValueError("compare with empty or not empty")
    if op == "!=":
        return f"({column} is null or {column} <> ?)", [_plain(value)]
    return f"{column} {op} ?", [_plain(value)]


def _plain(value: Cell) -> Cell:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value
