"""`python run.py test`: each check is said by its name, and the first that fails is the last."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from door import opening
from door.house import House

SAYS = "print({!r}, flush=True)"
FAILS = "raise SystemExit(3)"
WAITS = "import time; time.sleep(600)"


@pytest.fixture
def checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, list[str]]]:
    """Run checks, what is read ahead and the tests, each given as a program's text."""
    monkeypatch.setattr(House, "python", property(lambda _: Path(sys.executable)))
    for name in ("make_ready", "need_libraries", "install_system_packages"):
        monkeypatch.setattr(opening, name, lambda *_: None)

    def run(checks: dict[str, str], ahead: str = "", words: list[str] | None = None):
        monkeypatch.setattr(
            opening, "CHECKS", tuple((name, ("-c", text)) for name, text in checks.items())
        )
        monkeypatch.setattr(opening, "READING_AHEAD", ("-c", ahead))
        monkeypatch.setattr(opening, "TESTS", ("-c", SAYS.format("tested")))
        code = opening.test(House(tmp_path), words or [])
        return code, capfd.readouterr().out.splitlines()

    return run


def test_the_checks_run_in_their_order_and_then_the_tests(checked) -> None:
    said = checked({"one": SAYS.format("first"), "two": SAYS.format("second")})
    assert said == (0, ["== one ==", "first", "== two ==", "second", "== pytest ==", "tested"])


def test_what_is_read_ahead_says_nothing_and_fails_nothing(checked) -> None:
    code, said = checked({"one": SAYS.format("first")}, ahead=f"print('ahead'); {FAILS}")
    assert (code, said) == (0, ["== one ==", "first", "== pytest ==", "tested"])


def test_the_first_that_fails_is_the_last_and_nothing_goes_on_behind_it(checked) -> None:
    assert checked({"one": FAILS, "two": SAYS.format("second")}, ahead=WAITS) == (3, ["== one =="])


def test_the_tests_keep_what_they_compiled(checked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    code, said = checked({"one": "import sys; print(sys.dont_write_bytecode)"})
    assert (code, said[1]) == (0, "False")
