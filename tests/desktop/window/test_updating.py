from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from casework.programs import own_program
from casework.programs.updates import Update
from desktop.window import updating
from rules.errors import ClerkError

UPDATE = Update("9.9.9", Path("办件台-9.9.9-安装.exe"), ("期限：改了一处。",))


@pytest.fixture
def laid(monkeypatch, tmp_path):
    monkeypatch.setattr(updating, "folder_of_updates", lambda _: tmp_path)

    def answer(found):
        def offered(*_):
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr(updating, "offered", offered)

    return answer


def said(window) -> str:
    # The line below is built when it first has something to say.
    return window.outcome.words.text() if hasattr(window.outcome, "words") else ""


def test_without_a_folder_nothing_is_looked_for_and_nothing_said(window, monkeypatch):
    monkeypatch.setattr(updating, "folder_of_updates", lambda _: None)
    before = said(window)
    updating.look(window, asked=False)
    assert said(window) == before
    updating.look(window, asked=True)
    assert "由信息技术部门发放" in said(window)


def test_a_newer_version_is_told_in_the_line_below(qtbot, window, laid):
    laid(UPDATE)
    updating.look(window, asked=False)
    qtbot.waitUntil(lambda: "有新版本9.9.9" in said(window))
    assert window.findChild(QMessageBox, "update") is None


def test_asked_for_it_says_what_is_new_and_starts_the_installer_only_when_told(
    qtbot, window, laid, monkeypatch
):
    begun: list[list[str]] = []
    monkeypatch.setattr(own_program, "begin", lambda words: begun.append(words))
    laid(UPDATE)
    updating.look(window, asked=True)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "update") is not None)
    box = window.findChild(QMessageBox, "update")
    assert box.informativeText() == "· 期限：改了一处。"
    assert begun == []
    install = next(one for one in box.buttons() if "安装" in one.text())
    qtbot.mouseClick(install, Qt.MouseButton.LeftButton)
    assert begun == [[str(UPDATE.installer)]]
    assert not window.isVisible()


def test_an_installer_that_was_changed_is_told(qtbot, window, laid):
    laid(ClerkError("校验值不符，请不要运行它。"))
    updating.look(window, asked=False)
    qtbot.waitUntil(lambda: "校验值不符" in said(window))
