"""One word, one thing: what the glossary asks of the code, looked after by a machine."""

import ast
from collections import defaultdict
from pathlib import Path

import run

ROOT = Path(run.__file__).resolve().parent
FLOORS = ("rules", "forms", "db", "casework", "desktop")


def classes_by_name() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found[node.name].append(path.relative_to(ROOT).as_posix())
    return found


def test_no_two_classes_bear_one_name() -> None:
    found = classes_by_name()
    assert found["CaseFile"] == ["casework/cases/case_file.py"]
    assert {name: places for name, places in found.items() if len(places) > 1} == {}
