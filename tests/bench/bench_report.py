"""Benchmarks of the annual report: a whole report of 100,000 requests, a roll-up of 500 units."""

import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from casework.reports.annual import AnnualReport, to_exchange
from casework.reports.excel import write_excel
from casework.reports.rollup import roll_up
from casework.reports.suspects import ledger_suspects, suspects
from casework.reports.word import write_word
from rules.annual_report import Counted, table_3, table_3_from_counts
from rules.challenges import Table4
from rules.proactive import Table2
from rules.report_rows import Applicant
from tests.bench.report_ledgers import YEAR, a_ledger, plant

Measured = dict[str, object]
_REQUESTS, _UNITS = 100_000, 500
_APPLICANTS = {applicant.value: applicant for applicant in Applicant}

# Requests closed before their day of receipt count as closed on it, hence the scalar max().
_CLOSED_ON = "max(closed_on, received_on)"
_GROUPS = {
    "new": "received_on between :first and :last",
    "carried_in": f"received_on < :first and (closed_on is null or {_CLOSED_ON} >= :first)",
    "carried_out": f"received_on <= :last and (closed_on is null or {_CLOSED_ON} > :last)",
}
_CLOSED = (
    "select report_row, applicant_kind, count(*) from request "
    f"where received_on <= :last and {_CLOSED_ON} between :first and :last group by 1, 2"
)


def _fastest(action: Callable[[], object], times: int = 5) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return best


def _measured(name: str, ours: float, baseline: float | None) -> Measured:
    return {
        "name": name,
        "ours": round(ours * 1000, 2),
        "baseline": None if baseline is None else round(baseline * 1000, 2),
        "ratio": None if not baseline else round(ours / baseline, 3),
        "unit": "ms",
    }


def _database() -> sqlite3.Connection:
    pick = random.Random(1)
    base = a_ledger(5000, 1)
    database = sqlite3.connect(":memory:")
    database.execute(
        "create table request (id integer primary key, applicant_kind text, received_on text,"
        " closed_on text, report_row integer) strict"
    )
    database.executemany(
        "insert into request values (?, ?, ?, ?, ?)",
        (
            (
                number,
                one.applicant.value,
                one.received_on.isoformat(),
                None if one.closed_on is None else one.closed_on.isoformat(),
                one.outcome_row,
            )
            for number, one in enumerate(pick.choices(base, k=_REQUESTS))
        ),
    )
    return database


def _rows(database: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    days = {"first": f"{YEAR}-01-01", "last": f"{YEAR}-12-31"}
    found = {
        name: database.execute(
            f"select applicant_kind, count(*) from request where {where} group by 1", days
        ).fetchall()
        for name, where in _GROUPS.items()
    }
    return {**found, "closed": database.execute(_CLOSED, days).fetchall()}


def _report(database: sqlite3.Connection) -> str:
    rows = _rows(database)
    one_column = {
        name: {_APPLICANTS[str(kind)]: int(str(count)) for kind, count in rows[name]}
        for name in _GROUPS
    }
    closed = {
        (int(str(row)), _APPLICANTS[str(kind)]): int(str(count))
        for row, kind, count in rows["closed"]
    }
    table3 = table_3_from_counts(
        one_column["new"], one_column["carried_in"], closed, one_column["carried_out"]
    )
    report = AnnualReport(YEAR, "", Table2(), table3, Table4((0,) * 15))
    answer = report.as_json()
    if answer["problems"]:
        raise AssertionError(answer["problems"])
    return json.dumps(answer, ensure_ascii=False)


def _whole_report() -> list[Measured]:
    database = _database()
    ours = _fastest(lambda: _report(database))
    baseline = _fastest(lambda: _rows(database))
    counted = [one.counted for one in a_ledger(5000, 1)] * (_REQUESTS // 5000)
    return [
        _measured("annual report of 100,000 requests, against its bare SQL", ours, baseline),
        _measured("table 3 counted request by request, 100,000 requests", _count(counted), None),
    ]


def _count(counted: list[Counted]) -> float:
    return _fastest(lambda: table_3(counted, YEAR), 3)


def _roll_up() -> Measured:
    table3 = table_3((one.counted for one in a_ledger(80, 2)), YEAR)
    report = AnnualReport(YEAR, "单位", Table2(), table3, Table4((0,) * 15))
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number in range(_UNITS):
            one = replace(report, unit=f"第{number}单位")
            path = Path(folder) / f"{number}.{('xlsx', 'docx', 'json')[number % 3]}"
            if path.suffix == ".xlsx":
                write_excel(one, path)
            elif path.suffix == ".docx":
                write_word(one, path)
            else:
                path.write_text(to_exchange(one), encoding="utf-8")
            paths.append(path)
        ours = _fastest(lambda: roll_up(paths, year=YEAR, unit="临江县"), 1)
    return _measured(
        "roll-up of 500 units' files (Excel, Word, exchange; at most 30 s)", ours, None
    )


def _guesses() -> list[Measured]:
    """Return the share of ledgers of 5,000 whose culprit is among the first three guesses."""
    found: list[Measured] = []
    ways: tuple[tuple[str, float, bool], ...] = (
        ("her ledger at hand", 1.0, True),
        ("only her table, replies worded", 1.0, False),
        ("only her table, half the replies worded", 0.5, False),
    )
    for name, labelled, has_ledger in ways:
        hits = tries = 0
        for seed in range(60):
            truth = a_ledger(5000, seed // 10, labelled=labelled)
            wrong, culprits = plant(truth, 1 + seed % 3, 7000 + seed)
            theirs = table_3((one.counted for one in truth), YEAR)
            if theirs == table_3((one.counted for one in wrong), YEAR):
                continue
            tries += 1
            guesses = (
                ledger_suspects(truth, wrong, YEAR) if has_ledger else suspects(wrong, theirs, YEAR)
            )
            hits += bool({guess.register_number for guess in guesses[:3]} & set(culprits))
        found.append(
            {
                "name": f"a culprit among the first three guesses: {name}",
                "ours": round(100 * hits / tries, 1),
                "baseline": 95.0,
                "ratio": round(hits / tries / 0.95, 3),
                "unit": "%",
            }
        )
    return found


def run() -> list[Measured]:
    """Return what was measured, one mapping a benchmark."""
    return [*_whole_report(), _roll_up(), *_guesses()]


if __name__ == "__main__":
    for measured in run():
        print(json.dumps(measured, ensure_ascii=False))  # noqa: T201
