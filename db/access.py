"""Who looked at, searched, printed or exported what people asked for: only ever added to."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.store import Store

_COLUMNS = "at, by, machine, kind, request_id, details"


@dataclass(frozen=True, slots=True)
class Access:
    """One look: when, by whom, on which computer, of what kind; of one request or of many."""

    at: str
    by: str
    machine: str
    kind: str
    request_id: int | None = None
    details: str = ""


def add(store: Store, looks: Sequence[Access]) -> None:
    """Add looks to the log; part of the caller's transaction."""
    for one in looks:
        store.run(
            f"insert into access ({_COLUMNS}) values (?, ?, ?, ?, ?, ?)",
            (one.at, one.by, one.machine, one.kind, one.request_id, one.details),
        )


def take_out(store: Store, request_id: int, word: str) -> None:
    """Put a mark where a word stands in what is said of looks at one request."""
    store.run(
        "update access set details = replace(details, ?, '〔已删除〕')"
        " where request_id = ? and instr(details, ?) > 0",
        (word, request_id, word),
    )


def every(store: Store, request_id: int | None = None) -> list[Access]:
    """Return the log, of everything or of one request, oldest first."""
    rows = store.rows(
        f"select {_COLUMNS} from access where ?1 is null or request_id = ?1 order by id",
        (request_id,),
    )
    return [Access(*row) for row in rows]
