"""Whether the checker of types refuses a mutant: what it refuses, the suite refuses."""

import ast
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from mutants import Mutant
from mutate import REPO, Module

# What the verdict on a mutant that is refused begins with.
BY_TYPES = "types: "
# How long the first look at everything may take, and a look at one changed module.
_FIRST_SECONDS, _NEXT_SECONDS = 900, 180


def changed_text(module: Module, mutant: Mutant) -> str:
    """Return the module's text with the one change; "" where the text cannot be changed so.

    Only the words of the changed node are other, so that every remark to the checker stays. What
    stands within an f-string has no place of its own in the text before Python 3.12.
    """
    node, new = mutant.node, ast.unparse(ast.fix_missing_locations(mutant.new))
    if not isinstance(node, ast.expr | ast.stmt):
        return ""
    lines = module.text.encode().splitlines(keepends=True)
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    before = b"".join(lines[:first]) + lines[first][: node.col_offset]
    after = lines[last][node.end_col_offset :] + b"".join(lines[last + 1 :])
    text = new if isinstance(node, ast.stmt) else f"({new})"
    changed = (before + text.encode() + after).decode()
    mutant.put(ast.fix_missing_locations(ast.copy_location(mutant.new, node)))
    try:
        meant = ast.dump(module.tree)
        return changed if ast.dump(ast.parse(changed)) == meant else ""
    except SyntaxError:
        return ""
    finally:
        mutant.put(node)


class Checker:
    """The checker of types with everything loaded, on a copy of what git keeps."""

    def __init__(self, folder: Path) -> None:
        self.tree = folder / "checked"
        self.status = folder / "dmypy.json"
        self.changed: Module | None = None
        kept = ("git", "ls-files", "-z", "*.py", "pyproject.toml")
        names = subprocess.run(kept, cwd=REPO, capture_output=True, check=True).stdout
        for name in names.decode().split("\0"):
            if (REPO / name).is_file():
                (self.tree / name).parent.mkdir(parents=True, exist_ok=True)
                (self.tree / name).write_bytes((REPO / name).read_bytes())

    def __enter__(self) -> "Checker":
        """Look at everything once; what is refused unchanged would say nothing of a mutant."""
        self._told("start", "--", f"--cache-dir={self.status.parent / 'cache'}")
        if said := self._told("check", *_files(self.tree), seconds=_FIRST_SECONDS):
            raise SystemExit(f"The types do not pass as they are:\n{said}")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the checker go."""
        self._told("stop")

    def refuses(self, module: Module, mutant: Mutant) -> str:
        """Return what the checker says against a mutant, its first line; "" where nothing."""
        text = changed_text(module, mutant)
        if not text:
            return ""
        (self.tree / module.own).write_text(text, encoding="utf-8")
        if self.changed and self.changed is not module:
            (self.tree / self.changed.own).write_text(self.changed.text, encoding="utf-8")
        self.changed = module
        return self._told("recheck").partition("\n")[0]

    def _told(self, *words: str, seconds: int = _NEXT_SECONDS) -> str:
        command = [sys.executable, "-m", "mypy.dmypy", "--status-file", str(self.status), *words]
        done = subprocess.run(
            command, cwd=self.tree, capture_output=True, text=True, timeout=seconds, check=False
        )
        if done.returncode > 1:
            raise SystemExit(done.stdout + done.stderr)
        return done.stdout if done.returncode else ""


def _files(tree: Path) -> list[str]:
    return sorted({place.name for place in tree.iterdir() if place.name != "pyproject.toml"})
