from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QFileDialog, QListWidget, QMessageBox, QPushButton

from casework.desk import daily_copy
from casework.desk.desk import open_desk
from db import requests
from desktop.base.wishes import MakeSample, RestoreCopy
from desktop.registers import other_registers, registers
from desktop.registers.moving_dialog import restoring_dialog
from desktop.registers.other_registers import OtherRegisters, SampleRegister
from desktop.settings.first_run import FirstRunScreen
from desktop.window import help as helping
from rules.errors import ClerkError
from tests.desktop.conftest import clock


@pytest.fixture
def started(monkeypatch) -> list[Path]:
    begun: list[Path] = []
    monkeypatch.setattr(other_registers, "start", lambda path: begun.append(path) or True)
    return begun


def test_the_registers_last_opened_are_remembered_once(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: tmp_path / "配置")
    paths = [tmp_path / f"{number}.db" for number in range(10)]
    for path in [*paths, paths[3]]:
        path.touch()
        registers.remember_register(path)
    recent = registers.recent_registers()
    assert recent[:2] == [paths[3], paths[9]]
    assert (len(recent), len(set(recent))) == (8, 8)
    paths[9].unlink()
    assert paths[9] not in registers.recent_registers()


def test_another_register_opens_in_a_window_of_its_own(qtbot, window, started, tmp_path):
    others = OtherRegisters(window.desk.store.path, window)
    others.open(tmp_path / "另一本.db")
    assert started == [tmp_path / "另一本.db"]
    with qtbot.waitSignal(others.said) as said:
        others.open(window.desk.store.path)
    assert "现在打开的" in said.args[0]
    assert len(started) == 1


@pytest.mark.parametrize(
    "held", [b"\xff\xfe\x00", "D:\\办件\\登记簿.djb".encode("gbk"), b"a" * 9_000, b"a\0b", b"\n"]
)
def test_a_note_of_the_last_register_that_names_none_begins_no_empty_one(
    tmp_path, monkeypatch, held
):
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: tmp_path)
    monkeypatch.setattr("platformdirs.user_documents_path", lambda *_, **__: tmp_path / "文档")
    for name in ("登记簿位置.txt", "最近的登记簿.txt"):
        (tmp_path / name).write_bytes(held)
    with pytest.raises(ClerkError):
        registers.known_register()
    assert registers.recent_registers() == []
    if held.strip():
        with pytest.raises(registers.OutOfReachError):
            registers.chosen_register()
    else:
        # An empty note is that of a first start.
        assert registers.chosen_register().parent == tmp_path / "文档" / registers.NAME
    assert not list(tmp_path.rglob("*.db*"))


def test_a_new_register_never_takes_the_place_of_one(qtbot, window, started, tmp_path, monkeypatch):
    others = OtherRegisters(window.desk.store.path, window)
    there = tmp_path / "已有.db"
    there.touch()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(there), ""))
    with qtbot.waitSignal(others.failed):
        others.ask_and_make()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "新"), ""))
    others.ask_and_make()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "1.2 新"), ""))
    others.ask_and_make()
    # An ending of the program's own, and a dot in the name is no ending.
    assert started == [tmp_path / "新.djb", tmp_path / "1.2 新.djb"]


def test_the_sample_is_made_aside_and_opened(qtbot, started):
    sample = SampleRegister()
    sample.make()
    qtbot.waitUntil(lambda: bool(started))
    made = open_desk(started[0], clock=clock, read_only=True)
    assert len(requests.ids(made.store, requests.Query())) > 20
    made.close()
    qtbot.waitUntil(lambda: not sample.is_busy)


def test_the_first_start_offers_the_sample(qtbot, desk):
    screen = FirstRunScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitSignal(screen.wished) as asked:
        screen.findChild(QPushButton, "openSample").click()
    assert asked.args == [MakeSample()]


@pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")
def test_a_copy_is_looked_over_and_asked_about_before_it_is_restored(
    qtbot, window, registered, monkeypatch
):
    registered()
    copy = daily_copy.back_up(window.desk)
    registered(applicant_name="孙某")
    window.screens.show_place("settings")
    screen = window.screens.present
    monkeypatch.setattr(window.registers, "restore", lambda copy: None)
    screen.tabs.setCurrentWidget(screen.safety)
    copies = screen.findChild(QListWidget, "copies")
    copies.setCurrentRow(0)
    screen.findChild(QPushButton, "restoreCopy").click()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "confirmRestore") is not None)
    box = window.findChild(QMessageBox, "confirmRestore")
    # What would be lost is named before anything is done.
    assert "恢复后有1件申请不在其中" in box.text()
    assert "孙某" in box.text()
    with qtbot.waitSignal(screen.wished) as asked:
        next(button for button in box.buttons() if button.text() == "恢复").click()
    assert asked.args == [RestoreCopy(copy)]
    qtbot.waitUntil(lambda: not screen.safety.is_busy)


@pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")
def test_a_copy_of_another_disk_is_restored_from_the_settings(
    qtbot, window, registered, started, monkeypatch, tmp_path
):
    registered()
    stick = tmp_path.parent / f"{tmp_path.name} 移动硬盘"
    copy = daily_copy.back_up(window.desk, stick)
    for _ in range(20):
        registered()
    window.screens.show_place("settings")
    screen = window.screens.present
    screen.tabs.setCurrentWidget(screen.safety)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    screen.findChild(QPushButton, "restoreElsewhere").click()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "confirmRestore") is not None)
    box = window.findChild(QMessageBox, "confirmRestore")
    assert "恢复后有20件申请不在其中" in box.text()
    assert len(box.text().splitlines()) < 20
    assert "2026〕21号" in box.detailedText()
    with qtbot.waitSignal(screen.wished) as asked:
        next(button for button in box.buttons() if button.text() == "恢复").click()
    assert asked.args == [RestoreCopy(copy)]
    assert started == [window.desk.store.path]
    qtbot.waitUntil(lambda: not screen.safety.is_busy)


def test_a_copy_restored_takes_the_registers_place_and_opens_anew(
    qtbot, window, registered, started
):
    registered()
    copy = daily_copy.back_up(window.desk)
    registered()
    path = window.desk.store.path
    window.granting.grant(RestoreCopy(copy))
    assert started == [path]
    again = open_desk(path, clock=clock, read_only=True)
    assert len(requests.ids(again.store, requests.Query())) == 1
    again.close()
    assert len(list(path.parent.glob("*恢复前*.db"))) == 1


def test_a_restore_tells_how_far_it_is_and_cannot_be_left_half_way(qtbot):
    go_on = Event()

    def act(hear):
        hear(1, 4)
        assert go_on.wait(10)
        return ["好了"]

    dialog = restoring_dialog(act)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.begin()
    assert "不能停止" in dialog.words.text()
    assert not dialog.strip.stop.isVisible()
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.strip.is_busy
    go_on.set()
    with qtbot.waitSignal(dialog.accepted):
        pass
    assert dialog.is_moved


def test_a_restore_that_failed_stays_and_says_why(qtbot):
    def act(_hear):
        raise ClerkError("备份读不出来。")

    dialog = restoring_dialog(act)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.begin()
    qtbot.waitUntil(lambda: dialog.go.isVisible())
    assert dialog.words.text() == "备份读不出来。"
    assert not dialog.is_moved
    dialog.go.click()
    assert not dialog.isVisible()


def test_the_times_of_the_reminders_are_kept_as_typed(qtbot, window):
    window.screens.show_place("settings")
    page = window.screens.present.safety
    page.times.setText("8：30，16:00")
    with qtbot.waitSignal(page.said):
        page.times.editingFinished.emit()
    assert page.times.text() == "08:30、16:00"
    page.times.setText("二十五点")
    with qtbot.waitSignal(page.failed):
        page.times.editingFinished.emit()


def test_a_fault_report_holds_no_name(tmp_path):
    path = tmp_path / "故障报告.txt"
    helping.save_report(path)
    text = path.read_text(encoding="utf-8")
    assert "Qt" in text
    assert str(tmp_path) not in text


def test_everything_is_exported_from_the_window_and_leaves_a_line(
    qtbot, window, registered, tmp_path
) -> None:
    registered(applicant_name="王小明")
    said = []
    window.registers.said.connect(said.append)
    window.registers.export_into(tmp_path / "导出")
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1].startswith("已导出到")
    (folder,) = (tmp_path / "导出").iterdir()
    assert "王小明" in (folder / "表格" / "request.csv").read_text("utf-8-sig")
    window.desk.looks.write()
    assert "全部表格和文书" in str(window.desk.store.rows("select details from access"))
