"""Mutation testing of the large rooms, `casework/` and `db/`, by samples drawn at random.

    python packaging/mutate_rooms.py record LINES [tests/casework/receipt ...]
    python packaging/mutate_rooms.py try LINES LOG --seed 7 --size 300 [casework/receipt ...]
    python packaging/mutate_rooms.py types LOG
    python packaging/mutate_rooms.py report LOG

`record` runs the tests once and adds to LINES which test runs which line. `try` draws mutants from
all of the modules named (from `casework/` and `db/` where none is) and tries each in a fork of a
process that has the tests loaded: those that run its line, the cheapest first, until one fails. A
mutant of what runs at import is put in place in a fork that has loaded nothing of the program.
What fails with a mutant is run once without it; a test that fails there too counts for nothing.
A mutant on which the limit of processor time was spent has survived. `types` asks the checker of
types, which is a part of the suite, about those that survived. Needs `fork`.
"""

import argparse
import json
import math
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import pytest
from mutant_server import server_kept
from mutant_tests import ROOMS, TESTS, Known, Recording, options, premade
from mutant_trials import LIMIT, Budget, Trying, anew, beside, write
from mutant_types import BY_TYPES, Checker
from mutate import (
    REPO,
    Module,
    forked,
    hypothesis_profile,
)

# What is loaded before a mutant is put in at import: none of it is the program's.
LOADED = (
    "lxml.etree", "docx", "PIL.Image", "xlsxwriter", "openpyxl", "pypdfium2", "pypinyin",
    "sqlite_utils", "python_calamine", "segno", "hypothesis", "chinese_calendar",
)  # fmt: skip


def drawn_from(
    modules: Sequence[Module], seed: int, size: int, behind: int = 0
) -> list[tuple[Module, int]]:
    """Return a sample of all mutants of these modules, in the order of the draw.

    A sample begins behind so many of the same draw: what comes first is a sample of itself.
    """
    every = [(module, place) for module in modules for place in range(len(module.all_mutants))]
    print(f"{len(every)} mutants in {len(modules)} modules, {min(size, len(every))} drawn")
    random.Random(seed).shuffle(every)
    changing = (one for one in every if one[0].changes(one[0].all_mutants[one[1]]))
    return list(islice(changing, behind, behind + size))


def modules_of(places: Sequence[str]) -> list[Module]:
    """Return the modules in these folders or files, in the order of their paths."""
    paths = [
        path
        for place in places
        for path in (
            sorted((REPO / place).rglob("*.py")) if (REPO / place).is_dir() else [REPO / place]
        )
    ]
    return [Module(path) for path in paths]


def try_them(chosen: argparse.Namespace, folder: Path) -> None:
    """Draw a sample and write the verdict on each of its mutants to the log."""
    by_path = {one.own: one for one in modules_of(ROOMS)}
    wanted = [str(place) for place in chosen.places or ROOMS]
    modules = [
        one for one in by_path.values() if any(one.path.is_relative_to(REPO / it) for it in wanted)
    ]
    known = Known(chosen.lines, by_path)
    premade(chosen.lines)
    drawn = drawn_from(modules, chosen.seed, chosen.size, chosen.behind)

    def left() -> list[tuple[Module, int]]:
        text = chosen.log.read_text(encoding="utf-8") if chosen.log.exists() else ""
        # Whoever survived a shorter trial is tried again.
        done = {
            (one["module"], one["place"])
            for one in map(json.loads, text.splitlines())
            if one["killed"] or one.get("limit", LIMIT) >= Budget.seconds
        }
        return [one for one in drawn if (one[0].own, one[1]) not in done]

    def loaded() -> int:
        plugin = Trying(left(), known, chosen.log, folder, chosen.beside)
        files = sorted({test.split("::")[0] for test in known.costs})
        return int(pytest.main([*options(folder), *files], plugins=[plugin]))

    forked(loaded, 24 * 3600, aloud=chosen.aloud)
    for name in LOADED:
        __import__(name)
    rest = left()

    def share(number: int) -> None:
        own = folder / str(number)
        own.mkdir()
        for module, place in rest[number :: chosen.beside]:
            started = time.perf_counter()
            by = anew(by_path, module, module.all_mutants[place], known, own)
            write(chosen.log, module, place, by, time.perf_counter() - started)

    beside(share, chosen.beside)


def verdicts_in(log: Path) -> list[dict[str, Any]]:
    """Return the last verdict on each mutant, in the order they were first tried."""
    lines = map(json.loads, log.read_text(encoding="utf-8").splitlines())
    return list({(one["module"], one["place"]): one for one in lines}.values())


def ask_types(log: Path, folder: Path) -> None:
    """Ask the checker of types about each mutant that the tests let live."""
    alive = [one for one in verdicts_in(log) if not one["killed"]]
    modules = {name: Module(REPO / name) for name in sorted({one["module"] for one in alive})}
    with Checker(folder) as checker:
        for one in alive:
            mutant = modules[one["module"]].all_mutants[one["place"]]
            if said := checker.refuses(modules[one["module"]], mutant):
                refused = one | {"killed": True, "by": f"{BY_TYPES}{said.partition('error: ')[2]}"}
                with log.open("a", encoding="utf-8") as kept:
                    kept.write(json.dumps(refused, ensure_ascii=False) + "\n")


def report(log: Path) -> None:
    """Print the survivors, then what was killed of each room, and how much by tests alone."""
    verdicts = verdicts_in(log)
    for one in verdicts:
        if not one["killed"]:
            print(f"{one['module']}:{one['line']}  {one['operator']}:  {one['words']}")
    room = lambda one: str(Path(one["module"]).parent)  # noqa: E731
    for name, some in groupby(sorted(verdicts, key=room), room):
        own = list(some)
        print(f"{name:24} {len(own):5} tried {sum(one['killed'] for one in own):5} killed")
    killed = sum(one["killed"] for one in verdicts)
    typed = sum(one["by"].startswith(BY_TYPES) for one in verdicts)
    low, high = interval(killed, len(verdicts))
    print(f"{'all':24} {len(verdicts):5} tried {killed:5} killed: {killed / len(verdicts):.1%}")
    print(f"{'by tests':24} {len(verdicts):5} tried {killed - typed:5} killed")
    print(f"of all of them, with 95 % confidence, between {low:.1%} and {high:.1%}")


def interval(killed: int, tried: int) -> tuple[float, float]:
    """Return Wilson's interval of 95 % for the share that a sample stands for."""
    share, z = killed / tried, 1.96
    middle = share + z * z / (2 * tried)
    wide = z * math.sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    return (middle - wide) / (1 + z * z / tried), (middle + wide) / (1 + z * z / tried)


def main(arguments: Sequence[str] | None = None) -> int:
    """Record the tests, or draw mutants and try them."""
    parser = argparse.ArgumentParser(description="Mutation testing of casework/ and db/ by samples")
    parser.add_argument("what", choices=["record", "try", "types", "report"])
    parser.add_argument("lines", type=Path, help="what the tests run, as record wrote it")
    parser.add_argument("log", type=Path, nargs="?", help="the verdicts, one JSON a line")
    parser.add_argument("places", nargs="*", help="modules or folders")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--behind", type=int, default=0, help="of the draw, tried before")
    parser.add_argument("--beside", type=int, default=1, help="so many processes try at once")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds for one mutant")
    parser.add_argument("--aloud", action="store_true", help="let the tests print")
    chosen = parser.parse_args(arguments)
    if chosen.what == "report":
        report(chosen.lines)
        return 0
    if chosen.what == "types":
        with tempfile.TemporaryDirectory() as made:
            ask_types(chosen.lines, Path(made))
        report(chosen.lines)
        return 0
    Budget.seconds = chosen.limit
    os.chdir(REPO)
    sys.path.insert(0, str(REPO))
    hypothesis_profile(15)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if chosen.what == "record":
            tests = [place for place in (chosen.log, *chosen.places) if place] or TESTS
            plugin = Recording(chosen.lines)
            return int(pytest.main([*options(folder), *map(str, tests)], plugins=[plugin]))
        with server_kept():
            try_them(chosen, folder)
    report(chosen.log)
    return 0


if __name__ == "__main__":
    sys.exit(main())
