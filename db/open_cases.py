"""The open requests and the steps the law counts by, read in two queries for a recount."""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from db.faults import told_to_clerk
from db.request_row import VOID_STATUS
from db.steps import StepRecord
from db.store import Store

_DAYS = "received_on, arrived_on, confirmed_on, due_on, expected_on, watch_on, missed_on"


class OpenCaseRow(NamedTuple):
    """What the register says of an open request's deadline; days as ISO texts or None."""

    request_id: int
    received_on: str
    arrived_on: str | None
    confirmed_on: str | None
    due_on: str | None
    expected_on: str | None
    watch_on: str | None
    missed_on: str | None
    status: str
    waiting_for: str
    provisional: int
    stage: str


def open_cases(store: Store) -> list[OpenCaseRow]:
    """Return every request that is neither closed nor void, oldest first."""
    rows = store.rows(
        f"select id, {_DAYS}, status, waiting_for, provisional, stage from request"
        f" where closed_on is null and status <> '{VOID_STATUS}' and received_on is not null"
        " order by id"
    )
    return [OpenCaseRow._make(row) for row in rows]


class RawStep(NamedTuple):
    """A step as the register keeps it, its details still a JSON text."""

    id: int
    request_id: int
    kind: str
    happened_on: str
    details: str
    recorded_at: str
    recorded_by: str
    annuls: int | None

    def read(self) -> StepRecord:
        """Return the step with its day and details read."""
        return StepRecord(
            self.id,
            self.request_id,
            self.kind,
            date.fromisoformat(self.happened_on),
            json.loads(self.details),
            self.recorded_at,
            self.recorded_by,
            self.annuls,
        )


def steps_of_open_cases(store: Store, kinds: Sequence[str]) -> dict[int, list[RawStep]]:
    """Return the steps of these kinds of every open request, in the order they were recorded."""
    marks = ", ".join("?" * len(kinds))
    found: dict[int, list[RawStep]] = {}
    with told_to_clerk(store.path):
        cursor = store.connection.execute(
            "select step.id, request_id, kind, happened_on, details, recorded_at, recorded_by,"
            f" annuls from request {store.words.join} step on step.request_id = request.id"
            f" where closed_on is null and status <> '{VOID_STATUS}' and kind in ({marks})",
            tuple(kinds),
        )
        for row in sorted(cursor, key=lambda row: int(row[0])):
            found.setdefault(row[1], []).append(RawStep._make(row))
    return found
