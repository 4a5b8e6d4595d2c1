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
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings

REPO = Path(__file__).resolve().parent.parent
TESTS = ("tests/rules", "tests/casework/commands")
MEMORY = 4 << 30
OWN = ("rules", "forms", "db", "casework", "desktop", "tests")

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
TYPES = ("None", "int", "str", "bool", "float")
_CACHED = type(functools.cache(len))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
CONDITIONED = (ast.If, ast.While, ast.IfExp)
WITHIN_CONDITION = (ast.Compare, ast.BoolOp, ast.Constant)


class Mutant(NamedTuple):
    """One change: where it is, what it says, and the tree's field that it replaces."""

    operator: str
    node: ast.AST
    parent: ast.AST
    field: str
    place: int | None
    new: ast.AST
    line: int
    statement: tuple[int, int]
    function: str | None

    def put(self, new: ast.AST) -> None:
        """Set the field of the tree that this mutant changes."""
        if self.place is None:
            setattr(self.parent, self.field, new)
        else:
            getattr(self.parent, self.field)[self.place] = new

    def code(self, tree: ast.Module, path: Path) -> CodeType:
        """Return the module compiled with this one change."""
        self.put(ast.fix_missing_locations(ast.copy_location(self.new, self.node)))
        try:
            return compiled(tree, path)
        finally:
            self.put(self.node)

    @property
    def words(self) -> str:
        """The change, as a reader of the source would write it."""
        return f"{_short(self.node)}  →  {_short(self.new)}"


def compiled(tree: ast.Module, path: Path) -> CodeType:
    """Return the code of a module."""
    code: CodeType = compile(tree, str(path), "exec", dont_inherit=True)
    return code


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else text[:87] + "…"


def changes(node: ast.AST, parent: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield each change of one node with the name of its operator."""
    match node:
        case ast.Compare(left, ops, right):
            for place, op in enumerate(ops):
                swapped = [*ops[:place], COMPARED[type(op)](), *ops[place + 1 :]]
                yield "comparison", ast.Compare(left, swapped, right)
        case ast.BoolOp(op, values):
            yield "and/or", ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub() | ast.Invert(), operand):
            yield "sign or not dropped", operand
        case ast.BinOp(left, op, right) if not (
            _is_text(left) or _is_text(right) or _is_type(left) or _is_type(right)
        ):
            yield "arithmetic", ast.BinOp(left, CALCULATED[type(op)](), right)
        case ast.AugAssign(target, op, value) if not _is_text(value):
            yield "arithmetic", ast.AugAssign(target, CALCULATED[type(op)](), value)
        case ast.Constant(bool(value)):
            yield "boolean", ast.Constant(not value)
        case ast.Constant(int(value) | float(value)):
            yield "number", ast.Constant(value + 1)
        case ast.Constant(str(value)) if _is_word(value) and not isinstance(parent, ast.JoinedStr):
            yield "word", ast.Constant(f"XX{value}XX")
        case ast.Return(value) if value is not None and not _is_none(value):
            yield "return", ast.Return(ast.Constant(None))
        case ast.Expr(ast.Call()) | ast.Raise() | ast.Delete():
            yield "statement dropped", ast.Pass()
        case ast.Break():
            yield "loop", ast.Continue()
        case ast.Continue():
            yield "loop", ast.Break()
        case ast.Call(ast.Name(name), arguments, keywords) if name in CALLED:
            other = ast.Name(CALLED[name], ast.Load())
            yield "min/max, any/all", ast.Call(other, arguments, keywords)
    if _is_bare_condition(node, parent):
        yield "condition negated", ast.UnaryOp(ast.Not(), node)  # type: ignore[arg-type]


def _is_word(text: str) -> bool:
    return text.isascii() and " " not in text


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _is_type(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitOr) and _is_type(node.left)
    return ast.unparse(node) in TYPES


def _is_bare_condition(node: ast.AST, parent: ast.AST) -> bool:
    if isinstance(node, WITHIN_CONDITION) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    ):
        return False
    if isinstance(parent, CONDITIONED):
        return node is parent.test
    return isinstance(parent, ast.comprehension) and node in parent.ifs


def mutants(tree: ast.Module) -> list[Mutant]:
    """Return every mutant of a module, in the order of its lines."""
    found: list[Mutant] = []
    _walk(tree, found, (1, 1), (), None)
    return found


def _walk(
    parent: ast.AST,
    found: list[Mutant],
    statement: tuple[int, int],
    scope: tuple[str, ...],
    function: str | None,
) -> None:
    for field, place, node in _children(parent):
        if _is_left_alone(node, parent, field):
            continue
        lines, inner, named = statement, scope, function
        if isinstance(node, ast.stmt):
            lines = node.lineno, _header_end(node)
        if isinstance(node, FUNCTIONS) and function is None:
            named = ".".join((*scope, node.name))
        elif isinstance(node, ast.ClassDef):
            inner = (*scope, node.name)
        # Defaults are worked out where the function is defined.
        within = None if isinstance(parent, FUNCTIONS) and field == "args" else named
        for operator, new in changes(node, parent):
            line = getattr(node, "lineno", lines[0])
            found.append(Mutant(operator, node, parent, field, place, new, line, lines, within))
        _walk(node, found, lines, inner, within)


def _children(parent: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(parent):
        if isinstance(value, ast.AST):
            yield field, None, value
        elif isinstance(value, list):
            for place, node in enumerate(value):
                if isinstance(node, ast.AST):
                    yield field, place, node


def _is_left_alone(node: ast.AST, parent: ast.AST, field: str) -> bool:
    if field in ("annotation", "returns", "decorator_list", "bases", "format_spec"):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Assign):
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        return bool(names & {"__slots__", "__all__"})
    return isinstance(node, ast.Import | ast.ImportFrom)


def _header_end(node: ast.stmt) -> int:
    body = getattr(node, "body", None)
    if isinstance(body, list) and body:
        before_body: int = body[0].lineno - 1
        return max(node.lineno, before_body)
    return node.end_lineno or node.lineno


class Verdict(NamedTuple):
    """What became of one mutant, and by which test."""

    module: str
    line: int
    operator: str
    words: str
    killed: bool
    by: str


class Module:
    """A module under test: its tree, its mutants, and its name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = ".".join(path.relative_to(REPO).with_suffix("").parts)
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.own_test = REPO / "tests" / path.parent.name / f"test_{path.stem}.py"
        plain = compiled(self.tree, path)
        self.mutants = [
            mutant for mutant in mutants(self.tree) if mutant.code(self.tree, path) != plain
        ]

    def verdict(self, mutant: Mutant, killed: bool, by: str) -> Verdict:
        """Return what is reported of a mutant of this module."""
        words = mutant.words
        return Verdict(self.path.stem, mutant.line, mutant.operator, words, killed, by)


def forked(task: Callable[[], int], seconds: float) -> int:
    """Return the exit code of a task run in a fork; -1 where it took too long or was killed."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            # Processor time: a busy machine must not kill a mutant.
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            silence = os.open(os.devnull, os.O_WRONLY)
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
            function.__code__ = _nested(code, function.__code__)
            clear(own_caches())
            for place, item in enumerate(items):
                told.write_text(item.nodeid, encoding="utf-8")
                self.protocol(items, place)
                if self.failed:
                    return 1
            return 0

        allowed = 20 + 10 * sum(self.took[item.nodeid] for item in items)
        code = forked(task, allowed)
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


def _nested(code: CodeType, wanted: CodeType) -> CodeType:
    """Return the code with the same name and first line within a compiled module."""
    waiting = [code]
    while waiting:
        one = waiting.pop()
        if (one.co_qualname, one.co_firstlineno) == (wanted.co_qualname, wanted.co_firstlineno):
            return one
        waiting += [constant for constant in one.co_consts if isinstance(constant, CodeType)]
    raise LookupError(wanted.co_qualname)


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
    files = [
        file
        for folder in tests
        for file in sorted((REPO / folder).rglob("test_*.py"))
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
    settings.register_profile(
        "mutate",
        max_examples=chosen.examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
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
