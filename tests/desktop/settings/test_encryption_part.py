"""Encryption is switched in the window once the recovery code was typed, and the code opens."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from casework.safekeeping.around import RegisterState, Way, look_around
from casework.safekeeping.encrypting import is_encrypted
from db import keys
from db.store import is_locked
from desktop.base.wishes import GoTo
from desktop.registers import other_registers
from desktop.registers.recovery_code import CodeAnswer, RecoveryCodeDialog

pytestmark = pytest.mark.of_file("a server keeps no file that could be encrypted")

pytest.importorskip("sqlcipher3", reason="the encryption is an optional part")


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISCLOSURE_DESK_KEYS", str(tmp_path / "密钥.json"))
    keys.forget_held()
    yield
    keys.forget_held()


@pytest.fixture
def part(window):
    window.granting.grant(GoTo("guard"))
    return window.screens.present.guard.encryption


def test_nothing_is_encrypted_before_the_code_was_typed(window, part, monkeypatch) -> None:
    assert "默认不加密" in part.words.text()
    failed = []
    part.failed.connect(failed.append)
    part.begin.click()
    part.step.typed.setText("ABCD")
    part.step.go.click()
    assert "恢复码不对" in failed[-1]
    part.step.typed.setText(keys.code_of(keys.fresh()))
    part.step.go.click()
    assert "另一个恢复码" in failed[-1]
    assert not is_encrypted(window.desk)
    assert keys.known() == []
    part.refresh()
    assert not part.step.typed.isHidden()


def test_a_typed_code_encrypts_and_the_window_opens_anew(
    window, part, registered, monkeypatch, tmp_path: Path
) -> None:
    registered(applicant_name="王小明")
    opened, told = [], []
    monkeypatch.setattr(other_registers, "start", lambda path: opened.append(path) or True)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    monkeypatch.setattr(QApplication, "quit", lambda: None)
    part.begin.click()
    part.step.save_to(tmp_path / "恢复码.txt")
    code = part.step.code.text()
    assert code in (tmp_path / "恢复码.txt").read_text("utf-8-sig")
    part.step.typed.setText(code.lower())
    part.step.go.click()
    path = window.desk.store.path
    assert is_locked(path)
    assert opened == [path]
    assert "登记簿已加密" in told[0]
    assert keys.code_of(keys.known()[0]) == code


def test_the_code_opens_a_register_on_another_computer(
    qtbot, window, part, registered, monkeypatch, tmp_path: Path
) -> None:
    registered()
    monkeypatch.setattr(other_registers, "start", lambda path: True)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: None)
    monkeypatch.setattr(QApplication, "quit", lambda: None)
    part.begin.click()
    code = part.step.code.text()
    part.step.typed.setText(code)
    part.step.go.click()
    (tmp_path / "密钥.json").unlink()
    keys.forget_held()
    path = window.desk.store.path
    around = look_around(path, now=window.desk.clock())
    assert around.state is RegisterState.LOCKED
    # Nothing of it is offered that a key is needed for.
    assert [one.way for one in around.steps] == [Way.AGAIN, Way.OTHER, Way.SEND]
    elsewhere = RecoveryCodeDialog(path, "已加密。")
    qtbot.addWidget(elsewhere)
    elsewhere.others.click()
    assert elsewhere.answer is CodeAnswer.OTHER_WAYS
    dialog = RecoveryCodeDialog(path, "已加密。")
    qtbot.addWidget(dialog)
    dialog.code.setText(keys.code_of(keys.fresh()))
    dialog.try_code()
    assert "打不开" in dialog.words.text()
    dialog.code.setText(code)
    dialog.try_code()
    assert dialog.answer is CodeAnswer.OPENED
    assert keys.known()
