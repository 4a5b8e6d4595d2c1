"""Long runs of kills and flips, by command: `python -m tests.faults.endurance --kills 1000`.

Each kill ends a process in the middle of acts, papers, imports, copies or restores, and the office
is then checked whole. Each flip changes one bit, a page or the length of a register, a letter or
an attachment, and must be told wherever it changed what the office says.
"""

import argparse
import gzip
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from casework.desk.daily_copy import back_up
from casework.desk.desk import open_desk
from casework.pages.register_check import problems
from casework.safekeeping.restoring import put_back, the_copy
from casework.sample_office import make_sample_office
from db import keys, requests
from rules.errors import ClerkError

ROOT = Path(__file__).parents[2]
PAGE = 4096
OLD = ROOT / "tests" / "db" / "old" / "0.1.0-full.db.gz"
OLD_REQUESTS = 32
DOORS = ("papers", "copies", "restore", "import", "upgrade", "encrypting", "erasing")


def now() -> datetime:
    return datetime(2026, 3, 6, 18)  # noqa: DTZ001 - the office's own clock


def kills(many: int, dice: random.Random, doors: Sequence[str] = DOORS) -> Counter[str]:
    """Kill `many` times, a fresh office every 25, and count what was found."""
    found: Counter[str] = Counter()
    folder = Path(tempfile.mkdtemp(prefix="kills-"))
    acknowledged: set[int] = set()
    os.environ["DISCLOSURE_DESK_KEYS"] = str(folder.with_name(folder.name + "-keys.json"))
    for turn in range(many):
        if turn % 25 == 0:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            acknowledged.clear()
        path = folder / "登记 簿.db"
        door = doors[turn // 25 % len(doors)]
        if door == "upgrade":
            # Each kill meets a register of the first release.
            shutil.rmtree(folder)
            folder.mkdir()
            path.write_bytes(gzip.decompress(OLD.read_bytes()))
        acknowledged |= killed(path, door, dice.uniform(0.0, 0.5))
        found["kills"] += 1
        found[f"kills in {door}"] += 1
        keys.forget_held()
        try:
            desk = open_desk(path, clock=now)
        except ClerkError as error:
            found["did not open"] += 1
            print(f"{turn} {door}: {error}", flush=True)  # noqa: T201
            continue
        try:
            said = list(problems(desk))
            there = {row.id for row in requests.every(desk.store)}
        finally:
            desk.close()
        if door == "upgrade":
            # The register of the first release is kept without its letters.
            said = [one for one in said if "不在原来的位置" not in one]
            found["requests lost in upgrade"] += len(there) != OLD_REQUESTS
        lost = acknowledged - there
        if said:
            found["with problems"] += 1
            print(f"{turn} {door}: {said[0]}", flush=True)  # noqa: T201
        found["acknowledged and lost"] += len(lost)
        if turn % 25 == 24:
            print(f"after {turn + 1} kills: {dict(found)}", flush=True)  # noqa: T201
    shutil.rmtree(folder, ignore_errors=True)
    return found


def killed(path: Path, door: str, seconds: float) -> set[int]:
    """Let the worker act for a while, kill it, and return the requests it had acknowledged."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.doors_worker", str(path), door],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert worker.stdout is not None
    first = worker.stdout.readline()
    try:
        worker.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        worker.kill()
    lines = (first + worker.stdout.read()).splitlines(keepends=True)
    worker.stdout.close()
    worker.wait()
    complete = [line.split() for line in lines if line.endswith("\n")]
    return {int(number) for word, number in complete if word == "registered"}


def rows_of(path: Path) -> Any:
    """Return everything a register says, or None where it cannot be read."""
    try:
        with closing(sqlite3.connect(path)) as plain:
            names = [
                name
                for (name,) in plain.execute("select name from sqlite_master where type = 'table'")
                if not name.startswith(("sqlite_", "request_gram"))
            ]
            schema = plain.execute("select type, name, sql from sqlite_master order by 1, 2")
            return (
                schema.fetchall(),
                [plain.execute(f"select * from {name}").fetchall() for name in sorted(names)],
            )
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def flips(many: int, dice: random.Random) -> Counter[str]:
    """Harm the sample office `many` times, and count what was told and what was not."""
    found: Counter[str] = Counter()
    folder = Path(tempfile.mkdtemp(prefix="flips-"))
    register = folder / "登记簿.db"
    made = make_sample_office(register)
    back_up(made)
    made.close()
    whole = rows_of(register)
    # Lists and bulletins are written anew at each printing: no row names them.
    papers = sorted((folder / "登记簿 文书").glob("20*/**/*.docx"))
    for turn in range(many):
        target = register if turn % 4 else dice.choice(papers)
        kept = target.read_bytes()
        target.write_bytes(harmed(kept, dice))
        is_harmful = target != register or rows_of(register) != whole
        is_told = told(register)
        found["flips"] += 1
        found["flips that harm content"] += is_harmful
        found["harmful and told"] += is_harmful and is_told
        found["harmless and told"] += not is_harmful and is_told
        if is_harmful and not is_told:
            print(f"not told: {target.name} {differing(whole, rows_of(register))}")  # noqa: T201
        target.write_bytes(kept)
        for left in folder.glob("登记簿.db-*"):
            left.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    return found


def differing(whole: Any, now: Any) -> str:
    """Return the first row or definition that is otherwise."""
    if whole is None or now is None:
        return "unreadable"
    for one, other in zip([whole[0], *whole[1]], [now[0], *now[1]], strict=False):
        for row, changed in zip(one, other, strict=False):
            if row != changed:
                return f"{row!r:.300} -> {changed!r:.300}"
        if len(one) != len(other):
            return f"{len(one)} rows -> {len(other)} rows"
    return "a table more or less"


def harmed(data: bytes, dice: random.Random) -> bytes:
    """Return the data with one bit flipped, a page zeroed, or an end missing."""
    changed = bytearray(data)
    kind = dice.randrange(10)
    if kind < 7:
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    elif kind < 9:
        at = dice.randrange(len(changed)) // PAGE * PAGE
        changed[at : at + PAGE] = bytes(len(changed[at : at + PAGE]))
    else:
        del changed[dice.randrange(len(changed)) :]
    return bytes(changed)


def told(register: Path) -> bool:
    """Tell whether opening or checking the office says that something is wrong."""
    try:
        desk = open_desk(register, clock=now, read_only=True)
    except ClerkError:
        return True
    try:
        return any(problems(desk))
    except ClerkError:
        return True
    finally:
        desk.close()


def restores(many: int) -> Counter[str]:
    """Put a copy of the sample office back `many` times and check it each time."""
    found: Counter[str] = Counter()
    folder = Path(tempfile.mkdtemp(prefix="restores-"))
    register = folder / "登记簿.db"
    make_sample_office(register).close()
    for _ in range(many):
        desk = open_desk(register, clock=now)
        copy = back_up(desk)
        desk.close()
        put_back(the_copy(copy, register), register, now)
        found["restores"] += 1
        found["sound"] += not told(register)
        for left in folder.glob("登记簿 恢复前*.db"):
            left.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    return found


def main() -> None:
    """Run what is asked for and print the counts."""
    parser = argparse.ArgumentParser()
    for name in ("kills", "flips", "restores"):
        parser.add_argument(f"--{name}", type=int, default=0)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--doors", nargs="*", default=DOORS, choices=DOORS)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    started = time.monotonic()
    for counts in (
        kills(asked.kills, dice, asked.doors),
        flips(asked.flips, dice),
        restores(asked.restores),
    ):
        for name, number in counts.items():
            print(f"{name}: {number}")  # noqa: T201
    print(f"seconds: {time.monotonic() - started:.0f}")  # noqa: T201


if __name__ == "__main__":
    main()
