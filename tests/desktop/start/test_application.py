import gc
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QPushButton

from casework.desk.desk import open_desk
from db import history
from db.opening import open_store
from desktop.base.application import application as ready_application
from desktop.base.clock import now
from desktop.registers import registers
from desktop.registers.recovering import recover
from desktop.registers.recovery_page import RecoveryPage
from desktop.start import application, command_line
from desktop.window.main_window import MainWindow
from rules.errors import ClerkError

ROOT = Path(__file__).parents[3]


def test_qts_own_words_are_chinese(qtbot):
    app = ready_application()
    assert QLocale().language() == QLocale.Language.Chinese
    assert "取消" in app.translate("QPlatformTheme", "Cancel")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "取消" in box.button(QDialogButtonBox.StandardButton.Cancel).text()


def test_no_window_answers_for_a_register_that_is_not_open(qtbot, tmp_path):
    assert not application.summon(tmp_path / "没有.db")


def test_the_window_that_has_the_register_comes_forward(qtbot, window: MainWindow, desk):
    server = application.listen(desk.store.path, window)
    try:
        window.showMinimized()
        assert application.summon(desk.store.path)
        qtbot.waitUntil(lambda: not window.windowState() & Qt.WindowState.WindowMinimized)
    finally:
        server.close()


def test_a_wrong_clock_is_told_before_anything_is_written_under_it(
    qtbot, desk, registered, monkeypatch
):
    registered()
    monkeypatch.setattr(application, "_COPY_AFTER_MS", 50)
    path = desk.store.path
    desk.close()
    told: list[tuple[str, int]] = []
    ahead = open_desk(path, clock=lambda: datetime(2027, 11, 20, 10), clerk="张敏")  # noqa: DTZ001
    written = history.anchor(ahead.store).entries
    window = application.make_window(ahead)
    qtbot.addWidget(window)
    monkeypatch.setattr(
        window.outcome,
        "say_problem",
        lambda words: told.append((words, history.anchor(ahead.store).entries)),
    )
    after = application._AfterTheFirstPaint(ready_application(), window, None)
    after.begin()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert "请核对电脑的日期" in told[0][0]
    assert told[0][1] == written
    # It is said again when the window is there, though what was written since agrees with it.
    assert "请核对电脑的日期" in told[1][0]
    after.end()
    ahead.close()


@pytest.mark.of_file("the first list of a register on a server cannot do without its driver")
def test_the_first_list_is_painted_before_what_it_does_not_need_is_loaded(desk, tmp_path):
    path = desk.store.path
    desk.close()
    look = """
import builtins, sys
from desktop.start import command_line, frozen

painted_once = []

def told(window):
    loaded = {"unicodedata", "db.pinyin", "PySide6.QtSvg", "PySide6.QtNetwork", "sqlite_utils"}
    loaded |= {"rules.fold", "rules.outcomes", "forms.fields", "docx", "argparse", "hashlib"}
    loaded |= {"db.backup", "casework.cases.recount", "html"}
    loaded |= {"pickle", "subprocess", "inspect", "zipfile", "casework.foreign"}
    loaded |= {"casework.desk.writing", "dataclasses", "casework.programs.own_program"}
    from PySide6 import QtWidgets
    print(sorted(loaded & set(sys.modules)), "QStyle" in vars(QtWidgets), window.is_furnished)
    empty = [menu.isEmpty() for menu in window.menus.values()]
    print(builtins.__import__ is builtins.__orig_import__, empty)

def watched(*words, **named):
    import desktop.start.quick_start
    import desktop.start.application as starting
    from desktop.window.main_window import MainWindow

    paint = MainWindow.paintEvent
    def painted(window, event):
        paint(window, event)
        if not painted_once:
            painted_once.append(window)
            told(window)
            window.furnished.connect(done)
    MainWindow.paintEvent = painted
    return begin(*words, **named)

def done():
    from PySide6.QtCore import QTimer
    from PySide6.QtNetwork import QLocalServer
    from PySide6.QtWidgets import QApplication
    def leave():
        print(bool(painted_once[0].findChildren(QLocalServer)))
        QApplication.exit(0)
    QTimer.singleShot(0, leave)

begin, command_line._window = command_line._window, watched
# As a packed program, which is started by way of the other one.
sys.exit(frozen.main(["open", sys.argv[1]]))
"""
    around = os.environ | {
        "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "XDG_CONFIG_HOME": str(tmp_path / "kept"),
    }  # fmt: skip
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    # The first start of a fresh copy keeps PySide's own modules for those after it.
    subprocess.run(
        [sys.executable, "-c", "import desktop.start.quick_start"], env=around, check=True
    )
    done = subprocess.run(
        [sys.executable, "-c", look, str(path)],
        env=around, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "[] False False",
        "True [True, True, True, True]",
        "True",
    ]


def test_another_users_window_does_not_answer(qtbot, window: MainWindow, desk, monkeypatch):
    server = application.listen(desk.store.path, window)
    try:
        monkeypatch.setattr("casework.desk.seat.this_account", lambda: "另一个用户")
        assert not application.summon(desk.store.path)
    finally:
        server.close()


def test_a_hidden_window_comes_forward_too(qtbot, window: MainWindow, desk):
    server = application.listen(desk.store.path, window)
    try:
        window.hide()
        assert application.summon(desk.store.path)
        qtbot.waitUntil(window.isVisible)
    finally:
        server.close()


def test_a_window_that_filled_the_screen_fills_it_again(window: MainWindow):
    window.showMaximized()
    window.hide()
    window.come_forward()
    assert window.isMaximized()


@pytest.fixture
def noted(monkeypatch, tmp_path) -> Path:
    note = tmp_path / "设置" / "登记簿位置.txt"
    note.parent.mkdir()
    monkeypatch.setattr(registers, "_note", lambda: note)
    return note


def test_a_start_at_login_opens_the_register_last_used(noted, tmp_path):
    register = tmp_path / "登记簿.db"
    register.touch()
    registers.remember_register(register)
    assert registers.known_register() == register.resolve()


def test_a_start_at_login_begins_no_register_in_place_of_one_out_of_reach(noted, tmp_path):
    noted.write_text(str(tmp_path / "网络盘" / "登记簿.db"), encoding="utf-8")
    with pytest.raises(ClerkError, match="网络盘接通后"):
        registers.known_register()
    noted.unlink()
    with pytest.raises(ClerkError, match="上次使用的登记簿现在打不开"):
        registers.known_register()


@pytest.mark.of_file("the ways on from a file that does not open")
class TestARegisterOutOfReach:
    @pytest.fixture
    def away(self, noted, monkeypatch, tmp_path) -> Path:
        away = tmp_path / "网络盘" / "登记簿.db"
        noted.write_text(str(away), encoding="utf-8")
        monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path / "文档")
        return away

    @staticmethod
    def page() -> RecoveryPage:
        (page,) = [
            page
            for window in QApplication.topLevelWidgets()
            if window.isVisible()
            for page in window.findChildren(RecoveryPage)
        ]
        return page

    def press(self, name: str) -> None:
        self.page().findChild(QPushButton, name).click()

    def test_nothing_is_begun_in_its_place(self, away, tmp_path):
        with pytest.raises(registers.OutOfReachError, match="网络盘接通后再试一次"):
            registers.chosen_register()
        assert not (tmp_path / "文档").exists()

    def test_it_is_opened_once_it_is_there_again(self, qtbot, away):
        def connect() -> None:
            self.press("again")
            away.parent.mkdir()
            open_store(away).close()
            self.press("again")

        QTimer.singleShot(0, connect)
        assert recover(away, now) == (away, False)

    def test_another_is_opened_where_the_clerk_chooses_one(
        self, qtbot, away, tmp_path, monkeypatch
    ):
        other = tmp_path / "另一本.db"
        answers = iter([("", ""), (str(other), "")])
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: next(answers))

        def once() -> None:
            self.press("other")
            assert self.page().isVisible()
            self.press("other")

        QTimer.singleShot(0, once)
        assert recover(away, now) == (other, False)

    def test_a_new_one_is_begun_only_where_it_is_asked_for(
        self, qtbot, away, tmp_path, monkeypatch
    ):
        fresh = str(tmp_path / "新的")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (fresh, ""))
        QTimer.singleShot(0, lambda: self.press("fresh"))
        assert recover(away, now) == (tmp_path / "新的.djb", False)

    def test_leaving_opens_nothing(self, qtbot, away, monkeypatch):
        monkeypatch.setattr(application, "run_window", lambda *_, **__: pytest.fail("it opened"))
        monkeypatch.setattr(gc, "disable", lambda: None)
        for name in ("stdin", "stdout", "stderr"):
            monkeypatch.setattr(sys, name, None)
        QTimer.singleShot(0, lambda: self.page().window().close())
        assert command_line.main([]) == 0

    def test_a_note_nobody_can_read_is_no_reason_to_begin_one(self, noted, monkeypatch, tmp_path):
        monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path / "文档")
        noted.write_bytes("登记簿位置".encode("gb18030"))
        with pytest.raises(registers.OutOfReachError, match="读不出来"):
            registers.chosen_register()


@pytest.mark.parametrize("hidden", [True, False])
def test_the_words_of_a_start_are_understood(monkeypatch, noted, tmp_path, hidden):
    register = tmp_path / "登记簿.db"
    asked: list[bool] = []
    monkeypatch.setattr(
        application, "run_window", lambda _, *, hidden, taking: asked.append(hidden) or 0
    )
    monkeypatch.setattr(gc, "disable", lambda: None)
    # A program Windows starts by itself has no streams.
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    words = ["open", str(register), *(["--hidden"] if hidden else [])]
    assert command_line.main(words) == 0
    assert asked == [hidden]
