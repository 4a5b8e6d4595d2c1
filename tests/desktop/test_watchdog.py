"""Nothing keeps the window from its events for longer than a person notices.

A tenth of the requests of `tests/bench/bench_desk.py`, so that the tests stay quick.
"""

from datetime import datetime, time
from pathlib import Path

from casework.desk import open_desk
from tests.bench import bench_desk, synthetic

REQUESTS = 10_000


def test_the_window_never_stands_still_for_a_tenth_of_a_second(qapp, tmp_path: Path) -> None:
    path = synthetic.make(tmp_path / "登记簿.db", REQUESTS, with_steps=True)
    desk = open_desk(path, clock=lambda: datetime.combine(bench_desk.TODAY, time(9)), clerk="周敏")
    try:
        waits = dict(bench_desk.measured(desk, bench_desk.prepare(desk), rounds=1))
    finally:
        desk.close()
    assert len(waits) == 12
    assert {words: wait for words, wait in waits.items() if wait > bench_desk.LIMIT_MS} == {}
