"""What a window asks for later goes with it: every single shot names whom it belongs to."""

import ast
from pathlib import Path
from typing import cast

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casework.desk.desk import Desk
from desktop.start import application

DESKTOP = Path(application.__file__).parents[1]


def test_each_single_shot_names_its_owner() -> None:
    without = [
        f"{path.relative_to(DESKTOP)}:{node.lineno}"
        for path in sorted(DESKTOP.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "singleShot"
        and len(node.args) < 3
    ]
    assert without == []


def test_what_was_still_to_come_goes_with_the_window(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_WARM_AFTER_MS", "_COPY_AFTER_MS", "_UPDATE_AFTER_MS"):
        monkeypatch.setattr(application, name, 20)
    window = application.make_window(desk)
    app = cast("QApplication", QApplication.instance())
    after = application._AfterTheFirstPaint(app, window, None)
    after.begin()
    shiboken6.delete(window)
    with qtbot.captureExceptions() as raised:
        qtbot.wait(60)
    assert raised == []
