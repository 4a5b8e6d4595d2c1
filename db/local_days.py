"""The days off and make-up days a region adds to the nation's, a layer of their own.

A national notice takes the place of a national one and leaves these alone. Whatever changes a
region's days leaves what was there in `local_day_change`.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from db.faults import read_as_written
from db.store import Store
from rules.working_days import SpecialDay

_COLUMNS = "date, region, is_working, name, source"


class LocalDay(NamedTuple):
    """A day a region set apart, and the paper that did so."""

    on: date
    region: str
    is_working: bool
    name: str
    source: str

    @property
    def special(self) -> SpecialDay:
        """The day as the calendar takes it; its source names the region too."""
        return SpecialDay(self.on, self.is_working, self.name, f"{self.region}{self.source}")


def local_days(
    store: Store, region: str | None = None, *, since: date | None = None
) -> list[LocalDay]:
    """Return the days of all regions, of one, or since a day, in their order."""
    rows = store.rows(
        f"select {_COLUMNS} from local_day"
        " where (?1 is null or region = ?1) and (?2 is null or date >= ?2) order by date, region",
        (region, None if since is None else since.isoformat()),
    )
    with read_as_written(store.path):
        return [
            LocalDay(date.fromisoformat(on), of_region, bool(is_working), name, source)
            for on, of_region, is_working, name, source in rows
        ]


def put_local(
    store: Store,
    region: str,
    days: Iterable[SpecialDay],
    *,
    recorded_at: str,
    recorded_by: str = "",
) -> None:
    """Add days to a region's, each in place of what the region had for that day."""
    with store.atomic():
        _remember(store, region, recorded_at, recorded_by)
        for day in days:
            store.run(
                "insert into local_day"
                " (date, region, is_working, name, source, recorded_at, recorded_by)"
                " values (?, ?, ?, ?, ?, ?, ?) on conflict (date, region) do update set"
                " is_working = excluded.is_working, name = excluded.name,"
                " source = excluded.source, recorded_at = excluded.recorded_at,"
                " recorded_by = excluded.recorded_by",
                (
                    day.on.isoformat(), region, int(day.is_working), day.name, day.source,
                    recorded_at, recorded_by,
                ),
            )  # fmt: skip


def drop_local(
    store: Store, region: str, year: int, *, recorded_at: str, recorded_by: str = ""
) -> None:
    """Take back a region's days of a year."""
    with store.atomic():
        _remember(store, region, recorded_at, recorded_by)
        store.run(
            "delete from local_day where region = ? and substr(date, 1, 4) = ?",
            (region, f"{year:04d}"),
        )


def _remember(store: Store, region: str, recorded_at: str, recorded_by: str) -> None:
    days = [
        (day.on.isoformat(), day.is_working, day.name, day.source)
        for day in local_days(store, region)
    ]
    store.run(
        "insert into local_day_change (region, recorded_at, recorded_by, days) values (?, ?, ?, ?)",
        (region, recorded_at, recorded_by, json.dumps(days, ensure_ascii=False)),
    )
