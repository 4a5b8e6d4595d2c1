"""Files that belong to a request: what came with it, and what is to be disclosed."""

from dataclasses import dataclass
from typing import Any

from db.store import Store

_NAMES = (
    "id", "request_id", "step_id", "name", "path", "size", "sha256", "to_disclose", "added_at",
)  # fmt: skip
_COLUMNS = ", ".join(_NAMES)
_OF_REQUEST = f"select {_COLUMNS} from attachment where request_id = ? order by id"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept with a request; `size` in bytes, `sha256` in hexadecimal."""

    id: int
    request_id: int
    step_id: int | None
    name: str
    path: str
    size: int
    sha256: str
    to_disclose: bool
    added_at: str


def add(
    store: Store,
    request_id: int,
    *,
    name: str,
    path: str,
    size: int,
    sha256: str,
    added_at: str,
    step_id: int | None = None,
    to_disclose: bool = False,
) -> Attachment:
    """Record a file and return it; `path` is relative to the register's folder."""
    own = store.add(
        "insert into attachment (request_id, step_id, name, path, size, sha256, to_disclose,"
        " added_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
        (request_id, step_id, name, path, size, sha256, int(to_disclose), added_at),
    )
    store.beside.keep(path)
    return _attachment((own, request_id, step_id, name, path, size, sha256, to_disclose, added_at))


def of_request(store: Store, request_id: int) -> list[Attachment]:
    """Return a request's files in the order they were added."""
    return [_attachment(row) for row in store.rows(_OF_REQUEST, (request_id,))]


def everything(store: Store) -> list[Attachment]:
    """Return all files of the register, to check that each is in its place."""
    return [
        _attachment(row) for row in store.rows(f"select {_COLUMNS} from attachment order by id")
    ]


def mark(store: Store, attachment_id: int, *, to_disclose: bool) -> None:
    """Set whether a file is one to be disclosed."""
    store.run(
        "update attachment set to_disclose = ? where id = ?", (int(to_disclose), attachment_id)
    )


def place(store: Store, attachment_id: int, path: str) -> None:
    """Note that a file lies elsewhere now; `path` is relative to the register's folder."""
    store.run("update attachment set path = ? where id = ?", (path, attachment_id))
    store.beside.keep(path)


def remove(store: Store, attachment_id: int) -> None:
    """Take a file off a request, because it was added by mistake."""
    store.run("delete from attachment where id = ?", (attachment_id,))


def uses(store: Store, sha256: str) -> int:
    """Return how many requests' files have this content."""
    return int(store.value("select count(*) from attachment where sha256 = ?", (sha256,)))


def _attachment(row: tuple[Any, ...]) -> Attachment:
    return Attachment(**dict(zip(_NAMES, row, strict=True)) | {"to_disclose": bool(row[7])})


def requests_disclosing(store: Store, most: int) -> list[tuple[int, str]]:
    """Return requests with a file marked to be disclosed and what they sought, latest first."""
    return [
        (int(row[0]), str(row[1]))
        for row in store.rows(
            "select id, information_sought from request where id in"
            " (select request_id from attachment where to_disclose = 1)"
            " order by id desc limit ?",
            (most,),
        )
    ]
