"""Bombs and fuzzed input at every door: python -m tests.faults.measure_foreign [N] [JOBS] [FIRST].

First each bomb, with the seconds of work and the memory it cost; not where it goes on from a
number. Then the inputs up to number N (20,000 unless said) from number FIRST on, by so many jobs at
once (2): files strangers make, mutated, at the doors that read in a child, with the child's own
bounds; and the program's own files and every word somebody types at the doors of `own_doors`, where
nothing but taking or refusing is allowed. Exit code 1 where anything ends otherwise than read or
refused in a sentence.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from casework.foreign import Limits, read_apart
from casework.foreign.limits import bind_myself
from rules.errors import ClerkError
from tests.faults.doors import doors_for
from tests.faults.foreign_files import BOMBS, SEEDS
from tests.faults.mutating import mutated
from tests.faults.own_doors import OWN, sample

_BATCH = 100
_HANG = 20
_ONE = """
import resource, sys
from pathlib import Path
from casework.foreign import read_apart
from rules.errors import ClerkError
from tests.faults.doors import doors_for
path = Path(sys.argv[1])
def work():
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
for door in doors_for(path.name):
    began = work()
    try:
        read_apart(door, path)
        told = "read"
    except ClerkError as error:
        told = str(error)
    took = work() - began
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{path.name} {door.__name__}: {took:.1f} s, {most} MB, {told[:60]}", flush=True)
    if took > 10 or most > 500:
        print("TOO MUCH")
"""


def bombs(folder: Path) -> bool:
    """Bring each bomb to its doors; tell whether each cost less than 10 s of work and 500 MB."""
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


def fuzz(folder: Path, count: int, jobs: int, first: int = 0) -> bool:
    """Bring fuzzed input to the doors; tell whether every one was read or refused."""
    told: Counter[str] = Counter()
    done = first
    # Made once, before there are children to make it each for itself.
    sample()
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
        for ended in pool.map(partial(_stretch, folder, count), range(first, count, _BATCH)):
            told.update(ended)
            done += _BATCH
            if done % 2000 == 0:
                print(done, dict(_summed(told)), flush=True)
    for door, number in sorted(told.items()):
        print(f"{door}: {number}")
    print(f"{count} inputs: {dict(_summed(told))}")
    return not any(" BAD" in key for key in told)


def _summed(told: Counter[str]) -> Counter[str]:
    ends: Counter[str] = Counter()
    for key, number in told.items():
        ends[key.partition(": ")[2]] += number
    return ends


def _stretch(folder: Path, count: int, start: int) -> Counter[str]:
    """Try the inputs from `start` on; one that ends its child is tried again by itself."""
    told: Counter[str] = Counter()
    place = folder / str(os.getpid())
    place.mkdir(exist_ok=True)
    at, end = start, min(count, start + _BATCH)
    while at < end:
        ended, at = _batch(place, at, end)
        told.update(ended)
        if at < end:
            told[_alone(place, at)] += 1
            at += 1
    return told


def _batch(folder: Path, start: int, end: int) -> tuple[Counter[str], int]:
    """Try inputs in one child; return how they ended and where it ended before its time."""
    come, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(come)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        bind_myself(Limits(seconds=600, mib=380))
        for number in range(start, end):
            # Of its own work: a busy computer lets it wait, which is no hang.
            signal.setitimer(signal.ITIMER_PROF, _HANG)
            os.write(go, f"{_tried(folder, number)}\n".encode(errors="replace"))
        os._exit(0)
    os.close(go)
    with os.fdopen(come, encoding="utf-8") as lines:
        ended = [line.strip() for line in lines]
    os.waitpid(child, 0)
    return Counter(ended), start + len(ended)


def _name(number: int) -> str:
    # A register takes a hundred times as long as a word.
    rare = {"damaged_registers", "settings_of_the_office"} if number % 4 else set()
    return Random(number).choice([*sorted(SEEDS), *(one for one in sorted(OWN) if one not in rare)])


def _file(folder: Path, number: int) -> Path:
    chance = Random(number + 1)
    name = _name(number)
    path = folder / f"{number % 50} {name}"
    path.write_bytes(mutated(SEEDS[name](), chance))
    return path


def _tried(folder: Path, number: int) -> str:
    name = _name(number)
    if name in OWN:
        return f"{name}: {_own(folder, number)}"
    path = _file(folder, number)
    door = Random(number + 2).choice(doors_for(path.name))
    try:
        door(path)
    except ClerkError:
        return f"{door.__name__}: refused"
    except MemoryError:
        return f"{door.__name__}: out of memory, which is a sentence"
    except Exception as error:  # noqa: BLE001  what it is for
        return f"{door.__name__}: a parser's own {type(error).__name__}, which is a sentence"
    return f"{door.__name__}: read"


def _own(folder: Path, number: int) -> str:
    try:
        OWN[_name(number)](Random(number + 1), folder)
    except Exception as error:  # noqa: BLE001  what it is for
        words = " ".join(repr(error).split())[:160]
        return f"BAD {number} {words}"
    return "taken or refused"


def _alone(folder: Path, number: int) -> str:
    """Try one that ended its child as the program does it: it must come to a sentence."""
    name = _name(number)
    if name in OWN:
        return f"{name}: BAD {number} ended its process"
    path = _file(folder, number)
    door = Random(number + 2).choice(doors_for(path.name))
    began = time.monotonic()
    try:
        read_apart(door, path)
    except ClerkError:
        return f"{door.__name__}: ended its child, which is a sentence"
    except BaseException as error:  # noqa: BLE001  what it is for
        return f"{door.__name__}: BAD {number} {error!r}"
    took = time.monotonic() - began
    return f"{door.__name__}: read" if took < _HANG else f"{door.__name__}: BAD {number} {took:.0f}"


def main(count: int = 20_000, jobs: int = 2, first: int = 0) -> int:
    """Bring both to the doors; return the exit code."""
    with TemporaryDirectory() as place:
        good = first > 0 or bombs(Path(place))
        return 0 if fuzz(Path(place), count, jobs, first) and good else 1


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        raise SystemExit(main(*map(int, sys.argv[1:4])))
