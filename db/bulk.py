"""Many requests entered at once with their steps, for a ledger that is taken over.

What is written is the same as `requests.insert` and `steps.append` write one by one; the rows go
in together, and the chain's head is moved once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from db.clocks import ClockRow, put
from db.faults import damaged
from db.pinyin import pinyin_key
from db.request_row import (
    BESIDE_COLUMNS,
    COLUMNS,
    NAME_COLUMNS,
    SEARCHED_COLUMNS,
    VOID_STATUS,
    RequestRow,
    to_database,
)
from db.search_text import fold_all
from db.steps import _COLUMNS as _STEP_COLUMNS
from db.steps import _HEAD, _digest, json_of
from db.store import Store

_WRITTEN = tuple(name for name in COLUMNS if name not in BESIDE_COLUMNS)
_DEFAULTS = to_database(
    {name: default for name, default in RequestRow._field_defaults.items() if name != "id"}
)


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step to be recorded; `details` must be plain JSON."""

    kind: str
    on: date
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request to be entered: its columns and days as its steps make them, and the steps."""

    values: Mapping[str, Any]
    steps: Sequence[NewStep]
    clocks: Sequence[ClockRow] = ()


def enter(store: Store, many: Sequence[NewRequest], *, recorded_at: str, recorded_by: str) -> range:
    """Enter requests with their steps and return their ids, in order.

    Raises `ClerkError` where the head of the chain is gone: the register is damaged.
    """
    with store.atomic():
        head = store.row(_HEAD)
        if head is None:
            raise damaged(store.path)
        first = int(store.value("select coalesce(max(id), 0) + 1 from request"))
        _enter_requests(store, first, many)
        for request_id, request in enumerate(many, start=first):
            if request.clocks:
                put(store, request_id, request.clocks)
        step_id, previous = int(head[0]), bytes(head[1])
        rows: list[tuple[Any, ...]] = []
        for request_id, request in enumerate(many, start=first):
            for step in request.steps:
                step_id += 1
                text = json_of(step.details)
                content = (
                    step_id, request_id, step.kind, step.on.isoformat(), text, recorded_at,
                    recorded_by, None,
                )  # fmt: skip
                digest = _digest(previous, content)
                rows.append((*content, previous, digest))
                previous = digest
        store.connection.executemany(
            f"insert into step ({_STEP_COLUMNS}, previous, hash)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        store.run("update chain_head set steps = ?, hash = ?", (step_id, previous))
    return range(first, first + len(many))


def _enter_requests(store: Store, first: int, many: Sequence[NewRequest]) -> None:
    requests: list[tuple[Any, ...]] = []
    texts: list[tuple[int, str, str]] = []
    for request_id, request in enumerate(many, start=first):
        stored = to_database(request.values)
        names = " ".join(name for column in NAME_COLUMNS if (name := stored.get(column, "")))
        stored["pinyin"] = pinyin_key(names)
        requests.append(
            (request_id, *(stored.get(name, _DEFAULTS[name]) for name in _WRITTEN if name != "id"))
        )
        beside = str(stored.get("letters_text", ""))
        folded = fold_all(stored.get(name, "") for name in SEARCHED_COLUMNS)
        texts.append((request_id, beside, folded))
    connection = store.connection
    connection.executemany(
        f"insert into request ({', '.join(_WRITTEN)}) values ({', '.join('?' * len(_WRITTEN))})",
        requests,
    )
    connection.executemany(
        "insert into request_text (id, letters_text, folded) values (?, ?, ?)", texts
    )
    store.words.put_pieces(connection, [(request_id, text) for request_id, _, text in texts])


class Numbered(NamedTuple):
    """What tells the request of a register number from another one."""

    number: str
    year: int | None
    serial: int | None
    applicant_name: str
    received_on: str
    information_sought: str
    matter: str


def numbered_requests(store: Store) -> list[Numbered]:
    """Return every request that has a register number, with what tells it from another."""
    rows = store.rows(
        "select register_number, year, serial, applicant_name, coalesce(received_on, ''),"
        " information_sought, matter from request where register_number <> ''"
    )
    return [Numbered(*row) for row in rows]


def marks_of_imports(store: Store) -> set[str]:
    """Return the marks of all ledger rows in the register whose registration still stands."""
    return {
        mark
        for (mark,) in store.rows(
            f"select {store.words.member('step.details', 'imported_mark')} from step"
            " join request on request.id = step.request_id"
            " where step.kind = 'received' and request.status <> ?",
            (VOID_STATUS,),
        )
        if mark is not None
    }
