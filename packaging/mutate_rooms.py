"""Mutation testing of the large rooms, `casework/` and `db/`, by samples drawn at random.

    python packaging/mutate_rooms.py record LINES [tests/casework/receipt ...]
    python packaging/mutate_rooms.py try LINES LOG --seed 7 --size 300 [casework/receipt ...]

`record` runs the tests once and adds to LINES which test runs which line. `try` draws mutants from
all of the modules named (from `casework/` and `db/` where none is) and tries each in a fork of a
process that has the tests loaded: those that run its line, the cheapest first, until one fails. A
mutant of what runs at import is put in place in a fork that has loaded nothing of the program.
What fails with a mutant is run once without it; a test that fails there too counts for nothing.
A mutant on which the limit of processor time was spent has survived. Needs `fork`.
"""

import argparse
import ast
import importlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, islice
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest
from mutants import Mutant, compiled
from mutate import (
    OWN,
    REPO,
    Changed,
    Module,
    clear,
    forked,
    found_function,
    hypothesis_profile,
    nested,
    own_caches,
)

ROOMS = ("casework", "db")
TESTS = ("tests/casework", "tests/db", "tests/faults/test_disk.py")
LIMIT = 45.0
# The calls of one function whose lines are noted in one test. Later ones run much the same, and
# that the test calls the function is known.
WATCHED = 1
LOADED: tuple[str, ...] = (
    "lxml.etree",
    "docx",
    "PIL.Image",
    "xlsxwriter",
    "openpyxl",
    "pypdfium2",
    "pypinyin",
)
LOADED += ("sqlite_utils", "python_calamine", "segno", "hypothesis", "chinese_calendar")
INI = """[pytest]
pythonpath = {repo} {repo}/packaging
markers =
    apart: as in pyproject.toml
    timeout: of a plugin that is not loaded
filterwarnings =
    error
    ignore::pytest.PytestAssertRewriteWarning
"""

# Those who read the sample office, and what makes it.
SAMPLED, MAKING = "tests/casework/approved/test_office_told", "making the sample office"

Lines = dict[str, set[int]]


def premade(beside: Path) -> None:
    """Have the sample office made once, for all tests that only read it."""
    folder = beside.with_suffix(".office")
    if not folder.exists():
        make = importlib.import_module("casework.sample_office").make_sample_office
        make(folder / "样例登记簿.db").close()
    os.environ["SAMPLE_OFFICE"] = str(folder)


def options(folder: Path) -> list[str]:
    """Return what pytest is told for every run."""
    (folder / "pytest.ini").write_text(INI.format(repo=REPO), encoding="utf-8")
    told = ["-q", "-x", "--capture=sys", "-p", "no:cacheprovider", "-p", "no:pytest-qt"]
    told += ["-p", "no:timeout", "-p", "no:xdist", "--import-mode=importlib", "--tb=short"]
    told += ["-c", str(folder / "pytest.ini"), f"--rootdir={REPO}", f"--basetemp={folder}/made"]
    return [*told, "--hypothesis-profile=mutate"]


class Failing:
    """The part of the plugins that remembers whether a test failed."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that a test failed."""
        if report.failed:
            self.failed.append(report.nodeid)


def protocol(items: Sequence[pytest.Item], place: int) -> None:
    """Run one test, keeping what the next one shares with it."""
    following = items[place + 1] if place + 1 < len(items) else None
    items[place].config.hook.pytest_runtest_protocol(item=items[place], nextitem=following)


class Recording(Failing):
    """The pytest plugin that runs every test once and records the lines each runs."""

    def __init__(self, answer: Path) -> None:
        super().__init__()
        self.answer = answer
        self.here = tuple(f"{REPO / room}{os.sep}" for room in ROOMS)
        self.ours: dict[CodeType, bool] = {}
        self.lines: dict[str, Lines] = {}
        self.costs: dict[str, float] = {}
        self.begin("import")
        sys.settrace(self.trace)

    def begin(self, test: str) -> None:
        """Begin a test's own record."""
        self.hit: Lines = defaultdict(set)
        self.lines[test] = self.hit
        self.calls: dict[CodeType, int] = defaultdict(int)

    def trace(self, frame: FrameType, event: str, argument: object) -> Any:  # noqa: ANN401
        """Follow the functions of the rooms, each a limited number of times in a test."""
        code = frame.f_code
        if code not in self.ours:
            self.ours[code] = code.co_filename.startswith(self.here)
        if not self.ours[code]:
            return None
        self.calls[code] += 1
        if self.calls[code] > WATCHED:
            return None
        lines = self.hit[code.co_filename]

        def line(frame: FrameType, event: str, argument: object) -> Any:  # noqa: ANN401
            if event == "line":
                lines.add(frame.f_lineno)
            return line

        return line

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run every test, unchanged; how the sample office is made is recorded by itself."""
        caches = own_caches()
        self.begin(MAKING)
        premade(self.answer)
        for place, item in enumerate(session.items):
            clear(caches)
            self.begin(item.nodeid)
            started = time.process_time()
            protocol(session.items, place)
            self.costs[item.nodeid] = time.process_time() - started
            if self.failed:
                raise SystemExit(f"The tests do not pass as they are: {self.failed}")
            if place % 500 == 499:
                self.write()
        sys.settrace(None)
        self.write()
        return True

    def write(self) -> None:
        """Write down what is known by now."""
        lines = {
            test: {str(Path(path).relative_to(REPO)): sorted(hit) for path, hit in own.items()}
            for test, own in self.lines.items()
        }
        known: list[dict[str, Any]] = [{}, {}]
        if self.answer.exists():
            known = json.loads(self.answer.read_text(encoding="utf-8"))
        lines["import"] |= known[0].get("import", {})
        now = json.dumps([known[0] | lines, known[1] | self.costs])
        self.answer.write_text(now, encoding="utf-8")


class Known:
    """What `record` wrote down: who runs what, and at what cost."""

    def __init__(self, path: Path, modules: Mapping[str, Module]) -> None:
        self.modules = modules
        lines, self.costs = json.loads(path.read_text(encoding="utf-8"))
        self.tests: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for test, own in lines.items():
            for module, hit in own.items():
                for line in hit:
                    self.tests[module][line].add(test)

    def running(self, module: str, lines: Iterable[int]) -> set[str]:
        """Return the tests that run one of these lines of a module."""
        return set().union(*(self.tests[module].get(line, ()) for line in lines))

    def using(self, modules: Mapping[str, Module], module: Module, names: set[str]) -> set[str]:
        """Return the tests that run a statement in which one of these names stands."""
        own = str(module.path.relative_to(REPO))
        found: set[str] = set()
        for path, other in modules.items():
            text = other.text
            if path != own and not (module.path.stem in text and any(one in text for one in names)):
                continue
            for node in ast.walk(other.tree):
                said = node.id if isinstance(node, ast.Name) else getattr(node, "attr", None)
                if isinstance(node, ast.Name | ast.Attribute) and said in names:
                    found |= self.running(path, range(node.lineno, (node.end_lineno or 0) + 1))
        return found - {"import"}

    def ordered(self, tests: set[str], module: Module) -> list[str]:
        """Return tests in the order in which they are tried: near the module first, cheap first."""
        room, stem = module.path.parent.name, module.path.stem

        def dear(test: str) -> float:
            file = Path(test.split("::")[0])
            near = 1.0 if file.stem == f"test_{stem}" else 2.0 if file.parent.name == room else 4.0
            return near * (0.02 + float(self.costs.get(test, 9.0)))

        return sorted(tests, key=dear)


class Trying(Failing):
    """The pytest plugin that tries mutants, each in a fork of the loaded tests."""

    def __init__(self, drawn: Sequence[tuple[Module, int]], known: Known, log: Path) -> None:
        super().__init__()
        self.drawn = drawn
        self.known = known
        self.log = log
        self.told = log.with_suffix(".told")
        self.sound: dict[tuple[str, bool], bool] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every drawn mutant that can be put into the loaded program."""
        self.items = {item.nodeid: item for item in session.items}
        self.caches = own_caches()
        for module, place in self.drawn:
            mutant = module.all_mutants[place]
            started = time.perf_counter()
            function = mutant.function and found_function(module, mutant.function)
            if function:
                by = self.of_function(module, mutant, function)
            else:
                by = self.of_table(module, mutant)
            if by != "anew":
                write(self.log, module, place, by, time.perf_counter() - started)
        return True

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
        items = [self.items[one] for one in tests if one in self.items]
        runs = [(item, False) for item in items]
        if again:
            runs += [(one, True) for name, one in self.items.items() if name.startswith(SAMPLED)]
        while runs:
            self.told.unlink(missing_ok=True)

            def task(runs: Sequence[tuple[pytest.Item, bool]] = runs) -> int:
                put()
                return self.run(runs)

            code = forked(task, LIMIT + 60)
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
        for place, (item, made) in enumerate(runs):
            if time.process_time() > LIMIT:
                return 0
            self.told.write_text(str(place), encoding="utf-8")
            following = runs[place + 1] if place + 1 < len(runs) else (None, made)
            if made:
                os.environ.pop("SAMPLE_OFFICE", None)
            # Processor time: a busy machine must not kill a mutant, an endless loop must.
            cost = self.known.costs.get(item.nodeid, 9.0) + 20 * made
            signal.setitimer(signal.ITIMER_PROF, 5 + 10 * cost)
            after = following[0] if following[1] == made else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self.failed:
                return 1
        return 0

    def is_sound(self, item: pytest.Item, made: bool) -> bool:
        """Return whether a test passes without any mutant, alone."""
        key = (item.nodeid, made)
        if key not in self.sound:
            self.sound[key] = forked(lambda: self.run([(item, made)]), LIMIT + 60) == 0
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
        items[:] = sorted(
            (item for item in items if item.nodeid in self.order),
            key=lambda item: self.order[item.nodeid],
        )

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Give each test its time, and all of them no more than the limit."""
        if time.process_time() > LIMIT:
            os._exit(0)
        signal.setitimer(signal.ITIMER_PROF, 5 + 10 * self.costs.get(item.nodeid, 9.0))


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
    tried: set[str] = set()
    for some in (first - {"import"}, rest - {"import"}):
        ordered = known.ordered(some, module)
        for tests in (ordered[:25], ordered[25:]):
            files = dict.fromkeys(str(REPO / test.split("::")[0]) for test in tests)
            if not files:
                continue

            def task(changed: bool, tests: Sequence[str] = tests, files: Any = files) -> int:  # noqa: ANN401
                if changed:
                    sys.meta_path.insert(0, Changed(module.name, module.path, code))
                return int(
                    pytest.main([*options(folder), *files], plugins=[Only(tests, known.costs)])
                )

            if answer := forked(lambda task=task: task(True), LIMIT + 60):  # type: ignore[misc]
                if answer == 5 or forked(lambda task=task: task(False), LIMIT + 60):  # type: ignore[misc]
                    continue
                return f"{tests[0]} and {len(tests) - 1} more, put in place at import ({answer})"
            tried.update(tests)
    return ""


def lines_of(mutant: Mutant) -> range:
    """Return the lines of a mutant's statement."""
    return range(mutant.statement[0], mutant.statement[1] + 1)


def body_of(module: Module, mutant: Mutant) -> range:
    """Return the lines of the innermost function that a mutant stands in."""
    around = [
        range(node.lineno, (node.end_lineno or node.lineno) + 1)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef)
        and node.lineno <= mutant.line <= (node.end_lineno or node.lineno)
    ]
    return min(around, key=len, default=lines_of(mutant))


def assigned(module: Module, mutant: Mutant) -> set[str]:
    """Return the names that the statement of a mutant outside of functions gives a value."""
    for node in module.tree.body:
        if node.lineno <= mutant.line <= (node.end_lineno or node.lineno):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                return {node.name}
            return {
                one.id
                for one in ast.walk(node)
                if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
            }
    return set()


def write(log: Path, module: Module, place: int, by: str, took: float) -> None:
    """Keep the verdict on one mutant."""
    mutant = module.all_mutants[place]
    verdict = {"module": module.own, "place": place, "line": mutant.line, "killed": bool(by)}
    verdict |= {
        "operator": mutant.operator,
        "words": mutant.words,
        "by": by,
        "took": round(took, 1),
    }
    with log.open("a", encoding="utf-8") as kept:
        kept.write(json.dumps(verdict, ensure_ascii=False) + "\n")


def drawn_from(modules: Sequence[Module], seed: int, size: int) -> list[tuple[Module, int]]:
    """Return a sample of all mutants of these modules, in the order of the draw."""
    every = [(module, place) for module in modules for place in range(len(module.all_mutants))]
    print(f"{len(every)} mutants in {len(modules)} modules, {min(size, len(every))} drawn")
    random.Random(seed).shuffle(every)
    changing = (one for one in every if one[0].changes(one[0].all_mutants[one[1]]))
    return list(islice(changing, size))


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
    modules = modules_of(chosen.places or ROOMS)
    by_path = {one.own: one for one in modules_of(ROOMS)}
    known = Known(chosen.lines, by_path)
    premade(chosen.lines)
    drawn = drawn_from(modules, chosen.seed, chosen.size)

    def left() -> list[tuple[Module, int]]:
        text = chosen.log.read_text(encoding="utf-8") if chosen.log.exists() else ""
        done = {(one["module"], one["place"]) for one in map(json.loads, text.splitlines())}
        return [(module, place) for module, place in drawn if (module.own, place) not in done]

    def loaded() -> int:
        plugin = Trying(left(), known, chosen.log)
        return int(pytest.main([*options(folder), *TESTS], plugins=[plugin]))

    forked(loaded, 24 * 3600, aloud=chosen.aloud)
    for name in LOADED:
        __import__(name)
    for module, place in left():
        started = time.perf_counter()
        by = anew(by_path, module, module.all_mutants[place], known, folder)
        write(chosen.log, module, place, by, time.perf_counter() - started)


def report(log: Path) -> None:
    """Print the survivors, then what was killed of each room."""
    verdicts = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    for one in verdicts:
        if not one["killed"]:
            print(f"{one['module']}:{one['line']}  {one['operator']}:  {one['words']}")
    room = lambda one: str(Path(one["module"]).parent)  # noqa: E731
    for name, some in groupby(sorted(verdicts, key=room), room):
        own = list(some)
        print(f"{name:24} {len(own):5} tried {sum(one['killed'] for one in own):5} killed")
    print(f"{'all':24} {len(verdicts):5} tried {sum(one['killed'] for one in verdicts):5} killed")


def main(arguments: Sequence[str] | None = None) -> int:
    """Record the tests, or draw mutants and try them."""
    parser = argparse.ArgumentParser(description="Mutation testing of casework/ and db/ by samples")
    parser.add_argument("what", choices=["record", "try", "report"])
    parser.add_argument("lines", type=Path, help="what the tests run, as record wrote it")
    parser.add_argument("log", type=Path, nargs="?", help="the verdicts, one JSON a line")
    parser.add_argument("places", nargs="*", help="modules or folders")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--aloud", action="store_true", help="let the tests print")
    chosen = parser.parse_args(arguments)
    if chosen.what == "report":
        report(chosen.lines)
        return 0
    os.chdir(REPO)
    sys.path.insert(0, str(REPO))
    hypothesis_profile(15)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if chosen.what == "record":
            tests = [place for place in (chosen.log, *chosen.places) if place] or TESTS
            plugin = Recording(chosen.lines)
            return int(pytest.main([*options(folder), *map(str, tests)], plugins=[plugin]))
        try_them(chosen, folder)
    report(chosen.log)
    return 0


if __name__ == "__main__":
    sys.exit(main())
