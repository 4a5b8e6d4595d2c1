import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from db import requests, steps
from db.integrity import problems
from db.opening import open_store
from db.store import Store
from tests.engines import outside

pytestmark = pytest.mark.on_both_engines


def a_step(store: Store, request_id: int, **changed: object) -> steps.StepRecord:
    values: dict[str, object] = {
        "kind": "noted", "on": date(2026, 3, 2), "details": {"text": "电话告知"},
        "recorded_at": "2026-03-02T09:00:00", "recorded_by": "经办人",
    }  # fmt: skip
    return steps.append(store, request_id, **{**values, **changed})  # type: ignore[arg-type]


@pytest.fixture
def history(register_path: Path) -> Path:
    with open_store(register_path) as store:
        for name in ("周某", "吴某"):
            requests.insert(store, {"applicant_name": name, "pinyin": "-"})
        for number in range(6):
            a_step(store, 1 + number % 2, details={"number": number})
    return register_path


def tamper(path: Path, *statements: str) -> list[str]:
    """Do what somebody with a database program would do, and return what is said about it."""
    with outside(path) as connection:
        for trigger in ("step_stays_as_it_is", "step_stays", "chain_head_stays"):
            connection.guard(trigger)
        for statement in statements:
            connection.execute(statement)
    with open_store(path) as store:
        return steps.verify_chain(store)


def test_steps_come_back_as_they_were_recorded(store: Store) -> None:
    request_id = requests.insert(store, {"applicant_name": "周某"})
    first = a_step(store, request_id, details={"乙": [1, None, True], "甲": {"丙": "“引号”\n"}})
    second = a_step(store, request_id, kind="annulled", annuls=first.id)
    assert steps.of_request(store, request_id) == [first, second]
    assert first.details == {"乙": [1, None, True], "甲": {"丙": "“引号”\n"}}
    assert steps.one(store, second.id) == second
    assert steps.one(store, 99) is None
    assert steps.count(store) == 2


def test_all_steps_come_request_by_request(history: Path) -> None:
    with open_store(history, read_only=True) as store:
        found = {
            request_id: [step.details["number"] for step in records]
            for request_id, records in steps.of_all(store)
        }
    assert found == {1: [0, 2, 4], 2: [1, 3, 5]}


@pytest.mark.parametrize("statement", ["update step set kind = 'x'", "delete from step"])
def test_the_register_itself_refuses_to_change_a_step(store: Store, statement: str) -> None:
    a_step(store, requests.insert(store, {}))
    with pytest.raises(sqlite3.IntegrityError):
        store.run(statement)


@pytest.mark.of_file("a server does not know that word")
def test_replacing_a_step_is_refused_too(store: Store) -> None:
    a_step(store, requests.insert(store, {}))
    with pytest.raises(sqlite3.IntegrityError):
        store.run("replace into step select * from step")


def test_a_step_of_no_request_is_refused(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        a_step(store, 7)
    assert steps.count(store) == 0
    assert steps.verify_chain(store) == []


def test_an_untouched_history_is_whole(history: Path) -> None:
    with open_store(history) as store:
        assert steps.verify_chain(store) == []
        assert problems(store) == []


@pytest.mark.parametrize(
    "change",
    ["details = '{}'", "happened_on = '2026-01-01'", "request_id = 2", "recorded_by = '他人'",
     "kind = 'served'", "recorded_at = ''", "annuls = 1", "hash = x'00'"],
)  # fmt: skip
def test_an_altered_step_is_named(history: Path, change: str) -> None:
    said = tamper(history, f"update step set {change} where id = 3")
    assert said[0].startswith("第3条办理记录")
    assert "改动" in said[0]


def test_a_step_altered_with_its_hash_breaks_the_link_to_the_next(history: Path) -> None:
    with open_store(history, read_only=True) as store:
        content = (
            3,
            1,
            "noted",
            "2026-01-01",
            '{"number":2}',
            "2026-03-02T09:00:00",
            "经办人",
            None,
        )
        previous = store.value("select previous from step where id = 3")
        forged = steps._digest(previous, content).hex()
    said = tamper(
        history, f"update step set happened_on = '2026-01-01', hash = x'{forged}' where id = 3"
    )
    assert said[0].startswith("第4条办理记录")
    assert "接不上" in said[0]


def test_a_removed_step_is_named(history: Path) -> None:
    said = tamper(history, "delete from step where id in (3, 4)")
    assert said == [
        "缺少第3条办理记录至第4条办理记录，已被人从程序之外删除。请与最近的备份核对。"
    ] or (said[0].startswith("缺少第3条至第4条办理记录"))


def test_a_removed_tail_is_named(history: Path) -> None:
    said = tamper(history, "delete from step where id >= 5")
    assert len(said) == 1
    assert said[0].startswith("末尾缺少第5条至第6条办理记录")


def test_a_removed_history_is_named(history: Path) -> None:
    assert tamper(history, "delete from step")[0].startswith("末尾缺少第1条至第6条办理记录")


def test_swapped_steps_are_named(history: Path) -> None:
    said = tamper(
        history,
        "update step set id = -2 where id = 2",
        "update step set id = 2 where id = 5",
        "update step set id = 5 where id = -2",
    )
    assert "第2条办理记录" in said[0]
    assert "原是第5条" in said[0]
    assert any("原是第2条" in sentence for sentence in said)


def test_an_added_step_is_named(history: Path) -> None:
    said = tamper(
        history,
        "insert into step select 7, request_id, kind, happened_on, details, recorded_at,"
        " recorded_by, annuls, previous, hash from step where id = 6",
    )
    assert any("第7条" in sentence for sentence in said)


def test_a_lost_head_is_named(history: Path) -> None:
    assert "已被删除" in tamper(history, "delete from chain_head")[0]


def test_a_ruined_history_is_not_listed_line_by_line(register_path: Path) -> None:
    with open_store(register_path) as store:
        request_id = requests.insert(store, {})
        with store.atomic():
            for _ in range(40):
                a_step(store, request_id)
    said = tamper(register_path, "update step set recorded_by = '他人'")
    assert len(said) == 21
    assert "不再逐条列出" in said[-1]


@hypothesis_settings(max_examples=40)
@given(
    details=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4),
        st.none() | st.booleans() | st.integers(-(2**53), 2**53)
        | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
        max_size=4,
    ),
    by=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
)  # fmt: skip
def test_whatever_a_step_says_is_kept_and_chained(
    tmp_path_factory: pytest.TempPathFactory, details: dict[str, object], by: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "steps-property.db"
    with open_store(path) as store:
        request_id = requests.insert(store, {})
        recorded = a_step(store, request_id, details=details, recorded_by=by)
        assert steps.of_request(store, request_id) == [recorded]
        assert recorded.details == details
        assert steps.verify_chain(store) == []


def test_what_no_server_takes_is_left_out_wherever_it_stands(store: Store) -> None:
    details = {"a\0": ["\0乙", {"c": "\\u0000 stays", "d": "x\0y"}]}
    recorded = a_step(store, requests.insert(store, {}), details=details)
    assert recorded.details == {"a": ["乙", {"c": "\\u0000 stays", "d": "xy"}]}
    assert steps.of_request(store, 1) == [recorded]
    assert steps.verify_chain(store) == []
