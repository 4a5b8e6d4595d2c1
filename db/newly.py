"""What was written on a server since a look: a window shows that alone anew."""

import json
from typing import Any, NamedTuple

from db.store import Store

# Beside the steps, which no entry names: they are chained by themselves.
_PAPERS = ("document", "attachment")
_MANY_ENTRIES = 200
# What an import of thousands seals takes a window too long to read: it looks at everything.
_MOST_CHARACTERS = 100_000


class HistoryMark(NamedTuple):
    """How far a window has read: the number of entries and of steps, the hash of the last entry."""

    entries: int = 0
    steps: int = 0
    hash: bytes = b""


class SaidEntry(NamedTuple):
    """Who wrote, on which computer, and the word of the act."""

    by: str
    machine: str
    about: str


class Newly(NamedTuple):
    """The tables written to since a mark, the requests concerned, and who did what to them.

    `requests` is None where not all is known: too much was written, or some of it this account may
    not read. `said` has for each request who wrote last, on which computer, and the word of what it
    was about. `until` is how far was read. `is_another` tells that the history no longer passes
    through the mark: a copy has taken the register's place.
    """

    until: HistoryMark
    tables: frozenset[str]
    requests: frozenset[int] | None
    said: dict[int, SaidEntry]
    is_another: bool = False


def mark(store: Store) -> HistoryMark:
    """Return how far the register has been written."""
    entries, steps, digest = store.rows(
        "select entry_head.entries, chain_head.steps, entry_head.hash from entry_head, chain_head"
    )[0]
    return HistoryMark(entries, steps, bytes(digest))


def since(store: Store, before: HistoryMark) -> Newly:
    """Return what was written since a mark."""
    now = mark(store)
    rows = store.rows(
        "select steps, by, machine, notes, case when length(rows) <= ? then rows end, id, hash"
        " from entry where id >= ? and id <= ? order by id limit ?",
        (_MOST_CHARACTERS, before.entries, now.entries, _MANY_ENTRIES + (before.entries > 0)),
    )
    if not _goes_on(store, before, rows):
        return Newly(now, frozenset(), None, {}, is_another=True)
    rows = [row[:-2] for row in rows if row[-2] > before.entries]
    is_all = len(rows) == now.entries - before.entries
    tables: set[str] = set()
    requests: set[int] = set()
    said: dict[int, SaidEntry] = {}
    steps = before.steps
    for until, by, machine, notes, sealed in rows:
        if sealed is None:
            is_all, steps = False, until
            continue
        touched = json.loads(sealed)
        concerned = _of_steps(store, steps, until) | _of_rows(store, touched)
        about = [str(one["note"]) for one in json.loads(notes) if "note" in one]
        steps = until
        tables.update(touched)
        if concerned:
            tables.add("step")
        requests |= concerned
        said.update({one: SaidEntry(by, machine, about[-1] if about else "") for one in concerned})
    return Newly(now, frozenset(tables), frozenset(requests) if is_all else None, said)


def _goes_on(store: Store, before: HistoryMark, rows: list[tuple[Any, ...]]) -> bool:
    """Tell whether the history still passes through a mark."""
    if before.entries <= 0:
        return True
    if rows and rows[0][-2] == before.entries:
        return bytes(rows[0][-1]) == before.hash
    return store.words.is_there(store.connection, before.entries, before.hash)


def _of_steps(store: Store, before: int, until: int) -> set[int]:
    rows = store.rows(
        "select distinct request_id from step where id > ? and id <= ?", (before, until)
    )
    return {request_id for (request_id,) in rows}


def _of_rows(store: Store, touched: dict[str, dict[str, str | None]]) -> set[int]:
    found = {int(json.loads(key)[0]) for key in touched.get("request", ())}
    for table in _PAPERS:
        for key in touched.get(table, ()):
            row = store.row(f"select request_id from {table} where id = ?", tuple(json.loads(key)))
            if row is not None:
                found.add(row[0])
    return found
