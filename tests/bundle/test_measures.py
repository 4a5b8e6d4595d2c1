"""What a bundle may weigh and how long it may take to its first list is held where it is made."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bundle import freezing, measure, windows
from bundle.builders import WineBuilder
from bundle.making import Steps
from bundle.plan import Plan
from bundle.wine import Wine
from door.refusals import StartError


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1.2.3"\n', encoding="utf-8")
    made = Plan(tmp_path, "windows")
    made.bundle.mkdir(parents=True)
    made.results.mkdir(parents=True)
    return made


def grown(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


@pytest.mark.parametrize(
    ("setup", "folder", "fast", "is_refused"),
    [
        (32_000_000, 100_000_000, False, False),
        (32_000_001, 100_000_000, False, True),
        (32_000_001, 100_000_000, True, False),
        (30_000_000, 100_000_001, True, True),
    ],
)
def test_what_grew_over_its_measure_is_refused(
    plan: Plan, setup: int, folder: int, fast: bool, is_refused: bool
) -> None:
    grown(windows.installer_of(plan), setup)
    grown(plan.bundle / "a.dll", folder)
    refused = (
        pytest.raises(StartError, match="超出限度") if is_refused else contextlib.nullcontext()
    )
    with refused:
        windows.refuse_large(plan, fast=fast)


@pytest.mark.parametrize(("longer", "code"), [(1.4, 0), (1.5, 0), (1.51, 1)])
def test_a_start_that_takes_too_long_fails_the_measuring(
    plan: Plan, monkeypatch: pytest.MonkeyPatch, longer: float, code: int
) -> None:
    @contextlib.contextmanager
    def no_screen() -> Iterator[str]:
        yield ":1"

    def painted(_: Wine, program: Path, __: Sequence[str]) -> float:
        return 1.0 if program.name == "start_empty.exe" else longer

    begun = plan.work / "freeze" / "measure" / "start_ours.exe"
    begun.parent.mkdir(parents=True)
    begun.write_bytes(b"MZ")
    monkeypatch.setattr(freezing, "settings", lambda *_: {})
    monkeypatch.setattr(measure, "screen", no_screen)
    monkeypatch.setattr(measure, "_register", lambda *_: plan.root)
    monkeypatch.setattr(measure, "_painted_after", painted)
    assert measure.run(plan, WineBuilder(plan), Steps()) == code
