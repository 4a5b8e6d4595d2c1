import sqlite3
from datetime import date
from typing import Any

import pytest

from db import drafts, requests, steps
from db.query import AnyOf
from db.request_row import COLUMNS, LONG_COLUMNS
from db.requests import Query, QueryCondition
from db.store import Store
from rules.errors import ClerkError

pytestmark = pytest.mark.on_both_engines


def enter(store: Store, **values: object) -> int:
    return requests.insert(store, {"applicant_name": "周某", **values})


def found(store: Store, **query: object) -> list[int]:
    return requests.ids(store, Query(**query)).tolist()  # type: ignore[arg-type]


def test_a_request_comes_back_as_it_was_entered(store: Store) -> None:
    values: dict[str, Any] = {
        "year": 2026, "serial": 12, "register_number": "依申请〔2026〕12号",
        "applicant_name": "单雄信", "received_on": date(2026, 1, 30), "arrived_on": "2026-01-28",
        "provisional": True, "in_time": False, "fee_yuan": 700, "information_sought": "全文",
        "letters_text": "予以公开", "closed_on": None,
    }  # fmt: skip
    row = requests.one(store, enter(store, **values))
    assert row == requests.RequestRow(
        id=1, **{**values, "arrived_on": date(2026, 1, 28), "pinyin": "shanxiongxin sxx"}
    )
    assert requests.by_number(store, "依申请〔2026〕12号") == row
    assert list(requests.every(store)) == [row]


def test_half_a_character_is_no_obstacle(store: Store) -> None:
    torn = "\ud83d笑脸"
    request_id = enter(store, matter=torn, letters_text=torn)
    step = steps.append(
        store, request_id, kind="noted", on=date(2026, 3, 2), details={"text": torn},
        recorded_at="", recorded_by=torn,
    )  # fmt: skip
    drafts.keep(store, "register", {"matter": torn})
    assert requests.one(store, request_id).matter == "?笑脸"
    assert steps.of_request(store, request_id) == [step]
    assert found(store, text=torn) == [request_id]


def test_a_list_leaves_the_long_texts_out(store: Store) -> None:
    texts = dict.fromkeys(LONG_COLUMNS, "很长的文字")
    first, second = enter(store, **texts), enter(store, phone="13800001234", **texts)
    rows = requests.rows(store, [second, 99, first])
    assert [row.id for row in rows] == [second, first]
    assert rows[0].phone == "13800001234"
    assert all(getattr(rows[0], name) == "" for name in LONG_COLUMNS)


def test_many_pages_come_in_the_order_asked_for(store: Store) -> None:
    ids = requests.insert_many(store, ({"pinyin": "-", "serial": None} for _ in range(1203)))
    backwards = ids[::-1]
    assert [row.id for row in requests.rows(store, backwards)] == backwards
    assert [row.id for row in requests.every(store)] == ids


def test_a_change_touches_only_what_it_names(store: Store) -> None:
    request_id = enter(store, matter="规划许可", letters_text="答复", stage="登记")
    requests.update(store, request_id, {"stage": "审查", "due_on": date(2026, 3, 19)})
    row = requests.one(store, request_id)
    assert (row.stage, row.due_on, row.matter) == ("审查", date(2026, 3, 19), "规划许可")
    assert row.letters_text == "答复"


def test_a_new_name_is_read_anew(store: Store) -> None:
    request_id = enter(store, agent_name="吴某")
    requests.update(store, request_id, {"applicant_name": "曾国藩"})
    assert requests.one(store, request_id).pinyin == "zengguofan zgf wumou wm"
    assert found(store, text="zgf") == found(store, text="wumou") == [request_id]
    assert found(store, text="zhou") == []


def test_what_is_not_there_is_said_to_the_clerk(store: Store) -> None:
    with pytest.raises(ClerkError, match="没有序号为7的申请"):
        requests.one(store, 7)
    with pytest.raises(ClerkError, match="没有序号为7的申请"):
        requests.update(store, 7, {"stage": "审查"})
    assert requests.by_number(store, "依申请〔2026〕1号") is None


def test_a_request_without_a_number_is_not_found_by_none(store: Store) -> None:
    enter(store)
    assert requests.by_number(store, "") is None


@pytest.mark.parametrize("column", ["id", "no_such_column", "1=1; --"])
def test_a_column_that_is_not_one_is_refused(store: Store, column: str) -> None:
    with pytest.raises(KeyError):
        requests.insert(store, {column: 1})


def test_one_number_cannot_be_on_two_requests(store: Store) -> None:
    enter(store, year=2026, serial=1, register_number="甲1号")
    with pytest.raises(sqlite3.IntegrityError):
        enter(store, register_number="甲1号")
    with pytest.raises(sqlite3.IntegrityError):
        enter(store, year=2026, serial=1)
    assert requests.count(store, Query()) == 1
    enter(store)
    enter(store)


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        pytest.param(QueryCondition("section", "=", "法规科"), "甲丙", id="equal"),
        pytest.param(QueryCondition("section", "!=", "法规科"), "乙丁", id="unequal"),
        pytest.param(QueryCondition("section", "in", ["法规科", "财务科"]), "甲乙丙", id="among"),
        pytest.param(QueryCondition("section", "not in", ["法规科"]), "乙丁", id="not among"),
        pytest.param(QueryCondition("section", "in", []), "", id="among none"),
        pytest.param(QueryCondition("section", "empty"), "丁", id="empty"),
        pytest.param(QueryCondition("section", "not empty"), "甲乙丙", id="not empty"),
        pytest.param(QueryCondition("section", "contains", "务"), "乙", id="contains"),
        pytest.param(QueryCondition("section", "starts with", "法"), "甲丙", id="starts with"),
        pytest.param(QueryCondition("due_on", "<=", date(2026, 3, 2)), "甲", id="not after a day"),
        pytest.param(QueryCondition("due_on", ">", "2026-03-02"), "乙", id="after a day"),
        pytest.param(QueryCondition("due_on", "empty"), "丙丁", id="no day"),
        pytest.param(QueryCondition("due_on", "not empty"), "甲乙", id="some day"),
        pytest.param(QueryCondition("extended_days", "not empty"), "甲乙丙丁", id="nought too"),
        pytest.param(QueryCondition("due_on", "!=", date(2026, 3, 2)), "乙丙丁", id="not on a day"),
        pytest.param(QueryCondition("provisional", "=", True), "丙", id="a flag"),
        pytest.param(QueryCondition("extended_days", ">=", 5), "乙", id="a number"),
    ],
)
def test_a_filter_holds_for_the_right_requests(
    store: Store, condition: QueryCondition, names: str
) -> None:
    enter(store, applicant_name="甲", section="法规科", due_on="2026-03-02", extended_days=4)
    enter(store, applicant_name="乙", section="财务科", due_on="2026-03-03", extended_days=5)
    enter(store, applicant_name="丙", section="法规科", provisional=True)
    enter(store, applicant_name="丁")
    rows = requests.rows(store, found(store, where=(condition,), order_by="id"))
    assert "".join(row.applicant_name for row in rows) == names


@pytest.mark.of_file("a server plans its queries itself")
def test_what_is_open_is_read_off_its_indexes_in_whatever_order_it_is_asked_for(
    store: Store,
) -> None:
    requests.insert_many(store, ({"closed_on": "2026-01-05", "matter": "甲"} for _ in range(50)))
    later, sooner = enter(store, matter="丙"), enter(store, matter="乙")
    watched = enter(store, matter="丁", closed_on="2026-02-03", watch_on="2026-03-02")
    at_work = AnyOf((QueryCondition("closed_on", "empty"), QueryCondition("watch_on", "not empty")))
    walked: list[str] = []
    store.file.set_trace_callback(walked.append)
    assert found(store, where=(at_work,), order_by="matter") == sorted(
        [later, sooner, watched], key=lambda one: requests.one(store, one).matter
    )
    store.file.set_trace_callback(None)
    asked = next(one for one in walked if " order by " in one)
    plan = [row[3] for row in store.connection.execute(f"explain query plan {asked}")]
    assert not [step for step in plan if step.startswith("SCAN")], plan


def test_filters_hold_together_with_words(store: Store) -> None:
    enter(store, matter="规划许可", section="法规科")
    wanted = enter(store, matter="规划许可", section="财务科")
    where = (QueryCondition("section", "=", "财务科"),)
    assert found(store, text="规划", where=where) == [wanted]
    assert requests.count(store, Query("规划", where)) == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda: QueryCondition("letters_text", "=", "x"),
        lambda: QueryCondition("1", "=", "1"),
        lambda: QueryCondition("stage", "like", "x"),
        lambda: Query(order_by="information_sought"),
        lambda: Query(order_by="random()"),
    ],
)
def test_a_query_that_is_not_one_is_refused(make: object) -> None:
    with pytest.raises(ValueError, match="no "):
        make()  # type: ignore[operator]


def test_names_are_sorted_as_they_are_spoken(store: Store) -> None:
    for name in ("赵一", "单二", "曾三", "安四"):
        enter(store, applicant_name=name)
    rows = requests.rows(store, found(store, order_by="applicant_name"))
    assert [row.applicant_name for row in rows] == ["安四", "单二", "曾三", "赵一"]


def test_register_numbers_are_sorted_as_numbers(store: Store) -> None:
    for serial in (10, 9, 100):
        enter(store, year=2026, serial=serial, register_number=f"依申请〔2026〕{serial}号")
    enter(store, year=2025, serial=999, register_number="依申请〔2025〕999号")
    rows = requests.rows(store, found(store, order_by="register_number"))
    assert [row.serial for row in rows] == [999, 9, 10, 100]


@pytest.mark.parametrize(("descending", "order"), [(False, [2, 1, 3]), (True, [1, 2, 3])])
def test_requests_without_the_day_come_last(
    store: Store, descending: bool, order: list[int]
) -> None:
    enter(store, watch_on="2026-03-03")
    enter(store, watch_on="2026-03-02")
    enter(store)
    assert found(store, order_by="watch_on", descending=descending) == order


@pytest.mark.parametrize("column", [name for name in COLUMNS if name not in LONG_COLUMNS])
def test_any_column_of_the_list_sorts_both_ways(store: Store, column: str) -> None:
    for value in (None, "2026-03-02", "2026-03-01"):
        enter(store, due_on=value)
    ways = [found(store, order_by=column, descending=way) for way in (False, True)]
    assert sorted(ways[0]) == sorted(ways[1]) == [1, 2, 3]


def test_a_limit_takes_the_head_of_the_order(store: Store) -> None:
    for day in ("2026-03-03", "2026-03-01", "2026-03-02"):
        enter(store, watch_on=day, matter="规划")
    assert requests.ids(store, Query(), limit=2).tolist() == [2, 3]
    assert requests.ids(store, Query("规划"), limit=2).tolist() == [2, 3]


def test_requests_are_counted_by_a_column(store: Store) -> None:
    for section in ("法规科", "财务科", "法规科"):
        enter(store, section=section)
    assert requests.count_by(store, "section") == {"法规科": 2, "财务科": 1}
    assert requests.count_by(store, "section", Query("没有")) == {}
