import ctypes
import os
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.base import taskbar
from desktop.start import application
from desktop.widgets.work_strip import WorkStrip


def test_elsewhere_than_on_windows_nothing_happens(qtbot, tmp_path):
    widget = QWidget()
    qtbot.addWidget(widget)
    taskbar.show_progress(widget, 40)
    taskbar.end_progress(widget)
    taskbar.add_to_recent(tmp_path / "登记簿.djb")


def test_work_is_shown_on_the_taskbar_from_its_beginning_to_its_end(qtbot, monkeypatch):
    shown: list[int | None] = []
    monkeypatch.setattr(taskbar, "show_progress", lambda _, per_cent: shown.append(per_cent))
    monkeypatch.setattr(taskbar, "end_progress", lambda _: shown.append(None))
    strip = WorkStrip()
    qtbot.addWidget(strip)

    def task(progress):
        progress.say(40, "四成")
        return 1

    with qtbot.waitSignal(strip.ended):
        strip.run(task, "正在做", lambda _: None)
    assert shown == [-1, 40, None]


def test_the_names_windows_knows_the_taskbar_by():
    # {56FDF344-FD6D-11D0-958A-006097C9A090} and {EA1AFB91-9E28-4B86-90E9-9E9F8A5EEFAF}
    assert taskbar._CLASS[:4][::-1].hex() == "56fdf344"
    assert taskbar._CLASS[8:].hex() == "958a006097c9a090"
    assert taskbar._INTERFACE[:4][::-1].hex() == "ea1afb91"
    assert len(taskbar._CLASS) == len(taskbar._INTERFACE) == 16


def test_a_function_is_called_by_its_place_in_the_table():
    called: list[tuple[int, int]] = []
    kind = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)

    @kind
    def set_state(_: int, handle: int, state: int) -> int:
        called.append((handle, state))
        return 0

    table = (ctypes.c_void_p * 11)()
    table[10] = ctypes.cast(set_state, ctypes.c_void_p).value
    instance = ctypes.c_void_p(ctypes.addressof(table))
    function = taskbar._function(ctypes.addressof(instance), 10, ctypes.c_void_p, ctypes.c_int)
    function(ctypes.addressof(instance), ctypes.c_void_p(77), 2)
    assert called == [(77, 2)]


@pytest.mark.skipif(sys.platform != "win32", reason="Windows' own taskbar")
def test_windows_own_taskbar_takes_it(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    taskbar.show_progress(widget, 40)
    taskbar.show_progress(widget, -1)
    taskbar.end_progress(widget)


def test_a_register_that_is_opened_is_listed_among_the_last_ones(qtbot, window, desk, monkeypatch):
    told: list[Path] = []
    monkeypatch.setattr(taskbar, "add_to_recent", told.append)
    monkeypatch.setattr(application, "_COPY_AFTER_MS", 0)
    for what, name in ((window.registers, "copy_if_due"), (window.presence, "start")):
        monkeypatch.setattr(what, name, lambda: None)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    after = application._AfterTheFirstPaint(app, window, None)
    try:
        after.begin()
        qtbot.waitUntil(lambda: told == [desk.store.path])
    finally:
        after.end()


@pytest.mark.skipif(sys.platform != "win32", reason="Windows' own list")
def test_windows_keeps_a_register_under_its_recent_files(tmp_path):
    register = tmp_path / "最近 登记簿.djb"
    register.write_bytes(b"SQLite format 3")
    taskbar.add_to_recent(register)
    recent = Path(os.environ["APPDATA"]) / "Microsoft" / "Windows" / "Recent"
    assert any(register.name in one.name for one in recent.iterdir())
