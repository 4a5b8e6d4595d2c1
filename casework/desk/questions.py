"""What a screen may ask of the requests: conditions, an order, and rows as the list shows them."""

from collections.abc import Sequence

from casework.desk.desk import Desk
from db import requests
from db.request_row import VOID_STATUS, RequestRow
from db.requests import AnyOf, Query, QueryCondition, Where

__all__ = [
    "VOID_STATUS",
    "AnyOf",
    "Query",
    "QueryCondition",
    "RequestRow",
    "Where",
    "count",
    "count_by",
    "ids",
    "is_any",
    "letters_written",
    "rows",
]


def ids(desk: Desk, query: Query, limit: int | None = None) -> Sequence[int]:
    """Return the ids of the requests a question asks for, in its order."""
    return requests.ids(desk.store, query, limit)


def rows(desk: Desk, request_ids: Sequence[int]) -> list[RequestRow]:
    """Return requests as the list shows them, in the order of the ids."""
    return requests.rows(desk.store, request_ids)


def count(desk: Desk, query: Query) -> int:
    """Return how many requests answer a question."""
    return requests.count(desk.store, query)


def is_any(desk: Desk) -> bool:
    """Tell whether the register holds a request; a server counts a hundred thousand for long."""
    return len(requests.ids(desk.store, Query(), 1)) > 0


def count_by(desk: Desk, column: str) -> dict[str | int | None, int]:
    """Return the values of a column, each with how many requests have it, the most first."""
    return requests.count_by(desk.store, column)


def letters_written(desk: Desk) -> int:
    """Return how many letters and papers the register holds."""
    # Read here: the first list is painted without letters.
    from db import documents

    every = requests.ids(desk.store, Query())
    return sum(len(documents.of_request(desk.store, one)) for one in every)
