"""A server that does not answer at the start: said, and tried again when asked to."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel

from db.server import place
from db.server.place import Server
from desktop.registers import recovering, server_start
from desktop.registers.server_start import ServerStart
from rules.errors import ClerkError


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "共用.djs"
    place.write(path, Server("desk.example"))
    return path


def test_what_the_server_said_is_shown_and_it_can_be_tried_again(qtbot) -> None:
    dialog = ServerStart(ClerkError("连不上登记簿所在的服务器。"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.findChild(QLabel, "serverWords").text() == "连不上登记簿所在的服务器。"
    with qtbot.waitSignal(dialog.accepted):
        dialog.go.click()
    with qtbot.waitSignal(dialog.rejected):
        dialog.leave.click()


@pytest.mark.parametrize("again", [True, False])
def test_a_register_on_a_server_is_never_picked_over(
    qapp, register: Path, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    monkeypatch.setattr(
        recovering, "recover", lambda *_: pytest.fail("there are no pages to look through")
    )
    code = QDialog.DialogCode.Accepted if again else QDialog.DialogCode.Rejected
    monkeypatch.setattr(server_start.ServerStart, "exec", lambda _: code)
    answer = recovering.ask_on(register, datetime.now, ClerkError("连不上"), read_only=True)
    assert answer == (recovering.ChosenRegister(register, True) if again else None)


def test_a_file_goes_its_own_way(qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "登记簿.db"
    path.write_bytes(b"x")
    monkeypatch.setattr(
        recovering, "recover", lambda one, *_: recovering.ChosenRegister(one, False)
    )
    answer = recovering.ask_on(path, datetime.now, ClerkError("已损坏"), read_only=False)
    assert answer == recovering.ChosenRegister(path, False)
