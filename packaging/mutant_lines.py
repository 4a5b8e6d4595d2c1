"""What the tests run of the large rooms: every statement of a function leaves a mark when it runs.

A tracing function is called for every call of the whole program and makes it several times slower;
a mark is an assignment, and only the rooms have them.
"""

import ast
import importlib.abc
import importlib.machinery
import mmap
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType

from mutants import FUNCTIONS, header_end
from mutate import REPO

Lines = dict[str, set[int]]
MOST = 400_000
NAME = "__marks__"


class Marks(importlib.abc.MetaPathFinder):
    """The import of the rooms with marks in them, and what was marked since it was asked last."""

    def __init__(self, rooms: Sequence[str]) -> None:
        self.rooms = tuple(rooms)
        self.places: list[tuple[str, set[int]]] = []
        # Shared with the forks: what they run is marked as well.
        self.hit = mmap.mmap(-1, MOST)

    def install(self) -> None:
        """Mark what is imported from now on."""
        loaded = [one for one in sys.modules if one.split(".")[0] in self.rooms]
        if loaded:
            raise RuntimeError(f"loaded without marks: {loaded[:5]}")
        sys.meta_path.insert(0, self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return a module of the rooms with its marks, and nothing for any other."""
        if fullname.split(".")[0] not in self.rooms:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if spec is not None and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            spec.loader = _Marking(spec.loader.name, spec.loader.path, self)
        return spec

    def take(self) -> Lines:
        """Return the lines that ran since this was asked last, by the module's path."""
        lines: Lines = defaultdict(set)
        place = self.hit.find(b"\1")
        while place >= 0:
            path, own = self.places[place]
            lines[path] |= own
            self.hit[place] = 0
            place = self.hit.find(b"\1", place + 1)
        return lines

    def marked(self, path: Path) -> CodeType:
        """Return the code of a module with its marks."""
        tree = ast.parse(path.read_text(encoding="utf-8"))
        own = str(path.relative_to(REPO))
        for node in ast.walk(tree):
            if isinstance(node, FUNCTIONS):
                self._mark(node, own)
        return compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)

    def _mark(self, function: ast.AST, own: str) -> None:
        waiting: list[ast.AST] = [function]
        while waiting:
            node = waiting.pop()
            for _, value in ast.iter_fields(node):
                if not isinstance(value, list) or not value:
                    continue
                if isinstance(value[0], ast.stmt):
                    # Functions within functions have their own turn.
                    waiting += [one for one in value if not isinstance(one, FUNCTIONS)]
                    value[:] = [part for one in value for part in (*self._before(one, own), one)]
                elif isinstance(value[0], ast.ExceptHandler | ast.match_case):
                    waiting += value

    def _before(self, node: ast.stmt, own: str) -> list[ast.stmt]:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return []
        self.places.append((own, _own_lines(node)))
        mark = ast.parse(f"{NAME}[{len(self.places) - 1}] = 1").body
        for one in ast.walk(mark[0]):
            if hasattr(one, "lineno"):
                ast.copy_location(one, node)
        return mark


class _Marking(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, marks: Marks) -> None:
        super().__init__(name, path)
        self.marks = marks

    def get_code(self, fullname: str) -> CodeType:
        return self.marks.marked(Path(self.path))

    def exec_module(self, module: ModuleType) -> None:
        vars(module)[NAME] = self.marks.hit
        super().exec_module(module)


def _own_lines(node: ast.stmt) -> set[int]:
    if not isinstance(node, ast.Match):
        return set(range(node.lineno, header_end(node) + 1))
    heads = [(node.lineno, node.subject.end_lineno or node.lineno)]
    heads += [(case.pattern.lineno, case.body[0].lineno - 1) for case in node.cases]
    return {line for first, last in heads for line in range(first, max(first, last) + 1)}
