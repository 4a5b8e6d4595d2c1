"""Bombs and mutated files brought to every door: python -m tests.faults.measure_foreign [N].

First each bomb, with the seconds and the memory it cost. Then N mutated files (20,000 unless
said), each in a child with the doors' own bounds, many to a child so that it is done in minutes.
Exit code 1 where anything ends otherwise than read or refused in a sentence.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from casework.foreign import Limits, read_apart
from casework.foreign.limits import bind_myself
from rules.errors import ClerkError
from tests.faults.doors import doors_for
from tests.faults.foreign_files import BOMBS, SEEDS
from tests.faults.mutating import mutated

_BATCH = 100
_ONE = """
import resource, sys, time
from pathlib import Path
from casework.foreign import read_apart
from rules.errors import ClerkError
from tests.faults.doors import doors_for
path = Path(sys.argv[1])
for door in doors_for(path.name):
    began = time.monotonic()
    try:
        read_apart(door, path)
        told = "read"
    except ClerkError as error:
        told = str(error)
    took = time.monotonic() - began
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{path.name} {door.__name__}: {took:.1f} s, {most} MB, {told[:60]}", flush=True)
    if took > 10 or most > 500:
        print("TOO MUCH")
"""


def bombs(folder: Path) -> bool:
    """Bring each bomb to its doors; tell whether each cost less than 10 s and 500 MB."""
    good = True
    for name, make in BOMBS.items():
        path = folder / name
        path.write_bytes(make())
        done = subprocess.run(
            [sys.executable, "-c", _ONE, str(path)], capture_output=True, text=True, check=False
        )
        print(done.stdout, done.stderr[-500:], sep="", end="", flush=True)
        good = good and done.returncode == 0 and "TOO MUCH" not in done.stdout
    return good


def fuzz(folder: Path, count: int) -> bool:
    """Bring mutated files to the doors; tell whether every one was read or refused."""
    told: Counter[str] = Counter()
    at = 0
    while at < count:
        end = min(count, at + _BATCH)
        done, at = _batch(folder, at, end)
        told.update(done)
        if at < end:
            told[_alone(folder, at)] += 1
            at += 1
        if at % 2000 < _BATCH:
            print(at, dict(told), flush=True)
    print(f"{count} files: {dict(told)}")
    return not any(key.startswith("BAD") for key in told)


def _batch(folder: Path, start: int, end: int) -> tuple[Counter[str], int]:
    """Try files in one child; return how they ended and where it ended before its time."""
    come, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(come)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        bind_myself(Limits(seconds=600, mib=380))
        for number in range(start, end):
            signal.alarm(10)
            os.write(go, f"{_tried(folder, number)}\n".encode())
        os._exit(0)
    os.close(go)
    with os.fdopen(come) as lines:
        ended = [line.strip() for line in lines]
    os.waitpid(child, 0)
    return Counter(ended), start + len(ended)


def _file(folder: Path, number: int) -> Path:
    chance = Random(number)
    name = chance.choice(sorted(SEEDS))
    path = folder / f"{number % 50} {name}"
    path.write_bytes(mutated(SEEDS[name](), chance))
    return path


def _tried(folder: Path, number: int) -> str:
    path = _file(folder, number)
    doors = doors_for(path.name)
    try:
        Random(number).choice(doors)(path)
    except ClerkError:
        return "refused"
    except MemoryError:
        return "out of memory, which is a sentence"
    except Exception as error:  # noqa: BLE001  what it is for
        return f"a parser's own {type(error).__name__}, which is a sentence"
    return "read"


def _alone(folder: Path, number: int) -> str:
    """Try one that ended its child as the program does it: it must come to a sentence."""
    path = _file(folder, number)
    began = time.monotonic()
    try:
        read_apart(Random(number).choice(doors_for(path.name)), path)
    except ClerkError:
        return "ended its child, which is a sentence"
    except BaseException as error:  # noqa: BLE001  what it is for
        return f"BAD {number} {error!r}"
    took = time.monotonic() - began
    return "read" if took < 10 else f"BAD {number} took {took:.0f} s"


def main(count: int) -> int:
    with TemporaryDirectory() as place:
        good = bombs(Path(place))
        return 0 if fuzz(Path(place), count) and good else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
