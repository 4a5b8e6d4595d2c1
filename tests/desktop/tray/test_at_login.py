"""Windows' registry is played by a dictionary that answers as `winreg` does."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QCheckBox

from desktop.tray import at_login, presence, presence_settings
from desktop.tray.presence_settings import StayingPart
from desktop.tray.tray import Tray
from rules.errors import ClerkError

RUN, APPROVED = at_login._RUN, at_login._APPROVED
NAME = at_login._NAME


class Key:
    def __init__(self, values: dict[str, object]) -> None:
        self.values = values

    def __enter__(self) -> "Key":
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Registry:
    """The keys of one user; `refuses` makes it answer as a policy of the office would."""

    HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = object(), 2, 1

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, object]] = {RUN: {"别的程序": "other.exe"}}
        self.refuses = False

    def OpenKey(self, _root: object, key: str, _: int = 0, access: int = 0) -> Key:  # noqa: N802
        if self.refuses and access:
            raise PermissionError(5, "拒绝访问")
        if key not in self.keys:
            raise FileNotFoundError(2, key)
        return Key(self.keys[key])

    def CreateKey(self, _root: object, key: str) -> Key:  # noqa: N802
        if self.refuses:
            raise PermissionError(5, "拒绝访问")
        return Key(self.keys.setdefault(key, {}))

    def QueryValueEx(self, key: Key, name: str) -> tuple[object, int]:  # noqa: N802
        if name not in key.values:
            raise FileNotFoundError(2, name)
        return key.values[name], 1

    def SetValueEx(self, key: Key, name: str, _: int, kind: int, value: object) -> None:  # noqa: N802
        assert kind == self.REG_SZ
        key.values[name] = value

    def DeleteValue(self, key: Key, name: str) -> None:  # noqa: N802
        if name not in key.values:
            raise FileNotFoundError(2, name)
        del key.values[name]


@pytest.fixture
def registry(monkeypatch) -> Registry:
    registry = Registry()
    monkeypatch.setattr(at_login, "_registry", lambda: registry)
    monkeypatch.setattr(at_login, "is_offered", lambda: True)
    return registry


@pytest.fixture
def part(qtbot, remembered, registry, monkeypatch) -> StayingPart:
    monkeypatch.setattr(Tray, "is_there", lambda: True)
    part = StayingPart(remembered)
    qtbot.addWidget(part)
    part.show()
    return part


def test_the_start_is_written_and_taken_away_beside_other_programs(registry):
    assert not at_login.is_on()
    at_login.switch(on=True)
    assert at_login.is_on()
    assert registry.keys[RUN] == {"别的程序": "other.exe", NAME: at_login.command()}
    at_login.switch(on=False)
    assert not at_login.is_on()
    assert registry.keys[RUN] == {"别的程序": "other.exe"}


def test_the_start_opens_no_console_and_no_window(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/办件 台/.venv/Scripts/python.exe")
    words = at_login.command()
    assert words.startswith(f'"{Path("/办件 台/.venv/Scripts/pythonw.exe")}" ')
    # Quoted or not, as the folder of these tests has a space in its path or none.
    assert words.replace('"', "").endswith("run.py open --hidden")


def test_a_packed_program_is_started_itself(monkeypatch):
    # Whichever of its two programs it was switched on through, the one with a window is entered.
    folder = Path("/办件台").absolute()
    monkeypatch.setattr(sys, "executable", str(folder / "banjiantai-cli.exe"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert at_login.command() == f"{folder / 'banjiantai.exe'} open --hidden"


def test_a_start_of_another_folder_is_not_ours(registry):
    registry.keys[RUN][NAME] = r"D:\旧的\pythonw.exe D:\旧的\run.py open --hidden"
    assert not at_login.is_on()


def test_a_start_switched_off_in_the_task_manager_is_off_until_asked_for_again(registry):
    at_login.switch(on=True)
    registry.keys[APPROVED] = {NAME: bytes([3, 0, 0, 0])}
    assert not at_login.is_on()
    at_login.switch(on=True)
    assert at_login.is_on()
    registry.keys[APPROVED] = {NAME: bytes([2, 0, 0, 0])}
    assert at_login.is_on()


def test_a_policy_that_forbids_it_is_said_in_words(registry):
    registry.refuses = True
    with pytest.raises(ClerkError, match="可能由单位统一管理"):
        at_login.switch(on=True)


def test_the_tick_writes_the_start_and_shows_what_the_system_has(qtbot, part, registry):
    with qtbot.waitSignal(part.said) as said:
        part.starts.click()
    assert said.args == ["已保存，登录 Windows 时启动。"]
    assert at_login.is_on()
    registry.keys[APPROVED] = {NAME: bytes([3])}
    part.refresh()
    assert not part.starts.isChecked()


def test_a_tick_that_was_refused_does_not_stay(qtbot, part, registry):
    registry.refuses = True
    with qtbot.waitSignal(part.failed):
        part.starts.click()
    assert not part.starts.isChecked()


def test_other_systems_are_not_offered_a_start_at_login(qtbot, remembered):
    assert at_login.is_offered() == (sys.platform == "win32")
    part = StayingPart(remembered)
    qtbot.addWidget(part)
    part.show()
    assert part.starts.isVisible() == at_login.is_offered()


def test_staying_is_off_at_first_and_kept_when_chosen(qtbot, part, remembered):
    assert not part.stays.isChecked()
    with qtbot.waitSignal(part.said):
        part.stays.click()
    assert remembered.flag(presence.STAYS)
    again = StayingPart(remembered)
    qtbot.addWidget(again)
    assert again.stays.isChecked()
    part.stays.click()
    assert not remembered.flag(presence.STAYS)


def test_where_there_is_no_tray_the_setting_says_so(qtbot, remembered, monkeypatch):
    monkeypatch.setattr(presence_settings, "Tray", SimpleNamespace(is_there=lambda: False))
    part = StayingPart(remembered)
    qtbot.addWidget(part)
    assert not part.stays.isEnabled()
    assert "没有通知区域" in part.stays.accessibleDescription()


def test_the_settings_hold_both_beside_the_times(window):
    window.screens.show_place("settings")
    page = window.screens.present.safety
    assert page.findChild(QCheckBox, "staysInTray") is page.staying.stays
    column = page.layout()
    assert column.indexOf(page.staying) == column.indexOf(page.times.parentWidget()) + 1
