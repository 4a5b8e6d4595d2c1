"""A copy takes the register's place while a colleague has a form open: the window says so."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from casework.desk import daily_copy
from casework.desk.accounts import give_account
from casework.desk.desk import Desk, open_desk
from casework.safekeeping.restoring import put_back, the_copy
from db import requests
from db.server import login, place
from desktop.base.remembered import Remembered
from desktop.base.wishes import RestoreCopy
from desktop.registers import server_login
from desktop.registers.server_login import OwnerLoginDialog
from desktop.settings.safety_page import SafetyPage
from desktop.settings.settings_screen import SettingsScreen
from desktop.sharing.sharing import Sharing
from desktop.start.building import build_window
from desktop.window.main_window import MainWindow
from rules.people import OfficePart as P
from tests import engines, server
from tests.desktop.conftest import clock
from tests.desktop.sharing.test_sharing import register

pytestmark = [server.needs_server, pytest.mark.timeout(180)]


@pytest.fixture
def connection_file(tmp_path: Path) -> Path:
    file = tmp_path / "共用.djs"
    engines.connect(file, engines.fresh())
    return file


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    opened: list[Path] = []
    monkeypatch.setattr("desktop.registers.other_registers.start", opened.append)
    return opened


def test_a_form_of_before_stays_and_its_window_is_told(
    window: MainWindow, hers: Desk, connection_file: Path, qtbot: QtBot, started: list[Path]
) -> None:
    case = register(hers)
    copy = daily_copy.back_up(hers)
    sharing = Sharing(window)
    sharing.start()
    # What this window writes itself nobody tells it of.
    register(hers, "后来")
    try:
        window.screens.open_case(case)
        shown = window.screens.worklist.case
        shown.begin("extend")
        assert shown.panel is not None
        shown.panel.view.set_values({"reason": "需要向档案馆核对原件"})
        qtbot.wait(500)
        put_back(the_copy(copy, connection_file), connection_file, clock, "何主任")
        qtbot.waitUntil(lambda: window.findChild(QMessageBox, "confirmMove") is not None)
        box = window.findChild(QMessageBox, "confirmMove")
        assert "由何主任于" in box.text()
        assert window.rail.foot.text().startswith("登记簿已恢复")
        assert shown.panel.view.values()["reason"] == "需要向档案馆核对原件"
        next(one for one in box.buttons() if one.text() == "重新打开窗口").click()
        assert started == [connection_file]
        assert not hers.is_open
    finally:
        sharing.end()


def test_the_owner_puts_a_copy_back_from_the_window(
    window: MainWindow, hers: Desk, connection_file: Path, qtbot: QtBot, started: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    register(hers)
    copy = daily_copy.back_up(hers)
    register(hers, "后来")
    window.screens.show_place("settings")
    screen = window.screens.present
    assert isinstance(screen, SettingsScreen)
    screen.tabs.setCurrentWidget(screen.safety)
    screen.safety.refresh()
    screen.safety.copies.setCurrentRow(0)
    button = screen.findChild(QPushButton, "restoreCopy")
    assert button.isEnabled()
    button.click()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "confirmRestore") is not None)
    box = window.findChild(QMessageBox, "confirmRestore")
    assert "恢复后有1件申请不在其中" in box.text()
    assert "后来" in box.text()
    assert "所有人看到的" in box.text()
    monkeypatch.setattr("desktop.registers.moving_dialog.MovingDialog.run", read_and_go)
    next(one for one in box.buttons() if one.text() == "恢复").click()
    assert started == [connection_file]
    again = open_desk(connection_file, clock=clock, read_only=True)
    assert len(requests.ids(again.store, requests.Query())) == 1
    again.close()
    assert list(copy.parent.glob("*恢复前.djb"))


def read_and_go(dialog: object) -> None:
    """Run what the dialog shows here and now."""
    said = dialog._act(NoProgress())  # type: ignore[attr-defined]
    assert any("恢复前" in one for one in said)


class NoProgress:
    """Takes what is told of how far it is."""

    class moved:  # noqa: N801 - the signal's own name
        """The signal."""

        @staticmethod
        def emit(*_: object) -> None:
            """Leave it."""


def test_the_head_is_asked_for_the_owners_account_and_a_clerk_is_told_who_does_it(
    hers: Desk, connection_file: Path, qtbot: QtBot, tmp_path: Path, remembered: Remembered,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    register(hers)
    copy = daily_copy.back_up(hers)
    name = place.read(connection_file).database
    for account, person, part in (("h", "何主任", P.HEAD), ("c", "周敏", P.CLERK)):
        give_account(hers, f"{name}.{account}", person, (part,))
    opened: list[MainWindow] = []

    def seated(account: str) -> MainWindow:
        there = place.read(connection_file)
        place.write(
            tmp_path / f"{account}.djs",
            place.Server(there.host, there.port, there.database, f"{name}.{account}"),
        )
        desk = open_desk(tmp_path / f"{account}.djs", clock=clock)
        made = build_window(desk, remembered)
        qtbot.addWidget(made)
        opened.append(made)
        return made

    try:
        clerk = seated("c")
        failed: list[str] = []
        clerk.registers.failed.connect(failed.append)
        clerk.registers.grant(RestoreCopy(copy))
        assert "公开机构负责人" in failed[0]
        assert clerk.desk.is_open
        page = SafetyPage(clerk.desk, remembered)
        qtbot.addWidget(page)
        assert not page.findChild(QPushButton, "restoreCopy").isEnabled()

        head = seated("h")
        asked: list[Path] = []

        def nobody(register: Path, _: object) -> None:
            asked.append(register)

        monkeypatch.setattr(server_login, "ask_owner", nobody)
        head.registers.grant(RestoreCopy(copy))
        assert asked == [tmp_path / "h.djs"]
        assert head.desk.is_open
        dialog = OwnerLoginDialog(tmp_path / "h.djs")
        qtbot.addWidget(dialog)
        dialog.account.setText(f"{name}.h")
        dialog.try_login()
        assert "不是这个登记簿的建库账号" in dialog.words.text()
        dialog.account.setText(server.SUPERUSER)
        dialog.try_login()
        assert dialog.result() == dialog.DialogCode.Accepted
        assert login.held(place.read(tmp_path / "h.djs")).user == ""
    finally:
        for one in opened:
            one.close()
            one.desk.close()
        server.administrator().execute(f'drop database "{name}" with (force)')
        server.drop_roles(name, f"{name}.h", f"{name}.c")
