"""Nothing keeps the window from its events: the watchdog sees every act, and none freezes it.

How long each takes, to the tenth of a second that a person notices, is measured by
`tests/bench/bench_desk.py` on a quiet machine; here, with other tests beside, only a freeze fails.
"""

from datetime import datetime, time
from pathlib import Path

from casework.desk.desk import open_desk
from tests.bench import bench_desk, synthetic

REQUESTS = 10_000
A_FREEZE_MS = 2_000


def test_no_act_of_the_window_freezes_it(qapp, tmp_path: Path) -> None:
    path = synthetic.make(tmp_path / "登记簿.db", REQUESTS, with_steps=True)
    desk = open_desk(path, clock=lambda: datetime.combine(bench_desk.TODAY, time(9)), clerk="周敏")
    try:
        waits = dict(bench_desk.measured(desk, bench_desk.prepare(desk), rounds=1))
    finally:
        desk.close()
    assert len(waits) == 12
    assert {words: wait for words, wait in waits.items() if wait > A_FREEZE_MS} == {}
