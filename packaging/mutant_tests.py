"""Which test of the large rooms runs which line, at what cost, and the order they are tried in."""

import ast
import importlib
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from mutant_children import forking
from mutant_lines import Lines, Marks
from mutants import Mutant
from mutate import (
    REPO,
    Module,
    clear,
    own_caches,
)

ROOMS = ("casework", "db")
TESTS = (
    "tests/casework", "tests/db", "tests/desktop", "tests/test_commands.py", "tests/test_doors.py",
    "tests/faults/test_disk.py",
)  # fmt: skip
INI = """[pytest]
pythonpath = {repo} {repo}/packaging
markers =
    apart: as in pyproject.toml
    of_file: as in pyproject.toml
    on_both_engines: as in pyproject.toml
    timeout: of a plugin that is not loaded
qt_api = pyside6
qt_log_level_fail = WARNING
filterwarnings =
    error
    ignore::pytest.PytestAssertRewriteWarning
"""

# Those who read the sample office, and what makes it.
SAMPLED, MAKING = "tests/casework/approved/test_office_told", "making the sample office"


def premade(beside: Path) -> bool:
    """Have the sample office made once, for all tests that only read it; return whether it was."""
    folder = beside.with_suffix(".office")
    was_there = folder.exists()
    if not was_there:
        make = importlib.import_module("casework.sample_office").make_sample_office
        make(folder / "样例登记簿.db").close()
    os.environ["SAMPLE_OFFICE"] = str(folder)
    return not was_there


def options(folder: Path) -> list[str]:
    """Return what pytest is told for every run."""
    (folder / "pytest.ini").write_text(INI.format(repo=REPO), encoding="utf-8")
    told = ["-q", "-x", "--capture=sys", "-p", "no:cacheprovider"]
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
        self.lines: dict[str, Lines] = {}
        self.costs: dict[str, float] = {}
        self.marks = Marks(ROOMS)
        self.marks.install()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run every test, unchanged; how the sample office is made is recorded by itself."""
        caches = own_caches()
        forking()
        self.lines["import"] = self.marks.take()
        if premade(self.answer):
            self.lines[MAKING] = self.marks.take()
        for place, item in enumerate(session.items):
            clear(caches)
            started = time.process_time()
            protocol(session.items, place)
            self.costs[item.nodeid] = time.process_time() - started
            self.lines[item.nodeid] = self.marks.take()
            if self.failed:
                print(f"It does not pass and kills nothing: {self.failed.pop()}")
                self.failed.clear()
                del self.lines[item.nodeid], self.costs[item.nodeid]
            if place % 500 == 499:
                self.write()
        self.write()
        return True

    def write(self) -> None:
        """Write down what is known by now."""
        lines = {
            test: {path: sorted(hit) for path, hit in own.items()}
            for test, own in self.lines.items()
        }
        known: list[dict[str, Any]] = [{}, {}]
        if self.answer.exists():
            known = json.loads(self.answer.read_text(encoding="utf-8"))
        for path, hit in known[0].get("import", {}).items():
            lines["import"][path] = sorted({*hit, *lines["import"].get(path, ())})
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

    def naming(self, module: Module) -> set[str]:
        """Return the tests of the files in which a module is named."""
        files = {test.split("::")[0] for test in self.costs}
        named = {one for one in files if module.name in (REPO / one).read_text(encoding="utf-8")}
        return {test for test in self.costs if test.split("::")[0] in named}

    def beyond(self, modules: Mapping[str, Module], module: Module) -> set[str]:
        """Return the tests that run the modules that load a module, or what loads those."""
        found: set[str] = set()
        seen, loaded = {module.name}, {module.name}
        while loaded and not found - {"import"}:
            loading = {
                path: one
                for path, one in modules.items()
                if one.name not in seen and any(f"from {name} " in one.text for name in loaded)
            }
            found = found.union(*(self.running(path, self.tests[path]) for path in loading))
            loaded = {one.name for one in loading.values()}
            seen |= loaded
        return found

    def ordered(self, tests: set[str], module: Module) -> list[str]:
        """Return tests in the order in which they are tried: near the module first, cheap first."""
        room, stem = module.path.parent.name, module.path.stem

        def dear(test: str) -> float:
            file = Path(test.split("::")[0])
            near = 2.0 if file.parent.name == room else 4.0
            if file.stem == f"test_{stem}" or file.parent.name == "approved":
                near = 1.0
            return near * (0.02 + float(self.costs.get(test, 9.0)))

        return sorted(tests, key=dear)


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
    """Return the names that hold what the statement of a mutant outside of functions says.

    A table may be made of another: so the names of those are among them.
    """
    names: set[str] = set()
    for node in module.tree.body:
        if node.lineno <= mutant.line <= (node.end_lineno or node.lineno):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                return {node.name}
            names |= _named(node, ast.Store)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and names & _named(node, ast.Load):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {name for one in targets for name in _named(one, ast.Store)}
    return names


def _named(node: ast.AST, context: type[ast.expr_context]) -> set[str]:
    return {
        one.id
        for one in ast.walk(node)
        if isinstance(one, ast.Name) and isinstance(one.ctx, context)
    }
