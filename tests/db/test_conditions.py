"""What the filters of a list become, and which there are not."""

from datetime import date

import pytest

from db import query as queries
from db import requests
from db.query import Query, QueryCondition
from db.request_row import LONG_COLUMNS
from db.store import Store


def test_what_no_question_asks_is_refused() -> None:
    for column in ("letters_text", "no", "id; --", ""):
        with pytest.raises(ValueError, match=f"no column '{column}' to filter by"):
            QueryCondition(column, "empty")
    with pytest.raises(ValueError, match="no operator 'like'"):
        QueryCondition("matter", "like", "x")
    for column in (*LONG_COLUMNS, "no"):
        with pytest.raises(ValueError, match=f"no column '{column}' to sort by"):
            Query(order_by=column)
    for op in ("=", "!=", "<", "<=", ">", ">="):
        with pytest.raises(ValueError, match="compare with empty or not empty"):
            queries.conditions(Query(where=(QueryCondition("matter", op),)))


def test_days_and_flags_are_asked_for_as_they_are_stored(store: Store) -> None:
    day = QueryCondition("due_on", "=", date(2026, 2, 28))
    assert queries.conditions(Query(where=(day,))) == (["request.due_on = ?"], ["2026-02-28"])
    among = QueryCondition("due_on", "in", [date(2026, 2, 28), "x"])
    assert queries.conditions(Query(where=(among,)))[1] == ["2026-02-28", "x"]
    flag = QueryCondition("provisional", "!=", True)
    values = queries.conditions(Query(where=(flag,)))[1]
    assert values == [1]
    assert type(values[0]) is int
    requests.insert_many(store, [{"provisional": True}, {"provisional": False}])
    ids = requests.ids(store, Query(where=(QueryCondition("provisional", "=", True),)))
    assert [row.provisional for row in requests.rows(store, ids)] == [True]
