"""The days of the open clocks, a cache written with every step: what boards and months ask for."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from db.faults import read_as_written
from db.request_row import VOID_STATUS
from db.store import Store


class ClockRow(NamedTuple):
    """A day of a case: the word of its task, by when, since when, on what ground, whose."""

    task: str
    due_on: date
    since: date
    basis: str
    who: str


class DueRow(NamedTuple):
    """A day with what a line about it shows of its case."""

    request_id: int
    clock: ClockRow
    register_number: str
    applicant_name: str
    matter: str
    section: str
    handler: str
    missed_on: date | None
    rounds: int
    is_provisional: bool


_COLUMNS = "task, due_on, since, basis, who"
_SHOWN = (
    "select clock.request_id, clock.task, clock.due_on, clock.since, clock.basis, clock.who,"
    " request.register_number, request.applicant_name, request.matter, request.section,"
    " request.handler, request.missed_on, request.rounds, request.provisional"
    " from clock {join} request on request.id = clock.request_id"
    f" where request.status <> '{VOID_STATUS}'"
)
_ORDER = "order by clock.due_on, clock.request_id, clock.task, clock.who"


def put(store: Store, request_id: int, rows: Iterable[ClockRow]) -> None:
    """Keep the days of a case in place of those it had."""
    with store.atomic():
        store.run("delete from clock where request_id = ?", (request_id,))
        for row in rows:
            store.run(
                f"insert into clock (request_id, {_COLUMNS}) values (?, ?, ?, ?, ?, ?)",
                (
                    request_id,
                    row.task,
                    row.due_on.isoformat(),
                    row.since.isoformat(),
                    row.basis,
                    row.who,
                ),
            )


def of_request(store: Store, request_id: int) -> list[ClockRow]:
    """Return the days of a case, the earliest first."""
    rows = store.rows(
        f"select {_COLUMNS} from clock where request_id = ? order by due_on, task, who",
        (request_id,),
    )
    with read_as_written(store.path):
        return [_clock(row) for row in rows]


def due(
    store: Store,
    *,
    first: date | None = None,
    last: date | None = None,
    tasks: Sequence[str] | None = None,
    request_ids: Sequence[int] | None = None,
    missed: bool = False,
    limit: int | None = None,
) -> list[DueRow]:
    """Return the days of all cases from one day to another, the earliest first.

    `tasks` are the words of the kinds wanted, all of them where none are given, and so with the
    requests; with `missed` only those of cases that have missed a day.
    """
    where, values = _where(first, last, tasks, request_ids)
    if missed:
        where += " and request.missed_on is not null"
    cut = "" if limit is None else f" limit {int(limit)}"
    with read_as_written(store.path):
        return [
            _due(row)
            for row in store.rows(
                f"{_SHOWN.format(join=store.words.join)}{where} {_ORDER}{cut}", values
            )
        ]


def _due(row: Sequence[Any]) -> DueRow:
    request_id, number, name, matter, section, handler, missed_on, rounds, provisional = (
        row[0],
        *row[6:],
    )
    return DueRow(
        request_id,
        _clock(row[1:6]),
        number,
        name,
        matter,
        section,
        handler,
        None if missed_on is None else date.fromisoformat(missed_on),
        rounds,
        bool(provisional),
    )


def first_due(store: Store, tasks: Sequence[str]) -> date | None:
    """Return the earliest day of these kinds, by their words; None where there is none."""
    where, values = _where(None, None, tasks, None)
    # By the day alone, which is indexed: asked twice a minute, it looks at the first few.
    rows = store.rows(
        f"select clock.due_on from clock {store.words.join} request"
        " on request.id = clock.request_id"
        f" where request.status <> '{VOID_STATUS}'{where} order by clock.due_on limit 1",
        values,
    )
    with read_as_written(store.path):
        return date.fromisoformat(str(rows[0][0])) if rows else None


def count_by_day(
    store: Store, first: date | None = None, last: date | None = None
) -> dict[tuple[str, date, bool], int]:
    """Return how many days there are, by word of their kind, day, and whether one was missed.

    From one day to another where they are given: few are read of many.
    """
    where, values = _where(first, last, None, None)
    rows = store.rows(
        "select task, clock.due_on, request.missed_on is not null, count(*)"
        f" from clock {store.words.join} request on request.id = clock.request_id"
        f" where request.status <> '{VOID_STATUS}'{where} group by 1, 2, 3 order by 1, 2, 3",
        values,
    )
    with read_as_written(store.path):
        return {
            (task, date.fromisoformat(day), bool(is_missed)): number
            for task, day, is_missed, number in rows
        }


def _where(
    first: date | None,
    last: date | None,
    tasks: Sequence[str] | None,
    request_ids: Sequence[int] | None,
) -> tuple[str, list[object]]:
    said, values = "", list[object]()
    if first is not None:
        said += " and clock.due_on >= ?"
        values.append(first.isoformat())
    if last is not None:
        said += " and clock.due_on <= ?"
        values.append(last.isoformat())
    if tasks is not None:
        said += f" and clock.task in ({', '.join('?' * len(tasks))})"
        values.extend(tasks)
    if request_ids is not None:
        said += f" and clock.request_id in ({', '.join('?' * len(request_ids))})"
        values.extend(request_ids)
    return said, values


def _clock(row: Sequence[str]) -> ClockRow:
    task, due_on, since, basis, who = row
    return ClockRow(task, date.fromisoformat(due_on), date.fromisoformat(since), basis, who)
