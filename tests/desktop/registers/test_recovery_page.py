import shutil
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from casework.acts import ACTS, perform
from casework.desk.daily_copy import back_up
from casework.desk.desk import open_desk
from casework.desk.seat import SecondSeat, holder_words
from casework.pages.register_check import problems
from casework.safekeeping.around import Way
from db import requests, settings
from desktop.registers.recovery_page import RecoveryPage
from desktop.widgets.words import Words
from forms.fields import read
from rules.errors import ClerkError

pytestmark = pytest.mark.of_file("the ways on from a file that does not open")

NOON = datetime(2026, 3, 6, 12)  # noqa: DTZ001 - the office's own clock


def now() -> datetime:
    return NOON


def register_one(desk, name: str) -> None:
    typed = {"arrived_on": NOON.date(), "applicant_name": name, "information_sought": "批文"}
    form = read(ACTS["register"].form, typed)
    assert not isinstance(form, list)
    perform(desk, ACTS["register"], None, form)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    desk = open_desk(tmp_path / "登记簿.db", clock=now, clerk="周敏")
    register_one(desk, "钱某")
    back_up(desk)
    register_one(desk, "孙<b>某")
    desk.close()
    return tmp_path / "登记簿.db"


def page_of(qtbot, register: Path) -> RecoveryPage:
    page = RecoveryPage(register, now)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not page.is_busy)
    return page


def ruin(register: Path) -> None:
    data = bytearray(register.read_bytes())
    data[: 2 * 4096] = bytes(2 * 4096)
    register.write_bytes(data)


def test_what_is_lost_is_named_before_anything_is_done(qtbot, register) -> None:
    ruin(register)
    page = page_of(qtbot, register)
    assert "孙<b>某" in page.told.text()
    assert page.told.textFormat() == Qt.TextFormat.PlainText
    assert "程序没有改动任何文件。" in page.findChild(Words, "recoveryWords").text()


def test_enter_alone_restores_nothing_and_the_key_does(qtbot, register) -> None:
    ruin(register)
    before = register.read_bytes()
    page = page_of(qtbot, register)
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert not page.is_busy
    assert register.read_bytes() == before
    with qtbot.waitSignal(page.chosen) as chosen:
        page.buttons[Way.RESTORE].click()
    assert chosen.args == [register, False]
    qtbot.waitUntil(lambda: not page.is_busy)
    desk = open_desk(register, clock=now)
    assert [row.applicant_name for row in requests.every(desk.store)] == ["钱某"]
    desk.close()


def test_a_copy_on_another_disk_brings_the_office_back_with_its_papers(
    qtbot, register, monkeypatch, tmp_path
) -> None:
    stick = tmp_path.parent / f"{tmp_path.name} 移动硬盘"
    register.with_name("登记簿 备份").rename(stick)
    shutil.rmtree(register.with_name("登记簿 文书"))
    register.unlink()
    page = page_of(qtbot, register)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "空的"))
    page.buttons[Way.ELSEWHERE].click()
    assert "找不到备份" in page.done.text()
    assert Way.RESTORE not in page.buttons
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    page.buttons[Way.ELSEWHERE].click()
    qtbot.waitUntil(lambda: not page.is_busy)
    assert "1件申请" in page.told.text()
    with qtbot.waitSignal(page.chosen):
        page.buttons[Way.RESTORE].click()
    qtbot.waitUntil(lambda: not page.is_busy)
    desk = open_desk(register, clock=now)
    assert [row.applicant_name for row in requests.every(desk.store)] == ["钱某"]
    assert list(problems(desk)) == []
    desk.close()


def test_what_can_be_read_is_saved_beside(qtbot, register) -> None:
    ruin(register)
    page = page_of(qtbot, register)
    page.buttons[Way.SALVAGE].click()
    qtbot.waitUntil(lambda: not page.is_busy)
    assert "2件申请" in page.done.text()
    with qtbot.waitSignal(page.chosen) as chosen:
        page.findChild(QPushButton, "openSaved").click()
    desk = open_desk(chosen.args[0], clock=now)
    assert len(list(requests.every(desk.store))) == 2
    desk.close()


def test_a_copy_is_looked_at_only_to_read(qtbot, register) -> None:
    register.unlink()
    page = page_of(qtbot, register)
    with qtbot.waitSignal(page.chosen) as chosen:
        page.buttons[Way.LOOK].click()
    assert chosen.args[1] is True
    desk = open_desk(chosen.args[0], clock=now, read_only=True)
    with pytest.raises(ClerkError, match="只读"):
        settings.put(desk.store, "clerk", "某")
    desk.close()


def test_the_report_is_kept_where_the_clerk_says(qtbot, register, monkeypatch, tmp_path) -> None:
    ruin(register)
    page = page_of(qtbot, register)
    target = tmp_path / "结果.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.buttons[Way.SEND].click()
    assert target.is_file()
    assert "没有申请人的信息" in page.done.text()


def test_a_second_seat_sees_what_is_written_and_says_who_writes(register) -> None:
    writer = open_desk(register, clock=now, clerk="周敏")
    reader = open_desk(register, clock=now, read_only=True)
    try:
        assert "周敏" in holder_words(reader)
        seat = SecondSeat(reader)
        told: list[object] = []
        reader.changes.follow(told.append)
        assert not seat.look()
        register_one(writer, "李某")
        assert seat.look()
        assert told
        assert len(list(requests.every(reader.store))) == 3
        assert not seat.look()
    finally:
        reader.close()
        writer.close()


def test_a_window_that_only_reads_shows_and_changes_nothing(qtbot, register) -> None:
    from desktop.start.application import make_window

    before = register.read_bytes()
    desk = open_desk(register, clock=now, read_only=True)
    window = make_window(desk)
    qtbot.addWidget(window)
    window.show()
    window.look_at_the_day()
    for name in ("worklist", "today", "month"):
        window.screens.show_place(name)
    window.close()
    desk.close()
    assert register.read_bytes() == before
