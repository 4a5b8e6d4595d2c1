"""What the analysis and the ledger read of many requests at once: two queries, no more.

Of the steps only the details asked for are taken out, by SQLite itself: a hundred thousand
decisions hold a hundred thousand letters' reasons that nobody here reads.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from db.faults import read_as_written, told_to_clerk
from db.report_rows import COUNTED
from db.request_row import COLUMNS, VOID_STATUS, RequestRow, from_database
from db.steps import StepRecord
from db.store import Store

_RECEIVED = "coalesce(received_on, arrived_on)"


class RequestFact(NamedTuple):
    """A request as the analysis reads it; days are ISO texts, choices names, as stored.

    What is `reported_` speaks of the closing the report counts.
    """

    id: int
    register_number: str
    applicant_name: str
    applicant_kind: str
    received_on: str
    year: int | None
    serial: int | None
    id_type: str
    id_number: str
    agent_name: str
    channel: str
    arrived_on: str | None
    matter: str
    information_sought: str
    section: str
    handler: str
    reported_due_on: str | None
    reported_on: str | None
    decided_on: str | None
    served_on: str | None
    document_number: str
    outcome: str
    report_row: int | None
    reported_in_time: int | None
    used_days: int | None
    late_days: int | None
    confirm_days: int | None
    extended_days: int
    fee_yuan: int
    remark: str


# A row not reckoned anew since the columns came was closed by its only round.
_READ_AS = {
    "received_on": _RECEIVED,
    "reported_on": "coalesce(reported_on, closed_on)",
    "reported_in_time": "coalesce(reported_in_time, in_time)",
    "reported_due_on": "coalesce(reported_due_on, due_on)",
}
_FACTS = ", ".join(_READ_AS.get(name, name) for name in RequestFact._fields)


@dataclass(frozen=True, slots=True)
class StepFact:
    """A step with the few details that count: a kind, a party and three days, as stored."""

    id: int
    request_id: int
    kind: str
    on: str
    annuls: int | None
    reply_kind: str | None
    ref: str | None
    delivered_on: str | None
    published_on: str | None
    decision: str | None


def request_facts(
    store: Store, last_day: date, *, since: date | None = None, also: Iterable[int] = ()
) -> Iterator[RequestFact]:
    """Yield every request received on or before a day that is not void, oldest first.

    With `since` those received and closed before that day are left out, but for those in `also`.
    """
    with told_to_clerk(store.path):
        cursor = store.connection.execute(
            f"select {_FACTS} from request where {COUNTED}"
            f" and {_RECEIVED} <= ?1 and (?2 is null or {_RECEIVED} >= ?2"
            " or coalesce(reported_on, closed_on, '9999') >= ?2"
            f" or {store.words.among('id', '?3')}) order by {_RECEIVED}, id",
            (
                last_day.isoformat(),
                None if since is None else since.isoformat(),
                store.words.many(also),
            ),
        )
        for row in cursor:
            yield RequestFact(*row)


class YearLine(NamedTuple):
    """What was received and closed in a year: days are working days, the mean None for none."""

    received: int = 0
    closed: int = 0
    mean_days: float | None = None
    late: int = 0
    extended: int = 0


def year_lines(store: Store, last_day: date) -> dict[int, YearLine]:
    """Return the figures of every year up to a day, counted by SQLite itself."""
    closed_on = "coalesce(reported_on, closed_on)"
    where = f"where {COUNTED} and {_RECEIVED} <= ?"
    received = store.rows(
        f"select substr({_RECEIVED}, 1, 4), count(*) from request {where} group by 1 order by 1",
        (last_day.isoformat(),),
    )
    closed = store.rows(
        f"select substr(case when {closed_on} > {_RECEIVED} then {closed_on} else {_RECEIVED} end,"
        " 1, 4), count(*), avg(used_days),"
        " count(*) filter (where coalesce(reported_in_time, in_time) = 0),"
        " count(*) filter (where extended_days > 0)"
        f" from request {where} and {closed_on} is not null group by 1 order by 1",
        (last_day.isoformat(),),
    )
    found = {int(year): YearLine(int(number)) for year, number in received if year}
    for year, number, days, late, extended in closed:
        known = found.get(int(year), YearLine())
        found[int(year)] = YearLine(
            known.received, int(number), days, int(late or 0), int(extended or 0)
        )
    return found


def asked_for(store: Store, last_day: date) -> list[tuple[int, str]]:
    """Return every request received up to a day with what it asks for, in its short form."""
    rows = store.rows(
        "select id, case when matter <> '' then matter else information_sought end"
        f" from request where {COUNTED} and {_RECEIVED} <= ?",
        (last_day.isoformat(),),
    )
    return [(int(request_id), str(text)) for request_id, text in rows]


def step_facts(
    store: Store, kinds: Sequence[str], of: Iterable[int] | None = None
) -> dict[int, list[StepFact]]:
    """Return the standing steps of these kinds by request, in the order they were recorded.

    With `of` only those of these requests.
    """
    marks = ", ".join("?" * len(kinds))
    found: dict[int, list[StepFact]] = {}
    said = store.words.member
    wanted = "" if of is None else f"and {store.words.among('request_id')}"
    with told_to_clerk(store.path):
        gone = _annulled(store)
        cursor = store.connection.execute(
            f"select id, request_id, kind, happened_on, annuls, {said('details', 'kind')},"
            f" {said('details', 'ref')}, {said('details', 'delivered_on')},"
            f" {said('details', 'published_on')}, {said('details', 'decision')}"
            f" from step where kind in ({marks}) {wanted}"
            " order by request_id, id",
            (*kinds, *([] if of is None else [store.words.many(of)])),
        )
        for row in cursor:
            if row[0] not in gone:
                found.setdefault(row[1], []).append(StepFact(*row))
    return found


class Happening(NamedTuple):
    """A step the report counts: a challenge, its end, or a fee; choices names, as stored."""

    request_id: int
    kind: str
    on: str
    result: str | None
    stage: str | None
    yuan: int
    id: int = 0
    target: int | None = None


def happenings(
    store: Store, kinds: Sequence[str], last_day: date = date.max
) -> Iterator[Happening]:
    """Yield the standing steps of these kinds, request by request, in the order of their days.

    Steps after `last_day` are left out. `yuan` is what was decided to be charged, or else what
    was paid; 0 where neither is told.
    """
    marks = ", ".join("?" * len(kinds))
    said = store.words.member
    with told_to_clerk(store.path):
        gone = _annulled(store)
        cursor = store.connection.execute(
            f"select id, request_id, kind, happened_on, {said('details', 'result')},"
            f" {said('details', 'stage')}, coalesce(cast({said('details', 'decided_yuan')}"
            f" as numeric), cast({said('details', 'yuan')} as numeric), 0), id,"
            f" cast({said('details', 'target')} as numeric)"
            f" from step where kind in ({marks}) and happened_on <= ?"
            " order by request_id, happened_on, id",
            (*kinds, last_day.isoformat()),
        )
        for row in cursor:
            if row[0] not in gone:
                yield Happening(*row[1:])


def _annulled(store: Store) -> set[int]:
    """Return the steps that no longer stand; an annulled annulment puts its step back."""
    gone: set[int] = set()
    # Sorted here: asked for in an order, SQLite looks through every step and not its index.
    rows = store.rows("select id, annuls from step where annuls is not null")
    for step_id, annuls in sorted(rows, reverse=True):
        if step_id not in gone:
            gone.add(annuls)
    return gone


def requests_with_steps(
    store: Store, first_day: date, last_day: date
) -> Iterator[tuple[RequestRow, list[StepRecord]]]:
    """Yield the requests received from one day to another with all their steps, oldest first."""
    return _with_steps(store, "<>", first_day, last_day)


def void_requests(
    store: Store, first_day: date, last_day: date
) -> Iterator[tuple[RequestRow, list[StepRecord]]]:
    """Yield those whose registration was taken back, with all their steps, oldest first."""
    return _with_steps(store, "=", first_day, last_day)


def _with_steps(
    store: Store, is_void: str, first_day: date, last_day: date
) -> Iterator[tuple[RequestRow, list[StepRecord]]]:
    span = (first_day.isoformat(), last_day.isoformat())
    names = [name for name in COLUMNS if name != "letters_text"]
    made = [(at, make) for at, name in enumerate(names) if (make := from_database(name))]
    where = f"status {is_void} '{VOID_STATUS}' and {_RECEIVED} between ? and ?"
    with told_to_clerk(store.path), read_as_written(store.path):
        history: dict[int, list[StepRecord]] = {}
        cursor = store.connection.execute(
            "select step.id, request_id, kind, happened_on, details, recorded_at, recorded_by,"
            f" annuls from request join step on step.request_id = request.id where {where}"
            " order by request_id, step.id",
            span,
        )
        for request_id, rows in groupby(cursor, key=lambda row: row[1]):
            history[request_id] = [_record(row) for row in rows]
        cursor = store.connection.execute(
            f"select {', '.join(names)} from request where {where} order by {_RECEIVED}, id", span
        )
        for row in cursor:
            values: list[Any] = list(row)
            for at, make in made:
                if values[at] is not None:
                    values[at] = make(values[at])
            yield RequestRow(**dict(zip(names, values, strict=True))), history.get(row[0], [])


def _record(row: tuple[Any, ...]) -> StepRecord:
    return StepRecord(
        row[0], row[1], row[2], date.fromisoformat(row[3]), json.loads(row[4]), *row[5:8]
    )
