"""Every question a list can ask, beside a plain reckoning of the same over the same rows."""

import operator
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db import query as queries
from db import requests, search
from db.opening import open_store
from db.query import OPERATORS, AnyOf, indexed_order, order_index
from db.request_row import COLUMNS, DAY_COLUMNS, LONG_COLUMNS, SEARCHED_COLUMNS, RequestRow
from db.requests import Query, QueryCondition
from db.search_text import fold, fold_all
from db.store import Store
from tests import engines, server

DICE = random.Random(20261129)
DAYS = ("2026-01-30", "2026-02-28", "2026-03-01", "2026-12-31")
WORDS = ("", "规划", "规划许可", "征收 补偿", "Ａ座", "a", "%_", "法规科", "12", "2", "甲")
ASKED = ("", "规划", "规", "许可 a", "补偿", "a座", "法规科 12", "12", "%", "没有", "规划 甲")
NUMBERS = ("year", "serial", "report_row", "extended_days", "fee_yuan", "rounds", "confirm_days",
           "used_days", "paused_days", "late_days", "reckoning", "steps_count")  # fmt: skip
FLAGS = ("provisional", "in_time", "reported_in_time")
BARE = RequestRow._field_defaults
FILTERED = [name for name in COLUMNS if name not in ("letters_text",)]
SORTED = [name for name in COLUMNS if name not in LONG_COLUMNS]
# As the list sorts: names by how they are spoken, numbers by year and serial, ties by age.
ORDERS = {
    "register_number": ("year", "serial"), "applicant_name": ("pinyin", "applicant_name"),
    "status": ("status", "watch_on"), "stage": ("stage", "watch_on"),
    "section": ("section", "watch_on"), "handler": ("handler", "watch_on"),
    "outcome": ("outcome", "closed_on"),
}  # fmt: skip


def a_request(serial: int) -> dict[str, Any]:
    """Return a request of values that many others have as well, or none."""
    said: dict[str, Any] = {}
    for name in COLUMNS:
        if name in ("id", "register_number", "year", "serial", "split_from", "updated_at"):
            continue
        if name in DAY_COLUMNS:
            said[name] = DICE.choice((None, *DAYS))
        elif name in NUMBERS or name in FLAGS:
            kinds = (0, 1) if name in FLAGS else (0, 1, 5, 12, 21)
            said[name] = DICE.choice((None, *kinds) if BARE[name] is None else kinds)
        elif name != "pinyin":
            said[name] = DICE.choice(WORDS)
    if serial % 5:
        said |= {
            "year": 2020 + serial % 3,
            "serial": 12 + serial // 3,
            "register_number": f"{serial}号",
        }
    return said


REQUESTS = [a_request(serial) for serial in range(48)]


def filled(path: Path) -> Store:
    store = open_store(path)
    requests.insert_many(store, REQUESTS)
    return store


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with engines.kept(), filled(tmp_path_factory.mktemp("listed") / "登记簿.db") as store:
        yield store


@pytest.fixture(scope="module")
def on_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    is_turned = nullcontext() if engines.ON_SERVER else engines.on_server()
    with (
        engines.kept(),
        is_turned,
        filled(tmp_path_factory.mktemp("listed") / "登记簿.db") as store,
    ):
        yield store


ROWS: dict[int, dict[str, Any]] = {}


@pytest.fixture
def rows(listed: Store) -> dict[int, dict[str, Any]]:
    """The rows as the database has them: days as text, flags as numbers."""
    if not ROWS:
        columns = ", ".join(name for name in COLUMNS if name != "letters_text")
        names = [name for name in COLUMNS if name != "letters_text"]
        for row in listed.rows(f"select {columns} from request"):
            ROWS[row[0]] = dict(zip(names, row, strict=True))
        for row_id, text in listed.rows("select id, letters_text from request_text"):
            ROWS[row_id]["letters_text"] = text
    return ROWS


COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def holds(row: dict[str, Any], condition: QueryCondition | AnyOf) -> bool:
    if isinstance(condition, AnyOf):
        return any(holds(row, one) for one in condition.conditions)
    held, said = row[condition.column], condition.value
    match condition.op:
        case "empty" | "not empty":
            return (held is None or held == "") == (condition.op == "empty")
        case "in":
            return held in said
        case "not in":
            return held is None or held not in said
        case "contains":
            return held is not None and str(said) in str(held)
        case "starts with":
            return held is not None and str(held).startswith(str(said))
        case "!=":
            return held is None or held != said
        case op:
            return held is not None and COMPARED[op](held, said)


def says(row: dict[str, Any], text: str) -> bool:
    folded = fold_all(row[name] for name in SEARCHED_COLUMNS)
    return all(word in folded for word in fold(text).split())


def sorted_ids(rows: dict[int, dict[str, Any]], query: Query) -> list[int]:
    """Return the ids in the order of a list: by one column after the other, the last first."""
    found = sorted(rows, reverse=query.descending)
    for column in reversed(ORDERS.get(query.order_by, (query.order_by,))):
        absent = 0 if column in (*NUMBERS, *FLAGS, "id", "split_from") else ""
        found.sort(key=lambda one: rows[one][column] or absent, reverse=query.descending)
        absent_last = query.descending or query.order_by in DAY_COLUMNS
        found.sort(key=lambda one: (rows[one][column] is None) == absent_last)
    return found


def expected(rows: dict[int, dict[str, Any]], query: Query) -> list[int]:
    return [
        one
        for one in sorted_ids(rows, query)
        if says(rows[one], query.text) and all(holds(rows[one], it) for it in query.where)
    ]


def values_for(column: str) -> list[Any]:
    if column in DAY_COLUMNS:
        return ["2026-02-28", "2026-03-01"]
    if column in (*NUMBERS, "id", "split_from"):
        return [1, 12]
    return [0, 1] if column in FLAGS else ["规划", "a", "%_", "2"]


def conditions_on(column: str) -> Iterator[QueryCondition]:
    values = values_for(column)
    for op in sorted(OPERATORS):
        if op in ("empty", "not empty"):
            yield QueryCondition(column, op)
        elif op in ("in", "not in"):
            yield from (QueryCondition(column, op, some) for some in ([], values[:1], values))
        elif op in ("contains", "starts with"):
            yield from (QueryCondition(column, op, one) for one in (values[0], "2", "规"))
        else:
            yield from (QueryCondition(column, op, one) for one in values)


def check(store: Store, rows: dict[int, dict[str, Any]], condition: QueryCondition | AnyOf) -> None:
    query = Query(where=(condition,), order_by="id")
    assert requests.ids(store, query).tolist() == expected(rows, query), condition


@pytest.mark.parametrize("column", FILTERED)
def test_every_filter_holds_for_the_rows_it_says(
    listed: Store, rows: dict[int, dict[str, Any]], column: str
) -> None:
    for condition in conditions_on(column):
        check(listed, rows, condition)


@server.needs_server
def test_every_filter_says_the_same_to_a_server(
    on_server: Store, rows: dict[int, dict[str, Any]]
) -> None:
    every = [condition for column in FILTERED for condition in conditions_on(column)]
    for condition in every[::11]:
        check(on_server, rows, condition)


@pytest.mark.parametrize("column", SORTED)
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_is_the_one_it_says(
    listed: Store, rows: dict[int, dict[str, Any]], column: str, descending: bool
) -> None:
    query = Query(order_by=column, descending=descending)
    assert requests.ids(listed, query).tolist() == expected(rows, query)
    assert requests.ids(listed, query, limit=7).tolist() == expected(rows, query)[:7]
    # What is open is not walked to along the index of an order, and stands in the same one.
    few = query._replace(where=(QueryCondition("closed_on", "empty"),))
    assert requests.ids(listed, few).tolist() == expected(rows, few)


@server.needs_server
def test_every_order_is_the_same_on_a_server(
    on_server: Store, rows: dict[int, dict[str, Any]]
) -> None:
    for column in SORTED:
        for descending in (False, True):
            query = Query(order_by=column, descending=descending)
            assert requests.ids(on_server, query).tolist() == expected(rows, query), query


def drawn(dice: random.Random) -> Query:
    def one() -> QueryCondition:
        column = dice.choice(("section", "due_on", "closed_on", "fee_yuan", "matter", "watch_on"))
        return dice.choice(list(conditions_on(column)))

    some: list[QueryCondition | AnyOf] = [one() for _ in range(dice.randrange(3))]
    if dice.random() < 0.3:
        some.append(AnyOf((one(), one())))
    return Query(
        dice.choice(
            ("", "规划", "规", "许可 a", "补偿", "a座", "法规科 12", "12", "%", "没有", "规划 甲")
        ),
        tuple(some),
        dice.choice(SORTED),
        descending=dice.random() < 0.5,
    )


def agree(store: Store, rows: dict[int, dict[str, Any]], query: Query) -> None:
    wanted = expected(rows, query)
    assert requests.count(store, query) == len(wanted), query
    for limit in (None, 1, 2, 5, 50):
        found = requests.ids(store, query, limit=limit).tolist()
        assert found == wanted[:limit], (query, limit)


def test_words_filters_orders_and_limits_go_together(
    listed: Store, rows: dict[int, dict[str, Any]]
) -> None:
    dice = random.Random(1)
    for _ in range(120):
        agree(listed, rows, drawn(dice))


@pytest.mark.parametrize(
    ("few", "farthest", "hits"),
    [(1, 20_000, 20_000), (40, 8, 20_000), (10_000, 20_000, 3), (9, 9, 9)],
)
def test_every_way_to_an_answer_gives_the_same(
    listed: Store,
    rows: dict[int, dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    few: int,
    farthest: int,
    hits: int,
) -> None:
    monkeypatch.setattr(search, "_FEW_DAYS", few)
    monkeypatch.setattr(search, "_FARTHEST", farthest)
    monkeypatch.setattr(type(listed.words), "many_hits", hits)
    dice = random.Random(few)
    for _ in range(60):
        agree(listed, rows, drawn(dice))


@server.needs_server
@pytest.mark.parametrize("hits", [3, 6_000])
def test_words_filters_orders_and_limits_go_together_on_a_server(
    on_server: Store,
    rows: dict[int, dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    hits: int,
) -> None:
    monkeypatch.setattr(type(on_server.words), "many_hits", hits)
    dice = random.Random(hits)
    for _ in range(40):
        query = drawn(dice)
        wanted = expected(rows, query)
        assert requests.count(on_server, query) == len(wanted), query
        assert requests.ids(on_server, query).tolist() == wanted, query
        assert requests.ids(on_server, query, limit=3).tolist() == wanted[:3], query


@pytest.mark.parametrize("column", ["section", "year", "closed_on", "in_time", "handler"])
def test_what_is_counted_is_counted_most_first(
    listed: Store, rows: dict[int, dict[str, Any]], column: str
) -> None:
    for query in (None, Query("规划"), Query(where=(QueryCondition("closed_on", "empty"),))):
        own = expected(rows, query or Query())
        counted = Counter(rows[one][column] for one in own)
        found = requests.count_by(listed, column, query)
        assert found == counted
        ranks = [(-many, value is not None, str(value)) for value, many in found.items()]
        assert ranks == sorted(ranks)


def test_every_row_comes_back_with_its_types(
    listed: Store, rows: dict[int, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def meant(row: dict[str, Any], *, is_listed: bool) -> RequestRow:
        said = dict(row)
        for name, value in row.items():
            if name in DAY_COLUMNS and value is not None:
                said[name] = date.fromisoformat(value)
            elif name in FLAGS and value is not None:
                said[name] = value == 1
            elif name in LONG_COLUMNS and is_listed:
                said[name] = ""
        return RequestRow(**said)

    monkeypatch.setattr(requests, "_PAGE", 7)
    every = [meant(row, is_listed=False) for row in rows.values()]
    assert list(requests.every(listed)) == every
    assert [requests.one(listed, row.id) for row in every] == every
    assert all(requests.by_number(listed, row.register_number) == row
               for row in every if row.register_number)  # fmt: skip
    asked = DICE.sample(sorted(rows), 40)
    wanted = [meant(rows[one], is_listed=True) for one in asked]
    assert requests.rows(listed, [*asked, 999]) == wanted
    assert all(type(one.provisional) is bool for one in every)
    assert requests.how_many(listed) == len(rows)
    assert requests.register_numbers(listed) == {
        one: row["register_number"] for one, row in rows.items()
    }


def test_what_was_reckoned_by_older_rules_comes_open_ones_first(
    listed: Store, rows: dict[int, dict[str, Any]]
) -> None:
    old = [one for one, row in rows.items() if row["reckoning"] < 5]
    wanted = sorted(old, key=lambda one: (rows[one]["closed_on"] is not None, one))
    assert requests.older_reckoning(listed, 5, 100) == wanted
    assert requests.older_reckoning(listed, 5, 3) == wanted[:3]
    assert requests.older_reckoning(listed, 0, 3) == []


def test_the_index_of_an_order_holds_that_order(listed: Store) -> None:
    made = {
        name: [row[0] for row in listed.rows("select name from pragma_index_info(?)", (name,))]
        for (name,) in listed.rows(
            "select name from sqlite_master where type = 'index' and tbl_name = 'request'"
            " and sql not like '%) where %'"
        )
    }
    with_index = {column: order_index(Query(order_by=column)) for column in SORTED}
    assert sorted(filter(None, with_index.values())) == sorted(
        name
        for name in made
        if name not in ("request_applicant_name", "request_reckoning", "request_report")
    )
    for column, index in with_index.items():
        if index:
            order = ORDERS.get(column, (column,))
            assert made[index] == list(order)
            assert indexed_order(index) == [
                (one, BARE[one] is None and column not in DAY_COLUMNS) for one in order
            ]
    assert indexed_order("request_phone") == indexed_order("") == []


@pytest.mark.parametrize("column", [name for name in SORTED if order_index(Query(order_by=name))])
def test_an_order_is_read_off_its_index(listed: Store, column: str) -> None:
    for descending in (False, True):
        query = Query(order_by=column, descending=descending)
        asked = f"select request.id from request order by {queries.order(query, listed.words)}"
        plan = [row[3] for row in listed.rows(f"explain query plan {asked}")]
        assert f"USING COVERING INDEX {order_index(query)}" in plan[0]
