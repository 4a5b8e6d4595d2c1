"""How a mutant of the large rooms is tried: in a fork of the loaded tests, or put in at import."""

import ast
import importlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest
from mutant_children import forking
from mutant_server import as_own_worker, ready
from mutant_tests import (
    MAKING,
    SAMPLED,
    Failing,
    Known,
    assigned,
    body_of,
    lines_of,
    options,
)
from mutants import Mutant, compiled, nested
from mutate import (
    OWN,
    REPO,
    Changed,
    Module,
    clear,
    forked,
    found_function,
    own_caches,
)

# Seconds of processor time for all tests of one mutant, unless other is said; what is spent on
# tests of offices that are there before one is made anew with the mutant.
LIMIT = 12.0
FIRST = 3.0


class Budget:
    """How many seconds of processor time the tests of one mutant may take in this run."""

    seconds = LIMIT

    @classmethod
    def longest(cls) -> float:
        """Return after how many seconds of the clock a fork of this run is given up."""
        return cls.seconds + 60


def beside(share: Callable[[int], None], shares: int) -> None:
    """Do so many shares at once, each in a fork."""
    workers = []
    for number in range(shares):
        workers.append(os.fork())
        if not workers[-1]:
            try:
                share(number)
            finally:
                os._exit(0)
    for worker in workers:
        os.waitpid(worker, 0)


class Trying(Failing):
    """The pytest plugin that tries mutants, each in a fork of the loaded tests."""

    def __init__(
        self,
        drawn: Sequence[tuple[Module, int]],
        known: Known,
        log: Path,
        folder: Path,
        shares: int,
    ) -> None:
        super().__init__()
        self.drawn = drawn
        self.known = known
        self.log = log
        self.folder = folder
        self.shares = shares
        self.office = os.environ["SAMPLE_OFFICE"]
        self.sound: dict[tuple[str, bool], bool] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every drawn mutant that can be put into the loaded program."""
        self.items = {item.nodeid: item for item in session.items}
        self.caches = own_caches()
        factory: Any = session.config._tmp_path_factory  # type: ignore[attr-defined]  # noqa: SLF001

        def share(number: int) -> None:
            # Each makes its files in a folder of its own.
            factory._given_basetemp = self.folder / f"made{number}"  # noqa: SLF001
            self.told = self.folder / f"told{number}"
            self.try_each(self.drawn[number :: self.shares])

        forking()
        ready()
        beside(share, self.shares)
        return True

    def try_each(self, drawn: Sequence[tuple[Module, int]]) -> None:
        """Try mutants one after the other; what has to be put in at import is left."""
        for module, place in drawn:
            mutant = module.all_mutants[place]
            started = time.perf_counter()
            importlib.import_module(module.name)
            function = mutant.function and found_function(module, mutant.function)
            if function:
                by = self.of_function(module, mutant, function)
            else:
                by = self.of_table(module, mutant)
            if by != "anew":
                write(self.log, module, place, by, time.perf_counter() - started)

    def of_function(self, module: Module, mutant: Mutant, function: FunctionType) -> str:
        """Return which test killed a mutant within a function."""
        tests = self.known.running(module.own, lines_of(mutant))
        if "import" in tests:
            return "anew"
        around = self.known.running(module.own, body_of(module, mutant)) - tests
        ordered = [*self.known.ordered(tests, module), *self.known.ordered(around, module)]

        def put() -> None:
            code = nested(mutant.code(module.tree, module.path), function.__code__)
            function.__code__ = code

        return self.killer(ordered, put, again=MAKING in tests | around)

    def of_table(self, module: Module, mutant: Mutant) -> str:
        """Return which test killed a mutant of a table or a default, "anew" where none did."""
        names = assigned(module, mutant)
        if any(isinstance(vars(sys.modules[module.name]).get(name), type) for name in names):
            return "anew"
        tests = self.known.using(self.known.modules, module, names)

        def put() -> None:
            put_anew(module, mutant)

        return self.killer(self.known.ordered(tests, module), put, MAKING in tests) or "anew"

    def killer(self, tests: Sequence[str], put: Callable[[], None], again: bool) -> str:
        """Return which test killed a mutant, "" where none did, "anew" where it does not fit.

        `again` is whether those who read the sample office read one made with the mutant, too.
        """
        runs = [(self.items[one], False) for one in tests if one in self.items]
        if again:
            spent = accumulate(self.known.costs.get(item.nodeid, 9.0) for item, _ in runs)
            place = sum(one < FIRST for one in spent)
            anew_ = [(one, True) for name, one in self.items.items() if name.startswith(SAMPLED)]
            runs[place:place] = anew_
        while runs:
            self.told.unlink(missing_ok=True)

            def task(runs: Sequence[tuple[pytest.Item, bool]] = runs) -> int:
                put()
                return self.run(runs)

            code = forked(task, Budget.longest())
            if code == 0:
                return ""
            if not self.told.exists():
                return "anew"
            place = int(self.told.read_text(encoding="utf-8"))
            item, made = runs[place]
            if self.is_sound(item, made):
                ends = "" if code == 1 else " (did not end)"
                return f"{item.nodeid}{' on an office made anew' if made else ''}{ends}"
            runs = [one for one in runs if one != (item, made)]
        return ""

    def run(self, runs: Sequence[tuple[pytest.Item, bool]]) -> int:
        """Return 1 where one of these tests fails."""
        clear(self.caches)
        as_own_worker()
        for place, (item, made) in enumerate(runs):
            if time.process_time() > Budget.seconds:
                return 0
            self.told.write_text(str(place), encoding="utf-8")
            following = runs[place + 1] if place + 1 < len(runs) else (None, made)
            os.environ["SAMPLE_OFFICE"] = "" if made else self.office
            # Processor time: a busy machine must not kill a mutant, an endless loop must.
            cost = self.known.costs.get(item.nodeid, 9.0) + 20 * made
            signal.setitimer(signal.ITIMER_PROF, 5 + 10 * cost)
            # Who waits for a server spends none.
            signal.alarm(int(90 + 40 * cost))
            after = following[0] if following[1] == made else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self.failed:
                return 1
        return 0

    def is_sound(self, item: pytest.Item, made: bool) -> bool:
        """Return whether a test passes without any mutant, alone."""
        key = (item.nodeid, made)
        if key not in self.sound:
            self.sound[key] = forked(lambda: self.run([(item, made)]), Budget.longest()) == 0
        return self.sound[key]


def put_anew(module: Module, mutant: Mutant) -> None:
    """Put the tables and defaults of a mutant in the place of those of the loaded program.

    The module is run once more with its own classes and functions, so that what it makes of them
    fits the rest; what holds a table of it by that name, or the same table, is given the new one.
    """
    loaded = vars(sys.modules[module.name])
    fresh: dict[str, Any] = {"__name__": module.name, "__file__": str(module.path)}
    mutant.put(ast.fix_missing_locations(ast.copy_location(mutant.new, mutant.node)))
    for node in module.tree.body:
        if isinstance(node, ast.ClassDef):
            fresh[node.name] = loaded[node.name]
            continue
        exec(compiled(ast.Module([node], []), module.path), fresh)
        if isinstance(node, ast.FunctionDef):
            new, old = fresh[node.name], loaded[node.name]
            if isinstance(new, FunctionType) and isinstance(old, FunctionType):
                old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
            fresh[node.name] = old
    for name, old in list(loaded.items()):
        new = fresh.get(name, old)
        if name.startswith("__") or new is old or isinstance(new, type | ModuleType):
            continue
        is_table = old is not None and not isinstance(old, bool | int | str)
        for other in list(sys.modules.values()):
            space = getattr(other, "__dict__", {})
            if str(space.get("__name__", "")).split(".")[0] in OWN:
                for said, value in list(space.items()):
                    if value is old and (is_table or said == name):
                        space[said] = new


class Only(Failing):
    """The pytest plugin that keeps the named tests, in their order, until the time is spent."""

    def __init__(self, tests: Sequence[str], costs: Mapping[str, float]) -> None:
        super().__init__()
        self.order = {test: place for place, test in enumerate(tests)}
        self.costs = costs

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that are to be run."""
        forking()
        items[:] = sorted(
            (item for item in items if item.nodeid in self.order),
            key=lambda item: self.order[item.nodeid],
        )

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Give each test its time, and all of them no more than the limit."""
        if time.process_time() > Budget.seconds:
            os._exit(0)
        cost = self.costs.get(item.nodeid, 9.0)
        signal.setitimer(signal.ITIMER_PROF, 5 + 10 * cost)
        signal.alarm(int(90 + 40 * cost))


def anew(
    modules: Mapping[str, Module], module: Module, mutant: Mutant, known: Known, folder: Path
) -> str:
    """Return which tests killed a mutant that is put in place before the program is loaded."""
    code = mutant.code(module.tree, module.path)
    lines = lines_of(mutant)
    first = known.using(modules, module, assigned(module, mutant)) | known.running(
        module.own, lines
    )
    touching = known.running(module.own, known.tests[module.own])
    rest = touching - first
    if not touching - {"import"}:
        rest = known.using(modules, module, {module.path.stem})
    if not (first | rest) - {"import"}:
        # A table that others make theirs as they are loaded: who names it, then who runs those.
        first, rest = known.naming(module), known.beyond(modules, module)
    tried: set[str] = set()
    for some in (first - {"import"}, rest - {"import"}):
        ordered = known.ordered(some, module)
        for tests in (ordered[:25], ordered[25:]):
            files = dict.fromkeys(str(REPO / test.split("::")[0]) for test in tests)
            if not files:
                continue

            def task(changed: bool, tests: Sequence[str] = tests, files: Any = files) -> int:  # noqa: ANN401
                as_own_worker()
                if changed:
                    sys.meta_path.insert(0, Changed(module.name, module.path, code))
                return int(
                    pytest.main([*options(folder), *files], plugins=[Only(tests, known.costs)])
                )

            if answer := forked(lambda task=task: task(True), Budget.longest()):  # type: ignore[misc]
                if answer == 5 or forked(lambda task=task: task(False), Budget.longest()):  # type: ignore[misc]
                    continue
                return f"{tests[0]} and {len(tests) - 1} more, put in place at import ({answer})"
            tried.update(tests)
    return ""


def write(log: Path, module: Module, place: int, by: str, took: float) -> None:
    """Keep the verdict on one mutant."""
    mutant = module.all_mutants[place]
    verdict = {"module": module.own, "place": place, "line": mutant.line, "killed": bool(by)}
    verdict |= {
        "operator": mutant.operator,
        "words": mutant.words,
        "by": by,
        "took": round(took, 1),
        "limit": Budget.seconds,
    }
    with log.open("a", encoding="utf-8") as kept:
        kept.write(json.dumps(verdict, ensure_ascii=False) + "\n")
