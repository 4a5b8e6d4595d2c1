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


# One matter of the field in two rooms: the acts on it, and what they write or read.
PAIRED = {
    "circulating": "the acts of circulation and their papers",
    "doors": "what a child process may be called by, of two readers",
    "fees": "the acts on the fee and its notice",
    "opening": "the acts that open a case and their papers",
    "procedure": "the acts of the procedure and their papers",
    "remaking": "the act of making a letter anew, and how it is made",
    "redacting": "the act of redacting, and the work itself",
    "reviewing": "the acts of the review and their papers",
}


def test_a_module_of_the_casework_shares_its_name_with_a_reason() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "casework").rglob("*.py")):
        if path.stem != "__init__":
            found[path.stem].append(path.parent.name)
    assert {name for name, rooms in found.items() if len(rooms) > 1} == set(PAIRED)
