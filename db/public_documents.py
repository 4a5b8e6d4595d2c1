"""What the office has made public: the list it publishes, and what was released on a request.

No evidence rests on the list: it only helps to find what an applicant may be pointed to (条例36①).
What was released on a request is read from its steps.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple

from db.store import Store

# The book of what is asked for often, and the state in it of what everybody can read.
_OFTEN, _PUBLIC = "often_asked", "已公开"
_COLUMNS = "title, number, published_on, address"


class PublicDocument(NamedTuple):
    """A document everybody can read; its day is ISO text or empty, as the list has it."""

    title: str
    number: str = ""
    published_on: str = ""
    address: str = ""


def every(store: Store) -> list[PublicDocument]:
    """Return the whole list in the order it was entered, then what was released on requests."""
    rows = store.rows(f"select {_COLUMNS} from public_document order by id")
    return [*(PublicDocument(*row) for row in rows), *_released(store), *_often_asked(store)]


def state(store: Store) -> tuple[int, int]:
    """Return two numbers that change whenever the list does: its length, and its latest entry."""
    row = store.row(
        "select (select count(*) from public_document) + (select count(*) from step"
        " where kind = 'publication_reviewed')"
        " + (select count(*) from book_entry where book = ?1 and state = ?2),"
        " (select coalesce(max(id), 0) from public_document)"
        " + (select coalesce(max(annuls), 0) from step where annuls is not null)"
        " + (select coalesce(sum(id + length(earlier)), 0) from book_entry where book = ?1)",
        (_OFTEN, _PUBLIC),
    )
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def count(store: Store) -> int:
    """Return how many documents were imported."""
    return int(store.value("select count(*) from public_document"))


def put(store: Store, documents: Iterable[PublicDocument]) -> int:
    """Add documents and return how many are new; one that is there gets its latest day."""
    before = count(store)
    with store.atomic():
        store.connection.executemany(
            f"insert into public_document ({_COLUMNS}) values (?, ?, ?, ?)"
            " on conflict (title, number, address) do update set"
            " published_on = coalesce(nullif(excluded.published_on, ''),"
            " public_document.published_on)",
            list(documents),
        )
    return count(store) - before


def clear(store: Store) -> None:
    """Take away the list that was imported; what was released on requests stays."""
    with store.atomic():
        store.run("delete from public_document")


def _often_asked(store: Store) -> list[PublicDocument]:
    """Return what was made public because it was asked for often."""
    rows = store.rows(
        "select details from book_entry where book = ? and state = ? order by id",
        (_OFTEN, _PUBLIC),
    )
    found: list[PublicDocument] = []
    for (details,) in rows:
        told = json.loads(str(details))
        found.append(
            PublicDocument(
                " ".join(str(told.get("matter") or "").split()),
                str(told.get("number") or ""),
                str(told.get("published_on") or ""),
                " ".join(str(told.get("place") or "").split()),
            )
        )
    return found


def _released(store: Store) -> list[PublicDocument]:
    """Return what was made public after a request, with the place it was put at."""
    rows = store.rows(
        "select request.matter, request.information_sought, request.document_number, step.details"
        " from step join request on request.id = step.request_id"
        " where step.kind = 'publication_reviewed'"
        " and step.id not in (select annuls from step where annuls is not null) order by step.id"
    )
    found: list[PublicDocument] = []
    for matter, sought, _, details in rows:
        told = json.loads(details)
        place = str(told.get("place") or "").strip()
        if told.get("decision") == "PUBLISHED" and place:
            day = str(told.get("published_on") or "")
            found.append(PublicDocument((sought or matter).strip(), "", day, place))
    return found
