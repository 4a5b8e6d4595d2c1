import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from db import requests, steps
from db.integrity import problems
from db.lock import lock_path
from db.opening import open_store
from db.requests import Query

pytestmark = pytest.mark.of_file("kills while a file is written")

ACTING = Path(__file__).with_name("acting.py")
HOUSE = Path(__file__).parents[2]
KILLS = 15


def killed_after(path: Path, seconds: float) -> list[int]:
    """Let a child act until it is killed, and return the ids it said were on disk."""
    child = subprocess.Popen(
        [sys.executable, str(ACTING), str(path)],
        stdout=subprocess.PIPE, env={"PYTHONPATH": str(HOUSE)}, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    said = [child.stdout.readline()]
    timer = threading.Timer(seconds, child.kill)
    timer.start()
    said += child.stdout.readlines()
    timer.join()
    child.stdout.close()
    assert child.wait() != 0
    # A line cut off in the middle was not said.
    return [int(line) for line in said if line.endswith("\n")]


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    dice = random.Random(20261122)
    acknowledged: list[int] = []
    torn = 0
    for _ in range(KILLS):
        said = killed_after(path, dice.uniform(0, 0.05))
        assert said
        acknowledged += said
        assert lock_path(path).exists()
        torn += path.with_name(path.name + "-journal").exists()
        with open_store(path) as store:
            ids = requests.ids(store, Query(order_by="id")).tolist()
            assert set(acknowledged) <= set(ids)
            assert ids == list(range(1, len(ids) + 1))
            assert problems(store) == []
            assert steps.count(store) == 2 * len(ids)
            for table in ("document", "number", "request_text"):
                assert store.value(f"select count(*) from {table}") == len(ids)
            assert requests.count(store, Query("登记回执")) == len(ids)
    assert len(acknowledged) == len(set(acknowledged))
    assert torn, "the program was never killed while it wrote: the test shows nothing"


def test_a_command_can_read_what_a_kill_left(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    for seconds in (0.003, 0.008, 0.013):
        said = killed_after(path, seconds)
        with open_store(path, read_only=True) as store:
            assert requests.count(store, Query()) >= len(said)
            assert problems(store) == []
