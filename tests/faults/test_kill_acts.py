"""The program killed in the middle of its acts: what it said was done is done, and whole."""

import random
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path

import pytest

from casework.desk.desk import open_desk
from casework.pages.register_check import problems
from db import documents, requests

pytestmark = pytest.mark.of_file("kills while a file is written")

ROOT = Path(__file__).parents[2]
RUNS = 5
WORKER = """
import sys
from datetime import datetime
from pathlib import Path
from casework.acts import ACTS, perform
from casework.desk.desk import open_desk
from db import settings
from forms.fields import read

desk = open_desk(Path(sys.argv[1]), clock=lambda: datetime(2026, 3, 6, 9), clerk="周敏")
office = {"name": "青枫区政务公开局", "reconsideration_body": "青枫区人民政府"}
settings.put(desk.store, "office", office)
desk.forget_settings()

def do(name, request_id, **typed):
    day = "arrived_on" if request_id is None else "on"
    return perform(desk, ACTS[name], request_id, read(ACTS[name].form, {day: desk.today, **typed}))

while True:
    request_id = do("register", None, applicant_name="甲", information_sought="文件").request_id
    print("registered", request_id, flush=True)
    do("decide", request_id, kind="ALREADY_PUBLIC", access="门户网站")
    print("decided", request_id, flush=True)
    do("serve", request_id)
    print("served", request_id, flush=True)
"""


def killed_after(path: Path, seconds: float) -> list[tuple[str, int]]:
    """Let the worker run, kill it, and return what it had acknowledged."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert worker.stdout is not None
    first = worker.stdout.readline()
    try:
        worker.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        worker.kill()
    rest = worker.stdout.read()
    worker.stdout.close()
    worker.wait()
    complete = [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    return [(line.split()[0], int(line.split()[1])) for line in complete]


def test_nothing_acknowledged_is_lost_and_no_letter_is_missing(tmp_path: Path) -> None:
    dice = random.Random(20261122)
    path = tmp_path / "登记 簿.db"
    acknowledged: list[tuple[str, int]] = []
    for _ in range(RUNS):
        acknowledged += killed_after(path, dice.uniform(0.02, 0.4))
        desk = open_desk(path, clock=lambda: datetime.combine(date(2026, 3, 6), time(9)))
        try:
            assert list(problems(desk)) == []
            for word, request_id in acknowledged:
                row = requests.one(desk.store, request_id)
                assert row.register_number
                if word == "decided":
                    assert row.document_number
                    assert documents.of_request(desk.store, request_id)
                elif word == "served":
                    assert row.closed_on is not None
        finally:
            desk.close()
    assert len(acknowledged) > RUNS
