"""What the workflow of GitHub calls and names is what the tree has."""

import re
from pathlib import Path

import pytest

import run
from bundle import components, linux, windows
from bundle.builders import WineBuilder
from bundle.plan import CHINESE_NAME, PROGRAM, Plan
from door.opening import BUNDLES

ROOT = Path(run.ROOT)
TEXT = (ROOT / ".github" / "workflows" / "bundle.yml").read_text(encoding="utf-8")
# The first that run on Node.js 24: runners do without the one before.
RUN_BY = {"actions/checkout": 5, "actions/setup-python": 6, "actions/upload-artifact": 6}
PARTS = components.PARTS


def commands() -> list[list[str]]:
    return [words.split() for words in re.findall(r"\brun: python run\.py (.+)$", TEXT, re.M)]


def test_there_is_something_to_check() -> None:
    assert [words[0] for words in commands()] == ["test", "windows", "test", "linux", "windows"]
    assert TEXT.count("run.py") == len(commands()) + 1  # and one in the words at its head


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_is_known_at_the_door(words: list[str]) -> None:
    if words[0] == "test":
        for place in (one for one in words[1:2] if not one.startswith("-")):
            assert (ROOT / place).is_dir()
        return
    assert words[0] in BUNDLES
    if words[0] == "windows":
        windows._asked(words[1:])
    else:
        assert words[1:] == []


def test_the_actions_are_those_a_runner_still_runs() -> None:
    used = re.findall(r"uses: ([\w/-]+)@v(\d+)$", TEXT, re.M)
    assert len(used) == TEXT.count("uses:")
    assert all(int(version) >= RUN_BY[name] for name, version in used)


def test_the_python_is_of_the_kind_the_bundle_has_under_wine() -> None:
    named = set(re.findall(r'python-version: "([\d.]+)"', TEXT))
    assert named == {".".join(WineBuilder.python_version.split(".")[:2])}


def test_the_installer_of_the_program_is_found_and_no_other() -> None:
    plan = Plan(ROOT, "windows")
    found = re.search(r"Where-Object Name -Match '([^']+)'", TEXT)
    assert found is not None
    assert re.search(found[1], windows.installer_of(plan).name)
    assert not any(re.search(found[1], part.setup(plan).name) for part in PARTS)
    assert f"Get-ChildItem {plan.results.relative_to(ROOT).as_posix()}/*.exe" in TEXT


def test_every_optional_part_is_asked_for_by_its_word() -> None:
    asked = re.search(r"-ArgumentList '/S', (.+?) -Wait", TEXT)
    assert asked is not None
    assert set(re.findall(r"'/(\w+)'", asked[1])) == {part.word.upper() for part in PARTS}


def test_the_places_are_those_of_the_installers() -> None:
    script = (ROOT / "packaging" / "bundle" / "installer.nsi").read_text(encoding="utf-8")
    assert 'InstallDir "$LOCALAPPDATA\\Programs\\${NAME}"' in script
    assert f"$env:LOCALAPPDATA 'Programs\\{CHINESE_NAME}'" in TEXT
    assert f"{PROGRAM}-cli" in windows.PROGRAMS
    assert f'"$home_of\\{PROGRAM}-cli.exe" --self-test' in TEXT
    assert 'WriteUninstaller "$INSTDIR\\卸载.exe"' in script
    assert '"$home_of\\卸载.exe"' in TEXT
    assert f"{linux._OPT.removeprefix('.')}/{PROGRAM} --self-test" in TEXT


def test_what_is_handed_on_is_where_it_is_made() -> None:
    named = set(re.findall(r"path: (\S+)/\*$", TEXT, re.M))
    made = {Plan(ROOT, name).results.relative_to(ROOT).as_posix() for name in BUNDLES}
    assert named == made
    assert "./dist/linux/*.deb" in TEXT
