"""All clocks of 100,000 open cases after a calendar change, beside the bare loop over the rows.

The cases are mixed as a busy office has them: half with nothing but their receipt, the rest with
a correction, a consultation, an extension or a fee on the way.
"""

import random
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from casework.cases.recount import recounted
from casework.desk.desk import Desk, open_desk
from db.open_cases import open_cases
from rules.steps import StepKind

CASES = 100_000
_NOW = date(2026, 11, 20)
_WAYS: tuple[tuple[StepKind, ...], ...] = (
    (),
    (),
    (),
    (StepKind.CORRECTION_NOTICED, StepKind.CORRECTION_RECEIVED),
    (StepKind.THIRD_PARTY_CONSULTED,),
    (StepKind.AGENCY_CONSULTED, StepKind.AGENCY_ANSWERED),
    (StepKind.EXTENDED,),
    (StepKind.FEE_NOTICED,),
)


def run() -> list[dict[str, Any]]:
    """Return name, ours, baseline, ratio and unit; times are seconds, the best of three."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        desk = _register(Path(folder) / "登记簿.db")
        try:
            ours = min(_seconds(lambda: sum(one.is_moved for one in _all(desk))) for _ in range(3))
            bare = min(_seconds(lambda: _bare_loop(desk)) for _ in range(3))
        finally:
            desk.close()
    return [
        {
            "name": f"日历变动后重算{CASES:,}件在办申请的全部期限（对照：逐行读出）",
            "ours": ours,
            "baseline": bare,
            "ratio": ours / bare,
            "unit": "秒",
        }
    ]


def _all(desk: Desk) -> Any:
    return recounted(desk, desk.outlook)


def _bare_loop(desk: Desk) -> int:
    return sum(date.fromisoformat(row.received_on) <= _NOW for row in open_cases(desk.store))


def _seconds(work: Any) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _register(path: Path) -> Desk:
    """Make a register of open cases; only what a recount reads is filled in."""
    from datetime import datetime, time

    dice = random.Random(7)
    desk = open_desk(path, clock=lambda: datetime.combine(_NOW, time(9)))
    connection = desk.store.connection
    with desk.store.atomic():
        connection.executemany(
            "insert into request (id, received_on, status, stage) values (?, ?, 'running', '办理')",
            ((n, (_NOW - timedelta(days=dice.randrange(2, 40))).isoformat())
             for n in range(1, CASES + 1)),
        )  # fmt: skip
        rows: list[Any] = []
        for n, received in connection.execute("select id, received_on from request").fetchall():
            day = date.fromisoformat(received)
            for kind in dice.choice(_WAYS):
                day = min(day + timedelta(days=dice.randrange(1, 6)), _NOW)
                rows.append((len(rows) + 1, n, kind.word, day.isoformat(), "{}", "", "", b"", b""))
        connection.executemany(
            "insert into step (id, request_id, kind, happened_on, details, recorded_at,"
            " recorded_by, previous, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    return desk
