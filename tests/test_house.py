"""What holds for the whole repository, whoever wrote which part."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import run
from door.house import House, requirements
from tests.longest import LONGEST

ROOT = Path(run.__file__).resolve().parent
HOUSE = House(ROOT)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FOLDERS = PROJECT["tool"]["importlinter"]["root_packages"]
WANTED = {
    HOUSE.runtime_lock: PROJECT["project"]["dependencies"],
    HOUSE.development_lock: (
        PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    ),
}
NOT_OURS = {"__pycache__", "wheels", "build", "dist", "demo"}
NOT_TEXT = {".db", ".docx", ".et", ".gz", ".ico", ".pdf", ".png", ".xls", ".xlsx"}


def our_texts(folder: Path = ROOT) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        hidden = path.name.startswith(".") and path.name not in {
            *(".ci", ".gitignore", ".gitattributes"),
        }
        if hidden or path.name in NOT_OURS:
            continue
        if path.is_dir():
            yield from our_texts(path)
        elif path.suffix.lower() not in NOT_TEXT:
            yield path


def pins(lock: Path) -> dict[str, Requirement]:
    pinned = [Requirement(words) for words in requirements(lock)]
    return {canonicalize_name(requirement.name): requirement for requirement in pinned}


def imported_by(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def test_the_door_needs_nothing_but_the_standard_library() -> None:
    modules = [ROOT / "run.py", *(ROOT / "packaging" / "door").glob("*.py")]
    assert len(modules) > 5
    for module in modules:
        assert imported_by(module) <= sys.stdlib_module_names | {"door", "bundle"}, module


def test_what_the_program_imports_the_project_names() -> None:
    imported = {
        name
        for folder in FOLDERS
        for module in (ROOT / folder).rglob("*.py")
        for name in imported_by(module)
    }
    # The driver of a server is an optional part, read on that path alone.
    words_of_all = WANTED[HOUSE.runtime_lock] + PROJECT["dependency-groups"]["server"]
    named = {canonicalize_name(Requirement(words).name) for words in words_of_all}
    distributions = packages_distributions()
    nameless = {
        name
        for name in imported - sys.stdlib_module_names - set(FOLDERS)
        if not named & {canonicalize_name(found) for found in distributions.get(name, [name])}
    }
    assert nameless == set()


@pytest.mark.parametrize("lock", WANTED, ids=lambda lock: lock.name)
def test_a_lock_pins_what_the_project_allows(lock: Path) -> None:
    pinned = pins(lock)
    for words in WANTED[lock]:
        wanted = Requirement(words)
        (pin,) = pinned[canonicalize_name(wanted.name)].specifier
        assert pin.operator == "=="
        assert wanted.specifier.contains(pin.version), words


def test_tests_run_on_what_the_clerk_runs_on() -> None:
    runtime, development = pins(HOUSE.runtime_lock), pins(HOUSE.development_lock)
    assert {name: development.get(name) for name in runtime} == runtime


def test_windows_gets_its_own_parts() -> None:
    windows = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
    colorama = pins(HOUSE.development_lock)["colorama"]
    assert colorama.marker is not None
    assert colorama.marker.evaluate(windows)
    assert not colorama.marker.evaluate(windows | {"sys_platform": "linux"})


def test_no_file_names_a_package_registry() -> None:
    # Offices fetch from mirrors of their own; a host written here would overrule them.
    hosts = re.compile(r"(pypi|pythonhosted|tuna\.tsinghua|mirrors\.\w+)\.(org|com|edu|cn|io)\b")
    named = [path for path in our_texts() if hosts.search(path.read_text(encoding="utf-8"))]
    assert named == []


def test_no_file_names_the_place_it_was_written_in() -> None:
    place = re.compile(r"(?<![\w.$}-])/(work|farm|root)/")
    named = [path for path in our_texts() if place.search(path.read_text(encoding="utf-8"))]
    assert named == []


def test_qt_gives_back_every_none_it_borrows(qtbot: QtBot) -> None:
    # PySide6 6.12.0 keeps one for each call and ends the process after some 5,000.
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for called in range(10_000):
        label.setText("办件")
        if called % 1_000 == 0:
            assert sys.getrefcount(None) > before - 500
    assert sys.getrefcount(None) > before - 500


def formats_in(module: Path) -> Iterator[str]:
    """Yield what a module gives to strftime: by name, or behind the colon of an f-string."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
            yield ast.unparse(node.format_spec)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "strftime"
        ):
            yield from map(ast.unparse, node.args)


@pytest.mark.parametrize("folder", [*FOLDERS, "packaging"])
def test_no_day_is_formatted_with_chinese_words(folder: str) -> None:
    """Windows' C runtime reads them in the code page of the computer, and refuses some."""
    found = [
        f"{module.name}: {words}"
        for module in (ROOT / folder).rglob("*.py")
        for words in formats_in(module)
        if "%" in words and not words.isascii()
    ]
    assert found == []


def test_only_one_room_reckons_from_where_the_register_lies() -> None:
    """What lies beside it is `db.beside`'s to say; everyone else asks that."""
    reckoned = re.compile(r"store\.path(?:\.(?:parent|with_name|with_suffix|stem|suffix)\b| /)")
    found = {
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if reckoned.search(line)
    }
    assert found == set()


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in our_texts()
        if path.suffix == ".py" and (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


STATEMENT = re.compile(
    r"\s*(select\b|insert (or \w+ )?into\b|update \w+ set\b|delete from\b|pragma \w)"
)


def statements_in(source: str) -> Iterator[str]:
    """Yield the texts of a module that are said to the database."""
    for node in ast.walk(ast.parse(source)):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and STATEMENT.match(value):
            yield value


@pytest.mark.parametrize("folder", [one for one in FOLDERS if one != "db"])
def test_the_database_is_spoken_to_in_its_own_floor(folder: str) -> None:
    said = [
        f"{module.relative_to(ROOT)}: {words}"
        for module in (ROOT / folder).rglob("*.py")
        for words in statements_in(module.read_text(encoding="utf-8"))
    ]
    assert said == []


@pytest.mark.parametrize(
    "line", ["store.rows('select id from step')", "run('update step set y = 1')", "q = 'pragma a'"]
)
def test_what_is_said_to_the_database_is_found(line: str) -> None:
    assert list(statements_in(line)) != []


def test_no_test_holds_a_clock_against_the_program() -> None:
    clocks = {"perf_counter", "process_time", "monotonic", "perf_counter_ns", "process_time_ns"}
    timed = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in clocks)
        or (isinstance(node, ast.alias) and node.name in clocks)
    ]
    assert timed == []  # a slower machine is no fault; speed is compared in tests/bench


def imports_of(path: Path, known: dict[str, Path]) -> set[str]:
    """Return the modules of ours a file imports, at whatever time and for whatever reason."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
            found.add(node.module)
    return found & known.keys()


def test_what_begins_first_is_there() -> None:
    assert [name for name in LONGEST if not (ROOT / "tests" / name).is_file()] == []


def test_no_files_import_each_other_in_a_circle() -> None:
    known = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "__init__.py"
    }
    needs = {name: imports_of(path, known) - {name} for name, path in known.items()}
    # Who needs nobody that is left is in no circle; what is left at the end is.
    while free := {name for name, needed in needs.items() if not needed & needs.keys()}:
        needs = {name: needed for name, needed in needs.items() if name not in free}
    wanted = set().union(*needs.values()) if needs else set()
    assert sorted(needs.keys() & wanted) == []
