"""The dated steps of every request: written once, never changed, chained by their hashes.

Each row keeps the hash of the row before it and its own, taken over that and everything the row
says; `chain_head` keeps how many there are and the last hash. Whoever alters, removes, adds or
moves a row outside the program breaks the chain in a way `verify_chain` can name.
"""

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from db.erasing import content_digest, left_of
from db.faults import damaged, read_as_written, told_to_clerk
from db.search_text import well_formed
from db.store import Store

_COLUMNS = "id, request_id, kind, happened_on, details, recorded_at, recorded_by, annuls"
_OF_REQUEST = f"select {_COLUMNS} from step where request_id = ? order by id"
_HEAD = "select steps, hash from chain_head"
# Hashes rest on it: never to be changed.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
# Beyond this many places the register is not altered but ruined, and a list helps nobody.
_MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step as it was recorded. `annuls` is the id of the step it takes back."""

    id: int
    request_id: int
    kind: str
    on: date
    details: dict[str, Any]
    recorded_at: str
    recorded_by: str
    annuls: int | None = None


def taken_back(records: Iterable[StepRecord]) -> frozenset[int]:
    """Return the ids of the steps that do not stand, given all steps of a request in their order.

    What took a step back may have been taken back itself, in a register of an earlier version.
    """
    gone: set[int] = set()
    for record in sorted(records, key=lambda one: one.id, reverse=True):
        if record.annuls is not None and record.id not in gone:
            gone.add(record.annuls)
    return frozenset(gone)


def standing(records: Sequence[StepRecord]) -> list[StepRecord]:
    """Return the steps that stand, without those that took others back."""
    gone = taken_back(records)
    return [one for one in records if one.id not in gone and one.annuls is None]


def append(
    store: Store,
    request_id: int,
    *,
    kind: str,
    on: date,
    details: Mapping[str, Any],
    recorded_at: str,
    recorded_by: str,
    annuls: int | None = None,
) -> StepRecord:
    """Add a step at the end of the chain and return it; `details` must be plain JSON.

    Raises `ClerkError` where the head of the chain is gone: the register is damaged.
    """
    text = json_of(details)
    recorded_by = well_formed(recorded_by)
    with store.atomic():
        head = store.row(_HEAD)
        if head is None:
            raise damaged(store.path)
        step_id, previous = head[0] + 1, head[1]
        content = (
            step_id, request_id, kind, on.isoformat(), text, recorded_at, recorded_by, annuls,
        )  # fmt: skip
        digest = _digest(previous, content)
        store.run(
            f"insert into step ({_COLUMNS}, previous, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*content, previous, digest),
        )
        store.run("update chain_head set steps = ?, hash = ?", (step_id, digest))
        store.recorded(step_id)
    return StepRecord(
        step_id, request_id, kind, on, json.loads(text), recorded_at, recorded_by, annuls
    )


def of_request(store: Store, request_id: int) -> list[StepRecord]:
    """Return the steps of a request in the order they were recorded."""
    return [_record(store, row) for row in store.rows(_OF_REQUEST, (request_id,))]


def json_of(details: Mapping[str, Any]) -> str:
    """Return the details of a step as they are recorded, without what no text should hold."""
    text = _CANONICAL.encode(dict(details))
    if "\\u0000" in text:
        text = _CANONICAL.encode(_without_nothings(dict(details)))
    return well_formed(text)


def _without_nothings(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Leave out the characters of value nought: nobody means them, and no server takes them."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {_without_nothings(name): _without_nothings(one) for name, one in value.items()}
    return [_without_nothings(one) for one in value] if isinstance(value, list) else value


def last_of(store: Store, request_id: int) -> int:
    """Return the id of the last step of a request, 0 where it has none."""
    last = store.value("select max(id) from step where request_id = ?", (request_id,))
    return int(last or 0)


def one(store: Store, step_id: int) -> StepRecord | None:
    """Return a step, or None where there is none of that id."""
    row = store.row(f"select {_COLUMNS} from step where id = ?", (step_id,))
    return None if row is None else _record(store, row)


def of_all(store: Store) -> Iterator[tuple[int, list[StepRecord]]]:
    """Yield every request that has steps, by id, with its steps in the order recorded."""
    with told_to_clerk(store.path):
        cursor = store.connection.execute(f"select {_COLUMNS} from step order by request_id, id")
        for request_id, rows in groupby(cursor, key=lambda row: row[1]):
            yield request_id, [_record(store, row) for row in rows]


def of_kinds(store: Store, kinds: Sequence[str]) -> Iterator[tuple[int, list[StepRecord]]]:
    """Yield the requests that have a step of these kinds, by id, each with all its steps."""
    marks = ", ".join("?" * len(kinds))
    with told_to_clerk(store.path):
        cursor = store.connection.execute(
            f"select {_COLUMNS} from step where request_id in"
            f" (select request_id from step where kind in ({marks})) order by request_id, id",
            tuple(kinds),
        )
        for request_id, rows in groupby(cursor, key=lambda row: row[1]):
            yield request_id, [_record(store, row) for row in rows]


def on_day(store: Store, kind: str, day: date) -> list[StepRecord]:
    """Return the steps of a kind that happened on a day and were not taken back."""
    rows = store.rows(
        f"select {_COLUMNS} from step where kind = ? and happened_on = ?"
        " and id not in (select annuls from step where annuls is not null) order by id",
        (kind, day.isoformat()),
    )
    return [_record(store, row) for row in rows]


def latest(store: Store, kind: str, limit: int) -> list[StepRecord]:
    """Return the steps of a kind recorded last that were not taken back, the latest first."""
    rows = store.rows(
        f"select {_COLUMNS} from step where kind = ?"
        " and id not in (select annuls from step where annuls is not null)"
        " order by id desc limit ?",
        (kind, limit),
    )
    return [_record(store, row) for row in rows]


def count(store: Store) -> int:
    """Return how many steps the register holds."""
    return int(store.value("select steps from chain_head") or 0)


def verify_chain(
    store: Store, *, missing: Collection[int] = (), harmed: Collection[int] = ()
) -> list[str]:
    """Return a sentence for each place where the history is not as the program wrote it.

    `missing` and `harmed` are the steps a salvage has said it could not read.
    """
    return list(_broken_places(store, frozenset(missing), frozenset(harmed)))


def _record(store: Store, row: tuple[Any, ...]) -> StepRecord:
    with read_as_written(store.path):
        return StepRecord(
            row[0], row[1], row[2], date.fromisoformat(row[3]), json.loads(row[4]), *row[5:8]
        )


def _digest(previous: bytes, content: tuple[Any, ...]) -> bytes:
    return hashlib.sha256(previous + _CANONICAL.encode(content).encode()).digest()


def is_as_written(row: Sequence[Any]) -> bool:
    """Tell whether a row of the table, with all its columns, is as it was recorded."""
    return bool(_digest(row[8], tuple(row[:8])) == row[9])


def _name(row: sqlite3.Row | tuple[Any, ...]) -> str:
    return f"第{row[0]}条办理记录（申请序号{row[1]}，日期{row[3]}）"


def _broken_places(store: Store, missing: frozenset[int], harmed: frozenset[int]) -> Iterator[str]:
    said = 0
    expected_id, previous = 1, b""
    with told_to_clerk(store.path), read_as_written(store.path):
        head = store.connection.execute("select steps, hash from chain_head").fetchone()
        left = left_of(store.connection)
        cursor = store.connection.execute(
            f"select {_COLUMNS}, previous, hash from step order by id"
        )
        for row in cursor:
            if row[0] > expected_id and missing.issuperset(range(expected_id, row[0])):
                # Behind a gap that was told the chain goes on from the row itself.
                expected_id, previous = row[0], row[8]
            is_harmed = row[0] in harmed
            is_left = left.get(row[0]) == content_digest(row[:8]) if row[0] in left else False
            # One that was told to be harmed is believed, but not that nothing is missing before it.
            before = row[8] if is_harmed else previous
            problem = _problem_of(row, expected_id, before, is_left=is_left or is_harmed)
            if problem:
                yield problem
                said += 1
                if said >= _MOST_PLACES:
                    yield "此后还有更多记录与登记时不一致，不再逐条列出。请从最近的备份恢复登记簿。"
                    return
            expected_id, previous = row[0] + 1, row[9]
    if head is None:
        yield "办理记录的总数和校验值已被删除，无法确认末尾的记录是否齐全。请与最近的备份核对。"
        return
    steps, digest = head
    last = expected_id - 1
    if last < steps and not missing.issuperset(range(last + 1, steps + 1)):
        yield f"末尾缺少{_span(last + 1, steps)}，已被人从程序之外删除。请与最近的备份核对。"
    elif last > steps:
        yield f"末尾多出{_span(steps + 1, last)}，不是由程序登记的。请与最近的备份核对。"
    elif digest != previous:
        yield "最后一条办理记录的校验值与登记时不一致，已被人从程序之外改动。请与最近的备份核对。"


def _problem_of(row: tuple[Any, ...], expected_id: int, previous: bytes, *, is_left: bool) -> str:
    own_previous, own_hash = row[8], row[9]
    # What words were taken out of is held against what was sealed as left of it.
    is_intact = is_left or _digest(own_previous, row[:8]) == own_hash
    if row[0] > expected_id and is_intact:
        return f"缺少{_span(expected_id, row[0] - 1)}，已被人从程序之外删除。请与最近的备份核对。"
    if is_intact and own_previous == previous:
        return ""
    if not is_intact:
        moved_from = _place_it_was_written_at(row)
        if moved_from:
            return (
                f"{_name(row)}原是第{moved_from}条，顺序已被人从程序之外调换。请与最近的备份核对。"
            )
        return f"{_name(row)}的内容与登记时不一致，已被人从程序之外改动。请与最近的备份核对。"
    return f"{_name(row)}与它前面的记录接不上，其间的记录已被改动或者调换。请与最近的备份核对。"


def _place_it_was_written_at(row: tuple[Any, ...]) -> int:
    """Return the id a moved row was recorded under, looked for near where it lies now; or 0."""
    lies_at, content, own_previous, own_hash = int(row[0]), row[1:8], row[8], row[9]
    for distance in range(1, 501):
        for place in (lies_at - distance, lies_at + distance):
            if place > 0 and _digest(own_previous, (place, *content)) == own_hash:
                return place
    return 0


def _span(first: int, last: int) -> str:
    return f"第{first}条办理记录" if first == last else f"第{first}条至第{last}条办理记录"
