"""A dialog that offers to go on has "no" under Enter and under Esc: people press them unread."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

DESKTOP = Path(__file__).parents[2] / "desktop"


def questions() -> Iterator[tuple[str, str]]:
    """Yield each function that asks in a box of its own, with its source."""
    for path in sorted(DESKTOP.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "QMessageBox" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                own = ast.get_source_segment(text, node) or ""
                if "ButtonRole.RejectRole" in own and "QMessageBox(" in own:
                    yield f"{path.name}:{node.name}", own


@pytest.mark.parametrize("own", [pytest.param(own, id=name) for name, own in questions()])
def test_enter_and_esc_say_no(own: str) -> None:
    (stay,) = (
        line.split("=")[0].strip() for line in own.splitlines() if "ButtonRole.RejectRole" in line
    )
    assert f"setDefaultButton({stay})" in own
    assert f"setEscapeButton({stay})" in own


def test_there_is_something_to_hold_to_that() -> None:
    assert len(list(questions())) >= 4
