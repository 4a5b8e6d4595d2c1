"""Letters written and files received: their rows. The files themselves are casework's to place."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from db.faults import read_as_written
from db.files import digest_of
from db.store import Store
from rules.errors import ClerkError

_NAMES = (
    "id", "request_id", "step_id", "kind", "title", "year", "serial", "number", "status", "path",
    "fields", "text", "created_at", "sha256", "handed_out_at",
)  # fmt: skip
_COLUMNS = ", ".join(_NAMES)
_TEXTS = "select text from document where request_id = ? and status <> 'withdrawn' order by id"
_CHANGEABLE = frozenset(
    {
        "step_id",
        "title",
        "year",
        "serial",
        "number",
        "status",
        "path",
        "fields",
        "text",
        "handed_out_at",
    }
)


@dataclass(frozen=True, slots=True)
class Document:
    """A letter: `status` is drafted, issued or withdrawn; `fields` what filled its template.

    `sha256` is that of its file as it was written, in hexadecimal; empty where there was none.
    `handed_out_at` is when it was first printed or given to another program, empty before.
    """

    id: int
    request_id: int
    step_id: int | None
    kind: str
    title: str
    year: int | None
    serial: int | None
    number: str
    status: str
    path: str
    fields: dict[str, Any]
    text: str
    created_at: str
    sha256: str = ""
    handed_out_at: str = ""


def add(
    store: Store,
    request_id: int,
    *,
    kind: str,
    title: str,
    created_at: str,
    step_id: int | None = None,
    year: int | None = None,
    serial: int | None = None,
    number: str = "",
    status: str = "issued",
    path: str = "",
    fields: Mapping[str, Any] | None = None,
    text: str = "",
) -> Document:
    """Record a letter, with the content of its file, and return it.

    `path` is what `Beside.kept_as` says of the file, which is on disk already.
    """
    said = json.dumps(dict(fields or {}))
    written = store.written(
        "insert into document (request_id, step_id, kind, title, year, serial, number, status,"
        " path, fields, text, created_at, sha256)"
        f" values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning {_COLUMNS}",
        (request_id, step_id, kind, title, year, serial, number, status, path, said, text,
         created_at, _content(store, path)),
    )  # fmt: skip
    if path:
        store.beside.keep(path)
    return _document(store, written[0])


def change(store: Store, document_id: int, values: Mapping[str, Any]) -> Document:
    """Change a letter's row and return it: its status, path, number, text.

    Raises `KeyError` for a column that does not change, `LookupError` where there is no such
    letter.
    """
    unknown = values.keys() - _CHANGEABLE
    if unknown or not values:
        raise KeyError(*sorted(unknown))
    stored = dict(values)
    if "fields" in stored:
        stored["fields"] = json.dumps(dict(stored["fields"]))
    if "path" in stored:
        stored["sha256"] = _content(store, stored["path"])
    changed = _changed(store, stored, document_id)
    if stored.get("path"):
        store.beside.keep(stored["path"])
    return changed


def _changed(store: Store, stored: Mapping[str, Any], document_id: int) -> Document:
    written = store.written(
        f"update document set {', '.join(f'{name} = ?' for name in stored)} where id = ?"
        f" returning {_COLUMNS}",
        [*stored.values(), document_id],
    )
    if not written:
        raise LookupError(f"no document {document_id}")
    return _document(store, written[0])


def revise(store: Store, document_id: int) -> Document:
    """Note the content a letter's file has now, because its clerk went on writing in it."""
    letter = one(store, document_id)
    changed = _changed(store, {"sha256": _content(store, letter.path)}, document_id)
    if letter.path:
        store.beside.keep(letter.path)
    return changed


def _content(store: Store, path: str) -> str:
    try:
        return digest_of(store.beside.at(path)) if path else ""
    except ClerkError:
        # Not among the letters: there is no file of ours to hold it against.
        return ""


def one(store: Store, document_id: int) -> Document:
    """Return a letter; raises `LookupError` where there is none of that id."""
    row = store.row(f"select {_COLUMNS} from document where id = ?", (document_id,))
    if row is None:
        raise LookupError(f"no document {document_id}")
    return _document(store, row)


def of_request(store: Store, request_id: int) -> list[Document]:
    """Return a request's letters, oldest first."""
    return [
        _document(store, row)
        for row in store.rows(
            f"select {_COLUMNS} from document where request_id = ? order by id", (request_id,)
        )
    ]


def everything(store: Store) -> list[Document]:
    """Return all letters of the register, to check that each is in its place."""
    return [
        _document(store, row) for row in store.rows(f"select {_COLUMNS} from document order by id")
    ]


def of_step(store: Store, step_id: int) -> list[Document]:
    """Return the letters written with a step."""
    return [
        _document(store, row)
        for row in store.rows(
            f"select {_COLUMNS} from document where step_id = ? order by id", (step_id,)
        )
    ]


def drafted(store: Store) -> list[Document]:
    """Return all letters drafted and not yet issued, oldest first."""
    return [
        _document(store, row)
        for row in store.rows(
            f"select {_COLUMNS} from document where status = 'drafted' order by id"
        )
    ]


def with_number(store: Store, number: str) -> list[Document]:
    """Return the letters that bear a document number."""
    return [
        _document(store, row)
        for row in store.rows(
            f"select {_COLUMNS} from document where number = ? and number <> '' order by id",
            (number,),
        )
    ]


def serials(store: Store, kinds: Sequence[str], year: int, *, but: int) -> frozenset[int]:
    """Return the serials that letters of these kinds bear in a year, without letter `but`."""
    marks = ", ".join("?" * len(kinds))
    rows = store.rows(
        "select serial from document where year = ? and serial is not null and id <> ?"
        f" and status <> 'withdrawn' and kind in ({marks})",
        (year, but, *kinds),
    )
    return frozenset(int(serial) for (serial,) in rows)


def made_on(store: Store, day: date) -> list[Document]:
    """Return the letters that stand and were written on a day, oldest first."""
    rows = store.rows(
        f"select {_COLUMNS} from document where created_at >= ? and created_at < ?"
        " and status <> 'withdrawn' order by id",
        (day.isoformat(), (day + timedelta(days=1)).isoformat()),
    )
    return [_document(store, row) for row in rows]


def texts(store: Store, request_id: int) -> str:
    """Return the text of a request's letters that stand, for searching."""
    return "\n".join(text for (text,) in store.rows(_TEXTS, (request_id,)) if text)


def _document(store: Store, row: tuple[Any, ...]) -> Document:
    with read_as_written(store.path):
        return Document(**dict(zip(_NAMES, row, strict=True)) | {"fields": json.loads(row[10])})
