"""The entries of the office's books: what it writes down beside its requests.

An entry is never deleted: one entered by mistake is struck, and what a corrected one said before
stays with it.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from db.faults import read_as_written
from db.store import Store

STRUCK = "struck"
_COLUMNS = (
    "id, book, on_day, title, subject, state, owner, details, request_id, recorded_at,"
    " recorded_by, earlier"
)


class BookEntry(NamedTuple):
    """One entry: its day, what lists show and sort by, and the form as plain JSON.

    `earlier` holds what it said before each correction, oldest first.
    """

    id: int
    book: str
    on: date
    title: str
    subject: str
    state: str
    owner: str
    details: Mapping[str, Any]
    request_id: int | None
    recorded_at: str
    recorded_by: str
    earlier: list[dict[str, Any]]


class NewEntry(NamedTuple):
    """What an entry is to say."""

    on: date
    title: str
    subject: str
    state: str
    owner: str
    details: Mapping[str, Any]


def add(store: Store, book: str, new: NewEntry, *, recorded_at: str, recorded_by: str) -> int:
    """Enter a new entry and return its id."""
    return store.add(
        "insert into book_entry (book, on_day, title, subject, state, owner, details,"
        " recorded_at, recorded_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (book, *_said(new), recorded_at, recorded_by),
    )


def change(store: Store, entry: BookEntry, new: NewEntry, *, at: str, by: str) -> None:
    """Let an entry say something else; what it said before is kept with it."""
    before = {
        "state": entry.state,
        "details": dict(entry.details),
        "at": entry.recorded_at,
        "by": entry.recorded_by,
    }
    store.run(
        "update book_entry set on_day = ?, title = ?, subject = ?, state = ?, owner = ?,"
        " details = ?, recorded_at = ?, recorded_by = ?, earlier = ? where id = ?",
        (*_said(new), at, by, json.dumps([*entry.earlier, before], ensure_ascii=False), entry.id),
    )


def link(store: Store, entry_id: int, request_id: int, state: str) -> None:
    """Say which request an entry became."""
    store.run(
        "update book_entry set request_id = ?, state = ? where id = ?",
        (request_id, state, entry_id),
    )


def one(store: Store, entry_id: int) -> BookEntry | None:
    """Return an entry by its id, None where there is none."""
    row = store.row(f"select {_COLUMNS} from book_entry where id = ?", (entry_id,))
    with read_as_written(store.path):
        return None if row is None else _entry(row)


def of_book(
    store: Store,
    book: str,
    *,
    since: date | None = None,
    until: date | None = None,
    state: str | None = None,
) -> list[BookEntry]:
    """Return the entries of a book that stand, the latest day first."""
    rows = store.rows(
        f"select {_COLUMNS} from book_entry where book = ?1 and state <> '{STRUCK}'"
        " and (?2 is null or on_day >= ?2) and (?3 is null or on_day <= ?3)"
        " and (?4 is null or state = ?4) order by on_day desc, id desc",
        (
            book,
            None if since is None else since.isoformat(),
            None if until is None else until.isoformat(),
            state,
        ),
    )
    with read_as_written(store.path):
        return [_entry(row) for row in rows]


def counted(store: Store, book: str, first: date, last: date) -> list[tuple[str, str, str, int]]:
    """Return month (`2026-03`), subject, state and number of the entries of a book in a span."""
    rows = store.rows(
        "select substr(on_day, 1, 7), subject, state, count(*) from book_entry"
        f" where book = ? and state <> '{STRUCK}' and on_day between ? and ?"
        " group by 1, 2, 3 order by 1, 2, 3",
        (book, first.isoformat(), last.isoformat()),
    )
    return [(str(month), str(subject), str(state), int(n)) for month, subject, state, n in rows]


def pressing(store: Store, states: Mapping[str, str], until: date) -> list[BookEntry]:
    """Return the entries whose state is the open one of their book and whose day has come."""
    found: list[BookEntry] = []
    for book, state in states.items():
        found += of_book(store, book, until=until, state=state)
    return sorted(found, key=lambda entry: (entry.on, entry.id))


def _said(new: NewEntry) -> tuple[str, str, str, str, str, str]:
    return (
        new.on.isoformat(),
        new.title,
        new.subject,
        new.state,
        new.owner,
        json.dumps(dict(new.details), ensure_ascii=False),
    )


def _entry(row: tuple[Any, ...]) -> BookEntry:
    id_, book, on, title, subject, state, owner, details, request_id, at, by, earlier = row
    return BookEntry(
        int(id_), book, date.fromisoformat(on), title, subject, state, owner,
        json.loads(details), request_id, at, by, json.loads(earlier),
    )  # fmt: skip
