"""Mutation testing of `rules/`: change one thing in a module, and see whether a test notices.

    python packaging/mutate.py rules/fold.py rules/case.py [--log mutants.jsonl]

The tests are collected once in a process that is then forked for every mutant. A mutant inside a
function replaces the code of that function there, and only the tests that ran its statement are
run, quickest first, until one fails. A mutant of what runs at import is put in place before
anything of the program is loaded, and the test files that need the module are run anew. Needs
`fork`, so not Windows. What is changed and what is left alone is said in docs/mutation.md.
"""

import argparse
import ast
import functools
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings
from mutant_server import KEPT
from mutants import Mutant, compiled, mutants_of, nested

REPO = Path(__file__).resolve().parent.parent
TESTS = ("tests/rules", "tests/casework/commands")
MEMORY = 4 << 30
OWN = ("rules", "forms", "db", "casework", "desktop", "tests")
_CACHED = type(functools.cache(len))


class Verdict(NamedTuple):
    """What became of one mutant, and by which test."""

    module: str
    line: int
    operator: str
    words: str
    killed: bool
    by: str


class Module:
    """A module under test: its tree, its mutants, and the name it is loaded under."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = ".".join(path.relative_to(REPO).with_suffix("").parts).removesuffix(".__init__")
        self.own = str(path.relative_to(REPO))
        self.text = path.read_text(encoding="utf-8")
        self.tree = ast.parse(self.text)
        self.own_test = REPO / "tests" / path.relative_to(REPO).with_name(f"test_{path.stem}.py")
        self.all_mutants = mutants_of(self.tree)

    @functools.cached_property
    def plain(self) -> CodeType:
        """The code of the module as it is."""
        return compiled(self.tree, self.path)

    @functools.cached_property
    def mutants(self) -> list[Mutant]:
        """The mutants whose code is another than the module's."""
        return [mutant for mutant in self.all_mutants if self.changes(mutant)]

    def changes(self, mutant: Mutant) -> bool:
        """Return whether a mutant's code is another than the module's."""
        return mutant.code(self.tree, self.path) != self.plain

    def verdict(self, mutant: Mutant, killed: bool, by: str) -> Verdict:
        """Return what is reported of a mutant of this module."""
        words = mutant.words
        return Verdict(self.path.stem, mutant.line, mutant.operator, words, killed, by)


def forked(task: Callable[[], int], seconds: float, *, aloud: bool = False) -> int:
    """Return the exit code of a task run in a fork; -1 where it took too long or was killed."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            silence = os.open(os.devnull, os.O_WRONLY)
            if not aloud:
                os.dup2(silence, 1)
                os.dup2(silence, 2)
            code = task()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1


class Collected:
    """The pytest plugin: once the tests are collected, a fork for every mutant of a function."""

    def __init__(self, modules: Sequence[Module], answers: Path) -> None:
        self.modules = modules
        self.answers = answers
        self.failed: list[str] = []
        self.paths = {str(module.path) for module in modules}
        self.lines: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self.took: dict[str, float] = {}
        self.now = "import"
        sys.settrace(self.trace)

    def trace(self, frame: FrameType, event: str, argument: object) -> Any:  # noqa: ANN401
        """Record the lines of the modules under test, by the test that runs them."""
        path = frame.f_code.co_filename
        if path not in self.paths:
            return None
        if event == "line":
            self.lines[self.now].add((path, frame.f_lineno))
        return self.trace

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that a test failed."""
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once to see what each touches, then the mutants."""
        known = self.answers.with_suffix(".lines")
        code = forked(lambda: self.baseline(session, known), 600)
        if code:
            raise SystemExit(f"The tests do not pass as they are ({code}): see {known}.")
        lines, self.took = json.loads(known.read_text(encoding="utf-8"))
        self.lines |= {test: {(path, line) for path, line in hit} for test, hit in lines.items()}
        sys.settrace(None)
        touching = {
            module.name: sorted(
                {
                    test.split("::")[0]
                    for test, hit in self.lines.items()
                    if any(path == str(module.path) for path, _ in hit)
                }
                - {"import"}
            )
            for module in self.modules
        }
        self.answers.with_suffix(".files").write_text(json.dumps(touching), encoding="utf-8")
        with self.answers.open("w", encoding="utf-8") as answers:
            for module in self.modules:
                for place, mutant in enumerate(module.mutants):
                    answer = self.answer(session, module, mutant)
                    answers.write(json.dumps([module.name, place, answer]) + "\n")
                    answers.flush()
        return True

    def baseline(self, session: pytest.Session, known: Path) -> int:
        """Run every test unchanged and write down the lines that each runs."""
        caches = own_caches()
        for place, item in enumerate(session.items):
            self.now = item.nodeid
            # What an earlier test left in a cache would hide the lines that this one needs.
            clear(caches)
            started = time.perf_counter()
            self.protocol(session.items, place)
            self.took[item.nodeid] = time.perf_counter() - started
        sys.settrace(None)
        self.lines.pop("import", None)
        lines = {test: sorted(hit) for test, hit in self.lines.items()}
        known.write_text(json.dumps([self.failed or lines, self.took]), encoding="utf-8")
        return 1 if self.failed else 0

    def protocol(self, items: Sequence[pytest.Item], place: int) -> None:
        """Run one test, keeping what the next one shares with it."""
        following = items[place + 1] if place + 1 < len(items) else None
        item = items[place]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def answer(self, session: pytest.Session, module: Module, mutant: Mutant) -> str:
        """Return which test killed a mutant, "" where none did, "anew" where import needs it."""
        path = str(module.path)
        first, last = mutant.statement
        hit = {(path, line) for line in range(first, last + 1)}
        function = None if mutant.function is None else found_function(module, mutant.function)
        if function is None or self.lines["import"] & hit:
            return "anew"
        own = str(module.own_test.relative_to(REPO))
        items = sorted(
            (item for item in session.items if self.lines.get(item.nodeid, set()) & hit),
            key=lambda item: (not item.nodeid.startswith(own), self.took[item.nodeid]),
        )
        if not items:
            return ""
        told = self.answers.with_suffix(".told")
        told.unlink(missing_ok=True)

        def task() -> int:
            code = mutant.code(module.tree, module.path)
            function.__code__ = nested(code, function.__code__)
            clear(own_caches())
            for place, item in enumerate(items):
                told.write_text(item.nodeid, encoding="utf-8")
                # Processor time: a busy machine must not kill a mutant, an endless loop must.
                signal.setitimer(signal.ITIMER_PROF, 3 + 10 * self.took[item.nodeid])
                self.protocol(items, place)
                if self.failed:
                    return 1
            return 0

        code = forked(task, 600)
        by = told.read_text(encoding="utf-8") if told.exists() else "start"
        return "" if code == 0 else f"{by}{' (did not end)' if code == -1 else ''}"


def found_function(module: Module, qualified: str) -> FunctionType | None:
    """Return the function of a loaded module by its qualified name, undecorated."""
    found: Any = sys.modules.get(module.name)
    if found is None:
        return None
    for name in qualified.split("."):
        found = vars(found).get(name)
        if isinstance(found, property):
            found = found.fget
        elif isinstance(found, functools.cached_property):
            found = found.func
        found = getattr(found, "__func__", found)
        found = getattr(found, "__wrapped__", found)
    return found if isinstance(found, FunctionType) else None


def own_caches() -> list[Any]:
    """Return the cached functions of the program and of its tests."""
    return [
        thing
        for thing in gc.get_objects()
        if isinstance(thing, _CACHED) and thing.__module__.split(".")[0] in OWN
    ]


def clear(caches: Sequence[Any]) -> None:
    """Empty the caches, which the unchanged code has filled."""
    for function in caches:
        if function.__module__ not in KEPT:
            function.cache_clear()


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The import of one module with its mutant in place."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self.name = name
        self.path = path
        self.code = code

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the changed module for its own name, and nothing for any other."""
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """Leave the making of the module to the import system."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed code."""
        exec(self.code, vars(module))


def run_tests(tests: Sequence[str], folder: Path, plugins: Sequence[object] = ()) -> int:
    """Return pytest's exit code for these tests, with few Hypothesis examples, always the same."""
    options = ["-q", "-x", "--capture=sys", "-p", "no:cacheprovider", "-p", "no:pytest-qt"]
    options += ["-p", "no:timeout", "-p", "no:xdist", "--import-mode=importlib"]
    options += ["-c", str(folder / "pytest.ini"), f"--rootdir={REPO}"]
    options += ["--hypothesis-profile=mutate"]
    return int(pytest.main([*options, *tests], plugins=list(plugins)))


def needing(module: Module, tests: Sequence[str], touching: Sequence[str]) -> list[str]:
    """Return the test files that import a module or run a line of it, its own first."""
    stem = module.path.stem
    touched = {REPO / name for name in touching}
    places = [REPO / place for place in tests]
    files = [
        file
        for place in places
        for file in (sorted(place.rglob("test_*.py")) if place.is_dir() else [place])
        if file != module.own_test
        and (
            file in touched
            or module.name in (text := file.read_text(encoding="utf-8"))
            or f"import {stem}" in text
        )
    ]
    own = [module.own_test] if module.own_test.exists() else []
    return [str(file) for file in (*own, *files)]


def anew(module: Module, mutant: Mutant, files: Sequence[str], folder: Path) -> str:
    """Return which test file killed a mutant that is set at import, "" where none did."""
    code = mutant.code(module.tree, module.path)

    def task(files: Sequence[str]) -> int:
        sys.meta_path.insert(0, Changed(module.name, module.path, code))
        return run_tests(files, folder)

    for some in (files[:1], files[1:]):
        if some and (code_ := forked(lambda some=some: task(some), 120)):  # type: ignore[misc]
            return f"{Path(some[0]).stem}{'' if len(some) == 1 else ' and others'} ({code_})"
    return ""


def hypothesis_profile(examples: int) -> None:
    """Let Hypothesis draw few examples, always the same."""
    settings.register_profile(
        "mutate",
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Mutate the modules named on the command line and print what survived."""
    parser = argparse.ArgumentParser(description="Mutation testing of rules/")
    parser.add_argument("modules", nargs="+", type=Path)
    parser.add_argument("--tests", nargs="+", default=TESTS)
    parser.add_argument("--examples", type=int, default=15, help="Hypothesis examples a property")
    parser.add_argument("--log", type=Path, help="where every verdict is kept, one JSON a line")
    chosen = parser.parse_args(arguments)
    os.chdir(REPO)
    sys.path.insert(0, str(REPO))
    hypothesis_profile(chosen.examples)
    modules = [Module(path.resolve()) for path in chosen.modules]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        verdicts = judged(modules, chosen.tests, folder)
    if chosen.log:
        with chosen.log.open("a", encoding="utf-8") as log:
            log.writelines(
                json.dumps(verdict._asdict(), ensure_ascii=False) + "\n" for verdict in verdicts
            )
    report(modules, verdicts)
    return 0


def judged(modules: Sequence[Module], tests: Sequence[str], folder: Path) -> list[Verdict]:
    """Return the verdict on every mutant of the modules."""
    answers = folder / "answers.jsonl"

    def collected() -> int:
        # Every class of the program is loaded once, for all mutants of functions.
        return run_tests(tests, folder, [Collected(modules, answers)])

    forked(collected, 24 * 3600)
    if not answers.exists():
        known = answers.with_suffix(".lines")
        failed = known.read_text(encoding="utf-8")[:2000] if known.exists() else "collection"
        raise SystemExit(f"The tests do not pass as they are: {failed}")
    touching = json.loads(answers.with_suffix(".files").read_text(encoding="utf-8"))
    by_name = {module.name: module for module in modules}
    verdicts = []
    for line in answers.read_text(encoding="utf-8").splitlines():
        name, place, by = json.loads(line)
        module = by_name[name]
        mutant = module.mutants[place]
        if by == "anew":
            by = anew(module, mutant, needing(module, tests, touching[name]), folder)
        verdicts.append(module.verdict(mutant, bool(by), by))
    return verdicts


def report(modules: Sequence[Module], verdicts: Sequence[Verdict]) -> None:
    """Print the survivors, then a line for each module."""
    for verdict in verdicts:
        if not verdict.killed:
            print(f"{verdict.module}.py:{verdict.line}  {verdict.operator}:  {verdict.words}")
    for module in modules:
        own = [verdict for verdict in verdicts if verdict.module == module.path.stem]
        killed = sum(verdict.killed for verdict in own)
        share = 100 * killed / len(own) if own else 100.0
        print(f"{module.path.stem:20} {len(own):5} mutants {killed:5} killed {share:6.1f} %")


if __name__ == "__main__":
    sys.exit(main())
