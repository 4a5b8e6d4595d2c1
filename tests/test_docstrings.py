"""A public function that raises says so where a reader looks first."""

import ast
from collections.abc import Iterator
from pathlib import Path

import run

ROOT = Path(run.__file__).resolve().parent
FLOORS = ("rules", "forms", "db", "casework", "desktop")
# A trial fails by raising: that is its answer, said once in the module.
TRIALS = {"casework/trials.py", "desktop/start/trials.py"}


def raises_itself(function: ast.FunctionDef) -> bool:
    """Tell whether a function raises by its own words, not by those of one inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            continue
        if isinstance(node, ast.Raise) and node.exc is not None:
            return True
        waiting.extend(ast.iter_child_nodes(node))
    return False


def silent(body: list[ast.stmt]) -> Iterator[str]:
    """Yield the public functions that raise and do not say so."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from silent(node.body)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            said = ast.get_docstring(node) or ""
            if raises_itself(node) and not any(word in said for word in ("aise", "efuse")):
                yield node.name


def test_every_public_function_that_raises_says_so() -> None:
    found = {}
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            names = list(silent(ast.parse(path.read_text("utf-8")).body))
            if names and name not in TRIALS:
                found[name] = names
    assert found == {}


def test_the_check_sees_a_silent_raise() -> None:
    loud = 'def f():\n    """Do it; raises `KeyError` at times."""\n    raise KeyError'
    quiet = 'def f():\n    """Do it."""\n    raise KeyError'
    inner = 'def f():\n    """Do it."""\n    def g():\n        raise KeyError\n    return g'
    assert [list(silent(ast.parse(text).body)) for text in (loud, quiet, inner)] == [[], ["f"], []]
