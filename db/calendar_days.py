"""The office's own table of days off and make-up days, year by year.

A day belongs to the year of the notice that set it, which may reach into the December before.
Whatever replaces or edits a year leaves what was there in `calendar_change`.
"""

import json
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from db.faults import read_as_written
from db.store import Store
from rules.working_days import SpecialDay

_COLUMNS = "date, is_working, name, source"


class YearState(Enum):
    """What is known of a year: its notice, nothing yet, or a notice corrected by hand."""

    PUBLISHED = "published"
    MISSING = "missing"
    EDITED = "edited"


class CalendarYear(NamedTuple):
    """A year of the table and where its days come from."""

    year: int
    state: YearState
    source: str


class CalendarChangeRow(NamedTuple):
    """What a year was before it was changed, and when and by whom it was."""

    year: int
    recorded_at: str
    recorded_by: str
    state: YearState
    source: str
    days: tuple[SpecialDay, ...]


def special_days(
    store: Store, year: int | None = None, *, since: date | None = None
) -> list[SpecialDay]:
    """Return the days set apart, all or those of one year's notice or since a day, in order."""
    rows = store.rows(
        f"select {_COLUMNS} from calendar_day"
        " where (?1 is null or year = ?1) and (?2 is null or date >= ?2) order by date",
        (year, None if since is None else since.isoformat()),
    )
    with read_as_written(store.path):
        return [_day(row) for row in rows]


def years(store: Store) -> list[CalendarYear]:
    """Return the years the table knows of, in order."""
    rows = store.rows("select year, state, source from calendar_year order by year")
    with read_as_written(store.path):
        return [CalendarYear(year, YearState(state), source) for year, state, source in rows]


def published_until(store: Store) -> date | None:
    """Return the last day settled by a notice with no missing year before it, or None."""
    settled: int | None = None
    for known in years(store):
        if known.state is YearState.MISSING or (settled is not None and known.year != settled + 1):
            break
        settled = known.year
    with read_as_written(store.path):
        return None if settled is None else date(settled, 12, 31)


def replace_year(
    store: Store,
    year: int,
    days: Iterable[SpecialDay],
    *,
    source: str,
    recorded_at: str,
    recorded_by: str = "",
    state: YearState = YearState.PUBLISHED,
) -> None:
    """Put a year's notice in place of whatever the table had for that year."""
    with store.atomic():
        _remember(store, year, recorded_at, recorded_by)
        store.run("delete from calendar_day where year = ?", (year,))
        _write(store, year, days)
        _set_state(store, year, state, source)


def put_days(
    store: Store,
    days: Iterable[SpecialDay],
    *,
    recorded_at: str,
    recorded_by: str = "",
    year: int | None = None,
) -> None:
    """Add or correct single days by hand; a published year becomes an edited one.

    `year` is the notice's year, by default each day's own.
    """
    by_year: dict[int, list[SpecialDay]] = {}
    for day in days:
        by_year.setdefault(year or day.on.year, []).append(day)
    with store.atomic():
        for of_year, group in by_year.items():
            known = _remember(store, of_year, recorded_at, recorded_by)
            _write(store, of_year, group)
            settled = known.state is not YearState.MISSING
            _set_state(
                store, of_year, YearState.EDITED if settled else YearState.MISSING, known.source
            )


def changes(store: Store, year: int | None = None) -> list[CalendarChangeRow]:
    """Return what was changed in the table, the latest first."""
    rows = store.rows(
        "select year, recorded_at, recorded_by, state, source, days from calendar_change"
        " where ?1 is null or year = ?1 order by id desc",
        (year,),
    )
    with read_as_written(store.path):
        return [
            CalendarChangeRow(
                of_year,
                at,
                by,
                YearState(state),
                source,
                tuple(_day(day) for day in json.loads(days)),
            )
            for of_year, at, by, state, source, days in rows
        ]


def _day(row: Iterable[Any]) -> SpecialDay:
    on, is_working, name, source = row
    return SpecialDay(date.fromisoformat(on), bool(is_working), name, source)


def _remember(store: Store, year: int, recorded_at: str, recorded_by: str) -> CalendarYear:
    row = store.row("select state, source from calendar_year where year = ?", (year,))
    known = CalendarYear(year, YearState.MISSING, "")
    if row is not None:
        with read_as_written(store.path):
            known = CalendarYear(year, YearState(row[0]), row[1])
    days = store.rows(f"select {_COLUMNS} from calendar_day where year = ? order by date", (year,))
    store.run(
        "insert into calendar_change (year, recorded_at, recorded_by, state, source, days)"
        " values (?, ?, ?, ?, ?, ?)",
        (
            year, recorded_at, recorded_by, known.state.value, known.source,
            json.dumps(days, ensure_ascii=False),
        ),
    )  # fmt: skip
    return known


def _write(store: Store, year: int, days: Iterable[SpecialDay]) -> None:
    for day in days:
        store.run(
            "insert into calendar_day (date, year, is_working, name, source)"
            " values (?, ?, ?, ?, ?) on conflict (date) do update set year = excluded.year,"
            " is_working = excluded.is_working, name = excluded.name, source = excluded.source",
            (day.on.isoformat(), year, int(day.is_working), day.name, day.source),
        )


def _set_state(store: Store, year: int, state: YearState, source: str) -> None:
    store.run(
        "insert into calendar_year (year, state, source) values (?, ?, ?)"
        " on conflict (year) do update set state = excluded.state, source = excluded.source",
        (year, state.value, source),
    )
