"""What only tests call is not built: every public name is used by the program itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import run

ROOT = Path(run.__file__).resolve().parent
FLOORS = ("rules", "forms", "db", "casework", "desktop")
# Called by nothing the check can see, or kept for tests, each with its reason.
KNOWN = {
    "write_compiled": "asked for by packaging/bundle/desk.spec",
    "without_unpacking": "put by quick_start's own hook into what PySide loads",
    "reducer_override": "asked for by pickle, of whoever packs",
    "connection_lost": "asked for by asyncio, of a protocol",
    "data_received": "asked for by asyncio, of a protocol",
    "forget_held": "keys are read once a process, and a test changes them within one",
    "insert_many": "what tests of the store fill it with, in one transaction",
    "read_ledger": "the reading of a ledger's file in one call, where the window opens it first",
    "import_list": "the taking over of a list in one call, where the window reads it first",
}


def defined(tree: ast.Module) -> Iterator[str]:
    """Yield the public functions and classes of a module, and the methods of its classes.

    What Qt and the readers of HTML call by a name of theirs is left out.
    """
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        for inner in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(inner, ast.FunctionDef) and not _is_called_from_outside(inner.name):
                yield inner.name


def _is_called_from_outside(name: str) -> bool:
    return name != name.lower() or name.startswith("handle_")


NOT_A_USE = re.compile(
    r'"""[\s\S]*?"""|#[^\n]*|^(?:from \S+ )?import (?:\([^)]*\)|.*)$'
    r"|^__all__ = (?:\[[^\]]*\]|\([^)]*\))|\b(?:def|class) \w+",
    re.MULTILINE,
)
NAME = re.compile(r"[^\W\d]\w*")


def only_defined(modules: dict[str, str], others: tuple[str, ...] = ()) -> dict[str, str]:
    """Return what is defined in some modules and named in none, with its module.

    A docstring, a comment, an import and a package's list of what it offers use nothing.
    """
    used = {
        name
        for text in (*modules.values(), *others)
        for name in NAME.findall(NOT_A_USE.sub("", text))
    }
    return {
        name: module
        for module, text in modules.items()
        for name in defined(ast.parse(text))
        if not name.startswith("_") and name not in used
    }


def test_what_is_built_is_used_by_the_program() -> None:
    modules = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for floor in FLOORS
        for path in sorted((ROOT / floor).rglob("*.py"))
    }
    makers = [ROOT / "run.py", *(ROOT / "packaging").rglob("*.py")]
    found = only_defined(modules, tuple(path.read_text("utf-8") for path in makers))
    assert {name: where for name, where in found.items() if name not in KNOWN} == {}
    assert set(KNOWN) <= set(found)


def test_the_check_sees_what_nothing_names() -> None:
    text = "__all__ = ['left']\nclass A:\n    def kept(self): ...\n    def lost(self): ...\n"
    text += "def left(): ...\nA().kept()\n"
    assert only_defined({"a.py": text}) == {"lost": "a.py", "left": "a.py"}
