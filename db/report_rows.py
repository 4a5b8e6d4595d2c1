"""The counts behind table 3 of the annual report, and the requests behind each of its cells."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from db.faults import told_to_clerk
from db.request_row import VOID_STATUS
from db.store import Store
from rules.report_rows import CARRIED_IN, CARRIED_OUT, CLOSED, NEW, NOT_COUNTED

# Until both sides have confirmed the day of receipt, the day of arrival stands in for it.
_RECEIVED = "coalesce(received_on, arrived_on)"
# A case whose reply was set aside stays closed for the report by its first one.
_CLOSED = "coalesce(reported_on, closed_on)"
_CELLS = {
    NEW: f"{_RECEIVED} >= :first and {_RECEIVED} <= :last",
    CARRIED_IN: f"{_RECEIVED} < :first and ({_CLOSED} is null or {_CLOSED} >= :first)",
    CARRIED_OUT: f"{_RECEIVED} <= :last and ({_CLOSED} is null or {_CLOSED} > :last)",
    CLOSED: f"{_CLOSED} >= :first and {_CLOSED} <= :last",
}
_OUTCOME = f"{_CELLS[CLOSED]} and report_row = :row"
# What corrects a record is no request for information, whatever came of it (条例41).
COUNTED = f"status <> '{VOID_STATUS}' and coalesce(report_row, 0) <> {NOT_COUNTED}"
_COUNTS = f"from request where {COUNTED}"


@dataclass(frozen=True, slots=True)
class YearCounts:
    """Requests of a year by kind of applicant; `closed` by row of the report as well.

    A closed request without a row of the report is counted under row 0: something is amiss.
    """

    year: int
    new: Mapping[str, int]
    carried_in: Mapping[str, int]
    carried_out: Mapping[str, int]
    closed: Mapping[tuple[int, str], int]


def counted(store: Store, year: int) -> YearCounts:
    """Return the counts of a year, each counted for itself and none from the others."""
    rows = store.rows(
        f"""select applicant_kind,
            case when {_CLOSED} between :first and :last then coalesce(report_row, 0) end,
            count(*) filter (where {_CELLS[NEW]}), count(*) filter (where {_CELLS[CARRIED_IN]}),
            count(*) filter (where {_CELLS[CARRIED_OUT]}), count(*)
        {_COUNTS} and {_RECEIVED} <= :last and ({_CLOSED} is null or {_CLOSED} >= :first)
        group by 1, 2""",
        _year(year),
    )
    new: dict[str, int] = {}
    carried_in: dict[str, int] = {}
    carried_out: dict[str, int] = {}
    closed: dict[tuple[int, str], int] = {}
    for kind, row, new_here, in_here, out_here, here in rows:
        for counts, number in ((new, new_here), (carried_in, in_here), (carried_out, out_here)):
            if number:
                counts[kind] = counts.get(kind, 0) + number
        if row is not None:
            closed[row, kind] = here
    return YearCounts(year, new, carried_in, carried_out, closed)


def request_ids_in_cell(
    store: Store, year: int, row: int, applicant_kind: str | None = None
) -> "array[int]":
    """Return the requests behind a cell of table 3, oldest first.

    `row` is a row of the report, 1 to 25; no kind of applicant means the column of totals.
    """
    cell = _CELLS.get(row, _OUTCOME)
    with told_to_clerk(store.path):
        cursor = store.connection.execute(
            f"select id {_COUNTS} and {cell} and (:kind is null or applicant_kind = :kind)"
            f" order by {_RECEIVED}, id",
            {**_year(year), "row": row, "kind": applicant_kind},
        )
        return array("q", chain.from_iterable(cursor))


def first_year(store: Store) -> int | None:
    """Return the year of the oldest request, or None for an empty register."""
    day = store.value(f"select min({_RECEIVED}) {_COUNTS}")
    return None if day is None else date.fromisoformat(day).year


def _year(year: int) -> dict[str, str]:
    return {"first": f"{year}-01-01", "last": f"{year}-12-31"}
